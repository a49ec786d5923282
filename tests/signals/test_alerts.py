"""The flags of a province: the whole way from daily counts to levels, and the laws they keep."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import parse_period
from analysis.errors import RequestError
from analysis.signals.alerts import COLUMNS, alerts
from analysis.signals.judging import highest_of
from tests.figures.rows import covers
from tests.signals.by_hand import flags_by_hand
from tests.signals.provinces import covered_from, daily_of, flags, province, steady

MEANS = (3, 5, 8, 10, 12, 15, 20, 25, 30)


def with_rise(seed: int = 3) -> dict[str, list[float]]:
    """Nine districts, 20 quiet quarters, and D (mean 10) at 24 in the one after."""
    counts = steady(MEANS, 21, seed)
    counts["D"][-1] = 24
    return counts


def test_every_figure_agrees_with_methods_written_a_second_time(definitions: Definitions) -> None:
    counts = with_rise()
    found = flags(counts, definitions)
    slow = flags_by_hand([row[:-1] for row in counts.values()], [row[-1] for row in counts.values()])
    for area, flag in zip(counts, slow, strict=True):
        row = found.row(area)
        assert row["expected"] == pytest.approx(flag.expected)
        for name in ("p_base", "p_trend", "p_relative"):
            assert row[name] == pytest.approx(getattr(flag, name), rel=1e-9)
        assert row["level"] == flag.level
    assert found.row("D")["level"] == "red"
    assert found.quarters_of_history == 20


def test_strongest_evidence_first(definitions: Definitions) -> None:
    found = flags(with_rise(), definitions)
    assert tuple(found.table.columns) == COLUMNS
    assert found.table["area"].iloc[0] == "D"
    quiet = found.table[found.table["level"] == "none"]
    assert quiet["p_base"].is_monotonic_increasing
    assert found.table["p_adjusted"].is_monotonic_increasing


@settings(max_examples=20)
@given(seed=st.integers(0, 10_000))
def test_order_of_rows_and_of_districts_changes_nothing(definitions: Definitions, seed: int) -> None:
    counts, generator = with_rise(), np.random.default_rng(seed)
    codes = generator.permutation(list(counts)).tolist()
    named = province(definitions, {code: f"Huyện {code}" for code in codes})
    daily = daily_of(counts, named).sample(frac=1, random_state=seed)
    asked = parse_period("2024-Q1", named.calendar())
    found = alerts(daily, named, asked, calendar=named.calendar(), coverage=covered_from(named, 21))
    pd.testing.assert_frame_equal(found.table, flags(counts, definitions).table)


def test_renaming_districts_changes_nothing_but_the_label(definitions: Definitions) -> None:
    counts = with_rise()
    plain = flags(counts, definitions)
    renamed = flags(counts, definitions, names={area: f"Khu vực {9 - place}" for place, area in enumerate(counts)})
    pd.testing.assert_frame_equal(plain.table.drop(columns="label"), renamed.table.drop(columns="label"))
    assert renamed.row("A")["label"] == "Khu vực 9"


def test_other_codes_change_nothing_but_the_code(definitions: Definitions) -> None:
    counts = with_rise()
    coded = {f"{90 - place}": row for place, row in enumerate(counts.values())}
    plain, other = flags(counts, definitions), flags(coded, definitions)
    for area, code in zip(counts, coded, strict=True):
        for name in ("p_base", "p_trend", "p_relative", "p_adjusted"):
            assert plain.row(area)[name] == pytest.approx(other.row(code)[name], rel=1e-12)
        assert plain.row(area)["level"] == other.row(code)["level"]


@settings(max_examples=30)
@given(seed=st.integers(0, 10_000))
def test_a_district_without_accidents_moves_the_others_only_as_the_formula_says(
    definitions: Definitions, seed: int
) -> None:
    counts = with_rise(seed)
    after = flags({**counts, "Z": [0] * 21}, definitions)
    rows = [*counts.values(), [0] * 21]
    slow = flags_by_hand([row[:-1] for row in rows], [row[-1] for row in rows])
    before = flags(counts, definitions)
    assert 0 <= float(before.alpha - after.alpha) <= 3 / (20 * 9 * 10) * 1.5 * 128 / 2492  # Σe/Σe² is about 128/2492
    for area, flag in zip([*counts, "Z"], slow, strict=True):
        row = after.row(area)
        assert row["level"] == flag.level
        assert row["p_base"] == pytest.approx(flag.p_base, rel=1e-9)
        if area != "Z":
            assert abs(row["p_base"] - before.row(area)["p_base"]) < 0.002
            crossed = {p: (before.row(area)["p_base"] <= p) != (row["p_base"] <= p) for p in (0.01, 0.05)}
            trend = (before.row(area)["p_trend"] <= 0.05) != (row["p_trend"] <= 0.05)
            assert row["level"] == before.row(area)["level"] or any(crossed.values()) or trend
    assert after.row("Z")["level"] == "none"


def test_the_choice_of_areas_changes_the_rows_not_the_baseline(definitions: Definitions) -> None:
    counts = with_rise()
    every, some = flags(counts, definitions), flags(counts, definitions, areas=["B", "D"])
    assert set(some.table["area"]) == {"B", "D"}
    for area in ("B", "D"):
        assert some.row(area) == every.row(area)
    assert some.alpha == every.alpha
    assert sum(counts["A"][:-1]) / 20 < 3  # drawn below the smallest mean that was simulated
    assert (every.chance["areas"], some.chance["areas"]) == (8, 2)
    assert some.chance["red"] == pytest.approx(every.chance["red"] * 2 / 8)


def test_chance_is_said_only_of_areas_as_large_as_the_simulated_ones(definitions: Definitions) -> None:
    """A has 2 a quarter, below the 3 of METHODS 7; where all are like it nothing is known of false alarms."""
    found = flags({"A": [2] * 21, "B": [3] * 21, "C": [10] * 21}, definitions)
    assert found.table["p_base"].notna().all()
    assert found.chance["areas"] == 2
    assert flags({"A": [0, 1] * 10 + [0], "B": [1] * 21}, definitions).chance == {"areas": 0, "red": 0, "amber": 0}


def test_eleven_quarters_are_too_few_and_twelve_are_enough(definitions: Definitions) -> None:
    short, enough = flags(steady(MEANS, 12), definitions), flags(steady(MEANS, 13), definitions)
    assert set(short.table["level"]) == {"not_enough_history"}
    assert short.quarters_of_history == 11
    assert np.isnan(short.alpha)
    assert short.table["p_base"].isna().all()
    assert short.table["p_last"].notna().all()
    assert [note.code for note in short.notes] == ["no_history"]
    assert dict(short.chance) == {"areas": 0, "red": 0, "amber": 0}
    assert "not_enough_history" not in set(enough.table["level"])
    (note,) = enough.notes
    assert (note.code, note.facts["quarters"], note.facts["first"]) == ("short_history", 12, "Quý I/2019")


def test_one_district_that_joined_late_has_no_level_and_the_others_keep_theirs(definitions: Definitions) -> None:
    counts = with_rise()
    known = [covered_from(definitions, 21, area=area) for area in counts if area != "B"]
    late = covered_from(definitions, 11, first=2019 * 4 + 10, area="B")
    found = flags(counts, definitions, coverage=pd.concat([*known, late], ignore_index=True))
    assert found.row("B")["level"] == "not_enough_history"
    assert found.row("B")["quarters"] == 10
    assert found.row("D")["level"] == "red"
    holes = next(note for note in found.notes if note.code == "holes")
    assert holes.facts["places"] == ["Huyện B"]
    assert len(holes.facts["quarters"]) == 10


def test_a_hole_is_said_and_left_out(definitions: Definitions) -> None:
    named = province(definitions, {area: area for area in with_rise()})
    hole = [covers("*", "2018-12-15", "2021-03-15"), covers("*", "2021-06-15", "2024-03-15")]
    found = flags(with_rise(), named, coverage=pd.concat(hole, ignore_index=True))
    (note,) = [note for note in found.notes if note.code == "holes"]
    assert note.facts == {"places": [], "quarters": ["Quý II/2021"]}
    assert found.quarters_of_history == 19
    assert found.row("D")["level"] == "red"


def test_without_last_year_there_is_no_flag(definitions: Definitions) -> None:
    hole = [covers("*", "2018-12-15", "2022-12-15"), covers("*", "2023-03-15", "2024-03-15")]
    found = flags(with_rise(), definitions, coverage=pd.concat(hole, ignore_index=True))
    assert set(found.table["level"]) == {"not_enough_history"}
    assert [note.code for note in found.notes] == ["holes", "no_last_year"]


def test_a_period_that_is_not_over_is_not_judged(definitions: Definitions) -> None:
    found = flags(with_rise(), definitions, coverage=covers("*", "2018-12-15", "2024-03-01"))
    assert set(found.table["level"]) == {"not_enough_history"}
    assert found.row("D")["now"] == 24
    assert found.notes[0].code == "partly_covered"


def test_breaks_of_the_series_are_said(definitions: Definitions) -> None:
    found = flags(steady(MEANS, 25), definitions)
    (note,) = [note for note in found.notes if note.code == "series_break"]
    assert [day.isoformat() for day, _ in note.facts["breaks"]] == ["2024-08-15", "2025-01-01"]


def test_a_district_without_any_history_is_no_part_of_the_others(definitions: Definitions) -> None:
    """B begins to report now, with 15: what D is set against stays the eight others, as if B were not there."""
    counts = with_rise()
    counts["B"][-1] = 15
    known = [covered_from(definitions, 21, area=area) for area in counts if area != "B"]
    first_time = covered_from(definitions, 1, first=2019 * 4 + 20, area="B")
    found = flags(counts, definitions, coverage=pd.concat([*known, first_time], ignore_index=True))
    without = flags({area: row for area, row in counts.items() if area != "B"}, definitions)
    assert (found.row("B")["now"], found.row("B")["level"]) == (15, "not_enough_history")
    for area in without.table["area"]:
        assert found.row(area)["p_relative"] == pytest.approx(without.row(area)["p_relative"], rel=1e-12)


def test_the_others_are_counted_over_the_same_places_in_both_periods(definitions: Definitions) -> None:
    """B has no last year and C is covered in part now: of the others of A only D is in both sums."""
    counts = {"A": [10] * 21, "B": [5] * 21, "C": [7] * 21, "D": [4] * 20 + [6]}
    known = [covered_from(definitions, 21, area=area) for area in "AD"]
    known += [covered_from(definitions, 1, first=2019 * 4 + 20, area="B"), covers("C", "2018-12-15", "2024-02-01")]
    found = flags(counts, definitions, coverage=pd.concat(known, ignore_index=True))
    assert found.others("A") == {"now": 6, "last_year": 4, "places": 1, "of": 3}
    assert flags(counts, definitions).others("A") == {"now": 18, "last_year": 16, "places": 3, "of": 3}
    alone = flags({"A": [10] * 21}, definitions).others("A")
    assert np.isnan([alone["now"], alone["last_year"]]).all()
    short = flags({"A": [10] * 2, "B": [5] * 2}, definitions).others("A")
    assert short["now"] == 5
    assert np.isnan(short["last_year"])


def test_the_years_do_not_show_a_period_that_is_not_over_as_a_count(definitions: Definitions) -> None:
    found = flags(with_rise(), definitions, coverage=covers("*", "2018-12-15", "2024-03-01"))
    assert np.isnan(found.by_year("D")["count"].iloc[-1])
    assert np.isnan(found.series("D")["count"].iloc[-1])


def test_red_twice_running_is_prolonged_and_no_longer_new(definitions: Definitions) -> None:
    counts = steady(MEANS, 22)
    counts["D"][-2:] = [26, 27]
    found = flags(counts, definitions)
    row = found.row("D")
    assert (row["level"], row["prolonged"], row["is_new"]) == ("red", True, False)
    before = flags({area: values[:-1] for area, values in counts.items()}, definitions)
    assert (before.row("D")["level"], before.row("D")["prolonged"], before.row("D")["is_new"]) == ("red", False, True)
    quiet = [area for area in counts if area != "D"]
    assert not found.table.set_index("area").loc[quiet, ["prolonged"]].to_numpy().any()


def test_a_rise_of_the_first_quarter_is_not_new_in_six_months(definitions: Definitions) -> None:
    counts = steady(MEANS, 22)
    counts["D"][-2:] = [30, 14]
    counts["F"][-2:] = [15, 32]
    first = flags(counts, definitions, period="2024-Q1")
    half = flags(counts, definitions, period="2024-6M")
    assert (first.row("D")["level"], first.row("D")["is_new"]) == ("red", True)
    assert (half.row("D")["level"], half.row("D")["is_new"]) == ("red", False)
    assert (half.row("F")["level"], half.row("F")["is_new"]) == ("red", True)
    assert half.row("D")["now"] == 44
    assert half.row("D")["expected"] == pytest.approx(20, rel=0.2)
    assert not half.row("D")["prolonged"]


def test_the_season_of_the_quarters_held_serves_cumulative_periods(definitions: Definitions) -> None:
    """8, 4, 4, 0 in each of five years: a year of 16 is as expected, 6 tháng expects 12, 9 tháng 16."""
    counts = {"A": [8, 4, 4, 0] * 6, "B": [16, 8, 8, 0] * 6}
    for period, wanted in (("2024-Q2", 4), ("2024-6M", 12), ("2024-9M", 16), ("2024", 16.2)):
        found = flags(counts, definitions, period=period)
        assert found.row("A")["expected"] == pytest.approx(wanted)  # a quarter that has none still counts 0,2
        assert set(found.table["level"]) == {"none"}


def test_highest_of_counts_back_to_the_first_that_is_as_high() -> None:
    before = [[1, 9, 3, 4], [1, 2, 3, 4], [1, 2, np.nan, 4], [7, 5, 5, 5]]
    assert highest_of(before, [5, 5, 5, 5]).tolist() == [3, 5, 2, 1]


def test_the_highest_of_years_for_a_cumulative_period(definitions: Definitions) -> None:
    counts = {"A": [5] * 4 + [9] * 4 + [5] * 12 + [6] * 4, "B": [9] * 24}
    found = flags(counts, definitions, period="2024")
    assert found.row("A")["highest_of"] == 4  # 2021 to 2024; 2020 was higher
    assert found.by_year("A")["count"].tolist() == [20, 36, 20, 20, 20, 24]
    assert found.by_year("A")["label"].tolist()[0] == "Năm 2019"
    assert found.by_year("A")["is_now"].tolist() == [False] * 5 + [True]


def test_series_of_a_district(definitions: Definitions) -> None:
    found = flags({"A": [4, 2, 4, 2] * 5 + [9], "B": [8, 4, 8, 4] * 5 + [8]}, definitions)
    series = found.series("A")
    assert series["period_key"].tolist()[0] == "2019-Q1"
    assert series["count"].tolist() == [4, 2, 4, 2] * 5 + [9]
    assert series["expected"].to_numpy() == pytest.approx([4, 2, 4, 2] * 5 + [4])
    assert series["is_now"].tolist() == [False] * 20 + [True]
    assert series["upper"].iloc[-1] == found.row("A")["upper"]
    assert len(found.series()) == 2 * 21


def test_one_district_alone_is_judged_without_the_rest(definitions: Definitions) -> None:
    found = flags({"A": [10] * 20 + [25]}, definitions)
    assert found.row("A")["level"] == "red"
    assert np.isnan(found.row("A")["p_relative"])


def test_months_have_no_flag(definitions: Definitions) -> None:
    with pytest.raises(RequestError, match="chỉ xét theo quý"):
        flags(with_rise(), definitions, period="2024-03")


def test_no_accident_at_all(definitions: Definitions) -> None:
    named = province(definitions, {"A": "A", "B": "B"})
    daily = daily_of({"A": [0], "B": [0]}, named)
    asked = parse_period("2024-Q1", named.calendar())
    found = alerts(daily, named, asked, calendar=named.calendar(), coverage=covered_from(named, 21))
    assert found.table["level"].tolist() == ["none", "none"]
    assert found.table["now"].tolist() == [0, 0]
    nothing = alerts(daily, named, asked, calendar=named.calendar(), coverage=covered_from(named, 1))
    assert nothing.table["level"].tolist() == ["not_enough_history"] * 2
