"""Breakdowns small enough to be counted by eye, and the laws of sums over generated accidents."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings

from analysis.definitions.anatomy_settings import AnatomySettings
from analysis.definitions.catalogue import Definitions
from analysis.errors import RequestError
from analysis.figures.anatomy import Anatomy, anatomy
from analysis.figures.anatomy_breakdowns import most_first
from analysis.figures.anatomy_days import holiday_years, tet_spans
from analysis.figures.anatomy_help import help_of, measured, share_interval
from analysis.figures.anatomy_pupils import pupils_of
from analysis.figures.counts import daily_counts
from analysis.figures.pivot import pivot, shortened
from tests.anatomy_laws import parts_equal_the_total

from .rows import Q1_2025, Rows, accident, covers, period, person
from .test_laws import PEOPLE, accidents

FEW = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NOW = [
    accident(1, "2025-01-06", occurred_at=7 * 60, road="QL70", km_m=126_370, help_minutes=20.0, drug="yes"),
    accident(
        2, "2025-01-11", occurred_at=18 * 60 + 59, road="QL70", km_m=129_999, help_minutes=30.0, deaths=1, injured=0
    ),
    accident(3, "2025-01-30", occurred_at=19 * 60, factors="human_factor|infrastructure", help_minutes=45.5, injured=2),
    accident(4, "2025-02-03", vehicle_types="car|motorcycle"),
]
"""A Monday at 7:00, a Saturday at 18:59, the second day of Tết at 19:00, a Monday without an hour."""
BEFORE = [accident(10, "2024-01-08", occurred_at=7 * 60), accident(11, "2023-01-09", occurred_at=7 * 60)]
PUPILS = [
    person(1, "injured", is_pupil=True, age_group="6-15", sex="female"),
    person(2, "death", is_pupil=False, age_group="25-44", sex="male"),
    person(3, "injured", is_pupil=True, age_group="6-15", sex="male"),
]


def made(rows: Rows, definitions: Definitions, **options: Any) -> Anatomy:
    read = {"daily": daily_counts(rows), "coverage": options.pop("coverage", rows.covered)}
    return anatomy(rows, definitions, AnatomySettings(), period(Q1_2025, definitions), **read, **options)


@pytest.fixture
def found(definitions: Definitions) -> Anatomy:
    return made(Rows(accidents=[*NOW, *BEFORE], people=PUPILS), definitions)


def counts(found: Anatomy, name: str, measure: str = "accidents") -> dict[str, float]:
    """What is not 0, by label."""
    table = found.breakdowns[name].table
    table = table[table[measure] > 0]
    second = table["second_label"].map(lambda text: f", {text}" if text else "")
    return dict(zip(table["label"] + second, table[measure], strict=True))


def test_hours_bands_and_weekdays(found: Anatomy) -> None:
    assert counts(found, "hour") == {"07 giờ": 1, "18 giờ": 1, "19 giờ": 1, "Không rõ": 1}
    assert counts(found, "hour_band") == {"6–9 giờ": 1, "18–21 giờ": 2, "Không rõ": 1}
    assert counts(found, "day_part")["Buổi tối (18-24 giờ)"] == 2
    assert counts(found, "hour_weekday") == {
        "6–9 giờ, Thứ hai": 1,
        "18–21 giờ, Thứ năm": 1,
        "18–21 giờ, Thứ bảy": 1,
        "Không rõ, Thứ hai": 1,
    }
    assert len(found.breakdowns["hour_weekday"].table) == 9 * 7


def test_kinds_of_day(found: Anatomy) -> None:
    """Tết of 2025 is 27 January to 2 February, the new year 31 December to 2 January: 10 of 90 days."""
    assert counts(found, "day_kind") == {"Ngày làm việc": 2, "Thứ bảy, chủ nhật": 1, "Lễ, Tết": 1}
    days = found.breakdowns["day_kind"].days
    assert days["now"].tolist() == [57, 23, 10]
    assert days.sum().tolist() == [90, 91, 90, 90, 90, 91]


def test_stretches_factors_drug_and_vehicles(found: Anatomy) -> None:
    """Km126+370 and Km129+999 lie in the stretch from 125 to 130."""
    assert counts(found, "km_stretch") == {"QL70 Km125–Km130": 2, "Không rõ": 2}
    assert counts(found, "factors") == {"Con người + Kết cấu hạ tầng": 1, "Không rõ": 3}
    assert counts(found, "drug") == {"Có": 1, "Không rõ": 3}
    assert counts(found, "vehicle_type") == {"Ô tô con + Mô tô": 1, "Không rõ": 3}


def test_people_and_what_no_list_names(found: Anatomy) -> None:
    """The second injured of accident 3 and the one of accident 4 are on no list."""
    assert counts(found, "age_group", "injured") == {"6–15 tuổi": 2, "Không rõ": 2}
    assert counts(found, "pupil", "deaths") == {"Không phải học sinh": 1}
    table = found.breakdowns["pupil"].table.set_index("key")
    assert table["judged"].to_dict() == {"yes": 2, "no": 1, "unknown": 2}
    assert found.breakdowns["pupil"].unknown_now == 2
    assert table["accidents"].isna().all()


def test_the_years_before(found: Anatomy) -> None:
    """One accident at 7:00 in Quý I of 2024 and 2023, none in 2022 to 2020: 2 in 452 days, now 90 days."""
    band = found.breakdowns["hour_band"]
    morning = band.table.set_index("key").loc["6"]
    assert band.history.loc[band.table["key"] == "6"].iloc[0].tolist() == [1, 1, 0, 0, 0]
    assert morning["mean_accidents"] == pytest.approx(2 / 452 * 90)
    assert found.history == {"2024-Q1": 1, "2023-Q1": 1, "2022-Q1": 0, "2021-Q1": 0, "2020-Q1": 0}


def test_years_that_the_data_do_not_cover_are_left_out(definitions: Definitions) -> None:
    rows = Rows(accidents=[*NOW, *BEFORE])
    short = made(rows, definitions, coverage=covers("*", "2022-12-15", "2025-03-15"))
    assert [base.key for base in short.bases] == ["2024-Q1", "2023-Q1"]
    assert [base.key for base in short.uncovered] == ["2022-Q1", "2021-Q1", "2020-Q1"]
    partly = made(rows, definitions, coverage=covers("*", "2018-12-15", "2025-02-15"))
    assert (partly.coverage, partly.bases) == ("partial", ())
    assert partly.total["accidents"] == 4


def test_help_by_hand(found: Anatomy) -> None:
    """20, 30 and 45,5 minutes and one unknown: two of three in time, median 30, 90th percentile 42,4."""
    helped = help_of(found)
    total = helped.total
    assert total[["known", "unknown", "within", "share"]].tolist() == [3, 1, 2, pytest.approx(2 / 3)]
    assert (total["median"], total["p90"]) == (30, pytest.approx(30 + 0.8 * 15.5))
    assert helped.bands.table.set_index("label")["accidents"].to_dict() == {
        "đến 15 phút": 0,
        "trên 15 đến 30 phút": 2,
        "trên 30 đến 45 phút": 0,
        "trên 45 đến 60 phút": 1,
        "trên 60 phút": 0,
        "Không rõ": 1,
    }
    assert helped.areas["label"].tolist() == ["TX Sa Pa"]


def test_help_without_any_time_is_missing_not_zero() -> None:
    rows = pd.DataFrame({"minutes": [float("nan")], "n": [7.0]})
    found = measured(rows, 30)
    assert (found["known"], found["unknown"]) == (0, 7)
    assert found[["share", "median", "p90"]].isna().all()


def test_share_interval_is_that_of_clopper_and_pearson() -> None:
    """Of 10 in 10 the lower limit is 0,025^(1/10); of 0 in 10 the upper one is 1 less that."""
    assert share_interval(10, 10) == (pytest.approx(0.025**0.1), 1.0)
    assert share_interval(0, 10) == (0.0, pytest.approx(1 - 0.025**0.1))


def test_pupils_on_the_way_to_school(definitions: Definitions) -> None:
    """Accident 1 on a Monday at 7:00; accident 3 on a Thursday of Tết at 19:00."""
    rows = Rows(accidents=NOW, people=PUPILS)
    found = pupils_of(rows, made(rows, definitions).frame, where={}, with_collisions=True)
    assert found.near is None
    assert found.hours.table.set_index("key")["injured"].to_dict() == {"yes": 1, "no": 1}


def test_tet_is_aligned_on_its_first_day(definitions: Definitions) -> None:
    """Mùng một is 29/01/2025 and 10/02/2024: 27/01 to 02/02 against 08/02 to 14/02."""
    rows = Rows(accidents=[*NOW, accident(20, "2024-02-08"), accident(21, "2024-02-14"), accident(22, "2024-02-15")])
    read: dict[str, Any] = {"where": {}, "with_collisions": True, "coverage": covers("*", "2024-01-01", "2025-03-15")}
    asked = period(Q1_2025, definitions)
    table = holiday_years(tet_spans(definitions, asked), daily_counts(rows), definitions, asked, **read).table
    during = table[table["code"] == "during"].set_index("year")
    assert during.loc[2025, "start"] == date(2025, 1, 27)
    assert during["accidents"].to_dict()[2025] == 1
    assert during["accidents"].to_dict()[2024] == 2
    assert during["accidents"].isna().to_dict()[2023]
    assert table[(table["code"] == "after") & (table["year"] == 2024)]["accidents"].tolist() == [1]


def test_the_rest_is_one_row_and_nothing_is_lost(found: Anatomy) -> None:
    drawn = most_first(found.breakdowns["hour"], "accidents", 3)
    assert drawn["label"].tolist() == ["07 giờ", "18 giờ", "22 nhóm khác", "Không rõ"]
    assert drawn["accidents"].tolist() == [1, 1, 1, 1]


def test_pivot_by_eye_and_its_edges(definitions: Definitions) -> None:
    rows, when = Rows(accidents=NOW, people=PUPILS), period(Q1_2025, definitions)
    found = pivot(rows, definitions, when, rows="weekday", columns="road", measure="accidents")
    assert found.cells.loc["mon"].to_dict() == {"QL70": 1, "unknown": 1}
    assert found.column_totals.to_dict() == {"QL70": 2, "unknown": 2}
    assert (found.total, found.unknown, len(found.cells)) == (4, 2, 7)
    short = shortened(found, most_rows=3, most_columns=9)
    assert short.row_labels == {"mon": "Thứ hai", "thu": "Thứ năm", "rest": "5 nhóm khác"}
    assert short.row_totals.tolist() == [2, 1, 1]


@pytest.mark.parametrize(
    ("rows", "columns", "measure", "said"),
    [
        ("road", "road", "accidents", "cùng là|cùng một cách"),
        ("road", "sex", "accidents", "chỉ đếm được người"),
        ("road", "giây", "accidents", "giây"),
        ("road", "hour", "tiền", "tiền"),
    ],
)
def test_a_pivot_that_cannot_be_is_refused(
    definitions: Definitions, rows: str, columns: str, measure: str, said: str
) -> None:
    asked = {"rows": rows, "columns": columns, "measure": measure}
    with pytest.raises(RequestError, match=said):
        pivot(Rows(accidents=NOW), definitions, period(Q1_2025, definitions), **asked)


@FEW
@given(accidents(), PEOPLE)
def test_parts_equal_the_total_whatever_the_accidents_are(
    definitions: Definitions, drawn: list[dict[str, Any]], people: dict[str, Any]
) -> None:
    rows = Rows(accidents=drawn, people=[people])
    found = made(rows, definitions)
    if drawn and all(row["deaths"] is not None and row["injured"] is not None for row in drawn):
        parts_equal_the_total(rows, found)
    else:
        sums = {part.table["accidents"].sum() for name, part in found.breakdowns.items() if not part.spec.of_people}
        assert sums == {found.total["accidents"]}
