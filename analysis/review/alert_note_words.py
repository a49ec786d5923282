"""What has to be said beside the flags, in words: short history, holes, what is not covered, breaks, what has no area.

Defines one Vietnamese sentence for each note of ``signals.alert_notes``; leaves out the flags (``alert_words``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..definitions.periods import day_text
from ..signals import alert_notes as codes
from ..signals.alerts import Alerts
from .numbers import percent, whole

PLACE_WORDS: Mapping[str, str] = {"area": "địa bàn", "commune": "xã, phường", "road": "tuyến đường"}
_NAMES_SHOWN = 5


def note_sentences(alerts: Alerts) -> list[str]:
    """What has to be said beside the flags, one sentence a note."""
    place = PLACE_WORDS[alerts.by]
    return [_NOTES[note.code](note.facts, place) for note in alerts.notes]


def named_places(names: Sequence[str], place: str) -> str:
    """The names, from the sixth on only how many: "A, B, C, D, E và 3 địa bàn khác"."""
    if len(names) <= _NAMES_SHOWN:
        return ", ".join(names)
    return f"{', '.join(names[:_NAMES_SHOWN])} và {whole(len(names) - _NAMES_SHOWN)} {place} khác"


def _no_history(facts: Mapping[str, Any], _place: str) -> str:
    since = f" (từ {facts['first']})" if facts["first"] else ""
    return (
        f"Trước kỳ này mới có {whole(facts['quarters'])} quý đủ số liệu{since}; cần ít nhất {facts['fewest']} quý "
        "mới gắn cờ, nên ở đây chỉ so với cùng kỳ năm trước."
    )


def _short_history(facts: Mapping[str, Any], _place: str) -> str:
    return (
        f"Số liệu nền ngắn: {whole(facts['quarters'])} quý (từ {facts['first']}) thay cho {facts['wanted']} quý, "
        "nên khoảng bình thường rộng hơn và khó phát hiện tăng hơn."
    )


def _holes(facts: Mapping[str, Any], place: str) -> str:
    whose = named_places(facts["places"], place) if facts["places"] else f"tất cả {place}"
    return f"Thiếu số liệu {', '.join(facts['quarters'])} của {whose}: các quý này không tính vào mức bình thường."


def _not_covered(facts: Mapping[str, Any], place: str) -> str:
    whose = "" if facts["all"] else f" cho {named_places(facts['places'], place)}"
    return f"Chưa có số liệu của {facts['period']}{whose}."


def _partly_covered(facts: Mapping[str, Any], place: str) -> str:
    whose = "" if facts["all"] else f" của {named_places(facts['places'], place)}"
    return f"Số liệu {facts['period']}{whose} chưa đủ các ngày trong kỳ: chỉ ghi số vụ đến nay, không xét tăng."


def _no_last_year(facts: Mapping[str, Any], place: str) -> str:
    return f"Thiếu số liệu {facts['period']} của {named_places(facts['places'], place)} nên không gắn cờ."


def _series_break(facts: Mapping[str, Any], _place: str) -> str:
    named = ", ".join(f"{day_text(day)} ({label})" for day, label in facts["breaks"])
    return f"Số liệu đi qua mốc đổi cách tính {named}; mức bình thường tính chung trước và sau mốc, không hiệu chỉnh."


def _unknown_area(facts: Mapping[str, Any], place: str) -> str:
    return f"{facts['period']}: {whole(facts['accidents'])} vụ không rõ {place}, không tính cho nơi nào."


def _unknown_shifted(facts: Mapping[str, Any], place: str) -> str:
    before, now = (percent(100 * facts[name], 0) for name in ("before", "now"))
    effect = "dễ báo tăng hơn thực tế" if facts["before"] > facts["now"] else "dễ bỏ sót nơi tăng"
    return (
        f"Số vụ không rõ {place} chiếm {before} số liệu nền, {now} trong {facts['period']}: vì chênh lệch này {effect}."
    )


def _small_means(facts: Mapping[str, Any], place: str) -> str:
    return (
        f"{named_places(facts['places'], place)}: trung bình dưới {whole(facts['least'])} vụ một quý, mức mà tỷ lệ báo "
        "sai chưa được kiểm chứng; đọc cờ ở đây thận trọng."
    )


def _too_few(facts: Mapping[str, Any], place: str) -> str:
    return (
        f"{whole(facts['places'])} {place} có trung bình dưới {whole(facts['least'])} vụ một quý: quá ít để kết luận, "
        "không gắn cờ."
    )


_NOTES: Mapping[str, Callable[[Mapping[str, Any], str], str]] = {
    codes.NO_HISTORY: _no_history,
    codes.SHORT_HISTORY: _short_history,
    codes.HOLES: _holes,
    codes.NOT_COVERED: _not_covered,
    codes.PARTLY_COVERED: _partly_covered,
    codes.NO_LAST_YEAR: _no_last_year,
    codes.SERIES_BREAK: _series_break,
    codes.UNKNOWN_AREA: _unknown_area,
    codes.UNKNOWN_SHIFTED: _unknown_shifted,
    codes.SMALL_MEANS: _small_means,
    codes.TOO_FEW_PLACES: _too_few,
}
