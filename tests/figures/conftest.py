"""Counting reads the rows that a test gives."""

from __future__ import annotations

import pytest

from . import rows


@pytest.fixture(autouse=True)
def _rows_in_place_of_a_store(monkeypatch: pytest.MonkeyPatch) -> None:
    rows.put_in_place(monkeypatch)
