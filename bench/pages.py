"""What a user waits for after changing a choice, seen in a real browser: from the click to the end of the rerun."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import URLError

from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from analysis.definitions.catalogue import load_definitions
from analysis.store.sample import load_sample
from analysis.store.tables import open_store

from .measuring import PROJECT, medians

SERVER = "serve.py"
"""What ``make run`` starts."""
WARM_UP = 3
WAIT_S = 60
BROWSER_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-sync",
]

YEARS = ("2024", "2023", "2022")
PARTS = ("Quý II", "Quý III", "Quý IV", "6 tháng", "9 tháng", "Năm", "Quý I")

QUIET_MS = 500
"""A page is done when nothing of it has changed for so long; the time is that of the last change."""

_WATCH = """
quiet => {
  const app = document.querySelector('[data-testid="stApp"]');
  window.rerun = new Promise(resolve => {
    let begin = 0, last = 0;
    document.addEventListener('click', () => { begin = performance.now(); }, {capture: true, once: true});
    const watch = new MutationObserver(() => { last = performance.now(); });
    watch.observe(app, {attributes: true, childList: true, subtree: true, characterData: true});
    const look = setInterval(() => {
      const rests = app.getAttribute('data-test-script-state') === 'notRunning';
      if (begin && last > begin && rests && performance.now() - last > quiet) {
        clearInterval(look);
        watch.disconnect();
        resolve(last - begin);
      }
    }, 50);
  });
}
"""


def filter_change_ratio() -> tuple[float, float, float]:
    """Median over changes in turn of Tổng quan / bare page, and the median seconds of each; no view is seen twice."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder))
        load_sample(store, load_definitions(), who="bench", now=datetime.now(UTC))
        with served(SERVER, store.folder) as (ours, _), served("bench/bare_page.py", store.folder) as (bare, _):
            return _alternate(ours, bare)


def _alternate(ours: str, bare: str) -> tuple[float, float, float]:
    with sync_playwright() as playwright:
        browser = launched(playwright)
        pages = [_opened(browser.new_page(viewport={"width": 1366, "height": 768}), url) for url in (ours, bare)]
        changes = [change for year in YEARS for change in [("Năm", year), *(("Kỳ báo cáo", part) for part in PARTS)]]
        pairs = [(_change(pages[0], *change), _change(pages[1], *change)) for change in changes][WARM_UP:]
        browser.close()
    return medians(pairs)


def _opened(page: Page, url: str) -> Page:
    page.goto(url)
    page.get_by_text("Kỳ báo cáo").wait_for(timeout=WAIT_S * 1000)
    page.locator(".js-plotly-plot").first.wait_for(timeout=WAIT_S * 1000)
    page.wait_for_timeout(1000)
    return page


def _change(page: Page, label: str, option: str) -> float:
    """Seconds from the click on ``option`` of the list ``label`` to the last change that it makes to the page."""
    page.bring_to_front()
    page.get_by_role("combobox", name=label).first.click()
    wanted = page.get_by_role("option", name=option, exact=True)
    wanted.wait_for()
    page.evaluate(_WATCH, QUIET_MS)
    wanted.click()
    seconds = float(page.evaluate("window.rerun")) / 1000
    page.wait_for_timeout(300)
    return seconds


def launched(playwright: Playwright) -> Browser:
    """The browser of this machine, without a window."""
    executable = next(path for name in ("chromium", "google-chrome", "chrome") if (path := shutil.which(name)))
    return playwright.chromium.launch(executable_path=executable, args=BROWSER_OPTIONS)


@contextmanager
def served(script: str, store: Path) -> Iterator[tuple[str, int]]:
    """The address and the process number of a Streamlit server of its own: of a page, or our ``SERVER``."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--server.port", str(port), "--server.headless", "true", "--server.address", "127.0.0.1"]
    started = [script] if script == SERVER else ["-m", "streamlit", "run", script]
    command = [sys.executable, *started, *options]
    environment = {**os.environ, "ATGT_STORE": str(store)}
    server = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait_until_up(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}", server.pid
    finally:
        server.terminate()
        server.wait()


def _wait_until_up(url: str) -> None:
    end = time.monotonic() + WAIT_S
    while True:
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except (URLError, OSError):
            if time.monotonic() > end:
                raise
            time.sleep(0.02)
