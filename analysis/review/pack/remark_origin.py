"""Where a report that someone edited comes from: its period, and what was changed outside the places for remarks.

Defines the mark that every report carries in its property "keywords": title and days of the period, and a checksum of
all words outside the places. Reports made before there was a mark have none, and nothing is said of their period.
Leaves out the places themselves (``remarks``). Can mislead: the properties can be removed in Word; spaces and the kinds
of hyphen do not count as changes, nor do headers and footers.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from docx.document import Document
from docx.oxml.ns import qn

from ...definitions.periods import Period
from ..numbers import whole
from .remark_places import outside
from .remark_record import Remarks
from .remark_suggestions import checksum
from .template import open_document

_MARK = re.compile(r"(.+) \((.+)\); ([0-9a-f]{8})")
_KEYWORDS = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}keywords"
_NAMED = 3
"""Changed lines that a sentence names."""
_LONGEST = 60
KEPT_BY_HAND = "hãy chép lại những chỗ đó vào báo cáo mới, hoặc ghi vào khung"
NOT_CARRIED = f"Chỉ lời trong các khung được đưa sang; nếu đã sửa chữ ngoài khung thì {KEPT_BY_HAND}."
"""Said of a report that carries no mark, so that nobody knows what was changed."""


@dataclass(frozen=True)
class Carried:
    """``said``: how much was kept; ``warnings``: another period, words that are not carried over."""

    said: tuple[str, ...]
    warnings: tuple[str, ...]


def mark(document: Document, period: Period) -> str:
    """The mark of a report as the program wrote it: "Quý I/2025 (15/12/2024–14/03/2025); 1a2b3c4d"."""
    return f"{period.title} ({period.span}); {checksum(_lines(document))}"


def mark_of(content: bytes) -> str:
    """The mark that a DOCX carries; "" where there is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            found = ElementTree.fromstring(parts.read("docProps/core.xml")).findtext(_KEYWORDS) or ""
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError):
        return ""
    return found if _MARK.fullmatch(found) else ""


def carried_over(edited: bytes, remarks: Remarks, period: Period, written_then: Callable[[str], bytes]) -> Carried:
    """What is said of the edited report whose ``remarks`` go into one of ``period``.

    ``written_then``: the report with this mark as the program wrote it, b"" where it is not at hand.
    """
    kept = sum(1 for blocks in remarks.blocks.values() if blocks)
    struck = len(remarks.blocks) - kept
    said = [f"{whole(kept)} nhận xét được giữ." if kept else "Báo cáo trước không có nhận xét nào để giữ."]
    said += [f"{whole(struck)} gợi ý đã bỏ thì vẫn để trống."] if struck else []
    found = _MARK.fullmatch(mark_of(edited))
    if not found:
        return Carried(tuple(said), (NOT_CARRIED,))
    title, days, then = found.groups()
    warnings = []
    if (title, days) != (period.title, period.span):
        warnings.append(
            f"Báo cáo đã sửa là của {title} ({days}), không phải {period.title}: lời trong các khung vẫn được đưa "
            "sang, hãy đọc lại từng khung."
        )
    document = open_document(edited, "báo cáo đã sửa")
    if checksum(_lines(document)) != then:
        warnings.append(_changed(document, written_then(mark_of(edited))))
    return Carried(tuple(said), tuple(warnings))


def unfilled(content: bytes) -> str:
    """Which places of a report still hold their prompt: "Còn 2 khung chưa điền: Căn cứ; Ưu điểm. …"; "" for none."""
    names = []
    for control in open_document(content).element.body.iter(qn("w:sdtPr")):
        if control.find(qn("w:showingPlcHdr")) is not None:
            alias = control.find(qn("w:alias"))
            names.append(("" if alias is None else alias.get(qn("w:val")) or "").partition(": ")[2])
    if not names:
        return ""
    return (
        f"Còn {whole(len(names))} khung chưa điền: {'; '.join(names)}. Khung chưa điền in ra dòng chữ xám «Nhập …»: "
        "hãy điền hoặc xóa trước khi in."
    )


def _changed(document: Document, before: bytes) -> str:
    """That words outside the places were changed, and which, where the report is known as it was written."""
    opening = "Chữ ngoài các khung đã được sửa, phần đó không được đưa sang"
    if not before:
        return f"{opening}: {KEPT_BY_HAND}."
    new, old = _lines(document), _lines(open_document(before))
    added, gone = Counter(map(_plain, new)), Counter(map(_plain, old))
    added, gone = added - gone, gone - added
    shown = [line for line in new if _plain(line) in added] or [
        f"đã bỏ: {line}" for line in old if _plain(line) in gone
    ]
    named = "; ".join(f"«{line if len(line) <= _LONGEST else f'{line[: _LONGEST - 1]}…'}»" for line in shown[:_NAMED])
    more = f" và {whole(len(shown) - _NAMED)} dòng khác" if len(shown) > _NAMED else ""
    return f"{opening}: {named}{more}; {KEPT_BY_HAND}."


def _plain(line: str) -> str:
    return checksum([line])


def _lines(document: Document) -> list[str]:
    """The words of every paragraph outside the places, tables among them; what a revision deleted is not there."""
    found = (one for block in outside(document.element.body) for one in block.iter(qn("w:p")))
    texts = [_text(one).strip() for one in found]
    return [text for text in texts if text]


def _text(paragraph: Any) -> str:
    signs = {qn("w:noBreakHyphen"): "-", qn("w:tab"): " ", qn("w:br"): " "}
    parts = (part for part in paragraph.iter() if part.getparent().tag == qn("w:r"))
    return "".join((part.text or "") if part.tag == qn("w:t") else signs.get(part.tag, "") for part in parts)
