from __future__ import annotations

import itertools
import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from analysis.definitions.catalogue import Definitions
from analysis.errors import FileError, RequestError, StoreError
from analysis.intake.findings import Finding
from analysis.store import imports, tables
from analysis.store.batches import list_batches
from analysis.store.commits import data_files
from analysis.store.tables import ALL_TABLES, Store

from .stand_in import NOON, accident, accidents, ids, read_intake, rows, take_in


def everything_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_import_is_one_batch_with_its_rows(store: Store, definitions: Definitions) -> None:
    done = take_in(store, definitions, accidents(accident("A1"), accident("A2")))
    assert not done.already_imported
    assert done.batch_id.startswith("20250320-050000-")
    assert ids(store) == ["A1", "A2"]
    assert rows(store, "accidents")["batch_id"].to_pylist() == [done.batch_id] * 2


def test_the_batch_keeps_what_the_import_said(store: Store, definitions: Definitions) -> None:
    content = [*accidents(accident("A1")), ("rejected", [{"sheet": "", "row": 7, "rule": "r", "reason": "sai"}])]
    now = datetime(2025, 3, 21, 1, 30, tzinfo=UTC)
    done = take_in(store, definitions, content, now=now, who="Lan", illustrative=True)
    batch = list_batches(store).iloc[0]
    assert batch["batch_id"] == done.batch_id
    assert batch["at"].to_pydatetime() == now
    assert (batch["rows_read"], batch["rows_accepted"], batch["rows_rejected"], batch["records"]) == (2, 1, 1, 1)
    assert (batch["who"], batch["kind"], batch["source"]) == ("Lan", "accidents", "Công an")
    assert (bool(batch["illustrative"]), bool(batch["active"])) == (True, True)
    assert batch["profile"].startswith('name = "thử"')


def test_the_moment_of_another_time_zone_is_kept_as_the_same_moment(store: Store, definitions: Definitions) -> None:
    """06:30 in Vietnam on 21 March is 23:30 UTC on 20 March."""
    now = datetime.fromisoformat("2025-03-21T06:30:00+07:00")
    take_in(store, definitions, accidents(accident("A1")), now=now)
    assert list_batches(store)["at"].iloc[0].isoformat() == "2025-03-20T23:30:00+00:00"


def test_a_moment_without_a_time_zone_is_a_mistake_of_the_programmer(store: Store, definitions: Definitions) -> None:
    with pytest.raises(ValueError, match="time zone"):
        take_in(store, definitions, accidents(accident("A1")), now=datetime(2025, 3, 20))


def test_the_received_bytes_are_kept(store: Store, definitions: Definitions) -> None:
    done = take_in(store, definitions, accidents(accident("A1")))
    kept = store.folder / "received" / done.intake.sha256
    assert kept.read_bytes() == (store.folder.parent / "tệp gửi.json").read_bytes()
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]


def test_the_same_file_twice_changes_nothing_and_says_so(store: Store, definitions: Definitions) -> None:
    first = take_in(store, definitions, accidents(accident("A1")))
    before = everything_in(store.folder)
    again = take_in(store, definitions, accidents(accident("A1")), who="người khác")
    assert (again.already_imported, again.batch_id) == (True, first.batch_id)
    assert again.as_record() == {**first.as_record(), "already_imported": True}
    assert again.intake == first.intake
    assert everything_in(store.folder) == before


def test_the_same_bytes_as_another_kind_are_another_batch(store: Store, definitions: Definitions) -> None:
    content = [("violations", [{"period_start": "2024-05-01", "period_end": "2024-05-01", "area_code": "088"}])]
    take_in(store, definitions, content, "violations")
    assert not take_in(store, definitions, content, "accidents").already_imported


def test_a_file_of_which_nothing_was_accepted_may_come_again(store: Store, definitions: Definitions) -> None:
    """A wrong mapping rejects every row; the mended mapping must not be told "already imported"."""
    content = [("rejected", [{"sheet": "", "row": 2, "rule": "r", "reason": "sai"}])]
    take_in(store, definitions, content)
    assert not take_in(store, definitions, content).already_imported


def test_a_dry_run_writes_nothing(store: Store, definitions: Definitions) -> None:
    done = take_in(store, definitions, accidents(accident("A1")), dry_run=True)
    assert (done.batch_id, done.already_imported, done.intake.records) == ("", False, 1)
    assert everything_in(store.folder) == {}


def test_a_dry_run_says_that_the_file_is_there(store: Store, definitions: Definitions) -> None:
    first = take_in(store, definitions, accidents(accident("A1")))
    asked = take_in(store, definitions, accidents(accident("A1")), dry_run=True)
    assert (asked.already_imported, asked.batch_id) == (True, first.batch_id)


def test_the_json_answer(store: Store, definitions: Definitions) -> None:
    done = take_in(store, definitions, accidents(accident("A1")))
    found = {"rule": "thử", "severity": "info", "rows": 2, "row_numbers": [2, 3], "example": "x", "message": "Đã đọc."}
    counts = {"rows_read": 1, "rows_accepted": 1, "rows_rejected": 0, "records": 1}
    assert done.as_record() == {"batch": done.batch_id, "already_imported": False, **counts, "findings": [found]}
    assert done.intake.findings[0] == Finding("thử", "info", 2, (2, 3), "x", "Đã đọc.")


def test_what_the_caller_says_of_the_span_goes_before_what_the_rows_say(store: Store, definitions: Definitions) -> None:
    take_in(store, definitions, accidents(accident("A1")), covers=(date(2024, 1, 1), date(2024, 12, 31)))
    batch = list_batches(store).iloc[0]
    assert (batch["covers_start"].date(), batch["covers_end"].date()) == (date(2024, 1, 1), date(2024, 12, 31))
    assert batch["last_day"].date() == date(2024, 5, 31)


@pytest.mark.parametrize(
    ("areas", "covered"), [(["088"], "088"), (["088", "unknown"], "088"), (["088", "080"], "*"), (["unknown"], "*")]
)
def test_a_file_of_one_district_speaks_for_that_district(
    store: Store, definitions: Definitions, areas: list[str], covered: str
) -> None:
    given = [accident(f"A{number}", area_code=area) for number, area in enumerate(areas)]
    take_in(store, definitions, accidents(*given))
    assert list_batches(store)["area_codes"].to_list() == [covered]


@pytest.mark.parametrize(
    "wrong", [{"kind": "weather"}, {"covers": (date(2024, 2, 1), date(2024, 1, 1))}], ids=["kind", "covers"]
)
def test_an_impossible_request_is_refused(store: Store, definitions: Definitions, wrong: dict[str, Any]) -> None:
    with pytest.raises(RequestError):
        take_in(store, definitions, accidents(accident("A1")), **wrong)
    assert everything_in(store.folder) == {}


def test_the_intake_is_asked_with_the_accidents_of_its_span(
    store: Store, definitions: Definitions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A1 on the first day, A2 on the last, A3 a day later: the span 1 to 31 May holds two."""
    days = {"A1": "2024-05-01", "A2": "2024-05-31", "A3": "2024-06-01"}
    take_in(store, definitions, accidents(*(accident(name, day) for name, day in days.items())))
    seen: list[str] = []

    def looks(file: Any, *request: Any, existing: Any, **options: Any) -> Any:
        seen.extend(existing(date(2024, 5, 1), date(2024, 5, 31))["accident_id"])
        return read_intake(file, *request, existing=existing, **options)

    monkeypatch.setattr(imports, "read_intake", looks)
    take_in(store, definitions, accidents(accident("B1")))
    assert seen == ["A1", "A2"]


def test_a_file_that_changes_while_it_is_read_is_refused(
    store: Store, definitions: Definitions, monkeypatch: pytest.MonkeyPatch
) -> None:
    def grows(file: Any, *request: Any, **options: Any) -> Any:
        with file.path.open("ab") as stream:
            stream.write(b" ")
        return read_intake(file, *request, **options)

    monkeypatch.setattr(imports, "read_intake", grows)
    with pytest.raises(FileError, match="thay đổi"):
        take_in(store, definitions, accidents(accident("A1")))
    assert ids(store) == []


class Died(BaseException):
    """Stands for the end of the process: nothing in the project may catch it."""


def no_cleaning(_: Store) -> None:
    """A killed process cleans nothing."""


STEPS = ("mark_started", "copy", "first rows", "second rows", "commit", "after commit", "append_events", "cleaning")


def die_at(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_: Any, **__: Any) -> None:
        raise Died(step)

    monkeypatch.setattr(imports, "clean_leftovers", die if step == "cleaning" else no_cleaning)
    append, commit = imports.IncomingRows.append, imports.IncomingRows.commit
    counted = itertools.count(1)

    def dying_append(self: Any, table: str, given: pa.Table) -> None:
        append(self, table, given)
        if next(counted) == {"first rows": 1, "second rows": 2}.get(step):
            raise Died(step)

    def dying_commit(self: Any) -> None:
        commit(self)
        raise Died(step)

    monkeypatch.setattr(imports.IncomingRows, "append", dying_append)
    if step == "copy":
        monkeypatch.setattr(imports.shutil, "copyfile", die)
    elif step == "commit":
        monkeypatch.setattr("analysis.store.rows.commit_files", die)
    elif step == "after commit":
        monkeypatch.setattr(imports.IncomingRows, "commit", dying_commit)
    elif step in ("mark_started", "append_events"):
        monkeypatch.setattr(imports, step, die)


def assert_nothing_of_unknown_batches(store: Store, step: str) -> None:
    """No table names rows of a batch without an event; files that no table ever named are gone from the disk."""
    known = set(list_batches(store)["batch_id"])
    for table in ("accidents", "people"):
        assert set(data_files(store, table)["batch_first"]) <= known
        if step not in ("after commit", "append_events"):
            assert {path.stem for path in store.path(table).rglob("2*.parquet")} <= known


@pytest.mark.parametrize("step", STEPS)
def test_a_death_at_any_step_leaves_the_state_before_or_after(
    store: Store, definitions: Definitions, step: str
) -> None:
    """Only at the last step, the cleaning, has the batch been taken in."""
    take_in(store, definitions, accidents(accident("A1")))
    two_years = [("accidents", [accident("B1", "2023-12-31"), accident("B2")]), ("people", [{"accident_id": "B1"}])]
    with pytest.MonkeyPatch.context() as patch:
        die_at(step, patch)
        with pytest.raises(Died):
            take_in(store, definitions, two_years)
    after = ["A1", "B1", "B2"] if step == "cleaning" else ["A1"]
    assert ids(store) == after
    assert len(rows(store, "people")) == len(after) // 3
    take_in(store, definitions, accidents(accident("C1")))
    assert ids(store) == [*after, "C1"]
    assert_nothing_of_unknown_batches(store, step)
    assert list((store.folder / "in_progress").iterdir()) == []
    done = take_in(store, definitions, two_years)
    assert done.already_imported == (step == "cleaning")
    assert ids(store) == ["A1", "B1", "B2", "C1"]
    assert sorted(path.name for path in (store.folder / "received").iterdir()) == sorted(list_batches(store)["sha256"])


def test_a_failed_import_leaves_nothing_behind(
    store: Store, definitions: Definitions, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(store, definitions, accidents(accident("A1")))
    before = everything_in(store.folder)

    def fails(file: Any, *request: Any, **options: Any) -> Any:
        read_intake(file, *request, **options)
        raise FileError("Tệp hỏng.", "Hãy gửi lại.")

    monkeypatch.setattr(imports, "read_intake", fails)
    with pytest.raises(FileError):
        take_in(store, definitions, accidents(accident("B1", "2019-01-01")))
    assert everything_in(store.folder) == before


@pytest.mark.parametrize("made", range(len(ALL_TABLES)))
def test_a_store_whose_creation_was_cut_short_is_completed(store: Store, definitions: Definitions, made: int) -> None:
    create, counted = tables.DeltaTable.create, itertools.count()

    class Dying:
        @staticmethod
        def create(*request: Any, **options: Any) -> None:
            if next(counted) == made:
                raise Died
            create(*request, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "DeltaTable", Dying)
        with pytest.raises(Died):
            take_in(store, definitions, accidents(accident("A1")))
    assert ids(store) == []
    take_in(store, definitions, accidents(accident("A1")))
    assert ids(store) == ["A1"]
    assert all(version >= 0 for version in store.versions().values())


def test_the_order_of_imports_changes_no_totals(store: Store, definitions: Definitions) -> None:
    files = [
        accidents(accident("A1", deaths=1), accident("A2", "2023-01-01", deaths=2)),
        accidents(accident("B1", deaths=4)),
        [*accidents(accident("C1", deaths=8)), ("people", [{"accident_id": "C1", "outcome": "death"}])],
    ]
    for number, order in enumerate(itertools.permutations(files)):
        other = Store(store.folder.parent / str(number))
        for content in order:
            take_in(other, definitions, content)
        seen = rows(other, "accidents")
        assert (len(seen), sum(seen["deaths"].to_pylist()), len(rows(other, "people"))) == (4, 15, 1)


def test_a_store_in_a_folder_that_cannot_be_written_says_so(store: Store, definitions: Definitions) -> None:
    (store.folder.parent / "là tệp").write_text("x", encoding="utf-8")
    blocked = Store(store.folder.parent / "là tệp" / "kho")
    file = imports.ReceivedFile(store.folder.parent / "là tệp", "x")
    with pytest.raises(StoreError, match="Không ghi được"):
        imports.import_file(blocked, definitions, file, "accidents", who="x", now=NOON)


def test_names_of_files_can_stand_on_any_system(store: Store, definitions: Definitions) -> None:
    take_in(store, definitions, accidents(accident("A1"), accident("A2", "2021-01-01")))
    names = {part for path in store.folder.rglob("*") for part in path.relative_to(store.folder).parts}
    assert not [name for name in names if set(name) & set('<>:"\\|?*') or name.endswith((".", " "))]
    assert os.sep not in "".join(names)
