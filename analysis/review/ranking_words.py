"""The order of black spots in words: what is ranked, how sure the order is, what to know beside it.

Defines sentences about ``places.ranking``. Can mislead: a rank without its range is a guess; show both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from ..places.ranking import WEIGHTS, Ranking
from .numbers import decimal, whole

RANKING_WORDS = (
    "Xếp hạng theo phần vượt: số vụ dự kiến ở nơi đó trừ đi mức thường gặp của đường cùng cấp trong cùng thời gian "
    "(Hauer và cộng sự, 2002). Số vụ là của cả thời gian xét, không chỉ 12 tháng xấu nhất. Khoảng hạng cho biết thứ tự "
    "chắc đến đâu: 9 trong 10 lần hạng thật nằm trong khoảng. Nơi được chọn vì có nhiều vụ nên phần vượt vẫn hơi cao."
)
PRIORITY = "Thứ tự ưu tiên (số vụ vượt mức chung của đường cùng cấp)"
"""What the rank is, in words for who has not read the method."""
RANKING_LIMITS = (
    "Không có lưu lượng xe: đường đông được so với đường cùng cấp. Phần vượt để xếp thứ tự xem xét, không phải để tính "
    "hiệu quả đầu tư. Khoảng hạng coi mức thường gặp là đã biết, nên thực ra còn rộng hơn. Hạng không đổi tiêu chí: "
    "nơi nào được xếp hạng cũng đủ tiêu chí. Vụ nặng là vụ từ mức nghiêm trọng mà không có người chết."
)
WEIGHT_LABELS = {
    "rank_1_1_1": "Hạng khi mọi vụ như nhau",
    "rank_1_3_5": "Hạng khi vụ nhẹ 1, nặng 3, chết người 5",
    "rank_1_1_10": "Hạng khi vụ nhẹ 1, nặng 1, chết người 10",
}
_NUMBERS = {
    "observed": "Số vụ",
    "mean": "Mức thường gặp",
    "expected": "Dự kiến",
    "sd": "Độ lệch chuẩn",
    "excess": "Phần vượt",
    "rank": "Hạng",
    "rank_low": "Hạng từ",
    "rank_high": "Hạng đến",
}
RANKING_HEADINGS = {"number": "STT", "name": "Nơi", **_NUMBERS, **WEIGHT_LABELS}
"""Heading of every column of ``ranking_table``; ``number``: in the list and on the map."""


def rank_words(row: Mapping[str, Any]) -> str:
    """ "Hạng 3 (từ 1 đến 27)", "–" where there is no rank; ``row``: of ``Ranking.table``."""
    if pd.isna(row["expected"]):
        return "–"
    low, high = int(row["rank_low"]), int(row["rank_high"])
    return f"Hạng {int(row['rank'])}" + (f" (từ {low} đến {high})" if low != high else "")


def rank_line(row: Mapping[str, Any]) -> str:
    """ "Thứ tự ưu tiên (…): hạng 3 (từ 1 đến 27)", "" where there is no rank; ``row``: of ``Ranking.table``."""
    words = rank_words(row)
    return "" if pd.isna(row["expected"]) else f"{PRIORITY}: {words[:1].lower()}{words[1:]}"


def excess_words(row: Mapping[str, Any]) -> str:
    """ "4 vụ; mức thường gặp 0,05; dự kiến 0,24 ± 0,11; vượt 0,19"; ``row``: of ``Ranking.table``."""
    observed = f"{whole(int(row['observed']))} vụ"
    if pd.isna(row["expected"]):
        return f"{observed}; chưa có mức thường gặp"
    expected = f"{decimal(float(row['expected']))} ± {decimal(float(row['sd']))}"
    excess = decimal(float(row["excess"]))
    return f"{observed}; mức thường gặp {decimal(float(row['mean']))}; dự kiến {expected}; vượt {excess}"


def weights_words(row: Mapping[str, Any]) -> str:
    """The rank when severe accidents weigh more; "" where there is no rank; ``row``: of ``Ranking.table``."""
    if pd.isna(row["expected"]):
        return ""
    ranks = {name: int(row[name]) for name in WEIGHTS if name != "rank_1_1_1"}
    named = ((*map(whole, WEIGHTS[name]), whole(rank)) for name, rank in ranks.items())
    return "; ".join("tính vụ nhẹ {}, nặng {}, chết người {} thì hạng {}".format(*one) for one in named)


def first_words(low: Sequence[Any]) -> str:
    """How many of the places could be the first; ``low``: the upper ends of their rank ranges (missing: no rank)."""
    ranks = [int(rank) for rank in low if not pd.isna(rank)]
    first = sum(rank == 1 for rank in ranks)
    if len(ranks) < 2 or not first:
        return ""
    if first == len(ranks):
        return f"cả {whole(first)} điểm đều có thể đứng đầu, số liệu chưa cho biết nơi nào nguy hiểm nhất"
    return f"{whole(first)} trong {whole(len(ranks))} điểm có thể đứng đầu"


def ranking_table(ranking: Ranking, names: Mapping[str, tuple[str, str]]) -> pd.DataFrame:
    """The ranking of the spots in ``names`` (spot id to number and name), the first rank first; numbers not rounded."""
    rows = ranking.table[ranking.table["spot_id"].isin(list(names))]
    rows = rows.sort_values(["rank", "spot_id"], na_position="last", ignore_index=True)
    named = pd.DataFrame([names[key] for key in rows["spot_id"]], columns=["number", "name"], dtype="str")
    return pd.concat([named, rows], axis=1)[list(RANKING_HEADINGS)].rename(columns=RANKING_HEADINGS)


def ranking_notes(ranking: Ranking) -> list[str]:
    """What to know beside the order: unknown severity, segments that do not differ, no norm at all."""
    notes = []
    unknown = int(ranking.table["severity_unknown"].sum())
    if unknown:
        said = "không rõ mức độ và không ghi người chết, được tính là vụ nhẹ trong các hạng có trọng số"
        notes.append(f"{whole(unknown)} vụ {said}.")
    if len(ranking.norms) and not np.isfinite(ranking.norms["phi"].to_numpy(dtype="float64")).any():
        said = "nên chưa nói được nơi nào vượt mức thường gặp"
        notes.append(f"Các đoạn đường cùng cấp không khác nhau quá mức ngẫu nhiên, {said}.")
    if len(ranking.table) and ranking.norms.empty:
        notes.append("Chưa đủ vụ có vị trí để tính mức thường gặp, nên chưa xếp hạng được.")
    return notes
