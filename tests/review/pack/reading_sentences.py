"""Holds the figures of sentences against the commands: every phrase of a known form, as a whole.

A phrase names several figures that belong together ("21 vụ, cùng kỳ 09", "tăng 12 vụ (21/9; +133,33%)"); they have to
stand together in one row of an answer, in that of the group where the phrase names one. Figures in other words are
left to the checker of typed sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from tests.review.pack.command_answers import Answers
from tests.review.pack.reading_back import ACCIDENTS, MISSING, TARGET, VIOLATIONS, Checked, printed

_N = r"(\d[\d.]*)"
_UNIT = r"(?:vụ|người|trường hợp|phương tiện|điểm)"
_NONE = "không"
PAIR = re.compile(rf"([^;:.()]+) \({_N} (vụ|trường hợp|người), cùng kỳ (\d[\d.]*|không có)\)")
CHANGE = re.compile(rf"(tăng|giảm) {_N} {_UNIT}(?: \({_N}/{_N}(?:; ([+-][\d.,]+%))?(?:; số nhỏ)?\)| \(([+-][\d.,]+%))")
NOW_CHANGE = re.compile(rf"{_N} {_UNIT}[^;.\d]*, (tăng|giảm) {_N} {_UNIT} \(([+-][\d.,]+%)")
BASES = re.compile(
    rf"cùng kỳ có (?:{_N} vụ|không có vụ nào), (?:{_N} người chết|không có người chết), "
    rf"(?:{_N} người bị thương|không có người bị thương)"
)
TARGETS = re.compile(rf"không quá {_N} (?:vụ|người); thực tế {_N} (?:vụ|người)")
SPOT = re.compile(
    rf"Km(\d+)\+(\d+)[^:;]*: {_N} vụ[^,]*, {_N} chết, {_N} bị thương, từ (\d\d/\d\d/\d{{4}}) đến (\d\d/\d\d/\d{{4}})"
)
RANGE = re.compile(rf"{_N} vụ, cùng kỳ {_N}, mức bình thường (\d+)-(\d+) vụ")
FINES = re.compile(r"Tiền phạt (\d[\d.]*,\d+) tỷ đồng")


def check_sentences(texts: Sequence[str], answers: Answers, checked: Checked) -> None:
    """Hold every phrase of a known form; fails with the sentence in which one does not stand in the answers."""
    known: Sequence[tuple[re.Pattern[str], Callable[[re.Match[str], str, Answers], tuple[bool, int]]]] = (
        (PAIR, _pair),
        (CHANGE, _change),
        (NOW_CHANGE, _now_change),
        (BASES, _bases),
        (TARGETS, _target),
        (SPOT, _spot),
        (RANGE, _range),
        (FINES, _fines),
    )
    for text in texts:
        for sentence in re.split(r"(?<=\.)\s|\n", text):
            for form, holds in known:
                for found in form.finditer(sentence):
                    right, figures = holds(found, sentence, answers)
                    assert right, f"{checked.document}: «{found[0]}» in «{sentence}»"
                    checked.counts["sentences"] += figures


def every_figure(answers: Answers) -> Iterator[dict[str, Any]]:
    """Every figure with now and before that the commands give."""
    for answer in [
        *(answers.compare(by) for by in ACCIDENTS.values()),
        *(answers.violations(by) for by in VIOLATIONS.values()),
    ]:
        for row in [*answer["rows"], answer["total"]]:
            yield from (figure for figure in row.values() if isinstance(figure, dict))


def _pair(found: re.Match[str], sentence: str, answers: Answers) -> tuple[bool, int]:
    """ "Bảo Yên (21 vụ, cùng kỳ 09)" has to stand in the row of Bảo Yên."""
    name, now, unit, before = found.groups()
    pair = (_number(now), 0 if before.startswith(_NONE) else _number(before))
    rows = list(_named(name, unit, sentence, answers))
    return pair in [(row["now"], row["before"]) for row in rows], 2


def _change(found: re.Match[str], _: str, answers: Answers) -> tuple[bool, int]:
    """ "tăng 12 vụ (21/9; +133,33%)": one figure has all of it."""
    direction, change, now, before, percent, alone = found.groups()
    wanted = (_number(change) * (1 if direction == "tăng" else -1), percent or alone)
    for figure in every_figure(answers):
        same = figure["difference"] == wanted[0] and wanted[1] in (None, printed(figure["percent"], "percent"))
        if same and (now is None or (figure["now"], figure["before"]) == (_number(now), _number(before))):
            return True, 1 + 2 * (now is not None) + (wanted[1] is not None)
    return False, 0


def _now_change(found: re.Match[str], _: str, answers: Answers) -> tuple[bool, int]:
    """ "92 vụ tai nạn giao thông, tăng 09 vụ (+10,84%)": the same, with the figure before it."""
    now, direction, change, percent = found.groups()
    wanted = (_number(now), _number(change) * (1 if direction == "tăng" else -1), percent)
    told = ((one["now"], one["difference"], printed(one["percent"], "percent")) for one in every_figure(answers))
    return wanted in told, 1


def _bases(found: re.Match[str], _: str, answers: Answers) -> tuple[bool, int]:
    """ "cùng kỳ có 83 vụ, 17 người chết, 47 người bị thương" stand together in one row."""
    wanted = tuple(_number(count) if count else 0 for count in found.groups())
    answer = answers.compare("mode")
    rows = [*answer["rows"], answer["total"]]
    return wanted in [tuple(row[name]["before"] for name in ("accidents", "deaths", "injured")) for row in rows], 3


def _target(found: re.Match[str], _: str, answers: Answers) -> tuple[bool, int]:
    total = answers.compare("")["total"]
    wanted = tuple(map(_number, found.groups()))
    most = [(figure["before"] * (100 + TARGET) // 100, figure["now"]) for figure in _criteria(total)]
    return wanted in most, 2


def _spot(found: re.Match[str], _: str, answers: Answers) -> tuple[bool, int]:
    """Counts and days of a black spot that is named by its first metre."""
    km, metres, accidents, deaths, injured, first, last = found.groups()
    counts = (int(km) * 1000 + int(metres), *map(_number, (accidents, deaths, injured)), first, last)
    spots = [*answers.spots("km")["spots"], *answers.spots("point")["spots"], *answers.spots("km")["potential"]]
    told = [(*(one[key] for key in ("from_m", "accidents", "deaths", "injured")), *_days(one)) for one in spots]
    return counts in told, 5


def _range(found: re.Match[str], _: str, answers: Answers) -> tuple[bool, int]:
    wanted = tuple(map(_number, found.groups()))
    told = [(row["now"], row["last_year"], row["lower"], row["upper"]) for row in answers.alerts()["rows"]]
    return wanted in told, 4


def _fines(found: re.Match[str], _: str, answers: Answers) -> tuple[bool, int]:
    fines = answers.violations("area")["total"]["fine_vnd"]["now"]
    return found[1] == printed(fines / 1e9, "decimal"), 1


def _criteria(total: Any) -> list[Any]:
    return [total[name] for name in ("accidents", "deaths", "injured")]


def _days(spot: Any) -> tuple[str, str]:
    first, last = (printed(spot[key], "date") or MISSING for key in ("first", "last"))
    return first, last


def _named(name: str, unit: str, sentence: str, answers: Answers) -> Iterator[dict[str, Any]]:
    """The figures of every group called ``name`` (vụ: accidents; người: whom the sentence speaks of)."""
    wanted = re.sub(r"\s+với\s+", " + ", name.strip().lower())
    for by in ACCIDENTS.values() if unit != "trường hợp" else VIOLATIONS.values():
        answer = answers.violations(by) if unit == "trường hợp" else answers.compare(by)
        measure = {"trường hợp": "cases", "vụ": "accidents"}.get(
            unit, "deaths" if "chết" in sentence[:40] else "injured"
        )
        for row in answer["rows"]:
            if wanted == row["label"].lower() or wanted.endswith(f" {row['label'].lower()}"):
                yield row[measure]


def _number(text: str) -> int:
    return int(text.rstrip(".").replace(".", ""))
