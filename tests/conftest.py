"""What many tests share: the definitions of the project and the folder of foreign files and reference values."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from analysis.definitions.catalogue import Definitions, load_definitions

PROJECT = Path(__file__).resolve().parents[1]

settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")


@pytest.fixture(scope="session")
def definitions() -> Definitions:
    """The definitions in ``data/reference``, without any overlay."""
    return load_definitions()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files and published values beside the project; the test is skipped only where it is absent."""
    folder = Path(os.environ.get("ATGT_SHARED", PROJECT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"the folder of shared test material is not there: {folder.name}")
    return folder
