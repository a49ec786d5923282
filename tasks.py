"""Set up, run, test, check, measure: one script for Linux, macOS and Windows, with Python's own library alone.

``make NAME`` calls ``python tasks.py NAME``. Packages come from the lock files, with hashes, into ``.venv``.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
CHROMIUM_PACKAGES = ("chromium", "fonts-dejavu-core")
OFFICES = ("soffice", "libreoffice")
OFFICE_PACKAGES = ("libreoffice-writer", "libreoffice-calc", "libreoffice-impress", "fonts-liberation")
FIRST_BATCH = Path(os.environ.get("ATGT_STORE") or ROOT / "data" / "store") / "batches" / "_delta_log" / f"{1:020}.json"
"""There once anything was taken in: then the start need not load the program twice to look."""
WORKERS = "3"
"""Of the tests on two cores: those with a browser or LibreOffice wait half of their time."""
OTHER_TIME_ZONE = "Pacific/Auckland"
WITH_DAYS = ("tests/definitions", "tests/intake", "tests/store")
"""Tests of what turns moments into days; everything after is given days."""


def call(*command: str | Path, **extra_environment: str) -> None:
    """Run a command in the project folder; stop with its exit code where it fails."""
    # Arrow's own allocator gives its pages back after every chunk of a large file; the system's keeps them.
    settings = {"PYTHONUTF8": "1", "ARROW_DEFAULT_MEMORY_POOL": "system"}
    environment = {**os.environ, **settings, **extra_environment}
    done = subprocess.run([str(part) for part in command], cwd=ROOT, env=environment, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def install(lock: str) -> None:
    """Make ``.venv`` hold what ``lock`` says; nothing is done where it already does."""
    if sys.version_info < (3, 11):
        sys.exit("Cần Python 3.11 trở lên. / Python 3.11 or later is needed.")
    wanted = hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()
    stamp = VENV / f"{lock}.installed"
    if stamp.exists() and stamp.read_text() == wanted and PYTHON.exists():
        return
    print(f"Đang cài đặt các gói trong {lock} (chỉ lần đầu, vài phút)…", file=sys.stderr, flush=True)
    if not PYTHON.exists():
        venv.create(VENV, with_pip=True)
    call(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", lock)
    stamp.write_text(wanted)


def provide_programs() -> None:
    """Chromium and LibreOffice for the tests: installed where we may, otherwise named in one sentence.

    Without Chromium nothing is tested; without LibreOffice the few tests of printed pages are skipped.
    """
    if not _provided(BROWSERS, CHROMIUM_PACKAGES):
        sys.exit("The browser tests need Chromium: install the package `chromium` (or Chrome, Edge) and try again.")
    if not _provided(OFFICES, OFFICE_PACKAGES):
        print("Tests of printed pages are skipped: they need LibreOffice (`soffice` on the PATH).", flush=True)


def _provided(programs: Sequence[str], packages: Sequence[str]) -> bool:
    """Whether one of ``programs`` is there, after Debian's ``packages`` were tried where we may install."""
    if any(shutil.which(name) for name in programs):
        return True
    if not (shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0):
        return False
    for command in (("update",), ("install", "-y", "--no-install-recommends", *packages)):
        subprocess.run(["apt-get", "-qq", *command], check=False)
    return any(shutil.which(name) for name in programs)


def run(arguments: Sequence[str]) -> None:
    """Open the dashboard, on the embedded sample where the store is empty."""
    install("requirements.lock")
    if not FIRST_BATCH.exists():
        call(PYTHON, "-m", "analysis", "sample", "--if-empty")
    call(PYTHON, "serve.py", *arguments)


def analysis(arguments: Sequence[str]) -> None:
    """A command of the command line, in the program's own environment."""
    install("requirements.lock")
    call(PYTHON, "-m", "analysis", *arguments)


def provide_spark() -> dict[str, str]:
    """Spark for its tests where there is a JDK; otherwise said in one line. What the tests are to be told."""
    if not shutil.which("java"):
        print("The Spark tests are left out: they need a JDK 17 or later (`java` on the PATH).", flush=True)
        return {}
    install("requirements-spark.lock")
    return {"ATGT_REQUIRE_SPARK": "1"}


def test(arguments: Sequence[str]) -> None:
    """All checks and all tests, in another time zone; in the machine's own once more what turns moments into days."""
    install("requirements-dev.lock")
    provide_programs()
    required = {"ATGT_REQUIRE_BROWSER": "1", **provide_spark()}
    check(())
    parallel = ("-n", WORKERS, "--dist", "loadfile", "--no-loadscope-reorder")
    call(PYTHON, "-m", "pytest", *parallel, *arguments, **required, TZ=OTHER_TIME_ZONE)
    call(PYTHON, "-m", "pytest", *parallel, "-m", "not slow", *(arguments or WITH_DAYS))


def check(_: Sequence[str]) -> None:
    """Lint, format, types."""
    install("requirements-dev.lock")
    call(PYTHON, "-m", "ruff", "check", ".")
    call(PYTHON, "-m", "ruff", "format", "--check", ".")
    call(PYTHON, "-m", "mypy")


def bench(arguments: Sequence[str]) -> None:
    """The figures of docs/PERFORMANCE.md, as ratios in one run."""
    install("requirements-dev.lock")
    provide_programs()
    call(PYTHON, "-m", "bench", *arguments)


def lock(_: Sequence[str]) -> None:
    """Resolve the lock files anew (needs the tool uv)."""
    for name in ("requirements", "requirements-dev", "requirements-spark"):
        options = ("--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-annotate")
        quiet = ("--no-emit-index-url", "--no-emit-find-links", "--quiet")
        call("uv", "pip", "compile", *options, *quiet, f"{name}.txt", "-o", f"{name}.lock")


TASKS: dict[str, Callable[[Sequence[str]], None]] = {
    "run": run,
    "analysis": analysis,
    "test": test,
    "check": check,
    "bench": bench,
    "lock": lock,
}

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in TASKS:
        sys.exit(f"python tasks.py {{{'|'.join(TASKS)}}}")
    TASKS[sys.argv[1]](sys.argv[2:])
