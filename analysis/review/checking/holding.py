"""The statements of a text held against our data: agrees, agrees in another reading, differs, not there, not clear.

Taken are counts of accidents, deaths and injured of which every word is understood (``scopes``). A difference is set
against ours with its sign. A percent only where it stands alone: beside counts ``arithmetic`` recomputes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from ..numbers import difference, percent, whole
from .amounts import count_like
from .countable import Countable
from .findings import DIFFERS, MARKS, OTHER_READING, Finding
from .labels import joined
from .numerals import rounded
from .ours import Ours, Reading
from .scopes import Said
from .statements import Change, Figure

AGREES = "agrees"
NOT_THERE = "not_in_data"
NOT_CLEAR = "not_clear"
COMPARED = (AGREES, OTHER_READING, DIFFERS)
STATUS_WORDS = {
    AGREES: "khớp",
    OTHER_READING: "khớp theo cách tính khác",
    DIFFERS: "khác",
    NOT_THERE: "chưa có số liệu",
    NOT_CLEAR: "không rõ nói về gì",
}
UNITS = {"accidents": "vụ", "deaths": "người chết", "injured": "người bị thương"}
_WAYS = {1: "tăng", -1: "giảm"}
_SAME = "không tăng, không giảm"
ROLE_WORDS = {"now": "số kỳ này", "before": "số cùng kỳ", "difference": "mức tăng, giảm", "percent": "tỷ lệ tăng, giảm"}


@dataclass(frozen=True)
class Held:
    """One figure against ours: its place, what stands there, what was compared, in which reading, with what result.

    ``ours`` is our figure in words, ``right`` as it could stand in the text ("" where it agrees or cannot).
    """

    start: int
    stop: int
    written: str
    measure: str
    role: str
    status: str
    ours: str
    reading: str
    reason: str
    right: str = ""


@dataclass(frozen=True)
class Claim:
    """A figure that the text states: ``role`` now, before, difference or percent (``sign``: its direction).

    ``rise`` is the direction of a count of now that may be meant as a difference ("Số vụ tăng: Bảo Yên 12 vụ"), or 0.
    """

    figure: Figure
    measure: str
    role: str
    said: Said
    sign: int = 1
    rise: int = 0

    @property
    def stated(self) -> Fraction:
        """What the text says, a fall below 0."""
        return self.figure.exact * (self.sign if self.role in ("difference", "percent") else 1)

    def agrees(self, ours: Fraction) -> bool:
        """Whether ours is what is said; of a percent at the decimals written."""
        if self.role != "percent":
            return ours == self.stated
        return rounded(ours, self.figure.decimals) == self.figure.value * self.sign

    def words(self, ours: Fraction) -> str:
        """Our figure in words."""
        if self.role == "percent":
            return percent(float(ours), max(2, self.figure.decimals), signed=True)
        if self.role == "difference":
            return f"{_WAYS[(ours > 0) - (ours < 0)]} {whole(abs(int(ours)))} {UNITS[self.measure]}" if ours else _SAME
        return f"{whole(int(ours))} {UNITS[self.measure]}"

    def right(self, ours: Fraction) -> str:
        """Our figure in the place of theirs, "" where the word beside it would no longer hold."""
        if self.role in ("difference", "percent"):
            if ours * self.sign <= 0:
                return ""
            size = abs(ours)
            if self.role == "percent":
                return percent(float(size), max(2, self.figure.decimals))
            return count_like(size, self.figure)
        return count_like(ours, self.figure)


def claims(
    changes: Sequence[Change], counts: Sequence[Countable], about: dict[int, Said], left_out: set[int], bases: set[int]
) -> Iterator[Claim]:
    """What can be held against data: counts of now, bases, differences and lone percents of the three measures."""
    seen: set[int] = set()
    for change in changes:
        said = _said_of(change, about)
        for figure, role, sign in _of_change(change) if said is not None else ():
            measure = figure.measure or change.measure
            if said is not None and figure.start not in seen and measure in UNITS:
                seen.add(figure.start)
                yield Claim(figure, measure, role, said, sign)
    for figure, rise in counts:
        plain = figure.measure in UNITS and not figure.decimals and not figure.about and figure.scale == 1
        if plain and figure.start not in seen and figure.start in about:
            if figure.start in bases:
                yield Claim(figure, figure.measure, "before", about[figure.start])
            elif figure.start not in left_out:
                yield Claim(figure, figure.measure, "now", about[figure.start], rise=rise)


def _said_of(change: Change, about: dict[int, Said]) -> Said | None:
    """A change is about what its count of now is about; without one, about what its own place says.

    What it is set against is said at the change itself.
    """
    first = change.now or (change.pair[0] if change.pair is not None else None)
    own = [
        about[figure.start]
        for figure in (change.difference, change.before, change.percent)
        if figure is not None and figure.start in about
    ]
    if first is None or not change.sure or first.start not in about:
        return own[0] if own else None
    said = about[first.start]
    return replace(said, base=own[0].base, base_year=own[0].base_year, against=own[0].against) if own else said


def _of_change(change: Change) -> Iterator[tuple[Figure, str, int]]:
    now, before = change.pair if change.pair is not None else (change.now if change.sure else None, change.before)
    if now is not None and not now.about:
        yield now, "now", 1
    if before is not None and not before.about:
        yield before, "before", 1
    if change.difference is not None and change.direction and not change.difference.about:
        yield change.difference, "difference", change.direction
    elif change.direction == 0 and now is not None:
        yield Figure(change.start, change.word_stop, _SAME, Decimal(0), 0), "difference", 0
    elif now is None and before is None and change.percent is not None and not change.percent.about:
        direction = change.direction if change.direction is not None else change.percent.sign
        if direction:
            yield change.percent, "percent", direction


def hold(claim: Claim, ours: Ours) -> Held:
    """One claim against our data."""
    held = _in_periods(claim, ours)
    if not claim.rise or held.status not in MARKS:
        return held
    other = _in_periods(replace(claim, role="difference", sign=claim.rise, rise=0), ours)
    if other.status == AGREES:
        return other
    return _not_clear(claim, "không rõ đây là số kỳ này hay mức tăng, giảm")


def _in_periods(claim: Claim, ours: Ours) -> Held:
    """In the period said; where the sentence names none, in every other that it may mean."""
    held, said = _in_parts(claim, ours), claim.said
    if held.status in (AGREES, NOT_CLEAR) or not said.or_else:
        return held
    open_reading = False
    for period in said.or_else:
        other = _in_parts(replace(claim, said=replace(said, period=period)), ours)
        if other.status == AGREES:
            return other
        open_reading = open_reading or other.reading != held.reading
    for period in said.passed:
        other = _in_parts(replace(claim, said=replace(said, period=period)), ours)
        if other.status == AGREES:
            return _not_clear(claim, f"câu không nêu kỳ; số này khớp với {other.reading}, kỳ đã nêu ở trên")
    return replace(held, reason=f"{held.reason} Câu không nêu kỳ.") if open_reading else held


def _in_parts(claim: Claim, ours: Ours) -> Held:
    """With the labels said; where those of the part before may hold too, with both."""
    if claim.said.unknown or claim.said.several:
        words = "có từ chưa hiểu: " + ", ".join(f"“{word}”" for word in claim.said.unknown[:3])
        reason = words if claim.said.unknown else "nói về nhiều địa bàn, loại hình hoặc mức độ cùng lúc"
        return _not_clear(claim, reason)
    held = _held_in(claim, claim.said, ours)
    if held.status == AGREES:
        return held
    before = _held_in(claim, replace(claim.said, labels=joined(claim.said.labels, claim.said.carried)), ours)
    if before.status == AGREES:
        return before
    if not claim.said.inherited:
        return held
    wider = replace(claim.said, labels=joined(claim.said.inherited, claim.said.labels))
    other = _held_in(claim, wider, ours)
    if other.status == AGREES:
        return other
    return _not_clear(claim, "không rõ số này nói chung hay nói riêng về phần vừa nêu ở trước")


def _held_in(claim: Claim, said: Said, ours: Ours) -> Held:
    """The claim with the labels of ``said``."""
    readings = list(ours.readings(said))
    if not readings:
        return _not_clear(claim, "không rõ kỳ nào")
    first = ours.value(readings[0], claim.measure, claim.role)
    if first.figure is None:
        return _held(claim, NOT_THERE, "", ours.words(readings[0]), first.missing)
    if claim.agrees(first.figure):
        text = claim.words(first.figure)
        return _held(claim, AGREES, text, ours.words(readings[0]), f"Khớp số liệu đã nhập: {text}.")
    return _otherwise(claim, ours, readings, first.figure)


def _otherwise(claim: Claim, ours: Ours, readings: Sequence[Reading], figure: Fraction) -> Held:
    """A figure that is not ours in the first reading: does it fit another?"""
    mine, words = claim.words(figure), ours.words(readings[0])
    for reading in readings[1:]:
        other = ours.value(reading, claim.measure, claim.role).figure
        if other is not None and claim.agrees(other):
            how = _apart(reading, readings[0])
            reason = f"Số liệu đã nhập là {mine} ({words}); khớp nếu tính {how}."
            return _held(claim, OTHER_READING, mine, ours.words(reading), reason, claim.right(figure))
    gap = f"; chênh {difference(int(claim.stated - figure))}" if claim.role in ("now", "before") else ""
    return _held(claim, DIFFERS, mine, words, f"Số liệu đã nhập là {mine} ({words}){gap}.", claim.right(figure))


def _apart(reading: Reading, first: Reading) -> str:
    parts = []
    if reading.now.span != first.now.span:
        parts.append(f"theo lịch {reading.now.span}")
    if reading.with_collisions != first.with_collisions:
        parts.append("cả va chạm" if reading.with_collisions else "không kể va chạm")
    return " và ".join(parts)


def held_finding(held: Held) -> Finding | None:
    """What marks the text: a figure that is not ours, or is ours only in another reading."""
    if held.status not in MARKS:
        return None
    return Finding(held.status, held.start, held.stop, held.written, held.right, held.reason)


def _not_clear(claim: Claim, why: str) -> Held:
    return _held(claim, NOT_CLEAR, "", "", f"Không đối chiếu: {why}.")


def _held(claim: Claim, status: str, ours: str, reading: str, reason: str, right: str = "") -> Held:
    figure = claim.figure
    place = (figure.start, figure.stop, figure.text)
    return Held(*place, claim.measure, claim.role, status, ours, reading, reason, right)
