"""A record as Parquet: one row a statement, spans as structs with their words, and its origin in the file's metadata.

pyarrow is large and not everybody's, so it comes with ``onrecord[parquet]`` and is loaded when the first file is
written. Rows go out in groups as they come: an archive of any size passes through.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.domain import Spans, Statement, joined
from onrecord.errors import OnrecordError
from onrecord.record import StoredArticle

from .about import About
from .exports import WORDS, by_hand, whose
from .textless import hashes

if TYPE_CHECKING:
    import pyarrow as pa

ROWS = 5_000
"""Statements in one group of rows: some ten megabytes before compression."""

METADATA_KEY = b"onrecord"
"""Under which key of the schema's metadata the origin stands, as JSON."""

_TEXTS = (
    "statement_id", "article_id", "article", "statement", "within", "field", "act", "form", "manner", "cue_lemma",
    "cue_class", "asserted_by", "content", "source", "cue", "speaker", "speaker_type", "speaker_description",
    "speaker_reason", "said_on", "said_on_reason", "event", "place", "medium", "addressee", "outlet", "title", "byline",
    "published", "modified", "url", "language", "path", "model", "sha256", "text_sha256", "title_sha256", "person",
    "person_name", "qid", "review", "reviewed_by", "reviewed_at", "review_why", "was",
)  # fmt: skip
_LISTS = ("speaker_members", "speaker_candidates")
_SPANS = ("content_spans", "source_spans", "cue_spans", "speaker_evidence", "said_on_evidence")
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
    schema = _schema(pa).with_metadata({METADATA_KEY: about.as_json().encode()})
    rows = (row for stored in articles for row in _rows(stored, text=about.text))
    number = 0
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while some := list(itertools.islice(rows, ROWS)):
            writer.write_table(pa.Table.from_pylist(some, schema=schema))
            number += len(some)
    return number


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as problem:
        raise OnrecordError(
            "Parquet needs pyarrow, which is not installed",
            next_step="Install it with: pip install 'onrecord[parquet]'",
            code="extra",
        ) from problem
    return pa, parquet


def _schema(pa: Any) -> pa.Schema:
    span = pa.struct([("start", pa.int32()), ("end", pa.int32()), ("text", pa.string())])
    return pa.schema(
        [(name, pa.string()) for name in _TEXTS]
        + [("confidence", pa.float64()), ("speaker_confidence", pa.float64())]
        + [(name, pa.list_(pa.string())) for name in _LISTS]
        + [(name, pa.list_(span)) for name in _SPANS]
    )


def _rows(stored: StoredArticle, *, text: bool) -> Iterator[dict[str, Any]]:
    article = stored.extracted.article
    of_article = {name: getattr(article, name) for name in _TEXTS if name in type(article).__dataclass_fields__}
    of_article |= {"article": article.id, "article_id": stored.id, "model": stored.extracted.model, **hashes(article)}
    for statement in stored.extracted.statements:
        row = of_article | _row(statement, article.field_text(statement.field))
        row |= _spans(statement, article.field_text(statement.field), article.text, text=text)
        row |= whose(stored, statement) | by_hand(statement)
        row["statement_id"] = stored.statement_ids.get(statement.id)
        yield row if text else {name: None if name in _WORDS else value for name, value in row.items()}


def _row(statement: Statement, string: str) -> dict[str, Any]:
    speaker = statement.speaker
    plain = ("within", "field", "act", "form", "manner", "cue_lemma", "cue_class", "asserted_by", "confidence")
    named = {name: getattr(statement, name) for name in ("event", "place", "medium", "addressee")}
    return {
        "statement": statement.id,
        **{name: getattr(statement, name) for name in plain},
        **{name: joined(getattr(statement, name), string) for name in ("content", "source", "cue")},
        **{name: value and value.text for name, value in named.items()},
        **{f"speaker_{name}": getattr(speaker, name) for name in ("type", "description", "reason", "confidence")},
        "speaker": speaker.name,
        "speaker_members": list(speaker.members),
        "speaker_candidates": list(speaker.candidates),
        "said_on": statement.said_on.edtf,
        "said_on_reason": statement.said_on.reason,
    }


def _spans(statement: Statement, string: str, body: str, *, text: bool) -> dict[str, list[dict[str, Any]]]:
    def structs(spans: Spans, own: str) -> list[dict[str, Any]]:
        return [{"start": s.start, "end": s.end, "text": s.of(own) if text else None} for s in spans]

    return {
        **{f"{role}_spans": structs(getattr(statement, role), string) for role in ("content", "source", "cue")},
        "speaker_evidence": structs(statement.speaker.evidence, body),
        "said_on_evidence": structs(statement.said_on.evidence, body),
    }
