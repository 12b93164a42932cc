"""Where in a transcript the words of statements stand, as matching found it: their originals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import sqlalchemy as sa

from onrecord.domain import Original, Span

from . import loading, persons
from .schema import article, saying_original, statement

_turn, _transcript = statement.alias("turn"), article.alias("transcript")


def of(connection: sa.Connection, statements: Sequence[int]) -> dict[int, Original]:
    """The originals of some statements, by the keys of these; of those that have one."""
    found: dict[int, Original] = {}
    for some in loading.batches(statements):
        found |= {row["key"]: one for row, one in _rows(connection, statement.c.key.in_(some))}
    return found


def in_articles(connection: sa.Connection, which: sa.ColumnElement[bool]) -> dict[int, dict[str, Original]]:
    """The originals of the statements of which ``which`` holds: by article, and by the statement's own id."""
    found: dict[int, dict[str, Original]] = defaultdict(dict)
    for row, one in _rows(connection, which):
        found[row["in_article"]][row["id"]] = one
    return found


def _rows(connection: sa.Connection, which: sa.ColumnElement[bool]) -> Iterator[tuple[sa.RowMapping, Original]]:
    at = saying_original.c
    chosen = (
        sa.select(
            statement.c.key, statement.c.id, statement.c.article.label("in_article"), at.turn, at.start, at.stop,
            at.words, at.of, _turn.c.said_on, _turn.c.speaker_name, _transcript.c.public_id, _transcript.c.title,
            _transcript.c.path, _transcript.c.language,
            sa.func.substr(_transcript.c.text, at.start + 1, at.stop - at.start).label("text"),
        )
        .join_from(saying_original, statement, statement.c.key == at.statement)
        .join(_turn, _turn.c.key == at.turn)
        .join(_transcript, _transcript.c.key == _turn.c.article)
    )  # fmt: skip
    rows = connection.execute(chosen.where(which)).mappings().all()
    who: dict[int, str] = {}
    for some in loading.batches(sorted({row["turn"] for row in rows})):
        who |= persons.ids(connection, some)
    yield from ((row, _original(row, who.get(row["turn"]))) for row in rows)


def _original(row: sa.RowMapping, who: str | None) -> Original:
    return Original(
        article=row["public_id"],
        title=row["title"] or row["path"] or row["public_id"],
        span=Span(row["start"], row["stop"]),
        text=row["text"],
        day=row["said_on"],
        language=row["language"],
        words=row["words"],
        of=row["of"],
        speaker=row["speaker_name"],
        person=who,
    )
