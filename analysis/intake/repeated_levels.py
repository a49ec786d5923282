"""Levels of one file side by side: months beside the quarter that holds them, a total beside its parts.

Defines a level of periods by its length (day, week, month, quarter, 6 months, 9 months, year, other) and says that a
longer one repeats a shorter one where its periods are wholly covered by the shorter ones' of the same groups and nine
in ten have their sum within a twentieth. A total of a group («Tất cả loại xe») repeats its parts in the same way. What
overlaps without being the sum is not asked about here (``counting.overlapping_periods`` says it). Units: cases.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, permutations

import numpy as np
import numpy.typing as npt
import pandas as pd

from .facts import BESIDE, DAYS, OWN
from .keys import PERIOD
from .repeated_tables import LEAST_SHARED, Alike, candidates, enough, in_order, key_choices

PERIOD_KINDS = {
    "day": (1, 1),
    "week": (7, 7),
    "month": (28, 31),
    "quarter": (89, 92),
    "half": (181, 184),
    "nine": (272, 275),
    "year": (365, 366),
}
"""Kind -> its fewest and most days."""
OTHER_KIND = "other"
_KINDS = (*PERIOD_KINDS, OTHER_KIND)
MOST_PARTS = 60
"""A column with more different texts than this is not looked through for a total: code lists are shorter."""
_HALF = (0.3, 0.7)
"""A total beside its parts is about half of all cases."""
_DAY = np.timedelta64(1, "D")
_DAY_ZERO = np.datetime64("1900-01-01")


def period_kinds(start: pd.Series, end: pd.Series) -> pd.Series:
    """The kind of every period, by its days [both ends inside]; "other" where its length is none of ours."""
    days = (end.to_numpy() - start.to_numpy()) / _DAY + 1.0
    names, spans = list(PERIOD_KINDS), np.array(list(PERIOD_KINDS.values()), dtype=float)
    fits = (days[:, None] >= spans[:, 0]) & (days[:, None] <= spans[:, 1])
    found = np.where(fits.any(axis=1), np.array(names)[fits.argmax(axis=1)], OTHER_KIND)
    return pd.Series(found, index=start.index, dtype="str")


def period_levels(facts: pd.DataFrame) -> Iterator[Alike]:
    """The kinds of period that are the sums of a shorter kind: the shorter one is recommended."""
    for keys in key_choices(facts, PERIOD):
        sums = _sums_by_kind(facts, keys)
        found: dict[str, tuple[str, int, int]] = {}
        for shorter, longer in permutations((kind for kind in _KINDS if kind in sums), 2):
            agreed = _covering(sums[shorter], sums[longer])
            if agreed is not None and longer not in found and shorter not in found:
                found[longer] = (shorter, *agreed)
        if found:
            yield _periods(facts, found)
            return


def total_levels(facts: pd.DataFrame) -> Iterator[Alike]:
    """Values of a column that are the sum of all its other values, fact by fact: the parts are recommended."""
    own = [name for name in map(str, facts) if name.startswith(OWN)]
    for column in [*own, *(name for name in candidates(facts) if name.startswith(BESIDE))]:
        values = facts[column].astype("str")
        if not 3 <= values.nunique() <= MOST_PARTS:
            continue
        shares = facts["cases"].groupby(values).sum() / max(facts["cases"].sum(), 1)
        for text in shares.index[(shares >= _HALF[0]) & (shares <= _HALF[1])]:
            tried = (alike for keys in key_choices(facts, column) for alike in _total(facts, column, str(text), keys))
            yield from islice(tried, 1)


def _periods(facts: pd.DataFrame, found: dict[str, tuple[str, int, int]]) -> Alike:
    shorter = list(dict.fromkeys(item[0] for item in found.values()))
    order = in_order(facts, PERIOD)
    texts = tuple(kind for kind in _KINDS if kind in {*found, *shorter})
    whole = [(kind,) for kind in texts if kind in found]
    compared, agreeing = sum(item[1] for item in found.values()), sum(item[2] for item in found.values())
    return Alike("periods", PERIOD, texts, (tuple(shorter), *whole), order, compared, agreeing)


def _sums_by_kind(facts: pd.DataFrame, keys: Sequence[str]) -> dict[str, pd.DataFrame]:
    """Kind of period -> its cases by code (of the groups ``keys``), start and end [days since 1900], in this order."""
    days = {name: (facts[name].to_numpy() - _DAY_ZERO) / _DAY for name in DAYS}
    code = facts.groupby(list(keys), observed=True, sort=False).ngroup().to_numpy()
    kinds = facts[PERIOD].to_numpy(dtype=object)
    spans = pd.DataFrame({"kind": kinds, "code": code, **days, "cases": facts["cases"].to_numpy(dtype=float)})
    sums = spans.groupby(["kind", "code", *DAYS], as_index=False)[["cases"]].sum()
    return {str(kind): rows.reset_index(drop=True) for kind, rows in sums.groupby("kind")}


def _covering(base: pd.DataFrame, over: pd.DataFrame) -> tuple[int, int] | None:
    """Compared and agreeing rows of ``over`` whose days are all covered by rows of ``base`` (of ``_sums_by_kind``)."""
    over = over[over["code"].isin(base["code"].unique())]
    if over.empty:
        return None
    summed, days = _contained(base, over)
    whole = (days == (over["end"] - over["start"] + 1).to_numpy()) & (over["cases"].to_numpy() + summed > 0)
    if whole.sum() < LEAST_SHARED * (over["cases"] > 0).sum():
        return None
    return enough(summed[whole], over["cases"].to_numpy()[whole])


def _contained(base: pd.DataFrame, over: pd.DataFrame) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Cases and days of the rows of ``base`` (in order) that lie inside each row of ``over`` (same ``code``)."""
    far = float(max(base["end"].max(), over["end"].max()) + 1)
    lengths = (base["end"] - base["start"] + 1).to_numpy()
    sums = np.concatenate([[0.0], np.cumsum(base["cases"].to_numpy())])
    days = np.concatenate([[0.0], np.cumsum(lengths)])
    first = np.searchsorted((base["code"] * far + base["start"]).to_numpy(), over["code"] * far + over["start"])
    ends = (base["code"] * far + base["end"]).to_numpy()
    last = np.maximum(np.searchsorted(ends, over["code"] * far + over["end"], side="right"), first)
    return sums[last] - sums[first], days[last] - days[first]


def _total(facts: pd.DataFrame, column: str, text: str, keys: Sequence[str]) -> Iterator[Alike]:
    key = facts.groupby([*keys, *DAYS], observed=True, sort=False).ngroup()
    own = (facts[column].astype("str") == text).to_numpy()
    total = facts["cases"][own].groupby(key[own]).sum()
    parts = facts["cases"][~own].groupby(key[~own]).agg(["sum", "size"])
    both = pd.concat([total.rename("total"), parts], axis=1).dropna()
    both = both[both["total"] + both["sum"] > 0]
    if len(both) < LEAST_SHARED * len(total) or (both["size"] > 1).mean() < LEAST_SHARED:
        return
    found = enough(both["total"].to_numpy(dtype=float), both["sum"].to_numpy(dtype=float))
    if found is not None:
        order = in_order(facts, column)
        rest = tuple(value for value in order if value != text)
        yield Alike("total", column, order, (rest, (text,)), order, *found)
