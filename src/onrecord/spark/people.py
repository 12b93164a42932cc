"""The persons of an archive: names are summed, those that can concern each other brought together, and joined there.

The rules are those of one machine (``people.across``). What can concern each other lies in one block, mostly a surname,
or is tied by a link; so the names of one connected component are joined by one worker, and no table is needed in one
place.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from onrecord.domain import Name, NameLink, Person
from onrecord.people import across
from onrecord.record.joining import as_name

from .components import components
from .frozen import codec, columns
from .stages import Stages

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

PERSON = codec(Person)
PERSONS = pa.schema(columns(Person))
"""One row a person, with every name and why it is one."""

Batches = Iterator[pa.RecordBatch]


def persons(seen: DataFrame, stages: Stages, schema: Any) -> DataFrame:
    """The persons of all names.

    Args:
        seen: what articles say of names, one row a name of an article, in the column ``one`` (``NameSeen``).
        stages: where steps are written down.
        schema: Spark's of ``PERSONS``.
    """
    sums = stages.keep("names", lambda: _sums(seen))
    links = stages.keep("name-links", lambda: _links(seen))
    tied = components(_tied(sums, links), stages, "name-components")
    together = _together(sums, links, tied)
    return together.mapInArrow(join, schema)


def _sums(seen: DataFrame) -> DataFrame:
    """For each name how many articles say what of it."""
    from pyspark.sql import functions as f

    def said(what: str, value: str) -> Column:
        return f.struct(f.lit(what).alias("what"), f.col(value).alias("value"))

    plain = f.array(said("spellings", "one.written"), said("kinds", "one.kind"), said("sex", "one.sex"))
    offices = f.transform(
        "one.offices", lambda office: f.struct(f.lit("offices").alias("what"), office["_1"].alias("value"))
    )
    each = seen.select("one.key", "one.block", f.explode(f.concat(plain, offices)).alias("said"))
    counted = each.where("said.value is not null").groupBy("key", "block", "said").count()
    told = f.struct("said.what", "said.value", "count")
    return counted.groupBy("key", "block").agg(f.collect_list(told).alias("sums"))


def _links(seen: DataFrame) -> DataFrame:
    from pyspark.sql import functions as f

    each = seen.select(f.explode("one.links").alias("link"))
    return each.groupBy("link.short", "link.long", "link.sort").count()


def _tied(sums: DataFrame, links: DataFrame) -> DataFrame:
    """Each name with its block, and both ends of each link."""
    from pyspark.sql import functions as f

    blocks = sums.select(_node("name", "key").alias("a"), _node("block", "block").alias("b"))
    ends = links.select(_node("name", "short").alias("a"), _node("name", "long").alias("b"))
    return blocks.unionByName(ends).select(f.col("a"), f.col("b"))


def _node(kind: str, column: str) -> Column:
    from pyspark.sql import functions as f

    return f.concat_ws(":", f.lit(kind), f.col(column))


def _together(sums: DataFrame, links: DataFrame, tied: DataFrame) -> DataFrame:
    """Names and links, those of one component next to each other."""
    from pyspark.sql import functions as f

    names = sums.withColumn("node", _node("name", "key"))
    ends = links.withColumn("node", _node("name", "short"))
    found = names.join(tied, "node").unionByName(ends.join(tied, "node"), allowMissingColumns=True).drop("node")
    return found.repartition("component").sortWithinPartitions(
        "component", f.col("key").isNull(), "key", "short", "long"
    )


def join(batches: Batches) -> Batches:
    """The persons of rows of ``_together``."""
    rows = (row for batch in batches for row in batch.to_pylist())
    for _, some in itertools.groupby(rows, key=lambda row: row["component"]):
        found = [PERSON.freeze(person) for person in _joined(some)]
        yield pa.RecordBatch.from_pylist(found, schema=PERSONS)


def _joined(rows: Iterable[Mapping[str, Any]]) -> tuple[Person, ...]:
    names: list[Name] = []
    links: list[NameLink] = []
    for row in rows:
        if row["key"] is None:
            links.append(NameLink(row["short"], row["long"], row["sort"], None, row["count"]))
        else:
            names.append(as_name(_summed(row)))
    return across.join(names, links)


def _summed(row: Mapping[str, Any]) -> dict[str, Any]:
    """The sums of a name as the record keeps them."""
    sums: dict[str, dict[str, int]] = {"spellings": {}, "kinds": {}, "offices": {}, "sex": {}}
    for one in row["sums"]:
        sums[one["what"]][one["value"]] = one["count"]
    sex = sums.pop("sex")
    return {"name": row["key"], "block": row["block"], **sums, "he": sex.get("he", 0), "she": sex.get("she", 0)}


def speaking(seen: DataFrame, people: DataFrame) -> DataFrame:
    """Whom each statement is given to: ``source``, ``number``, ``statement``, and of several with semicolons between
    ``person`` and ``person_name``, as ``views.exports.whose`` writes them.

    Args:
        seen: as for ``persons``, with ``source`` and ``number``.
        people: rows of ``PERSONS``.
    """
    from pyspark.sql import functions as f

    given = seen.select(
        "source", "number", f.col("one.key").alias("key"), f.explode("one.statements").alias("statement")
    )
    aliases = people.select(f.explode("aliases").alias("alias"), "id", "name").select("alias.key", "id", "name")
    found = given.join(aliases, "key").groupBy("source", "number", "statement")
    who = found.agg(f.array_sort(f.collect_set(f.struct("name", "id"))).alias("who"))
    ids, names = (f.array_join(f.col(f"who.{part}"), "; ") for part in ("id", "name"))
    return who.select("source", "number", "statement", ids.alias("person"), names.alias("person_name"))
