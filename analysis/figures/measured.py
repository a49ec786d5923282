"""Two counts of each group set side by side: difference, percent, rate ratio with its interval, mid-p and verdict.

Defines the long table of a comparison, and the one rule on what is not complete: a row whose data do not cover both
periods to the full keeps its two counts and has no difference, percent, ratio, probability or verdict, wherever it is
shown. Half a period set against a whole one reads as a fall that nobody saw.

Takes wide tables of sums (index = keys, columns = measures, missing = not known) for the two periods. Deaths and
injured come several to an accident: their ratio has the interval of counts divided by ``D = Σm²/Σm``; the probability
of a rise is that of accidents with a death, and of injured over D.

Can mislead: money, points and violations follow the effort of enforcement and the law, so they have no test at all.
Deaths of a part of the province in less than twelve months have a probability but never a clear verdict.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from .change import dispersion, effective_count, exact_interval, is_small, p_rise, rate_ratio, verdicts

CRITERIA = ("accidents", "deaths", "injured")
"""The three criteria, in the order of every report: vụ, người chết, người bị thương."""
ENFORCEMENT = ("cases", "fine_vnd", "licences_revoked", "points_deducted", "vehicles_held")
COMPARED = ("difference", "percent", "ratio", "lower", "upper", "p_rise")
"""What sets the two counts against each other: missing where the data do not cover both periods to the full."""
FIGURES = ("now", "before", *COMPARED)
COLUMNS = ("key", "label", "measure", *FIGURES, "verdict", "small", "tested")

Numbers = npt.NDArray[np.float64]
Sums = pd.DataFrame


def measured_accidents(
    now: Sums, before: Sums, days: tuple[int, int], *, judged: npt.ArrayLike = True, deaths_judged: bool = True
) -> pd.DataFrame:
    """The long table of ``CRITERIA``: one row a key and measure, in the order of the keys of ``now``.

    ``days`` of the two periods are the exposures. ``judged``: whether a row may be judged at all (its data are
    complete in both periods), else it is not compared (``COMPARED`` missing) and its verdict is ``no_data``;
    ``deaths_judged``: whether deaths may be clear.
    """
    dispersed = {name: _dispersion(now, before, name) for name in ("deaths", "injured")}
    one = np.ones(len(now))
    accidents = _pair(now, before, "accidents")
    injured = _effective(_pair(now, before, "injured"), dispersed["injured"])
    return _long(
        now.index,
        {
            "accidents": _measured(accidents, one, accidents, days, judged=judged),
            "deaths": _measured(
                _pair(now, before, "deaths"),
                dispersed["deaths"],
                _pair(now, before, "fatal_accidents"),
                days,
                judged=judged,
                tested=deaths_judged,
            ),
            "injured": _measured(_pair(now, before, "injured"), dispersed["injured"], injured, days, judged=judged),
        },
    )


def measured_violations(
    now: Sums,
    before: Sums,
    days: tuple[int, int],
    *,
    judged: npt.ArrayLike = True,
    not_compared: Collection[str] = (),
) -> pd.DataFrame:
    """The long table of ``ENFORCEMENT``: differences, percent, for cases a ratio of daily rates; nothing is tested.

    ``not_compared``: measures of which both figures stand there without difference, percent and verdict.
    """
    columns: dict[str, dict[str, Any]] = {}
    for name in ENFORCEMENT:
        pair = _pair(now, before, name)
        ratio = rate_ratio(*pair, *days) if name == "cases" else np.full(len(now), np.nan)
        nothing = np.full(len(now), np.nan)
        apart = {"difference": nothing, "percent": nothing} if name in not_compared else {}
        judged_here = np.asarray(judged, dtype=bool) & (not apart)
        columns[name] = {
            **_differences(*pair),
            **{"ratio": ratio, "lower": nothing, "upper": nothing, "p_rise": nothing},
            **apart,
            "verdict": _words(verdicts(*pair, nothing, *days, tested=False), judged_here),
            "small": is_small(pair[1]),
            "tested": np.zeros(len(now), dtype=bool),
        }
        columns[name] |= _compared(columns[name], judged)
    return _long(now.index, columns)


def _measured(
    counts: tuple[Numbers, Numbers],
    dispersed: Numbers,
    tested_counts: tuple[Numbers, Numbers],
    days: tuple[int, int],
    *,
    judged: npt.ArrayLike,
    tested: bool = True,
) -> dict[str, Any]:
    lower, upper = exact_interval(*_effective(counts, dispersed), *days)
    probability = p_rise(*tested_counts, *days)
    compared = {
        **_differences(*counts),
        **{"ratio": rate_ratio(*counts, *days), "lower": lower, "upper": upper, "p_rise": probability},
    }
    return {
        **compared,
        **_compared(compared, judged),
        "verdict": _words(verdicts(*counts, probability, *days, tested=tested), judged),
        "small": is_small(counts[1]),
        "tested": np.asarray(judged, dtype=bool) & ~np.isnan(probability) & tested,
    }


def _differences(now: Numbers, before: Numbers) -> dict[str, Any]:
    with np.errstate(divide="ignore", invalid="ignore"):
        percent = np.where(before > 0, (now - before) / before * 100.0, np.nan)
    return {"now": now, "before": before, "difference": now - before, "percent": percent}


def _compared(columns: Mapping[str, Any], judged: npt.ArrayLike) -> dict[str, Numbers]:
    """The columns ``COMPARED``, missing in every row that may not be judged."""
    return {name: np.where(np.asarray(judged, dtype=bool), columns[name], np.nan) for name in COMPARED}


def _words(codes: npt.NDArray[np.str_], judged: npt.ArrayLike) -> npt.NDArray[np.str_]:
    return np.where(np.asarray(judged, dtype=bool), codes, "no_data")


def _pair(now: Sums, before: Sums, measure: str) -> tuple[Numbers, Numbers]:
    return now[measure].to_numpy(dtype=float), before[measure].to_numpy(dtype=float)


def _effective(counts: tuple[Numbers, Numbers], dispersed: Numbers) -> tuple[Numbers, Numbers]:
    return effective_count(counts[0], dispersed), effective_count(counts[1], dispersed)


def _dispersion(now: Sums, before: Sums, measure: str) -> Numbers:
    """``Σm²/Σm`` of a measure over both periods together, at least 1."""
    squares, people = _pair(now, before, f"{measure}_squared"), _pair(now, before, measure)
    return dispersion(np.nan_to_num(squares[0]) + np.nan_to_num(squares[1]), np.nansum(people, axis=0))


def _long(keys: pd.Index[Any], measures: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    """One row a key and measure, the measures of a key together."""
    names, order = list(measures), _interleaved(len(keys), len(measures))
    columns: dict[str, Any] = {
        "key": np.repeat(keys.to_numpy(dtype=object), len(names)),
        "measure": np.tile(np.array(names, dtype=object), len(keys)),
    }
    for figure in measures[names[0]]:
        columns[figure] = np.concatenate([np.broadcast_to(measures[name][figure], len(keys)) for name in names])[order]
    counts = {name: pd.array(columns[name], dtype="Int64") for name in ("now", "before", "difference")}
    return pd.DataFrame({**columns, **counts})


def _interleaved(keys: int, measures: int) -> npt.NDArray[np.int64]:
    return np.arange(keys * measures).reshape(measures, keys).T.ravel()


def wide(table: pd.DataFrame, measure: str) -> pd.DataFrame:
    """The rows of one measure of a comparison's table, with the keys as index."""
    return table[table["measure"] == measure].set_index("key")


def as_records(table: pd.DataFrame, measures: Sequence[str]) -> list[dict[str, Any]]:
    """The table as plain JSON values: one record a key with ``key``, ``label`` and each measure's figures.

    Missing and infinite numbers are None.
    """
    figures = (*FIGURES, "verdict", "small", "tested")
    columns = {name: [_plain(value) for value in table[name].tolist()] for name in figures}
    records: list[dict[str, Any]] = []
    for place, (key, label, measure) in enumerate(zip(table["key"], table["label"], table["measure"], strict=True)):
        if not records or records[-1]["key"] != key:
            records.append({"key": key, "label": label})
        if measure in measures:
            records[-1][measure] = {name: columns[name][place] for name in figures}
    return records


def _plain(value: Any) -> Any:
    if isinstance(value, str | bool):
        return value
    return None if pd.isna(value) or not np.isfinite(value) else value
