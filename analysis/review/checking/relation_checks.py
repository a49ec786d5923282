"""Shares, sums, daily means and lengths recomputed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from .amounts import amount, count_like, number_words, percent_range
from .findings import DOUBTFUL, UNCHECKED, WRONG, Finding, Judged
from .numerals import rounded, written
from .percents import fits, judge_percent
from .periods_said import PeriodSaid
from .statements import DailyMean, Figure, Length, Parts, Share, Span

_AGREEING = 2
_NEAR = 0.5
_FIRST_DAYS = (1, 15, 16)
"""Days on which a statistical month has begun (FACTS, "Calendars")."""
Days = Callable[[PeriodSaid], tuple[int, ...]]
"""Days that a period may have: one number a calendar, the one in use first; none where it is not known."""


def judge_shares(shares: Sequence[Share]) -> list[Judged]:
    """Every share; a bare percent only against the total that the others of its sentence agree on."""
    shares = _with_sums(shares)
    agreed = _agreed(shares)
    return [_bare(share, agreed.get(share.sentence)) if share.bare else judge_share(share) for share in shares]


def _with_sums(shares: Sequence[Share]) -> list[Share]:
    """With the sum of the parts of a sentence among the possible totals: "80 nam (80%), 20 nữ (20%)"."""
    parts: dict[int, list[Figure]] = {}
    for share in shares:
        if share.part is not None and share.whole is None:
            parts.setdefault(share.sentence, []).append(share.part)
    sums = {
        sentence: replace(some[0], value=sum((one.value for one in some), Decimal(0)))
        for sentence, some in parts.items()
        if len(some) > 1 and len({(one.unit, one.scale) for one in some}) == 1
    }
    return [
        replace(share, candidates=(*share.candidates, sums[share.sentence]))
        if share.sentence in sums and share.whole is None
        else share
        for share in shares
    ]


def judge_share(share: Share) -> Judged:
    """Part / whole; of several possible wholes any may be meant."""
    judged = Judged()
    if share.part is None:
        judged.say(UNCHECKED, share.percent, "", "không rõ số nào chiếm tỷ lệ này")
        return judged
    part, fitting = share.part, _fitting(share)
    if share.listed and not fitting:
        return _of_list(share)
    if fitting or share.whole is not None:
        wholes = fitting or _wholes(share, part)
        if wholes:
            return _share(share, part, wholes[0])
    alike = [whole for whole in _wholes(share, part) if _of_one_kind(part, whole)]
    if alike:
        return _softened(_share(share, part, alike[0]), alike[0])
    judged.say(UNCHECKED, share.percent, "", "câu không nêu tổng số nên không tính lại được tỷ lệ")
    return judged


def _of_list(share: Share) -> Judged:
    """A share behind a list of names that is not that of the last: of all of them, or not to be told."""
    first = share.listed[0]
    together = replace(first, value=sum((one.value for one in share.listed), Decimal(0)))
    for whole in _fitting(replace(share, part=together)):
        return Judged([], {share.percent.start, whole.start, *(one.start for one in share.listed)})
    judged = Judged()
    judged.say(UNCHECKED, share.percent, "", "không rõ tỷ lệ này tính trên số nào")
    return judged


def _of_one_kind(part: Figure, whole: Figure) -> bool:
    """Whether a total said elsewhere surely counts the same: people may be any people."""
    return part.measure == whole.measure and (bool(part.measure) or part.unit not in ("", "người"))


def _wholes(share: Share, part: Figure) -> list[Figure]:
    wholes = [share.whole] if share.whole is not None else list(share.candidates)
    return [whole for whole in wholes if whole.exact and (share.whole is not None or whole.exact >= part.exact)]


def _fitting(share: Share) -> list[Figure]:
    """The possible wholes that make the share right; the near ones are found first in floats, which is quick."""
    part = share.part
    if part is None:
        return []
    size, value = 100 * float(part.exact), float(share.percent.value)
    allowed = (
        _NEAR * (1 + value) if share.percent.about or part.margin or share.whole else 10.0**-share.percent.decimals
    )
    near = [whole for whole in _wholes(share, part) if abs(size / float(whole.exact) - value) <= allowed]
    return [whole for whole in near if not _share(share, part, whole).findings]


def _agreed(shares: Sequence[Share]) -> dict[int, Figure]:
    """By sentence the total of which at least two of its bare percents are shares."""
    votes: dict[int, dict[Fraction, list[Figure]]] = {}
    for share in shares:
        if share.bare:
            for whole in {one.exact: one for one in _fitting(share)}.values():
                votes.setdefault(share.sentence, {}).setdefault(whole.exact, []).append(whole)
    most = {sentence: max(ways.values(), key=len) for sentence, ways in votes.items()}
    return {sentence: wholes[0] for sentence, wholes in most.items() if len(wholes) >= _AGREEING}


def _bare(share: Share, agreed: Figure | None) -> Judged:
    """A percent alone in brackets: a share, or a change that nothing else says; only the former can be judged."""
    fitting = _fitting(share)
    if share.part is not None and (fitting or _is_change(share)):
        whole = fitting[0] if fitting else share.whole
        return Judged([], {share.part.start, share.percent.start, *([whole.start] if whole is not None else [])})
    if share.part is not None and agreed is not None and share.part.exact <= agreed.exact:
        return _softened(_share(share, share.part, agreed), agreed)
    judged = Judged()
    judged.say(UNCHECKED, share.percent, "", "không rõ tỷ lệ này tính trên số nào")
    return judged


def _is_change(share: Share) -> bool:
    """Whether "20/17 người (17,65%)" is meant as a change."""
    part, whole = share.part, share.whole
    if part is None or whole is None or not whole.exact:
        return False
    exact = 100 * abs(part.exact - whole.exact) / whole.exact
    return fits(share.percent.value, share.percent.decimals, exact, (exact, exact))


def _softened(answer: Judged, whole: Figure) -> Judged:
    """A share of a total that was said elsewhere: only doubtful, and it says which total was taken."""
    taken = f"Nếu tính trên {number_words(whole.exact)}"
    soft = [replace(one, kind=DOUBTFUL, reason=f"{taken}: {one.reason}") for one in answer.findings]
    return Judged(soft, answer.checked)


def _share(share: Share, part: Figure, whole: Figure) -> Judged:
    first, second = amount(part), amount(whole)
    exact, low, high = percent_range(first, second)
    found = judge_percent(share.percent, exact, f"{first.words} / {second.words}", low=low, high=high)
    return Judged([found] if found else [], {part.start, whole.start, share.percent.start})


def judge_parts(parts: Parts, confirmed: Collection[int] = ()) -> Judged:
    """Parts that are all named add up to the total; some of them never make more than it.

    The mark stands on the total of the same sentence; on the last part where the total is in another one.
    ``confirmed`` are starts of figures that are those of our data.
    """
    judged = Judged()
    total, together = parts.total.exact, sum((part.exact for part in parts.parts), Fraction(0))
    shown = f"{' + '.join(number_words(part.exact) for part in parts.parts)} = {number_words(together)}"
    complete = parts.complete or parts.said_complete
    if complete or together > total:
        judged.checked |= {parts.total.start, *(part.start for part in parts.parts)}
    if together == total or (together < total and not complete):
        return judged
    compared = "lớn hơn" if together > total and not complete else "không bằng"
    kind = WRONG if parts.complete or together > total else DOUBTFUL
    said = f"{shown}, {compared} tổng {number_words(total)}{' nêu ở câu trước' if parts.apart else ''}"
    place = parts.parts[-1] if parts.apart else parts.total
    judged.say(kind, place, "", f"{said}; {_to_look_at(parts, confirmed)}")
    return judged


def _to_look_at(parts: Parts, confirmed: Collection[int]) -> str:
    """Which of the numbers may be wrong: those that our data do not confirm, all where they confirm none or all."""
    every = (*parts.parts, parts.total)
    open_ones = [figure for figure in every if figure.start not in confirmed] or list(every)
    shown = " và ".join((", ".join(figure.text for figure in open_ones[:-1]), open_ones[-1].text)).removeprefix(" và ")
    others = "các số còn lại khớp số liệu đã nhập, " if len(open_ones) < len(every) else ""
    return f"{others}hãy xem lại {'các số' if len(open_ones) > 1 else 'số'} {shown}"


def judge_mean(mean: DailyMean, days_of: Days) -> Judged:
    """Count / days."""
    judged, figure = Judged(), mean.mean
    lengths = [int(mean.days.exact)] if mean.days is not None else list(days_of(mean.period)) if mean.period else []
    if not lengths or not mean.counts:
        missing = "số ngày của kỳ" if mean.counts else "tổng số"
        judged.say(UNCHECKED, figure, "", f"câu không nêu {missing} nên không tính lại được bình quân một ngày")
        return judged
    judged.checked.add(figure.start)
    for count in mean.counts:
        for days in lengths:
            exact = count.exact / days
            if fits(figure.value, figure.decimals, exact, (exact, exact)):
                judged.checked.add(count.start)
                return judged
    exact, digits = mean.counts[0].exact / lengths[0], max(figure.decimals, 1)
    right = written(rounded(exact, digits), digits)
    kind = WRONG if len(mean.counts) == 1 else DOUBTFUL
    judged.say(kind, figure, right, f"{number_words(mean.counts[0].exact)} / {lengths[0]} ngày = {right}")
    return judged


def judge_length(length: Length, days_of: Days) -> Judged:
    """Days of the period by any calendar in use."""
    judged, said = Judged(), int(length.days.exact)
    known = days_of(length.period)
    name = length.period.name
    if not known:
        return judged
    judged.checked.add(length.days.start)
    if said not in known:
        right = count_like(Fraction(known[0]), length.days)
        other = f" (theo lịch khác là {known[1]} ngày)" if len(known) > 1 and known[1] != known[0] else ""
        judged.say(WRONG, length.days, right, f"{name} có {known[0]} ngày{other}")
    elif said != known[0]:
        judged.say(DOUBTFUL, length.days, str(known[0]), f"{name} có {known[0]} ngày; {said} ngày là theo lịch khác")
    return judged


def judge_span(span: Span) -> Judged:
    """A span that ends on the day of the month on which it began holds one day of the next period too.

    Lào Cai printed "15/12/2024 đến 15/12/2025": 366 days, one day in two years (FACTS, "Calendars").
    """
    judged, first, last = Judged(), span.period.first, span.period.last
    if first is None or last is None or first.day not in _FIRST_DAYS or first.day != last.day or first == last:
        return judged
    right = last - timedelta(days=1)
    days = (last - first).days + 1
    reason = (
        f"Từ {first:%d/%m/%Y} đến {last:%d/%m/%Y} là {number_words(Fraction(days))} ngày: ngày {last:%d/%m/%Y} đã "
        f"thuộc kỳ sau và sẽ được tính hai lần; kỳ này hết ngày {right:%d/%m/%Y}."
    )
    judged.findings.append(Finding(DOUBTFUL, span.start, span.stop, span.text, f"{right:%d/%m/%Y}", reason))
    return judged


def span_days(period: PeriodSaid) -> tuple[int, ...]:
    """Days of a span given by its two ends; nothing for a period that a calendar has to say."""
    if period.first is None or period.last is None:
        return ()
    return ((period.last - period.first).days + 1,)
