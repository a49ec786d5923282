"""The same questions to Spark on two workers and to DuckDB: every figure and its type are equal."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import parse_period
from analysis.figures.anatomy_counts import accident_cells, accident_margins, casualty_margins, pupil_rows
from analysis.figures.compare import compare, compare_violations
from analysis.figures.comparison import Comparison
from analysis.figures.counts import accident_ids, accidents_alone_by_period, daily_counts, population_rows
from analysis.figures.dimensions import ACCIDENT_DIMENSIONS, VIOLATION_DIMENSIONS
from analysis.figures.violation_counts import straddling_by_period, violation_spans
from analysis.intake.files.read import ReceivedFile
from analysis.store.batches import list_batches, withdraw
from analysis.store.corrections import correct
from analysis.store.engines import MASTER
from analysis.store.imports import import_file
from analysis.store.sample import load_sample
from analysis.store.tables import Store, open_store

pytestmark = pytest.mark.slow

SELECTIONS = 20
PERIODS = (
    "2024-Q1",
    "2024-6M",
    "2023",
    "2025-Q1",
    "2022-9M",
    "2024-02-01..2024-02-14",
    "2021-03",
    "2019-12-20..2022-01-09",
)
KEPT = {
    "area": ("088", "080", "unknown"),
    "mode": ("road", "rail"),
    "severity": ("serious", "very_serious", "collision"),
    "hour": ("7", "17", "18", "22"),
    "weekday": ("sat", "sun"),
    "behaviour": ("alcohol", "speed"),
    "sex": ("male",),
}
NOON = datetime(2025, 4, 20, 5, tzinfo=UTC)


MONTHLY = """Kỳ thống kê;Huyện;Hành vi vi phạm;Số trường hợp;Tiền phạt (đồng)
Tháng 1/2024;Sa Pa;Nồng độ cồn;12;90000000
Tháng 2/2024;Sa Pa;Nồng độ cồn;7;
Quý I/2024;Bát Xát;Chạy quá tốc độ;30;60000000
"""
"""Counts whose own periods cross the edges of others."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, definitions: Definitions) -> Store:
    """The sample with a corrected day, a corrected figure and a withdrawn file, in a folder of an awkward name."""
    made = open_store(tmp_path_factory.mktemp("mẫu") / "kho [1] {số liệu} 100%")
    load_sample(made, definitions, who="kiểm thử", now=NOON)
    monthly = made.folder / "vi phạm tháng.csv"
    monthly.write_text(MONTHLY, encoding="utf-8")
    received = ReceivedFile(monthly, monthly.name)
    import_file(made, definitions, received, "violations", who="kiểm thử", now=NOON)
    first, second = accident_ids(made, start=date(2024, 1, 1), stop=date(2024, 3, 1))[:2]
    told = {"reason": "thử", "who": "kiểm thử", "now": NOON, "definitions": definitions}
    correct(made, first, {"occurred_on": "02/02/2023"}, **told)
    correct(made, second, {"deaths": "3", "road": ""}, **told)
    kinds = list_batches(made).set_index("batch_id")["kind"]
    withdraw(made, kinds.index[kinds == "violations"][0], who="kiểm thử", now=NOON)
    return made


def selection(seed: int, dimensions: tuple[str, ...]) -> dict[str, Any]:
    """One of many questions: two periods, what to group by, what to keep."""
    drawn = random.Random(seed)
    kept = [name for name in KEPT if name in dimensions and drawn.random() < 0.25]
    by = drawn.choice([None, *dimensions])
    calendar = drawn.choice(["15-14", "month"])
    periods = drawn.sample(PERIODS, 2)
    where = {name: drawn.sample(KEPT[name], drawn.randint(1, len(KEPT[name]))) for name in kept}
    return {"periods": periods, "by": by, "where": where, "calendar": calendar, "collisions": drawn.random() < 0.7}


def accidents_asked(store: Store, definitions: Definitions, asked: dict[str, Any]) -> Comparison:
    now, base = (parse_period(key, definitions.calendars[asked["calendar"]]) for key in asked["periods"])
    options = {"by": asked["by"], "where": asked["where"], "with_collisions": asked["collisions"]}
    return compare(store, definitions, now, base, **options)


def violations_asked(store: Store, definitions: Definitions, asked: dict[str, Any]) -> Comparison:
    now, base = (parse_period(key, definitions.calendars[asked["calendar"]]) for key in asked["periods"])
    return compare_violations(store, definitions, now, base, by=asked["by"], where=asked["where"])


def same(left: Comparison, right: Comparison) -> None:
    """Tables to the last digit and type, and all that is said beside them."""
    pd.testing.assert_frame_equal(left.table, right.table, check_exact=True)
    pd.testing.assert_frame_equal(left.total, right.total, check_exact=True)
    assert (left.notes, left.unknown, left.coverage) == (right.notes, right.unknown, right.coverage)


@pytest.mark.parametrize(
    ("asked_by", "dimensions"),
    [(accidents_asked, ACCIDENT_DIMENSIONS), (violations_asked, VIOLATION_DIMENSIONS)],
    ids=["compare", "violations"],
)
def test_twenty_random_selections_are_equal(
    store: Store,
    definitions: Definitions,
    spark: str,
    monkeypatch: pytest.MonkeyPatch,
    asked_by: Callable[..., Comparison],
    dimensions: tuple[str, ...],
) -> None:
    asked = [selection(seed, dimensions) for seed in range(SELECTIONS)]
    here = [asked_by(store, definitions, one) for one in asked]
    monkeypatch.setenv(MASTER, spark)
    there = [asked_by(store, definitions, one) for one in asked]
    for left, right in zip(here, there, strict=True):
        same(left, right)
    sizes = {int(one.total["now"].fillna(0).sum()) for one in here}
    assert len(sizes) > SELECTIONS // 2, "the questions should not all have the same answer"


def test_every_other_way_of_counting_is_equal(store: Store, spark: str, monkeypatch: pytest.MonkeyPatch) -> None:
    edges = {"start": date(2024, 1, 10), "stop": date(2024, 5, 20)}
    periods = {"a": (date(2023, 1, 1), date(2023, 7, 1)), "b": (date(2024, 1, 1), date(2024, 7, 1))}

    def every() -> list[Any]:
        alone = accidents_alone_by_period(store, periods, by=["area", "hour"])
        return [
            daily_counts(store),
            population_rows(store),
            straddling_by_period(store, {"a": tuple(edges.values()), "b": (date(2023, 12, 10), date(2024, 2, 20))}),
            violation_spans(store, **edges, by=["behaviour"], where={"area": KEPT["area"]}),
            accident_margins(store, periods, [["hour", "weekday"], ["cause"], ["km_stretch"], ["help_minutes"]]),
            casualty_margins(store, periods, [["pupil"], ["age_group", "sex"]]),
            pupil_rows(store, periods),
            *(
                accident_cells(store, tuple(edges.values()), pair).sort_values(pair, ignore_index=True)
                for pair in (["day", "km_stretch"], ["area", "pupil"])
            ),
            alone.sort_values(["area", "hour", "period"], ignore_index=True),
            pd.DataFrame({"ids": accident_ids(store, **edges, where={"cause": ["speed"]})}),
        ]

    here = every()
    monkeypatch.setenv(MASTER, spark)
    for left, right in zip(here, every(), strict=True):
        assert len(left)
        pd.testing.assert_frame_equal(left, right, check_exact=True)


def test_an_empty_store_counts_nothing_on_spark(tmp_path: Path, on_spark: str) -> None:
    assert os.environ[MASTER] == on_spark
    assert daily_counts(open_store(tmp_path / "trống")).empty
