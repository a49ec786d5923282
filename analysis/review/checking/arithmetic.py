"""Changes recomputed: difference, order of the pair, direction, sign and percent from the counts that stand beside.

Where the base is not said it is deduced (196 vụ, giảm 45 vụ: base 241). Where nothing leads to it, that is said.
Source of the rules: FACTS, "Wording of reports"; percent is (now - before) / before.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from fractions import Fraction

from .amounts import Amount, amount, count_like, number_words
from .change_percents import DIRECTION_WORDS, Counts, judge_change_percent
from .findings import DOUBTFUL, UNCHECKED, WRONG, Fix, Judged
from .numerals import rounded
from .statements import Change

_PEOPLE = {"deaths": " số người chết", "injured": " số người bị thương"}


def judge_change(change: Change, confirmed: Collection[int] = ()) -> Judged:
    """All that the change itself allows to check; ``confirmed`` are starts of figures that are those of our data."""
    if not change.sure or (change.now is None and change.pair is None and change.before is None):
        near = _nearby(change, confirmed)
        if near is not None:
            return near
    judged = Judged()
    _order(change, judged, confirmed)
    counts = _counts(change, judged)
    judge_change_percent(change, counts, judged)
    _times(change, counts, judged)
    return judged


def _nearby(change: Change, confirmed: Collection[int]) -> Judged | None:
    """A change whose count of now is not certain: right where any candidate makes it right; else only doubtful."""
    options = [replace(change, now=one, pair=None, sure=True, candidates=()) for one in change.candidates]
    own = [replace(change, sure=True)] if change.now is not None or change.pair is not None else []
    if not (options or own) or change.percent is None:
        return None
    answers = [judge_change(option, confirmed) for option in (*own, *reversed(options))]
    for answer in answers:
        if not answer.findings:
            return answer
    if not own:
        return None
    soft = [replace(one, kind=DOUBTFUL) if one.kind == WRONG else one for one in answers[0].findings]
    return Judged(soft, answers[0].checked)


def _order(change: Change, judged: Judged, confirmed: Collection[int]) -> None:
    """Judge the pair "now/before" against the word, the difference and a count of now said beside."""
    if change.pair is None:
        return
    first, second = (amount(figure) for figure in change.pair)
    judged.checked |= {figure.start for figure in change.pair}
    turned = f"{change.pair[1].text}/{change.pair[0].text}"
    span = replace(change.pair[0], stop=change.pair[1].stop, text=f"{change.pair[0].text}/{change.pair[1].text}")
    step = first.value - second.value
    if change.now is not None and change.now.exact not in (first.value,):
        reversed_pair = change.now.exact == second.value
        reason = f"kỳ này là {change.now.text}, phải viết trước số cùng kỳ: {turned}"
        other = f"kỳ này viết {change.now.text} ở trước nhưng {first.words} trong ngoặc"
        judged.say(WRONG, span, turned if reversed_pair else "", reason if reversed_pair else other)
    elif change.direction and step and (step > 0) != (change.direction > 0):
        difference = change.difference.exact if change.difference is not None else abs(step)
        if difference == abs(step) and _now_is_said(change, confirmed):
            shown = f"{span.text} là {DIRECTION_WORDS[1 if step > 0 else -1]} {number_words(abs(step))}"
            _other_way(change, step, shown, judged)
        elif difference == abs(step):
            sure = change.difference is not None or change.percent is not None
            word = DIRECTION_WORDS[1 if step > 0 else -1]
            reason = (
                f"viết kỳ này trước, cùng kỳ sau thì {span.text} là {word} {number_words(abs(step))}; "
                f"{DIRECTION_WORDS[change.direction]} thì phải là {turned}"
            )
            judged.say(WRONG, span, turned if sure else "", reason)


def _now_is_said(change: Change, confirmed: Collection[int]) -> bool:
    """Whether the first of the pair is now beyond doubt: said before as well, or both are those of our data."""
    if change.pair is None:
        return False
    twice = change.now is not None and change.now.exact == change.pair[0].exact
    return twice or all(figure.start in confirmed for figure in change.pair)


def _other_way(change: Change, step: Fraction, shown: str, judged: Judged) -> None:
    """The word of direction is wrong: from it to the difference, and every other word of the change."""
    way = 1 if step > 0 else -1
    word, figure = DIRECTION_WORDS[way], change.difference
    reason = f"{shown}, không phải {DIRECTION_WORDS[-way]}"
    others = [Fix(start, stop, word) for start, stop in change.words if start > change.start]
    if figure is None:
        judged.say_words(Fix(change.start, change.word_stop, word), reason, *others)
        return
    right = f"{'+' if way > 0 else '-'}{figure.text}" if figure.sign else f"{word} {figure.text}"
    judged.say_words(Fix(change.start, figure.stop, right), reason, *others)


def _counts(change: Change, judged: Judged) -> Counts:
    now, before = _ends(change, judged)
    difference = amount(change.difference) if change.difference is not None else None
    if difference is not None and change.difference is not None:
        direction = change.direction if change.direction is not None else change.difference.sign or 1
        signed = _signed(difference, direction)
        if now is not None and before is not None:
            _difference(change, now, before, signed, judged)
            speaks = not judged.reworded and _percent_speaks_for(change, before, signed)
            return Counts(now, before, signed if speaks else now - before)
        if change.difference.about:
            return Counts(now, before, None)
        if now is not None:
            return _deduced(now, signed, judged, change)
        if before is not None:
            return Counts(before + signed, before, signed)
        return Counts(None, None, signed)
    if now is not None and before is not None:
        step = now - before
        _direction_alone(change, step, judged)
        return Counts(now, before, step)
    return Counts(now, before, Amount(Fraction(0), Fraction(0), Fraction(0), "0") if change.direction == 0 else None)


def _ends(change: Change, judged: Judged) -> tuple[Amount | None, Amount | None]:
    """Now and before as figures give them; a pair that was written the wrong way round is turned."""
    if change.pair is not None:
        first, second = (amount(figure) for figure in change.pair)
        turned = any("/" in finding.right for finding in judged.findings)
        return (second, first) if turned else (first, second)
    for figure in (change.now, change.before):
        if figure is not None and not figure.about and (change.difference is not None or change.before is not None):
            judged.checked.add(figure.start)
    ends = [None if figure is None or figure.about else amount(figure) for figure in (change.now, change.before)]
    return ends[0], ends[1]


def _signed(size: Amount, direction: int) -> Amount:
    return size if direction >= 0 else Amount(-size.value, -size.high, -size.low, size.words)


def _deduced(now: Amount, signed: Amount, judged: Judged, change: Change) -> Counts:
    """The base from now and the difference: 196 vụ, giảm 45 vụ: 196 + 45 = 241."""
    before = now - signed
    sign = "-" if signed.value > 0 else "+"
    if before.value < 0 and change.difference is not None:
        reason = f"kỳ này chỉ có {now.words}, không thể tăng {signed.words}: số cùng kỳ sẽ là {before.words}"
        judged.say(WRONG, change.difference, "", reason)
        return Counts(now, None, signed)
    words = f"cùng kỳ là {now.words} {sign} {signed.words} = {before.words}"
    return Counts(now, before, signed, words)


def _difference(change: Change, now: Amount, before: Amount, signed: Amount, judged: Judged) -> None:
    """The difference said against the two counts."""
    figure, step = change.difference, now - before
    if figure is None or figure.about:
        return
    judged.checked |= {figure.start}
    if step.low <= signed.high and signed.low <= step.high:
        return
    shown = f"{now.words} - {before.words} = {number_words(step.value)}"
    right = count_like(abs(step.value), figure)
    if abs(step.value) != abs(signed.value):
        wrong_count = _percent_speaks_for(change, before, signed)
        if not step.value and not wrong_count:
            judged.say_words(Fix(change.start, change.difference_stop, _no_change(change)), shown)
            return
        also = ""
        if wrong_count:
            said = change.percent.text if change.percent is not None else ""
            also = f"; tỷ lệ {said} lại đúng với {signed.words}: hãy xem lại các số"
        judged.say(WRONG, figure, "" if also else right, shown + also)
    elif change.direction is not None and not judged.findings:
        _other_way(change, step.value, f"{shown}: là {DIRECTION_WORDS[1 if step.value > 0 else -1]}", judged)


def _no_change(change: Change) -> str:
    """What stands for "giảm 02 người chết" where nothing has changed; whose number it is stays."""
    figure = change.difference
    named = figure is not None and change.difference_stop - figure.stop > len(" người ")
    people = _PEOPLE.get(figure.measure, "") if figure is not None and named else ""
    return f"{DIRECTION_WORDS[0]}{people}"


def _percent_speaks_for(change: Change, before: Amount, signed: Amount) -> bool:
    if change.percent is None or before.value <= 0:
        return False
    return change.percent.value == rounded(abs(100 * signed.value / before.value), change.percent.decimals)


def _direction_alone(change: Change, step: Amount, judged: Judged) -> None:
    """A word without a difference against two counts: "tăng (38/51)", "không tăng, không giảm (38/39)"."""
    if change.direction is None or judged.findings or step.low <= 0 <= step.high:
        return
    actual = 1 if step.value > 0 else -1
    figure = change.pair[0] if change.pair is not None else change.now
    if actual != change.direction and figure is not None:
        word = f"{DIRECTION_WORDS[actual]} {number_words(abs(step.value))}"
        judged.say(WRONG, figure, "", f"hai số cho thấy {word}, không phải {DIRECTION_WORDS[change.direction]}")


def _times(change: Change, counts: Counts, judged: Judged) -> None:
    """Judge "gấp 2 lần": now / before, for a fall before / now."""
    figure = change.times
    if figure is None:
        return
    if counts.now is None or counts.before is None or not counts.before.value or not counts.now.value:
        judged.say(UNCHECKED, figure, "", "câu không nêu đủ hai số nên không tính lại được số lần")
        return
    top, bottom = (counts.before, counts.now) if change.direction == -1 else (counts.now, counts.before)
    ratio = top.value / bottom.value
    judged.checked |= {figure.start}
    if rounded(ratio, figure.decimals) == figure.value or figure.about:
        return
    digits = max(1, figure.decimals) if ratio.denominator != 1 else 0
    right = number_words(ratio) if not digits else str(rounded(ratio, digits)).replace(".", ",")
    in_digits = right if figure.text[:1].isdecimal() else ""
    judged.say(WRONG, figure, in_digits, f"{top.words} / {bottom.words} = {right} lần")
