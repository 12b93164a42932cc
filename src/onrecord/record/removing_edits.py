"""What a removal takes of the edits: those that quote what goes; and of those about sayings, the statements that go."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from onrecord.domain import Edit

from . import edits, folding, loading, saying_edits
from .schema import edit, edit_anchor, past_statement, statement


@dataclass(frozen=True, slots=True)
class Going:
    """What goes, as edits name it.

    Attributes:
        articles: keys of the articles that go whole.
        statements: public ids of the statements that go, and of those that stood in their place before.
        names: how a person is called, folded; aliases: the keys of the person's names.
    """

    articles: tuple[int, ...]
    statements: frozenset[str]
    names: frozenset[str]
    aliases: frozenset[str]


def statements_in(connection: sa.Connection, articles: Sequence[int]) -> set[str]:
    """The public ids of all statements that some articles have, or had."""
    found: set[str] = set()
    for some in loading.batches(articles):
        for table in (statement, past_statement):
            query = sa.select(table.c.public_id).where(table.c.article.in_(some))
            found |= set(connection.execute(query).scalars())
    return found


def numbers(connection: sa.Connection, going: Going) -> list[int]:
    """Numbers of the edits that go, and of those that take them back."""
    found = _anchored(connection, going)
    for one in edits.every(connection):
        if _names(one, going) or not all(_left(one, going.statements).values()):
            found.add(one.id)
        if one.kind == edits.UNDO and one.payload["edit"] in found:
            found.add(one.id)
    return sorted(found)


def take(connection: sa.Connection, gone: Sequence[int], statements: Collection[str]) -> None:
    """Delete the edits of these numbers, and leave these statements out of the others."""
    for some in loading.batches(gone):
        connection.execute(edit.update().where(edit.c.undone_by.in_(some)).values(undone_by=None))
        connection.execute(edit.update().where(edit.c.id.in_(some)).values(undone_by=None))
    for some in loading.batches(gone):
        connection.execute(edit.delete().where(edit.c.id.in_(some)))
    for one in edits.every(connection, saying_edits.KINDS):
        left = _left(one, statements)
        if left != {side: list(one.payload[side]) for side in left}:
            target = one.target if one.target not in statements else left["one"][0]
            here = edit.update().where(edit.c.id == one.id)
            connection.execute(here.values(payload={**one.payload, **left}, target=target))


def _anchored(connection: sa.Connection, going: Going) -> set[int]:
    """Edits of statements that are anchored in what goes."""
    found: set[int] = set()
    for column, values in ((edit_anchor.c.article, going.articles), (edit_anchor.c.statement, going.statements)):
        for some in loading.batches(sorted(values)):
            query = sa.select(edit_anchor.c.edit).where(column.in_(some))
            found |= set(connection.execute(query).scalars())
    return found


def _names(one: Edit, going: Going) -> bool:
    """Whether an edit names the person who goes."""
    payload = one.payload
    named = {payload.get("key"), *payload.get("keys", ()), *payload.get("one", ()), *payload.get("other", ())}
    given: Mapping[str, Any] = (payload.get("set") or {}).get("speaker") or {}
    seen: Mapping[str, str] = payload.get("seen") or {}  # what a review found right
    speakers = {folding.names(who) for who in (given.get("name"), seen.get("speaker")) if who}
    return bool(named & going.aliases) or bool(speakers & going.names)


def _left(one: Edit, gone: Collection[str]) -> dict[str, list[str]]:
    """Of an edit about sayings, the statements on each side that stay; nothing of other edits."""
    if not one.kind.startswith(saying_edits.KINDS):
        return {}
    return {side: _without(one.payload[side], gone) for side in ("one", "other")}


def _without(some: Iterable[str], gone: Collection[str]) -> list[str]:
    return [own for own in some if own not in gone]
