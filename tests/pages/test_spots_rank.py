"""The order of black spots on the page: numbers as the office writes them, nothing from a file becomes a tag."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analysis.places.ranking import Ranking
from pages._spots_rank import rank_said, rank_table

HOSTILE = "<img src=x onerror=alert(1)>"
TAME = "&lt;img src=x onerror=alert(1)&gt;"


def ranked(*rows: dict[str, Any]) -> Ranking:
    plain = {"observed": 4, "mean": 0.054, "expected": 0.242, "sd": 0.108, "excess": 0.188}
    plain |= {"rank": 1, "rank_low": 1, "rank_high": 3, "rank_1_1_1": 1, "rank_1_3_5": 2, "rank_1_1_10": 3}
    return Ranking(pd.DataFrame([plain | row for row in rows]), pd.DataFrame(), 3.0)


def test_the_chosen_spot_is_told_with_its_range() -> None:
    table = ranked({"spot_id": "A"}, {"spot_id": "B", "rank": 2}).table
    said = rank_said(table, "A")
    assert "Hạng 1 (từ 1 đến 3) trong 2 điểm đen. Cả thời gian xét: 4 vụ; mức thường gặp 0,05;" in said
    assert "Tính vụ nhẹ 1, nặng 3, chết người 5 thì hạng 2;" in said
    assert rank_said(table, "C") == ""


def test_the_table_is_escaped_and_says_of_how_many_the_rank_is() -> None:
    names = {"A": ("1", HOSTILE), "B": ("2", "QL70")}
    drawn = rank_table(ranked({"spot_id": "A"}, {"spot_id": "B", "rank": 2}, {"spot_id": "C", "rank": 3}), names)
    assert HOSTILE not in drawn
    assert TAME in drawn
    assert "hạng trong 3 điểm của toàn tỉnh" in drawn
    assert "0,24 ± 0,11" in drawn
    assert drawn.count("<tr>") == 4  # two lines of headings, two spots


def test_a_spot_without_a_norm_has_no_rank() -> None:
    nothing: dict[str, Any] = dict.fromkeys(("mean", "expected", "sd", "excess"), np.nan)
    nothing |= dict.fromkeys(("rank", "rank_low", "rank_high", "rank_1_1_1", "rank_1_3_5", "rank_1_1_10"), pd.NA)
    one = ranked({"spot_id": "A", **nothing})
    assert "–" in rank_table(one, {"A": ("1", "QL4")})
    assert "4 vụ; chưa có mức thường gặp" in rank_said(one.table, "A")
    assert "Hạng" not in rank_said(one.table, "A")
