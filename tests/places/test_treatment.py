"""Treatment: against the expected number, not the bad year; by hand, at the ends, and on places left alone."""

from datetime import date

import numpy as np
import pytest

from analysis.definitions.catalogue import Definitions
from analysis.errors import RequestError
from analysis.figures.change import exact_interval
from analysis.places.asked import Asked
from analysis.places.treatment import FALL_SHOWN, NO_NORM, NOT_SHOWN, RISE_SHOWN, spot_treatment, treatment

from .spot_rows import placed, spots

THREE_YEARS = (date(2021, 1, 1), date(2023, 12, 31))  # 1.095 days
ONE_YEAR = (date(2024, 1, 1), date(2024, 12, 30))  # 365 days


def test_by_hand() -> None:
    # μ = 1, φ = 3 in three years: w = 0,75, E = 0,75 + 0,25·5 = 2; after one year 2/3 are expected.
    found = treatment(THREE_YEARS, ONE_YEAR, before=5, after=2, mean=1.0, phi=3.0)
    assert found.days == (1095, 365)
    assert found.expected_before == pytest.approx(2.0)
    assert found.sd == pytest.approx(0.5**0.5)
    assert found.expected_after == pytest.approx(2 / 3)
    assert found.ratio == pytest.approx(3.0)
    assert found.verdict == NOT_SHOWN
    # E is worth 2/0,25 = 8 accidents in 1.095/0,25 days
    lower, upper = exact_interval(2, 8, 365, 4380)
    assert (found.lower, found.upper) == (pytest.approx(float(lower)), pytest.approx(float(upper)))


def test_the_bad_year_is_not_the_measure() -> None:
    """Five in the worst year, none after: clear against the bad year, not against what was to be expected."""
    found = treatment(THREE_YEARS, ONE_YEAR, before=5, after=0, worst_year=5, mean=1.0, phi=3.0)
    assert found.expected_after == pytest.approx(2 / 3)
    assert (found.lower, found.verdict) == (0.0, NOT_SHOWN)


def test_a_clear_fall_and_a_clear_rise() -> None:
    assert treatment(THREE_YEARS, ONE_YEAR, before=60, after=2, mean=40.0, phi=5.0).verdict == FALL_SHOWN
    assert treatment(THREE_YEARS, ONE_YEAR, before=3, after=12, mean=2.0, phi=2.0).verdict == RISE_SHOWN


def test_places_all_alike_are_measured_by_the_mean() -> None:
    # φ = ∞: E = μ = 3 in three years, known exactly; 0 after one year: P(0 | 1)/2 = 0,184 to fall
    found = treatment(THREE_YEARS, ONE_YEAR, before=9, after=0, mean=3.0, phi=np.inf)
    assert found.expected_after == pytest.approx(1.0)
    assert found.p_fall == pytest.approx(np.exp(-1) / 2, abs=1e-3)


def test_without_a_norm_only_the_counts_stand() -> None:
    found = treatment(THREE_YEARS, ONE_YEAR, before=4, after=1, mean=np.nan, phi=np.nan)
    assert (found.verdict, found.before, found.after) == (NO_NORM, 4, 1)
    assert np.isnan(found.expected_after)


def test_a_place_from_its_accidents(definitions: Definitions) -> None:
    quiet = [{"line_m": 4_000 * (n // 4) + n, "occurred_on": f"202{1 + n % 3}-05-01"} for n in range(60)]
    own = [{"line_m": 30_000 + 10 * n, "spot_id": "S", "occurred_on": f"2022-0{n + 1}-01"} for n in range(4)]
    since = [{"line_m": 30_020, "occurred_on": "2024-03-01"}, {"line_m": 5_000, "occurred_on": "2024-04-01"}]
    works = [{"line_m": 30_010, "occurred_on": "2023-11-15"}]
    accidents = placed(*quiet, *own, *since, *works)
    asked = Asked("km", date(2024, 12, 31), date(2021, 1, 1), length_m=100)
    days = {"works_start": date(2023, 11, 1), "works_end": date(2023, 12, 31)}
    made = accidents[accidents["spot_id"].eq("S")]
    found = spot_treatment(spots({"spot_id": "S"}), made, accidents, definitions, asked, **days)
    assert found.before_days == (date(2021, 1, 1), date(2023, 10, 31))
    assert found.after_days == (date(2024, 1, 1), date(2024, 12, 31))
    assert (found.before, found.after, found.worst_year) == (4, 1, 4)  # the one during the works counts nowhere
    assert (found.others_before, found.others_after) == (60, 1)
    assert found.usual < found.expected_before <= 4


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2021, 1, 1), date(2021, 2, 1)),
        (date(2024, 1, 1), date(2024, 12, 31)),
        (date(2023, 2, 1), date(2023, 1, 1)),
    ],
)
def test_no_time_before_or_after_is_said(definitions: Definitions, start: date, end: date) -> None:
    asked = Asked("km", date(2024, 12, 31), date(2021, 1, 1))
    rows = placed({"spot_id": "S", "line_m": 1})
    with pytest.raises(RequestError, match="Chưa có đủ thời gian"):
        spot_treatment(spots({"spot_id": "S"}), rows, rows, definitions, asked, works_start=start, works_end=end)


def test_places_left_alone_do_not_seem_treated() -> None:
    """Regression to the mean: of 2.000 places the worst tenth is "treated" with nothing; few may look better."""
    generator = np.random.default_rng(12)
    phi, mean = 0.8, 3.0
    yearly = generator.gamma(phi, mean / phi, 2_000) / 3
    before, after = generator.poisson(3 * yearly), generator.poisson(yearly)
    worst = before >= np.quantile(before, 0.9)
    found = [
        treatment(THREE_YEARS, ONE_YEAR, before=int(b), after=int(a), mean=mean, phi=phi)
        for b, a in zip(before[worst], after[worst], strict=True)
    ]
    assert np.mean([one.verdict == FALL_SHOWN for one in found]) <= 0.07
    assert np.mean([one.verdict == RISE_SHOWN for one in found]) <= 0.07
    expected = sum(one.expected_after for one in found)
    assert sum(one.after for one in found) == pytest.approx(expected, rel=0.08)
    assert expected < 0.93 * before[worst].sum() / 3  # while the counts before promise more


@pytest.mark.parametrize(("last", "most"), [("2025-02-28", 2), ("2025-03-01", 1)])
def test_the_worst_twelve_months_from_29_february_hold_28_february(
    definitions: Definitions, last: str, most: int
) -> None:
    """METHODS 5: twelve months from 29/2/2024 end before 1/3/2025."""
    rows = placed(*({"spot_id": "S", "line_m": 5, "occurred_on": day} for day in ("2024-02-29", last)))
    asked = Asked("km", date(2025, 12, 31), date(2023, 1, 1))
    days = {"works_start": date(2025, 6, 1), "works_end": date(2025, 6, 2)}
    assert spot_treatment(spots({"spot_id": "S"}), rows, rows, definitions, asked, **days).worst_year == most
