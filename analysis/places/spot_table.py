"""The table of spots: what is told of every group of accidents that makes one.

Left out: how they were found (``greedy``). ``expected`` and ``excess`` are missing here; ``ranking`` fills them. Can
mislead: ``from_m`` and ``to_m`` are road-km positions of accidents, not the ends of a stretch that is dangerous.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..definitions.blackspot_rules import Criterion, Rule
from ..definitions.tables import UNKNOWN
from .asked import BY_POINT, Asked
from .criteria import Counts, count_accidents, has_casualties
from .greedy import Search, spans
from .positions import to_degrees
from .smallest_disc import middles
from .windows import TOLERANCE_M, Floats, Ints, Mask, months_after

ACTIVE, HISTORICAL = "ACTIVE", "HISTORICAL"
COLUMNS = (
    "spot_id",
    "kind",
    "mode",
    "rule",
    "road",
    "chainage",
    "junction_id",
    "from_m",
    "to_m",
    "x_m",
    "y_m",
    "lat",
    "lon",
    "area_codes",
    "criteria",
    "missing",
    "status",
    "first",
    "last",
    "accidents",
    "fatal_accidents",
    "deaths",
    "injured",
    "span_m",
    "accident_ids",
    "expected",
    "excess",
)


def spot_id(accident_ids: Sequence[str]) -> str:
    """The name of the spot that these accidents make: the same whatever the order and the way they were found."""
    return "DD-" + hashlib.sha256("\n".join(sorted(accident_ids)).encode()).hexdigest()[:10]


def spot_table(
    rows: pd.DataFrame, groups: list[tuple[int, ...]], search: Search, rule: Rule, asked: Asked
) -> pd.DataFrame:
    """One row a group (positions in ``rows``, by day and id), in the order given. Columns: ``COLUMNS``.

    ``kind``: "km", "point", "junction"; ``criteria``, ``missing``: keys, the latter those that one more accident would
    meet; ``status``: ACTIVE where the last day is less than twelve months before ``as_of``; ``span_m`` [m]: greatest
    distance of two of its accidents (on the line, or between coordinates); ``x_m``, ``y_m``, ``lat``, ``lon``: the
    middle of those with a point.
    """
    if not groups:
        return _empty()
    sizes = np.array([len(group) for group in groups])
    who = np.concatenate([np.array(group, dtype=np.int64) for group in groups])
    begin = np.cumsum(sizes) - sizes
    members = rows.iloc[who].reset_index(drop=True).assign(spot=np.repeat(np.arange(len(groups)), sizes))
    met = _criteria(count_accidents(members, search.criteria), search.criteria, begin)[0]
    missing = _criteria(_counted(members, rule), rule.criteria, begin)[1]
    table = _plain_columns(members, begin, sizes, asked).assign(
        rule=rule.key,
        area_codes=_areas(members),
        criteria=pd.Series(met, dtype=object),
        missing=pd.Series(missing, dtype=object),
        span_m=_spans(search, groups, sizes),
        expected=np.nan,
        excess=np.nan,
    )
    table = table.join(_road(members)).join(_place(members, asked)).join(_people(members, begin))
    return table[list(COLUMNS)]


def _plain_columns(members: pd.DataFrame, begin: Ints, sizes: Ints, asked: Asked) -> pd.DataFrame:
    """What is read off the first, the last or all of the accidents of each spot."""
    ids = members["accident_id"].to_numpy(dtype=object)
    lists = [tuple(ids[low : low + size]) for low, size in zip(begin.tolist(), sizes.tolist(), strict=True)]
    days, junction = members["occurred_on"].to_numpy(), members["junction"].to_numpy(dtype=object)[begin]
    last = days[begin + sizes - 1]
    return pd.DataFrame(
        {
            "spot_id": [spot_id(names) for names in lists],
            "kind": np.where(junction != "", "junction", asked.by),
            "mode": members["mode"].to_numpy(dtype=object)[begin],
            "junction_id": junction,
            "status": np.where(_active(last, asked.as_of), ACTIVE, HISTORICAL),
            "first": days[begin],
            "last": last,
            "accidents": sizes,
            "accident_ids": pd.Series(lists, dtype=object),
        }
    )


def _active(last: npt.NDArray[np.datetime64], as_of: date) -> Mask:
    return np.datetime64(as_of, "D") < months_after(last.astype("datetime64[D]"), 12)


def _spans(search: Search, groups: list[tuple[int, ...]], sizes: Ints) -> Floats:
    """Groups of one size together."""
    found = np.zeros(len(groups))
    for size in np.unique(sizes):
        same = np.flatnonzero(sizes == size)
        found[same] = spans(search, np.array([groups[place] for place in same], dtype=np.int32))
    return found


def _areas(members: pd.DataFrame) -> pd.Series:
    distinct = members[["spot", "area_code"]].drop_duplicates().sort_values(["spot", "area_code"])
    codes: list[list[str]] = [[] for _ in range(int(members["spot"].max()) + 1)]
    for spot, code in zip(distinct["spot"].tolist(), distinct["area_code"].tolist(), strict=True):
        codes[spot].append(code)
    return pd.Series([tuple(each) for each in codes], dtype=object)


def _road(members: pd.DataFrame) -> pd.DataFrame:
    """The commonest road of each spot (known before unknown), its commonest kilometring, and the positions on it."""
    road = _commonest(members.assign(known=members["road"].ne(UNKNOWN)), "road")
    named = members["chainage"].ne("") & members["km_m"].notna() & members["road"].eq(members["spot"].map(road))
    posted = members[named].assign(known=True)
    chainage = _commonest(posted, "chainage")
    posted = posted[posted["chainage"].eq(posted["spot"].map(chainage))]
    metres = posted.groupby("spot")["km_m"].agg(["min", "max"])
    table = pd.DataFrame({"road": road}).join(chainage).join(metres.rename(columns={"min": "from_m", "max": "to_m"}))
    return table.assign(chainage=table["chainage"].fillna("")).astype({"from_m": "Int64", "to_m": "Int64"})


def _commonest(members: pd.DataFrame, column: str) -> pd.Series:
    counted = members.groupby(["spot", column, "known"], as_index=False, observed=True).size()
    ordered = counted.sort_values(["spot", "known", "size", column], ascending=[True, False, False, True])
    return ordered.drop_duplicates("spot").set_index("spot")[column]


def _place(members: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    located = members[members["x_m"].notna() & members["y_m"].notna()]
    radius = asked.radius_m + TOLERANCE_M if asked.by == BY_POINT else np.inf
    x, y, spot = (located[name].to_numpy() for name in ("x_m", "y_m", "spot"))
    middle = middles(x, y, spot, radius).reindex(range(int(members["spot"].max()) + 1))
    lon, lat = np.full((2, len(middle)), np.nan)
    if asked.crs:
        lon, lat = to_degrees(middle["x_m"], middle["y_m"], asked.crs)
    return middle.assign(lat=lat, lon=lon)


def _people(members: pd.DataFrame, begin: Ints) -> pd.DataFrame:
    counts = count_accidents(members, ())
    sums = {"fatal_accidents": counts.fatal, "deaths": counts.deaths, "injured": counts.injured}
    return pd.DataFrame({name: np.add.reduceat(values, begin) for name, values in sums.items()})


def _counted(members: pd.DataFrame, rule: Rule) -> Counts:
    """What the rule counts of ``members``: nothing of those without casualties where only these count."""
    counts = count_accidents(members, rule.criteria)
    if not rule.casualties_only:
        return counts
    counted = has_casualties(members)
    return replace(counts, counters={name: values * counted for name, values in counts.counters.items()})


def _criteria(
    counts: Counts, criteria: Sequence[Criterion], begin: Ints
) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Of each group the keys of the criteria it meets, and of those one more accident would meet."""
    sums = {name: np.add.reduceat(values, begin) for name, values in counts.counters.items()}
    met, short = [], []
    for item in criteria:
        lacking = {name: np.maximum(least - sums[name], 0) for name, least in item.needs.items()}
        total = np.sum(list(lacking.values()), axis=0)
        kinds = np.sum([lacks > 0 for name, lacks in lacking.items() if name != "accidents"], axis=0)
        most = np.max(list(lacking.values()), axis=0)
        met.append(total == 0)
        short.append((most == 1) & (kinds <= 1))
    return _keys(criteria, met, len(begin)), _keys(criteria, short, len(begin))


def _keys(criteria: Sequence[Criterion], masks: list[Mask], size: int) -> list[tuple[str, ...]]:
    return [tuple(item.key for item, mask in zip(criteria, masks, strict=True) if mask[place]) for place in range(size)]


def _empty() -> pd.DataFrame:
    kinds = {
        **dict.fromkeys(("from_m", "to_m"), "Int64"),
        **dict.fromkeys(("x_m", "y_m", "lat", "lon", "span_m", "expected", "excess"), "float64"),
        **dict.fromkeys(("first", "last"), "datetime64[s]"),
        **dict.fromkeys(("accidents", "fatal_accidents", "deaths", "injured"), "int64"),
        **dict.fromkeys(("area_codes", "criteria", "missing", "accident_ids"), "object"),
    }
    return pd.DataFrame({name: pd.Series(dtype=kinds.get(name, "str")) for name in COLUMNS})
