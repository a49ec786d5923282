"""What the check says of a place in the text: the record, its kinds, and the words and signs for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from .statements import Figure

WRONG = "wrong"
ROUNDING = "rounding"
DOUBTFUL = "doubtful"
UNCHECKED = "cannot_check"
DIFFERS = "differs"
OTHER_READING = "other_reading"

KIND_WORDS: Mapping[str, str] = {
    WRONG: "sai",
    ROUNDING: "làm tròn sai",
    DOUBTFUL: "cần xem lại",
    UNCHECKED: "không kiểm tra được",
    DIFFERS: "khác số liệu đã nhập",
    OTHER_READING: "khớp theo cách tính khác",
}
KIND_SIGNS: Mapping[str, str] = {
    WRONG: "✗",
    ROUNDING: "≈",
    DOUBTFUL: "?",
    UNCHECKED: "…",
    DIFFERS: "≠",
    OTHER_READING: "↔",
}
SHORT_WORDS: Mapping[str, str] = {
    WRONG: "sai",
    ROUNDING: "làm tròn",
    DOUBTFUL: "xem lại",
    UNCHECKED: "chưa rõ",
    DIFFERS: "khác",
    OTHER_READING: "cách tính khác",
}
"""The same inside a text, beside the figure."""
OF_TEXT = (WRONG, ROUNDING, DOUBTFUL)
"""Kinds that the text itself shows; only these are put right in the sentence that is offered."""
MARKS = (*OF_TEXT, DIFFERS, OTHER_READING)
"""Kinds that mark the text; what cannot be checked is listed and not marked as a fault."""


class Fix(NamedTuple):
    """What should stand at [start, stop)."""

    start: int
    stop: int
    text: str


@dataclass(frozen=True)
class Finding:
    """One finding: kind, place [start, stop) in the plain text (in ``Checked`` in the original), what stands there.

    ``right`` is what should stand there, "" where that cannot be told; ``reason`` one sentence with the arithmetic.
    ``fixes`` are what has to be changed elsewhere in the sentence with it.
    """

    kind: str
    start: int
    stop: int
    written: str
    right: str
    reason: str
    fixes: tuple[Fix, ...] = ()

    @property
    def is_mark(self) -> bool:
        """Whether it marks the text as in need of a look."""
        return self.kind in MARKS


@dataclass
class Judged:
    """Findings, and the places of the figures that could be checked."""

    findings: list[Finding] = field(default_factory=list)
    checked: set[int] = field(default_factory=set)

    @property
    def reworded(self) -> bool:
        """Whether a word of direction was found wrong."""
        return any(finding.right.startswith(("tăng", "giảm")) for finding in self.findings)

    def say(self, kind: str, figure: Figure, right: str, reason: str) -> None:
        """Add a finding on a figure."""
        text = f"{reason[:1].upper()}{reason[1:]}."
        self.findings.append(Finding(kind, figure.start, figure.stop, figure.text, right, text))

    def say_words(self, fix: Fix, reason: str, *fixes: Fix) -> None:
        """Add that words beside a figure are wrong, with what should stand there and elsewhere with it."""
        text = f"{reason[:1].upper()}{reason[1:]}."
        self.findings.append(Finding(WRONG, fix.start, fix.stop, "", fix.text, text, fixes))
