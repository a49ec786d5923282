"""What the groups of a dimension are called, in which order they stand, and which of them are always there.

Defines the Vietnamese label of every key, the complete grid of a dimension that has one (areas, hours, weekdays, months
of the periods, closed code lists), and the reading of what a user typed after ``--where``. ``unknown`` stands last and
only where something is in it.

Can mislead: cause, behaviour, vehicle type, road and commune have no complete list; a group that is not shown is 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..definitions.areas import UNKNOWN_LABEL
from ..definitions.calendars import Calendar
from ..definitions.catalogue import Definitions
from ..definitions.names import fold, nfc
from ..definitions.periods import Period
from ..definitions.tables import UNKNOWN
from ..errors import RequestError
from .dimensions import WEEKDAYS, month_starts, span_of

CODE_LIST = {
    "mode": "modes",
    "severity": "severity",
    "road_class": "road_classes",
    "road": "roads",
    "cause": "causes",
    "vehicle_type": "vehicle_types",
    "alcohol": "yes_no",
    "age_group": "age_groups",
    "sex": "sexes",
    "behaviour": "behaviours",
    "enforced_by": "enforced_by",
}
"""The code list that names the keys of a dimension."""
CLOSED = ("mode", "severity", "road_class", "alcohol", "age_group", "sex")
"""Dimensions whose code list is complete: a code without rows is shown with 0."""
DIMENSION_LABELS = {
    "area": "Địa bàn",
    "commune": "Xã, phường",
    "mode": "Loại hình giao thông",
    "severity": "Mức độ nghiêm trọng",
    "road": "Tuyến đường",
    "road_class": "Cấp đường",
    "cause": "Nguyên nhân",
    "hour": "Giờ trong ngày",
    "weekday": "Thứ trong tuần",
    "month": "Tháng thống kê",
    "vehicle_type": "Phương tiện trong vụ",
    "alcohol": "Nồng độ cồn",
    "age_group": "Nhóm tuổi",
    "sex": "Giới tính",
    "behaviour": "Hành vi vi phạm",
    "enforced_by": "Lực lượng xử lý",
}
_WEEKDAY_LABELS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")
_ALWAYS = {
    "hour": {str(hour): f"{hour:02d} giờ" for hour in range(24)},
    "weekday": dict(zip(WEEKDAYS, _WEEKDAY_LABELS, strict=True)),
    "month": {str(month): f"Tháng {month}" for month in range(1, 13)},
}


def labels_of(dimension: str, keys: Iterable[str], definitions: Definitions) -> list[str]:
    """The Vietnamese label of every key, in the order given; a text that is no code of ours stands as it came."""
    known = _known_labels(dimension, definitions)
    return [_label(key, known, dimension) for key in keys]


def ordered_keys(
    dimension: str,
    counted: Mapping[str, tuple[float, float]],
    definitions: Definitions,
    periods: Sequence[Period],
    *,
    chosen: Sequence[str] | None = None,
) -> list[str]:
    """The keys of a table's rows: the complete grid in its natural order, then what else was counted, most first.

    ``counted`` says how much is in each key now and before; ``unknown`` comes last, and only with something in it or
    asked for.
    ``chosen`` (a filter on this very dimension) keeps only those.
    """
    grid = [key for key in _grid(dimension, definitions, periods) if key != UNKNOWN]
    others = sorted(set(counted) - set(grid) - {UNKNOWN}, key=lambda key: (-counted[key][0], -counted[key][1], key))
    last = [UNKNOWN] if any(counted.get(UNKNOWN, ())) or UNKNOWN in (chosen or ()) else []
    keys = [*grid, *others, *last]
    if chosen is None:
        return keys
    return [key for key in keys if key in chosen] + [key for key in chosen if key not in keys]


def resolved_where(where: Mapping[str, Sequence[str]], definitions: Definitions) -> dict[str, list[str]]:
    """The filter with codes for the names that the user typed; a text that no list knows stays as it is.

    Raises ``RequestError`` for an area, hour, weekday or month that does not exist.
    """
    return {
        dimension: list(dict.fromkeys(_resolved(dimension, nfc(value), definitions) for value in values))
        for dimension, values in where.items()
    }


def filter_words(where: Mapping[str, Sequence[str]], definitions: Definitions) -> tuple[str, ...]:
    """A filter of codes in Vietnamese, a text a dimension: "Địa bàn: TX Sa Pa, Bát Xát"."""
    return tuple(
        f"{DIMENSION_LABELS[name]}: {', '.join(labels_of(name, values, definitions))}" for name, values in where.items()
    )


def asked_areas(where: Mapping[str, Sequence[str]], definitions: Definitions) -> list[str]:
    """The areas of a filter of codes; all of them where it names none, or only the unknown one."""
    codes = definitions.areas.codes
    return [code for code in where.get("area", ()) if code in codes] or codes


def _known_labels(dimension: str, definitions: Definitions) -> Mapping[str, str]:
    if dimension in _ALWAYS:
        return _ALWAYS[dimension]
    if dimension == "area":
        return definitions.areas.names
    if dimension == "commune":
        return definitions.areas.commune_names
    name = CODE_LIST.get(dimension, "")
    return definitions.codes[name].labels if name in definitions.codes else {}


def _label(key: str, known: Mapping[str, str], dimension: str) -> str:
    if key == UNKNOWN:
        return known.get(key, UNKNOWN_LABEL)
    if dimension == "vehicle_type":
        return " + ".join(known.get(part, part) for part in key.split("|"))
    return known.get(key, key)


def _grid(dimension: str, definitions: Definitions, periods: Sequence[Period]) -> list[str]:
    if dimension == "month":
        return _months(definitions, periods)
    if dimension in ("area", "hour", "weekday", *CLOSED):
        return list(_known_labels(dimension, definitions))
    return []


def _months(definitions: Definitions, periods: Sequence[Period]) -> list[str]:
    """The statistical months that any of the periods touches, January first."""
    calendar = calendar_of(periods[0], definitions)
    touched = {
        month for period in periods for _, month in month_starts(span_of([(period.start, period.stop)]), calendar)
    }
    return [str(month) for month in sorted(touched)]


def calendar_of(period: Period, definitions: Definitions) -> Calendar:
    """The calendar by which the period is counted."""
    return definitions.calendars[period.calendar_key]


def _resolved(dimension: str, value: str, definitions: Definitions) -> str:
    known = _known_labels(dimension, definitions)
    if value in known or fold(value) in (UNKNOWN, fold(UNKNOWN_LABEL)):
        return value if value in known else UNKNOWN
    if dimension in _ALWAYS:
        return _by_label(dimension, value, known)
    if dimension == "area":
        return _area(value, definitions)
    if dimension == "commune":
        code = definitions.areas.resolve_commune([value])["commune_code"].iloc[0]
        return code if isinstance(code, str) else value
    name = CODE_LIST.get(dimension, "")
    code = definitions.codes[name].resolve([value]).iloc[0] if name in definitions.codes else None
    return code if isinstance(code, str) else value


def _by_label(dimension: str, value: str, known: Mapping[str, str]) -> str:
    wanted = fold(value)
    number = wanted.replace("gio", "").replace("thang", "").strip()
    for key, label in known.items():
        if wanted in (key, fold(label)) or (number.isdecimal() and str(int(number)) == key):
            return key
    raise RequestError(
        f"Không có «{value}» trong {DIMENSION_LABELS[dimension].lower()}.", f"Hãy chọn trong: {', '.join(known)}."
    )


def _area(value: str, definitions: Definitions) -> str:
    code = definitions.areas.resolve([value]).iloc[0]
    if isinstance(code, str):
        return code
    near = definitions.areas.suggest(value) or list(definitions.areas.names.values())
    raise RequestError(f"Không có địa bàn «{value}».", f"Hãy chọn trong: {', '.join(near)}.")
