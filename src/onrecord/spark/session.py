"""A session of Spark: found where one is running, else begun here; and what it wants on the machine said plainly."""

from __future__ import annotations

import importlib
import os
import shutil
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import OnrecordError, install

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

TRIES = 4
"""How often a task is tried on one machine, as Spark does by itself on a cluster."""

_BATCH = 32  # rows that travel at once between Spark and Python: articles may be large
_STARTED_WITH = {
    # Each task works with one thread; those of the arrays' library would only wait for one another.
    "spark.executorEnv.OPENBLAS_NUM_THREADS": "1",
}
_ALWAYS = {
    "spark.sql.execution.arrow.maxRecordsPerBatch": str(_BATCH),
    "spark.sql.execution.arrow.maxBytesPerBatch": str(64 * 1024**2),
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.sql.session.timeZone": "UTC",
}


@contextmanager
def opened(
    master: str | None = None, settings: Mapping[str, str] | None = None, *, progress: bool = False
) -> Iterator[SparkSession]:
    """A session: the one that is running, else one that is begun here and stopped at the end.

    Args:
        master: address of the cluster, as Spark writes it; None takes that of ``spark-submit``, else all cores here.
        settings: of Spark (``spark.executor.memory``); they beat those of onrecord.
        progress: whether Spark may draw its bar on standard error.

    Raises:
        OnrecordError: where pyspark (code ``extra``) or Java (code ``java``) is lacking, or Spark does not start.
    """
    _check_installed()
    from pyspark.sql import SparkSession

    running = SparkSession.getActiveSession()
    session = running or _begun(SparkSession.builder, master, settings or {}, progress=progress)
    try:
        _set_always(session, settings or {})
        yield session
    finally:
        if not running:
            session.stop()


def _begun(
    builder: SparkSession.Builder, master: str | None, settings: Mapping[str, str], *, progress: bool
) -> SparkSession:
    submitted = "PYSPARK_GATEWAY_PORT" in os.environ
    builder = builder.appName("onrecord")
    if master or not submitted:
        builder = builder.master(master or f"local[*,{TRIES}]")
    given = {
        **_STARTED_WITH,
        "spark.ui.showConsoleProgress": str(progress).lower(),
        **_java(master, submitted),
        **settings,
    }
    for name, value in given.items():
        builder = builder.config(name, value)
    # Workers want a Python that has onrecord, which that of this process has; a setting alone is not heard here.
    os.environ.setdefault("PYSPARK_PYTHON", given.get("spark.pyspark.python", sys.executable))
    try:
        with hushed():
            return builder.getOrCreate()
    except Exception as problem:  # py4j's and pyspark's own have no common root
        raise OnrecordError(
            f"Spark did not start ({first_line(problem)})",
            next_step="Look at --master and --conf; --conf spark.log.level=INFO shows what it does",
            code="spark",
        ) from problem


def _java(master: str | None, submitted: bool) -> dict[str, str]:
    """How Java is started: it writes nothing to standard error, and on one machine does not polish what it compiles,
    which takes more there than the work does that it is for.
    """
    file = Path(__file__).with_name("log4j2.properties")
    quietly = [] if " " in str(file) else [f"-Dlog4j2.configurationFile={file}"]
    alone = not submitted and (master or "local").startswith("local")
    found = {} if quietly else {"spark.log.level": "OFF"}
    return found | {"spark.driver.extraJavaOptions": " ".join([*quietly, *["-XX:TieredStopAtLevel=1"] * alone])}


@contextmanager
def hushed() -> Iterator[None]:
    """Keeps pyspark from warning of new versions of pandas, which it asks for; nothing here goes through pandas."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas")
        yield


def _check_installed() -> None:
    try:
        with hushed():
            for name in ("pyspark.sql", "pyarrow", "pandas"):  # the last two are asked for by mapInArrow
                importlib.import_module(name)
    except ImportError as problem:
        raise OnrecordError(
            f"Apache Spark is not installed ({problem})",
            next_step=install("spark"),
            code="extra",
        ) from problem
    if not java():
        raise OnrecordError(
            "Spark needs Java 17 or 21, and there is none on this machine",
            next_step="Install it (Debian: apt install openjdk-17-jre-headless), or set JAVA_HOME",
            code="java",
        )


def java() -> str | None:
    """Where Java is; None where there is none."""
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=str(Path(home, "bin"))) if home else shutil.which("java")


def _set_always(session: SparkSession, settings: Mapping[str, str]) -> None:
    for name, value in _ALWAYS.items():
        if name not in settings:
            session.conf.set(name, value)
    shuffles = "spark.sql.shuffle.partitions"
    if session.sparkContext.master.startswith("local") and shuffles not in settings:
        session.conf.set(shuffles, str(2 * session.sparkContext.defaultParallelism))
    # Files are cut into pieces by how many cores there are. Two looks at one file must see the same pieces, also where
    # executors come and go between them: lines are numbered by that.
    pieces = "spark.sql.files.minPartitionNum"
    if session.conf.get(pieces, None) is None:
        session.conf.set(pieces, str(session.sparkContext.defaultParallelism))


def first_line(problem: BaseException) -> str:
    """What an error of Spark says, without the traces of Java that follow."""
    lines = [line.strip() for line in str(problem).splitlines() if line.strip()]
    return lines[0][:300] if lines else type(problem).__name__
