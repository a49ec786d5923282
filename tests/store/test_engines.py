"""Where Spark is asked for and cannot be had: one sentence with a remedy, exit 1, no traceback."""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.__main__ import run
from analysis.errors import RequestError
from analysis.store import engines
from analysis.store.engines import MASTER, connect

PROJECT = Path(__file__).resolve().parents[2]
needs_spark = pytest.mark.skipif(
    not shutil.which("java") or importlib.util.find_spec("pyspark") is None, reason="needs a JDK and pyspark"
)


def refused(master: str, monkeypatch: pytest.MonkeyPatch) -> RequestError:
    monkeypatch.setenv(MASTER, master)
    with pytest.raises(RequestError) as told:
        connect()
    assert MASTER in told.value.remedy
    return told.value


def test_without_the_variable_duckdb_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MASTER, " ")
    backend = connect()
    assert backend.name == "duckdb"
    backend.disconnect()


def test_no_java(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines.shutil, "which", lambda *_args, **_options: None)
    assert "Java" in refused("local[1]", monkeypatch).sentence


def test_java_home_that_holds_no_java(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert "Java" in refused("local[1]", monkeypatch).sentence


def test_no_pyspark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines.shutil, "which", lambda *_args, **_options: "java")
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    told = refused("local[1]", monkeypatch)
    assert "pyspark" in told.sentence
    assert "requirements-spark.lock" in told.remedy


@needs_spark
@pytest.mark.parametrize("address", ["spark://127.0.0.1:{port}", "spark://127.0.0.1", "spark://127.0.0.1:99999"])
def test_a_master_that_cannot_be_reached(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setenv(MASTER, address.format(port=port))
    assert run(["--store", str(tmp_path / "kho"), "compare", "--period", "2024-Q1", "--json"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("Không kết nối được tới Spark")
    assert "DuckDB" in said.err


@needs_spark
@pytest.mark.slow
def test_a_master_that_is_none(tmp_path: Path) -> None:
    """In a process of its own: what Spark leaves open when it does not start is closed with it."""
    command = [sys.executable, "-m", "analysis", "--store", str(tmp_path / "kho"), "compare", "--period", "2024-Q1"]
    environment = {**os.environ, MASTER: "máy nào đó"}
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "không chạy được" in done.stderr
    assert "Traceback (most recent call last)" not in done.stderr
