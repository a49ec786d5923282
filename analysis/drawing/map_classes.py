"""Classes that colour the districts of the map: by a count, a rate, the change or the flag, with their legend.

Defines classes of equal width with round edges for counts and rates (0 is a class of its own), in one hue from pale to
dark, and named classes for verdicts and flags, in the colours of the palette. Every class has words and where it can a
sign, so that no colour stands alone; a district that the data do not cover is white with a dash. Leaves out the words
of verdicts and flags (they are passed in). Can mislead: a map of counts shows where many people live - that is why
rates stand beside it; and the colour of a large district weighs more than that of a small one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10

from .palette import GROUND, QUIET, VERDICT_ARROWS, VERDICT_COLOURS, text_on

SHADES = ("#EBEFF2", "#D3DEE5", "#A9BFCC", "#7795A8", "#4A6F87", "#24475C")
"""None, then from few to many: the accent of the pages from pale to dark, each step visible without hue."""
NO_DATA_MARK = "–"
MOST_CLASSES = 5
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
LEVEL_COLOURS = {
    "red": VERDICT_COLOURS["rise_clear"],
    "amber": VERDICT_COLOURS["rise"],
    "none": "#E4E8EB",
    "not_enough_history": GROUND,
}
LEVEL_MARKS = {"red": "▲▲", "amber": "▲", "none": "", "not_enough_history": NO_DATA_MARK}


@dataclass(frozen=True)
class MapClass:
    """A class of the legend: its words, fill ("#RRGGBB") and sign ("" none)."""

    words: str
    fill: str
    mark: str = ""

    @property
    def ink(self) -> str:
        """The colour of letters on the fill."""
        return QUIET if self.fill == GROUND else text_on(self.fill)


@dataclass(frozen=True)
class Classed:
    """The legend in its order, and the class of every district."""

    legend: tuple[MapClass, ...]
    of: Mapping[str, MapClass]


NOT_COVERED = MapClass("chưa có số liệu", GROUND, NO_DATA_MARK)


def by_amount(values: Mapping[str, float], *, whole: bool = True) -> Classed:
    """Classes of counts (``whole``) or rates by area; NaN is a district without data.

    Edges are multiples of one round step (1, 2, 2.5, 5 times a power of ten; whole for counts), at most
    ``MOST_CLASSES`` classes above 0. Raises ``ValueError`` for a value below 0.
    """
    known = [value for value in values.values() if isfinite(value)]
    if any(value < 0 for value in known):
        raise ValueError(f"negative amount: {min(known)}")
    step = _step(max(known, default=0.0), whole)
    classes = _amount_classes(max(known, default=0.0), step, whole)
    of = {code: _amount_class(value, step, classes) for code, value in values.items()}
    return Classed(_used(classes, of), of)


def by_name(values: Mapping[str, str], classes: Mapping[str, MapClass]) -> Classed:
    """The named classes of verdicts or flags; the legend shows those that occur. Raises ``KeyError`` for another."""
    of = {code: classes[value] for code, value in values.items()}
    return Classed(_used([one for one in classes.values() if one is not NOT_COVERED], of), of)


def verdict_classes(words: Mapping[str, str]) -> dict[str, MapClass]:
    """The classes of ``figures.change.VERDICTS`` with their arrows; ``words``: verdict code to words."""
    return {
        code: MapClass(words[code], fill, VERDICT_ARROWS[code]) if code != "no_data" else NOT_COVERED
        for code, fill in VERDICT_COLOURS.items()
    }


def level_classes(words: Mapping[str, str]) -> dict[str, MapClass]:
    """The classes of the levels of a flag; ``words``: level code to words."""
    return {code: MapClass(words[code], fill, LEVEL_MARKS[code]) for code, fill in LEVEL_COLOURS.items()}


def _used(classes: Sequence[MapClass], of: Mapping[str, MapClass]) -> tuple[MapClass, ...]:
    here = set(of.values())
    return (*(one for one in classes if one in here), *([NOT_COVERED] if NOT_COVERED in here else []))


def _step(most: float, whole: bool) -> float:
    """The least round step that needs at most ``MOST_CLASSES`` classes."""
    if most <= 0:
        return 1.0
    raw = most / MOST_CLASSES
    power = 10.0 ** floor(log10(raw))
    step = next(factor * power for factor in _STEPS if factor * power >= raw * (1 - 1e-9))
    return float(ceil(step)) if whole else step


def _amount_classes(most: float, step: float, whole: bool) -> list[MapClass]:
    count = max(1, ceil(most / step - 1e-9))
    zero = MapClass("0", SHADES[0])
    return [zero, *(MapClass(_edges(place, step, whole), _shade(place, count)) for place in range(1, count + 1))]


def _shade(place: int, count: int) -> str:
    """From pale to dark over as many classes as there are."""
    return SHADES[1 + round((place - 1) * (MOST_CLASSES - 1) / max(count - 1, 1))]


def _edges(place: int, step: float, whole: bool) -> str:
    lower, upper = (place - 1) * step, place * step
    if not whole:
        return f"trên {_text(lower)} đến {_text(upper)}"
    first, last = int(lower) + 1, int(upper)
    return _text(last) if first == last else f"{_text(first)}-{_text(last)}"


def _amount_class(value: float, step: float, classes: Sequence[MapClass]) -> MapClass:
    if not isfinite(value):
        return NOT_COVERED
    return classes[min(ceil(value / step - 1e-9), len(classes) - 1)]


def _text(value: float) -> str:
    """A number in the way of the office: "1.234", "2,5"."""
    return f"{value:,.10g}".replace(",", " ").replace(".", ",").replace(" ", ".")
