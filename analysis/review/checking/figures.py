"""From tokens to items: every number with its unit and what it counts, pairs "51/38" and spans "từ 62 lên 74 vụ".

A count of people is of deaths or injured only where a word beside it says so; otherwise ``measure`` stays empty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from .items import Item, with_spans, with_wholes
from .lexicon import SCALES, UNITS
from .numerals import Number, read_number
from .statements import Figure
from .tokens import Token

_PEOPLE = {"deaths": "deaths", "injured": "injured", "missing": "missing_people"}
_LOOKED_THROUGH = {"filler", "up", "down", "near", "versus", "period", "from", "to", "not_clear"}
_AFTER_ACCIDENTS = {"filler", "unit"}
COUNTED = frozenset(UNITS.values()) - {"đồng"}
"""Units of which there are whole numbers: there "1,234" is a foreign way to write 1.234."""
FATAL = "fatal_accidents"


def items(sentence: Sequence[Token], codes: Mapping[str, str] | None = None) -> list[Item]:
    """The items of a sentence; units and the words that say what is counted go into the figures.

    ``codes``: the code of an area by its name (lower case, single spaces).
    """
    found: list[Item] = []
    place = 0
    while place < len(sentence):
        token = sentence[place]
        if token.kind in ("number", "pair"):
            item, place = _counted(sentence, place)
        elif token.kind == "zero":
            item, place = _nothing(token), place + 1
        elif token.kind == "percent":
            item, place = _percent(sentence, place), place + 1
        else:
            code = _code(token.text, codes or {}) if token.kind == "area" else ""
            item = Item(token.kind, token.start, token.stop, token.text, period=token.period, code=code)
            place += 1
        found.append(item)
    return with_spans(with_wholes(found))


def _code(text: str, codes: Mapping[str, str]) -> str:
    """The area of a name; with its kind first ("thành phố Lào Cai"), then without."""
    name = " ".join(text.replace(".", " ").split())
    while name:
        if name in codes:
            return codes[name]
        _, _, name = name.partition(" ")
    return ""


def _nothing(token: Token) -> Item:
    """Read "không xảy ra vụ nào", "không có người chết" as the count 0."""
    people = {"chết": "deaths", "thương": "injured"}.get(token.text.rpartition(" ")[2], "")
    unit, measure = ("người", people) if people else ("vụ", "accidents")
    figure = Figure(token.start, token.stop, token.text, Decimal(0), 0, unit=unit, measure=measure)
    return Item("count", token.start, token.stop, token.text, figure)


def _counted(sentence: Sequence[Token], place: int) -> tuple[Item, int]:
    token = sentence[place]
    unit, scale, after = _unit(sentence, place + 1)
    measure, after = _measure(sentence, place, after, unit)
    unit = unit or ("người" if measure else "")
    about = _about(sentence, place)
    if token.kind == "number":
        start = token.start + (1 if token.sign else 0)
        figure = _figure(token.text.lstrip("+-"), start, token.number, scale, unit, measure, about, token.sign)
        return Item("count", token.start, sentence[after - 1].stop, token.text, figure), after
    measure = measure or _people_within(token.text)
    first, second = token.text[: token.middle - token.start], token.text.rpartition("/")[2].strip()
    left = _figure(first, token.start, token.number, scale, unit, measure, about, 0)
    right = _figure(second, token.stop - len(second), token.second, scale, unit, measure, about, 0)
    return Item("pair", token.start, sentence[after - 1].stop, token.text, left, right), after


def _people_within(pair: str) -> str:
    """The people that stand inside of a pair: "6 người chết/1 người"."""
    return "injured" if "bị thương" in pair else "deaths" if "chết" in pair else ""


def _figure(
    text: str, start: int, number: Number | None, scale: int, unit: str, measure: str, about: str, sign: int
) -> Figure:
    measured = scale > 1 or number is None or unit not in COUNTED
    worth = read_number(text, measured=measured)
    return Figure(
        start,
        start + len(text),
        text,
        worth.value,
        worth.decimals,
        sign=sign,
        scale=scale,
        unit=unit,
        measure=measure,
        about=about,
        slip=worth.slip,
        other=worth.other,
    )


def _percent(sentence: Sequence[Token], place: int) -> Item:
    token = sentence[place]
    worth = token.number or Number(read_number("0", measured=True).value, 0)
    figure = Figure(
        token.start,
        token.stop,
        token.text,
        worth.value,
        worth.decimals,
        "percent",
        token.sign,
        about=_about(sentence, place),
        slip=worth.slip,
        other=worth.other,
    )
    return Item("percent", token.start, token.stop, token.text, figure)


def _unit(sentence: Sequence[Token], after: int) -> tuple[str, int, int]:
    """Unit, the worth of one written unit, and the place behind it."""
    if after >= len(sentence):
        return "", 1, after
    token = sentence[after]
    if token.kind == "unit":
        return UNITS[token.text], SCALES.get(token.text.split()[0], 1), after + 1
    return (token.text, 1, after) if token.kind == "word" else ("", 1, after)


def _measure(sentence: Sequence[Token], place: int, after: int, unit: str) -> tuple[str, int]:
    if unit == "vụ":
        return ("accidents" if not _fatal(sentence, after) else FATAL), after
    if unit not in ("", "người") and sentence[after - 1].kind == "unit":
        return "", after
    if not unit and _people_alone(sentence, after):
        return _PEOPLE[sentence[after].kind], after + 1
    before = _people_before(sentence, place)
    if before:
        return before, after
    if unit == "người" and after < len(sentence) and sentence[after].kind in _PEOPLE:
        return _PEOPLE[sentence[after].kind], after + 1
    return "", after


def _people_alone(sentence: Sequence[Token], after: int) -> bool:
    """Whether a bare number is of the people named behind it: "6 chết, 15 bị thương"; not "chết 6 bị thương 15"."""
    if after >= len(sentence) or sentence[after].kind not in _PEOPLE:
        return False
    return after + 1 >= len(sentence) or sentence[after + 1].kind not in ("number", "pair", "unit", "filler")


def _fatal(sentence: Sequence[Token], after: int) -> bool:
    """Whether "vụ" is followed by "có người chết" or "chết người": accidents with a death, not all accidents."""
    while after < len(sentence) and sentence[after].kind in _AFTER_ACCIDENTS and sentence[after].text != "làm":
        after += 1
    if after >= len(sentence) or sentence[after].kind != "deaths" or sentence[after].text == "làm chết":
        return False
    return after + 1 >= len(sentence) or sentence[after + 1].kind != "number"


def _people_before(sentence: Sequence[Token], place: int) -> str:
    for token in reversed(sentence[max(0, place - 8) : place]):
        if token.kind in _PEOPLE:
            return _PEOPLE[token.kind]
        if token.kind not in _LOOKED_THROUGH and token.text not in (":", "người"):
            return ""
    return ""


def _about(sentence: Sequence[Token], place: int) -> str:
    return sentence[place - 1].text if place and sentence[place - 1].kind == "near" else ""
