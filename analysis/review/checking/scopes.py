"""What each count of a text is about: period, area, way, severity, va chạm, or words that are not understood.

A count is only held against our data where every word of its sentence up to it is known; "69 vụ do vượt ẩu" is left
alone. A heading ("2. Địa bàn Bảo Yên") holds for what follows until the next. It can mislead where a text changes its
subject without saying so: the findings therefore say which reading was used.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .items import Item
from .labels import Label, bracket_behind_names, joined, label_of, labelled_counts, segments
from .periods_said import PeriodSaid

_KNOWN_WORDS = """
    an ba ban biến bàn báo bình bằng bị cai chi cho chung chí chưa chết cuối các cáo còn công cùng căn cơ cả cứ
    diễn ghi giao giảm giữa hai hiện huyện hình họa i ii iii iv khi khu không kê kết kể kỳ liệu loại làm lào lĩnh
    lại minh mặt mỗi một mức nay nguồn ngày người nhiên nhiều nhìn như nhưng nhất nhận nhỏ này nói năm phân phương phố
    qua quân quý quả ra riêng rõ rệt sau so sánh số sở theo thành tháng thông thương thấy thị thống thời thứ tiêu
    tiết toàn trên trước trật tuy tuyến tình tích tính tăng tại tỉnh từ tự và vụ vực xã xảy đã đó đầu đến địa đồng
    độ đủ
"""
_KNOWN = frozenset(_KNOWN_WORDS.split())
_PASSED = 6
"""So many periods named before are looked at again."""
_TELLING = {"up", "down", "same", "versus", "goal", "not_clear"}
SAME, PREVIOUS = "same", "previous"
"""What a text names without a period: cùng kỳ năm trước, kỳ trước."""
_WAYS = {"cùng": SAME, "năm trước": SAME, "kỳ trước": PREVIOUS, "tháng trước": PREVIOUS}
"""Words of a "versus" in the order in which they are looked for: "cùng kỳ năm trước", "so với kỳ trước"."""
_VERBS = {"không", "xảy", "ra", "làm"}
_HOUR = re.compile(r"\d\s?(?:h|giờ)|\d\s?/\s?\d|ngày \d|\d (?:tháng|năm|tuần|quý)")
_LIMITING_SKIPS = ("xã", "phường", "thị trấn", "tt.", "km", "ql", "tl", "đt", "ct", "quốc", "tỉnh lộ", "đường")


@dataclass(frozen=True)
class Said:
    """What a place of the text is about; ``unknown`` names the words that were not understood, the first few.

    ``period`` None: the text names none; ``base`` likewise, ``base_year`` that of "cùng kỳ năm 2023" or 0; ``against``:
    ``SAME`` or ``PREVIOUS`` where the text says so, "" where it leaves open what a count is set against. Where the
    sentence does not name its period, ``or_else`` are others that may be meant (None: the chosen one), and ``passed``
    those named before that the text has left behind. ``carried`` are the labels of the sentence before in the same
    paragraph: "Bảo Yên xảy ra 21 vụ. Tăng 12 vụ (21/9)."
    ``collisions`` None: not said. ``inherited`` labels may hold too; where that decides, nothing is compared.
    """

    labels: tuple[Label, ...] = ()
    inherited: tuple[Label, ...] = ()
    period: PeriodSaid | None = None
    base: PeriodSaid | None = None
    base_year: int = 0
    collisions: bool | None = None
    unknown: tuple[str, ...] = ()
    against: str = ""
    or_else: tuple[PeriodSaid | None, ...] = ()
    passed: tuple[PeriodSaid, ...] = ()
    carried: tuple[Label, ...] = ()

    def code(self, kind: str) -> str:
        """The code of a label, or ""."""
        return next((label.code for label in self.labels if label.kind == kind), "")

    @property
    def several(self) -> bool:
        """Whether more than one area, way or class is named at once."""
        kinds = [label.kind for label in self.labels]
        return len(kinds) > len(set(kinds))


@dataclass
class _Running:
    heading: tuple[Label, ...] = ()
    heading_unknown: tuple[str, ...] = ()
    document: PeriodSaid | None = None
    titled: bool = False
    paragraph: PeriodSaid | None = None
    sentence: PeriodSaid | None = None
    named: list[PeriodSaid] = field(default_factory=list)
    in_paragraph: int = 0
    carried: tuple[Label, ...] = ()
    base: PeriodSaid | None = None
    base_year: int = 0
    against: str = ""
    collisions: bool | None = None
    year: int = 0


def scopes(sentences: Sequence[Sequence[Item]], paragraphs: Sequence[int]) -> dict[int, Said]:
    """For every count the start of its figure and what it is about; ``paragraphs``: the number of each sentence's."""
    found: dict[int, Said] = {}
    running = _Running()
    sizes = Counter(paragraphs)
    last = -1
    for sentence, paragraph in zip(sentences, paragraphs, strict=True):
        if paragraph != last:
            running.paragraph, running.base, running.base_year, last = None, None, 0, paragraph
            running.in_paragraph, running.carried = len(running.named), ()
            running.against = ""
        collisions = _collisions(sentence)
        running.collisions = collisions if collisions is not None else running.collisions
        if _is_numbered(sentence):
            running.heading, running.heading_unknown = (), ()
        if _is_heading(sentence, sizes[paragraph] == 1):
            _heading(sentence, running)
        found |= dict(_sentence(sentence, running))
    return found


def _is_numbered(sentence: Sequence[Item]) -> bool:
    return sentence[0].kind == "skip" and sentence[0].text.endswith((".", ")"))


def _is_heading(sentence: Sequence[Item], alone: bool) -> bool:
    """Whether a line only names what follows: no figure, nothing happens in it, numbered or a line of its own."""
    if any(item.figure is not None or item.kind in _TELLING or item.text in _VERBS for item in sentence):
        return False
    return alone or _is_numbered(sentence)


def _heading(sentence: Sequence[Item], running: _Running) -> None:
    """A line without figures: what it names holds from here on."""
    labels = tuple(label for place in range(len(sentence)) if (label := label_of(sentence, place)))
    kinds = [label.kind for label in labels]
    running.heading = tuple(label for label in labels if kinds.count(label.kind) == 1)
    running.heading_unknown = _unknown(sentence)
    period = next((item.period for item in sentence if item.period is not None), None)
    if period is not None:
        period = _dated(period, running)
        running.document = running.paragraph = period
        running.titled = True
        _name(period, running)


def _sentence(sentence: Sequence[Item], running: _Running) -> Iterator[tuple[int, Said]]:
    stops = [stop for _, stop in segments(sentence)]
    labelled = {one.place: one for one in labelled_counts(sentence)}
    begin, after_versus, running.sentence = 0, False, None
    outside = (running.paragraph, running.sentence, running.base)
    known, inherited = running.heading, running.heading[:0]
    years = [int(item.text[-4:]) for item in sentence if item.kind == "versus" and item.text[-4:].isdecimal()]
    running.base_year = years[0] if years else running.base_year
    for place, item in enumerate(sentence):
        if item.text == ";":
            begin, after_versus = place + 1, False
        elif item.kind == "versus":
            after_versus = True
            if way := _way(item.text):
                running.base, running.against = None, way
        elif item.text == "," or item.figure is not None:
            after_versus = after_versus and item.figure is None
        if item.text == "(":
            outside = (running.paragraph, running.sentence, running.base)
        elif item.text == ")" and _counts_of_its_own_period(sentence, place):
            running.paragraph, running.sentence, running.base = outside
        if item.period is not None:
            _period(item.period, sentence, place, after_versus, running)
        if item.figure is None:
            continue
        named = bracket_behind_names(sentence, place)
        if named is not None:
            known, inherited = named.labels, running.heading[:0]
        elif place in labelled:
            known, inherited = labelled[place].labels, labelled[place].inherited
        stop = next(stop for stop in stops if stop >= place)
        words = _unknown(sentence[begin:stop]) + running.heading_unknown
        period, *others = _periods_meant(running)
        passed = tuple(one for one in reversed(running.named[-_PASSED:]) if others and one not in (period, *others))
        base, against = _base_at(sentence, place, running)
        about = (joined(known, running.heading), inherited, period, base, running.base_year, running.collisions)
        said = Said(*about, words, against, tuple(others), passed, running.carried)
        yield from ((figure.start, said) for figure in (item.figure, item.other) if figure is not None)
    running.carried = known or running.carried


def _counts_of_its_own_period(sentence: Sequence[Item], close: int) -> bool:
    """Whether the bracket closed here counts in a period of its own: "92 vụ (tháng 02/2025: 39 vụ)"."""
    opened = next((place for place in range(close, -1, -1) if sentence[place].text == "("), 0)
    inside = sentence[opened:close]
    counts = any(item.figure is not None and item.figure.unit not in ("", "ngày") for item in inside)
    elaborates = opened > 0 and sentence[opened - 1].period is not None
    return counts and not elaborates and any(item.period is not None for item in inside)


def _base_at(sentence: Sequence[Item], place: int, running: _Running) -> tuple[PeriodSaid | None, str]:
    """What a count is set against, by name or by way: said behind it ("giảm 9 vụ so với Quý IV/2024"), else before."""
    base, against, versus = running.base, running.against, False
    for item in sentence[place + 1 :]:
        if item.text == ";" or (versus and (item.text == "," or item.figure is not None)):
            break
        if versus and item.period is not None:
            return item.period.with_year(running.year) if running.year else item.period, ""
        if item.kind == "versus":
            versus = True
            if way := _way(item.text):
                base, against = None, way
    return base, against


def _way(versus: str) -> str:
    return next((way for words, way in _WAYS.items() if words in versus), "")


def _period(period: PeriodSaid, sentence: Sequence[Item], place: int, after_versus: bool, running: _Running) -> None:
    dated = _dated(period, running)
    if after_versus:
        running.base = running.base or dated
        return
    elaborates = place >= 2 and sentence[place - 1].text == "(" and sentence[place - 2].period is not None
    if dated.form == "span" and not elaborates and place and sentence[place - 1].text == "(":
        elaborates = running.paragraph is not None
    running.paragraph, running.sentence, running.base = dated, dated, None
    _name(dated, running)
    if running.document is None or (elaborates and running.document.form != "span"):
        running.document = dated


def _name(period: PeriodSaid, running: _Running) -> None:
    """Keep a period in the order in which they were named last; ``in_paragraph`` marks where its own begin."""
    if period in running.named:
        running.in_paragraph -= running.named.index(period) < running.in_paragraph
        running.named.remove(period)
    running.named.append(period)


def _periods_meant(running: _Running) -> list[PeriodSaid | None]:
    """The period that a figure is about, first; then those that may be meant where its sentence names none.

    A paragraph that names one period is about it. A new paragraph goes on with the period of the title or, without
    one, with that named last.
    """
    if running.sentence is not None:
        return [running.sentence]
    latest = running.named[-1] if running.named else None
    if running.paragraph is not None and len(running.named) - running.in_paragraph == 1:
        return [running.paragraph]
    title = running.document if running.titled else None
    meant = [running.paragraph or title or latest, latest, title, None]
    return list(dict.fromkeys(meant))


def _dated(period: PeriodSaid, running: _Running) -> PeriodSaid:
    if period.year:
        running.year = period.year
    return period.with_year(running.year) if running.year else period


def _collisions(sentence: Sequence[Item]) -> bool | None:
    for place, item in enumerate(sentence):
        if item.text.startswith("va chạm"):
            before = [near.text for near in sentence[max(0, place - 3) : place]]
            if "không" in before or "trừ" in before:
                return False
            if "cả" in before or "kể" in before or "tính" in before:
                return True
    return None


def _unknown(part: Sequence[Item]) -> tuple[str, ...]:
    """Words, roads and ages of ``part`` outside brackets that may narrow what is counted."""
    found: list[str] = []
    depth = 0
    for item in part:
        depth += {"(": 1, ")": -1}.get(item.text, 0)
        if depth > 0:
            continue
        if (item.kind == "word" and item.text not in _KNOWN) or (item.kind == "skip" and _limits(item.text)):
            found.append(item.text)
    return tuple(found[:6])


def _limits(skipped: str) -> bool:
    """Whether a place on a road, an age or an hour narrows what is counted."""
    return skipped.startswith(_LIMITING_SKIPS) or "tuổi" in skipped or _HOUR.search(skipped) is not None
