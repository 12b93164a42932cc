"""The whole way of an archive on Spark, from what the user names to the tables that are left."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from onrecord import __version__
from onrecord.errors import OnrecordError, UsageError
from onrecord.ingest import Extractor
from onrecord.reading import Given

from . import identity, people, sayings, telling, work
from .parts import parts
from .places import Place
from .session import first_line, hushed
from .shape import ABOUT, SCHEMA, WORK
from .stages import Stages

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_LEAST, _MOST = 32, 512  # articles in a task: few, so that none is waited for in the end, and little is lost with one
_TASKS = 20_000  # as many as Spark's driver looks after with ease


@dataclass(frozen=True, slots=True)
class Outcome:
    """What lies under OUT.

    Attributes:
        articles: extracted; ``read`` of how many that were read, the others being the same once more.
        statements: of them; ``people`` who speak; ``sayings`` of two reports or more.
        failures: what could not be read or extracted.
    """

    read: int
    articles: int
    statements: int
    people: int
    sayings: int
    failures: int


def run(
    session: SparkSession,
    target: str,
    out: str,
    extractor: Extractor,
    version: str,
    given: Given,
    begun: Callable[[str], object] = lambda _: None,
) -> Outcome:
    """Read, extract and write what is under ``target``; what an earlier run of the same did is not done again.

    Args:
        session: an open one.
        target: a file, folder or bucket.
        out: a folder that is new or empty, or that an earlier run of the same left unfinished.
        extractor: what each worker runs, and ``version`` that of its model.
        given: metadata that beats what is found.
        begun: called with the name of each step.

    Raises:
        ReadError: where there is nothing to be read.
        UsageError: where ``out`` holds something else.
        OnrecordError: where Spark gave up (code ``spark``).
    """
    about = _about(target, extractor, version, given)
    try:
        place = Place(session, out)
        _take(place, about, out)
        with hushed():
            outcome = _run(session, target, place, extractor, given, begun)
        counts = dataclasses.asdict(outcome)
        (place / ABOUT).write_json(about | counts | {"made": datetime.now(UTC).date().isoformat()})
        (place / WORK).delete()
    except OnrecordError:
        raise
    except Exception as problem:  # py4j's and pyspark's own have no common root
        raise OnrecordError(
            f"Spark gave up: {first_line(problem)}",
            where=out,
            next_step="What is done is kept: see to the cause, and run the same command again",
            code="spark",
        ) from problem
    return outcome


def _about(target: str, extractor: Extractor, version: str, given: Given) -> dict[str, Any]:
    said = {name: value for name, value in dataclasses.asdict(given).items() if value is not None}
    return {
        "schema": SCHEMA,
        "onrecord": __version__,
        "model": version,
        "in": target,
        "min_confidence": extractor.min_confidence,
        "given": said,
    }


def _take(place: Place, about: Mapping[str, Any], out: str) -> None:
    """Make OUT ours, or find that it is."""
    mark = place / WORK / ABOUT
    if (place / ABOUT).exists():
        raise UsageError(
            "a finished run lies there", where=out, next_step="Take it up with: onrecord import; or name another folder"
        )
    if mark.read_json() == about:
        return
    if not place.is_empty():
        raise UsageError(
            "the folder is not empty, and what is in it was begun otherwise", where=out, next_step="Name a new one"
        )
    mark.write_json(about)


def _run(
    session: SparkSession, target: str, place: Place, extractor: Extractor, given: Given, begun: Callable[[str], object]
) -> Outcome:
    steps, tables = Stages(session, place / WORK, begun), Stages(session, place, begun)
    schemas = {
        schema: session.createDataFrame(schema.empty_table()).schema
        for schema in (work.READ, work.EXTRACTS, telling.TOLD, people.PERSONS, sayings.LINKS)
    }
    read = steps.keep("read", lambda: _read(session, target, given, schemas[work.READ]))
    settled = steps.keep("ids", lambda: identity.settled(read))
    extracted = steps.keep("extracted", lambda: _extracted(session, read, settled, extractor, schemas[work.EXTRACTS]))
    articles = tables.keep("articles", lambda: _articles(extracted))
    failures = tables.keep("failures", lambda: _failures(read, extracted))
    told = steps.keep("told", lambda: identity.cited(_told(articles.where("stays"), schemas[telling.TOLD])))
    seen = _seen(extracted)
    persons = tables.keep("people", lambda: people.persons(seen, steps, schemas[people.PERSONS]))
    same = steps.keep("sayings", lambda: sayings.sayings(told, steps, schemas[sayings.LINKS]))
    who = people.speaking(seen, persons)
    statements = tables.keep("statements", lambda: _statements(told, who, same))
    found = tables.keep("sayings", lambda: sayings.table(statements))
    counted = (read.where("article is not null"), articles.where("stays"), statements, persons, found, failures)
    return Outcome(*(table.count() for table in counted))


def _read(session: SparkSession, target: str, given: Given, schema: Any) -> DataFrame:
    names = work.Names(Place(session, target).address, target)

    def read(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return work.read(batches, names, given, apart=_tried_before())

    return parts(session, target).mapInArrow(read, schema)


def _tried_before() -> bool:
    """Whether this task ended without an answer before."""
    from pyspark import TaskContext

    context = TaskContext.get()
    return context is not None and context.attemptNumber() > 0


def _extracted(
    session: SparkSession, read: DataFrame, settled: DataFrame, extractor: Extractor, schema: Any
) -> DataFrame:
    def extract(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return work.extract(batches, extractor, apart=_tried_before())

    number = settled.count()
    each = min(max(number // _TASKS, _LEAST), _MOST)
    tasks = max(session.sparkContext.defaultParallelism, math.ceil(number / each))
    wanted = read.drop("failure").join(settled, list(identity.ORDER))
    return wanted.repartition(tasks, *identity.ORDER).mapInArrow(extract, schema)


def _articles(extracted: DataFrame) -> DataFrame:
    """In the order of their files, in which a record is to take them."""
    found = extracted.where("failure is null")
    flat = found.select("article_id", "stays", *identity.ORDER, "article.*", "model", "statements", "figures")
    return flat.repartitionByRange(*identity.ORDER).sortWithinPartitions(*identity.ORDER)


def _failures(read: DataFrame, extracted: DataFrame) -> DataFrame:
    failed = (table.where("failure is not null").select("failure.*") for table in (read, extracted))
    one, other = failed
    return one.unionByName(other)


def _seen(extracted: DataFrame) -> DataFrame:
    from pyspark.sql import functions as f

    return extracted.where("failure is null and stays").select(*identity.ORDER, f.explode("seen").alias("one"))


def _told(articles: DataFrame, schema: Any) -> DataFrame:
    return articles.mapInArrow(telling.tell, schema)


def _statements(told: DataFrame, who: DataFrame, same: DataFrame) -> DataFrame:
    from pyspark.sql import functions as f

    from onrecord.views.parquet import statement_schema

    place = ["found_source", "found_number", "statement"]
    named = who.withColumnsRenamed({"source": place[0], "number": place[1]})
    whole = (
        told.join(named, place, "left").join(same, "statement_id", "left").withColumn("qid", f.lit(None).cast("string"))
    )
    ordered = whole.sortWithinPartitions("found_source", "found_number", "found_position")
    return ordered.select(*statement_schema().names, "saying")
