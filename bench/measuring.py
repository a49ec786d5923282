"""Run a piece of work in a process of its own; seconds of work (without start-up) and peak memory of the process."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

PROJECT = Path(__file__).resolve().parents[1]
LOOK_EVERY_S = 0.05


@dataclass(frozen=True)
class Measured:
    """Seconds of work inside the process and the highest resident memory seen from outside [bytes]."""

    seconds: float
    peak_bytes: int
    answer: str


def in_process(module: str, *arguments: str | Path) -> Measured:
    """``python -m module …``, which prints one JSON line ``{"seconds", "answer"}`` when its work is done."""
    command = [sys.executable, "-m", module, *(str(argument) for argument in arguments)]
    child = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True, env={**os.environ})
    peak = _watch(child)
    output = child.stdout.read() if child.stdout else ""
    if child.wait():
        raise RuntimeError(f"{module} ended with {child.returncode}")
    record = json.loads(output.strip().splitlines()[-1])
    return Measured(record["seconds"], peak, str(record["answer"]))


def _watch(child: subprocess.Popen[str]) -> int:
    process, peak = psutil.Process(child.pid), 0
    while child.poll() is None:
        try:
            peak = max(peak, process.memory_info().rss)
        except psutil.NoSuchProcess:
            break
        time.sleep(LOOK_EVERY_S)
    return peak


def report(work: Callable[[], object]) -> None:
    """Do the work and print what ``in_process`` reads."""
    begin = time.perf_counter()
    answer = work()
    print(json.dumps({"seconds": time.perf_counter() - begin, "answer": str(answer)}), flush=True)


def paired(ours: Callable[[], float], reference: Callable[[], float], *, runs: int) -> tuple[float, float, float]:
    """Both in turn; the median of the ratios pair by pair and the medians of each [s]."""
    return medians([(ours(), reference()) for _ in range(runs)])


def medians(pairs: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """The median of the ratios pair by pair and the medians of each [s]."""
    ratio = statistics.median(mine / theirs for mine, theirs in pairs)
    return ratio, statistics.median(mine for mine, _ in pairs), statistics.median(theirs for _, theirs in pairs)
