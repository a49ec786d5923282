"""From starting the program to its first page in the browser: Tổng quan on the sample against a bare page.

Both are new processes each time, with the files of the packages in the machine's memory; the browser is open before.
"""

from __future__ import annotations

import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from analysis.definitions.catalogue import load_definitions
from analysis.store.sample import load_sample
from analysis.store.tables import open_store

from .measuring import paired
from .pages import WAIT_S, launched, served

RUNS = 5
_DRAWN = """
() => document.querySelector('[data-testid="stApp"]')?.getAttribute('data-test-script-state') === 'notRunning'
  && document.querySelector('.js-plotly-plot .main-svg') !== null
"""


def cold_start_ratio() -> tuple[float, float, float]:
    """Median of ours / bare over starts in turn, and the median seconds of each."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        store = open_store(Path(folder))
        load_sample(store, load_definitions(), who="bench", now=datetime.now(UTC))
        browser = launched(playwright)
        ours = lambda: _start(browser, "app.py", store.folder)  # noqa: E731
        bare = lambda: _start(browser, "bench/bare_map_page.py", store.folder)  # noqa: E731
        ours(), bare()
        found = paired(ours, bare, runs=RUNS)
        browser.close()
        return found


def _start(browser: Browser, script: str, store: Path) -> float:
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    begin = time.perf_counter()
    with served(script, store) as (address, _):
        page.goto(address)
        page.wait_for_function(_DRAWN, timeout=WAIT_S * 1000)
        seconds = time.perf_counter() - begin
        page.close()
    return seconds
