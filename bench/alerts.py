"""The flags of one quarter from a store of six years, in a process of its own: reading, judging and the answer.

``python -m bench.alerts STORE REFERENCE PERIOD`` is what ``measuring.in_process`` runs; ``nation`` writes the store.
"""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np

from analysis.definitions.catalogue import load_definitions
from analysis.definitions.periods import parse_period
from analysis.figures.compare import covered_batches
from analysis.figures.counts import daily_counts
from analysis.intake.files.read import ReceivedFile
from analysis.review.alert_words import alerts_record
from analysis.signals.alerts import alerts
from analysis.store.imports import import_file
from analysis.store.tables import open_store

from .districts import district_name, write_districts
from .measuring import report

FIRST = date(2019, 3, 15)
QUARTERS = 24
PERIOD = "2025-Q1"
"""The 24th quarter of 15–14 from Quý II/2019 on."""
A_QUARTER = 10.0
DAYS = 2192
"""15/03/2019 to 14/03/2025."""


def nation(folder: Path, districts: int) -> tuple[Path, Path]:
    """A store of 24 quarters with ten accidents a quarter and district, and the reference folder of its districts."""
    store, reference = folder / f"store_{districts}", folder / f"reference_{districts}"
    if store.exists():
        return store, reference
    write_districts(reference, districts)
    generator = np.random.default_rng(1)
    total = int(districts * QUARTERS * A_QUARTER)
    days = np.sort(generator.integers(0, DAYS, total))
    days[0], days[-1] = 0, DAYS - 1
    places = generator.integers(0, districts, total)
    lines = ["Mã vụ,Ngày xảy ra,Huyện,Số người chết,Số người bị thương"]
    lines += [
        f"A{number},{FIRST + timedelta(days=int(day)):%d/%m/%Y},{district_name(place)},0,1"
        for number, (day, place) in enumerate(zip(days, places, strict=True))
    ]
    file = folder / f"accidents_{districts}.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    definitions = load_definitions(reference)
    received = ReceivedFile(file, file.name)
    now = datetime(2025, 4, 1, tzinfo=UTC)
    import_file(open_store(store), definitions, received, "accidents", who="bench", now=now)
    return store, reference


def _work(store_folder: Path, reference: Path, period_key: str) -> int:
    """How many rows have a level, so that a run that judged nothing is seen."""
    definitions = load_definitions(reference)
    store, calendar = open_store(store_folder), definitions.calendar()
    found = alerts(
        daily_counts(store),
        definitions,
        parse_period(period_key, calendar),
        calendar=calendar,
        coverage=covered_batches(store, "accidents"),
    )
    return sum(row["p_base"] is not None for row in alerts_record(found)["rows"])


if __name__ == "__main__":
    folder_of_store, folder_of_reference, asked = sys.argv[1:]
    report(lambda: _work(Path(folder_of_store), Path(folder_of_reference), asked))
