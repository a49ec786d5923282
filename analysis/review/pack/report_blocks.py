"""Tables and pictures of the report with their numbered captions and the source below each, as blocks of a document.

Defines numbering ("Bảng 1", "Hình 1", fields that Word counts anew), captions, and the source line: unit, both periods
with their days, va chạm, source, day of pinning. Leaves out the cells (``report_tables``) and the bars
(``report_pictures``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from xml.sax.saxutils import escape

from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from ...figures.comparison import Comparison
from ...places.asked import BY_KM, BY_POINT
from ..documents import SMALL_POINTS, TABLE_POINTS, picture
from ..sentences import partly_words
from .record import PackFacts, PackTable
from .report_pictures import draw
from .report_tables import table_element
from .report_values import Drawing, Layout
from .tables import OF_ONE_DAY, selected, shortened
from .template_text import NOT_IN_XML
from .words_accidents import inside
from .words_limits import pinned_day_words

CAPTION_STYLE = "Caption"
CAPTION_POINTS = 12
ANNEX_POINTS = 9.5
NOTHING = "Không có."
FLAG = "▲"
FLAGGED = "Địa bàn cần theo dõi vì số vụ vượt mức bình thường"
"""Title of the table of districts with a flag; that of all districts is named otherwise (``tables``)."""
_SPOTS = {"spots_km": BY_KM, "spots_near": BY_KM, "spot_changes": BY_KM, "spots_point": BY_POINT}


@dataclass
class Blocks:
    """Makes tables and pictures of one report, counting them."""

    document: Document
    facts: PackFacts
    tables: Mapping[str, PackTable]
    counted: Counter[str] = field(default_factory=Counter)

    def table(self, layout: Layout, *, width: float, whole: bool = False) -> list[Any]:
        """Caption, table and source; nothing where there is no such table or, unless ``whole``, no row."""
        table = self.tables.get(layout.key)
        if table is None:
            return []
        shown = _shown(table, layout, keep_changes=bool(self._partly(table)))
        if not shown.rows and not whole:
            return []
        caption = self._caption("Bảng", "Bang", self._title(shown, layout.more), before=True)
        if not shown.rows:
            return [caption, self._small(NOTHING)]
        size = ANNEX_POINTS if whole else TABLE_POINTS
        return [caption, table_element(shown, width=width, size=size), self._small(self.source(shown))]

    def picture(self, drawing: Drawing, *, width: float) -> list[Any]:
        """Picture, caption and source; nothing where there is no such table or no row."""
        table = self.tables.get(drawing.key)
        if table is None or not table.rows or not _has_ranges(drawing, table):
            return []
        drawn = draw(drawing.kind, table, self.facts, width)
        made = parse_xml(
            f'<w:p {nsdecls("w")}><w:pPr><w:keepNext/><w:spacing w:before="120" w:after="0" w:line="240" '
            'w:lineRule="auto"/><w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="center"/></w:pPr></w:p>'
        )
        picture(Paragraph(made, self.document._body), drawn.png, width=drawn.width, says=NOT_IN_XML.sub("", drawn.says))
        title = drawing.description if drawing.key == "series" else f"{drawing.description}, {self._versus()}"
        caption = self._caption("Hình", "Hinh", title, before=False)
        return [made, caption, self._small(self.source(table, unit=False))]

    def source(self, table: PackTable, *, unit: bool = True) -> str:
        """What stands below a table: unit, periods with both ends and days, what is counted, sources, day of pinning.

        The name of the snapshot stands on the first page.
        """
        parts = [f"Đơn vị: {table.unit}"] if unit and table.key != "register" else []
        if table.key not in OF_ONE_DAY:
            now, base = self.facts.period, self.facts.base
            parts.append(f"Kỳ này: {now.span} ({now.days} ngày); cùng kỳ: {base.span} ({base.days} ngày)")
        violations = table.key.startswith("violations")
        if not violations and table.key not in ("ages", "sexes", "register", *_SPOTS):
            parts.append("Tính cả va chạm" if self.facts.with_collisions else "Không tính va chạm")
        if table.key in _SPOTS:
            parts.append(self._search(table.key))
        partly = self._partly(table)
        parts += [f"Dấu «–»: chưa so sánh được, {partly}"] if partly and unit else []
        named = self._comparison(table).sources
        sources = "; ".join(named) or "kho số liệu của văn phòng"
        parts.append(", ".join(part for part in (f"Nguồn: {sources}", pinned_day_words(self.facts)) if part))
        parts += [table.note.rstrip(".")] if table.note else []
        return f"{'. '.join(parts)}."

    def _comparison(self, table: PackTable) -> Comparison:
        """The comparison that says what the data of a table cover, and where they are from."""
        violations = table.key.startswith("violations")
        return next(iter(self.facts.violations.values())) if violations else self.facts.total

    def _partly(self, table: PackTable) -> str:
        """Why the rows of a table are not compared; "" where they are, or where nothing is to be compared."""
        return "" if table.key in OF_ONE_DAY else partly_words(self._comparison(table))

    def _search(self, key: str) -> str:
        """How places were looked for: the length or radius is a setting of ours, the law has none."""
        rules = self.facts.definitions.blackspot_rules
        if _SPOTS[key] == BY_KM:
            return f"Xét đoạn dài không quá {rules.length_m} m, trong {rules.months} tháng"
        return f"Xét trong bán kính {rules.radius_m:.0f} m, {rules.months} tháng"

    def _title(self, table: PackTable, more: str) -> str:
        return table.title if table.key in OF_ONE_DAY else f"{table.title}{more}, {self._versus()}"

    def _versus(self) -> str:
        base = "cùng kỳ" if self.facts.period.is_span else inside(self.facts.base.title)
        return f"{inside(self.facts.period.title)} so với {base}"

    def _caption(self, word: str, sequence: str, title: str, *, before: bool) -> Any:
        """ "Bảng 1. …" as a field, so that Word can count anew; it stays with what it names."""
        self.counted[sequence] += 1
        names = {style.name: style.style_id for style in self.document.styles if style.name == CAPTION_STYLE}
        style = f'<w:pStyle w:val="{names[CAPTION_STYLE]}"/>' if names else ""
        own = (
            ""
            if style
            else f'<w:rPr><w:b/><w:sz w:val="{2 * CAPTION_POINTS}"/><w:szCs w:val="{2 * CAPTION_POINTS}"/></w:rPr>'
        )
        spaces = 'w:before="160" w:after="60"' if before else 'w:before="40" w:after="0"'
        text = escape(NOT_IN_XML.sub("", title))
        number = f"<w:r>{own}<w:t>{self.counted[sequence]}</w:t></w:r>"
        return parse_xml(
            f"<w:p {nsdecls('w')}><w:pPr>{style}<w:keepNext/><w:spacing {spaces}/>"
            f'<w:ind w:firstLine="0"/><w:jc w:val="center"/></w:pPr>'
            f'<w:r>{own}<w:t xml:space="preserve">{word} </w:t></w:r>'
            f'<w:fldSimple w:instr=" SEQ {sequence} \\* ARABIC ">{number}</w:fldSimple>'
            f'<w:r>{own}<w:t xml:space="preserve">. {text}</w:t></w:r></w:p>'
        )

    def _small(self, text: str) -> Any:
        """A line in small italics below a table or picture."""
        made = OxmlElement("w:p")
        line = Paragraph(made, self.document._body)
        layout = line.paragraph_format
        layout.space_before, layout.space_after = Mm(0.7), Mm(2)
        layout.first_line_indent = Mm(0)
        run = line.add_run(NOT_IN_XML.sub("", text))
        run.italic = True
        run.font.size = SMALL_POINTS * 12700
        return made


def _shown(table: PackTable, layout: Layout, *, keep_changes: bool) -> PackTable:
    """The rows and columns that a layout asks for; ``keep_changes``: also columns of changes with "–" in every row."""
    if layout.flagged:
        level = table.place("level")
        kept = [place for place, row in enumerate(table.rows) if str(row[level]).startswith(FLAG)]
        rows, keys = tuple(table.rows[place] for place in kept), tuple(table.keys[place] for place in kept)
        table = replace(table, rows=rows, keys=keys, title=FLAGGED)
    if layout.most:
        table = shortened(table, layout.most, words=layout.words)
    there = {column.key for column in table.columns}
    wanted = layout.columns or tuple(column.key for column in table.columns)
    return selected(table, [key for key in wanted if key in there and (keep_changes or not _is_void(table, key))])


def _has_ranges(drawing: Drawing, table: PackTable) -> bool:
    """Whether a picture of normal ranges has any: with too few quarters of history there is nothing to set against."""
    return drawing.kind != "ranges" or any(value is not None for value in table.column("upper"))


def _is_void(table: PackTable, key: str) -> bool:
    """Whether a column says nothing at all: no difference or percent in any row (fines over a break)."""
    if key.rpartition(".")[2] not in ("difference", "percent"):
        return False
    place = table.place(key)
    rows = table.rows if table.total is None else (*table.rows, table.total)
    return all(row[place] is None for row in rows)
