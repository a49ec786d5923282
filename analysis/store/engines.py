"""Where a counting expression runs: DuckDB in this process or, where ``ATGT_SPARK`` names a master, Spark.

The same Ibis expression goes to both, over the same parquet files of the same version of the store; a file list comes
from the log that this program reads itself, so Spark needs no further library. Answers come back as Arrow, never by way
of pandas, so that a whole number stays one and missing stays missing.

On a real cluster every worker has to see the store under the same path (shared storage). Spark is optional: the package
``pyspark`` (``requirements-spark.lock``) and a JDK.
"""

from __future__ import annotations

import glob
import os
import re
import shutil
import socket
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import ibis
import pyarrow as pa

from ..errors import RequestError

MASTER = "ATGT_SPARK"
"""Variable of the environment: a Spark master, as ``local[2]``, ``local-cluster[2,1,1024]``, ``spark://host:7077``."""
SHUFFLE_PARTITIONS = 8
"""What comes out of a count is small however large the store is: few parts after the first sums."""
_QUIET = {
    "spark.ui.showConsoleProgress": "false",
    "spark.ui.enabled": "false",
    "spark.log.level": "OFF",
    "spark.sql.shuffle.partitions": str(SHUFFLE_PARTITIONS),
}
_REACH_SECONDS = 5.0
_WITHOUT = f"hoặc bỏ biến {MASTER} để đếm bằng DuckDB trên máy này."
_PANDAS_NOTICE = "PySpark does not yet fully support pandas"
_HADOOP_PATTERN = re.compile(r"([*?\[\]{}\\])")


def in_process() -> Any:
    """An Ibis backend on DuckDB in this process: nothing is kept on the disk or fetched from the network.

    A connection of its own (so its views go with it) to the one database of this process; ``close`` it afterwards.
    """
    return ibis.duckdb.from_connection(_database(os.getpid()).cursor())


@lru_cache(maxsize=1)
def _database(process: int) -> duckdb.DuckDBPyConnection:
    """The database of ``process``, empty and in memory: starting one takes longer than a short question.

    The feet of parquet files stay in memory; a file of the store is never changed, and DuckDB looks at its time.
    """
    spill = Path(tempfile.gettempdir()) / f"atgt-{process}"
    offline = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    database = duckdb.connect(config={"temp_directory": str(spill), **offline})
    database.execute("SET GLOBAL parquet_metadata_cache = true")
    return database


def connect() -> Any:
    """An Ibis backend on the engine that counts, for one question; ``close`` it afterwards.

    Raises ``RequestError`` where Spark is asked for and cannot be had.
    """
    master = os.environ.get(MASTER, "").strip()
    return _on_spark(master) if master else in_process()


def close(backend: Any) -> None:
    """Let go of what ``connect`` or ``in_process`` gave; the Spark application stays for the next question."""
    if not _is_spark(backend):
        backend.disconnect()


def parquet_rows(backend: Any, paths: Sequence[Path], schema: pa.Schema) -> Any:
    """The rows of parquet files as one Ibis table with the columns of ``schema``."""
    if not _is_spark(backend):
        escaped = [glob.escape(str(path)) for path in paths]
        return backend.read_parquet(escaped, hive_partitioning=False).select(*schema.names)
    from ibis.backends.pyspark.datatypes import PySparkSchema

    promised = PySparkSchema.from_ibis(ibis.Schema.from_pyarrow(schema))
    files = [_HADOOP_PATTERN.sub(r"\\\1", f"file:{path.absolute().as_posix()}") for path in paths]
    with _spark_in_words():
        return _view(backend, backend._session.read.schema(promised).parquet(*files))


def given_rows(backend: Any, rows: pa.Table) -> Any:
    """A small arrow table as an Ibis table of ``backend``."""
    if not _is_spark(backend):
        # not a memtable: the garbage collector drops those, in whatever thread, while the connection may be busy
        name = ibis.util.gen_name("given")
        backend.con.register(name, rows)
        return backend.table(name)
    with _spark_in_words():
        return _view(backend, backend._session.createDataFrame(rows))


def answer_of(backend: Any, expression: Any) -> pa.Table:
    """Run an Ibis expression and give its rows in the types that Ibis promises, the same from both engines."""
    if not _is_spark(backend):
        return backend.to_pyarrow(expression)
    with _spark_in_words():
        found = backend.raw_sql(backend.compile(expression)).toArrow()
    return found.cast(expression.schema().to_pyarrow())


def _is_spark(backend: Any) -> bool:
    return str(backend.name) == "pyspark"


def _view(backend: Any, frame: Any) -> Any:
    name = ibis.util.gen_name("rows")
    frame.createOrReplaceTempView(name)
    return backend.table(name)


def _on_spark(master: str) -> Any:
    """A session of its own (so its views go with it) in the one Spark application of this process."""
    with _spark_in_words():
        return ibis.pyspark.connect(_application(master).newSession())


def _application(master: str) -> Any:
    _check_java()
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise RequestError(
            f"Biến {MASTER} yêu cầu đếm bằng Spark nhưng máy này chưa cài gói pyspark.",
            f"Hãy chạy «pip install -r requirements-spark.lock», {_WITHOUT}",
        ) from error
    running = SparkSession.getActiveSession()
    if running is not None and running.sparkContext.master == master:
        return running
    builder = SparkSession.builder.master(master).appName("atgt")
    for name, value in {**_QUIET, **_own_address(master)}.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    if session.sparkContext.master != master:  # another one was asked for earlier in this process
        session.stop()
        session = builder.getOrCreate()
    return session


def _check_java() -> None:
    home = os.environ.get("JAVA_HOME")
    if not shutil.which("java", path=str(Path(home) / "bin") if home else None):
        raise RequestError(
            f"Biến {MASTER} yêu cầu đếm bằng Spark nhưng không tìm thấy Java trên máy này.",
            f"Hãy cài JDK 17 trở lên (hoặc sửa JAVA_HOME), {_WITHOUT}",
        )


def _own_address(master: str) -> dict[str, str]:
    """The address by which the workers find this process: the one from which the master was reached.

    Asks the masters of a ``spark://`` address for a connection first: Spark itself would try for minutes.
    """
    if master.startswith("local"):
        return {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    scheme, sign, hosts = master.partition("://")
    if scheme != "spark" or not sign:
        return {}
    found = [own for host in hosts.split(",") if (own := _address_towards(host))]
    if not found:
        raise RequestError(
            f"Không kết nối được tới Spark «{master}» (biến {MASTER}).",
            f"Hãy kiểm tra địa chỉ, cổng và máy chủ Spark, {_WITHOUT}",
        )
    return {"spark.driver.host": found[0], "spark.driver.bindAddress": found[0]}


def _address_towards(host: str) -> str:
    """The address of this machine in a connection to ``host`` ("name:port"), "" where nobody answers."""
    name, _, port = host.rpartition(":")
    if not port.isdecimal():
        return ""
    try:
        with socket.create_connection((name, int(port)), timeout=_REACH_SECONDS) as connection:
            return str(connection.getsockname()[0])
    except (OSError, OverflowError):
        return ""


@contextmanager
def _spark_in_words() -> Iterator[None]:
    """Turn what Spark and its Java side raise into a sentence and a remedy."""
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=_PANDAS_NOTICE, category=FutureWarning)
            yield
    except ImportError as error:
        raise RequestError(
            f"Không nạp được Spark ({error}).", f"Hãy chạy «pip install -r requirements-spark.lock», {_WITHOUT}"
        ) from error
    except _spark_errors() as error:
        first = next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
        raise RequestError(
            f"Spark «{os.environ.get(MASTER, '')}» không chạy được: {first[:200]}",
            f"Hãy kiểm tra giá trị của {MASTER}, bản Java (từ 17) và kho số liệu có nằm trên ổ mà mọi máy của cụm "
            f"cùng đọc được không, {_WITHOUT}",
        ) from error


def _spark_errors() -> tuple[type[BaseException], ...]:
    """What Spark raises; nothing where it is not installed."""
    try:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
    except ImportError:
        return ()
    return (Py4JError, PySparkException, ConnectionError)
