"""The letterhead of documents: which body issues them, who signs, who receives them; ``[letterhead]`` of settings.toml.

Left out: the layout (``review.documents``). It can mislead that the committee of the plan of 2024 may have been
reorganised since: the names are settings and hold as they stand in the file, whatever the period of a document.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from analysis.errors import DefinitionError

AUTHORITY = "{co_quan_dia_phuong}"
"""Stands in a line of ``recipients`` for the authority of the area that a document is about."""
_LISTS = ("signatory", "recipients")


@dataclass(frozen=True)
class Letterhead:
    """Who issues a document; an empty text leaves dots for the office to fill.

    ``parent_body`` (cơ quan chủ quản), ``body`` (cơ quan ban hành), ``number_suffix`` ("BC-BATGT"), ``place`` of
    issue, ``signatory`` (lines above the signature), ``signatory_name``, ``recipients`` (lines of "Nơi nhận").
    """

    parent_body: str = ""
    body: str = ""
    number_suffix: str = ""
    place: str = ""
    signatory: tuple[str, ...] = ()
    signatory_name: str = ""
    recipients: tuple[str, ...] = ()


def read_letterhead(settings: Mapping[str, Any]) -> Letterhead:
    """The letterhead in the content of settings.toml. Raises ``DefinitionError`` for a key or value amiss."""
    given: dict[str, Any] = settings.get("letterhead", {})
    known = [field.name for field in fields(Letterhead)]
    wrong = [key for key, value in given.items() if key not in known or not _fits(key, value)]
    if wrong:
        raise DefinitionError(
            f"Tệp settings.toml, mục [letterhead], có chỗ không dùng được: {', '.join(wrong)}.",
            f"Hãy dùng các khóa {', '.join(known)}; {' và '.join(_LISTS)} là danh sách dòng chữ, còn lại là chữ.",
        )
    values: dict[str, Any] = {key: tuple(value) if key in _LISTS else value for key, value in given.items()}
    return Letterhead(**values)


def _fits(key: str, value: Any) -> bool:
    if key in _LISTS:
        return isinstance(value, list) and all(isinstance(line, str) for line in value)
    return isinstance(value, str)
