"""Shares, parts of a total, daily means and lengths of periods, as the text says them. Reads, judges nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from .items import Item
from .labels import Label, bracket_of_parts, labelled_counts
from .periods_said import DAY, PeriodSaid
from .statements import DailyMean, Figure, Length, Parts, Share, Span
from .totals import COMPLETE, total_behind

_DAY = re.compile(DAY)
_REMEMBERED = 60
"""So many counts back a total may have been said."""
_DAYS_OFF = ("tết", "nghỉ", "lễ")
"""Words of sentences whose days are not those of a whole period."""
_COUNTS = ("count", "whole_count")
_NEAR = 6
"""A total and its parts stand at most so many sentences apart."""


def read_shares(sentences: Sequence[Sequence[Item]], left_out: set[int], taken: set[int]) -> Iterator[Share]:
    """Shares like "69 vụ, chiếm 35,2% tổng số vụ (69/196)" and "28 vụ (39,44%)".

    ``left_out`` are starts of differences and bases, ``taken`` those of percents and pairs that belong to a change.
    """
    recent: list[Figure] = []
    for number, sentence in enumerate(sentences):
        for place, item in enumerate(sentence):
            if item.kind != "percent" or item.figure is None or item.figure.start in taken | left_out:
                continue
            bare = not _is_share(sentence, place) and not _is_reached(sentence, place)
            if not bare or _is_bare(sentence, place, left_out):
                pair = _pair_of(sentence, place, taken)
                share = _share(sentence, place, item.figure, recent, left_out) if pair is None else None
                share = share or Share(item.figure, *(pair or (None, None)))
                yield replace(share, sentence=number, bare=bare)
        counts = [item.figure for item in sentence if item.kind in _COUNTS and item.figure is not None]
        recent = [*recent, *(one for one in counts if one.start not in left_out)][-_REMEMBERED:]


def _is_reached(sentence: Sequence[Item], place: int) -> bool:
    """Whether it is "đạt 107,5% kế hoạch (2.150/2.000)"."""
    return bool(place) and sentence[place - 1].text == "đạt" and _pair_of(sentence, place) is not None


def _is_bare(sentence: Sequence[Item], place: int, left_out: set[int]) -> bool:
    """Whether an unsigned percent stands alone in brackets right behind a count."""
    item, near = sentence[place], sentence[max(0, place - 2) : place + 2]
    if len(near) < 4 or (near[1].text, near[3].text) != ("(", ")") or item.figure is None or item.figure.sign:
        return False
    behind = near[0].figure
    return near[0].kind in ("count", "pair") and behind is not None and behind.start not in left_out


def _is_share(sentence: Sequence[Item], place: int) -> bool:
    for item in reversed(sentence[max(0, place - 4) : place]):
        if item.kind == "share":
            return True
        if item.kind not in ("filler", "near"):
            return False
    return False


def _share(
    sentence: Sequence[Item], place: int, percent: Figure, recent: Sequence[Figure], left_out: set[int]
) -> Share:
    of_all = next((item.figure for item in reversed(sentence[:place]) if item.kind == "whole_count"), None)
    behind = [item for item in sentence[:place] if item.figure is not None and item.kind == "count"]
    counts = [item.figure for item in behind if item.figure is not None and item.figure.start not in left_out]
    part = counts[-1] if counts else None
    whole = _whole_said(sentence, place) or (of_all if part is not None and of_all is not None else None)
    here = [one for one in counts[:-1] if part is not None and one.unit == part.unit]
    if whole is None and len(here) == 1 and any(item.kind in ("of_which", "all_of") for item in sentence[:place]):
        whole = here[0]
    earlier = {one.value * one.scale: one for one in (*recent, *here) if part is not None and one.unit == part.unit}
    candidates = tuple(earlier[value] for value in sorted(earlier, reverse=True))
    return Share(percent, part, whole, candidates, listed=_listed(sentence, place, part))


def _listed(sentence: Sequence[Item], place: int, part: Figure | None) -> tuple[Figure, ...]:
    """The counts of a list of names up to the part: "Bảo Yên (21 vụ), TP Lào Cai (18 vụ), chiếm …"."""
    found: list[Figure] = []
    for at in range(place - 1, -1, -1):
        item = sentence[at]
        if item.figure is None:
            continue
        named = next((one for one in reversed(sentence[:at]) if one.kind != "filler" and one.text not in "(:"), None)
        alone = at > 0 and sentence[at - 1].text == "("
        if item.kind != "count" or named is None or not (alone or named.kind in ("area", "mode", "severity")):
            break
        if part is None or item.figure.unit != part.unit:
            break
        found.insert(0, item.figure)
    return tuple(found) if len(found) > 1 else ()


def _pair_of(sentence: Sequence[Item], place: int, taken: Collection[int] = ()) -> tuple[Figure, Figure] | None:
    """The pair part/whole: in the bracket behind the percent, or right before the share."""
    after = sentence[place + 1 : place + 9]
    bracket = next((number for number, item in enumerate(after) if item.text == "("), len(after))
    behind = after[bracket + 1] if bracket + 1 < len(after) and sentence[place + 1].text != ")" else None
    before = next((item for item in reversed(sentence[:place]) if item.figure is not None), None)
    for item in (behind, before):
        if item is None or item.figure is None or item.other is None or item.kind != "pair":
            continue
        if item.figure.start not in taken:
            return item.figure, item.other
    return None


def _whole_said(sentence: Sequence[Item], place: int) -> Figure | None:
    """The whole in "… tổng số 196 vụ", "… của 196 vụ" behind the percent."""
    for item in sentence[place + 1 : place + 7]:
        if item.kind == "count":
            return item.figure
        if item.kind not in ("filler", "whole", "unit", "deaths", "injured", "mode") and item.text not in (
            "trên",
            "so",
        ):
            return None
    return None


@dataclass
class _Running:
    """The last total of a measure and the parts said since."""

    total: Figure
    sentence: int
    parts: dict[str, dict[str, Figure]] = field(default_factory=dict)
    said_complete: bool = False
    said_parts: bool = False
    apart: bool = False


def read_parts(sentences: Sequence[Sequence[Item]], left_out: set[int]) -> Iterator[Parts]:
    """Totals with their parts by way of transport, severity or area, each kind for itself."""
    running: dict[str, _Running] = {}
    done: list[_Running] = []
    for number, sentence in enumerate(sentences):
        complete = any(item.kind == "all_of" for item in sentence)
        ended = total_behind(sentence, left_out)
        if ended is not None:
            yield ended
        own = {figure.start for figure in (*ended.parts, ended.total)} if ended is not None else set()
        for one in labelled_counts(sentence):
            figure = one.item.figure
            if figure is None or figure.start in left_out or not figure.measure or figure.about or figure.decimals:
                continue
            if figure.start in own:
                continue
            state = running.get(figure.measure)
            labels = one.labels or (one.inherited if one.in_parts or len(one.inherited) == 1 else ())
            if not labels and not one.in_parts:
                done += [state] if state is not None else []
                running[figure.measure] = _Running(figure, number)
                _add_bracket(running[figure.measure], bracket_of_parts(sentence, one.place), left_out)
            elif state is not None and len(labels) == 1 and number - state.sentence <= _NEAR:
                state.apart = state.apart or number != state.sentence
                _add(state, labels[0], figure, one.in_parts, complete)
    for state in (*done, *running.values()):
        yield from _parts(state)


def _add_bracket(state: _Running, bracket: Sequence[Item], left_out: set[int]) -> None:
    """The parts of a total that follow it in a bracket: "18 vụ (đường bộ 17 vụ, đường sắt 01 vụ)"."""
    for one in labelled_counts(bracket):
        figure = one.item.figure
        if figure is None or figure.start in left_out or figure.about or len(one.labels) != 1:
            continue
        if (figure.measure or state.total.measure, figure.unit) == (state.total.measure, state.total.unit):
            _add(state, one.labels[0], figure, in_parts=True, complete=False)


def _add(state: _Running, label: Label, figure: Figure, in_parts: bool, complete: bool) -> None:
    parts = state.parts.setdefault(label.kind, {})
    if label.code in parts:
        return
    parts[label.code] = figure
    state.said_parts = state.said_parts or in_parts
    state.said_complete = state.said_complete or (in_parts and complete)


def _parts(state: _Running) -> Iterator[Parts]:
    for kind, parts in state.parts.items():
        complete = set(parts) >= COMPLETE.get(kind, {""})
        if complete or state.said_parts:
            labels, said_complete = tuple(parts), state.said_complete and len(parts) > 1
            yield Parts(state.total, tuple(parts.values()), labels, kind, complete, said_complete, state.apart)


def read_means(sentences: Sequence[Sequence[Item]], left_out: set[int]) -> Iterator[DailyMean]:
    """Means like "bình quân mỗi ngày 2,2 vụ" with the counts, days and period said before."""
    recent: list[Figure] = []
    days: Figure | None = None
    period: PeriodSaid | None = None
    for sentence in sentences:
        mean = False
        for item in sentence:
            period = item.period or period
            mean = mean or item.kind == "mean"
            if item.kind in ("up", "down", "versus"):
                mean = False
            if item.kind != "count" or item.figure is None or item.figure.start in left_out:
                continue
            if item.figure.unit == "ngày":
                days = item.figure
            elif mean and (item.figure.decimals or item.figure.unit):
                same = [one for one in recent if one.measure == item.figure.measure and one.unit == item.figure.unit]
                same.sort(key=lambda one: one.exact, reverse=True)
                yield DailyMean(item.figure, tuple(same), days, period)
            else:
                recent = [*recent, item.figure][-_REMEMBERED:]


def read_lengths(sentences: Sequence[Sequence[Item]]) -> Iterator[Length]:
    """Lengths like "Quý I/2025 có 90 ngày", "15/12/2024–14/03/2025 (90 ngày)"."""
    for sentence in sentences:
        if any(item.text in _DAYS_OFF for item in sentence):
            continue
        for place, item in enumerate(sentence):
            if item.kind != "count" or item.figure is None or item.figure.unit != "ngày":
                continue
            period = _period_beside(sentence, place)
            if period is not None:
                yield Length(item.figure, period)


def _period_beside(sentence: Sequence[Item], place: int) -> PeriodSaid | None:
    for item in reversed(sentence[max(0, place - 4) : place]):
        if item.period is not None:
            return item.period
        if item.kind not in ("filler", "mark", "all_of") or item.text in (";", ")"):
            return None
    return None


def read_spans(sentences: Sequence[Sequence[Item]]) -> Iterator[Span]:
    """Spans of days like "15/12/2024 đến 15/12/2025", with the place of the last day."""
    for sentence in sentences:
        for item in sentence:
            if item.period is not None and item.period.form == "span":
                last = list(_DAY.finditer(item.text))[-1]
                yield Span(item.period, item.start + last.start(), item.start + last.end(), last.group())
