"""An empty store, and the stand-in for the reading of files where a test asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.store import imports
from analysis.store.tables import Store, open_store

from . import stand_in


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store that does not exist yet, under a Vietnamese name with a space; files are read by the stand-in."""
    monkeypatch.setattr(imports, "read_intake", stand_in.read_intake)
    return open_store(tmp_path / "kho số liệu")
