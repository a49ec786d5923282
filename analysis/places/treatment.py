"""Whether treating a place helped: the accidents since, against those expected there without it.

A place is treated because it had many accidents; part of them was chance, and fewer would have come the next year
without any work (regression to the mean). So the count after is set against ``E`` of the years before
(``empirical_bayes``), never against the count before or its worst year. ``E`` is known as well as a Poisson count of
``E/(1-w)`` over ``1/(1-w)`` times the time (mean and variance of its gamma distribution), so the interval and the
probability are those of two counts (``figures.change``, METHODS 1).

Left out: a general trend; the change on the other roads of the class stands beside it, not inside. Can mislead: after
one year a place expects less than one accident, so no count can prove success: "not shown" is the usual answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from ..definitions.catalogue import Definitions
from ..errors import RequestError
from ..figures.change import CLEAR_LEVEL, exact_interval, p_rise, rate_ratio
from .asked import Asked
from .empirical_bayes import expectation
from .norms import class_of, classes_of_spots, norms_for, usual_at, years_between
from .windows import months_after
from .within import accidents_within

FALL_SHOWN, RISE_SHOWN, NOT_SHOWN, NO_NORM = "fall_shown", "rise_shown", "not_shown", "no_norm"
_SURE = 1e-6
"""Least share of its own count in E: below it E is taken as known."""


@dataclass(frozen=True)
class Treatment:
    """One place before and after. Days: first and last, both inside; numbers of accidents.

    ``before``, ``after``: counts; ``worst_year``: most in any twelve months before; ``usual``: mean of places like it
    in the time before; ``expected_before``, ``sd``: E of the time before; ``expected_after``: E of the time after;
    ``ratio``, ``lower``, ``upper``: after over expected, interval of 95%; ``p_fall``: one-sided mid-p;
    ``others_before``, ``others_after``: accidents elsewhere on roads of its class; ``verdict``: "fall_shown",
    "rise_shown", "not_shown", "no_norm" (then what hangs on E is NaN).
    """

    before_days: tuple[date, date]
    after_days: tuple[date, date]
    before: int
    after: int
    worst_year: int
    usual: float
    expected_before: float
    sd: float
    expected_after: float
    ratio: float
    lower: float
    upper: float
    p_fall: float
    others_before: int
    others_after: int
    verdict: str

    @property
    def days(self) -> tuple[int, int]:
        """Days before and after."""
        (first, last), (start, stop) = self.before_days, self.after_days
        return (last - first).days + 1, (stop - start).days + 1


def spot_treatment(
    spot: pd.DataFrame,
    own: pd.DataFrame,
    accidents: pd.DataFrame,
    definitions: Definitions,
    asked: Asked,
    *,
    works_start: date,
    works_end: date,
) -> Treatment:
    """What treating ``spot`` (one row of ``spot_table``) between ``works_start`` and ``works_end``, both inside, did.

    ``own``: the accidents that made it (with ``spot_id``); ``accidents``: all judged ones of [``asked.since``,
    ``asked.as_of``]. The time before ends the day before the works, the time after begins the day after them. Raises
    ``RequestError`` where one of them has no day.
    """
    before_days = (asked.since, works_start - timedelta(days=1))
    after_days = (works_end + timedelta(days=1), asked.as_of)
    if works_end < works_start or before_days[0] > before_days[1] or after_days[0] > after_days[1]:
        raise RequestError(
            "Chưa có đủ thời gian trước hoặc sau khi xử lý để so sánh.",
            "Hãy xem ngày bắt đầu, ngày xong xử lý, và chọn ngày báo cáo sau ngày xong.",
        )
    pairs = accidents_within(spot, own, accidents, asked)
    here = np.isin(np.arange(len(accidents)), pairs["accident"])
    earlier, later = _on(accidents, before_days), _on(accidents, after_days)
    years = years_between(*before_days)
    norms = norms_for(accidents[earlier], definitions, asked, years)
    kind = classes_of_spots(spot, own)
    alike = class_of(accidents).isin(kind).to_numpy() & ~here
    counts = {
        "before": int((here & earlier).sum()),
        "after": int((here & later).sum()),
        "worst_year": _most_in_a_year(accidents.loc[here & earlier, "occurred_on"]),
        "others_before": int((alike & earlier).sum()),
        "others_after": int((alike & later).sum()),
    }
    mean, phi = (np.nan, np.nan) if norms.empty else usual_at(kind, norms)[["mean", "phi"]].iloc[0]
    return treatment(before_days, after_days, mean=float(mean), phi=float(phi), **counts)


def treatment(
    before_days: tuple[date, date],
    after_days: tuple[date, date],
    *,
    before: int,
    after: int,
    mean: float,
    phi: float,
    worst_year: int = 0,
    others_before: int = 0,
    others_after: int = 0,
) -> Treatment:
    """The comparison of counts; ``mean`` and ``phi``: what is usual in the time before (NaN: not known)."""
    days = (before_days[1] - before_days[0]).days + 1, (after_days[1] - after_days[0]).days + 1
    counts: dict[str, Any] = {"before": before, "after": after, "worst_year": worst_year}
    counts |= {"others_before": others_before, "others_after": others_after, "usual": mean}
    if not (mean > 0 and phi > 0):
        unknown = ("expected_before", "sd", "expected_after", "ratio", "lower", "upper", "p_fall")
        nothing: dict[str, Any] = dict.fromkeys(unknown, np.nan)
        return Treatment(before_days, after_days, **counts, **nothing, verdict=NO_NORM)
    found = expectation(before, mean, phi)
    expected = float(found.expected)
    sure = max(1.0 - float(found.weight), _SURE)
    like = (after, expected / sure, days[1], days[0] / sure)
    lower, upper = (float(limit) for limit in exact_interval(*like))
    p_fall = 1.0 - float(p_rise(*like))
    verdict = FALL_SHOWN if p_fall <= CLEAR_LEVEL else RISE_SHOWN if p_fall >= 1.0 - CLEAR_LEVEL else NOT_SHOWN
    return Treatment(
        before_days,
        after_days,
        **counts,
        expected_before=expected,
        sd=float(found.sd),
        expected_after=expected * days[1] / days[0],
        ratio=float(rate_ratio(after, expected, days[1], days[0])),
        lower=lower,
        upper=upper,
        p_fall=p_fall,
        verdict=verdict,
    )


def _on(accidents: pd.DataFrame, days: tuple[date, date]) -> Any:
    on = accidents["occurred_on"]
    return ((on >= pd.Timestamp(days[0])) & (on <= pd.Timestamp(days[1]))).to_numpy()


def _most_in_a_year(days: pd.Series) -> int:
    """Most accidents in any twelve months that begin with one of them."""
    begin = np.sort(days.to_numpy(dtype="datetime64[D]"))
    if not len(begin):
        return 0
    return int((np.searchsorted(begin, months_after(begin, 12), side="left") - np.arange(len(begin))).max())
