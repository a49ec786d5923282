"""What was punished before, during and after a campaign, and in the same days a year before: cases a day by behaviour.

Defines four windows: the campaign's own days; as many days just before and just after; and the same days a year before.
A campaign that holds Tết is set against the days that lie alike to the Tết of the year before (METHODS 6), because Tết
moves by up to a month. Rates are cases a day, ratios with the exact conditional interval of METHODS 1.

Can mislead: a campaign is more checks, so more cases are its work and not more violations; the interval knows only
chance, not effort; the year before mostly had a campaign too; after a campaign the checks may simply stop. Counts whose
own period crosses an edge of a window (months) are left out, never split.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..definitions.calendars import Calendar
from ..definitions.campaigns import Campaign
from ..definitions.catalogue import Definitions
from ..definitions.holidays_vietnam import tet_first_day
from ..definitions.periods import Period, free_period, same_period_last_year
from ..store.tables import Store
from .change import exact_interval, rate_ratio
from .counts import NOWHERE, Where
from .coverage import overall_coverages
from .labels import asked_areas, labels_of, ordered_keys
from .notes import break_notes
from .violation_counts import violation_counts_by_period

BEFORE, DURING, AFTER, LAST_YEAR = "before", "during", "after", "last_year"
WINDOWS = (BEFORE, DURING, AFTER, LAST_YEAR)
RATIOS = {"during_before": (DURING, BEFORE), "after_before": (AFTER, BEFORE), "during_last_year": (DURING, LAST_YEAR)}
"""Name of a ratio -> the window above and the window below."""
TOTAL = "total"
TOTAL_LABEL = "Tất cả các hành vi"


@dataclass(frozen=True, eq=False)
class CampaignFigures:
    """A campaign counted. ``table``: one row a behaviour and ``total`` first: key, label, and for every window
    ``cases_W`` (missing where not covered), and ``window_ratios``. ``coverage`` and ``straddling_cases`` by window;
    ``overlaps``: other campaigns that share days with a window: (window, campaign, days); ``breaks``: of the series,
    inside the windows or between them, in words.
    """

    campaign: Campaign
    windows: Mapping[str, Period]
    aligned_on_tet: bool
    table: pd.DataFrame
    coverage: Mapping[str, str]
    straddling_rows: Mapping[str, int]
    straddling_cases: Mapping[str, int]
    overlaps: tuple[tuple[str, Campaign, int], ...]
    breaks: tuple[str, ...]


def campaign_windows(campaign: Campaign, calendar: Calendar) -> tuple[dict[str, Period], bool]:
    """The four windows of a campaign, and whether the one of last year is aligned on Tết."""
    first, last = campaign.first, campaign.last
    length = last - first + timedelta(days=1)
    moved = _moved_with_tet(first, last)
    earlier = moved or same_period_last_year(free_period(first, last, calendar), calendar).start
    firsts = {BEFORE: first - length, DURING: first, AFTER: first + length, LAST_YEAR: earlier}
    windows = {name: free_period(day, day + (last - first), calendar) for name, day in firsts.items()}
    return windows, moved is not None


def campaign_figures(
    store: Store,
    definitions: Definitions,
    campaign: Campaign,
    campaigns: Sequence[Campaign],
    *,
    coverage: pd.DataFrame,
    where: Where = NOWHERE,
) -> CampaignFigures:
    """Count ``campaign`` within ``where`` (codes); its own behaviours and areas narrow further.

    ``campaigns``: all of them, for the overlaps; ``coverage``: ``compare.covered_batches(store, "violations")``.
    """
    windows, aligned = campaign_windows(campaign, definitions.calendar())
    chosen = _narrowed(campaign, where)
    intervals = {name: (window.start, window.stop) for name, window in windows.items()}
    counted = violation_counts_by_period(store.pinned(), intervals, by=["behaviour"], where=chosen)
    states = overall_coverages(coverage, windows.values(), asked_areas(chosen, definitions))
    covered = dict(zip(windows, states, strict=True))
    straddling = counted.groupby("period")[["straddling_rows", "straddling_cases"]].sum()
    return CampaignFigures(
        campaign=campaign,
        windows=windows,
        aligned_on_tet=aligned,
        table=_table(counted, windows, covered, definitions),
        coverage=covered,
        straddling_rows={name: int(straddling["straddling_rows"].get(name, 0)) for name in windows},
        straddling_cases={name: int(straddling["straddling_cases"].get(name, 0)) for name in windows},
        overlaps=tuple(_overlaps(campaign, campaigns, windows)),
        breaks=break_notes(definitions, windows[AFTER], windows[LAST_YEAR]),
    )


def window_ratios(
    counts: Mapping[str, npt.ArrayLike], windows: Mapping[str, Period], covered: Mapping[str, str]
) -> dict[str, npt.NDArray[np.float64]]:
    """``rate_W`` [a day] for every window, and for every ratio of rates ``R``, ``R_lower``, ``R_upper`` (95 %).

    ``counts``: an array a window. All are missing where the data do not cover a window whole.
    """
    whole = {name: np.where(covered[name] == "full", counts[name], np.nan) for name in WINDOWS}
    found = {f"rate_{name}": numbers / windows[name].days for name, numbers in whole.items()}
    for name, (above, below) in RATIOS.items():
        pair = (whole[above], whole[below], windows[above].days, windows[below].days)
        lower, upper = exact_interval(*pair)
        found |= {name: rate_ratio(*pair), f"{name}_lower": lower, f"{name}_upper": upper}
    return found


def _moved_with_tet(first: date, last: date) -> date | None:
    """Where the days hold the first day of Tết: the day that lies alike to Tết the year before."""
    for year in {first.year, last.year}:
        tet = tet_first_day(year)
        if first <= tet <= last:
            return first - (tet - tet_first_day(year - 1))
    return None


def _narrowed(campaign: Campaign, where: Where) -> dict[str, list[str]]:
    chosen = {name: list(values) for name, values in where.items()}
    for name, own in (("behaviour", campaign.behaviours), ("area", campaign.areas)):
        if own:
            chosen[name] = [code for code in own if code in chosen.get(name, own)] or ["—"]
    return chosen


def _table(
    counted: pd.DataFrame, windows: Mapping[str, Period], covered: Mapping[str, str], definitions: Definitions
) -> pd.DataFrame:
    cases = counted.pivot_table("cases", index="behaviour", columns="period", aggfunc="sum").reindex(columns=[*WINDOWS])
    cases = cases.astype("float64").fillna(0.0)
    cases = cases[cases.sum(axis=1) > 0]
    sizes = {str(key): (float(row[DURING]), float(row.sum())) for key, row in cases.iterrows()}
    keys = ordered_keys("behaviour", sizes, definitions, ())
    values = pd.concat([cases.sum().to_frame(TOTAL).T, cases.reindex(keys)])
    unknown = [name for name in WINDOWS if covered[name] == "none"]
    values[unknown] = np.nan
    columns: dict[str, object] = {
        "key": [TOTAL, *keys],
        "label": [TOTAL_LABEL, *labels_of("behaviour", keys, definitions)],
    }
    for name in WINDOWS:
        columns[f"cases_{name}"] = pd.array(values[name].to_numpy(), dtype="Int64")
    ratios = window_ratios({name: values[name].to_numpy() for name in WINDOWS}, windows, covered)
    return pd.DataFrame(columns | ratios)


def _overlaps(
    campaign: Campaign, campaigns: Sequence[Campaign], windows: Mapping[str, Period]
) -> list[tuple[str, Campaign, int]]:
    """Other campaigns about the same behaviours and areas that share days with a window."""
    found = []
    for other in campaigns:
        if other.code == campaign.code or not _about_the_same(campaign, other):
            continue
        shared = {name: _shared(window, other) for name, window in windows.items()}
        found += [(name, other, days) for name, days in shared.items() if days]
    return found


def _shared(window: Period, other: Campaign) -> int:
    """How many days of ``window`` are days of ``other``."""
    return max(0, (min(window.end, other.last) - max(window.start, other.first)).days + 1)


def _about_the_same(one: Campaign, other: Campaign) -> bool:
    pairs = ((one.behaviours, other.behaviours), (one.areas, other.areas))
    return all(not first or not second or set(first) & set(second) for first, second in pairs)
