"""Words about a campaign: its rates before, during, after and a year before, and what they do not prove.

Left out: the figures (``figures.campaigns``). Rates are cases a day with two decimals; a ratio always has its interval.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ..definitions.periods import day_text
from ..figures.campaigns import AFTER, BEFORE, DURING, LAST_YEAR, RATIOS, WINDOWS, CampaignFigures
from .numbers import decimal, whole

WINDOW_NAMES = {BEFORE: "Trước đợt", DURING: "Trong đợt", AFTER: "Sau đợt", LAST_YEAR: "Cùng kỳ năm trước"}
RATIO_NAMES = {
    "during_before": "Trong so với trước",
    "after_before": "Sau so với trước",
    "during_last_year": "Trong so với năm trước",
}
UNCONFIRMED = "chưa đối chiếu"
PARTLY = "một phần"
OWN_DAYS = "Phần này tính theo ngày của đợt; kỳ và năm chọn ở bên không làm thay đổi số của đợt."
PROVES = (
    "Trong đợt cao điểm lực lượng kiểm tra nhiều hơn nên phát hiện nhiều hơn: số tăng là kết quả của việc làm, không"
    " phải vi phạm tăng; số giảm sau đợt có thể chỉ vì bớt kiểm tra. Khoảng 95% chỉ tính sai số ngẫu nhiên của phép"
    " đếm, không tính thay đổi về lực lượng, cách đếm hay mức phạt."
)


def campaign_headline(figures: CampaignFigures) -> str:
    """The sentence with the result: the rate during, against before and against the year before, with intervals."""
    total = figures.table.iloc[0]
    name = figures.campaign.name
    if pd.isna(total[f"rate_{DURING}"]):
        lacking = "chưa có" if pd.isna(total[f"cases_{DURING}"]) else "chỉ có một phần"
        return f"{name}: {lacking} số liệu của đợt này"
    opening = f"{name}: {_rate(total, DURING)} trường hợp một ngày trong đợt"
    told = [
        f"bằng {ratio_text(total, ratio)} {words} ({_rate(total, below)})"
        for ratio, below, words in (
            ("during_before", BEFORE, "trước đợt"),
            ("during_last_year", LAST_YEAR, "cùng kỳ năm trước"),
        )
        if pd.notna(total[ratio])
    ]
    return f"{opening}, {', '.join(told)}" if told else f"{opening}; chưa đủ số liệu để so sánh"


def campaign_title(figures: CampaignFigures) -> str:
    """What the chart of the windows shows: the rates that are known."""
    total = figures.table.iloc[0]
    said = [
        f"{WINDOW_NAMES[name].lower()} {decimal(total[f'rate_{name}'], 1)}"
        for name in (DURING, BEFORE, AFTER, LAST_YEAR)
        if pd.notna(total[f"rate_{name}"])
    ]
    return f"Số trường hợp xử lý một ngày: {', '.join(said) or 'chưa đủ số liệu'}"


def ratio_text(row: Any, ratio: str) -> str:
    """ "1,24 lần (khoảng 95%: 1,10–1,40)"; "–" where it cannot be had."""
    value = row[ratio]
    if pd.isna(value):
        return "–"
    return f"{_number(value)} lần (khoảng 95%: {_number(row[f'{ratio}_lower'])}–{_number(row[f'{ratio}_upper'])})"


def short_ratio(row: Any, ratio: str) -> str:
    """``ratio_text`` for a cell: "1,24 (1,10–1,40)"."""
    return ratio_text(row, ratio).replace(" lần (khoảng 95%: ", " (")


def campaign_scope(figures: CampaignFigures) -> str:
    """The days of the four windows with their lengths."""
    return "; ".join(
        f"{WINDOW_NAMES[name].lower()} {window.span} ({window.days} ngày)" for name, window in figures.windows.items()
    )


def campaign_notes(figures: CampaignFigures) -> list[str]:
    """What has to be said: not confirmed, days without data, counts left out, other campaigns, Tết, what it proves."""
    campaign = figures.campaign
    notes = []
    if not campaign.confirmed:
        notes.append(
            f"Ngày đầu và ngày cuối của đợt {UNCONFIRMED} với kế hoạch ({campaign.source or 'không ghi nguồn'})."
        )
    for name in WINDOWS:
        state = figures.coverage[name]
        if state != "full":
            lacking = "chưa có số liệu" if state == "none" else f"chỉ có số liệu {PARTLY}; không tính số một ngày"
            notes.append(f"{WINDOW_NAMES[name]} ({figures.windows[name].span}): {lacking}.")
    notes += [_straddling(figures, name) for name in WINDOWS if figures.straddling_rows[name]]
    notes += [
        f"{WINDOW_NAMES[name]} có {days} ngày trùng với đợt «{other.name}»"
        f" ({day_text(other.first)}–{day_text(other.last)})."
        for name, other, days in figures.overlaps
    ]
    if figures.aligned_on_tet:
        notes.append(
            "Cùng kỳ năm trước được lấy cùng khoảng cách với mùng một Tết, vì Tết mỗi năm rơi vào ngày khác nhau."
        )
    return [*notes, *figures.breaks, OWN_DAYS, PROVES]


def window_headings(coverage: Mapping[str, str]) -> dict[str, str]:
    """The name of every window, with what is said of one that the data cover in part."""
    return {
        name: f"{words} ({PARTLY})" if coverage[name] == "partial" else words for name, words in WINDOW_NAMES.items()
    }


def campaign_source(figures: CampaignFigures, sources: tuple[str, ...]) -> list[str]:
    """Lines of source below the figures: who sent the counts, n, who named the days."""
    total = figures.table.iloc[0]
    count = total[f"cases_{DURING}"]
    told = "chưa có số liệu" if pd.isna(count) else f"n = {whole(count)} trường hợp trong đợt"
    return [
        f"Nguồn số liệu: {', '.join(sources) or 'tệp không ghi nguồn'}. {told}.",
        f"Nguồn của ngày đầu, ngày cuối đợt: {figures.campaign.source or 'không ghi nguồn'}.",
    ]


def campaign_table(figures: CampaignFigures) -> pd.DataFrame:
    """The figures with Vietnamese headings, for a file: cases and rates of the windows, ratios with both limits."""
    table = figures.table
    columns: dict[str, Any] = {"Hành vi": table["label"]}
    for name in WINDOWS:
        partly = f", số liệu {PARTLY}" if figures.coverage[name] == "partial" else ""
        span = figures.windows[name].span
        columns[f"{WINDOW_NAMES[name]} ({span}{partly}): số trường hợp"] = table[f"cases_{name}"]
        columns[f"{WINDOW_NAMES[name]}: một ngày"] = table[f"rate_{name}"].round(3)
    for ratio in RATIOS:
        columns[f"{RATIO_NAMES[ratio]}: tỷ số"] = table[ratio].round(3)
        columns[f"{RATIO_NAMES[ratio]}: từ (95%)"] = table[f"{ratio}_lower"].round(3)
        columns[f"{RATIO_NAMES[ratio]}: đến (95%)"] = table[f"{ratio}_upper"].round(3)
    confirmed = "đã đối chiếu" if figures.campaign.confirmed else UNCONFIRMED
    return pd.DataFrame({**columns, "Đợt": f"{figures.campaign.name} ({confirmed})"})


def _straddling(figures: CampaignFigures, name: str) -> str:
    rows, cases = figures.straddling_rows[name], figures.straddling_cases[name]
    return (
        f"{WINDOW_NAMES[name]}: {whole(rows)} dòng ({whole(cases)} trường hợp) có kỳ riêng vắt qua đầu hoặc cuối khoảng"
        " này, không tính vào và không chia nhỏ."
    )


def _rate(row: Any, window: str) -> str:
    return _number(row[f"rate_{window}"])


def _number(value: Any) -> str:
    return "không có giới hạn" if value == float("inf") else decimal(value)
