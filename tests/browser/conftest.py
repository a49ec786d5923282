"""The real app on a store of its own, and a real browser that may speak to this machine only.

Chromium is Debian's (or Chrome, Edge); where there is none the tests are skipped with a sentence, or fail with it where
``ATGT_REQUIRE_BROWSER=1`` (``make test``). ``ATGT_SHOTS=FOLDER`` keeps a picture of every page the tests pass.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Request,
    expect,
    sync_playwright,
)

from tests.browser.app_pages import settled

PROJECT = Path(__file__).resolve().parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
MORE_ARGUMENTS = ("--disable-sync", "--no-first-run", "--disable-default-apps", "--disable-dev-shm-usage")
HERE = {"127.0.0.1", "localhost"}
PATIENCE = 120_000
"""Milliseconds until what is expected must stand there: how fast a loaded machine draws is no verdict."""
NO_BROWSER = "The browser tests need Chromium (system package `chromium`), Chrome or Edge on the PATH."


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = next((path for path in map(shutil.which, BROWSERS) if path), None)
    if program is None:
        if os.environ.get("ATGT_REQUIRE_BROWSER") == "1":
            pytest.fail(NO_BROWSER)
        pytest.skip(NO_BROWSER)
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        launched = _launch(playwright, program)
        yield launched
        launched.close()


def _launch(playwright: Playwright, program: str) -> Browser:
    arguments = [*ARGUMENTS, *MORE_ARGUMENTS]
    return playwright.chromium.launch(executable_path=program, headless=True, args=arguments)


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    """Start the app on a store; gives its address. Every server ends with the session."""
    running: list[subprocess.Popen[bytes]] = []

    def start(store: Path, **environment: str) -> str:
        port = _free_port()
        options = ("--server.port", str(port), "--server.headless", "true", "--server.address", "127.0.0.1")
        command = (sys.executable, "serve.py", *options)
        variables = {**os.environ, "PYTHONUTF8": "1", "ATGT_STORE": str(store), **environment}
        with (tmp_path_factory.mktemp("server") / "log.txt").open("wb") as log:
            running.append(subprocess.Popen(command, cwd=PROJECT, env=variables, stdout=log, stderr=log))
        address = f"http://127.0.0.1:{port}"
        _wait_for(address, running[-1])
        return address

    yield start
    for server in running:
        server.terminate()
        server.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if server.poll() is not None:
            pytest.fail("the app stopped before it answered")
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1) as answer:
                if answer.status == 200:
                    return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    pytest.fail("the app did not answer within 30 s")


@pytest.fixture(scope="session")
def sample_app(serve: Callable[..., str], sample_copy: Callable[[], Path]) -> str:
    """The app on the embedded example."""
    return serve(sample_copy())


@pytest.fixture(scope="session")
def context(browser: Browser) -> BrowserContext:
    """One for all pages, so that Streamlit's program is fetched and compiled once a worker."""
    return browser.new_context(locale="vi-VN", accept_downloads=True, reduced_motion="reduce")


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page of 1366x768 whose requests and console are watched: nothing may leave, nothing may fail."""
    yield from _watched(context, 1366, 768)


@pytest.fixture
def phone(context: BrowserContext) -> Iterator[Page]:
    """The same at 390x844."""
    yield from _watched(context, 390, 844)


def _watched(context: BrowserContext, width: int, height: int) -> Iterator[Page]:
    opened = context.new_page()
    opened.set_viewport_size({"width": width, "height": height})
    faults: list[str] = []
    opened.on("request", lambda request: faults.extend(_leaving(request)))
    opened.on("console", lambda message: faults.extend(_complaint(message)))
    opened.on("pageerror", lambda error: faults.append(f"page error: {error}"))
    opened.set_default_timeout(PATIENCE)
    yield opened
    opened.evaluate("localStorage.clear()")  # the width of the side bar, the theme
    opened.close()
    assert faults == []


def _leaving(request: Request) -> list[str]:
    parts = urlsplit(request.url)
    inside = parts.scheme in ("data", "blob") or parts.hostname in HERE
    return [] if inside else [f"request left the machine: {request.url}"]


def _complaint(message: ConsoleMessage) -> list[str]:
    """Errors of the console; Streamlit asks below /PAGE first where its server is, and gets a 404 there."""
    asked = urlsplit(message.location.get("url", "")).path
    return [f"console: {message.text} {asked}"] if message.type == "error" and "/_stcore/" not in asked else []


@pytest.fixture
def shoot() -> Callable[[Page, str], None]:
    """Keep a picture of the whole page under a name, where ATGT_SHOTS names a folder."""
    folder = os.environ.get("ATGT_SHOTS")

    def keep(page: Page, name: str) -> None:
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            settled(page)
            page.screenshot(path=Path(folder) / f"{name}.png")

    return keep
