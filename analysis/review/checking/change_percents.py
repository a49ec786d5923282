"""The percent of a change: size, sign and word, from the counts that are known, or from what must be whole.

(now - before) / before. With a difference or a count alone a percent can still be impossible: no whole base gives it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from .amounts import Amount, number_words, percent_range, percent_words
from .findings import DOUBTFUL, UNCHECKED, WRONG, Finding, Judged
from .numerals import rounded
from .percents import judge_percent, whole_bases
from .statements import Change, Figure

_BOUNDS = ("trên", "dưới", "hơn", "ít nhất", "tối thiểu", "không quá", "tối đa")
DIRECTION_WORDS = {1: "tăng", -1: "giảm", 0: "không tăng, không giảm"}


@dataclass(frozen=True)
class Counts:
    """What is known of a change: now, before, signed difference, and how the base was found, in words."""

    now: Amount | None
    before: Amount | None
    difference: Amount | None
    words: str = ""


def judge_change_percent(change: Change, counts: Counts, judged: Judged) -> None:
    """The percent of a change against what is known of its counts."""
    figure = change.percent
    if figure is None:
        return
    if change.percent_beside_word and figure.sign < 0 and change.percent_direction == -1:
        judged.say(
            DOUBTFUL, figure, figure.text.lstrip("-"), "“giảm” kèm dấu trừ là hai lần phủ định; chỉ viết một lần"
        )
    if figure.slip == "unreadable":
        judged.say(UNCHECKED, figure, "", "không đọc được số này")
        return
    if counts.difference is None and counts.now is None and counts.before is None:
        if figure.about in _BOUNDS:
            return  # "các huyện tăng trên 20%": a bound, not a figure of something
        _without_base(change, figure, judged)
        return
    if counts.before is None or counts.difference is None:
        _half_known(change, figure, counts, judged)
        return
    _known(change, figure, counts.before, counts.difference, counts.words, judged)


def _known(change: Change, figure: Figure, before: Amount, step: Amount, words: str, judged: Judged) -> None:
    judged.checked.add(figure.start)
    if change.difference is not None:
        judged.checked.add(change.difference.start)
    if before.value == 0:
        if figure.value or step.value:
            judged.say(WRONG, figure, "", "số cùng kỳ là 0 nên không có tỷ lệ phần trăm; chỉ viết số tăng")
        return
    if before.low <= 0:
        judged.say(UNCHECKED, figure, "", "các số đã làm tròn quá nhiều nên không tính lại được tỷ lệ")
        return
    exact, low, high = percent_range(step, before)
    low, high = sorted((abs(low), abs(high)))
    arithmetic = _arithmetic(before, step, words)
    found = judge_percent(figure, abs(exact), arithmetic, low=low, high=high)
    if found is not None:
        found = replace(found, right=_with_sign(found.right, exact, figure), reason=_hinted(found, step, before))
    _sign(change, figure, exact, found, judged)


def _with_sign(right: str, exact: Fraction, figure: Figure) -> str:
    if not exact:
        return "0%"
    return f"{'-' if exact < 0 else '+'}{right.lstrip('+-')}" if figure.sign else right


def _arithmetic(before: Amount, step: Amount, words: str) -> str:
    """Write "(20 - 17) / 17", or with the deduced base "cùng kỳ là 196 + 45 = 241; 45 / 241"."""
    if words:
        return f"{words}; {number_words(abs(step.value)) if step.exact else step.words} / {before.words}"
    size = before + step
    if size.value >= before.value:
        return f"({size.words} - {before.words}) / {before.words}"
    return f"({before.words} - {size.words}) / {before.words}"


def _hinted(found: Finding, step: Amount, before: Amount) -> str:
    """The reason with the likely slip: divided by the count of now, or the ratio in place of the change."""
    if found.kind != WRONG:
        return found.reason
    now = before.value + step.value
    value = Fraction(found.written.replace("%", "").replace(".", "").replace(",", ".").strip("+- ") or "0")
    if now and rounded(100 * abs(step.value) / now, 2) == value:
        return f"{found.reason[:-1]}; {found.written} là do chia cho số kỳ này ({number_words(now)})."
    if rounded(100 * now / before.value, 2) == value:
        return f"{found.reason[:-1]}; {found.written} là tỷ lệ so với cùng kỳ, không phải mức tăng, giảm."
    return found.reason


def _sign(change: Change, figure: Figure, exact: Fraction, found: Finding | None, judged: Judged) -> None:
    """The sign and the word at the percent against the direction of the change; then what was found of its size."""
    said = figure.sign
    if said > 0 and change.percent_direction == -1 and change.percent_beside_word:
        said = 1
    actual = (exact > 0) - (exact < 0)
    if said and actual and said != actual:
        right = found.right if found is not None and found.right else figure.text.lstrip("+-")
        size = f"{'-' if actual < 0 else '+'}{right.lstrip('+-')}"
        reason = f"số {DIRECTION_WORDS[actual]} nên tỷ lệ phải mang dấu {'trừ' if actual < 0 else 'cộng'}: {size}"
        if found is not None:
            reason = f"{found.reason[:-1]}; {reason}"
        judged.say(WRONG, figure, size, reason)
    elif (
        change.percent_direction not in (None, change.direction) and not judged.reworded and change.percent_beside_word
    ):
        first, second = (DIRECTION_WORDS[one or 0] for one in (change.direction, change.percent_direction))
        judged.say(WRONG, figure, "", f"viết “{first}” rồi lại viết “{second}”")
    elif found is not None:
        judged.findings.append(found)


def _half_known(change: Change, figure: Figure, counts: Counts, judged: Judged) -> None:
    """Only a difference, or only one count: is there any whole base that gives this percent?"""
    direction = change.direction if change.direction is not None else figure.sign
    _contradiction(change, figure, judged)
    if counts.difference is not None and counts.difference.exact and counts.now is None:
        size = abs(counts.difference.value)
        if not size:
            if figure.value:
                judged.say(WRONG, figure, "0%", "không tăng, không giảm thì tỷ lệ là 0%")
            return
        least, most = whole_bases(size, figure)
        if least > most and figure.value:
            said = percent_words(Fraction(figure.value), figure.decimals)
            reason = f"không có số cùng kỳ nguyên nào để {number_words(size)} bằng {said}"
            judged.say(DOUBTFUL, figure, "", reason)
            return
        guess = f" (nếu đúng thì cùng kỳ là {number_words(Fraction(least))})" if least == most else ""
        judged.say(UNCHECKED, figure, "", f"câu không nêu số kỳ này hoặc số cùng kỳ{guess}")
        return
    known, size = counts.now, Fraction(figure.value)
    told = known is not None and known.exact and bool(direction) and bool(size)
    if told and known is not None and not _reachable(known.value, size * direction, figure.decimals):
        word = f"{DIRECTION_WORDS[direction]} {figure.text.lstrip('+-')}"
        judged.say(DOUBTFUL, figure, "", f"không có số cùng kỳ nguyên nào để thành {known.words} khi {word}")
        return
    judged.say(UNCHECKED, figure, "", "câu không nêu số cùng kỳ nên không tính lại được tỷ lệ")


def _reachable(now: Fraction, percent: Fraction, decimals: int) -> bool:
    """Whether a whole base gives ``now`` at this percent as it is rounded."""
    if 100 + percent <= 0:
        return not now and percent == -100
    guess = 100 * now / (100 + percent)
    near = range(max(1, int(guess) - 2), int(guess) + 4)
    if guess > 10**5:
        return True
    return any(Fraction(rounded(100 * (now - base) / base, decimals)) == percent for base in near)


def _contradiction(change: Change, figure: Figure, judged: Judged) -> None:
    if change.direction and figure.sign and figure.sign != change.direction:
        right = f"{'-' if change.direction < 0 else '+'}{figure.text.lstrip('+-')}"
        if not (change.percent_beside_word and change.direction < 0):
            word, sign = DIRECTION_WORDS[change.direction], "trừ" if figure.sign < 0 else "cộng"
            judged.say(WRONG, figure, right, f"viết “{word}” nhưng tỷ lệ mang dấu {sign}")


def _without_base(change: Change, figure: Figure, judged: Judged) -> None:
    _contradiction(change, figure, judged)
    direction = change.direction if change.direction is not None else figure.sign
    if direction == -1 and figure.value > 100:
        judged.say(WRONG, figure, "", "không thể giảm quá 100%")
    else:
        judged.say(UNCHECKED, figure, "", "câu không nêu số kỳ này và số cùng kỳ")
