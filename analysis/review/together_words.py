"""Words beside accidents: cases an accident, causes against behaviours, and what none of it proves.

Left out: the figures (``figures.together``).
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from ..definitions.periods import Period
from ..figures.campaigns import RATIOS, WINDOWS
from ..figures.together import ActsBeside
from .campaign_words import RATIO_NAMES, WINDOW_NAMES, short_ratio
from .numbers import decimal, percent, whole

PROVES_NOT = (
    "Nơi có nhiều tai nạn thường được tăng cường kiểm tra, nên nhiều trường hợp xử lý có thể đi sau tai nạn chứ không"
    " phải nguyên nhân làm tai nạn tăng hay giảm.",
    "Kiểm tra nhiều hơn thì phát hiện nhiều hơn: số trường hợp xử lý không đo mức độ vi phạm trên đường.",
    "Hai chuỗi số cùng lên hoặc cùng xuống có thể do mùa, lưu lượng xe hay cách đếm; cùng chiều không có nghĩa là cái"
    " này gây ra cái kia.",
    "Vi phạm được ghi ở nơi xử lý, tai nạn ở nơi xảy ra; xe qua địa bàn tính vào cả hai theo cách khác nhau.",
    "Số vụ ít thì tỷ số dao động mạnh do ngẫu nhiên; khoảng 95% cho biết mức dao động đó, không tính thay đổi về lực"
    " lượng.",
)
"""Plain words on what figures side by side do not prove."""


def together_headline(areas: pd.DataFrame, now: Period, base: Period) -> str:
    """The sentence with the result: cases an accident now, with the interval, and in the base period."""
    total = areas.iloc[0]
    if pd.isna(total["per_accident_now"]):
        return f"{now.title}: chưa đủ số liệu tai nạn và vi phạm để đặt cạnh nhau"
    said = (
        f"{now.title}: {decimal(total['per_accident_now'], 1)} trường hợp xử lý trên một vụ tai nạn"
        f" ({whole(total['cases_now'])} trường hợp, {whole(total['accidents_now'])} vụ)"
    )
    if pd.isna(total["per_accident_before"]):
        return f"{said}; chưa đủ số liệu của {base.title} để so sánh"
    return f"{said}; {base.title}: {decimal(total['per_accident_before'], 1)}"


def area_notes(areas: pd.DataFrame) -> list[str]:
    """The districts at both ends, those of few accidents, those without both kinds of data."""
    rows = areas[(areas["key"] != "total") & (areas["key"] != "unknown")]
    least, most = _ends(areas)
    among = _among(areas)
    notes = [f"Số trường hợp trên một vụ{among} ít nhất: {least}; nhiều nhất: {most}."] if least else []
    small = rows[rows["small_now"].astype(bool)]["label"].tolist()
    if small:
        notes.append(f"Số vụ dưới 5, tỷ số chỉ để tham khảo (*): {', '.join(small)}.")
    lacking = rows[rows["per_accident_now"].isna() & (rows["accidents_now"].fillna(1) > 0)]["label"].tolist()
    if lacking:
        notes.append(f"Không tính tỷ số vì số liệu chưa phủ đủ kỳ: {', '.join(lacking)}.")
    return notes


def area_table(areas: pd.DataFrame, now: Period, base: Period) -> pd.DataFrame:
    """The districts with Vietnamese headings, for a file."""
    columns: dict[str, Any] = {"Địa bàn": areas["label"]}
    for side, period in (("now", now), ("before", base)):
        columns[f"{period.title}: số vụ"] = areas[f"accidents_{side}"]
        columns[f"{period.title}: trường hợp xử lý"] = areas[f"cases_{side}"]
        columns[f"{period.title}: trong đó hành vi trực tiếp"] = areas[f"direct_{side}"]
        columns[f"{period.title}: trường hợp một vụ"] = areas[f"per_accident_{side}"].round(2)
        columns[f"{period.title}: từ (95%)"] = areas[f"lower_{side}"].round(2)
        columns[f"{period.title}: đến (95%)"] = areas[f"upper_{side}"].round(2)
    return pd.DataFrame(columns)


def quarter_title(both: pd.DataFrame, column: str, named: str, digits: int) -> str:
    """What a chart by quarter shows: the last quarter and the same one a year before."""
    rows = both[both[column].notna()]
    if rows.empty:
        return f"{named}: chưa có số liệu"
    last = rows.iloc[-1]
    before = both[(both["start"] == last["start"] - pd.DateOffset(years=1)) & both[column].notna()]
    said = [f"{row['label']} {decimal(row[column], digits)}" for row in (last, *(row for _, row in before.iterrows()))]
    return f"{named}: {', '.join(said)}"


def area_title(areas: pd.DataFrame) -> str:
    """Which districts lie at both ends among those with accidents enough."""
    least, most = _ends(areas)
    named = "Số trường hợp xử lý trên một vụ tai nạn theo địa bàn"
    return f"{named}:{_among(areas)} ít nhất {least}, nhiều nhất {most}" if least else named


def marked_labels(areas: pd.DataFrame) -> pd.Series:
    """The names of the districts, those whose ratio of now or before is mostly chance with a *."""
    small = areas["small_now"].astype(bool) | areas["small_before"].astype(bool)
    return areas["label"].astype("str").where(~small, areas["label"].astype("str") + " *")


def _among(areas: pd.DataFrame) -> str:
    """Among which districts the ends are looked for, where some have too few accidents."""
    rows = areas[~areas["key"].isin(["total", "unknown"])]
    return " trong các nơi có từ 5 vụ" if rows["small_now"].astype(bool).any() else ""


def _ends(areas: pd.DataFrame) -> tuple[str, str]:
    """The districts with the fewest and the most cases an accident, with figures; "" where none is judged."""
    rows = areas[~areas["key"].isin(["total", "unknown"]) & areas["per_accident_now"].notna()]
    rows = rows[~rows["small_now"].astype(bool)].sort_values("per_accident_now")
    if len(rows) < 2:
        return "", ""
    least, most = (
        f"{row['label']} ({decimal(row['per_accident_now'], 1)})" for _, row in rows.iloc[[0, -1]].iterrows()
    )
    return least, most


def acts_table(acts: ActsBeside, now: Period, base: Period) -> pd.DataFrame:
    """Causes beside behaviours with Vietnamese headings, for a file."""
    columns: dict[str, Any] = {"Hành vi, nguyên nhân cùng loại": acts.table["label"]}
    for name, heading in (("accidents", "Vụ do nguyên nhân này"), ("cases", "Trường hợp xử lý")):
        for side, period in (("now", now), ("before", base)):
            columns[f"{heading}: {period.title}"] = acts.table[f"{name}_{side}"]
    return pd.DataFrame(columns)


def window_table(accidents: pd.DataFrame, campaign: pd.Series) -> pd.DataFrame:
    """Accidents and cases in the windows of a campaign with counts, rates and ratios, for a file."""
    one = accidents.iloc[0]
    rows = []
    for label, counted, row in (("Tai nạn (vụ)", "accidents", one), ("Xử lý (trường hợp)", "cases", campaign)):
        record: dict[str, Any] = {"Chỉ tiêu": label}
        for name in WINDOWS:
            record[WINDOW_NAMES[name]] = row[f"{counted}_{name}"]
            record[f"{WINDOW_NAMES[name]}: một ngày"] = round(float(row[f"rate_{name}"]), 3)
        for name in RATIOS:
            record[f"{RATIO_NAMES[name]}: tỷ số"] = round(float(row[name]), 3)
            record[f"{RATIO_NAMES[name]}: từ (95%)"] = round(float(row[f"{name}_lower"]), 3)
            record[f"{RATIO_NAMES[name]}: đến (95%)"] = round(float(row[f"{name}_upper"]), 3)
        rows.append(record)
    return pd.DataFrame(rows).astype(dict.fromkeys(WINDOW_NAMES.values(), "Int64"))


def acts_notes(acts: ActsBeside) -> list[str]:
    """How many accidents the table speaks of, and how many have no known cause."""
    if not acts.accidents:
        return []
    share = percent(100 * acts.in_table / acts.accidents, 1)
    return [
        f"Bảng nói về {whole(acts.in_table)} trong {whole(acts.accidents)} vụ ({share}); {whole(acts.unknown)} vụ không"
        " rõ nguyên nhân, các vụ còn lại có nguyên nhân không phải hành vi trong danh mục xử lý."
    ]


def window_rows(accidents: pd.DataFrame, campaign: pd.Series) -> list[tuple[str, list[str]]]:
    """Accidents and cases in the windows of a campaign as rows of texts: label, a rate a window, then the ratios."""
    one = accidents.iloc[0]
    rows = []
    for label, row in (("Tai nạn (vụ một ngày)", one), ("Xử lý (trường hợp một ngày)", campaign)):
        rates = [decimal(row[f"rate_{name}"]) for name in WINDOWS]
        rows.append((label, [*rates, *(short_ratio(row, name) for name in RATIOS)]))
    return rows


WINDOW_HEADINGS = [*(WINDOW_NAMES[name] for name in WINDOWS), *(RATIO_NAMES[name] for name in RATIOS)]
