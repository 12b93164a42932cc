"""Articles -> their statements as rows, each with what it is found by and compared with across articles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from onrecord import matching
from onrecord.domain import Extracted, Statement, hull, joined
from onrecord.matching import Told
from onrecord.record import StoredArticle
from onrecord.record.rows import GAP, statement_digest
from onrecord.views.parquet import rows_of, statement_schema

from .frozen import codec
from .work import thawed

RULES_SEE = codec(Told)
"""A statement as ``matching`` looks at it."""

_FOUND_BY = [
    ("source", pa.string()),
    ("number", pa.int64()),
    ("position", pa.int64()),
    ("digest", pa.string()),
    ("report", pa.bool_()),
    ("told", RULES_SEE.type),
    ("runs", pa.list_(pa.int64())),
    ("topics", pa.list_(pa.int64())),
    ("day", pa.int64()),
]

COLUMNS = [field for field in statement_schema() if field.name not in ("statement_id", "person", "person_name", "qid")]
"""Of a statement, as ``onrecord export --format parquet`` writes it, without what the whole archive tells of it."""

TOLD = pa.schema([*COLUMNS, *((f"found_{name}", kind) for name, kind in _FOUND_BY)])
"""One row a statement; what begins with ``found_`` serves the search for its like, and is left out in the end."""

_AT_ONCE = 64

Batches = Iterator[pa.RecordBatch]


def tell(batches: Batches) -> Batches:
    """The statements of articles.

    Args:
        batches: articles as they lie under OUT: ``source``, ``number``, ``article_id`` and the fields of ``Extracted``.

    Yields:
        rows of ``TOLD``.
    """
    rows: list[dict[str, Any]] = []
    for batch in batches:
        for article in batch.to_pylist():
            rows += _rows(article)
            while len(rows) >= _AT_ONCE:
                yield pa.RecordBatch.from_pylist(rows[:_AT_ONCE], schema=TOLD)
                del rows[:_AT_ONCE]
    yield pa.RecordBatch.from_pylist(rows, schema=TOLD)


def _rows(article: dict[str, Any]) -> Iterator[dict[str, Any]]:
    extracted = thawed(article)
    stored = StoredArticle(article["article_id"], extracted, "", "", None, (), {})
    occurred: Counter[str] = Counter()
    enclosed = _enclosed(extracted)
    pairs = zip(extracted.statements, rows_of(stored), strict=True)
    for position, (statement, row) in enumerate(pairs):
        content = _content(extracted, statement)
        digest = statement_digest(stored.id, content, occurred[content])
        occurred[content] += 1
        told = _told(stored, statement, content, tuple(enclosed[statement.id]))
        keys = matching.keys(told)
        found = {
            "source": article["source"],
            "number": article["number"],
            "position": position,
            "digest": digest,
            # Turns of a transcript are no reports of what was said, but the original of them.
            "report": extracted.article.kind != "transcript",
            "told": RULES_SEE.freeze(told),
            "runs": keys.runs,
            "topics": keys.topics,
            "day": told.day,
        }
        yield row | {f"found_{name}": value for name, value in found.items()}


def _content(extracted: Extracted, statement: Statement) -> str:
    return joined(statement.content, extracted.article.field_text(statement.field), GAP)


def _enclosed(extracted: Extracted) -> dict[str, list[str]]:
    """The contents of what stands within each statement."""
    found: dict[str, list[str]] = defaultdict(list)
    for statement in extracted.statements:
        if statement.within is not None:
            found[statement.within].append(_content(extracted, statement))
    return found


def _told(stored: StoredArticle, statement: Statement, content: str, enclosed: tuple[str, ...]) -> Told:
    place = hull(statement.content)
    assert place is not None  # a statement without content cannot be made
    return matching.told(
        "",  # compared are two of them, and never by what they are called
        content,
        statement.form,
        statement.act,
        statement.speaker.name,
        statement.speaker.type,
        stored.extracted.article.published,
        statement.said_on.edtf,
        f"{stored.id} {statement.field}",
        (place.start, place.end),
        enclosed,
    )
