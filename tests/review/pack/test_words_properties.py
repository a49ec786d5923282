"""Laws of all sentences: form, numbers that are facts, "rõ rệt" only by the verdict; and the check of typed text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from analysis.definitions.catalogue import Definitions
from analysis.review.checking.check import check_text
from analysis.review.checking.context import make_context
from analysis.review.numbers import percent
from analysis.review.pack import words
from analysis.review.pack.facts import gather
from analysis.review.pack.messages import LONGEST
from analysis.review.pack.record import PackFacts
from analysis.store.tables import Store
from tests.review.pack.small import ALL, small

pytestmark = pytest.mark.slow

PARAGRAPHS = (
    "opening",
    "modes",
    "severity",
    "roads",
    "times",
    "vehicles",
    "causes",
    "people",
    "period_words",
    "sources",
)
LISTS = ("mode_lines", "areas", "alerts", "spots", "violations", "targets", "limits", "directions", "requests")
MESSAGES = tuple(name for name in words.__all__ if name.startswith("message_"))
PERIODS = ("2025-Q1", "2024-6M", "2024-9M", "2024")
COVERS = (ALL, (("*", "2010-01-01", "2025-02-01"),), (("*", "2024-12-15", "2026-01-01"),))
NOT_A_COUNT = re.compile(
    r"\d\d/\d\d/\d{4}|\d+/\d{4}/[A-ZĐ]+(?:-[A-ZĐ]+)+|"
    r"(?:Quý [IV]+|\d+ tháng|năm|Năm|tháng \d+)[ /](?:đầu )?(?:năm )?\d{4}|"
    r"\(\d+-\d+ giờ\)|\d+–\d+ tuổi|từ 60 tuổi|dưới 6 tuổi|(?:QL|ĐT|Km)\d\w*|trên (?:20|40)%|\d+ ngày",
    re.IGNORECASE,
)
NUMBER = re.compile(r"[+-]?\d[\d.]*(?:,\d+)?%?")


def said(facts: PackFacts) -> Iterator[tuple[str, str]]:
    """Every sentence of the report with the name of its function."""
    for name in PARAGRAPHS:
        text = getattr(words, name)(facts)
        yield from [(name, text)] if text else []
    for name in LISTS:
        yield from ((name, text) for text in getattr(words, name)(facts))


def assert_well_formed(text: str) -> None:
    assert text == unicodedata.normalize("NFC", text)
    assert text == text.strip()
    assert text[0].isupper() or text[0].isdigit(), text
    assert not re.search(r"nan|None|NaT|<NA>|–%|∞|  |\.\.|[,;:] ?\.|\( | \)|\(\)| [,;.]|;;|,,", text), text


def assert_sentence(text: str) -> None:
    assert_well_formed(text)
    assert text.endswith("."), text


def assert_message(text: str) -> None:
    assert not text or len(text) <= LONGEST, (len(text), text)
    if text:
        assert_well_formed(text)
        assert not text.endswith((".", ";", ",", ":")), text


three = st.tuples(st.integers(0, 400), st.integers(0, 30), st.one_of(st.none(), st.integers(0, 60)))
count = st.integers(0, 60)


def groups(*keys: str) -> st.SearchStrategy[dict[str, Any]]:
    one = st.tuples(count, st.integers(0, 9), st.integers(0, 20))
    return st.dictionaries(st.sampled_from(keys), st.tuples(one, one), max_size=len(keys))


GIVEN = st.fixed_dictionaries(
    {
        "now": three,
        "before": three,
        "covers": st.sampled_from(COVERS),
        "with_collisions": st.booleans(),
        "area": groups("080", "082", "083", "084", "085", "086", "087", "088", "089", "unknown"),
        "mode": groups("road", "rail", "water", "unknown"),
        "severity": groups("serious", "less_serious", "unknown"),
        "road": groups("QL70", "QL4D", "Đường liên xã", "unknown"),
        "hour": groups("0", "8", "13", "18", "21", "unknown"),
        "weekday": groups("mon", "tue", "sat"),
        "cause": groups("speed", "alcohol", "no_licence", "unknown"),
        "vehicle_type": groups("motorcycle", "car|motorcycle", "truck"),
        "age_group": groups("0-5", "25-44", "60+", "unknown"),
        "sex": groups("male", "female"),
        "violations": st.one_of(
            st.none(),
            st.fixed_dictionaries(
                {"behaviour": st.dictionaries(st.sampled_from(("alcohol", "speed")), st.tuples(count, count))}
            ),
        ),
    }
)
many = settings(
    max_examples=20,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@many
@given(GIVEN)
def test_laws_of_all_sentences(pack_facts: PackFacts, given_facts: dict[str, Any]) -> None:
    facts = small(pack_facts, **given_facts)
    known, without = (
        numbers_of(facts),
        {"period_words", "sources", "limits", "spots", "alerts", "message_trend", "message_spots"},
    )
    messages = [(name, getattr(words, name)(facts)) for name in MESSAGES]
    for _, text in messages:
        assert_message(text)
    for name, text in said(facts):
        assert_sentence(text)
        assert_clear_by_verdict(facts, name, text)
    for name, text in (*said(facts), *messages):
        numbers = {number.rstrip(".").lstrip("0") for number in NUMBER.findall(NOT_A_COUNT.sub("", text))} - {""}
        assert name in without or numbers <= known, (numbers - known, text)


def assert_clear_by_verdict(facts: PackFacts, name: str, text: str) -> None:
    asked = {"opening": "total", "areas": "area", "roads": "road", "causes": "cause", "vehicles": "vehicle_type"}
    if name in asked and "rõ rệt" in text:
        table = facts.total.total if asked[name] == "total" else facts.by[asked[name]].table
        assert table["verdict"].astype(str).str.endswith("_clear").any(), text


def numbers_of(facts: PackFacts) -> set[str]:
    """Every number that may stand in a sentence, as it is written without zeros in front."""
    written = {"2025", "2024", "5", "5%"}
    tables = [comparison.table for comparison in (*facts.by.values(), *facts.violations.values())]
    tables += [comparison.total for comparison in (facts.total, *facts.violations.values())]
    for table in tables:
        for name in ("now", "before", "difference"):
            written |= {f"{abs(int(value)):,}".replace(",", ".") for value in table[name].dropna()}
        written |= {percent(value, signed=True) for value in table["percent"].dropna()}
        equal = table.groupby("measure")["now"].value_counts()
        written |= {str(value) for value in equal}
    for status in facts.targets:
        now = facts.total.figure(status.measure)["now"]
        over = set() if pd.isna(now) else {str(abs(int(now) - status.at_most))}
        written |= {str(status.at_most)} | over
    written |= {str(value) for value in sums_of(facts)}
    return written


def sums_of(facts: PackFacts) -> Iterator[int]:
    """Sums that sentences give: hours of a part of the day, accidents with a vehicle, dead and injured of an age."""
    hours = facts.by["hour"].groups("accidents")
    parts = (("0",), ("8",), ("13",), ("18", "21"))
    for name in ("now", "before"):
        yield from (int(hours[name].reindex(keys).fillna(0).sum()) for keys in map(list, parts))
    vehicles = facts.by["vehicle_type"].groups("accidents")["now"].fillna(0)
    for code in ("motorcycle", "car", "truck"):
        yield int(sum(now for key, now in vehicles.items() if code in str(key).split("|")))
    ages = facts.by["age_group"]
    hurt = ages.groups("deaths")["now"].fillna(0) + ages.groups("injured")["now"].fillna(0)
    yield from (int(value) for value in hurt)


@pytest.mark.parametrize("period", PERIODS)
def test_the_sentences_of_the_sample(sample_store: Store, definitions: Definitions, period: str) -> None:
    """Well formed, and without a mark by the check of typed text, alone and held against the same data."""
    facts = gather(sample_store, definitions, period)
    context = make_context(sample_store, definitions, period=period)
    for name, text in said(facts):
        assert_sentence(text)
        if name == "spots" and "theo tọa độ" in text:
            continue  # a place given by coordinates alone: the check reads its counts as those of the district
        assert not check_text(text).marks, (name, text)
        assert not check_text(text, context=context).marks, (name, text)
    for name in MESSAGES:
        text = getattr(words, name)(facts)
        assert_message(text)
        assert not check_text(text).marks, (name, text)
        assert not check_text(text, context=context).marks, (name, text)


def test_the_same_facts_say_the_same(pack_facts: PackFacts) -> None:
    assert list(said(pack_facts)) == list(said(pack_facts))
