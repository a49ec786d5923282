"""Help after an accident: how long from the call until it arrives (KH 68/KH-UBND, annex VII.4: within 30 minutes).

Defines, from the accidents with a known time, the share within the limit with its exact interval, median and 90th
percentile, by district and by year. The unknown are a category of their own: how many there are is always said.

Can mislead: the time is often missing where nobody was hurt, or where help came late; a share of the known says
nothing of them. Quantiles are those of the accidents (linear between two), with few known ones they jump.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import special

from ..definitions.tables import UNKNOWN
from .anatomy import Anatomy
from .anatomy_breakdowns import NOW, Breakdown, Spec, breakdown_of, summed_rows
from .anatomy_derived import derived
from .anatomy_labels import HELP_BAND
from .labels import labels_of

COLUMNS = ("known", "unknown", "within", "share", "lower", "upper", "median", "p90")
LEVEL = 0.95

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Help:
    """The times until help arrived.

    ``bands``: accidents by time; ``areas`` and ``years``: one row a district (now) or year (period key), label and
    ``COLUMNS``: accidents with and without a known time, those within the limit, their share (0 to 1) with its 95 %
    interval, median and 90th percentile [minutes]. Missing where no time is known. ``total``: the same for all of now.
    ``areas``: slowest first by share, those with fewer than ``least`` known times last; areas without accidents are
    left out.
    """

    bands: Breakdown
    areas: pd.DataFrame
    years: pd.DataFrame
    total: pd.Series[float]
    limit: int
    least: int


def help_of(found: Anatomy) -> Help:
    """The times until help in the period of ``found`` and in its bases."""
    settings, frame = found.frame.settings, found.frame
    counted = found.help_counts
    minutes = pd.to_numeric(counted["second"].where(counted["second"] != UNKNOWN), errors="coerce")
    bands = derived(HELP_BAND, counted["second"], frame.definitions, settings)
    spec = Spec(HELP_BAND, (HELP_BAND,), ("area", "help_minutes"))
    made = breakdown_of(spec, summed_rows(counted.assign(key=bands, second="")), frame)
    rows = pd.DataFrame(
        {
            "key": counted["key"],
            "period": counted["period"],
            "minutes": minutes,
            "n": counted["accidents"].astype(float),
        }
    )
    now = rows[rows["period"] == NOW]
    areas = _by(now, "key", settings.help_minutes)
    areas.insert(0, "label", labels_of("area", areas.index, frame.definitions))
    years = _by(rows, "period", settings.help_minutes).reindex(list(frame.periods)[::-1])
    years.insert(0, "label", [frame.periods[str(name)].title for name in years.index])
    ranked = areas.assign(few=areas["known"] < settings.help_least_known)
    order = ranked.sort_values(["few", "share", "median"], ascending=[True, True, False]).drop(columns="few")
    return Help(
        made, order, years, measured(now, settings.help_minutes), settings.help_minutes, settings.help_least_known
    )


def measured(rows: pd.DataFrame, limit: int) -> pd.Series[float]:
    """``COLUMNS`` of rows (minutes, missing = not known; n accidents)."""
    minutes, accidents = rows["minutes"].to_numpy(dtype=float), rows["n"].to_numpy(dtype=float)
    return pd.Series(_measured(minutes, accidents, limit), index=list(COLUMNS), dtype=float)


def _measured(minutes: Numbers, accidents: Numbers, limit: int) -> list[float]:
    known = ~np.isnan(minutes)
    times = np.sort(np.repeat(minutes[known], accidents[known].astype(int)))
    unknown = float(accidents[~known].sum())
    if not len(times):
        return [0.0, unknown, 0.0, *[float("nan")] * (len(COLUMNS) - 3)]
    within = float((times <= limit).sum())
    lower, upper = share_interval(within, len(times))
    middle, high = np.quantile(times, [0.5, 0.9])
    return [float(len(times)), unknown, within, within / len(times), lower, upper, float(middle), float(high)]


def share_interval(inside: float, of: float) -> tuple[float, float]:
    """The exact 95 % interval of a share (Clopper & Pearson, 1934); missing without any."""
    if of <= 0:
        return float("nan"), float("nan")
    tail = (1 - LEVEL) / 2
    lower = special.betaincinv(inside, of - inside + 1, tail) if inside > 0 else 0.0
    upper = special.betaincinv(inside + 1, of - inside, 1 - tail) if inside < of else 1.0
    return float(lower), float(upper)


def _by(rows: pd.DataFrame, column: str, limit: int) -> pd.DataFrame:
    """``measured`` of every key of ``column``, in the order of the keys."""
    codes, keys = pd.factorize(rows[column], sort=True)
    order = np.argsort(codes, kind="stable")
    cuts = np.searchsorted(codes[order], np.arange(1, len(keys)))
    minutes, accidents = (np.split(rows[name].to_numpy(dtype=float)[order], cuts) for name in ("minutes", "n"))
    figures = [_measured(*part, limit) for part in zip(minutes, accidents, strict=True)] if len(keys) else []
    return pd.DataFrame(figures, index=pd.Index(list(keys), dtype="str"), columns=list(COLUMNS), dtype=float)
