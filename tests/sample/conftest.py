"""The invented tables, made once for all tests of the sample."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from analysis.definitions.catalogue import Definitions
from analysis.store.sample import load_sample
from analysis.store.tables import Store, open_store
from data.sample import generate


@pytest.fixture(scope="session")
def sample() -> generate.Sample:
    return generate.invent()


@pytest.fixture(scope="session")
def written(sample: generate.Sample) -> dict[str, bytes]:
    return generate.sample_files(sample)


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory, definitions: Definitions) -> Store:
    """A store with all files of the sample, taken in as the office would; only to be read."""
    store = open_store(tmp_path_factory.mktemp("mẫu") / "kho")
    load_sample(store, definitions, who="kiểm thử", now=datetime(2025, 4, 20, 5, tzinfo=UTC))
    return store
