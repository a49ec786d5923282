"""What the groups of the anatomy are called and in which order they stand: bands of hours, stretches, factors, pupils.

Defines labels and order for the dimensions that ``labels`` does not know, and passes the others on. ``unknown`` stands
last, and only where something is in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from ..definitions.anatomy_settings import HOURS, AnatomySettings
from ..definitions.areas import UNKNOWN_LABEL
from ..definitions.catalogue import Definitions
from ..definitions.day_parts import load_day_parts
from ..definitions.holidays import DAY_KINDS
from ..definitions.periods import Period
from ..definitions.tables import UNKNOWN
from .anatomy_dimensions import PUPIL, STRETCH_MARK
from .labels import DIMENSION_LABELS, labels_of, ordered_keys

HOUR_BAND, DAY_PART, DAY_KIND, HELP_BAND = "hour_band", "day_part", "day_kind", "help_band"
SCHOOL_HOURS, NEAR_SCHOOL = "school_hours", "near_school"
ANATOMY_LABELS = {
    **DIMENSION_LABELS,
    HOUR_BAND: "Khung giờ",
    DAY_PART: "Buổi trong ngày",
    DAY_KIND: "Loại ngày",
    "km_stretch": "Đoạn đường",
    "factors": "Yếu tố gián tiếp",
    "drug": "Ma túy",
    PUPIL: "Học sinh",
    HELP_BAND: "Thời gian cấp cứu đến",
    SCHOOL_HOURS: "Giờ đi học, tan học",
    NEAR_SCHOOL: "Gần trường học",
}
_FIXED = {
    DAY_KIND: DAY_KINDS,
    PUPIL: {"yes": "Học sinh", "no": "Không phải học sinh"},
    SCHOOL_HOURS: {"yes": "Trong giờ đi học, tan học", "no": "Ngoài giờ đó"},
    NEAR_SCHOOL: {"yes": "Gần trường học", "no": "Không gần trường học"},
}
_LATE = "late"


def anatomy_labels(
    dimension: str, keys: Iterable[str], definitions: Definitions, settings: AnatomySettings
) -> list[str]:
    """The Vietnamese label of every key, in the order given."""
    keys = list(keys)
    known = _grid(dimension, definitions, settings)
    if known:
        return [known.get(key, UNKNOWN_LABEL if key == UNKNOWN else key) for key in keys]
    if dimension == "km_stretch":
        return [_stretch(key, definitions, settings.km_stretch_m) for key in keys]
    if dimension == "factors":
        return [" + ".join(labels_of("cause", key.split("|"), definitions)) for key in keys]
    return labels_of(dimension, keys, definitions)


def anatomy_order(
    dimension: str,
    counted: Mapping[str, tuple[float, float]],
    definitions: Definitions,
    settings: AnatomySettings,
    periods: Sequence[Period],
) -> list[str]:
    """The keys in their order: the complete grid where there is one, else most first; ``counted`` now and before."""
    grid = _grid(dimension, definitions, settings)
    if not grid:
        return ordered_keys(dimension, counted, definitions, periods)
    others = sorted(set(counted) - set(grid) - {UNKNOWN})
    return [*grid, *others, *([UNKNOWN] if any(counted.get(UNKNOWN, ())) else [])]


def hour_bands(settings: AnatomySettings) -> dict[str, str]:
    """Label by key (its first hour) of every band of hours."""
    step = settings.hour_band_hours
    return {str(first): f"{first}–{first + step} giờ" for first in range(0, HOURS, step)}


def help_bands(settings: AnatomySettings) -> dict[str, str]:
    """Label by key (its upper end in minutes, "late" the last) of every band of the time until help arrives."""
    ends = settings.help_bands
    bands = {str(ends[0]): f"đến {ends[0]} phút"}
    for below, end in pairwise(ends):
        bands[str(end)] = f"trên {below} đến {end} phút"
    return {**bands, _LATE: f"trên {ends[-1]} phút"}


def help_band(minutes: float, settings: AnatomySettings) -> str:
    """The key of the band that holds ``minutes``; the upper end belongs to the band."""
    return next((str(end) for end in settings.help_bands if minutes <= end), _LATE)


def _grid(dimension: str, definitions: Definitions, settings: AnatomySettings) -> dict[str, str]:
    """Label by key of a dimension that has a complete grid of ours."""
    if dimension == HOUR_BAND:
        return hour_bands(settings)
    if dimension == DAY_PART:
        return load_day_parts(definitions.reference).labels
    if dimension == HELP_BAND:
        return help_bands(settings)
    if dimension == "drug":
        labels = definitions.codes["yes_no"].labels
        return {key: label for key, label in labels.items() if key != UNKNOWN}
    return _FIXED.get(dimension, {})


def _stretch(key: str, definitions: Definitions, length_m: int) -> str:
    """ "QL70 Km125–Km130" of "QL70/25"; metres are written only where the ends are no whole kilometres."""
    if key == UNKNOWN:
        return UNKNOWN_LABEL
    road, _, number = key.rpartition(STRETCH_MARK)
    name = labels_of("road", [road], definitions)[0]
    first = int(number) * length_m
    return f"{name} {_post(first)}–{_post(first + length_m)}"


def _post(metres: int) -> str:
    return f"Km{metres // 1000}" + (f"+{metres % 1000:03d}" if metres % 1000 else "")
