"""The blocks of a comparison: titles of charts, the note of small numbers, why two tests may differ at the edge."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import parse_period
from analysis.figures.compare import compare_violations
from analysis.store.tables import Store
from pages._comparison import groups_table, interval_note, seen, sources
from pages._violations_html import SMALL_MARK, any_small, measure_tables
from tests.review.comparisons import comparison


def rows(verdict: str, lower: float, upper: float) -> pd.DataFrame:
    return pd.DataFrame({"label": ["Văn Bàn"], "verdict": [verdict], "lower": [lower], "upper": [upper]})


def test_a_clear_fall_whose_interval_reaches_1_is_explained_under_the_chart() -> None:
    """11 to 4: mid-p 0,038 one-sided, exact interval 0,08 to 1,23."""
    note = interval_note(rows("fall_clear", 0.084, 1.227))
    assert "Văn Bàn giảm rõ rệt, dù khoảng tin cậy chạm vạch 1" in note
    assert "hai phía và thận trọng" in note
    assert "một phía ở mức 5%" in note


@pytest.mark.parametrize("given", [("rise_clear", 1.2, 4.0), ("fall", 0.4, 1.3), ("no_data", float("nan"), 1.0)])
def test_nothing_is_explained_where_the_bar_and_the_word_agree(given: tuple[str, float, float]) -> None:
    assert interval_note(rows(*given)) == ""


def test_a_chart_without_comparison_is_not_said_to_show_no_change() -> None:
    assert seen(rows("no_data", 0.5, 1.5), "accidents", "địa bàn").endswith(": chưa so sánh được")
    assert seen(rows("rise", 0.5, 1.5), "accidents", "địa bàn").endswith(": chưa nhóm nào tăng hay giảm rõ rệt")


def test_the_note_of_small_numbers_stands_only_where_a_star_is(definitions: Definitions) -> None:
    small = comparison(definitions, 15, 9, by="area", groups={"088": (12, 8), "085": (3, 1)})
    assert "* số nhỏ: kỳ so sánh dưới 5 vụ, tỷ lệ phần trăm chỉ để tham khảo." in sources(small)
    total = comparison(definitions, 71, 62)
    stars = groups_table(small, "Địa bàn", "").count(" *<")
    assert stars > 0
    assert ("số nhỏ" in sources(total)) == bool(total.total["small"].any())
    assert "số nhỏ" not in sources(small, starred=False)  # a page whose figures are ratios, or that has no table
    assert "số nhỏ" in sources(total, starred=True)


def test_the_star_of_a_violation_table_is_that_of_the_measure_shown(
    sample_store: Store, definitions: Definitions
) -> None:
    """By behaviour: of the cases none is below 5 in the base, of the licences some are."""
    now, base = (parse_period(period, definitions.calendar()) for period in ("2025-Q1", "2024-Q1"))
    found = compare_violations(sample_store, definitions, now, base, by="behaviour")
    for measure in ("cases", "licences_revoked", "fine_vnd"):
        assert any_small(found, measure) == (SMALL_MARK in measure_tables(found, (), "Hành vi", measure)), measure


def test_percents_of_the_table_have_two_decimals_as_the_sentence(definitions: Definitions) -> None:
    shown = groups_table(comparison(definitions, 92, 83, by="area", groups={"088": (92, 83)}), "Địa bàn", "")
    assert "+10,84%" in shown
    assert "Kỳ so sánh" in shown


def test_fines_across_a_change_of_the_law_have_no_columns_for_the_change(
    sample_store: Store, definitions: Definitions
) -> None:
    def columns(*periods: str) -> int:
        now, base = (parse_period(period, definitions.calendar()) for period in periods)
        shown = groups_table(compare_violations(sample_store, definitions, now, base, by="area"), "Địa bàn", "")
        return shown.count(">%</")

    assert columns("2025-Q1", "2024-Q1") < columns("2024-Q1", "2023-Q1")


def test_the_note_of_small_numbers_counts_what_the_page_counts(sample_store: Store, definitions: Definitions) -> None:
    periods = [parse_period(name, definitions.calendar()) for name in ("2025-Q1", "2024-Q1")]
    narrow = {"behaviour": ["drug", "altered_body"]}
    said = sources(compare_violations(sample_store, definitions, *periods, by="area", where=narrow))
    assert "kỳ so sánh dưới 5 trường hợp, tỷ lệ" in said
    assert "5 vụ" not in said
