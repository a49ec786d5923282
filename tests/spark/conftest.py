"""One Spark of two workers for all tests of this folder, where a JDK and pyspark are there.

Otherwise the tests are skipped with a sentence, or fail with it where ``ATGT_REQUIRE_SPARK=1`` (``make test``, where
it finds a JDK).
"""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Iterator

import pytest

from analysis.store.engines import MASTER

TWO_WORKERS = "local-cluster[2,1,1024]"
NO_SPARK = "The Spark tests need a JDK (17 or later) and pyspark (requirements-spark.lock)."


FOR_SMALL_TABLES = "spark.sql.codegen.wholeStage false\nspark.sql.adaptive.enabled false\n"
"""Compiling and replanning every question costs more than a table of some thousand rows."""


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The master of a cluster of two workers on this machine; its one application ends with the session."""
    if not shutil.which("java") or importlib.util.find_spec("pyspark") is None:
        if os.environ.get("ATGT_REQUIRE_SPARK") == "1":
            pytest.fail(NO_SPARK)
        pytest.skip(NO_SPARK)
    settings = tmp_path_factory.mktemp("spark")
    (settings / "spark-defaults.conf").write_text(FOR_SMALL_TABLES, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SPARK_CONF_DIR", str(settings))
        yield TWO_WORKERS
    from pyspark.sql import SparkSession

    running = SparkSession.getActiveSession()
    if running is not None:
        running.stop()


@pytest.fixture
def on_spark(spark: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Counting runs on Spark in this test."""
    monkeypatch.setenv(MASTER, spark)
    return spark
