"""Comparisons: grid, coverage, percent, JSON, and the two ways to the same comparison."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions
from analysis.errors import RequestError
from analysis.figures.compare import compare, compare_daily, compare_violations
from analysis.figures.comparison import Comparison
from analysis.figures.counts import daily_counts
from analysis.figures.measured import COMPARED

from .rows import Q1_2024, Q1_2025, Rows, accident, covers, period, person, violation


def quarter(definitions: Definitions, rows: Rows, **options: Any) -> Comparison:
    return compare(rows, definitions, period(Q1_2025, definitions), period(Q1_2024, definitions), **options)


def some(count: int, day: str, **columns: Any) -> list[dict[str, Any]]:
    return [accident(f"{day} {columns} {number}", day, **columns) for number in range(count)]


@pytest.fixture(scope="module")
def rows() -> Rows:
    """Sa Pa 12 against 6, Bắc Hà 1 against 0, unknown place 2 against 1; one death a year, a bus with ten injured."""
    return Rows(
        accidents=[
            *some(11, "2025-01-10", injured=0),
            *some(1, "2025-02-10", deaths=1, injured=10, severity="serious"),
            *some(1, "2025-03-14", area_code="085", severity="collision", injured=0),
            *some(2, "2024-12-15", area_code="unknown", injured=0),
            *some(6, "2024-01-10", injured=1),
            *some(1, "2023-12-15", area_code="unknown", deaths=1, injured=0, severity="serious"),
            *some(5, "2024-07-01"),
        ]
    )


def test_counts_difference_percent_and_total(definitions: Definitions, rows: Rows) -> None:
    result = quarter(definitions, rows, by="area")
    accidents = result.groups("accidents")
    assert accidents.loc["088", ["now", "before", "difference", "percent"]].tolist() == [12, 6, 6, 100.0]
    assert accidents.loc["085", ["now", "before", "difference"]].tolist() == [1, 0, 1]
    assert pd.isna(accidents.loc["085", "percent"])
    total = result.figure("accidents")
    assert (total["now"], total["before"], total["difference"]) == (15, 7, 8)
    assert total["percent"] == pytest.approx(100 * 8 / 7)
    assert total["ratio"] == pytest.approx((15 / 90) / (7 / 91))
    assert result.unknown == {"accidents": 2, "deaths": 0, "injured": 0}


def test_what_was_read_before_of_the_coverage_is_not_read_again(
    definitions: Definitions, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Rows(accidents=some(3, "2025-01-10"), violations=[violation("2025-01-10", "2025-01-10", 3)])
    known = store.covered = covers("*", "2024-12-15", "2025-03-15")
    asked = (store, definitions, period(Q1_2025, definitions), period(Q1_2024, definitions))
    expected = [count(*asked).to_json() for count in (compare, compare_violations)]
    monkeypatch.setattr("analysis.figures.compare.covered_batches", None)
    assert [count(*asked, coverage=known).to_json() for count in (compare, compare_violations)] == expected


def test_a_comparison_knows_how_many_rows_are_in_neither_period(definitions: Definitions) -> None:
    crossing = [violation("2024-12-01", "2024-12-31", 80), violation("2023-12-01", "2024-01-10", 5)]
    store = Rows(violations=[violation("2025-01-10", "2025-01-10", 3), *crossing])
    asked = (store, definitions, period(Q1_2025, definitions), period(Q1_2024, definitions))
    assert compare_violations(*asked, by="behaviour").straddling_rows == 2
    assert compare_violations(*asked, where={"behaviour": ["speed"]}).straddling_rows == 0


def test_areas_stand_in_the_official_order_on_a_complete_grid(definitions: Definitions, rows: Rows) -> None:
    accidents = quarter(definitions, rows, by="area").groups("accidents")
    assert accidents.index.tolist() == [*definitions.areas.codes, "unknown"]
    assert accidents.loc["082", ["now", "before"]].tolist() == [0, 0]
    assert accidents["label"].iloc[0] == "TP Lào Cai"
    assert accidents["label"].iloc[-1] == "Không rõ"


def test_unknown_is_not_shown_where_nothing_is_unknown(definitions: Definitions, rows: Rows) -> None:
    assert "unknown" not in quarter(definitions, rows, by="mode").groups("accidents").index


def test_injured_are_tested_as_the_accidents_they_are_worth(definitions: Definitions, rows: Rows) -> None:
    """Ten injured of one bus against six of six accidents: D = (10² + 6·1²)/(10 + 6) = 6,625, so 1,51 against 0,91."""
    injured = quarter(definitions, rows).figure("injured")
    assert (injured["now"], injured["before"]) == (10, 6)
    assert injured["ratio"] == pytest.approx(10 / 6 * 91 / 90)
    assert injured["verdict"] == "rise"
    assert 0.2 < injured["p_rise"] < 0.5  # 16 independent people 10 : 6 would give 0,16
    assert injured["lower"] < 0.2


def test_deaths_are_tested_by_accidents_with_a_death(definitions: Definitions) -> None:
    """Six deaths of one accident against one of one: one fatal accident each, so the probability is one half."""
    deaths = {"deaths": 6, "injured": 0}
    rows = Rows(accidents=[*some(1, "2025-01-10", **deaths), *some(1, "2024-01-10", deaths=1, injured=0)])
    both = [period("2025-01-01..2025-01-31", definitions), period("2024-01-01..2024-01-31", definitions)]
    row = compare(rows, definitions, *both).figure("deaths")
    assert row["p_rise"] == pytest.approx(0.5)
    assert row["verdict"] == "rise"


def test_deaths_of_a_district_in_a_quarter_carry_no_flag(definitions: Definitions) -> None:
    rows = Rows(accidents=some(12, "2025-01-10", deaths=1, injured=0))
    by_area = quarter(definitions, rows, by="area")
    district, province = by_area.groups("deaths").loc["088"], by_area.figure("deaths")
    assert (district["verdict"], bool(district["tested"])) == ("rise", False)
    assert (province["verdict"], bool(province["tested"])) == ("rise_clear", True)
    assert by_area.groups("accidents").loc["088", "verdict"] == "rise_clear"
    one = quarter(definitions, rows, where={"area": ["088"]}).figure("deaths")
    assert one["verdict"] == "rise"


def test_deaths_of_a_district_in_twelve_months_may_be_clear(definitions: Definitions) -> None:
    rows = Rows(accidents=some(12, "2024-06-10", deaths=1, injured=0))
    year = compare(rows, definitions, period("2024", definitions), period("2023", definitions), by="area")
    assert year.groups("deaths").loc["088", "verdict"] == "rise_clear"


@pytest.mark.parametrize("by", ["area", "severity", "hour", "weekday", "month", "road", "sex", "age_group", None])
def test_the_total_does_not_depend_on_the_groups(by: str | None, definitions: Definitions, rows: Rows) -> None:
    pd.testing.assert_frame_equal(quarter(definitions, rows, by=by).total, quarter(definitions, rows).total)


def test_order_of_hours_weekdays_months_and_severity(definitions: Definitions, rows: Rows) -> None:
    def labels(by: str) -> list[str]:
        return quarter(definitions, rows, by=by).groups("accidents")["label"].tolist()

    assert labels("hour")[:2] == ["00 giờ", "01 giờ"]
    assert labels("hour")[-2:] == ["23 giờ", "Không rõ"]
    assert labels("weekday") == ["Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật"]
    assert labels("month") == ["Tháng 1", "Tháng 2", "Tháng 3"]
    assert labels("severity")[0] == "Đặc biệt nghiêm trọng"


def test_open_lists_stand_by_size(definitions: Definitions) -> None:
    rows = Rows(
        accidents=[
            *some(1, "2025-01-10", road="QL4D"),
            *some(3, "2025-01-10", road="đường thôn"),
            *some(5, "2025-01-10"),
            *some(9, "2024-01-10", road="QL70"),
        ]
    )
    assert quarter(definitions, rows, by="road").groups("accidents").index.tolist() == [
        "đường thôn",
        "QL4D",
        "QL70",
        "unknown",
    ]


def test_a_combination_of_vehicles_is_named_by_its_parts(definitions: Definitions) -> None:
    rows = Rows(accidents=some(1, "2025-01-10", vehicle_types="motorcycle|xe lạ"))
    label = quarter(definitions, rows, by="vehicle_type").groups("accidents")["label"].iloc[0]
    assert label == f"{definitions.codes['vehicle_types'].labels['motorcycle']} + xe lạ"


def test_without_collisions_their_class_is_not_shown(definitions: Definitions, rows: Rows) -> None:
    result = quarter(definitions, rows, by="severity", with_collisions=False)
    assert "collision" not in result.groups("accidents").index
    assert result.figure("accidents")["now"] == 14


def test_a_filter_takes_the_words_of_the_user(definitions: Definitions, rows: Rows) -> None:
    for words in ("Sa Pa", "088", "TX. Sa Pa", "sapa"):
        assert quarter(definitions, rows, where={"area": [words]}).figure("accidents")["now"] == 12
    assert quarter(definitions, rows, where={"area": ["Không rõ"]}).figure("accidents")["now"] == 2
    only = quarter(definitions, rows, by="area", where={"area": ["Bắc Hà", "Sa Pa"]})
    assert only.groups("accidents").index.tolist() == ["085", "088"]
    assert (
        quarter(definitions, rows, where={"weekday": ["Thứ sáu"], "hour": ["không rõ"]}).figure("accidents")["now"]
        == 12
    )


def test_a_filter_by_what_does_not_exist_is_refused(definitions: Definitions, rows: Rows) -> None:
    with pytest.raises(RequestError, match="Sapả lạ"):
        quarter(definitions, rows, where={"area": ["Sapả lạ"]})
    with pytest.raises(RequestError, match="25 giờ"):
        quarter(definitions, rows, where={"hour": ["25 giờ"]})
    with pytest.raises(RequestError, match="thời tiết"):
        quarter(definitions, rows, by="thời tiết")


def test_what_is_not_covered_is_missing_not_zero(definitions: Definitions, rows: Rows) -> None:
    """Sa Pa has both years, Bắc Hà only this one, the others none."""
    sparse = Rows()
    sparse.tables = rows.tables
    sparse.covered = pd.concat(
        [covers("088", "2023-12-15", "2025-03-15"), covers("085", "2024-12-15", "2025-03-15", source="Bệnh viện")]
    )
    result = quarter(definitions, sparse, by="area")
    accidents = result.groups("accidents")
    assert accidents.loc["088", ["now", "before", "verdict"]].tolist() == [12, 6, "rise"]
    assert accidents.loc["085", "now"] == 1
    assert pd.isna(accidents.loc["085", ["before", "difference", "ratio"]]).all()
    assert accidents.loc["082", "verdict"] == "no_data"
    assert pd.isna(accidents.loc["082", "now"])
    assert accidents.loc["085", ["covered_now", "covered_before"]].tolist() == ["full", "none"]
    assert result.coverage == {"now": "partial", "base": "partial"}
    assert result.figure("accidents")["verdict"] == "no_data"
    assert result.sources == ("Bệnh viện", "Công an tỉnh")


def test_a_period_that_nothing_covers_is_missing_as_a_whole(definitions: Definitions, rows: Rows) -> None:
    later = compare(rows, definitions, period("2025-Q2", definitions), period("2024-Q2", definitions), by="area")
    assert later.coverage == {"now": "none", "base": "full"}
    assert pd.isna(later.figure("accidents")["now"])
    assert later.figure("accidents")["before"] == 0
    assert later.table["now"].isna().all()


def test_a_period_covered_in_part_is_counted_but_not_judged(definitions: Definitions, rows: Rows) -> None:
    partial = Rows()
    partial.tables = rows.tables
    partial.covered = covers("*", "2023-12-15", "2025-02-01", illustrative=True)
    result = quarter(definitions, partial)
    row = result.figure("accidents")
    assert (row["now"], row["before"], row["verdict"], bool(row["tested"])) == (15, 7, "no_data", False)
    assert pd.isna(row["difference"])
    assert pd.isna(row["percent"])
    assert result.coverage == {"now": "partial", "base": "full"}
    assert (result.illustrative, result.mixed) == (True, False)
    assert result.data_until.isoformat() == "2025-01-31"


def test_what_is_covered_in_part_is_not_set_against_a_whole_period(definitions: Definitions, rows: Rows) -> None:
    """15 accidents up to 31/01 against 7 of the whole Quý I/2024 are no rise: one rule, also for pages and files."""
    partial = Rows()
    partial.tables = rows.tables
    partial.covered = covers("*", "2023-12-15", "2025-02-01")
    result = quarter(definitions, partial, by="area")
    for table in (result.table, result.total):
        assert table[list(COMPARED)].isna().all(axis=None)
    assert result.to_json()["total"]["accidents"]["difference"] is None
    assert quarter(definitions, rows, by="area").total["difference"].notna().all()


def test_sex_leaves_accidents_missing_and_adds_up(definitions: Definitions) -> None:
    rows = Rows(
        accidents=[accident(1, "2025-01-10", deaths=1, injured=2), accident(2, "2025-01-11", deaths=0, injured=1)],
        people=[person(1, "death", sex="male"), person(1, "injured", sex="female")],
    )
    result = quarter(definitions, rows, by="sex")
    assert result.groups("accidents")["now"].isna().all()
    assert result.figure("accidents")["now"] == 2
    assert result.groups("injured")["now"].to_dict() == {"male": 0, "female": 1, "unknown": 2}
    assert result.groups("deaths")["now"].to_dict() == {"male": 1, "female": 0, "unknown": 0}
    women = quarter(definitions, rows, by="area", where={"sex": ["Nữ"]})
    assert women.figure("injured")["now"] == 1
    assert women.groups("accidents")["now"].isna().all()


def test_json_is_what_the_command_line_promises(definitions: Definitions, rows: Rows) -> None:
    answer = quarter(definitions, rows, by="area").to_json()
    assert json.loads(json.dumps(answer, allow_nan=False)) == answer
    assert answer["period"] == {"label": "Quý I/2025", "start": "2024-12-15", "end": "2025-03-14", "days": 90}
    assert answer["base"] == {"label": "Quý I/2024", "start": "2023-12-15", "end": "2024-03-14", "days": 91}
    names = {"now", "before", "difference", "percent", "ratio", "lower", "upper", "p_rise"}
    for record in [*answer["rows"], answer["total"]]:
        assert {"key", "label", "accidents", "deaths", "injured"} == set(record)
        assert all(names <= set(record[measure]) for measure in ("accidents", "deaths", "injured"))
    rising = next(record for record in answer["rows"] if record["key"] == "085")["accidents"]
    assert (rising["now"], rising["before"], rising["percent"], rising["upper"]) == (1, 0, None, None)
    assert answer["coverage"] == {"now": "full", "base": "full"}
    assert quarter(definitions, rows).to_json()["rows"] == []


def test_notes_say_lengths_breaks_and_people_not_found(definitions: Definitions) -> None:
    rows = Rows(accidents=some(2, "2025-01-10", missing_people=2, injured=None))
    notes = quarter(definitions, rows).notes
    assert "Hai kỳ không dài bằng nhau: Quý I/2025 có 90 ngày, Quý I/2024 có 91 ngày." in notes
    assert any("mốc 15/08/2024" in note for note in notes)
    assert any("mốc 01/01/2025" in note for note in notes)
    assert "Quý I/2025: ngoài ra có 4 người mất tích, không tính vào số người chết." in notes
    assert "Quý I/2025: 2 vụ có trong tệp không ghi số người bị thương." in notes
    injured = quarter(definitions, rows).figure("injured")
    assert pd.isna(injured["now"])
    assert injured["before"] == 0


@pytest.mark.parametrize("by", [None, "area", "mode", "severity"])
@pytest.mark.parametrize("filters", [{}, {"areas": ["088", "085"]}, {"modes": ["road"], "with_collisions": False}])
def test_the_daily_way_gives_the_same_comparison(
    by: str | None, filters: dict[str, Any], definitions: Definitions, rows: Rows
) -> None:
    now, base = period(Q1_2025, definitions), period(Q1_2024, definitions)
    quick = compare_daily(daily_counts(rows), definitions, now, base, by=by, coverage=rows.covered, **filters)
    names = {"areas": "area", "modes": "mode"}
    where = {names[name]: values for name, values in filters.items() if name in names}
    slow = quarter(definitions, rows, by=by, where=where, with_collisions=filters.get("with_collisions", True))
    assert quick.to_json() == slow.to_json()
    pd.testing.assert_frame_equal(quick.table, slow.table)
    pd.testing.assert_frame_equal(quick.total, slow.total)


def test_the_daily_way_knows_three_dimensions(definitions: Definitions, rows: Rows) -> None:
    both = period(Q1_2025, definitions), period(Q1_2024, definitions)
    with pytest.raises(RequestError, match="severity"):
        compare_daily(daily_counts(rows), definitions, *both, by="hour", coverage=rows.covered)


def test_an_empty_store_has_a_comparison_of_nothing(definitions: Definitions) -> None:
    empty = Rows()
    empty.covered = empty.covered.iloc[:0]
    result = quarter(definitions, empty, by="area")
    assert result.coverage == {"now": "none", "base": "none"}
    assert result.data_until is None
    assert result.table["now"].isna().all()
    assert result.to_json()["total"]["accidents"]["now"] is None
    quick = compare_daily(daily_counts(empty), definitions, result.now, result.base, by="area", coverage=empty.covered)
    assert quick.to_json() == result.to_json()


def test_fines_under_the_same_decree_are_compared(definitions: Definitions) -> None:
    rows = Rows(
        violations=[
            violation("2024-01-01", "2024-01-01", 120, fine_vnd=700_000_000),
            violation("2023-01-01", "2023-01-01", 100, fine_vnd=300_000_000),
        ]
    )
    now, base = period(Q1_2024, definitions), period("2023-Q1", definitions)
    fines = compare_violations(rows, definitions, now, base).figure("fine_vnd")
    assert (fines["difference"], fines["verdict"]) == (400_000_000, "rise")


def test_violations_have_differences_and_no_test(definitions: Definitions) -> None:
    rows = Rows(
        violations=[
            violation("2025-01-01", "2025-01-01", 120, fine_vnd=700_000_000, points_deducted=30),
            violation("2024-01-01", "2024-01-01", 100, fine_vnd=300_000_000),
            violation("2025-03-01", "2025-03-31", 50),
        ]
    )
    now, base = period(Q1_2025, definitions), period(Q1_2024, definitions)
    result = compare_violations(rows, definitions, now, base, by="behaviour")
    cases, fines, points = (result.figure(name) for name in ("cases", "fine_vnd", "points_deducted"))
    assert (cases["now"], cases["before"], cases["percent"]) == (120, 100, pytest.approx(20.0))
    assert cases["ratio"] == pytest.approx(1.2 * 91 / 90)
    assert pd.isna([cases["p_rise"], fines["ratio"]]).all()
    assert (fines["now"], fines["before"], fines["verdict"]) == (700_000_000, 300_000_000, "no_data")
    assert pd.isna([fines["difference"], fines["percent"]]).all()  # NĐ 168/2024 lies between: so số trường hợp
    assert points["now"] == 30
    assert pd.isna(points["before"])  # before 2025 nobody counted points
    assert any("1 dòng vi phạm (50 trường hợp)" in note for note in result.notes)
    answer = result.to_json()
    assert answer["rows"][0]["label"] == definitions.codes["behaviours"].labels["alcohol"]
    assert set(answer["total"]) == {
        "key",
        "label",
        "cases",
        "fine_vnd",
        "licences_revoked",
        "points_deducted",
        "vehicles_held",
    }


def test_real_and_sample_figures_together_are_mixed(definitions: Definitions, rows: Rows) -> None:
    both = Rows()
    both.tables = rows.tables
    sample = covers("*", "2023-12-15", "2024-12-15", illustrative=True)
    both.covered = pd.concat([sample, covers("*", "2024-12-15", "2025-03-15")], ignore_index=True)
    result = quarter(definitions, both)
    assert (result.illustrative, result.mixed) == (True, True)
    assert result.to_json()["mixed"] is True
