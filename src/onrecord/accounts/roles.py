"""Who may do what: three roles, each of which may all that the one before it may."""

from __future__ import annotations

from enum import StrEnum

from onrecord.errors import UsageError


class Role(StrEnum):
    """What a user may do.

    ``reader``: read, search, count, export, check a draft. ``editor``: also add articles, and decide what is put right.
    ``admin``: also users and their tokens, and what is removed for good.
    """

    READER = "reader"
    EDITOR = "editor"
    ADMIN = "admin"

    def may(self, needed: Role) -> bool:
        """Whether this role is enough for what asks for ``needed``."""
        return _ORDER.index(self) >= _ORDER.index(needed)

    def at_most(self, other: Role) -> Role:
        """The lesser of the two."""
        return other if self.may(other) else self


_ORDER = tuple(Role)


def role(name: str) -> Role:
    """The role of that name.

    Raises:
        UsageError: where there is none.
    """
    try:
        return Role(name)
    except ValueError:
        raise UsageError(f"{name!r} is no role", where="role", next_step=f"The roles are: {', '.join(Role)}") from None
