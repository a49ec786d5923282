"""The monthly watch on small provinces: limits by design, alarms by hand, what is not covered."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.definitions.calendars import Calendar, MonthRule
from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import parse_period
from analysis.signals.cusum import cusum, design
from analysis.signals.months import monthly_baseline
from analysis.signals.watch import FEWEST_MONTHS, WANTED_MONTHS, Watch, monthly_watch

START, STOP = "2018-12-15", "2025-03-15"


def covers(start: str = START, stop: str = STOP) -> pd.DataFrame:
    return pd.DataFrame({"area_code": ["*"], "start": [pd.Timestamp(start)], "stop": [pd.Timestamp(stop)]})


def steady(definitions: Definitions, extra: dict[str, int], *, each: int = 2) -> pd.DataFrame:
    """``each`` accidents in every area on the 20th of every month, and ``extra`` more in Bảo Yên on some days."""
    days = pd.date_range("2018-12-20", "2025-02-20", freq="MS") + pd.Timedelta(days=19)
    days = pd.DatetimeIndex([pd.Timestamp("2018-12-20"), *days])
    rows = [(day, area, each) for day in days for area in definitions.areas.codes]
    rows += [(pd.Timestamp(day), "087", count) for day, count in extra.items()]
    table = pd.DataFrame(rows, columns=["occurred_on", "area_code", "accidents"])
    every = table.assign(mode="road", severity="less_serious")
    return every.astype({"occurred_on": "datetime64[s]", "accidents": "Int64"})


def watched(definitions: Definitions, daily: pd.DataFrame, **options: Any) -> Watch:
    days = definitions.calendar("15-14")
    asked = {"calendar": days, "coverage": covers(), **options}
    return monthly_watch(daily, definitions, parse_period("2025-Q1", days), **asked)


def test_a_steady_province_raises_no_alarm(definitions: Definitions) -> None:
    found = watched(definitions, steady(definitions, {}))
    assert [month.key for month in found.watched][:: len(found.watched) - 1] == ["2024-04", "2025-03"]
    assert len(found.table) == 9 * 12
    assert found.table["area"].drop_duplicates().tolist() == definitions.areas.codes
    assert (found.months_of_history, found.alpha) == (60, 0)
    # two a month everywhere: k = 3 and h = 5 of the table of designs, 188,5 months between false alarms
    assert found.table[["k", "h"]].drop_duplicates().to_numpy().tolist() == [[3, 5]]
    np.testing.assert_allclose(found.table["expected"], 2)
    np.testing.assert_allclose(found.table["run_length"], 188.5, atol=0.1)
    assert (found.table["score"] == 0).all()
    assert found.alarms.empty


def test_some_high_months_together_are_an_alarm_that_none_is_by_itself(definitions: Definitions) -> None:
    """Six a month from November: S = 6 - 3 = 3, then 6 reaches 5; a new sum in January: 3, then 6 again."""
    extra = {"2024-10-20": 4, "2024-11-20": 4, "2024-12-20": 4, "2025-01-20": 4}
    found = watched(definitions, steady(definitions, extra))
    mine = found.of_area("087").set_index("month")
    assert mine.loc["2024-11":, "accidents"].tolist() == [6, 6, 6, 6, 2]
    assert mine.loc["2024-11":, "score"].tolist() == [3, 6, 3, 6, 0]
    assert mine["alarm"].sum() == 2
    assert found.alarms[["area", "month"]].to_numpy().tolist() == [["087", "2024-12"], ["087", "2025-02"]]
    assert found.alarms["month_label"].tolist() == ["Tháng 12/2024", "Tháng 2/2025"]
    others = found.table[found.table["area"] != "087"]
    assert (others["score"] == 0).all()


def test_the_rows_shown_do_not_change_the_figures(definitions: Definitions) -> None:
    daily = steady(definitions, {"2022-05-20": 9, "2025-01-20": 4})
    every = watched(definitions, daily)
    one = watched(definitions, daily, areas=["087"])
    columns = ["month", "accidents", "expected", "k", "h", "score", "alarm", "run_length"]
    pd.testing.assert_frame_equal(
        one.table[columns].reset_index(drop=True), every.of_area("087")[columns].reset_index(drop=True)
    )
    shuffled = watched(definitions, daily.sample(frac=1, random_state=1))
    pd.testing.assert_frame_equal(shuffled.table, every.table)


def test_clumps_in_the_history_lift_the_limit(definitions: Definitions) -> None:
    extra = {"2019-11-20": 30, "2021-05-20": 30, "2022-08-20": 30}
    found = watched(definitions, steady(definitions, extra))
    assert found.alpha > 0
    mine = found.of_area("087")
    assert (mine["run_length"] >= 100).all()
    cycle = mine.assign(place=mine["month"].str[-2:]).sort_values("place")["expected"]
    assert mine["h"].iloc[0] == design(cycle, found.alpha).h
    assert mine["h"].iloc[0] > design(cycle).h


def test_a_month_that_is_not_covered_has_no_count_and_no_alarm(definitions: Definitions) -> None:
    found = watched(definitions, steady(definitions, {"2025-01-20": 9}), coverage=covers(stop="2025-02-01"))
    mine = found.of_area("087").set_index("month")
    assert mine.loc[["2025-02", "2025-03"], "accidents"].isna().all()
    assert not mine["alarm"].any()
    assert mine.loc["2025-03", "expected"] == pytest.approx(2)


def test_a_short_history_is_said_and_carries_no_alarm(definitions: Definitions) -> None:
    """The data begin with month 1/2021: 39 months of history are enough; with month 5/2021 there are 35."""
    daily = steady(definitions, {"2024-12-20": 9})
    enough = watched(definitions, daily, coverage=covers("2020-12-15"))
    assert (enough.months_of_history, enough.table["enough"].all()) == (39, True)
    assert enough.of_area("087")["alarm"].sum() == 1
    short = watched(definitions, daily, coverage=covers("2021-04-15"))
    assert (short.months_of_history, short.fewest, short.wanted) == (35, FEWEST_MONTHS, WANTED_MONTHS)
    assert not short.table["enough"].any()
    assert not short.table["alarm"].any()
    assert short.table[["expected", "k", "h", "score", "run_length"]].isna().all(axis=None)
    assert short.table["accidents"].notna().all()


def test_an_area_without_accidents_has_a_limit_too(definitions: Definitions) -> None:
    daily = steady(definitions, {})
    found = watched(definitions, daily[daily["area_code"] != "084"])
    mine = found.of_area("084")
    np.testing.assert_allclose(mine["expected"], 0.2 / 3)
    assert mine[["k", "h"]].drop_duplicates().to_numpy().tolist() == [[1, 1]]
    assert (mine["accidents"] == 0).all()


def test_modes_and_collisions_narrow_what_is_counted(definitions: Definitions) -> None:
    daily = steady(definitions, {})
    daily.loc[daily["area_code"] == "087", ["mode", "severity"]] = ["rail", "collision"]
    for options in ({"modes": ["road"]}, {"with_collisions": False}):
        assert (watched(definitions, daily, **options).of_area("087")["accidents"] == 0).all()
    assert (watched(definitions, daily, modes=["rail"]).of_area("087")["accidents"] == 2).all()


def test_at_least_one_month_is_watched(definitions: Definitions) -> None:
    with pytest.raises(ValueError, match="one month"):
        watched(definitions, steady(definitions, {}), months=0)


def test_false_alarms_with_everything_estimated_stay_near_the_design() -> None:
    """The design promises one in 100 months or fewer for a known mean; an estimated one costs about a tenth more.

    100 unchanged provinces of the nine means of METHODS 7 (a third of them a month), clumped with alpha .05.
    """
    generator = np.random.default_rng(20250401)
    means, alpha, runs = np.array([3, 5, 8, 10, 12, 15, 20, 25, 30]) / 3, 0.05, 100
    of_year = np.arange(72) % 12
    calendar = Calendar("month", "", (MonthRule(0, 1, False),))
    alarms = 0
    for _ in range(runs):
        level = means[:, None] * generator.gamma(1 / alpha, alpha, (9, 72))
        counts = generator.poisson(level).astype(float)
        found = monthly_baseline(counts[:, :60], of_year[:60], calendar)
        for line in range(9):
            chosen = design(np.maximum(found.cycle[line], 0.2 / 3), found.alpha)
            _, alarm = cusum(counts[line, 60:], np.array(chosen.k)[of_year[60:]], chosen.h)
            alarms += int(alarm.sum())
    per_hundred_months = alarms / (runs * 9 * 12) * 100
    assert 0.6 <= per_hundred_months <= 1.2
