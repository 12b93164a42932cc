"""The sayings of an archive: statements that share a key are compared by one worker; what hangs together is one saying.

The rules are those of one machine (``matching``), and so is who is compared with whom: statements that share a run of
quoted words, and those that share a rare word and a speaker's surname within a few days. Of statements that hang
together already one is enough, so that a sentence that every outlet printed costs one comparison each.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from onrecord import matching
from onrecord.matching import Told

from .components import components
from .stages import Stages
from .telling import RULES_SEE

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

ANY_DAY = -10
"""In the place of a stretch of days, where days do not matter."""

STRETCH = matching.NEAR + 1
"""Days that are looked at together. Each statement stands in its own stretch and in the one before, so that any two of
nearer days meet in one."""

LINKS = pa.schema([("a", pa.string()), ("b", pa.string())])
_AT_ONCE = 4096

Batches = Iterator[pa.RecordBatch]


def sayings(told: DataFrame, stages: Stages, schema: Any) -> DataFrame:
    """Which statements are reports of one saying: ``statement_id``, and ``saying``, the id of its first report.

    Args:
        told: statements with ``statement_id`` and the columns of ``telling.TOLD``.
        stages: where steps are written down.
        schema: Spark's of ``LINKS``.
    """
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    reports = told.where("found_report")
    links = stages.keep("saying-links", lambda: _lots(reports).mapInArrow(compare, schema))
    found = components(links, stages, "saying-components")
    mine = reports.select("statement_id", "published").join(found, f.col("statement_id") == f.col("node"))
    order = f.struct(f.coalesce("published", f.lit("9999")), "statement_id")
    first = f.min(order).over(Window.partitionBy("component"))["statement_id"]
    return mine.select("statement_id", first.alias("saying"))


def _lots(reports: DataFrame) -> DataFrame:
    """Statements that may be one, those that are to be compared next to each other; no two lots with the same ones."""
    from pyspark.sql import functions as f

    own = f.floor(f.col("found_day") / STRETCH)
    runs = reports.select(
        "statement_id", f.explode("found_runs").alias("hash"), f.lit(ANY_DAY).cast("long").alias("days")
    )
    topics = reports.select("statement_id", f.explode("found_topics").alias("hash"), own.alias("days"))
    before = topics.withColumn("days", f.col("days") - 1)
    keys = runs.unionByName(topics).unionByName(before)
    shared = keys.groupBy("hash", "days").agg(f.array_sort(f.collect_set("statement_id")).alias("members"))
    lots = shared.where(f.size("members") > 1).groupBy("members").agg(f.min(f.struct("days", "hash")).alias("lot"))
    each = lots.select("lot", f.explode("members").alias("statement_id"))
    wanted = reports.select("statement_id", "found_told")
    return each.join(wanted, "statement_id").repartition("lot").sortWithinPartitions("lot", "statement_id")


def compare(batches: Batches) -> Batches:
    """Links of ``LINKS`` between the statements of each lot that are one."""
    rows = (row for batch in batches for row in batch.to_pylist())
    lots = itertools.groupby(rows, key=lambda row: (row["lot"]["days"], row["lot"]["hash"]))
    links = ({"a": a, "b": b} for (days, _), lot in lots for a, b in _links(lot, near=days != ANY_DAY))
    while some := list(itertools.islice(links, _AT_ONCE)):
        yield pa.RecordBatch.from_pylist(some, schema=LINKS)


def _links(lot: Iterable[Mapping[str, Any]], *, near: bool) -> Iterator[tuple[str, str]]:
    """Links that hold those of a lot together that are one, directly or over others."""
    groups: list[list[tuple[str, Told]]] = []
    for row in lot:
        own, told = row["statement_id"], RULES_SEE.thaw(row["found_told"])
        apart, tied = [], [(own, told)]
        for group in groups:
            like = next((other for other, one in group if _one(told, one, near=near)), None)
            if like is None:
                apart.append(group)
            else:
                tied += group
                yield own, like
        groups = [*apart, tied]


def _one(told: Told, other: Told, *, near: bool) -> bool:
    if near and (told.day is None or other.day is None or abs(told.day - other.day) > matching.NEAR):
        return False
    return matching.same(told, other) is not None


def table(statements: DataFrame) -> DataFrame:
    """One row a saying of two reports or more, as the record lists them.

    Args:
        statements: with ``saying``, as they lie under OUT.
    """
    from pyspark.sql import functions as f

    def each(column: str) -> Any:
        return f.array_sort(f.collect_set(column)).alias(f"{column}s")

    order = f.struct(f.coalesce("published", f.lit("9999")), "statement_id", "content")
    reports = f.transform(f.array_sort(f.collect_list(order)), lambda one: one["statement_id"])
    found = statements.where("saying is not null").groupBy("saying")
    return found.agg(
        f.min("published").alias("first_day"),
        f.count("*").alias("number"),
        f.min(order)["content"].alias("content"),
        each("speaker"),
        each("person"),
        each("outlet"),
        reports.alias("reports"),
    ).where("number > 1")
