"""The flags in words: the level, the reason of every row, the sentence of the page, what chance gives.

Defines the Vietnamese of ``signals.alerts``, all but its notes (``alert_note_words``). "Tăng rõ rệt" is said of a red
flag only; a row without a flag is "không vượt mức bình thường", never "không tăng".

Can mislead: the ordinary range is the range of the count that is to be seen, not an interval of an average, and about
one count in ten lies outside by chance, half of these above.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ..definitions.periods import Period, day_text
from ..signals.alerts import Alerts
from ..signals.evidence import RANGE_LEVEL, TREND_QUARTERS
from ..signals.levels import AMBER, FEWEST_QUARTERS, LEAST_COUNT, NONE, NOT_ENOUGH_HISTORY, RED, SMALLEST_MEAN, TOO_FEW
from .alert_note_words import PLACE_WORDS, named_places, note_sentences
from .numbers import decimal, difference, probability, whole
from .sentences import SMALL, illustration_sentence

LEVEL_WORDS: Mapping[str, str] = {
    RED: "tăng rõ rệt",
    AMBER: "theo dõi",
    NONE: "không vượt mức bình thường",
    TOO_FEW: "quá ít vụ để kết luận",
    NOT_ENOUGH_HISTORY: "chưa đủ số liệu nền",
}
LEVEL_ARROWS: Mapping[str, str] = {RED: "▲▲", AMBER: "▲", NONE: "=", TOO_FEW: "–", NOT_ENOUGH_HISTORY: "–"}
OVER_BUT_NO_FLAG = "chưa đến mức theo dõi"
NOT_COVERED_WORDS: Mapping[str, str] = {"none": "chưa có số liệu", "partial": "kỳ chưa đủ số liệu"}
_WORTH_SAYING = {True: 4, False: 2}
"""The highest of how many is said: of a year's quarters or more; of two years or more of a cumulative period."""

Row = Mapping[str, Any]
"""One row of ``Alerts.table``."""


def level_label(level: str) -> str:
    """The level with its arrow: "▲▲ tăng rõ rệt"."""
    return f"{LEVEL_ARROWS[level]} {LEVEL_WORDS[level]}"


def row_label(row: Row) -> str:
    """The level of a row with its arrow, and other words where those of the level would mislead.

    A period without (all) its data is not "chưa đủ số liệu nền"; a count above the range that yet has no flag is not
    "không vượt mức bình thường".
    """
    level = str(row["level"])
    if row["covered"] != "full":
        return f"{LEVEL_ARROWS[level]} {NOT_COVERED_WORDS[str(row['covered'])]}"
    return f"{LEVEL_ARROWS[level]} {OVER_BUT_NO_FLAG}" if level == NONE and _above(row) else level_label(level)


def range_words(row: Row) -> str:
    """The ordinary range of a row: "3-8"; "–" where it is not judged."""
    if pd.isna(row["lower"]):
        return "–"
    low, high = whole(row["lower"]), whole(row["upper"])
    return low if low == high else f"{low}-{high}"


def reason(row: Row, alerts: Alerts) -> str:
    """Why a row has its level: "21 vụ; bình thường 5-14; cao nhất trong 21 quý; xu hướng tăng trong 12 quý"."""
    if pd.isna(row["now"]):
        return f"chưa có số liệu của {alerts.period.title}"
    seen = f"{whole(row['now'])} vụ"
    if row["covered"] != "full":
        return f"{seen} đến nay; kỳ chưa có đủ số liệu nên chưa xét"
    if row["level"] == TOO_FEW:
        return f"{seen}; trung bình {decimal(row['mean'], 1)} vụ một quý, dưới {whole(SMALLEST_MEAN)} nên không xét"
    if row["level"] == NOT_ENOUGH_HISTORY:
        return f"{seen}{_last_year_words(row)}; {_why_not(row, alerts)}"
    return "; ".join([seen, f"bình thường {range_words(row)}", *marks(row, alerts)])


def marks(row: Row, alerts: Alerts) -> list[str]:
    """What is special about a judged row: "cao nhất trong 21 quý", "xu hướng tăng trong 12 quý", "số nhỏ"."""
    return [*_position(row, alerts), *_flag_marks(row, alerts)]


def headline(alerts: Alerts, set_aside: Sequence[str] = ()) -> str:
    """The sentence that opens the page: "Quý I/2025: 1 địa bàn tăng rõ rệt (Bảo Yên); 8 địa bàn không vượt …".

    ``set_aside``: the places whose flag a person set aside; they are named at the end.
    """
    place, table, period = PLACE_WORDS[alerts.by], alerts.table, alerts.period.title
    if (table["covered"] == "none").all() and not _has_days(alerts):
        return f"Chưa có số liệu của {period}."
    if table.empty:
        return f"{period}: không vụ nào ghi {place} nên không xét được."
    if (table["covered"] != "full").all():
        return f"Số liệu của {period} chưa đủ ngày nên chưa xét {place} tăng."
    if not table["p_base"].notna().any():
        return f"{period}: {_nothing_judged(alerts)}."
    parts = [_level_part(alerts, level) for level in (RED, AMBER) if alerts.count(level)]
    quiet = int(table["level"].eq(NONE).sum())
    if not parts:
        return f"{period}: không {place} nào tăng quá mức bình thường ({_of_judged(quiet, place, alerts)})."
    rest = [f"{whole(quiet)} {place} khác được xét không bị gắn cờ"] if quiet else []
    aside = [f"đã tạm gác: {named_places(list(set_aside), place)}"] if set_aside else []
    return f"{period}: {'; '.join([*parts, *rest, *aside])}."


def chance_sentence(alerts: Alerts) -> str:
    """How many flags chance alone gives; empty where nothing is judged."""
    areas = int(alerts.chance["areas"])
    if not areas:
        return ""
    place = PLACE_WORDS[alerts.by]
    large = " đủ lớn" if areas < alerts.table["p_base"].notna().sum() else ""
    return (
        f"Xét {whole(areas)} {place}{large} cùng lúc, dù không nơi nào thay đổi, chỉ do ngẫu nhiên cũng "
        f"{_how_often(alerts.chance[RED], place)} bị báo «{LEVEL_WORDS[RED]}», "
        f"{_how_often(alerts.chance[AMBER], place)} bị báo từ «{LEVEL_WORDS[AMBER]}» trở lên."
    )


def relative_sentence(row: Row, alerts: Alerts, *, with_odds: bool = True) -> str:
    """The row against the rest of the province, so that a rise of all is not laid on one; empty where not judged."""
    if pd.isna(row["p_relative"]) or pd.isna(row["p_base"]):
        return ""
    place, here = PLACE_WORDS[alerts.by], row["label"]
    odds = f" (p = {probability(row['p_relative'])})".replace("= <", "<") if with_odds else ""
    if row["p_relative"] <= RANGE_LEVEL:
        return f"So với mức chung của các {place} khác trong kỳ, {here} vẫn cao hơn rõ rệt{odds}."
    if row["p_base"] <= RANGE_LEVEL:
        return f"So với mức chung của các {place} khác trong kỳ thì chưa đủ căn cứ nói riêng {here} tăng{odds}."
    return f"So với mức chung của các {place} khác trong kỳ, {here} không cao hơn rõ rệt{odds}."


def scope_sentence(alerts: Alerts) -> str:
    """What is always said: the period with its ends, last year, the baseline, va chạm, source, until when."""
    history = alerts.history.quarters
    parts = [
        f"{alerts.period.title} ({_ends(alerts.period)}); cùng kỳ năm trước ({_ends(alerts.last_year)})",
        f"Mức bình thường tính từ {len(history)} quý, {history[0].title} đến {history[-1].title}" if history else "",
        "Tính cả va chạm" if alerts.with_collisions else "Không tính va chạm",
        f"Nguồn: {', '.join(alerts.sources)}" if alerts.sources else "",
        f"Số liệu đến {day_text(alerts.data_until)}" if alerts.data_until else "",
        illustration_sentence(alerts),
    ]
    return ". ".join(part for part in parts if part) + "."


def alerts_record(alerts: Alerts) -> dict[str, Any]:
    """What the command answers: ``Alerts.to_json`` with a ``reason`` in every row, the headline and the notes."""
    record = alerts.to_json()
    rows = [row | {"reason": reason(alerts.row(row["area"]), alerts)} for row in record["rows"]]
    said = {"headline": headline(alerts), "chance_sentence": chance_sentence(alerts), "notes": note_sentences(alerts)}
    return record | {"rows": rows} | said


def alert_lines(alerts: Alerts) -> list[str]:
    """The flags as lines of the command line: the result, a line a place, what chance gives, what has to be said."""
    shown = [alerts.row(area) for area in alerts.table["area"]]
    cells = [(str(row["label"]), row_label(row), reason(row, alerts)) for row in shown]
    wide = [max((len(cell[column]) for cell in cells), default=0) for column in range(2)]
    lines = [f"  {label:<{wide[0]}}  {level:<{wide[1]}}  {why}" for label, level, why in cells]
    said = [chance_sentence(alerts), *note_sentences(alerts), scope_sentence(alerts)]
    return [headline(alerts), "", *lines, "", *(sentence for sentence in said if sentence)]


def _has_days(alerts: Alerts) -> bool:
    """Whether a table without rows is of a period that the data have reached."""
    return alerts.table.empty and alerts.data_until is not None and alerts.data_until >= alerts.period.start


def _above(row: Row) -> bool:
    return bool(row["now"] > row["upper"])


def _last_year_words(row: Row) -> str:
    if pd.isna(row["last_year"]):
        return ""
    return f", cùng kỳ {whole(row['last_year'])} vụ ({difference(row['now'] - row['last_year'])})"


def _why_not(row: Row, alerts: Alerts) -> str:
    if row["quarters"] < FEWEST_QUARTERS:
        return f"số liệu nền mới có {whole(row['quarters'])} quý, cần ít nhất {FEWEST_QUARTERS}"
    return f"chưa có đủ số liệu {alerts.last_year.title} nên chưa xét"


def _position(row: Row, alerts: Alerts) -> list[str]:
    """Highest of how many, above without a flag, or below the range."""
    if row["now"] < row["lower"]:
        return ["thấp hơn mức bình thường"]
    said = []
    by_quarter = len(alerts.history.held) == 1
    if row["highest_of"] >= _WORTH_SAYING[by_quarter]:
        unit = "quý" if by_quarter else "năm (cùng kỳ)"
        said.append(f"cao nhất trong {whole(row['highest_of'])} {unit}")
    if row["level"] == NONE and _above(row):
        few = row["now"] < LEAST_COUNT and row["now"] > row["last_year"]
        said.append(f"dưới {LEAST_COUNT} vụ" if few else f"không cao hơn cùng kỳ ({whole(row['last_year'])} vụ)")
    return said


def _flag_marks(row: Row, alerts: Alerts) -> list[str]:
    since = "từ quý trước" if len(alerts.history.held) == 1 else "trong hai quý cuối"
    flagged = row["level"] in (RED, AMBER)
    marks = [
        (bool(row["trend_mark"]), f"xu hướng tăng trong {TREND_QUARTERS} quý"),
        (bool(row["prolonged"]), f"kéo dài {since}"),
        (flagged and not row["is_new"] and not row["prolonged"], "đã báo từ kỳ trước"),
        (flagged and row["now"] < LEAST_COUNT, SMALL),
    ]
    return [words for holds, words in marks if holds]


def _level_part(alerts: Alerts, level: str) -> str:
    names = list(alerts.table.loc[alerts.table["level"] == level, "label"])
    words = LEVEL_WORDS[RED] if level == RED else f"cần {LEVEL_WORDS[AMBER]}"
    return f"{whole(len(names))} {PLACE_WORDS[alerts.by]} {words} ({named_places(names, PLACE_WORDS[alerts.by])})"


def _of_judged(count: int, place: str, alerts: Alerts) -> str:
    everything = count == int(alerts.table["p_base"].notna().sum()) == len(alerts.table)
    return f"{'cả ' if everything and count > 1 else ''}{whole(count)} {place}{'' if everything else ' được xét'}"


def _nothing_judged(alerts: Alerts) -> str:
    place, table = PLACE_WORDS[alerts.by], alerts.table
    if (table["level"] == TOO_FEW).any():
        return f"không {place} nào đủ vụ để xét (cần trung bình từ {whole(SMALLEST_MEAN)} vụ một quý)"
    longest = int(table["quarters"].max())
    if longest < FEWEST_QUARTERS:
        return f"chưa xét được {place} tăng, số liệu nền mới có {whole(longest)} quý, cần ít nhất {FEWEST_QUARTERS}"
    return f"chưa xét được {place} tăng, thiếu số liệu của kỳ này hoặc của {alerts.last_year.title}"


def _how_often(expected: float, place: str) -> str:
    """ "cứ khoảng 7 kỳ lại có một địa bàn", "cứ 2–3 kỳ lại có …"; "mỗi kỳ có khoảng 12 địa bàn"."""
    every = 1.0 / expected
    if every < 1.5:
        return f"mỗi kỳ có khoảng {decimal(expected, 0 if expected >= 3 else 1)} {place}"
    if every >= 3 or abs(every - round(every)) < 0.1:
        return f"cứ khoảng {decimal(every, 0)} kỳ lại có một {place}"
    return f"cứ {int(every)}–{int(every) + 1} kỳ lại có một {place}"


def _ends(period: Period) -> str:
    return f"{period.span}, {period.days} ngày"
