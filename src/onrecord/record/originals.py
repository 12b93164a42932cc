"""What the model found in an article that people edited, kept as it was.

The rows of ``statement`` and ``figure`` are what is shown and searched: with the edits. So that an edit can be taken
back, judged, and put on top of something again, what the model had found stands beside them, as JSON, one row for each
article that has edits. Articles without edits, nearly all, need none.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from onrecord.domain import Extracted, Figure, Named, Span, Spans, Speaker, Statement, When

from . import loading
from .rows import NAMED
from .schema import original


def keep(connection: sa.Connection, key: int, found: Extracted) -> None:
    """Keep what a model found, in the place of what another did."""
    drop(connection, key)
    row = {
        "article": key,
        "statements": [_plain(dataclasses.asdict(s)) for s in found.statements],
        "figures": [_plain(dataclasses.asdict(f)) for f in found.figures],
    }
    connection.execute(original.insert(), row)


def drop(connection: sa.Connection, key: int) -> None:
    """Forget what was kept of an article."""
    connection.execute(original.delete().where(original.c.article == key))


def of(connection: sa.Connection, key: int) -> tuple[loading.Loaded, Extracted]:
    """The row of an article, and the article as the model found it; kept, or, without edits, as it stands."""
    row, found, _ = loading.extracted(connection, [key])[0]
    kept = connection.execute(sa.select(original).where(original.c.article == key)).mappings().one_or_none()
    if kept is None:
        return row, found
    statements = tuple(_statement(one) for one in kept["statements"])
    figures = tuple(Figure(**{**one, "span": Span(*one["span"])}) for one in kept["figures"])
    return row, dataclasses.replace(found, statements=statements, figures=figures)


def every(connection: sa.Connection) -> Sequence[int]:
    """The keys of the articles of which something is kept."""
    return connection.execute(sa.select(original.c.article)).scalars().all()


def kept(connection: sa.Connection, key: int) -> bool:
    """Whether anything is kept of an article, which is so where it has edits."""
    return connection.execute(sa.select(original.c.article).where(original.c.article == key)).first() is not None


def _plain(value: Any) -> Any:
    """Spans, which ``asdict`` makes ``{start, end}``, as pairs."""
    if isinstance(value, Mapping):
        return (
            [value["start"], value["end"]]
            if set(value) == {"start", "end"}
            else {k: _plain(v) for k, v in value.items()}
        )
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def _statement(found: Mapping[str, Any]) -> Statement:
    speaker, day = found["speaker"], found["said_on"]
    named = {n: Named(found[n]["text"], Span(*found[n]["span"])) for n in NAMED if found[n]}
    roles = {role: spans(found[role]) for role in ("source", "cue", "content")}
    lists = {name: tuple(speaker[name]) for name in ("members", "candidates")}
    return Statement(
        **{
            **found,
            **dict.fromkeys(NAMED),
            **named,
            **roles,
            "speaker": Speaker(**{**speaker, **lists, "evidence": spans(speaker["evidence"])}),
            "said_on": When(**{**day, "evidence": spans(day["evidence"])}),
            "review": None,
        }
    )


def spans(pairs: Sequence[Sequence[int]]) -> Spans:
    """Spans from pairs, as JSON has them."""
    return tuple(Span(start, end) for start, end in pairs)
