"""Real processes: killed at random moments, importing at once, reading meanwhile.

``ATGT_KILLS`` sets the number of kills (12 in the suite, 200 before a release).
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from analysis.definitions.catalogue import Definitions
from analysis.intake.files.read import ReceivedFile
from analysis.store.batches import list_batches
from analysis.store.imports import import_file
from analysis.store.tables import Store, open_store

from .importer import ROWS, write_file
from .stand_in import rows

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("ATGT_KILLS", "12"))
LONGEST_WAIT = 1.6
"""Seconds; an import takes 0.3 to 1 beside a reader, so that a kill falls into one of the first of a process."""


Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts an importing process; whatever still runs at the end of the test is ended."""
    started: list[subprocess.Popen[str]] = []

    def begin(store: Store, name: str, count: int = 0) -> subprocess.Popen[str]:
        started.append(importing_process(store, name, count))
        return started[-1]

    yield begin
    for process in started:
        end(process)


def importing_process(store: Store, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, str(Path(__file__).with_name("importer.py")), str(store.folder), name, str(count)]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONWARNINGS": "ignore", "PYTHONUTF8": "1"}
    return subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )


def say_go(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    assert process.stdin is not None
    assert process.stdout.readline() == "ready\n"
    process.stdin.write("go\n")
    process.stdin.flush()


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        assert stream is not None
        stream.close()


def assert_whole(store: Store) -> int:
    """Every batch wholly there or not at all; how many there are."""
    fixed = store.pinned()
    batches = list_batches(fixed)
    counted = Counter(rows(fixed, "accidents")["batch_id"].to_pylist())
    assert counted == dict.fromkeys(batches["batch_id"], ROWS)
    assert (batches["records"] == ROWS).all()
    return len(batches)


@contextmanager
def reader(store: Store) -> Iterator[list[int]]:
    """Reads again and again beside the block; the number of batches it saw each time, or its failure."""
    seen: list[int] = []
    failures: list[BaseException] = []
    stop = threading.Event()

    def read() -> None:
        try:
            while not stop.wait(0.05):
                seen.append(assert_whole(store))
        except BaseException as failure:  # noqa: BLE001 - handed to the test below
            failures.append(failure)

    thread = threading.Thread(target=read)
    thread.start()
    try:
        yield seen
    finally:
        stop.set()
        thread.join()
    assert failures == []


def test_killed_at_random_moments_a_batch_is_wholly_there_or_not(
    tmp_path: Path, definitions: Definitions, start: Start
) -> None:
    """SIGKILL; the next process is started before, so that what is waited for is not Python's own start."""
    store = open_store(tmp_path / "kho")
    moments = random.Random(20250314)
    waiting = start(store, "k0")
    before = interrupted = 0
    with reader(store) as seen:
        for number in range(KILLS):
            running, waiting = waiting, start(store, f"k{number + 1}")
            say_go(running)
            time.sleep(moments.uniform(0, LONGEST_WAIT))
            end(running)
            interrupted += any((store.folder / "in_progress").glob("*.json"))
            after = assert_whole(store)
            assert after >= before
            path = write_file(tmp_path / "gửi", f"sau-{number}")
            file = ReceivedFile(path, path.name)
            done = import_file(store, definitions, file, "accidents", who="sau", now=datetime.now(UTC))
            assert done.intake.records == ROWS
            before = assert_whole(store)
            assert before == after + 1
            assert list((store.folder / "in_progress").iterdir()) == []
    assert KILLS < 100 or interrupted > KILLS / 5
    assert KILLS < 100 or list_batches(store)["who"].str.startswith("k").any()
    assert seen == sorted(seen)
    kept = sorted(path.name for path in (store.folder / "received").iterdir())
    assert kept == sorted(list_batches(store)["sha256"])


def test_two_processes_import_25_files_each_while_one_reads(tmp_path: Path, start: Start) -> None:
    store = open_store(tmp_path / "kho")
    processes = [start(store, name, 25) for name in ("a", "b")]
    with reader(store) as seen:
        for process in processes:
            say_go(process)
        for process in processes:
            answer, _ = process.communicate(timeout=300)
            assert answer == "done\n"
            assert process.returncode == 0
    assert assert_whole(store) == 50
    assert list_batches(store)["who"].value_counts().to_dict() == {"a": 25, "b": 25}
    assert seen == sorted(seen)
    assert len(seen) > 10
