"""When a place is a black spot (điểm hay xảy ra tai nạn giao thông): dated rules from ``blackspot_rules.toml``.

A rule holds for modes of transport and from day to day; a criterion is met where each of its numbers is reached inside
one window of place and time. All criteria are monotone: one accident more never undoes them. Left out: counting
(``places.criteria``). Can mislead: length and radius are ours, the law as read gives none; a rule that is not
``confirmed`` was not read word by word.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from analysis.definitions.reference import Reference
from analysis.errors import DefinitionError

FILE_NAME = "blackspot_rules"
OURS, LAW = "ours", "law"
COUNTED = ("accidents", "fatal", "injury_only", "collisions")
"""What can be counted beside the severity classes: all; with a death; with injured and no death; with neither."""


@dataclass(frozen=True)
class Criterion:
    """``needs``: the least number of each thing counted; ``origin``: "law", or "ours" for what the law does not say."""

    key: str
    label: str
    needs: Mapping[str, int]
    origin: str = LAW


@dataclass(frozen=True)
class Rule:
    """One rule of the law: ``modes`` (codes) it judges, days it holds [``valid_from``, ``valid_to``] (None = open).

    ``casualties_only``: only accidents with a death or an injured person count. ``potential``: what is worth a look.
    """

    key: str
    title: str
    source: str
    modes: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    confirmed: bool
    note: str
    casualties_only: bool
    criteria: tuple[Criterion, ...]
    potential: tuple[Criterion, ...]

    def holds_on(self, day: date) -> bool:
        """Whether the rule is in force on ``day``."""
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)


@dataclass(frozen=True)
class BlackspotRules:
    """All rules, and the settings of the search: ``length_m``, ``radius_m`` [m], ``months``."""

    rules: tuple[Rule, ...]
    length_m: int
    radius_m: float
    months: int

    def on(self, day: date) -> tuple[Rule, ...]:
        """The rules in force on ``day``, one a mode at most, in the order of the file."""
        return tuple(rule for rule in self.rules if rule.holds_on(day))


def load_blackspot_rules(reference: Reference) -> BlackspotRules:
    """The rules of the reference folder. Raises ``DefinitionError`` where one is incomplete or two hold at once."""
    content = reference.toml(FILE_NAME)
    try:
        settings = content["settings"]
        rules = tuple(_rule(record, bool(settings["casualties_only"])) for record in content["rule"])
        found = BlackspotRules(
            rules=rules,
            length_m=int(settings["length_m"]),
            radius_m=float(settings["radius_m"]),
            months=int(settings["months"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DefinitionError(
            f"Tệp blackspot_rules.toml thiếu hoặc sai một mục: {error}.",
            "Hãy xem lại [settings] và từng [[rule]] theo phần chú thích ở đầu tệp.",
        ) from error
    if min(found.length_m, found.radius_m, found.months) <= 0:
        raise DefinitionError(
            "Tệp blackspot_rules.toml có chiều dài, bán kính hoặc số tháng không dương.", "Hãy ghi số lớn hơn 0."
        )
    _check_days(rules)
    return found


def _rule(record: Mapping[str, Any], casualties_only: bool) -> Rule:
    return Rule(
        key=str(record["key"]),
        title=str(record["title"]),
        source=str(record["source"]),
        modes=tuple(record["modes"]),
        valid_from=_day(record.get("valid_from", "")),
        valid_to=_day(record.get("valid_to", "")),
        confirmed=bool(record["confirmed"]),
        note=str(record.get("note", "")),
        casualties_only=bool(record.get("casualties_only", casualties_only)),
        criteria=tuple(_criterion(item) for item in record["criteria"]),
        potential=tuple(_criterion(item) for item in record.get("potential", [])),
    )


def _criterion(record: Mapping[str, Any]) -> Criterion:
    needs = {str(name): int(least) for name, least in record["needs"].items()}
    if not needs or min(needs.values()) < 1:
        raise ValueError(f"{record['key']}: needs")
    return Criterion(str(record["key"]), str(record["label"]), needs, str(record.get("origin", LAW)))


def _day(text: str | date) -> date | None:
    if isinstance(text, date):
        return text
    return date.fromisoformat(text) if text else None


def _check_days(rules: tuple[Rule, ...]) -> None:
    for number, one in enumerate(rules):
        for two in rules[number + 1 :]:
            later, sooner = max(one, two, key=_start), min(one, two, key=_start)
            if set(one.modes) & set(two.modes) and _start(later) <= (sooner.valid_to or date.max):
                raise DefinitionError(
                    f"Tệp blackspot_rules.toml có hai quy định cùng hiệu lực: “{one.key}” và “{two.key}”.",
                    "Hãy sửa valid_from, valid_to để mỗi ngày chỉ có một quy định cho mỗi loại đường.",
                )


def _start(rule: Rule) -> date:
    return rule.valid_from or date.min
