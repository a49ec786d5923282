"""Errors that a user can mend: a sentence in Vietnamese and a remedy. A programmer's error stays a ``ValueError``."""


class AtgtError(Exception):
    """What went wrong and what to do about it, both in Vietnamese."""

    def __init__(self, sentence: str, remedy: str) -> None:
        super().__init__(f"{sentence} {remedy}".strip())
        self.sentence = sentence
        self.remedy = remedy


class RequestError(AtgtError):
    """Something was asked for that cannot be had: an unknown period, dimension, batch."""


class FileError(AtgtError):
    """A received file cannot be used as it is."""


class DefinitionError(AtgtError):
    """The reference folder contradicts itself or lacks a file."""


class StoreError(AtgtError):
    """The store cannot be read or written."""
