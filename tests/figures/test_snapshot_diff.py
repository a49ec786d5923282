"""What changed since a snapshot, and why: a store that is corrected, undone, withdrawn, imported again."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions, load_definitions
from analysis.errors import RequestError
from analysis.figures.snapshot_diff import SnapshotDiff, snapshot_diff, versions_of_code
from analysis.store import imports
from analysis.store.batches import restore, set_coverage, withdraw
from analysis.store.corrections import correct, undo_correction
from analysis.store.snapshots import create_snapshot
from analysis.store.tables import Store, open_store
from tests.store import stand_in
from tests.store.stand_in import NOON, accident, accidents, take_in

LATER = NOON + timedelta(days=7)
TOLD = {"who": "Minh", "now": LATER}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setattr(imports, "read_intake", stand_in.read_intake)
    return open_store(tmp_path / "kho")


@pytest.fixture
def pinned(store: Store, definitions: Definitions) -> str:
    """Six accidents in May 2024, the first corrected, pinned as "T6"; the name of the batch."""
    rows = [accident(f"A{number}", f"2024-05-0{number}", injured=number) for number in range(1, 7)]
    batch = take_in(store, definitions, accidents(*rows)).batch_id
    correct(store, "A1", {"injured": 5}, reason="đếm lại", who="Lan", now=NOON, definitions=definitions)
    create_snapshot(store, definitions, "T6", who="Lan", now=NOON)
    return batch


def found(store: Store, definitions: Definitions, *names: str) -> SnapshotDiff:
    return snapshot_diff(store, definitions, *(names or ("T6",)))


def short(diff: SnapshotDiff) -> list[tuple[Any, ...]]:
    names = ["kind", "accident_id", "field", "from", "to", "reason", "who"]
    known = diff.accidents[names].astype(object).where(diff.accidents[names].notna(), None)
    return [tuple(row) for row in known.itertuples(index=False, name=None)]


@pytest.mark.usefixtures("pinned")
def test_nothing_has_changed(store: Store, definitions: Definitions) -> None:
    diff = found(store, definitions)
    assert diff.is_same
    assert diff.counts == {"added": 0, "gone": 0, "changed": 0, "late_deaths": 0}
    assert (len(diff.quarters), len(diff.batches), diff.decisions) == (0, 0, {"register": 0, "flags": 0})
    assert diff.files == {"added": (), "removed": (), "changed": ()}
    assert diff.totals["before"] == diff.totals["after"] == {"accidents": 6, "deaths": 6, "injured": 25}


@pytest.mark.usefixtures("pinned")
def test_late_deaths_stand_first_and_a_correction_has_its_reason(store: Store, definitions: Definitions) -> None:
    told = {**TOLD, "definitions": definitions}
    correct(store, "A2", {"cause": "", "road": "QL70"}, reason="ghi nhầm", **told)
    correct(store, "A4", {"deaths": 3, "injured": 2}, reason="hai người chết sau 9 ngày", **told)
    correct(store, "A5", {"deaths": 0}, reason="không phải do tai nạn", **told)
    diff = found(store, definitions)
    assert short(diff)[:2] == [
        ("late_death", "A4", "deaths", 1, 3, "hai người chết sau 9 ngày", "Minh"),
        ("corrected", "A4", "injured", 4, 2, "hai người chết sau 9 ngày", "Minh"),
    ]
    assert ("corrected", "A5", "deaths", 1, 0, "không phải do tai nạn", "Minh") in short(diff)
    assert {row[2] for row in short(diff) if row[1] == "A2"} >= {"road", "road_class"}
    assert diff.counts == {"added": 0, "gone": 0, "changed": 3, "late_deaths": 2}
    assert diff.quarters["key"].tolist() == ["2024-Q2"]
    assert diff.quarters.iloc[0]["deaths_after"] == 6 + 2 - 1
    assert diff.accidents["at"].iloc[0] == LATER


@pytest.mark.usefixtures("pinned")
def test_an_undone_correction_has_the_reason_of_undoing(store: Store, definitions: Definitions) -> None:
    name = correct(store, "A3", {"injured": 9}, reason="x", definitions=definitions, **TOLD)
    create_snapshot(store, definitions, "T7", who="Lan", now=LATER)
    undo_correction(store, name, reason="đính chính nhầm vụ", who="Hoa", now=LATER)
    assert short(found(store, definitions, "T7")) == [("undone", "A3", "injured", 9, 3, "đính chính nhầm vụ", "Hoa")]
    assert short(found(store, definitions, "T6")) == [], "received value, as it was when T6 was made"


@pytest.mark.usefixtures("pinned")
def test_a_correction_in_place_of_another_and_one_that_was_there_before(store: Store, definitions: Definitions) -> None:
    correct(store, "A1", {"injured": 7}, reason="đếm lần nữa", definitions=definitions, **TOLD)
    assert short(found(store, definitions)) == [("corrected", "A1", "injured", 5, 7, "đếm lần nữa", "Minh")]


def test_batches_and_their_accidents(store: Store, definitions: Definitions, pinned: str) -> None:
    take_in(store, definitions, accidents(accident("B1", "2024-05-09")), **TOLD)
    withdraw(store, pinned, reason="gửi nhầm", who="Hoa", now=LATER)
    diff = found(store, definitions)
    assert [(row["event"], row["reason"], row["who"], row["records"]) for row in diff.batches.to_dict("records")] == [
        ("withdrawn", "gửi nhầm", "Hoa", 6),
        ("taken_in", "", "Minh", 1),
    ]
    kinds = [row[:2] + row[5:] for row in short(diff)]
    assert kinds[0] == ("gone", "A1", "gửi nhầm", "Hoa")
    assert kinds[-1] == ("added", "B1", "tệp gửi.json", "Minh"), "without a reason its file"
    assert diff.totals["after"] == {"accidents": 1, "deaths": 1, "injured": 0}
    create_snapshot(store, definitions, "T7", who="Lan", now=LATER)
    restore(store, pinned, who="Hoa", now=LATER)
    assert found(store, definitions, "T7").batches["event"].tolist() == ["restored"]
    assert found(store, definitions, "T7").counts["added"] == 6


def test_other_days_of_a_batch_are_a_change(store: Store, definitions: Definitions, pinned: str) -> None:
    """No accident is another, but days without a row now count as 0, so comparisons may be."""
    set_coverage(store, pinned, date(2024, 4, 1), date(2024, 6, 30), who="Hoa", now=LATER)
    diff = found(store, definitions)
    assert not diff.is_same
    names = ["event", "batch_id", "who", "covers_before", "covers_after"]
    assert diff.batches[names].to_numpy().tolist() == [
        ["covers_set", pinned, "Hoa", "2024-05-01..2024-05-31", "2024-04-01..2024-06-30"]
    ]
    create_snapshot(store, definitions, "T7", who="Lan", now=LATER)
    assert found(store, definitions, "T7").is_same


def test_a_file_that_comes_again_with_other_values(store: Store, definitions: Definitions, pinned: str) -> None:
    """The same accident in another file is neither new nor gone; its correction goes on."""
    withdraw(store, pinned, who="Hoa", now=LATER)
    rows = [accident(f"A{number}", f"2024-05-0{number}", injured=number) for number in range(1, 7)]
    rows[1]["injured"], rows[5]["cause"] = 8, "tốc độ"
    take_in(store, definitions, accidents(*rows), **TOLD)
    assert short(found(store, definitions)) == [
        ("received", "A2", "injured", 2, 8, "tệp gửi.json", "Minh"),
        ("received", "A6", "cause", None, "tốc độ", "tệp gửi.json", "Minh"),
    ]


def test_what_the_data_no_longer_cover_is_missing_not_0(store: Store, definitions: Definitions, pinned: str) -> None:
    withdraw(store, pinned, who="Hoa", now=LATER)
    row = found(store, definitions).quarters.iloc[0]
    assert row["accidents_before"] == 6
    assert pd.isna(row["accidents_after"])


@pytest.mark.usefixtures("pinned")
def test_the_earlier_snapshot_stands_first_however_they_are_asked_for(store: Store, definitions: Definitions) -> None:
    take_in(store, definitions, accidents(accident("B1")), **TOLD)
    create_snapshot(store, definitions, "T7", who="Lan", now=LATER)
    take_in(store, definitions, accidents(accident("C1")), **TOLD)
    for names in (("T6", "T7"), ("T7", "T6")):
        diff = found(store, definitions, *names)
        assert (diff.before.record["name"], diff.after.record["name"]) == ("T6", "T7")
        assert [row[:2] for row in short(diff)] == [("added", "B1")]
    assert found(store, definitions, "T7", "T7").is_same
    with pytest.raises(RequestError, match="Không có bản chốt"):
        found(store, definitions, "T6", "T99")


@pytest.mark.usefixtures("pinned")
def test_files_of_the_definitions_and_the_program(store: Store, definitions: Definitions, tmp_path: Path) -> None:
    folder = tmp_path / "mới"
    folder.mkdir()
    (folder / "targets.csv").write_text("year,criterion,percent\n2025,deaths,-7\n", encoding="utf-8")
    (folder / "more.csv").write_text("code\nx\n", encoding="utf-8")
    today = load_definitions(folder)
    diff = found(store, today)
    assert diff.files == {"added": ("more.csv",), "removed": (), "changed": ("targets.csv",)}
    assert diff.accidents.empty
    assert not diff.is_same
    path = store.folder / "snapshots" / "t6.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    del record["kept_definitions"]
    path.write_text(json.dumps({**record, "code_version": "0.0.9"}), encoding="utf-8")
    assert found(store, today).files is None, "which file is not known: nothing was kept"
    assert found(store, definitions).files == {"added": (), "removed": (), "changed": ()}
    before, after = versions_of_code(found(store, today))
    assert (before, after != "0.0.9") == ("0.0.9", True)
