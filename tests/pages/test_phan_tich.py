"""Phân tích TNGT without a browser: the same from what is kept as when it was made, and a period without data."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from analysis.store.tables import Store

APP = Path(__file__).resolve().parents[2] / "app.py"


@pytest.fixture(autouse=True)
def _on_the_sample(sample_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATGT_STORE", str(sample_store.folder))
    monkeypatch.chdir(APP.parent)
    st.cache_resource.clear()


def opened(**link: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=120)
    app.query_params.update(link)
    app.run().switch_page("pages/phan_tich.py").run()
    assert not app.exception
    return app


def shown(app: AppTest) -> tuple[list[str], list[str]]:
    """All HTML and all charts of the page."""
    return [part.body for part in app.get("html")], [chart.proto.spec for chart in app.get("plotly_chart")]


def test_another_session_sees_what_the_first_one_saw() -> None:
    first = shown(opened(ky="2025-Q1"))
    assert len(first[1]) == 9
    assert all('"data"' in chart for chart in first[1])
    assert shown(opened(ky="2025-Q1")) == first


def test_a_period_without_data_says_so() -> None:
    texts, charts = shown(opened(ky="2016-Q1"))
    assert "Chưa có số liệu của kỳ này" in " ".join(texts)
    assert charts == []
