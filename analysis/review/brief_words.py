"""The sentences of the one-page assessment of a district: how many and how sure, since when, where the rise is.

Defines how a small probability is said ("khoảng 1 trong 40 quý"). Leaves out what to do about it (``brief_proposals``).

Can mislead: "1 trong 40 quý" is one district looked at alone; on nine districts some flag by chance is common, and
the page says so in its last lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from ..definitions.periods import day_text
from ..figures.change import SMALL_BASE
from ..signals.evidence import RANGE_LEVEL, TREND_QUARTERS
from ..signals.levels import FEWEST_QUARTERS, FLAGGED, NONE, NOT_ENOUGH_HISTORY, P_RED, RED
from .alert_words import LEVEL_WORDS, OVER_BUT_NO_FLAG
from .brief_record import BriefFacts, Quarter, Rise
from .numbers import MISSING, decimal, percent, two_digits, whole
from .sentences import SMALL, invented_words

ROWS_SHOWN = 5
"""Groups named on the sheet, at most."""
NAMED_IN_TEXT = 34
"""Longest name of a group on the sheet [letters]: one line of the table."""
LONGEST_REASON = 120
"""Of a reason on the sheet [letters]."""
DIMENSION_WORDS = {"vehicle_type": "Phương tiện", "weekday": "Thứ"}
"""Short names of dimensions for the narrow column; the others as they are."""


def kind_of_period(facts: BriefFacts) -> str:
    """What the period is called in "one of …": "quý", "năm", else "kỳ"."""
    part = facts.period.key[4:6]
    return {"-Q": "quý", "": "năm"}.get(part, "kỳ")


def this_period(facts: BriefFacts) -> str:
    """ "quý này", or "kỳ này" for what is longer."""
    return "quý này" if kind_of_period(facts) == "quý" else "kỳ này"


def scope_words(facts: BriefFacts) -> str:
    """What is counted: "đường bộ, tính cả va chạm"."""
    collisions = "tính cả va chạm" if facts.with_collisions else "không tính va chạm"
    return ", ".join([*(label.lower() for label in facts.modes), collisions])


def count_sentence(facts: BriefFacts) -> str:
    """ "Quý I/2025, huyện Bảo Yên xảy ra 21 vụ …, làm chết 03 người, bị thương 14 người; số vụ tăng 12 vụ …"."""
    hurt = facts.casualties
    people = [_people("làm chết", hurt.deaths, "chết"), _people("bị thương", hurt.injured, "bị thương")]
    opening = f"{facts.period.title}, {facts.place} xảy ra {two_digits(facts.now)} vụ tai nạn giao thông"
    counted = ", ".join([f"{opening} ({scope_words(facts)})", *(text for text in people if text)])
    if facts.last_year is None:
        return f"{counted}; chưa có số liệu cùng kỳ năm trước để so sánh."
    return f"{counted}; so với cùng kỳ năm trước ({two_digits(facts.last_year)} vụ), số vụ {_change(facts)}."


def _people(verb: str, number: int | None, otherwise: str) -> str:
    if number is None:
        return ""
    return f"{verb} {two_digits(number)} người" if number else f"không có người {otherwise}"


def _change(facts: BriefFacts) -> str:
    before = facts.last_year or 0
    change = facts.now - before
    if not change:
        return "không tăng, không giảm"
    small = f"; {SMALL}" if before < SMALL_BASE else ""
    rate = f" ({percent(100 * change / before, signed=True)}{small})" if before else ""
    return f"{'tăng' if change > 0 else 'giảm'} {two_digits(abs(change))} vụ{rate}"


def normal_sentence(facts: BriefFacts) -> str:
    """What is normal for this part of the year and how sure it is that now is more."""
    unit = kind_of_period(facts)
    if facts.lower is None or facts.upper is None:
        return _no_normal(facts)
    normal = f"Mức bình thường của {same_period_words(facts)}, tính từ {facts.quarters_of_history} quý trước"
    return f"{normal}, là {normal_range(facts)} vụ (trung bình {decimal(facts.expected, 1)}){_sureness(facts, unit)}."


def _no_normal(facts: BriefFacts) -> str:
    quarters = facts.quarters_of_history
    if quarters >= FEWEST_QUARTERS:
        return f"Chưa xét được mức bình thường vì thiếu số liệu {facts.last_year_period.title}."
    return (
        f"Mới có {whole(quarters)} quý số liệu trước kỳ này, chưa đủ {FEWEST_QUARTERS} quý để xác định mức bình "
        "thường; chỉ so được với cùng kỳ năm trước."
    )


def normal_range(facts: BriefFacts) -> str:
    """ "6–16"; "–" without a baseline."""
    if facts.lower is None or facts.upper is None:
        return MISSING
    return f"{whole(facts.lower)}–{whole(facts.upper)}"


def _sureness(facts: BriefFacts, unit: str) -> str:
    if facts.p_base is None:
        return ""
    if facts.p_base > 0.5:
        return f"; số vụ {this_period(facts)} không cao hơn bình thường"
    return f"; nếu tình hình không thay đổi thì {odds_words(facts.p_base, unit)} có nhiều vụ như vậy"


def odds_words(probability: float, unit: str) -> str:
    """A probability as a frequency: "khoảng 1 trong 40 quý", two leading digits; below a thousandth so it is said."""
    if probability < 0.001:
        return f"chưa đến 1 trong 1.000 {unit}"
    if probability > 0.2:
        return f"cứ {whole(round(10 * probability)) if probability > 0.25 else '2'} trong 10 {unit}"
    times = 1 / probability
    digits = 10 ** max(len(str(int(times))) - 2, 0)
    return f"khoảng 1 trong {whole(round(times / digits) * digits)} {unit}"


def level_words(facts: BriefFacts) -> str:
    """The level in words with what it rests on: "tăng rõ rệt; cao nhất trong 21 quý"."""
    unit = kind_of_period(facts)
    reasons = []
    if facts.highest_of > 2:
        reasons.append(f"cao nhất trong {whole(facts.highest_of)} {unit if unit == 'quý' else 'năm'}")
    if facts.level == RED and facts.trend_mark and (facts.p_base or 0) > P_RED:
        reasons.append(f"lại có xu hướng tăng trong {TREND_QUARTERS} quý")
    if facts.prolonged:
        reasons.append(f"{unit} trước cũng tăng rõ rệt (kéo dài)")
    said = f"; {', '.join(reasons)}" if reasons else ""
    level = f"vượt mức bình thường, {OVER_BUT_NO_FLAG}" if above_without_flag(facts) else LEVEL_WORDS[facts.level]
    return f"{level}{said}"


def set_aside_words(facts: BriefFacts) -> str:
    """ "; cờ báo này được tạm gác ngày 20/04/2025 (lý do: …)"; empty where it stands."""
    if facts.set_aside is None:
        return ""
    day, reason = facts.set_aside
    short_reason = reason if len(reason) <= LONGEST_REASON else f"{reason[: LONGEST_REASON - 1].rstrip()}…"
    return f"; cờ báo này được tạm gác ngày {day_text(day)} (lý do: {short_reason})"


def above_without_flag(facts: BriefFacts) -> bool:
    """Whether the count is above its range and yet has no flag, being no higher than last year, or very small."""
    return facts.level == NONE and facts.upper is not None and facts.now > facts.upper


def relative_words(facts: BriefFacts) -> str:
    """Whether a flagged district rose by itself or with the province, to follow its level; empty without a baseline."""
    if facts.p_relative is None or facts.level not in FLAGGED:
        return ""
    if facts.p_relative <= RANGE_LEVEL:
        return "; tăng riêng, không theo mặt bằng chung của tỉnh"
    return "; chưa tách được khỏi diễn biến chung của tỉnh"


def since_sentence(facts: BriefFacts) -> str:
    """Since which quarter the count has been above normal, and whether twelve quarters show a trend."""
    if facts.p_trend is None:
        return "Chuỗi số liệu còn ngắn, chưa xét được từ khi nào và có xu hướng hay không."
    trend = "có xu hướng tăng" if facts.trend_mark else "chưa thấy xu hướng tăng dần"
    return f"{_above_normal(facts)}; {TREND_QUARTERS} quý gần đây, kể cả {this_period(facts)}, {trend}."


def _above_normal(facts: BriefFacts) -> str:
    """From the last quarter backwards: how long the counts have been above the range, and the quarter before that."""
    known = [quarter for quarter in facts.quarters if quarter.count is not None and quarter.upper is not None]
    above = list(takewhile(lambda quarter: (quarter.count or 0) > (quarter.upper or 0), reversed(known)))
    if not above:
        return f"{_title(known[-1])} không vượt mức bình thường của quý" if known else "Chưa rõ mức bình thường"
    said = f"Vượt mức bình thường từ {_title(above[-1])}"
    if len(above) == len(known):
        return said
    before = known[-len(above) - 1]
    return f"{said} ({_title(before)}: {whole(before.count)} vụ, bình thường {before.lower}–{before.upper})"


def _title(quarter: Quarter) -> str:
    """ "Quý IV/2024" of "2024-Q4"."""
    return f"Quý {('I', 'II', 'III', 'IV')[int(quarter.key[6]) - 1]}/{quarter.key[:4]}"


def deaths_sentence(facts: BriefFacts) -> str:
    """Deaths over twelve months, for a district has too few in a quarter."""
    year = facts.twelve_months
    if year.deaths is None:
        return "Chưa đủ 12 tháng số liệu để tính số người chết."
    injured = "" if year.injured is None else f", {two_digits(year.injured)} người bị thương"
    said = f"Trong 12 tháng đến hết {day_text(year.span.end)} có {two_digits(year.deaths)} người chết{injured}"
    if year.deaths_before is None:
        return f"{said}; chưa có số liệu 12 tháng trước đó."
    both = "" if not injured or year.injured_before is None else f" và {two_digits(year.injured_before)}"
    return f"{said} (12 tháng trước đó: {two_digits(year.deaths_before)}{both})."


def years_sentence(facts: BriefFacts) -> str:
    """The same period of the years before: "Quý I từ 2020 đến 2024 (cột sẫm): 15, 9, 12, 7, 9 vụ."."""
    before = facts.years[:-1]
    if not before:
        return ""
    span = f"năm {before[0].year}" if len(before) == 1 else f"từ {before[0].year} đến {before[-1].year}"
    dark = " (cột sẫm)" if kind_of_period(facts) == "quý" else ""
    counts = ", ".join(whole(year.count) for year in before)
    name = same_period_words(facts)
    return f"{name[:1].upper()}{name[1:]} {span}{dark}: {counts} vụ."


def rises_words(facts: BriefFacts) -> str:
    """What follows the name of the table of parts."""
    if not facts.bases:
        return ": chưa có năm trước nào đủ số liệu để so."
    if not shown_rises(facts):
        return f": số vụ không cao hơn {normal_heading(facts).lower()} nên không xét phần tăng."
    if any(rise.clear for rise in facts.rises):
        return " (chữ đậm: ít khả năng do ngẫu nhiên):"
    return " (chưa nhóm nào tăng rõ hơn hẳn):"


def normal_heading(facts: BriefFacts) -> str:
    """What "normal" is in the table of parts: "Bình quân 5 năm"."""
    return f"Bình quân {facts.bases} năm" if facts.bases > 1 else "Năm trước"


def shown_rises(facts: BriefFacts, most: int = ROWS_SHOWN) -> list[Rise]:
    """At most ``most``, those that are hardly chance before those that grew most; none where the area did not."""
    if facts.excess is None or facts.excess <= 0:
        return []
    first = sorted(facts.rises, key=lambda rise: (not rise.clear, -rise.excess))[:most]
    return [rise for rise in facts.rises if rise in first]


def dimension_words(rise: Rise) -> str:
    """What the group is one of: "Tuyến đường", "Phương tiện"."""
    return DIMENSION_WORDS.get(rise.dimension, rise.dimension_label)


def short(rise: Rise) -> str:
    """The name of a group, cut where the page has no room."""
    label = rise.label
    return label if len(label) <= NAMED_IN_TEXT else f"{label[: NAMED_IN_TEXT - 1].rstrip()}…"


def false_flag_sentence(facts: BriefFacts) -> str:
    """How many red flags chance alone gives; empty where nothing was judged."""
    areas, red = facts.false_flags
    if not areas or red <= 0 or facts.level == NOT_ENOUGH_HISTORY:
        return ""
    unit = kind_of_period(facts)
    every = round(1 / red) if red < 1 else 1
    return f"Trên {areas} địa bàn, riêng ngẫu nhiên cũng gây ra một mức “tăng rõ rệt” khoảng {every} {unit} một lần."


def source_lines(facts: BriefFacts) -> list[str]:
    """Source, until when, how many accidents, which state of the data; then notes and how often chance flags."""
    until = f"; số liệu đến {day_text(facts.data_until)}" if facts.data_until else ""
    state = f"bản chốt số liệu “{facts.snapshot}”" if facts.snapshot else "số liệu chưa chốt, có thể còn bổ sung"
    source = ", ".join(facts.sources) or "tệp không ghi nguồn"
    first = f"Nguồn: {source}{until}; tổng hợp từ {whole(facts.now)} vụ; {state}."
    return [first, *_sentences(facts.notes), *_sentences([false_flag_sentence(facts)])]


def illustration_line(facts: BriefFacts) -> str:
    """What stands below the title where any figure is invented."""
    said = invented_words(facts)
    return f"({said})" if said else ""


def same_period_words(facts: BriefFacts) -> str:
    """What the period is called without its year: "Quý I", "6 tháng", "cả năm"."""
    return facts.period.title.partition("/")[0] if "/" in facts.period.title else "cả năm"


def _sentences(texts: Sequence[str]) -> list[str]:
    return [text if text.endswith(".") else f"{text}." for text in texts if text]
