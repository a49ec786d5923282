"""``make bench``: one table, each figure as a ratio against its reference in the same run, with its bar."""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from analysis.definitions.catalogue import load_definitions

from .alerts import PERIOD, nation
from .blackspots import make_accidents, seconds_of_dbscan, seconds_of_list
from .cold_start import cold_start_ratio
from .measuring import PROJECT, in_process, paired
from .pages import filter_change_ratio
from .scale import page_seconds
from .sessions import SESSIONS, click_together
from .violation_nation import RECORDS
from .violation_nation import nation as nation_of_violations
from .violation_records import write_violation_records

CACHE = PROJECT / ".bench"
RUNS = 3
SIZES = (RECORDS // 4, RECORDS // 2, RECORDS)


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


def alert_lines() -> list[Line]:
    """The flags of one quarter over 24 quarters of data, for a province and for the districts of the nation."""
    lines = []
    for districts, bar in ((9, 1), (700, 5)):
        with tempfile.TemporaryDirectory(dir=CACHE) as folder:
            store, reference = nation(Path(folder), districts)
            runs = [in_process("bench.alerts", store, reference, PERIOD) for _ in range(RUNS)]
        seconds = statistics.median(run.seconds for run in runs)
        lines.append(
            Line(f"alerts of {districts} districts", seconds, bar, "s", f"{runs[0].answer} judged; {RUNS} runs, median")
        )
    return lines


def blackspot_lines() -> list[Line]:
    """The list of ten years against DBSCAN on the same points; what twice the places cost; a small office."""
    large, half, small = (make_accidents(count, seed=1) for count in (200_000, 100_000, 5_000))
    seconds_of_list(small, "point")
    lines = []
    for by in ("point", "km"):
        spots = 0

        def ours(by: str = by) -> float:
            nonlocal spots
            seconds, spots = seconds_of_list(large, by)
            return seconds

        ratio, mine, theirs = paired(ours, lambda: seconds_of_dbscan(large), runs=RUNS)
        detail = f"{mine:.1f} s against {theirs:.1f} s, {spots} spots"
        lines.append(Line(f"black spots of 200.000 accidents by {by} / DBSCAN", ratio, 3, "×", detail))
        growth, twice, once = paired(ours, lambda by=by: seconds_of_list(half, by)[0], runs=RUNS)
        lines.append(Line("  twice the accidents", growth, 2.3, "×", f"{twice:.1f} s against {once:.1f} s"))
        quickest = min(seconds_of_list(small, by)[0] for _ in range(RUNS))
        lines.append(Line("  5.000 accidents", quickest, 1, "s", f"the best of {RUNS} runs"))
    return lines


def work_lines() -> list[Line]:
    """What has no reference to be held against: a typed text checked, the simulation of METHODS 7."""
    text = in_process("bench.typed_text")
    simulated = in_process("bench.simulation")
    return [
        Line("check of 100 kB of typed text", text.seconds, 1, "s", f"{text.answer} figures checked"),
        Line("simulation of 5.000 runs", simulated.seconds, 120, "s", f"{simulated.answer} rules"),
    ]


def start_lines() -> list[Line]:
    """From starting the program to the first drawn page, against a bare page with one chart and one map."""
    ratio, mine, theirs = cold_start_ratio()
    return [Line("cold start to the first page / bare page", ratio, 1.3, "×", f"{mine:.1f} s against {theirs:.1f} s")]


def scale_lines() -> list[Line]:
    """Forty million violation records of 700 districts and ten years; half and a quarter of them beside."""
    lines, counted = [], {}
    for records in SIZES:
        store, reference = nation_of_violations(CACHE, records=records)
        answer = json.loads(in_process("bench.scale", store).answer)
        counted[records] = answer["ratios"]
        if records != RECORDS:
            continue
        for question, (ratio, mine, theirs) in answer["ratios"].items():
            detail = f"{mine * 1000:.0f} ms against {theirs * 1000:.0f} ms"
            lines.append(Line(f"count from the rows, {question} / SQL", ratio, 1.5, "×", detail))
        lines.append(Line("  memory of that process", answer["rss_gb"], 2, "GB", "after the counts"))
        changes, memory = page_seconds(store, reference)
        for page, seconds in changes.items():
            detail = f"{len(seconds)} changes, median {statistics.median(seconds):.2f} s"
            lines.append(Line(f"slowest change on {page}, server work", max(seconds), 1, "s", detail))
        lines.append(Line("  memory of the server", memory, 2, "GB", "after all pages"))
    whole = "ten years by district"
    for larger, smaller in pairwise(sorted(SIZES, reverse=True)):
        growth = counted[larger][whole][1] / counted[smaller][whole][1]
        detail = f"{counted[larger][whole][1]:.2f} s against {counted[smaller][whole][1]:.2f} s"
        lines.append(Line(f"  {larger / 1e6:.0f} million / {smaller / 1e6:.0f} million rows", growth, 2.3, "×", detail))
    return lines


def session_lines() -> list[Line]:
    """Thirty sessions clicking for five minutes."""
    found = click_together()
    for error in sorted(set(found.errors))[:5]:
        print(f"  {error}", flush=True)
    changes = f"{len(found.seconds)} changes of {SESSIONS} sessions, median {statistics.median(found.seconds):.2f} s"
    detail = f"{changes}, clients {found.client_share:.0%} of the work; opening at once: {max(found.opening):.1f} s"
    memory = f"{found.memory[-1][1] / 1e9:.2f} GB"
    return [
        Line("thirty sessions: p95 of a change", found.p95, 1.5, "s", detail),
        Line("  errors", len(found.errors), 0, "", ""),
        Line("  memory at the end / in the second minute", found.growth(), 1.1, "×", memory),
    ]


HEAVY = ("scale", "sessions")
"""Only where they are asked for by name: minutes of work and hundreds of megabytes."""

if __name__ == "__main__":
    parts = {
        "import": import_lines,
        "page": page_lines,
        "start": start_lines,
        "alerts": alert_lines,
        "blackspots": blackspot_lines,
        "work": work_lines,
        "scale": scale_lines,
        "sessions": session_lines,
    }
    chosen = sys.argv[1:] or [name for name in parts if name not in HEAVY]
    for name in chosen:
        for line in parts[name]():
            print(line.text(), flush=True)
    (CACHE / "reference.parquet").unlink(missing_ok=True)
