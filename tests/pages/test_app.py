"""The app without a browser: an empty store says what to do, on every page that shows figures."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

APP = Path(__file__).resolve().parents[2] / "app.py"


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("ATGT_STORE", str(tmp_path / "store"))
    monkeypatch.chdir(APP.parent)
    return AppTest.from_file(str(APP), default_timeout=60)


def test_an_empty_store_offers_two_ways_on(app: AppTest) -> None:
    app.run()
    assert not app.exception
    labels = [button.label for button in app.button]
    assert labels == ["Đến trang Dữ liệu", "Nạp số liệu minh họa"]


def test_the_sidebar_holds_the_choices_in_the_words_of_the_office(app: AppTest) -> None:
    app.run()
    labels = [box.label for box in app.sidebar.selectbox]
    assert labels == ["Kỳ báo cáo", "Năm", "So với", "Loại hình", "Lịch thống kê"]
    assert app.sidebar.selectbox[0].options[:6] == ["Quý I", "Quý II", "Quý III", "Quý IV", "6 tháng", "9 tháng"]
