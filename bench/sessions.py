"""Thirty sessions at once on one server, each changing a choice every few seconds, over the server's own websocket.

All thirty open their page at the same moment; that is told apart (``opening``), for a page that is opened is not a
choice that is changed. The minutes begin when all stand open, with nothing cached but what the opening made. A change
takes from sending the choice to the end of the script that it sets off. The clients run on the same cores as the
server, so what they cost is in the figures as well; ``client_share`` says how much that is.
"""

from __future__ import annotations

import random
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import psutil
from websockets.exceptions import WebSocketException

from analysis.definitions.catalogue import load_definitions
from analysis.store.sample import load_sample
from analysis.store.tables import open_store

from .pages import SERVER, served
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
    """Seconds of every change and of every opening, what went wrong, and the memory of the server [bytes] by seconds
    since the clicking began; seconds of work of the clients and of the server meanwhile.
    """

    seconds: list[float] = field(default_factory=list)
    opening: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    memory: list[tuple[float, int]] = field(default_factory=list)
    client_work: float = 0.0
    server_work: float = 0.0

    @property
    def p95(self) -> float:
        return float(np.quantile(self.seconds, 0.95))

    @property
    def client_share(self) -> float:
        return self.client_work / (self.client_work + self.server_work)

    def growth(self) -> float:
        """Memory of the last fifth of the time / that of the second fifth (all is loaded by then), medians."""
        end = self.memory[-1][0]
        early = [size for at, size in self.memory if end / 5 <= at < 2 * end / 5]
        late = [size for at, size in self.memory if at >= 4 * end / 5]
        return float(np.median(late) / np.median(early))


def click_together(minutes: float = MINUTES, sessions: int = SESSIONS) -> Found:
    """Let so many sessions open their page on the sample at once, and then click for so long."""
    found = Found()
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder))
        load_sample(store, load_definitions(), who="bench", now=datetime.now(UTC))
        with served(SERVER, store.folder) as (address, process), ThreadPoolExecutor(sessions) as together:
            opened = [
                one for one in together.map(lambda number: _opened(address, number, found), range(sessions)) if one
            ]
            _click_all(together, opened, minutes, psutil.Process(process), found)
            for session, _ in opened:
                session.close()
    return found


def _opened(address: str, number: int, found: Found) -> tuple[Session, int] | None:
    page, _, query = PAGES[number % len(PAGES)].partition("?")
    try:
        session = Session(address, page, query)
        found.opening.append(session.open())
        return session, number
    except (OSError, WebSocketException) as error:
        found.errors.append(f"{type(error).__name__}: {error}")
        return None


def _click_all(
    together: ThreadPoolExecutor,
    opened: list[tuple[Session, int]],
    minutes: float,
    server: psutil.Process,
    found: Found,
) -> None:
    begin, ours, theirs = time.monotonic(), time.process_time(), _work(server)
    stop = begin + minutes * 60
    clicking = [together.submit(_click, session, number, stop, found) for session, number in opened]
    while time.monotonic() < stop:
        found.memory.append((time.monotonic() - begin, server.memory_info().rss))
        time.sleep(2)
    for one in clicking:
        one.result()
    found.client_work, found.server_work = time.process_time() - ours, _work(server) - theirs


def _work(server: psutil.Process) -> float:
    times = server.cpu_times()
    return float(times.user + times.system)


def _click(session: Session, number: int, stop: float, found: Found) -> None:
    drawn = random.Random(number)
    try:
        while True:
            time.sleep(drawn.uniform(*PAUSE_S))
            if time.monotonic() >= stop:
                break
            label = drawn.choice(LABELS)
            options = [option for option in session.choices[label].options if option not in SKIPPED]
            found.seconds.append(session.choose(label, drawn.choice(options)))
    except (OSError, WebSocketException, KeyError) as error:
        found.errors.append(f"{type(error).__name__}: {error}")
    found.errors += session.errors
