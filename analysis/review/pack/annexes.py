"""The annexes of the meeting as XLSX: contents, then one sheet a table, with formulas and native charts.

Lays out ``tables``; computes no figure. The same facts give the same bytes: no clock, no machine in the file. Leaves
out the cells (``annex_cells``), the sheets (``annex_sheets``) and the charts (``annex_charts``).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, time
from typing import Any

import xlsxwriter

from ...figures.trends import series_breaks
from ..sentences import ILLUSTRATION, against_words, illustration, partly_words
from .annex_cells import FONT, POINTS, Looks, plain_text
from .annex_charts import breaks_by_row
from .annex_contents import ends, write_contents
from .annex_sheets import Scope, write_sheet
from .record import PackFacts, PackTable
from .tables import selected
from .words_accidents import inside
from .words_limits import pinned_day_words

NAMES: Mapping[str, str] = {
    "criteria": "Ba tiêu chí",
    "areas": "Địa bàn",
    "modes": "Loại hình",
    "severity": "Mức độ",
    "roads": "Tuyến đường",
    "hours": "Giờ trong ngày",
    "day_parts": "Buổi trong ngày",
    "weekdays": "Thứ trong tuần",
    "causes": "Nguyên nhân",
    "vehicles": "Phương tiện",
    "ages": "Độ tuổi",
    "sexes": "Giới tính",
    "series": "Theo quý",
    "alerts": "Mức bình thường",
    "spots_km": "Điểm đen theo lý trình",
    "spots_point": "Điểm đen theo tọa độ",
    "spots_near": "Còn thiếu một vụ",
    "spot_changes": "Điểm đen mới, cũ",
    "register": "Danh mục điểm đen",
    "violations_behaviours": "Vi phạm theo hành vi",
    "violations_areas": "Vi phạm theo địa bàn",
    "violations_enforcers": "Vi phạm theo lực lượng",
    "violations_vehicles": "Vi phạm theo phương tiện",
}
"""Short name of every table, on its sheet after "PL1 "."""
_SECTION = {"accidents": ("criteria", "modes", "severity", "series"), "alerts": ("alerts",)}
_BY_START = {"spot": "spots", "register": "spots", "violations": "violations"}
LONGEST_NAME = 31
"""Excel's limit for the name of a sheet."""
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_POSITIONS = re.compile(r"(?:Vĩ|Kinh) độ$|^Bán kính|^Các vụ$")
_ENGLISH = re.compile(r'(<a:(?:rPr|defRPr|endParaRPr) lang="|<c:lang val=")en-US"')
_NO_FORMULAS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def annexes(facts: PackFacts, tables: Mapping[str, PackTable], *, sections: Collection[str] | None = None) -> bytes:
    """The annexes as XLSX bytes: ``tables`` (``pack_tables``) of the chosen ``sections`` (keys of ``SECTIONS``)."""
    kept = [table for key, table in tables.items() if sections is None or section_of(key) in sections]
    chosen = [_positions_last(table) if table.key == "register" else table for table in kept]
    names = sheet_names(chosen)
    memory = io.BytesIO()
    look = {"font_name": FONT, "font_size": POINTS}
    with xlsxwriter.Workbook(memory, {"in_memory": True, "default_format_properties": look, **_NO_FORMULAS}) as book:
        book.set_properties(_properties(facts))
        looks = Looks(book)
        write_contents(book, looks, facts, list(zip(names, chosen, strict=True)))
        scope = _scope(facts)
        for name, table in zip(names, chosen, strict=True):
            write_sheet(book, looks, name, table, scope)
    return _in_vietnamese(memory.getvalue())


def section_of(key: str) -> str:
    """The section (key of ``SECTIONS``) to which a table belongs."""
    for section, keys in _SECTION.items():
        if key in keys:
            return section
    return next((section for start, section in _BY_START.items() if key.startswith(start)), "breakdowns")


def sheet_names(tables: Sequence[PackTable]) -> list[str]:
    """ "PL1 Ba tiêu chí", "PL2 Địa bàn", … at most 31 letters, each once, without letters that Excel forbids."""
    names = []
    for number, table in enumerate(tables, start=1):
        words = _FORBIDDEN.sub(" ", plain_text(NAMES.get(table.key, table.title)))
        names.append(f"PL{number} {words}"[:LONGEST_NAME].strip())
    return names


def _positions_last(register: PackTable) -> PackTable:
    """The register with what maps need behind what people read: on paper there is no room for both."""
    columns = sorted(register.columns, key=lambda column: bool(_POSITIONS.search(column.heading)))
    return selected(register, [column.key for column in columns])


def _properties(facts: PackFacts) -> dict[str, Any]:
    """The properties of the file; its date is that of the snapshot, else the last day of the period."""
    letterhead = facts.definitions.letterhead
    created = datetime.combine(facts.period.end, time())
    if facts.pinned:
        created = datetime.fromisoformat(facts.pinned.at).replace(tzinfo=None, microsecond=0)
    said = [illustration(facts)] if facts.illustrative else []
    return {
        "title": f"Phụ lục số liệu tai nạn giao thông {inside(facts.period.title)}",
        "subject": "Phụ lục báo cáo trật tự, an toàn giao thông",
        "author": letterhead.body,
        "keywords": ", ".join(["tai nạn giao thông", facts.period.title, *said]),
        "created": created,
    }


def _scope(facts: PackFacts) -> Scope:
    now, base = facts.period, facts.base
    line = f"{ends(now)} so với {against_words(now, base)} ({ends(base)})"
    partly = partly_words(facts.total)
    line += f"; dấu «–»: chưa so sánh được, {partly}" if partly else ""
    named = f"nguồn: {', '.join(facts.sources) or 'tệp không ghi nguồn'}"
    invented = illustration(facts) if facts.mixed or ILLUSTRATION not in named else ""
    parts = [part for part in (now.title, invented, named, pinned_day_words(facts)) if part]
    crossed = series_breaks(facts.series, facts.definitions)
    marks = breaks_by_row(list(facts.series["start"]), list(facts.series["stop"]), list(crossed["date"]))
    notes = [
        f"({number}) Mốc {day:%d/%m/%Y}, {note}. So sánh hai bên mốc này cần thận trọng."
        for number, (day, note) in enumerate(zip(crossed["date"], crossed["note"], strict=True), start=1)
    ]
    return Scope(line, _footer("; ".join(parts)), (now.title, base.title), marks, notes)


def _footer(text: str) -> str:
    """Excel takes 255 letters, with the codes of the layout."""
    clean = plain_text(text)
    return clean if len(clean) <= 180 else f"{clean[:179]}…"


def _in_vietnamese(content: bytes) -> bytes:
    """The file with Vietnamese as its language, in the properties and in the letters of the charts."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            target.writestr(part, _part_in_vietnamese(part.filename, source.read(part)), zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _part_in_vietnamese(name: str, content: bytes) -> bytes:
    if name.startswith("xl/charts/"):
        return _ENGLISH.sub(r'\1vi-VN"', content.decode()).encode()
    if name == "docProps/core.xml":
        end = "</cp:coreProperties>"
        return content.decode().replace(end, f"<dc:language>vi-VN</dc:language>{end}").encode()
    return content
