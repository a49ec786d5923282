"""The facts of a meeting about the sample, gathered once for all tests of its documents."""

from __future__ import annotations

import pytest

from analysis.definitions.catalogue import Definitions
from analysis.review.pack.facts import gather
from analysis.review.pack.record import PackFacts
from analysis.store.tables import Store


@pytest.fixture(scope="session")
def pack_facts(sample_store: Store, definitions: Definitions) -> PackFacts:
    """Quý I/2025 of the sample against Quý I/2024, over the live store."""
    return gather(sample_store, definitions, "2025-Q1")
