"""Counts of one file against each other: the same count twice, periods that lie in one another, months made dates.

Only for files with one row a count: records may repeat. Left out: counts that other files gave. It can mislead where
the file tells its rows apart by a column that is not read: they then look like repetitions, which the message says.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from ..definitions.names import fold
from .columns import Binding, recoded
from .findings import Finding, finding
from .values.dates import parse_dates
from .values.distinct import distinct_texts

_KEY = ("period_start", "period_end", "area_code", "behaviour", "vehicle_type", "enforced_by", "mode", "commune")
_MOST_KEYS = 2_000_000
"""Counts compared with each other: no office has more in one file, and 16 bytes are kept for each."""


def count_keys(good: pd.DataFrame, rows: pd.Series) -> pd.DataFrame:
    """``key`` (a hash of what makes a count the same) and ``row`` (as Excel shows it) of every accepted count."""
    key = np.zeros(len(good), dtype="uint64")
    for name in _KEY:
        if name in good:
            key = key * np.uint64(31) + pd.util.hash_array(good[name].astype("str").to_numpy(dtype=object))
    return pd.DataFrame({"key": key, "row": rows.to_numpy()})


def repeated_counts(keys: Iterable[pd.DataFrame]) -> list[Finding]:
    """The rows whose period, area, behaviour, vehicle, force and mode stand in another row of the file too."""
    table = pd.concat([pd.DataFrame({"key": [], "row": []}), *keys], ignore_index=True)
    if len(table) > _MOST_KEYS:
        return []
    rows = table.loc[table["key"].duplicated(keep=False), "row"].drop_duplicates().sort_values()
    if rows.empty:
        return []
    message = (
        "Cùng kỳ, địa bàn, hành vi, loại phương tiện và lực lượng xử lý xuất hiện ở nhiều dòng; các dòng này được cộng"
        " lại nên có thể bị tính hai lần. Nếu là dòng lặp hoặc dòng cộng, hãy bỏ bớt rồi nhập lại; nếu các dòng khác"
        " nhau ở một cột chưa ghép thì không cần làm gì."
    )
    return [finding("count_repeated", "warning", message, row_numbers=rows)]


def overlapping_periods(spans: pd.DataFrame) -> list[Finding]:
    """Periods of one area (``area_code``, ``period_start``, ``period_end``) that overlap without being the same."""
    table = spans.drop_duplicates().dropna().sort_values(["area_code", "period_start", "period_end"])
    before = table.groupby("area_code", observed=True)["period_end"]
    latest = before.transform(lambda ends: ends.cummax().shift())
    later = table[table["period_start"] <= latest]
    if later.empty:
        return []
    words = (
        later["period_start"].dt.strftime("%d/%m/%Y") + " đến " + later["period_end"].dt.strftime("%d/%m/%Y")
    ).unique()
    message = (
        "Có kỳ thống kê nằm chồng lên kỳ khác của cùng địa bàn (ví dụ cả tháng, quý và năm); số bị cộng nhiều lần. Hãy"
        " chỉ giữ một loại kỳ trong tệp rồi nhập lại."
    )
    return [finding("periods_overlap", "warning", message, rows=0, example="; ".join(words[:10]))]


def months_of_dates(cells: pd.DataFrame, binding: Binding, order: str) -> pd.Series | None:
    """The column of periods as months, where its heading is the month and every cell a date on day 1; else nothing."""
    headings = binding.columns.get("period", ())
    words = fold(binding.spelled.get(headings[0], "")).split() if len(headings) == 1 else []
    if not {"thang", "month"} & set(words):
        return None
    texts = pd.Index([text for text in distinct_texts(cells["period"])[0] if text])
    days = parse_dates(texts, order=order)["date"]
    if not len(texts) or not (days.dt.day == 1).all():
        return None
    months = dict(zip(texts, days.dt.strftime("Tháng %m/%Y"), strict=True))
    return recoded(cells["period"], lambda text: months.get(text, text))
