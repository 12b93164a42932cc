"""What the user names, as parts that workers read: a line of JSON Lines, a row of Parquet, a file, a web archive.

A file of JSON Lines may be of any size: Spark cuts it into pieces, and each line still gets its number in the file.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from onrecord.errors import ReadError
from onrecord.reading import MAX_BYTES, is_address
from onrecord.reading.sniffing import BY_SUFFIX, suffix_of

from .places import Place

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame, DataFrameReader, SparkSession

    _Way = Callable[[SparkSession, str, str | None], DataFrame]

_KINDS = BY_SUFFIX | {".parquet": "parquet"}

COLUMNS = ("source", "number", "kind", "data")
"""Of a part: the file's address; its number there, from 1, where the file holds many; ``line``, ``file`` or
``archive``; its bytes, null where the worker opens the file itself or it is too large to be read."""


def parts(session: SparkSession, target: str) -> DataFrame:
    """Everything in a file, a folder with all below it, or a pattern of Hadoop's.

    Args:
        session: an open one.
        target: a path, or an address of a file system that Spark knows.

    Returns:
        with the columns of ``COLUMNS``.

    Raises:
        ReadError: where it is missing, no file in it is of a kind that is read, or it is an address of the web.
    """
    if is_address(target):
        raise ReadError(
            "it is an address of the web, which Spark does not fetch",
            where=target,
            next_step="Take it into a record: onrecord add ADDRESS",
            code="missing",
        )
    place = Place(session, target)
    if not place.exists() and not place.matches():
        raise ReadError("no such file or folder", where=target, next_step="Check the spelling.", code="missing")
    address = place.read_as if place.exists() else place.address
    if place.is_file():
        return _way_of(_KINDS.get(suffix_of(place.address), ""))(session, address, None)
    there = _endings(session, address)
    found = []
    for way in dict.fromkeys(map(_way_of, _KINDS.values())):
        suffixes = [suffix for suffix, reader in _KINDS.items() if _way_of(reader) is way]
        if there.intersection(suffixes):
            found.append(way(session, address, name_pattern(suffixes)))
    if not found:
        raise ReadError(
            "no file in it is of a kind that is read",
            where=target,
            next_step="docs/reading.md says what is; the ending of its name tells the kind of a file",
            code="empty",
        )
    return functools.reduce(lambda one, other: one.unionByName(other), found)


def _endings(session: SparkSession, target: str) -> set[str]:
    """How the names of all files end, in lower case and without what says that they are packed."""
    from pyspark.sql import functions as f

    ending = f.regexp_extract(f.lower("path"), r"(\.[^./]*?)(\.gz)?$", 1)
    rows = _listed(session, None).load(target).select(ending.alias("ending")).distinct().collect()
    return {row.ending for row in rows}


def name_pattern(suffixes: Iterable[str]) -> str:
    """A pattern of Hadoop's for the names that have one of these endings, in capitals or not, packed or not."""
    each = ["".join(f"[{c}{c.upper()}]" if c.isalpha() else c for c in suffix) for suffix in suffixes]
    return "*{" + ",".join(f"{suffix}{packed}" for suffix in each for packed in ("", ".[gG][zZ]")) + "}"


def _way_of(reader: str) -> _Way:
    """How the files of a reader come to the workers."""
    ways: dict[str, _Way] = {"jsonl": _lines, "parquet": _rows, "warc": _archives, "wacz": _archives}
    return ways.get(reader, _files)


def _listed(session: SparkSession, names: str | None) -> DataFrameReader:
    reader = session.read.format("binaryFile").option("recursiveFileLookup", "true")
    return reader if names is None else reader.option("pathGlobFilter", names)


def _lines(session: SparkSession, target: str, names: str | None) -> DataFrame:
    """Lines with their numbers: how many there are in the pieces before, and which it is in its own."""
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    reader = session.read.option("recursiveFileLookup", "true").option("lineSep", "\n")
    if names is not None:
        reader = reader.option("pathGlobFilter", names)
    lines = reader.text(target).select(
        f.col("_metadata.file_path").alias("file"),
        f.col("_metadata.file_block_start").alias("piece"),
        f.monotonically_increasing_id().alias("at"),
        f.col("value").cast("binary").alias("data"),
    )
    pieces = lines.groupBy("file", "piece").agg(f.min("at").alias("first"), f.count("at").alias("lines"))
    before = Window.partitionBy("file").orderBy("piece").rowsBetween(Window.unboundedPreceding, -1)
    pieces = pieces.withColumn("before", f.coalesce(f.sum("lines").over(before), f.lit(0)))
    numbered = lines.join(f.broadcast(pieces), ["file", "piece"])
    number = f.col("before") + f.col("at") - f.col("first") + 1
    return numbered.select(_address("file"), number.alias("number"), f.lit("line").alias("kind"), "data")


def _rows(session: SparkSession, target: str, names: str | None) -> DataFrame:
    """Rows of Parquet, each written as the line of JSON that says the same; columns are its keys."""
    from pyspark.sql import functions as f

    reader = session.read.option("recursiveFileLookup", "true").option("mergeSchema", "true")
    if names is not None:
        reader = reader.option("pathGlobFilter", names)
    rows = reader.parquet(target)
    whole = f.to_json(f.struct(*(f.col(f"`{name}`") for name in rows.columns)))
    return rows.select(
        f.col("_metadata.file_path").alias("file"),
        (f.col("_metadata.row_index") + 1).alias("number"),
        f.lit("line").alias("kind"),
        whole.cast("binary").alias("data"),
    ).select(_address("file"), "number", "kind", "data")


def _files(session: SparkSession, target: str, names: str | None) -> DataFrame:
    from pyspark.sql import functions as f

    files = _listed(session, names).load(target)
    whole = files.where(f.col("length") <= MAX_BYTES).select("path", "content")
    large = files.where(f.col("length") > MAX_BYTES).select("path", f.lit(None).cast("binary").alias("content"))
    return whole.unionByName(large).select(
        f.col("path").alias("source"),
        f.lit(None).cast("long").alias("number"),
        f.lit("file").alias("kind"),
        f.col("content").alias("data"),
    )


def _archives(session: SparkSession, target: str, names: str | None) -> DataFrame:
    """Web archives by their names alone: the worker opens them, and reads one page after another."""
    from pyspark.sql import functions as f

    found = _listed(session, names).load(target).select(f.col("path").alias("source"))
    each = found.repartition(max(1, found.count()))  # one is a gigabyte: many workers, and none with two in vain
    none = (f.lit(None).cast(kind).alias(name) for name, kind in (("number", "long"), ("data", "binary")))
    number, data = none
    return each.select("source", number, f.lit("archive").alias("kind"), data)


def _address(column: str) -> Column:
    from pyspark.sql import functions as f

    # Spark writes this column as a part of an address, and all its others as they are.
    return f.url_decode(f.regexp_replace(column, r"\+", "%2B")).alias("source")
