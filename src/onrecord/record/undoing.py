"""An edit of any kind taken back, and all that it concerned worked out anew."""

from __future__ import annotations

import sqlalchemy as sa

from onrecord.domain import Edit
from onrecord.errors import RecordError

from . import applying, edits, joining, person_edits, renewing, saying_edits
from .schema import article


def undo(connection: sa.Connection, number: int, *, who: str, why: str, kinds: str = "") -> Edit:
    """Take back an edit; see ``Edits.undo``. Returns it, taken back.

    Args:
        connection: inside a transaction that writes.
        number: of the edit.
        who, why: as for ``edits.put``.
        kinds: beginning of the kinds that may be taken back ("person."); empty for all.

    Raises:
        RecordError: where there is none of that number or kind, or it does not hold.
    """
    root = _root(connection, number)
    if not root.kind.startswith(kinds):
        raise RecordError(
            f"edit {number} is about something else",
            next_step=f"`onrecord edits undo {number}` takes back an edit of any kind",
            code="not-found",
        )
    taken, *_ = edits.undo(connection, number, who=who, why=why)
    if root.kind.startswith(joining.KINDS):
        person_edits.call_up(connection, root)
    elif root.kind.startswith(applying.KINDS):
        home = sa.select(article.c.key).where(article.c.public_id == root.payload["anchor"]["article"])
        renewing.renew_all(connection, connection.execute(home).scalar_one())
    elif root.kind.startswith(saying_edits.KINDS):
        saying_edits.call_up(connection, root)
    return taken


def _root(connection: sa.Connection, number: int) -> Edit:
    """The edit itself or, of an undoing, what it took back in the end."""
    found = edits.get(connection, number)
    return _root(connection, found.payload["edit"]) if found.kind == edits.UNDO else found
