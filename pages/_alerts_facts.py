"""The opened place as HTML blocks: three figures, what changed, the accidents. No Streamlit here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from analysis.definitions.periods import Period
from analysis.drawing.palette import VERDICT_ARROWS
from analysis.figures.comparison import Comparison
from analysis.review.alert_words import range_words, relative_sentence
from analysis.review.beside_words import OVER_LIMIT
from analysis.review.numbers import decimal, whole
from analysis.review.wording import VERDICT_WORDS, certainty, change_phrase, coverage_sentences, threshold_sentence
from analysis.signals.alerts import Alerts
from analysis.signals.contributions import Contributions, leading
from analysis.signals.watch import FEWEST_MONTHS
from pages._alerts_html import Share
from pages._html import Card, Cell, Heading, cards, table

RESTS = {"area": "Phần còn lại của tỉnh", "commune": "Các xã, phường khác", "road": "Các tuyến đường khác"}
GROUPS_SHOWN = 5
SHORT_COLUMNS = (
    "Ngày",
    "Giờ",
    "Xã, phường",
    "Tuyến đường",
    "Lý trình",
    "Mức độ",
    "Chết",
    "Bị thương",
    "Nguyên nhân",
    "Mã vụ",
)
NUMBERS = ("Chết", "Bị thương")
UNBROKEN = ("Giờ", "Lý trình", "Mã vụ")


def fact_cards(quarter: Comparison, year: Comparison, row: Mapping[Any, Any], found: Alerts) -> str:
    """Against last year; against all other places of the same kind; deaths over twelve months.

    No change is written where the data do not cover both periods: a count so far is always "fewer".
    """
    first = _against("accidents", "So với cùng kỳ năm trước", quarter)
    return cards([first, _rest(row, found), _against("deaths", "Người chết trong 12 tháng", year)])


def _against(measure: str, title: str, comparison: Comparison) -> Card:
    row = comparison.figure(measure)
    unit = "vụ" if measure == "accidents" else "người"
    base = comparison.base.title if measure == "accidents" else "12 tháng trước đó"
    verdict = str(row["verdict"])
    counted = f"{base} {whole(row['before'])} {unit}" if comparison.coverage["base"] == "full" else ""
    change = counted if verdict == "no_data" else f"{counted}: {change_phrase(row, measure, padded=False)}"
    words = f"{VERDICT_ARROWS[verdict]} {VERDICT_WORDS[verdict]}"
    if measure == "accidents":
        days = (comparison.now.days, comparison.base.days)
        sure = threshold_sentence(row, days=days).partition(": ")[2]
    else:
        sure = "" if verdict.endswith("_clear") else certainty(row).removeprefix("; ")
    span = f"{comparison.now.span}" if comparison.now.is_span else ""
    small = [line[:1].upper() + line[1:] for line in (sure, span, *coverage_sentences(comparison)) if line]
    return Card(measure, title, whole(row["now"]), change, verdict, words, tuple(small))


def _rest(row: Mapping[Any, Any], found: Alerts) -> Card:
    """All other places together: their count now and last year, and how this one stands against them."""
    others = found.others(str(row["area"]))
    change = f"{found.last_year.title} {whole(others['last_year'])} vụ" if pd.notna(others["last_year"]) else ""
    counted = f"{whole(others['places'])} trong {whole(others['of'])} nơi có đủ số liệu."
    said = (relative_sentence(row, found), counted if others["places"] < others["of"] else "")
    return Card("rest", RESTS[found.by], whole(others["now"]), change, "same", "", tuple(filter(None, said)))


def quarters_title(row: Mapping[Any, Any], period: Period) -> str:
    """What the chart of quarters shows: "Bảo Yên: Quý I/2025 có 21 vụ, trên khoảng bình thường 5-14"."""
    if pd.isna(row["now"]):
        return f"{row['label']} theo quý: chưa đủ số liệu của {period.title}"
    said = f"{row['label']} theo quý: {period.title} có {whole(row['now'])} vụ"
    if row["covered"] != "full":
        return f"{said} đến nay, chưa đủ số liệu của kỳ"
    if pd.isna(row["lower"]):
        return said
    where = "trên" if row["now"] > row["upper"] else "dưới" if row["now"] < row["lower"] else "trong"
    return f"{said}, {where} khoảng bình thường {range_words(row)}"


def years_title(row: Mapping[Any, Any], period: Period) -> str:
    """What the chart of the same period shows."""
    name = f"{period.title.rpartition('/')[0]} các năm".strip()
    said = f"{name[:1].upper()}{name[1:]}"
    return said if pd.isna(row["lower"]) else f"{said} (nền: bình thường {range_words(row)})"


def change_key(found: Contributions) -> str:
    """How the lines of what changed are read; nothing where there is no normal."""
    if not found.bases:
        return ""
    years = f"trung bình {len(found.bases)} cùng kỳ trước" if len(found.bases) > 1 else "cùng kỳ trước"
    more = " Một vụ có nhiều phương tiện được tính ở mỗi loại." if found.table["overlapping"].any() else ""
    said = f"Mỗi dòng: số vụ kỳ này / {years} (quy về cùng số ngày).{more}"
    return f"{said} Khác với khoảng bình thường ở trên, vốn tính từ các quý đã qua."


def change_blocks(found: Contributions) -> Iterator[tuple[str, list[Share]]]:
    """The groups of each dimension, those with the largest excess first, what explains the rise marked."""
    if not found.bases:
        return
    marked = set(leading(found)[["dimension", "key"]].itertuples(index=False, name=None))
    for (dimension, label), rows in found.table.groupby(["dimension", "dimension_label"], sort=False, observed=True):
        known = rows[(rows["now"] > 0) | (rows["normal"] >= 1)]
        yield (
            str(label),
            [_share(row, (dimension, row["key"]) in marked) for row in known.head(GROUPS_SHOWN).to_dict("records")],
        )


def _share(row: Mapping[Any, Any], leads: bool) -> Share:
    words = f"{whole(row['now'])} / {decimal(row['normal'], 1)}"
    return Share(str(row["label"]), float(row["now"]), float(row["normal"]), words, leads)


def watch_title(months: pd.DataFrame, label: str) -> str:
    """What the monthly watch shows: which months went over the limit, or that none did."""
    if not months["enough"].any():
        return f"{label} theo tháng: chưa đủ {FEWEST_MONTHS} tháng số liệu để theo dõi"
    seen = int(months["accidents"].notna().sum())
    span = f"{len(months)} tháng qua" if seen == len(months) else f"{seen} tháng đủ số liệu"
    alarms = months.loc[months["alarm"], "month_label"].tolist()
    said = f"{OVER_LIMIT} {', '.join(alarms).replace('Tháng', 'tháng')}" if alarms else f"{span} không có {OVER_LIMIT}"
    return f"{label} theo tháng: {said}"


def accident_table(listing: pd.DataFrame, title: str) -> str:
    """The accidents behind the flag, the columns that fit on a page; all of them stand in the files."""
    names = [name for name in SHORT_COLUMNS if name in listing]
    headings = [Heading(name, classes="n" if name in NUMBERS else "") for name in names]
    rows = [
        [_cell(name, value) for name, value in zip(names, record, strict=True)]
        for record in listing[names].itertuples(index=False)
    ]
    return f'<div class="at-list">{table(title, headings, rows, name="accidents")}</div>'


def _cell(name: str, value: Any) -> Cell:
    if pd.isna(value):
        return Cell("–", "", "n" if name in NUMBERS else "")
    if isinstance(value, pd.Timestamp):
        return Cell(f"{value:%d/%m/%Y}", f"{value:%Y%m%d}", "w")
    if name in NUMBERS:
        return Cell(whole(value), int(value), "n")
    return Cell(str(value), None, "w" if name in UNBROKEN else "")
