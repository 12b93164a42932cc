"""A record as Parquet: one row a statement, spans as structs with their words, and its origin in the file's metadata.

pyarrow is large and not everybody's, so it comes with ``onrecord[parquet]`` and is loaded when the first file is
written. Rows go out in groups as they come: an archive of any size passes through.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.errors import from_extra
from onrecord.record import StoredArticle

from .about import About
from .exports import WORDS, by_hand, whose
from .flat import LISTS, NUMBERS, SPANS, TEXTS, flat
from .textless import hashes

if TYPE_CHECKING:
    import pyarrow as pa

ROWS = 5_000
"""Statements in one group of rows: some ten megabytes before compression."""

METADATA_KEY = b"onrecord"
"""Under which key of the schema's metadata the origin stands, as JSON."""

_OF_RECORD = (
    "statement_id", "article_id", "sha256", "text_sha256", "title_sha256", "person", "person_name", "qid", "review",
    "reviewed_by", "reviewed_at", "review_why", "was", "party", "office",
)  # fmt: skip
_WORDS = WORDS | {"speaker_description"}


def write_parquet(path: Path, articles: Iterable[StoredArticle], about: About) -> int:
    """Write a file, in place of one that is there.

    Args:
        path: of the file.
        articles: with the statements that are to be rows.
        about: its origin; where ``about.text`` is False, columns and spans have no words.

    Returns:
        how many rows were written.

    Raises:
        OnrecordError: where pyarrow is not installed (code ``extra``).
        OSError: where the file cannot be written.
    """
    pa, parquet = _arrow()
    schema = statement_schema().with_metadata({METADATA_KEY: about.as_json().encode()})
    rows = (row for stored in articles for row in rows_of(stored, text=about.text))
    number = 0
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while some := list(itertools.islice(rows, ROWS)):
            writer.write_table(pa.Table.from_pylist(some, schema=schema))
            number += len(some)
    return number


def _arrow() -> tuple[Any, Any]:
    with from_extra("parquet", "Parquet needs pyarrow, which is not installed"):
        import pyarrow as pa
        from pyarrow import parquet
    return pa, parquet


def statement_schema() -> pa.Schema:
    """The columns of a statement.

    Raises:
        OnrecordError: where pyarrow is not installed (code ``extra``).
    """
    pa, _ = _arrow()
    span = pa.struct([("start", pa.int32()), ("end", pa.int32()), ("text", pa.string())])
    return pa.schema(
        [(name, pa.string()) for name in (*_OF_RECORD[:2], *TEXTS, *_OF_RECORD[2:])]
        + [(name, pa.float64()) for name in NUMBERS]
        + [(name, pa.list_(pa.string())) for name in LISTS]
        + [(name, pa.list_(span)) for name in SPANS]
    )


def rows_of(stored: StoredArticle, *, text: bool = True) -> Iterator[dict[str, Any]]:
    """The statements of an article as rows, in their order.

    Args:
        stored: as the record gives it.
        text: False leaves the columns that hold words empty.
    """
    of_article = {"article_id": stored.id, **hashes(stored.extracted.article)}
    for statement, row in zip(stored.extracted.statements, flat(stored.extracted), strict=True):
        whole = row | of_article | whose(stored, statement) | by_hand(statement)
        whole["statement_id"] = stored.statement_ids.get(statement.id)
        yield whole if text else _wordless(whole)


def _wordless(row: dict[str, Any]) -> dict[str, Any]:
    spans = {name: [span | {"text": None} for span in row[name]] for name in SPANS}
    return row | dict.fromkeys(_WORDS & row.keys()) | spans
