"""Which windows are taken, and in which order: among all that qualify the one with the least key, again and again.

The key is (−fatal accidents, −accidents, −deaths, −injured, span, accidents by day and id); what is taken is out for
the windows after it (METHODS 5). A window only ever gets worse when accidents are taken, so a disc waits at the *level*
(fatal accidents, accidents) of its best window and is looked at again only when no disc waits higher. At one level all
windows have equally many accidents: one that loses an accident leaves the level, none can come to it, and so one pass
in the order of the key over the windows there is exact.

Left out: which criteria (``criteria``), which discs (``windows_km``, ``windows_point``). Can mislead: the list is not
the smallest set of spots nor the only reasonable one; it is the one that anybody gets from the same accidents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..definitions.blackspot_rules import Criterion
from .criteria import Counts, qualifying
from .windows import ROUNDING_M, TOLERANCE_M, Discs, Floats, Ints, Mask, Neighbours, Points

_AT_ONCE = 200_000
"""Pairs of disc and accident, and of two accidents, looked at together: some 10 MB, which stays near the processor."""
_BITS = 62
_NAMES_SEED = 20120720
SPAN_DIGITS = 3
"""Spans are compared and shown in whole millimetres."""


@dataclass(frozen=True, eq=False)
class Search:
    """What the search is made on; ``span_x``, ``span_y`` [m]: between which points the span is measured."""

    points: Points
    neighbours: Neighbours
    discs: Discs
    counts: Counts
    criteria: tuple[Criterion, ...]
    span_x: Floats
    span_y: Floats


@dataclass(frozen=True, eq=False)
class _Weights:
    """Everything that the key counts, packed into one whole number an accident; ``low_bits`` hold deaths and injured.

    ``names``: a random number an accident; their sum tells groups apart (two of 10^6 agree by chance once in 10^7).
    """

    packed: Ints
    names: npt.NDArray[np.uint64]
    low_bits: int
    accident_bits: int


@dataclass(frozen=True, eq=False)
class _Windows:
    """Windows as slices ``low:high`` of ``members``; ``disc``: place among the discs asked; ``key``: best highest."""

    members: npt.NDArray[np.int32]
    disc: Ints
    low: Ints
    high: Ints
    key: Ints


def hopeful(points: Points, neighbours: Neighbours, counts: Counts, criteria: Sequence[Criterion]) -> Mask:
    """Points that some window could hold: some neighbourhood of a first accident would qualify as a whole."""
    own = np.arange(len(points), dtype=np.int64)
    low, high = neighbours.place(own, own), neighbours.place(own, points.stop)
    met = qualifying(criteria, _counter(counts, neighbours.who, low, high), len(points)) & (low < high)
    found = np.zeros(len(points), dtype=bool)
    found[neighbours.who[_covered(low[met], high[met], len(neighbours.who))]] = True
    return found


def taken_windows(search: Search) -> list[tuple[int, ...]]:
    """Accidents (positions, ascending) of every window taken, in the order of the key; no accident is in two."""
    if not len(search.discs):
        return []
    weights = _weights(search)
    bounds = _bounds(search)
    alive = np.ones(len(search.points), dtype=bool)
    level = _levels(search, weights, bounds, np.arange(len(search.discs)), alive)
    taken: list[tuple[int, ...]] = []
    while (highest := int(level.max())) >= 0:
        waiting = np.flatnonzero(level == highest)
        waiting = waiting[alive[search.discs.low[waiting]] & alive[search.discs.high[waiting]]]
        level[level == highest] = -1
        new = _pass(search, weights, bounds, waiting, alive, highest)
        for window in new:
            alive[list(window)] = False
        taken.extend(new)
        level[waiting] = _levels(search, weights, bounds, waiting, alive)
    return taken


def in_windows(search: Search) -> Mask:
    """Points that at least one window that qualifies holds, nothing being taken."""
    found = np.zeros(len(search.points), dtype=bool)
    if not len(search.discs):
        return found
    alive, weights, bounds = np.ones(len(search.points), dtype=bool), _weights(search), _bounds(search)
    which = np.arange(len(search.discs))
    for part in _parts(bounds, which):
        windows = _windows(search, weights, bounds, which[part], alive)
        found[windows.members[_covered(windows.low, windows.high, len(windows.members))]] = True
    return found


def spans(search: Search, windows: npt.NDArray[np.int32]) -> Floats:
    """The greatest distance [m, whole millimetres] between two accidents of each row of ``windows``."""
    farthest = np.zeros(len(windows))
    step = max(1, _AT_ONCE // windows.shape[1] ** 2)
    for begin in range(0, len(windows), step):
        part = slice(begin, begin + step)
        x, y = search.span_x[windows[part]], search.span_y[windows[part]]
        apart = (x[:, :, None] - x[:, None, :]) ** 2
        apart += (y[:, :, None] - y[:, None, :]) ** 2
        farthest[part] = apart.max(axis=(1, 2))
    return np.asarray(np.round(np.sqrt(farthest), SPAN_DIGITS), dtype=np.float64)


def _weights(search: Search) -> _Weights:
    """Each part has the bits of the most that one accident's neighbours add up to: no sum runs into the next part."""
    counts = search.counts
    begin = np.flatnonzero(np.r_[True, np.diff(search.neighbours.owner) > 0])
    parts = (counts.fatal, np.ones(len(counts), dtype=np.int64), counts.deaths, counts.injured)
    bits = [int(np.add.reduceat(part[search.neighbours.who], begin).max()).bit_length() for part in parts]
    if sum(bits) > _BITS:
        raise ValueError(f"too many accidents or casualties around one place: {bits} bits")
    packed = np.zeros(len(counts), dtype=np.int64)
    for part, width in zip(parts, bits, strict=True):
        packed = (packed << width) + part
    names = np.random.default_rng(_NAMES_SEED).integers(0, 2**64, len(counts), dtype=np.uint64)
    return _Weights(packed, names, bits[2] + bits[3], bits[1])


def _bounds(search: Search) -> tuple[Ints, Ints]:
    """Of each disc where the ``neighbours`` begin that its windows can hold, by the anchors' times; how many."""
    earliest, stop = search.points.earliest, search.points.stop
    low, high = search.discs.low, search.discs.high
    begin = search.neighbours.place(low, earliest[high])
    return begin, search.neighbours.place(low, stop[low]) - begin


def _levels(search: Search, weights: _Weights, bounds: tuple[Ints, Ints], which: Ints, alive: Mask) -> Ints:
    """Level of the best window of each disc of ``which``, -1 where none qualifies any more."""
    level = np.full(len(which), -1, dtype=np.int64)
    open_discs = np.flatnonzero(alive[search.discs.low[which]] & alive[search.discs.high[which]])
    for part in _parts(bounds, which[open_discs]):
        windows = _windows(search, weights, bounds, which[open_discs[part]], alive)
        if len(windows.disc):
            begin = np.flatnonzero(np.r_[True, np.diff(windows.disc) > 0])
            best = np.maximum.reduceat(windows.key, begin) >> weights.low_bits
            level[open_discs[part][windows.disc[begin]]] = best
    return level


def _pass(
    search: Search, weights: _Weights, bounds: tuple[Ints, Ints], which: Ints, alive: Mask, level: int
) -> list[tuple[int, ...]]:
    """The windows taken at ``level``, in the order of the key."""
    size = level & ((1 << weights.accident_bits) - 1)
    found = [_at_level(search, weights, bounds, which[part], alive, level, size) for part in _parts(bounds, which)]
    if not found:
        return []
    members, key, seen = (np.concatenate(parts) for parts in zip(*found, strict=True))
    first = np.unique(seen, return_index=True)[1]
    members, key = members[first], key[first]
    order = np.arange(len(key))
    if len(key) > 1:
        order = np.lexsort((*members.T[::-1], spans(search, members), -key))
    taken: set[int] = set()
    windows: list[tuple[int, ...]] = []
    for window in members[order].tolist():
        if taken.isdisjoint(window):
            taken.update(window)
            windows.append(tuple(window))
    return windows


def _at_level(
    search: Search, weights: _Weights, bounds: tuple[Ints, Ints], which: Ints, alive: Mask, level: int, size: int
) -> tuple[npt.NDArray[np.int32], Ints, npt.NDArray[np.uint64]]:
    """Members (window × size), key and a hash of the members of each different window at ``level``."""
    windows = _windows(search, weights, bounds, which, alive)
    chosen = windows.key >> weights.low_bits == level
    named = np.cumsum(weights.names[windows.members], dtype=np.uint64)
    sums = np.concatenate([np.zeros(1, dtype=np.uint64), named])
    seen, first = np.unique(sums[windows.high[chosen]] - sums[windows.low[chosen]], return_index=True)
    low = windows.low[chosen][first]
    return windows.members[low[:, None] + np.arange(size)], windows.key[chosen][first], seen


def _windows(search: Search, weights: _Weights, bounds: tuple[Ints, Ints], which: Ints, alive: Mask) -> _Windows:
    """The windows of the discs ``which`` that qualify and that no other of the same disc holds."""
    points, discs, size = search.points, search.discs, len(search.points)
    begin, count = bounds[0][which], bounds[1][which]
    offset = np.cumsum(count) - count
    disc = np.repeat(np.arange(len(which)), count)
    who = search.neighbours.who[np.arange(len(disc)) + np.repeat(begin - offset, count)]
    away = (points.x[who] - np.repeat(discs.x[which], count)) ** 2
    away += (points.y[who] - np.repeat(discs.y[which], count)) ** 2
    keep = np.flatnonzero((away <= (discs.radius + TOLERANCE_M + ROUNDING_M) ** 2) & alive[who])
    disc, who = disc[keep], who[keep]
    low = np.flatnonzero(who <= discs.low[which][disc])
    high = np.searchsorted(disc * size + who, disc[low] * size + points.stop[who[low]])
    longest = np.r_[True, (high[1:] > high[:-1]) | (disc[low][1:] != disc[low][:-1])] if len(low) else low
    low, high = low[longest], high[longest]
    met = qualifying(search.criteria, _counter(search.counts, who, low, high), len(low))
    low, high = low[met], high[met]
    return _Windows(who, disc[low], low, high, _between(weights.packed[who], low, high))


def _counter(counts: Counts, who: npt.NDArray[np.int32], low: Ints, high: Ints) -> Callable[[str], Ints]:
    def count(name: str) -> Ints:
        return _between(counts.counters[name][who], low, high)

    return count


def _between(values: Ints, low: Ints, high: Ints) -> Ints:
    sums = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(values)])
    found: Ints = sums[high] - sums[low]
    return found


def _covered(low: Ints, high: Ints, size: int) -> Mask:
    """Which of ``size`` places lie in one of the slices ``low:high``."""
    edges = np.bincount(low, minlength=size + 1) - np.bincount(high, minlength=size + 1)
    found: Mask = np.cumsum(edges[:size]) > 0
    return found


def _parts(bounds: tuple[Ints, Ints], which: Sequence[int] | Ints) -> Iterator[slice]:
    """Slices of ``which`` that are looked at together."""
    total = np.cumsum(bounds[1][which])
    begin = 0
    while begin < len(total):
        done = int(total[begin - 1]) if begin else 0
        stop = max(begin + 1, int(np.searchsorted(total, done + _AT_ONCE, side="right")))
        yield slice(begin, stop)
        begin = stop
