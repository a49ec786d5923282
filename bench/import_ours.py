"""Ours: the same CSV file into a new store, with every check."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from analysis.definitions import table_checks  # noqa: F401 - libraries are loaded before the clock runs, DuckDB too
from analysis.definitions.catalogue import load_definitions
from analysis.intake.files.read import ReceivedFile
from analysis.store.imports import import_file
from analysis.store.tables import open_store

from .measuring import report


def take_in(source: Path, folder: Path) -> int:
    store, definitions = open_store(folder), load_definitions()
    received = ReceivedFile(source, source.name)
    done = import_file(store, definitions, received, "violations", who="bench", now=datetime.now(UTC))
    return done.intake.records


if __name__ == "__main__":
    report(lambda: take_in(Path(sys.argv[1]), Path(sys.argv[2])))
