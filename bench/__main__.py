"""``make bench``: one table, each figure as a ratio against its reference in the same run, with its bar."""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from analysis.definitions.catalogue import load_definitions

from .measuring import PROJECT, in_process, paired
from .pages import filter_change_ratio
from .violation_records import write_violation_records

CACHE = PROJECT / ".bench"
RUNS = 3


@dataclass(frozen=True)
class Line:
    """One measured figure beside the bar it has to stay under, both in ``unit``."""

    what: str
    figure: float
    bar: float
    unit: str
    detail: str

    def text(self) -> str:
        return f"{self.what:<58} {self.figure:>7.2f} {self.unit:<3} (bar {self.bar:g})  {self.detail}"


def import_lines() -> list[Line]:
    """Five million violation records from CSV into the store, against DuckDB reading it and writing Parquet."""
    areas = list(load_definitions().areas.names.values())
    source = write_violation_records(CACHE / "violations.csv", areas)
    peaks: list[int] = []

    def ours() -> float:
        with tempfile.TemporaryDirectory(dir=CACHE) as folder:
            measured = in_process("bench.import_ours", source, Path(folder) / "store")
        peaks.append(measured.peak_bytes)
        return measured.seconds

    def reference() -> float:
        return in_process("bench.import_duckdb", source, CACHE / "reference.parquet").seconds

    ratio, mine, theirs = paired(ours, reference, runs=RUNS)
    return [
        Line("import of 5 million violation records / DuckDB", ratio, 4, "×", f"{mine:.1f} s against {theirs:.1f} s"),
        Line("peak memory of that import", max(peaks) / 1e9, 1.5, "GB", f"{RUNS} runs, the highest"),
    ]


def page_lines() -> list[Line]:
    """A changed choice on Tổng quan against the rerun of a bare Streamlit page with one chart, both in the browser."""
    ratio, mine, theirs = filter_change_ratio()
    detail = f"{mine * 1000:.0f} ms against {theirs * 1000:.0f} ms"
    return [Line("filter change on Tổng quan / bare page with one chart", ratio, 2, "×", detail)]


if __name__ == "__main__":
    parts = {"import": import_lines, "page": page_lines}
    chosen = sys.argv[1:] or list(parts)
    for name in chosen:
        for line in parts[name]():
            print(line.text(), flush=True)
    shutil.rmtree(CACHE / "reference.parquet", ignore_errors=True)
