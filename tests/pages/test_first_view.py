"""The first view that the server makes before a browser asks: the page finds it, and a mistake is left to the page."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from analysis.store.tables import Store
from pages import _ahead, _cached

APP = Path(__file__).resolve().parents[2] / "app.py"
COUNTED = ("daily_counts", "compare_daily", "period_series", "outlines", "load_definitions", "list_batches")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ATGT_STORE", str(tmp_path / "kho"))
    monkeypatch.chdir(APP.parent)
    st.cache_resource.clear()
    return tmp_path / "kho"


def refuse(*_: object, **__: object) -> None:
    raise AssertionError("counted again")


def test_the_first_page_counts_nothing_that_was_read_ahead(
    sample_store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(sample_store.folder, folder)
    _ahead.first_view()
    for name in COUNTED:
        monkeypatch.setattr(_cached, name, refuse)
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert not app.exception
    assert "Quý I/2025: 92 vụ" in " ".join(html.body for html in app.get("html"))
    assert len(app.get("plotly_chart")) == 2


def test_an_empty_store_has_no_first_view_and_the_page_says_so() -> None:
    _ahead.first_view()
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert [button.label for button in app.button] == ["Đến trang Dữ liệu", "Nạp số liệu minh họa"]


def test_definitions_that_cannot_be_read_are_said_by_the_page(sample_store: Store, folder: Path) -> None:
    shutil.copytree(sample_store.folder, folder)
    (folder / "reference").mkdir()
    (folder / "reference" / "areas.csv").write_text("code,name\n", encoding="utf-8")
    _ahead.first_view()
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert not app.exception
    assert "areas.csv" in " ".join(html.body for html in app.get("html"))
