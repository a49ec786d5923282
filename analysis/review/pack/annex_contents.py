"""The first sheet of the annexes: what they are about and made from, and a link to every sheet.

Leaves out the tables. Can mislead: "Lưu ý" holds the notes of accidents and of violations together.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...definitions.periods import Period, day_text
from ...drawing.palette import LINE
from ...figures.labels import calendar_of
from ..sentences import against_words, coverage_sentences, invented_words
from ..snapshot_words import moment_words
from .annex_cells import LINE_POINTS, LINK, Looks, lines, plain_text
from .annex_page import set_page
from .annex_sheets import CONTENTS
from .record import PackFacts, PackTable
from .words_accidents import inside

_ABOUT = 4
"""Sheet row in which the facts about the annexes begin."""
_HEAD_WIDTH, _TEXT_WIDTH = 30, 104
_HOW_TO_READ = (
    "Cột tăng, giảm, cột tỷ lệ và dòng tổng số là công thức, sửa một số thì các số liên quan tự tính lại. Dấu «–» là "
    "không có số liệu, hoặc không tính tỷ lệ vì cùng kỳ bằng 0. Mỗi tờ một bảng, in trên giấy A4 ngang."
)


def write_contents(book: Any, looks: Looks, facts: PackFacts, listed: Sequence[tuple[str, PackTable]]) -> None:
    """What the annexes are about, what they are made from, and a link to every sheet."""
    sheet = book.add_worksheet(CONTENTS)
    sheet.set_column(0, 0, _HEAD_WIDTH)
    sheet.set_column(1, 1, _TEXT_WIDTH)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, "PHỤ LỤC SỐ LIỆU", looks.words(bold=True, font_size=16))
    title = f"Tình hình trật tự, an toàn giao thông {inside(facts.period.title)}"
    sheet.write_string(1, 0, plain_text(title), looks.words(bold=True, font_size=13))
    if said := invented_words(facts):
        sheet.write_string(2, 0, said, looks.warning())
    about = _about(facts)
    for row, (label, text) in enumerate(about, start=_ABOUT):
        clean = plain_text(text)
        sheet.set_row(row, LINE_POINTS * lines(clean, _TEXT_WIDTH) + 2)
        sheet.write_string(row, 0, label, looks.words(bold=True, valign="top"))
        sheet.write_string(row, 1, clean, looks.words(text_wrap=True, valign="top"))
    last = _write_links(sheet, looks, listed, _ABOUT + len(about) + 1)
    set_page(sheet, (last, 1), footer="", pages=1)
    sheet.activate()


def _about(facts: PackFacts) -> list[tuple[str, str]]:
    """Labels and texts of what is always said."""
    now, base, total = facts.period, facts.base, facts.total
    until = [day_text(total.data_until)] if total.data_until else []
    of_violations = (note for one in facts.violations.values() for note in one.notes)
    notes = dict.fromkeys([*coverage_sentences(total), *total.notes, *of_violations])
    told = [
        ("Kỳ báo cáo", ends(now)),
        ("So với", f"{against_words(now, base)} ({ends(base)})"),
        ("Kỳ thống kê", calendar_of(now, facts.definitions).label),
        ("Va chạm", "Tính cả va chạm" if facts.with_collisions else "Không tính va chạm"),
        ("Nguồn số liệu", "; ".join(facts.sources)),
        *(("Số liệu đến", day) for day in until),
        ("Bản chốt số liệu", _pinned_words(facts)),
        *(("Lưu ý" if not number else "", note) for number, note in enumerate(notes)),
        ("Cách đọc", _HOW_TO_READ),
    ]
    return [(label, text) for label, text in told if text]


def _pinned_words(facts: PackFacts) -> str:
    pinned = facts.pinned
    if pinned is None:
        return "Số liệu chưa chốt, có thể còn bổ sung"
    when = moment_words(pinned.at)
    return f"«{pinned.name}», chốt lúc {when}, người chốt: {pinned.who}, phiên bản chương trình {pinned.code_version}"


def _write_links(sheet: Any, looks: Looks, listed: Sequence[tuple[str, PackTable]], top: int) -> int:
    """The list of sheets with a link each; its last row."""
    for column, heading in enumerate(("Phụ lục", "Nội dung")):
        sheet.write_string(top, column, heading, looks.heading())
    link = looks.words(**LINK, border=1, border_color=LINE)
    for row, (name, table) in enumerate(listed, start=top + 1):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", link, name, f"Mở {name}")
        sheet.write_string(row, 1, plain_text(table.title), looks.cell("text"))
    return top + len(listed)


def ends(period: Period) -> str:
    """A period with both ends and its days; a free span has no other name than its ends."""
    said = f"{period.span}, {period.days} ngày"
    return said if period.is_span else f"{period.title}: {said}"
