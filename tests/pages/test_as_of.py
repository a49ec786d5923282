"""The dashboard looking at a snapshot, without a browser: its figures and definitions, and what cannot be opened."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis.definitions.catalogue import load_definitions
from analysis.definitions.reference import DEFAULT_FOLDER
from analysis.store.batches import list_batches, withdraw
from analysis.store.snapshots import create_snapshot
from analysis.store.tables import Store, open_store

APP = Path(__file__).resolve().parents[2] / "app.py"
NOON = datetime(2025, 4, 12, 5, tzinfo=UTC)


@pytest.fixture
def store(sample_copy: Callable[[], Path], monkeypatch: pytest.MonkeyPatch) -> Store:
    """The sample pinned as "Sơ kết", then 2024 withdrawn and Bảo Yên called otherwise by the office."""
    monkeypatch.setenv("ATGT_STORE", str(sample_copy()))
    monkeypatch.chdir(APP.parent)
    store = open_store()
    create_snapshot(store, load_definitions(), "Sơ kết", who="Lan", now=NOON)
    batches = list_batches(store).set_index("file_name")["batch_id"]
    withdraw(store, batches["tai_nan_quy1_2025.xlsx"], who="Lan", now=NOON)
    (store.folder / "reference").mkdir()
    for name in ("areas.csv", "settings.toml", "rail_crossings.csv"):
        text = (DEFAULT_FOLDER / name).read_text(encoding="utf-8")
        (store.folder / "reference" / name).write_text(text.replace(",Bảo Yên,", ",Khu Bảo Yên,"), encoding="utf-8")
    return store


def opened(**link: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params.update(link)
    return drawn(app.run())


def drawn(app: AppTest) -> AppTest:
    assert not app.exception
    return app


def shown(app: AppTest) -> str:
    return " ".join(html.body for html in app.get("html"))


@pytest.mark.usefixtures("store")
def test_a_snapshot_shows_its_own_figures_and_names_and_a_way_back() -> None:
    app = opened(ky="2025-Q1", chot="Sơ kết")
    assert "Đang xem bản chốt «Sơ kết» lúc 12:00 ngày 12/4/2025 của Lan." in shown(app)
    assert "Quý I/2025: 92 vụ" in shown(app)
    assert "Khu Bảo Yên" not in shown(app)
    assert app.query_params["chot"] == "Sơ kết"
    assert app.sidebar.selectbox[0].label == "Số liệu"
    assert app.sidebar.selectbox[0].options == ["Hiện nay", "Sơ kết"]


@pytest.mark.usefixtures("store")
def test_without_one_the_figures_and_names_are_todays() -> None:
    app = opened(ky="2024-Q4")
    assert "Đang xem bản chốt" not in shown(app)
    assert "chot" not in app.query_params
    assert "Khu Bảo Yên" in shown(app)


@pytest.mark.usefixtures("store")
def test_equal_tables_with_other_definitions_are_not_one_in_the_cache(store: Store) -> None:
    """Two snapshots of the same versions: the names of each come from its own definitions."""
    office = load_definitions(office=store.folder / "reference")
    create_snapshot(store, office, "Sau", who="Lan", now=NOON)
    folder = store.folder / "snapshots"
    first = json.loads((folder / "so-ket.json").read_text(encoding="utf-8"))
    second = json.loads((folder / "sau.json").read_text(encoding="utf-8"))
    (folder / "sau.json").write_text(json.dumps({**second, "versions": first["versions"]}), encoding="utf-8")
    assert "Khu Bảo Yên" not in shown(opened(ky="2025-Q1", chot="Sơ kết"))
    assert "Khu Bảo Yên" in shown(opened(ky="2025-Q1", chot="Sau"))
    assert "Khu Bảo Yên" not in shown(opened(ky="2025-Q1", chot="Sơ kết"))


@pytest.mark.usefixtures("store")
def test_a_link_to_a_snapshot_that_is_not_there_says_so() -> None:
    """The figures of today must not be taken for those of the link."""
    app = opened(ky="2024-Q4", chot="<b>Tổng kết</b>")
    assert "Không mở được bản chốt «&lt;b&gt;Tổng kết&lt;/b&gt;»." in shown(app)
    assert "Đang xem số liệu hiện nay." in shown(app)
    assert "chot" not in app.query_params


def test_a_snapshot_whose_definitions_were_spoilt_is_said_and_left(store: Store) -> None:
    kept = next((store.folder / "definitions").rglob("targets.csv"))
    kept.write_text(kept.read_text(encoding="utf-8").replace("-5", "-6"), encoding="utf-8")
    app = opened(ky="2024-Q4", chot="so ket")
    assert "đã mất hoặc bị sửa" in shown(app)
    assert "Đang xem số liệu hiện nay." in shown(app)


@pytest.mark.usefixtures("store")
def test_a_calendar_and_a_district_that_the_snapshot_does_not_know_are_left() -> None:
    """Chosen among today's definitions, then the snapshot is looked at; AppTest cannot run the app twice."""
    today = opened(ky="2024-Q4")
    app = AppTest.from_file(str(APP), default_timeout=60)
    for name in ("ky", "nam", "thang", "so_voi", "loai_hinh", "va_cham", "choices_started"):
        app.session_state[name] = today.session_state[name]
    app.session_state["lich"], app.session_state["dia_ban"] = "thang", ["087", "999"]
    app.session_state["as_of_started"], app.session_state["chot"] = True, "Sơ kết"
    drawn(app.run())
    assert (app.session_state["lich"], app.session_state["dia_ban"]) == ("15-14", ["087"])
    assert "Bảo Yên" in shown(app)


def test_an_empty_snapshot_offers_no_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATGT_STORE", str(tmp_path / "kho"))
    monkeypatch.chdir(APP.parent)
    create_snapshot(open_store(), load_definitions(), "Trống", who="Lan", now=NOON)
    app = opened(chot="Trống")
    assert "Bản chốt này không có số liệu" in shown(app)
    assert {button.label for button in app.button} == {"Về số liệu hiện nay"}
