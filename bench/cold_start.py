"""From starting the program to its first page in the browser: Tổng quan on the sample against a bare page.

Ours is drawn when its script has ended and both charts, the map and the table stand there; the bare page when its
script has ended, its chart stands there and its map has drawn what is on it. Both are new processes each time, with the
files of the packages in the machine's memory; the browser is open before.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from analysis.definitions.catalogue import load_definitions
from analysis.store.sample import load_sample
from analysis.store.tables import open_store
from pages._map_files import place_map_files

from .measuring import PROJECT, paired
from .pages import WAIT_S, launched, served

RUNS = 5
_ENDED = "document.querySelector('[data-testid=\"stApp\"]')?.getAttribute('data-test-script-state') === 'notRunning'"
_OURS = f"""
() => {_ENDED} && document.querySelectorAll('.js-plotly-plot').length === 2
  && [...document.querySelectorAll('.js-plotly-plot')].every(chart => chart.querySelector('.main-svg'))
  && document.querySelector('.at-map img')?.complete && document.querySelector('table[data-name="groups"]')
"""
_BARE = f"""
() => {_ENDED} && document.querySelector('.js-plotly-plot .main-svg')
  && document.querySelector('iframe')?.contentDocument?.querySelector('.leaflet-container path')
"""


def cold_start_ratio() -> tuple[float, float, float]:
    """Median of ours / bare over starts in turn, and the median seconds of each."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        store = open_store(Path(folder) / "store")
        load_sample(store, load_definitions(), who="bench", now=datetime.now(UTC))
        browser = launched(playwright)
        page = _bare_page(Path(folder) / "bare")
        ours = lambda: _start(browser, "serve.py", store.folder, _OURS)  # noqa: E731
        bare = lambda: _start(browser, str(page), store.folder, _BARE)  # noqa: E731
        ours(), bare()
        found = paired(ours, bare, runs=RUNS)
        browser.close()
        return found


def _bare_page(folder: Path) -> Path:
    """A copy of the bare page beside a folder ``static`` with Leaflet, which Streamlit serves."""
    place_map_files(folder / "static")
    return Path(shutil.copy(PROJECT / "bench" / "bare_map_page.py", folder))


def _start(browser: Browser, script: str, store: Path, drawn: str) -> float:
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    begin = time.perf_counter()
    with served(script, store) as (address, _):
        page.goto(address)
        page.wait_for_function(drawn, timeout=WAIT_S * 1000)
        seconds = time.perf_counter() - begin
        page.close()
    return seconds
