"""Real data beside the example, and one quarter alone: what the pages say of it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis.definitions.catalogue import Definitions
from analysis.intake.files.read import ReceivedFile
from analysis.store.imports import import_file
from analysis.store.tables import Store, open_store

APP = Path(__file__).resolve().parents[2] / "app.py"
QUARTER = """(Từ ngày 15/12/2024 đến ngày 14/3/2025);;;
Ngày xảy ra;Huyện;Số người chết;Số người bị thương
20/12/2024;Bát Xát;1;0
14/02/2025;Sa Pa;0;2
"""
NOON = datetime(2025, 4, 20, 5, tzinfo=UTC)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("ATGT_STORE", str(tmp_path / "store"))
    monkeypatch.chdir(APP.parent)
    return open_store(tmp_path / "store")


def take_in(store: Store, definitions: Definitions, text: str, *, illustrative: bool) -> None:
    path = store.folder.parent / f"{illustrative}.csv"
    path.write_text(text, encoding="utf-8")
    file = ReceivedFile(path, path.name)
    import_file(store, definitions, file, "accidents", who="kiểm thử", now=NOON, illustrative=illustrative)


def shown(app: AppTest) -> str:
    return "\n".join(str(element.proto.body) for element in app.get("html"))


def test_one_quarter_alone_opens_on_that_quarter(office: Store, definitions: Definitions) -> None:
    take_in(office, definitions, QUARTER, illustrative=False)
    app = AppTest.from_file(str(APP), default_timeout=120).run()
    assert not app.exception
    assert "Quý I/2025: 2 vụ" in shown(app)
    assert "Chưa có số liệu của kỳ này" not in shown(app)
    assert "tính chung" not in shown(app)


def test_an_incomplete_quarter_is_shown_with_what_there_is(office: Store, definitions: Definitions) -> None:
    incomplete = QUARTER.replace("đến ngày 14/3/2025", "đến ngày 20/2/2025")
    take_in(office, definitions, incomplete, illustrative=False)
    app = AppTest.from_file(str(APP), default_timeout=120).run()
    assert "Quý I/2025: 2 vụ" in shown(app)
    assert "chưa đủ ngày" in shown(app)


def test_real_and_sample_together_are_said_on_the_overview(office: Store, definitions: Definitions) -> None:
    take_in(office, definitions, QUARTER, illustrative=False)
    take_in(office, definitions, QUARTER.replace("Sa Pa;0;2", "Sa Pa;0;3"), illustrative=True)
    app = AppTest.from_file(str(APP), default_timeout=120).run()
    assert "Số liệu thật và số liệu minh họa đang tính chung." in shown(app)
    assert "LẪN số liệu minh họa" in shown(app)
    assert "Bỏ số liệu minh họa" in [button.label for button in app.button]
