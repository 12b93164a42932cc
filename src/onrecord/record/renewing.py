"""The rows of an article brought in line with what was found in it and what people decided.

Only what changes is written: a statement keeps its key and, whatever becomes of its words, its public id.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from onrecord.domain import Edit, Extracted, Figure, Statement

from . import applying, edits, joining, loading, originals, public_ids, rows, stores, tombstones
from .anchoring import Standing
from .clock import now
from .schema import article, edit_anchor, figure, span, statement

_KEPT = {"key", "article", "public_id", "since"}
"""Columns of a statement that an edit does not change."""


def renew(connection: sa.Connection, key: int) -> int:
    """Bring an article's statements in line with its edits; returns how many of these are orphans in it.

    Quick for an article that nobody edited, nor any version before it.
    """
    decided = decided_of(connection, key)
    if not decided:
        return 0
    row, found = originals.of(connection, key)
    if not originals.kept(connection, key):
        originals.keep(connection, key, found)
    outcome = applying.applied(found, row["public_id"], decided, _old(connection, key))
    _write(connection, key, row["public_id"], found, outcome.standing)
    ids = _ids(connection, key)
    connection.execute(edit_anchor.delete().where(edit_anchor.c.article == key))
    anchors = [
        {"edit": a.edit, "article": key, "statement": _id_of(a.digest, ids), "how": a.how, "why": a.why}
        for a in outcome.anchored
    ]
    connection.execute(edit_anchor.insert(), anchors)
    return sum(a.how == "lost" for a in outcome.anchored)


def renew_all(connection: sa.Connection, key: int) -> None:
    """``renew`` an article and every version after it."""
    for one in after(connection, key):
        renew(connection, one)


def restart(connection: sa.Connection, key: int, found: Extracted) -> None:
    """Take something else for what the model found in an article, with the same edits on top."""
    row, _ = originals.of(connection, key)
    if originals.kept(connection, key):
        originals.keep(connection, key, found)
    outcome = applying.applied(found, row["public_id"], decided_of(connection, key), _old(connection, key))
    _write(connection, key, row["public_id"], found, outcome.standing)


def outcome_of(connection: sa.Connection, key: int) -> tuple[Extracted, applying.Outcome]:
    """What an article's statements must be, reckoned and not written."""
    row, found = originals.of(connection, key)
    old = _old(connection, key)
    return found, applying.applied(found, row["public_id"], decided_of(connection, key), old)


def would_stand(connection: sa.Connection, key: int, found: Extracted) -> tuple[Statement, ...]:
    """What an article's statements would be, had ``found`` been found in it."""
    public_id = connection.execute(sa.select(article.c.public_id).where(article.c.key == key)).scalar_one()
    allowed = without_removed(connection, found, key, public_id)
    return tuple(one.statement for one in _outcome(connection, key, public_id, allowed).standing)


def without_removed(connection: sa.Connection, found: Extracted, key: int | None, public_id: str) -> Extracted:
    """An article without what people said who were removed; what an edit gives to somebody else stays.

    Args:
        connection: an open one.
        found: the article with the statements of a model.
        key: of the stored article that it is, or else that it revises; None where it is neither.
        public_id: its own.
    """
    gone = tombstones.people_removed(connection)
    return found if gone is None else applying.without_people(found, _outcome(connection, key, public_id, found), gone)


def _outcome(connection: sa.Connection, key: int | None, public_id: str, found: Extracted) -> applying.Outcome:
    """What the edits of a stored article, or of none, make of ``found``."""
    decided = decided_of(connection, key) if key is not None else ()
    return applying.applied(found, public_id, decided, _old(connection, key) if key is not None and decided else {})


def decided_of(connection: sa.Connection, key: int) -> tuple[Edit, ...]:
    """The edits of statements made on an article or a version before it, those taken back included."""
    numbers = sa.select(edit_anchor.c.edit).where(edit_anchor.c.article.in_(before(connection, key)))
    return edits.every(connection, numbers=numbers)


def before(connection: sa.Connection, key: int) -> list[int]:
    """An article and the versions before it, the newest first."""
    found = [key]
    while True:
        query = sa.select(article.c.revises).where(article.c.key == found[-1])
        earlier = connection.execute(query).scalar_one_or_none()
        if earlier is None or earlier in found:
            return found
        found.append(earlier)


def after(connection: sa.Connection, key: int) -> list[int]:
    """An article and all versions after it, the oldest first."""
    found, new = [key], [key]
    while new:
        query = sa.select(article.c.key).where(article.c.revises.in_(new)).order_by(article.c.key)
        new = [one for one in connection.execute(query).scalars() if one not in found]
        found += new
    return found


def _old(connection: sa.Connection, key: int) -> Mapping[str, str]:
    """The texts and headlines of an article and the versions before it, by hash."""
    query = sa.select(article.c.text, article.c.title).where(article.c.key.in_(before(connection, key)))
    strings = (string for pair in connection.execute(query) for string in pair)
    return {rows.sha256(string): string for string in strings if string is not None}


def _ids(connection: sa.Connection, key: int) -> list[str]:
    return list(connection.execute(sa.select(statement.c.public_id).where(statement.c.article == key)).scalars())


def _id_of(digest: str | None, ids: Sequence[str]) -> str | None:
    """The public id of a statement; of a rejected one, which has none any more, that which it would have."""
    if digest is None:
        return None
    return next((one for one in ids if digest.startswith(one)), digest[: rows.ID_LENGTH])


# --- rows ------------------------------------------------------------------------------------------------------------


def _write(connection: sa.Connection, key: int, public_id: str, found: Extracted, standing: Sequence[Standing]) -> None:
    query = sa.select(statement).where(statement.c.article == key)
    existing = {row["public_id"]: row for row in connection.execute(query).mappings()}
    whole = dataclasses.replace(found, statements=tuple(one.statement for one in standing))
    wanted = rows.statement_rows(whole, key, public_id)
    for row, one in zip(wanted, standing, strict=True):
        row["public_id"] = next((known for known in existing if one.digest.startswith(known)), one.digest)
    gone = set(existing) - {row["public_id"] for row in wanted}
    new = [row for row in wanted if row["public_id"] not in existing]
    changed = [row for row in wanted if row["public_id"] in existing and _other(row, existing[row["public_id"]])]
    known = {row["id"]: existing[row["public_id"]]["key"] for row in wanted if row["public_id"] in existing}
    moved = _moved(connection, whole, known)
    if gone or new or changed or moved:
        stores.of(connection).unindex_article(connection, key)
        joining.forget(connection, key)
        for own in sorted(gone):
            connection.execute(statement.delete().where(statement.c.key == existing[own]["key"]))
        for row in changed:
            values = {name: value for name, value in row.items() if name not in _KEPT}
            connection.execute(
                statement.update().where(statement.c.key == existing[row["public_id"]]["key"]).values(values)
            )
        _insert(connection, new)
        _write_spans(connection, whole, {row["id"] for row in (*new, *changed)} | moved, key)
        stores.of(connection).index_article(connection, key)
    _write_figures(connection, key, found, standing)


def _other(row: rows.Row, stands: sa.RowMapping) -> bool:
    return any(stands[name] != value for name, value in row.items() if name not in _KEPT)


def _insert(connection: sa.Connection, new: Sequence[rows.Row]) -> None:
    if new:
        public_ids.shorten(connection, new)
        moment = now()
        connection.execute(statement.insert(), [row | {"since": moment} for row in new])


def _moved(connection: sa.Connection, whole: Extracted, keys: Mapping[str, int]) -> set[str]:
    """The statements whose spans are no longer those that stand, of those that have a key."""
    stands = loading.spans(connection, list(keys.values()))

    def order(one: Mapping[str, Any]) -> tuple[str, int]:
        return one["role"], one["position"]

    return {
        one.id
        for one in whole.statements
        if one.id in keys
        and sorted(map(dict, stands.get(keys[one.id], ())), key=order)
        != sorted(rows.span_rows(one, whole.article, keys[one.id]), key=order)
    }


def _write_spans(connection: sa.Connection, whole: Extracted, ids: Collection[str], key: int) -> None:
    here = sa.select(statement.c.id, statement.c.key).where(statement.c.article == key)
    keys = dict(connection.execute(here).tuples().all())
    for one in whole.statements:
        if one.id in ids:
            connection.execute(span.delete().where(span.c.statement == keys[one.id]))
            connection.execute(span.insert(), list(rows.span_rows(one, whole.article, keys[one.id])))


def _write_figures(connection: sa.Connection, key: int, found: Extracted, standing: Sequence[Standing]) -> None:
    owners = owners_of(found, standing)
    query = sa.select(figure.c.position, figure.c.statement).where(figure.c.article == key)
    for position, owner in connection.execute(query).all():
        if owner != owners[position]:
            here = sa.and_(figure.c.article == key, figure.c.position == position)
            connection.execute(figure.update().where(here).values(statement=owners[position]))


def owners_of(found: Extracted, standing: Sequence[Standing]) -> list[str | None]:
    """In whose content each figure of an article stands, after the edits."""
    ids = {one.statement.id for one in standing}
    return [one.statement if one.statement in ids else _holder(one, standing) for one in found.figures]


def _holder(one: Figure, standing: Sequence[Standing]) -> str | None:
    """The statement added by hand in whose content a figure stands."""
    return next(
        (
            by.statement.id
            for by in standing
            if by.found is None
            and by.statement.field == "text"
            and any(s.contains(one.span) for s in by.statement.content)
        ),
        None,
    )
