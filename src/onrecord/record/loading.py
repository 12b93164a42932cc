"""Rows of the tables -> domain values, a batch at a time."""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from types import MappingProxyType
from typing import Any, TypeVar

import sqlalchemy as sa

from onrecord.domain import (
    Article,
    Extracted,
    Figure,
    Named,
    ReadingWarning,
    Repair,
    Review,
    Span,
    Spans,
    Speaker,
    Statement,
    Turn,
    When,
)

from . import schema
from .rows import GAP, NAMED

AT_ONCE = 500
"""Keys in one question to the store."""

BATCH = 50
"""Articles read at once: few enough that their texts fit in memory many times over, many enough for few queries."""

Loaded = sa.RowMapping
T = TypeVar("T")


def batches(items: Sequence[T], size: int = AT_ONCE) -> Iterator[Sequence[T]]:
    """``items`` in pieces of ``size``, in their order."""
    return (items[at : at + size] for at in range(0, len(items), size))


def grouped(
    connection: sa.Connection, table: sa.Table, owner: str, keys: Sequence[int], *, converted: bool = True
) -> dict[int, list[Loaded]]:
    """The rows of ``table`` that belong to each of ``keys``, in their order.

    Args:
        connection: an open one.
        table: put in the order of its column ``position``, where it has one.
        owner: the column that holds the key; keys: at most a few hundred.
        converted: whether JSON, bytes and truth values come as Python's own, or as they lie in the file.
    """
    columns = [column if converted else _as_it_lies(column) for column in table.c]
    query = sa.select(*columns).where(table.c[owner].in_(keys))
    if "position" in table.c:
        query = query.order_by(table.c[owner], table.c.position)
    rows: dict[int, list[Loaded]] = defaultdict(list)
    for row in connection.execute(query).mappings():
        rows[row[owner]].append(row)
    return rows


def _as_it_lies(column: sa.Column[Any]) -> sa.ColumnElement[Any]:
    if isinstance(column.type, sa.JSON):
        return sa.cast(column, sa.Text).label(column.name)
    return column if isinstance(column.type, sa.Text) else sa.type_coerce(column, sa.types.NULLTYPE)


def statements(connection: sa.Connection, rows: Iterable[Loaded]) -> list[Statement]:
    """The statements of rows of ``statement``, in the order given."""
    rows = list(rows)
    found = spans(connection, [row["key"] for row in rows])
    return [_statement(row, found.get(row["key"], [])) for row in rows]


def spans(connection: sa.Connection, statements: Sequence[int], *, converted: bool = True) -> dict[int, list[Loaded]]:
    """The rows of ``span`` that belong to each of these statements, however many; see ``grouped``."""
    found: dict[int, list[Loaded]] = {}
    for some in batches(statements):
        found |= grouped(connection, schema.span, "statement", some, converted=converted)
    return found


def cues(connection: sa.Connection, keys: Sequence[int]) -> dict[int, str]:
    """The words of the cue of each of these statements, however many; a statement without one is left out."""
    words: dict[int, list[str]] = {}
    for some in batches(keys):
        query = sa.select(schema.span.c.statement, schema.span.c.text).where(schema.span.c.statement.in_(some))
        query = query.where(schema.span.c.role == "cue").order_by(schema.span.c.statement, schema.span.c.position)
        for key, text in connection.execute(query):
            words.setdefault(key, []).append(text)
    return {key: GAP.join(texts) for key, texts in words.items()}


def extracted(
    connection: sa.Connection, keys: Sequence[int], *, alone: Sequence[int] | None = None
) -> list[tuple[Loaded, Extracted, dict[str, str]]]:
    """Each article of ``keys``, in the order given: its row, itself, and its statements' public ids by their own.

    ``alone`` are the keys of the statements that are wanted, at most a few hundred; None for all.
    """
    table = schema.article
    rows = {r["key"]: r for r in connection.execute(sa.select(table).where(table.c.key.in_(keys))).mappings()}
    shown = [part for part in schema.ARTICLE_PARTS if part is not schema.article_search]
    parts = {part.name: grouped(connection, part, "article", keys) for part in shown}
    if alone is None:
        stated = grouped(connection, schema.statement, "article", keys)
    else:
        stated = defaultdict(list)
        for (own_row,) in grouped(connection, schema.statement, "key", alone).values():
            stated[own_row["article"]].append(own_row)
    found = iter(statements(connection, (row for key in keys for row in stated.get(key, []))))
    result = []
    for key in keys:
        mine = {name: by_key.get(key, []) for name, by_key in parts.items()}
        own = stated.get(key, [])
        value = Extracted(
            article=_article(rows[key], mine),
            statements=tuple(next(found) for _ in own),
            figures=tuple(_figure(row) for row in mine["figure"]),
            model=rows[key]["model"],
        )
        result.append((rows[key], value, {row["id"]: row["public_id"] for row in own}))
    return result


def _article(row: Loaded, parts: dict[str, list[Loaded]]) -> Article:
    kept = {name: row[name] for name in Article.__dataclass_fields__ if name in row}
    return Article(
        **kept,
        raw=zlib.decompress(parts["article_bytes"][0]["compressed"]),
        turns=turns(parts["article_turn"]),
        warnings=tuple(
            ReadingWarning(r["code"], r["message"], None if r["start"] is None else Span(r["start"], r["stop"]))
            for r in parts["article_warning"]
        ),
        repairs=tuple(Repair(r["kind"], r["at"], r["before"], r["after"]) for r in parts["article_repair"]),
        meta=MappingProxyType({r["key"]: json.loads(r["value"]) for r in parts["article_meta"]}),
    )


def turns(rows: Iterable[Loaded]) -> tuple[Turn, ...]:
    """The turns of rows of ``article_turn``, in the order given."""
    return tuple(Turn(Span(r["label_start"], r["label_stop"]), Span(r["speech_start"], r["speech_stop"])) for r in rows)


def _figure(row: Loaded) -> Figure:
    return Figure(
        text=row["text"],
        span=Span(row["start"], row["stop"]),
        value=row["value"],
        unit=row["unit"],
        of=row["of"],
        statement=row["statement"],
    )


def _statement(row: Loaded, spans: Sequence[Loaded]) -> Statement:
    places: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        places[span["role"]].append(Span(span["start"], span["stop"]))
    roles: dict[str, Spans] = {role: tuple(found) for role, found in places.items()}
    named: dict[str, Any] = {name: Named(row[name], roles[name][0]) for name in NAMED if name in roles}
    return Statement(
        id=row["id"],
        source=roles.get("source", ()),
        cue=roles.get("cue", ()),
        content=roles.get("content", ()),
        field=row["field"],
        act=row["act"],
        form=row["form"],
        confidence=row["confidence"],
        manner=row["manner"],
        cue_lemma=row["cue_lemma"],
        cue_class=row["cue_class"],
        within=row["within"],
        asserted_by=row["asserted_by"],
        speaker=Speaker(
            name=row["speaker_name"],
            type=row["speaker_type"],
            confidence=row["speaker_confidence"],
            members=tuple(row["speaker_members"]),
            candidates=tuple(row["speaker_candidates"]),
            reason=row["speaker_reason"],
            evidence=roles.get("speaker", ()),
            description=row["speaker_description"],
        ),
        said_on=When(row["said_on"], row["said_reason"], roles.get("said_on", ())),
        review=_review(row),
        **named,
    )


def _review(row: Loaded) -> Review | None:
    if row["review"] is None:
        return None
    was = tuple((what, before) for what, before in row["was"] or ())
    return Review(row["review"], row["reviewed_by"], row["reviewed_at"], row["reviewed_why"] or "", was)
