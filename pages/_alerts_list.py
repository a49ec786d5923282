"""Địa bàn tăng: the answer, the list of places by evidence, what chance alone gives. No Streamlit here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.review.alert_note_words import PLACE_WORDS, note_sentences
from analysis.review.alert_words import chance_sentence, headline, reason, row_label, scope_sentence
from analysis.review.beside_words import set_aside_sentence, watch_sentence
from analysis.review.numbers import decimal, probability, whole
from analysis.review.wording import illustration
from analysis.signals.alerts import Alerts
from analysis.signals.levels import TOO_FEW
from analysis.signals.watch import Watch
from pages import _html
from pages._alerts_html import Line, answer, range_list
from pages._html import Cell, Heading

LEVELS_OF_PLACES = {"area": "Huyện, thị xã, thành phố", "commune": "Xã, phường", "road": "Tuyến đường"}
COUNTED = ("Kỳ này", "Cùng kỳ", "Dự kiến")
TESTS = {
    "p_base": "p so với nền",
    "p_trend": "p xu hướng",
    "p_relative": "p so với nơi khác",
    "p_last": "p so với cùng kỳ",
    "p_adjusted": "p đã hiệu chỉnh",
}
TEST_NOTES = (
    "p là xác suất để một nơi không thay đổi có số vụ như thế hoặc hơn (một phía).",
    "p đã hiệu chỉnh theo số nơi được xét cùng lúc (Benjamini-Hochberg), chỉ để tham khảo: cờ dựa trên hai cột p đầu.",
)
MOST_LISTED = 40
"""So many places are drawn, the strongest evidence first; how many are left is said."""


def opening(found: Alerts, scope: Sequence[str], title: str, rows: pd.DataFrame) -> str:
    """The first lines: which period and choices, the answer, how many flags chance alone gives.

    ``rows``: the flags with what was decided of them; those set aside are named.
    """
    period = found.period
    eyebrow = " · ".join((title, f"{period.title}: {period.span} ({period.days} ngày)", *scope))
    chance = chance_sentence(found)
    aside = rows.loc[rows["set_aside"], "label"].astype(str).tolist()
    said = [chance] if chance else []
    return _html.headline(eyebrow, headline(found, aside), said, badge=illustration(found))


def shown(table: pd.DataFrame) -> pd.DataFrame:
    """The places to be listed, by evidence: those with too few accidents for any statement are said, not drawn."""
    return table[table["level"] != TOO_FEW]


def listed(found: Alerts, rows: pd.DataFrame, *, opens: bool) -> str:
    """The picture of all places: level, expected range against the count, the reason, what was decided."""
    judged = bool(rows["upper"].notna().any())
    against = f"khoảng bình thường của từng {PLACE_WORDS[found.by]}" if judged else "cùng kỳ năm trước"
    title = f"Số vụ {found.period.title} so với {against}"
    lines = [_line(row, found) for row in rows.head(MOST_LISTED).to_dict("records")]
    drawn = range_list(lines, title, opens=opens, judged=judged)
    left = len(rows) - len(lines)
    return drawn + (
        answer(f"Còn {whole(left)} {PLACE_WORDS[found.by]} khác, xếp sau về căn cứ; chọn ở ô bên dưới.") if left else ""
    )


def _line(row: Mapping[Any, Any], found: Alerts) -> Line:
    level = str(row["level"])
    return Line(row, str(row["label"]), level, row_label(row), reason(row, found), decided_words(row))


def decided_words(row: Mapping[Any, Any]) -> str:
    """What a person decided of a flag, why, and whether the count has changed since; nothing where none did."""
    if not row["set_aside"]:
        return ""
    told = {"at": row["set_aside_at"], "who": row["set_aside_by"], "reason": row["set_aside_reason"]}
    return set_aside_sentence({**told, "accidents": row["accidents_then"]}, row["now"])


def nothing_judged(found: Alerts) -> str:
    """What to do where no place of this level has enough accidents for a statement."""
    place = PLACE_WORDS[found.by]
    said = f"Số vụ của từng {place} quá ít để phân biệt tăng với ngẫu nhiên, nên ở đây không có con số nào."
    on = "Hãy xem cấp huyện, hoặc trang Bản đồ và điểm đen: nơi tai nạn lặp lại được tìm theo vị trí."
    return answer(f"{said} {on}")


def watch_line(watch: Watch) -> str:
    """What the monthly watch found, over all districts shown."""
    return answer(watch_sentence(watch))


def said_below(found: Alerts) -> str:
    """What has to be said of the history: how long, holes, breaks of the series."""
    return _html.aside(note_sentences(found))


def sources(found: Alerts) -> str:
    """Source, until when, n, on what the flag rests."""
    counted = found.table["now"].sum()
    made = (
        f"Khoảng bình thường: 90 trong 100 kỳ không có gì thay đổi nằm trong đó (độ phân tán chung α = "
        f"{decimal(found.alpha, 3)}). "
        if pd.notna(found.alpha)
        else ""
    )
    return _html.source((f"{scope_sentence(found)} n = {whole(counted)} vụ.", f"{made}Cách tính: trang Phương pháp."))


def figures_table(found: Alerts) -> str:
    """The probabilities behind the levels, for who wants to check them."""
    headings = [Heading("Địa bàn"), *(Heading(text, classes="n") for text in (*COUNTED, *TESTS.values()))]
    rows = [[Cell(str(row["label"])), *_figures(row)] for row in found.table.to_dict("records")]
    return _html.table("", headings, rows, name="tests") + _html.aside(TEST_NOTES)


def _figures(row: Mapping[Any, Any]) -> list[Cell]:
    counts = [_number(row[name], whole(row[name])) for name in ("now", "last_year")]
    return [
        *counts,
        _number(row["expected"], decimal(row["expected"], 1)),
        *(_number(row[name], probability(row[name])) for name in TESTS),
    ]


def _number(value: Any, text: str) -> Cell:
    return Cell(text, "" if pd.isna(value) else float(value), "n")
