"""Settings of the page Phân tích TNGT (``anatomy.toml``): how it groups, and when a figure is called outstanding.

Left out: the method itself (``signals.standouts``). Every choice is the office's to change; figures change with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis.definitions.reference import Reference
from analysis.errors import DefinitionError

HOURS = 24


@dataclass(frozen=True)
class StandoutRule:
    """When a figure stands out against the same period of earlier years; the fields are those of ``anatomy.toml``.

    ``years`` and ``fewest_years`` of history; ``least_expected`` accidents of a cell that is judged; ``false_share`` of
    the marks that may be false (0 to 1); ``most_unknown`` share of a grouping that is judged (0 to 1).
    """

    years: int = 5
    fewest_years: int = 3
    least_expected: float = 5.0
    false_share: float = 0.10
    most_unknown: float = 0.30


@dataclass(frozen=True)
class AnatomySettings:
    """Hours in a band, metres of a stretch, minutes until help; ``standouts`` the rule of the marks."""

    hour_band_hours: int = 3
    km_stretch_m: int = 5000
    help_minutes: int = 30
    help_bands: tuple[int, ...] = (15, 30, 45, 60)
    help_least_known: int = 5
    standouts: StandoutRule = StandoutRule()


def load_anatomy_settings(reference: Reference) -> AnatomySettings:
    """The settings of ``anatomy.toml``. Raises ``DefinitionError`` where one is missing or cannot be."""
    given = reference.toml("anatomy")
    try:
        settings = _settings(given)
        _check(settings)
    except (KeyError, TypeError, ValueError) as error:
        raise DefinitionError(
            f"Tệp anatomy.toml thiếu hoặc viết sai một mục ({error}).", "Hãy sửa theo tệp mẫu trong data/reference."
        ) from error
    return settings


def _settings(given: Mapping[str, Any]) -> AnatomySettings:
    rule = given["standouts"]
    return AnatomySettings(
        hour_band_hours=int(given["hour_band_hours"]),
        km_stretch_m=int(given["km_stretch_m"]),
        help_minutes=int(given["help_minutes"]),
        help_bands=tuple(int(value) for value in given["help_bands"]),
        help_least_known=int(given["help_least_known"]),
        standouts=StandoutRule(
            years=int(rule["years"]),
            fewest_years=int(rule["fewest_years"]),
            least_expected=float(rule["least_expected"]),
            false_share=float(rule["false_share"]),
            most_unknown=float(rule["most_unknown"]),
        ),
    )


def _check(settings: AnatomySettings) -> None:
    rule = settings.standouts
    if settings.hour_band_hours < 1 or HOURS % settings.hour_band_hours:
        raise ValueError("hour_band_hours")
    if min(settings.km_stretch_m, settings.help_minutes, settings.help_least_known) < 1:
        raise ValueError("km_stretch_m, help_minutes, help_least_known")
    if (
        list(settings.help_bands) != sorted(set(settings.help_bands))
        or settings.help_minutes not in settings.help_bands
    ):
        raise ValueError("help_bands")
    if not 1 <= rule.fewest_years <= rule.years or rule.least_expected <= 0:
        raise ValueError("years, fewest_years, least_expected")
    if not (0 < rule.false_share < 1 and 0 <= rule.most_unknown <= 1):
        raise ValueError("false_share, most_unknown")
