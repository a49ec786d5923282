"""Thirty sessions at once on one server, each changing a choice every few seconds, over the server's own websocket.

The clients run on the same cores as the server, so what they cost is in the figures as well.
"""

from __future__ import annotations

import random
import tempfile
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import psutil
from websockets.exceptions import WebSocketException

from analysis.definitions.catalogue import load_definitions
from analysis.store.sample import load_sample
from analysis.store.tables import open_store

from .pages import served
from .session_client import Session

SESSIONS = 30
MINUTES = 5.0
PAUSE_S = (3.0, 9.0)
"""Between two choices of one session, drawn evenly."""
PAGES = ("tong_quan", "so_sanh_ky", "so_sanh_ky?ve=violations", "dia_ban_tang", "vi_pham", "phan_tich")
LABELS = ("Kỳ báo cáo", "Năm", "So với")
SKIPPED = {"Tháng", "Tự chọn", "Kỳ khác"}
"""Choices that open a further one."""


@dataclass
class Found:
    """Seconds of every change, what went wrong, and the memory of the server [bytes] by seconds since the start."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    memory: list[tuple[float, int]] = field(default_factory=list)

    @property
    def p95(self) -> float:
        return float(np.quantile(self.seconds, 0.95))

    def growth(self) -> float:
        """Memory of the last fifth of the time / that of the second fifth (all is loaded by then), medians."""
        end = self.memory[-1][0]
        early = [size for at, size in self.memory if end / 5 <= at < 2 * end / 5]
        late = [size for at, size in self.memory if at >= 4 * end / 5]
        return float(np.median(late) / np.median(early))


def click_together(minutes: float = MINUTES, sessions: int = SESSIONS) -> Found:
    """Let so many sessions click for so long on the sample."""
    found = Found()
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder))
        load_sample(store, load_definitions(), who="bench", now=datetime.now(UTC))
        with served("app.py", store.folder) as (address, process):
            begin = time.monotonic()
            stop = begin + minutes * 60
            clicking = [
                threading.Thread(target=_click, args=(address, number, stop, found)) for number in range(sessions)
            ]
            for thread in clicking:
                thread.start()
            while time.monotonic() < stop:
                found.memory.append((time.monotonic() - begin, psutil.Process(process).memory_info().rss))
                time.sleep(2)
            for thread in clicking:
                thread.join()
    return found


def _click(address: str, number: int, stop: float, found: Found) -> None:
    drawn = random.Random(number)
    page, _, query = PAGES[number % len(PAGES)].partition("?")
    try:
        time.sleep(drawn.uniform(0, PAUSE_S[1]))
        with Session(address, page, query) as session:
            session.open()
            while time.monotonic() < stop:
                time.sleep(drawn.uniform(*PAUSE_S))
                label = drawn.choice(LABELS)
                options = [option for option in session.choices[label].options if option not in SKIPPED]
                found.seconds.append(session.choose(label, drawn.choice(options)))
            found.errors += session.errors
    except (OSError, WebSocketException, KeyError) as error:
        found.errors.append(f"{type(error).__name__}: {error}")
