"""The invented tables, made once for all tests of the sample."""

from __future__ import annotations

import pytest

from data.sample import generate


@pytest.fixture(scope="session")
def sample() -> generate.Sample:
    return generate.invent()


@pytest.fixture(scope="session")
def written(sample: generate.Sample) -> dict[str, bytes]:
    return generate.sample_files(sample)
