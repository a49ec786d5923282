"""Words on the order of black spots: a rank with its range, numbers as the office writes them, notes where due."""

import numpy as np
import pandas as pd

from analysis.places.ranking import Ranking
from analysis.review.ranking_words import (
    RANKING_HEADINGS,
    excess_words,
    first_words,
    rank_line,
    rank_words,
    ranking_notes,
    ranking_table,
    weights_words,
)


def ranking(phi: float, unknown: int) -> Ranking:
    table = pd.DataFrame({"severity_unknown": [unknown], "expected": [1.0]})
    norms = pd.DataFrame({"norm": ["all"], "phi": [phi]})
    return Ranking(table, norms, 3.0)


def test_notes_beside_the_order() -> None:
    assert ranking_notes(ranking(0.5, 0)) == []
    assert ranking_notes(ranking(0.5, 1_234))[0].startswith("1.234 vụ không rõ mức độ")
    assert "không khác nhau quá mức ngẫu nhiên" in ranking_notes(ranking(np.inf, 0))[0]
    empty = Ranking(ranking(1.0, 0).table, pd.DataFrame({"norm": [], "phi": []}), 3.0)
    assert "chưa xếp hạng được" in ranking_notes(empty)[0]


def test_a_rank_with_its_range() -> None:
    assert rank_words({"rank": 3, "rank_low": 1, "rank_high": 27, "expected": 1.0}) == "Hạng 3 (từ 1 đến 27)"
    assert rank_words({"rank": 1, "rank_low": 1, "rank_high": 1, "expected": 1.0}) == "Hạng 1"
    assert rank_words({"rank": None, "expected": np.nan}) == "–"


def test_the_numbers_behind_a_rank() -> None:
    row = {"observed": 4, "mean": 0.054, "expected": 0.242, "sd": 0.108, "excess": 0.188}
    assert excess_words(row) == "4 vụ; mức thường gặp 0,05; dự kiến 0,24 ± 0,11; vượt 0,19"
    assert excess_words({"observed": 2, "expected": np.nan}) == "2 vụ; chưa có mức thường gặp"


def test_a_rank_in_the_list_and_under_other_weights() -> None:
    row = {"rank": 3, "rank_low": 1, "rank_high": 4, "expected": 1.0, "rank_1_3_5": 2, "rank_1_1_10": 1}
    assert rank_line(row) == "Thứ tự ưu tiên (số vụ vượt mức chung của đường cùng cấp): hạng 3 (từ 1 đến 4)"
    assert weights_words(row) == (
        "tính vụ nhẹ 1, nặng 3, chết người 5 thì hạng 2; tính vụ nhẹ 1, nặng 1, chết người 10 thì hạng 1"
    )
    assert (rank_line({"rank": None, "expected": np.nan}), weights_words({"expected": np.nan})) == ("", "")


def test_how_many_could_be_the_first() -> None:
    assert first_words([1, 1, 1]).startswith("cả 3 điểm đều có thể đứng đầu")
    assert first_words([1, 1, 4, pd.NA]) == "2 trong 3 điểm có thể đứng đầu"
    assert first_words([1]) == first_words([pd.NA, pd.NA]) == ""


def test_the_table_of_a_file_holds_the_spots_asked_for_by_rank() -> None:
    numbers = {name: 1 for name in RANKING_HEADINGS if name not in ("number", "name")}
    rows = [
        {**numbers, "spot_id": key, "rank": rank, "excess": 0.12345} for key, rank in (("A", 3), ("B", 1), ("C", 2))
    ]
    table = ranking_table(Ranking(pd.DataFrame(rows), pd.DataFrame(), 3.0), {"A": ("1", "QL4"), "B": ("2", "QL70")})
    assert table["Nơi"].tolist() == ["QL70", "QL4"]
    assert table["Hạng"].tolist() == [1, 3]
    assert table["Phần vượt"].tolist() == [0.12345, 0.12345]
    assert list(table.columns) == list(RANKING_HEADINGS.values())
