"""The dated rules of black spots: which holds on a day, and what a wrong file says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from analysis.definitions.blackspot_rules import load_blackspot_rules
from analysis.definitions.catalogue import Definitions
from analysis.definitions.reference import open_reference
from analysis.errors import DefinitionError

RULE = """
[settings]
length_m = 100
radius_m = 50
months = 12
casualties_only = true
[[rule]]
key = "A"
title = "A"
source = "A"
modes = ["road"]
valid_from = ""
valid_to = "2024-12-31"
confirmed = true
[[rule.criteria]]
key = "C1"
label = "hai vụ"
needs = { fatal = 2 }
"""


@pytest.mark.parametrize(
    ("day", "keys"),
    [
        (date(2024, 12, 31), ["TT26-2012", "ND65-2018"]),
        (date(2025, 1, 1), ["TT41-2024", "ND65-2018"]),
    ],
)
def test_the_rules_of_a_day(definitions: Definitions, day: date, keys: list[str]) -> None:
    assert [rule.key for rule in definitions.blackspot_rules.on(day)] == keys


def test_the_criteria_of_circular_26_article_4(definitions: Definitions) -> None:
    rule = definitions.blackspot_rules.on(date(2020, 1, 1))[0]
    needs = {item.key: dict(item.needs) for item in rule.criteria}
    assert needs == {"C1": {"fatal": 2}, "C2": {"accidents": 3, "fatal": 1}, "C3": {"injury_only": 4}}
    assert (rule.confirmed, rule.casualties_only) == (True, True)


def test_the_circular_of_2025_is_marked_as_not_read_and_the_decree_on_railways_counts_classes(
    definitions: Definitions,
) -> None:
    road, rail = definitions.blackspot_rules.on(date(2025, 6, 1))
    assert not road.confirmed
    assert road.note
    assert not rail.casualties_only


def test_a_file_of_the_office_takes_the_place_of_ours(tmp_path: Path) -> None:
    (tmp_path / "blackspot_rules.toml").write_text(RULE, encoding="utf-8")
    rules = load_blackspot_rules(open_reference(tmp_path))
    assert [rule.key for rule in rules.on(date(2024, 1, 1))] == ["A"]
    assert rules.on(date(2025, 1, 1)) == ()


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("fatal = 2", "fatal = 0", "needs"),
        ('title = "A"', "", "title"),
        ("months = 12", "months = 0", "không dương"),
        ('valid_to = "2024-12-31"', 'valid_to = "31/12/2024"', "31/12/2024"),
    ],
)
def test_a_wrong_file_says_what_is_wrong(tmp_path: Path, before: str, after: str, said: str) -> None:
    (tmp_path / "blackspot_rules.toml").write_text(RULE.replace(before, after), encoding="utf-8")
    with pytest.raises(DefinitionError, match=said):
        load_blackspot_rules(open_reference(tmp_path))


def test_two_rules_of_one_mode_on_one_day_are_refused(tmp_path: Path) -> None:
    second = (
        RULE[RULE.index("[[rule]]") :].replace('"A"', '"B"').replace('valid_from = ""', 'valid_from = "2024-12-31"')
    )
    (tmp_path / "blackspot_rules.toml").write_text(RULE + second, encoding="utf-8")
    with pytest.raises(DefinitionError, match="cùng hiệu lực"):
        load_blackspot_rules(open_reference(tmp_path))
