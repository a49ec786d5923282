"""What many tests share: the definitions of the project and the folder of foreign files and reference values."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from analysis.definitions.catalogue import Definitions, load_definitions
from analysis.store.sample import load_sample
from analysis.store.tables import Store, open_store

PROJECT = Path(__file__).resolve().parents[1]

settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first, so that no worker is left alone with one at the end."""
    items.sort(key=lambda item: not any(item.iter_markers("slow")) and not any(item.iter_markers("browser")))


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


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory, definitions: Definitions) -> Store:
    """A store with all files of the sample, taken in as the office would, once for all workers; only to be read."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "mẫu"
    folder.mkdir(exist_ok=True)
    with FileLock(folder / "khóa"):
        store = open_store(folder / "kho")
        if not (folder / "xong").exists():
            load_sample(store, definitions, who="kiểm thử", now=datetime(2025, 4, 20, 5, tzinfo=UTC))
            (folder / "xong").touch()
    return store


@pytest.fixture(scope="session")
def sample_copy(sample_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Makes a copy of the sample's store that a test may write into; gives its folder."""
    return lambda: Path(shutil.copytree(sample_store.folder, tmp_path_factory.mktemp("bản sao") / "kho"))
