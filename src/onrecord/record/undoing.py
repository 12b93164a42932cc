"""An edit of any kind taken back, and all that it concerned worked out anew."""

from __future__ import annotations

import sqlalchemy as sa

from onrecord.domain import Edit

from . import applying, edits, joining, person_edits, renewing, saying_edits
from .schema import article


def undo(connection: sa.Connection, number: int, *, who: str, why: str) -> Edit:
    """Take back an edit, about statements, people or sayings; see ``Edits.undo``. Returns it, taken back."""
    taken, *rest = edits.undo(connection, number, who=who, why=why)
    root = rest[-1] if rest else taken  # what was undone in the end, where it was an undoing that is taken back
    if root.kind.startswith(joining.KINDS):
        person_edits.call_up(connection, root)
    elif root.kind.startswith(applying.KINDS):
        home = sa.select(article.c.key).where(article.c.public_id == root.payload["anchor"]["article"])
        renewing.renew_all(connection, connection.execute(home).scalar_one())
    elif root.kind.startswith(saying_edits.KINDS):
        saying_edits.call_up(connection, root)
    return taken
