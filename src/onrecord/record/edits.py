"""What people decided, in one table for all that can be decided: persons, statements, speakers, days.

An edit is never changed and never deleted. Taking one back is an edit of its own (kind ``undo``), and taking that back
makes the first hold again. Whoever applies edits reads those that hold, in the order they were made, over whatever a
model found; so they outlive every re-reading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa

from onrecord.domain import Edit
from onrecord.errors import RecordError, UsageError

from . import schema
from .clock import now

UNDO = "undo"

_EDIT = schema.edit


def put(connection: sa.Connection, kind: str, target: str, payload: Mapping[str, Any], *, who: str, why: str) -> Edit:
    """Write an edit down.

    Args:
        connection: inside a transaction that writes.
        kind, target, payload, who, why: see ``Edit``.

    Raises:
        UsageError: where nobody is named or no reason given: an edit without either can never be judged.
    """
    for value, option in ((who, "--who"), (why, "--why")):
        if not value.strip():
            raise UsageError(
                "an edit needs one who makes it and a reason", where=option, next_step=f'Give it: {option} "..."'
            )
    row = {
        "kind": kind,
        "target": target,
        "payload": dict(payload),
        "who": who.strip(),
        "made_at": now(),
        "why": why.strip(),
    }
    inserted = connection.execute(_EDIT.insert(), row).inserted_primary_key
    assert inserted is not None  # the table has one integer for its key
    return _edit({**row, "id": inserted[0], "undone_by": None})


def every(
    connection: sa.Connection, kinds: str = "", *, numbers: sa.Select[tuple[int]] | None = None
) -> tuple[Edit, ...]:
    """Edits in the order they were made, those taken back included.

    Args:
        connection: an open one.
        kinds: beginning of the kind ("person."); empty for all.
        numbers: only those that this SELECT gives the numbers of.
    """
    query = sa.select(_EDIT).order_by(_EDIT.c.id)
    if kinds:
        query = query.where(_EDIT.c.kind.startswith(kinds, autoescape=True))
    if numbers is not None:
        query = query.where(_EDIT.c.id.in_(numbers))
    return tuple(_edit(dict(row)) for row in connection.execute(query).mappings())


def holding(connection: sa.Connection, kinds: str = "") -> tuple[Edit, ...]:
    """Edits that hold, in the order they were made; arguments as for ``every``."""
    return tuple(e for e in every(connection, kinds) if e.holds and e.kind != UNDO)


def held(connection: sa.Connection, at: str) -> tuple[Edit, ...]:
    """Edits that held at the end of a second, UTC, ISO 8601, in the order they were made."""
    made = {one.id: one for one in every(connection) if one.made_at <= at}
    holds = dict.fromkeys(made, True)

    def turn(number: int | None) -> None:
        """Turn one round, and what it takes back with it."""
        while number in made:
            holds[number] = not holds[number]
            number = made[number].payload.get("edit") if made[number].kind == UNDO else None

    for one in made.values():
        turn(one.payload["edit"] if one.kind == UNDO else None)
    return tuple(one for one in made.values() if holds[one.id] and one.kind != UNDO)


def about(connection: sa.Connection, kinds: str) -> tuple[Edit, ...]:
    """Edits of these kinds and every undoing of one, in the order they were made, those taken back included."""
    found: dict[int, Edit] = {}
    for edit in every(connection):
        if edit.kind.startswith(kinds) or (edit.kind == UNDO and edit.payload["edit"] in found):
            found[edit.id] = edit
    return tuple(found.values())


def on_statements(connection: sa.Connection, ids: Sequence[str]) -> tuple[Edit, ...]:
    """Edits made on statements of these public ids, also under an earlier id of theirs; with every undoing of one."""
    anchored = sa.select(_EDIT.c.target).join(schema.edit_anchor, schema.edit_anchor.c.edit == _EDIT.c.id)
    earlier = connection.execute(anchored.where(schema.edit_anchor.c.statement.in_(ids))).scalars()
    return every(connection, numbers=sa.select(_EDIT.c.id).where(_EDIT.c.target.in_({*ids, *earlier})))


def get(connection: sa.Connection, edit: int) -> Edit:
    """One edit.

    Raises:
        RecordError: where there is none of that number (code ``not-found``).
    """
    row = connection.execute(sa.select(_EDIT).where(_EDIT.c.id == edit)).mappings().one_or_none()
    if row is None:
        raise RecordError(
            f"this record has no edit {edit}", next_step="List the edits to see their numbers", code="not-found"
        )
    return _edit(dict(row))


def undo(connection: sa.Connection, edit: int, *, who: str, why: str) -> Sequence[Edit]:
    """Take an edit back.

    Returns:
        the edits of which it changed whether they hold: the one taken back and, where that was itself an undoing, the
        one that holds again, and so on.

    Raises:
        RecordError: where there is no such edit, or it was taken back already (code ``undone``).
    """
    taken = get(connection, edit)
    if not taken.holds:
        raise RecordError(
            f"edit {edit} was taken back already, by edit {taken.undone_by}",
            next_step=f"To make it hold again, undo edit {taken.undone_by}",
            code="undone",
        )
    made = put(connection, UNDO, taken.target, {"edit": edit}, who=who, why=why)
    changed = []
    by: int | None = made.id
    while True:
        connection.execute(_EDIT.update().where(_EDIT.c.id == taken.id).values(undone_by=by))
        changed.append(get(connection, taken.id))
        if taken.kind != UNDO:
            return tuple(changed)
        # An undoing that holds no more lets what it undid hold again; one that holds again undoes it again.
        by = taken.id if by is None else None
        taken = get(connection, taken.payload["edit"])


def _edit(row: Mapping[str, Any]) -> Edit:
    return Edit(
        **{**{name: row[name] for name in Edit.__dataclass_fields__}, "payload": MappingProxyType(row["payload"])}
    )
