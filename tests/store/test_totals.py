"""Kept daily totals are what the rows add up to, after all that can happen to a store, and when they are spoilt."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analysis.definitions.catalogue import Definitions
from analysis.figures import violation_counts as counts
from analysis.figures.counts import daily_counts
from analysis.figures.dimensions import VIOLATION_DIMENSIONS, violation_columns
from analysis.store import totals as kept
from analysis.store.batches import restore, withdraw
from analysis.store.commits import data_files
from analysis.store.corrections import correct, undo_correction
from analysis.store.daily_sums import FORMS
from analysis.store.engines import answer_of, close, connect
from analysis.store.reading import visible_rows, visible_totals
from analysis.store.snapshots import create_snapshot, open_snapshot
from analysis.store.tables import Store
from analysis.store.totals import form_for, keep_totals, kept_totals, totals_of_rows

from .stand_in import NOON, Content, accident, take_in

EVERY = {"start": date(2020, 1, 1), "stop": date(2026, 1, 1)}
CORRECTIONS = ({"deaths": "7"}, {"occurred_on": "2024-01-05"}, {"area_code": "082"}, {"injured": "11"})
TOLD: dict[str, Any] = {"who": "kiểm thử", "now": NOON}


def some_accidents(seed: int, count: int = 40) -> Content:
    drawn = random.Random(seed)
    return [
        (
            "accidents",
            [
                accident(
                    f"{seed}-{number}",
                    day(drawn),
                    area_code=drawn.choice(["080", "088", "unknown"]),
                    mode=drawn.choice(["road", "rail", None, ""]),
                    severity=drawn.choice(["serious", "collision", None]),
                    deaths=drawn.choice([None, 0, 1, 3]),
                    injured=drawn.choice([None, 0, 2]),
                    missing_people=drawn.choice([None, None, 1]),
                )
                for number in range(count)
            ],
        )
    ]


def some_violations(seed: int, count: int = 60) -> Content:
    drawn = random.Random(seed)
    rows = []
    for _ in range(count):
        first = day(drawn)
        last = (date.fromisoformat(first) + timedelta(days=drawn.choice([0, 0, 0, 6, 29]))).isoformat()
        texts = {name: drawn.choice([None, "", "một", "hai"]) for name in ("behaviour", "vehicle_type", "enforced_by")}
        figures = {name: drawn.choice([None, 0, 5]) for name in ("fine_vnd", "licences_revoked", "points_deducted")}
        known = {"area_code": drawn.choice(["080", "088"]), "mode": drawn.choice(["road", "water"])}
        rows.append(
            {"period_start": first, "period_end": last, "cases": drawn.randint(0, 9), **known, **texts, **figures}
        )
    return [("violations", rows)]


def day(drawn: random.Random) -> str:
    return (date(2023, 12, 1) + timedelta(days=drawn.randrange(120))).isoformat()


@pytest.fixture
def loaded(store: Store, definitions: Definitions) -> Store:
    """Two batches of accidents and two of violations, over two years each."""
    for seed in (1, 2):
        take_in(store, definitions, some_accidents(seed))
        take_in(store, definitions, some_violations(seed), "violations")
    return store


def paths(store: Store) -> list[Path]:
    return [path for table in FORMS for path in data_files(store, table)["path"]]


def files_of_totals(store: Store) -> list[Path]:
    return sorted((store.folder / kept.FOLDER).rglob("*.parquet"))


def sums(store: Store, table: str, form: str, *, from_rows: bool) -> pd.DataFrame:
    """All sums of a form over the rows that count, by its columns."""
    backend = connect()
    if from_rows:
        found = totals_of_rows(table, form, visible_rows(store, table, backend))
    else:
        found = visible_totals(store, table, backend, form)
    keys = list(FORMS[table][form])
    names = [name for name in found.columns if name not in {*keys, "batch_id"}]
    grouped = found.group_by(keys).aggregate(**{name: found[name].sum().cast("int64") for name in names})
    answer = answer_of(backend, grouped).to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get)
    close(backend)
    return answer.sort_values(keys, ignore_index=True)


def same_as_the_rows(store: Store) -> None:
    for table, forms in FORMS.items():
        for form in forms:
            expected = sums(store, table, form, from_rows=True)
            pd.testing.assert_frame_equal(sums(store, table, form, from_rows=False), expected)


def test_an_import_keeps_the_totals_of_its_files(loaded: Store) -> None:
    assert len(paths(loaded)) == 8
    assert set(kept_totals(loaded, paths(loaded))) == set(paths(loaded))
    assert keep_totals(loaded) == 0
    assert len(sums(loaded, "violations", "behaviour", from_rows=False)) > 50
    same_as_the_rows(loaded)


@pytest.mark.parametrize("seed", range(2))
def test_totals_are_the_rows_whatever_happens(store: Store, definitions: Definitions, seed: int) -> None:
    """Imports, withdrawals, restorings, corrections (also of the day) and their undoing, in random order."""
    drawn = random.Random(seed)
    batches: dict[str, bool] = {}
    made: list[str] = []
    pinned: list[Store] = []
    for step in range(9):
        act = drawn.choice(["accidents", "violations", "withdraw", "correct", "correct", "undo", "snapshot"])
        if step < 2 or act in FORMS:
            kind = act if act in FORMS else ("accidents", "violations")[step]
            content = (some_accidents if kind == "accidents" else some_violations)(100 * seed + step)
            batches[take_in(store, definitions, content, kind).batch_id] = True
        elif act == "withdraw":
            chosen = drawn.choice(list(batches))
            (withdraw if batches[chosen] else restore)(store, chosen, **TOLD)
            batches[chosen] = not batches[chosen]
        elif act == "correct":
            ids = sorted(all_ids(store))
            if ids:
                changes = drawn.choice(CORRECTIONS)
                made.append(correct(store, drawn.choice(ids), changes, reason="x", definitions=definitions, **TOLD))
        elif act == "undo" and made:
            undo_correction(store, made.pop(), reason="x", **TOLD)
        elif act == "snapshot":
            create_snapshot(store, definitions, f"chốt {step}", **TOLD)
            pinned.append(open_snapshot(store, f"chốt {step}", today=definitions).store)
    for state in (store, *pinned):
        same_as_the_rows(state)


def test_random_selections_are_the_same_from_totals_and_from_rows(
    loaded: Store, monkeypatch: pytest.MonkeyPatch, definitions: Definitions
) -> None:
    drawn = random.Random(4)
    asked = [selection(drawn, definitions) for _ in range(12)]
    known = [answers(loaded, one) for one in asked]
    assert any(form_for("violations", violation_columns([*one["by"], *one["where"]])) for one in asked)
    assert all(sum(len(found) for found in kind) > 20 for kind in zip(*known, strict=True))
    monkeypatch.setattr(counts, "form_for", lambda *_: "")
    for one, expected in zip(asked, known, strict=True):
        for found, right in zip(answers(loaded, one), expected, strict=True):
            pd.testing.assert_frame_equal(found, right)


def answers(store: Store, one: dict[str, Any]) -> list[pd.DataFrame]:
    """What a selection counts, the counts by their own periods, and those that cross an edge."""
    told = {name: one[name] for name in ("where", "calendar")}
    return [
        counts.violation_counts(store, **one),
        counts.violation_spans(store, **one),
        counts.straddling_by_period(store, {"now": (one["start"], one["stop"])}, **told),
    ]


def selection(drawn: random.Random, definitions: Definitions) -> dict[str, Any]:
    """A period of any length, what to group by and what to keep."""
    start = date.fromisoformat(day(drawn))
    kept_values = {"area": ["080"], "mode": ["road", "unknown"], "behaviour": ["một", "unknown"], "month": ["1", "2"]}
    where = {name: kept_values[name] for name in drawn.sample(list(kept_values), drawn.choice([0, 0, 1, 2]))}
    by = drawn.sample(VIOLATION_DIMENSIONS, drawn.choice([0, 1, 1, 2]))
    span = {"start": start, "stop": start + timedelta(days=drawn.randint(1, 120))}
    return {**span, "by": by, "where": where, "calendar": definitions.calendars["15-14"]}


def all_ids(store: Store) -> list[str]:
    backend = connect()
    ids: list[str] = answer_of(backend, visible_rows(store, "accidents", backend).select("accident_id"))[
        "accident_id"
    ].to_pylist()
    close(backend)
    return ids


def edited(first: Path, _: Path) -> None:
    """Every sum one more, under the same name."""
    table = pq.read_table(first)
    more = {
        name: table[name] if name in texts(table) else pa.compute.add(table[name], 1) for name in table.column_names
    }
    pq.write_table(pa.table(more, schema=table.schema), first)


def texts(table: pa.Table) -> set[str]:
    return {field.name for field in table.schema if not pa.types.is_integer(field.type)}


def deleted(first: Path, _: Path) -> None:
    first.unlink()


def swapped(first: Path, second: Path) -> None:
    """The bytes of each under the name of the other."""
    one, other = first.read_bytes(), second.read_bytes()
    first.write_bytes(other)
    second.write_bytes(one)


def renamed(first: Path, second: Path) -> None:
    """The second stands in for the first, with its own digest: whole and unspoilt, but of other rows."""
    stem = first.name.partition(".")[0]
    first.unlink()
    shutil.copyfile(second, first.with_name(stem + second.name[len(second.name.partition(".")[0]) :]))


def cut(first: Path, _: Path) -> None:
    first.write_bytes(first.read_bytes()[:-100])


def emptied(first: Path, _: Path) -> None:
    first.write_bytes(b"")


@pytest.mark.parametrize("spoil", [edited, deleted, swapped, renamed, cut, emptied])
def test_spoilt_totals_are_found_out_and_the_rows_counted(loaded: Store, spoil: Callable[[Path, Path], None]) -> None:
    days, violations = daily_counts(loaded), counts.violation_counts(loaded, **EVERY, by=["area"])
    for table in FORMS:
        spoil(*[path for path in files_of_totals(loaded) if f"/{table}/" in path.as_posix()][:2])
    assert len(kept_totals(loaded, paths(loaded))) < len(paths(loaded))
    pd.testing.assert_frame_equal(daily_counts(loaded), days)
    pd.testing.assert_frame_equal(counts.violation_counts(loaded, **EVERY, by=["area"]), violations)
    same_as_the_rows(loaded)
    assert keep_totals(loaded) in {2, 4}
    assert set(kept_totals(loaded, paths(loaded))) == set(paths(loaded))
    assert len(files_of_totals(loaded)) == len(paths(loaded))
    same_as_the_rows(loaded)


def test_the_totals_are_what_is_read_where_they_are_believed(loaded: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """So the test above would see a figure that comes from spoilt totals."""
    right = counts.violation_counts(loaded, **EVERY)["cases"].iloc[0]
    edited(next(path for path in files_of_totals(loaded) if "/violations/" in path.as_posix()), Path())
    monkeypatch.setattr(kept, "_is_right", lambda *_: True)
    assert counts.violation_counts(loaded, **EVERY)["cases"].iloc[0] > right


def test_rows_that_were_changed_under_their_totals_are_counted(loaded: Store) -> None:
    """A file of rows is never changed by the program; where somebody did, its totals no longer speak for it."""
    path = data_files(loaded, "accidents")["path"].iloc[0]
    rows = pq.read_table(path, partitioning=None)
    pq.write_table(
        rows.set_column(rows.schema.get_field_index("deaths"), "deaths", pa.array([9] * len(rows), "int32")), path
    )
    assert path not in kept_totals(loaded, [path])
    same_as_the_rows(loaded)


def test_a_store_of_before_totals_reads_the_same(loaded: Store) -> None:
    before = daily_counts(loaded)
    shutil.rmtree(loaded.folder / kept.FOLDER)
    pd.testing.assert_frame_equal(daily_counts(loaded), before)
    assert keep_totals(loaded) == len(paths(loaded))
    pd.testing.assert_frame_equal(daily_counts(loaded), before)


def test_where_totals_cannot_be_written_the_rows_are_counted(loaded: Store) -> None:
    before = daily_counts(loaded)
    shutil.rmtree(loaded.folder / kept.FOLDER)
    (loaded.folder / kept.FOLDER).write_text("không phải thư mục", encoding="utf-8")
    assert keep_totals(loaded) == 0
    pd.testing.assert_frame_equal(daily_counts(loaded), before)


def test_totals_of_joined_files_are_kept(store: Store, definitions: Definitions) -> None:
    batches = [take_in(store, definitions, some_accidents(seed, 4)).batch_id for seed in range(20)]
    assert len(paths(store)) < 20
    assert keep_totals(store) == 0
    withdraw(store, batches[3], **TOLD)
    assert len(all_ids(store)) == 19 * 4
    same_as_the_rows(store)
