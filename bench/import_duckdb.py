"""The reference: DuckDB reads the CSV file with types found by itself and writes Parquet."""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

from .measuring import report


def convert(source: Path, target: Path) -> int:
    duckdb.execute(f"COPY (SELECT * FROM read_csv('{source.as_posix()}')) TO '{target.as_posix()}' (FORMAT parquet)")
    row = duckdb.execute(f"SELECT count(*) FROM '{target.as_posix()}'").fetchone()
    return int(row[0]) if row else 0


if __name__ == "__main__":
    report(lambda: convert(Path(sys.argv[1]), Path(sys.argv[2])))
