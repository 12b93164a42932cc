"""What the workers do: read parts and extract articles. What they say of statements stands in ``telling``.

Each function takes and gives batches of Arrow, as ``mapInArrow`` wants it, and touches nothing outside them. A task
that is tried again works in processes of its own: what ended the first try ends one of these, and costs itself alone.
"""

from __future__ import annotations

import dataclasses
import io
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

import pyarrow as pa

from onrecord.domain import Article, Extracted, NameSeen
from onrecord.errors import ReadError
from onrecord.ingest import Extractor, extract_each, read_within
from onrecord.people import across
from onrecord.reading import Given, Source, read_bytes, read_source
from onrecord.reading.sources import cannot_read, too_large

from .frozen import Codec, codec, columns

ARTICLE: Codec = codec(Article)
EXTRACTED: Codec = codec(Extracted)
SEEN: Codec = codec(tuple[NameSeen, ...])

_KEY = [("source", pa.string()), ("number", pa.int64())]
_FAILURE = pa.struct([(name, pa.string()) for name in ("path", "code", "message", "next_step")])

READ = pa.schema([*_KEY, ("failure", _FAILURE), ("article", ARTICLE.type)])
"""One row a read article, by its file and its number there; or why it could not be read."""

EXTRACTS = pa.schema(
    [
        *_KEY,
        ("article_id", pa.string()),
        ("stays", pa.bool_()),
        ("failure", _FAILURE),
        *columns(Extracted),
        ("seen", SEEN.type),
    ]
)
"""One row an extracted article, with what it says of its speakers' names; or why it could not be extracted."""

_AT_ONCE = 16  # rows handed on together
_SECONDS = 300.0  # that one article may take to read where its part is tried again

Batches = Iterator[pa.RecordBatch]


def thawed(row: Mapping[str, Any]) -> Extracted:
    """The article of a row under OUT/articles, with its statements.

    Raises:
        KeyError, TypeError, ValueError: where it is none.
    """
    rest = {name: row[name] for name in ("statements", "figures", "model")}
    return cast(Extracted, EXTRACTED.thaw({"article": row, **rest}))


@dataclass(frozen=True, slots=True)
class Names:
    """How files are called: as the user named the folder that they lie in.

    Attributes:
        root: its whole address; typed: as the user wrote it.
    """

    root: str
    typed: str

    def of(self, source: str) -> str:
        """The path by which one machine would know a file."""
        plain, root = _without_scheme(source), _without_scheme(self.root)
        if plain == root or plain.startswith(f"{root.rstrip('/')}/"):
            return self.typed.rstrip("/") + plain[len(root.rstrip("/")) :]
        return plain


def _without_scheme(address: str) -> str:
    """A file of this machine as its path."""
    return re.sub("^file:/+", "/", address)


# --- reading ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Opened(Source):
    """A file that the worker opens where it lies, also in a bucket, and reads from its beginning to its end.

    Attributes:
        lies_at: its whole address; ``path`` is what it is called.
    """

    lies_at: str = ""

    def open(self, *, packed: bool = False) -> io.BufferedReader:
        """Open it; see ``Source``."""
        if "://" not in self.lies_at:
            return Source(_without_scheme(self.lies_at)).open(packed=packed)
        from pyarrow import fs

        try:
            system, path = fs.FileSystem.from_uri(re.sub("^s3[an]:", "s3:", self.lies_at))
            return io.BufferedReader(system.open_input_file(path))
        except OSError as error:
            raise cannot_read(self.path, error) from error


def read(batches: Batches, names: Names, given: Given, *, apart: bool) -> Batches:
    """The articles of parts.

    Args:
        batches: rows with the columns ``parts.COLUMNS``.
        names: how their files are called.
        given: metadata that beats what is found.
        apart: whether each part is read in a process of its own.

    Yields:
        rows of ``READ``.
    """
    return _batched(
        (row for batch in batches for part in batch.to_pylist() for row in _read(part, names, given, apart)), READ
    )


def _read(part: Mapping[str, Any], names: Names, given: Given, apart: bool) -> Iterator[dict[str, Any]]:
    source, number = names.of(part["source"]), part["number"]
    for place, item in enumerate(_items(part, source, given, apart), 1):
        key = {"source": source, "number": number or place}
        found = item if number is None else _at_line(item, f"{source}:{number}")
        if isinstance(found, ReadError):
            yield key | {"failure": _failure(found)}
        else:
            yield key | {"article": ARTICLE.freeze(found)}


def _items(part: Mapping[str, Any], source: str, given: Given, apart: bool) -> Iterable[Article | ReadError]:
    if part["kind"] == "archive":
        opened: Source = Opened(source, lies_at=part["source"])
    elif part["data"] is None:
        return [too_large(source)]
    else:
        opened = Source(source, data=part["data"])
    reads = read_line if part["kind"] == "line" else read_file
    return read_within(opened, given, seconds=_SECONDS, read=reads) if apart else reads(opened, given)


def read_file(source: Source, given: Given) -> Iterable[Article | ReadError]:
    """The articles of a file, with an error in the place of each that cannot be read, whatever goes wrong."""
    try:
        yield from read_source(source, given=given)
    except Exception as problem:  # a fault of a reader; the other parts are none the worse for it
        yield _fault(problem, source.path)


def read_line(source: Source, given: Given) -> Iterable[Article | ReadError]:
    """The article of one line of JSON Lines; nothing where the line is blank."""
    try:
        yield from read_bytes(cast(bytes, source.data), path=source.path, given=given, reader="jsonl")
    except Exception as problem:
        yield _fault(problem, source.path)


def _fault(problem: Exception, where: str) -> ReadError:
    return ReadError(
        f"reading it failed: {type(problem).__name__}: {problem}",
        where=where,
        next_step="Report this as a fault of onrecord. The other articles went on",
        code="crashed",
    )


def _at_line(item: Article | ReadError, where: str) -> Article | ReadError:
    if isinstance(item, ReadError):
        return item.at(where)
    return dataclasses.replace(item, path=where)


# --- extraction ------------------------------------------------------------------------------------------------------


def extract(batches: Batches, extractor: Extractor, *, apart: bool) -> Batches:
    """The statements of articles.

    Args:
        batches: rows of ``READ`` that are articles, with what ``identity.settled`` says of them.
        extractor: what is run; its model is loaded once in each worker.
        apart: whether that is done in processes of their own.

    Yields:
        rows of ``EXTRACTS``.
    """
    return _batched(_extract(batches, extractor, apart), EXTRACTS)


def _extract(batches: Batches, extractor: Extractor, apart: bool) -> Iterator[dict[str, Any]]:
    waiting: deque[dict[str, Any]] = deque()

    def articles() -> Iterator[Article]:
        for batch in batches:
            for row in batch.to_pylist():
                waiting.append({name: row[name] for name in ("source", "number", "article_id", "stays")})
                yield ARTICLE.thaw(row["article"])

    for found in extract_each(articles(), extractor, jobs=2 if apart else 1):
        yield waiting.popleft() | _outcome(found)


def _outcome(found: Extracted | ReadError) -> dict[str, Any]:
    if isinstance(found, ReadError):
        return {"failure": _failure(found)}
    try:
        return {**EXTRACTED.freeze(found), "seen": SEEN.freeze(across.observe(found))}
    except Exception as problem:
        where = found.article.path or found.article.id
        return {"failure": _failure(_fault(problem, where))}


def _failure(error: ReadError) -> dict[str, Any]:
    return {"path": error.where or "-", "code": error.code, "message": error.what, "next_step": error.next_step}


def _batched(rows: Iterable[dict[str, Any]], schema: pa.Schema) -> Batches:
    """Rows as batches of Arrow; one that Arrow cannot hold (half a character in its text) as a failure."""
    some: list[dict[str, Any]] = []
    for row in rows:
        some.append(row)
        if len(some) == _AT_ONCE:
            yield _batch(some, schema)
            some = []
    if some:
        yield _batch(some, schema)


def _batch(rows: list[dict[str, Any]], schema: pa.Schema) -> pa.RecordBatch:
    try:
        return pa.RecordBatch.from_pylist(rows, schema=schema)
    except (UnicodeError, pa.ArrowException, OverflowError):
        return pa.RecordBatch.from_pylist([_held(row, schema) for row in rows], schema=schema)


def _held(row: dict[str, Any], schema: pa.Schema) -> dict[str, Any]:
    try:
        pa.RecordBatch.from_pylist([row], schema=schema)
    except (UnicodeError, pa.ArrowException, OverflowError) as problem:
        key = {name: row[name] for name in ("source", "number", "article_id", "stays") if name in row}
        return key | {"failure": _failure(_fault(problem, f"{row['source']}:{row['number']}"))}
    return row
