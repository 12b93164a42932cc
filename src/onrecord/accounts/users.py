"""The users of a record: made, listed, changed, removed. Functions of an open transaction; ``face`` opens it."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

import sqlalchemy as sa

from onrecord.errors import AccountError, UsageError
from onrecord.record.schema_accounts import account, account_session, account_token

from .answers import User
from .roles import Role

_NAME = re.compile(r"[\w](?:[\w .'’@+-]{0,62}[\w.])?")


class Stored(NamedTuple):
    """A user as stored: the key, who it is, and what is kept of the password (None where the user was removed)."""

    key: int
    user: User
    password: str | None


def folded(name: str) -> str:
    """A name as it is compared: "Ada" and "ada" are one."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def checked(name: str) -> str:
    """The name as it is kept.

    Raises:
        UsageError: where it is none.
    """
    name = unicodedata.normalize("NFC", name).strip()
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"{name!r} is no name for a user",
            next_step="Take one of up to 64 letters, digits, spaces and . ' @ + -; it will stand beside edits",
        )
    return name


def put(connection: sa.Connection, name: str, role: Role, password: str, now: str, *, returns: bool) -> User:
    """Make a user, or let one come back who was removed.

    Args:
        connection: inside a transaction that writes.
        name: as ``checked`` gives it.
        role: what the user may.
        password: what is kept of it.
        now: this moment.
        returns: whether this is the one who bore the name before, where somebody did.

    Raises:
        UsageError: where there is one of that name, or somebody bore it before and ``returns`` is False.
    """
    there = find(connection, name)
    if there is None:
        values = {"name": name, "folded": folded(name), "role": role.value, "password": password, "made_at": now}
        connection.execute(account.insert(), values)
        return User(name, role, now)
    if there.password is not None:
        raise UsageError(
            f"there is a user {there.user.name} already",
            next_step=f"Take another name; or change that one: onrecord user role {there.user.name} ROLE",
        )
    if not returns:
        raise UsageError(
            f"{there.user.name} was the name of a user who was removed, and edits bear it",
            next_step="Take another name; or give --returns, if it is the same person",
        )
    back = account.update().where(account.c.key == there.key)
    connection.execute(back.values(role=role.value, password=password, removed_at=None))
    return User(there.user.name, role, there.user.made_at)


def find(connection: sa.Connection, name: str) -> Stored | None:
    """The user of that name, also one who was removed; None where nobody ever bore it."""
    if not _NAME.fullmatch(folded(name)):
        return None  # whatever was typed; not every store takes every character
    row = connection.execute(sa.select(account).where(account.c.folded == folded(name))).mappings().one_or_none()
    return None if row is None else _stored(row)


def get(connection: sa.Connection, name: str) -> Stored:
    """The user of that name.

    Raises:
        AccountError: where there is none, or no more (code ``no-user``).
    """
    found = find(connection, name)
    if found is None or found.password is None:
        raise AccountError(
            f"there is no user {name}", next_step="`onrecord user list` shows who there is", code="no-user"
        )
    return found


def every(connection: sa.Connection) -> tuple[User, ...]:
    """All who are there, by name."""
    query = sa.select(account).where(account.c.password.is_not(None)).order_by(account.c.folded)
    return tuple(_stored(row).user for row in connection.execute(query).mappings())


def set_role(connection: sa.Connection, name: str, role: Role) -> User:
    """Let a user do more, or less; it holds from now on, in sessions that are open too."""
    found = get(connection, name)
    connection.execute(account.update().where(account.c.key == found.key).values(role=role.value))
    return User(found.user.name, role, found.user.made_at)


def set_password(connection: sa.Connection, key: int, password: str) -> None:
    """Keep another password, or the same one in another way."""
    connection.execute(account.update().where(account.c.key == key).values(password=password))


def remove(connection: sa.Connection, name: str, now: str) -> User:
    """Shut a user out: password, tokens and sessions go; the name stays, since edits bear it."""
    found = get(connection, name)
    for table in (account_token, account_session):
        connection.execute(table.delete().where(table.c.account == found.key))
    connection.execute(account.update().where(account.c.key == found.key).values(password=None, removed_at=now))
    return found.user


def _stored(row: sa.RowMapping) -> Stored:
    return Stored(row["key"], User(row["name"], Role(row["role"]), row["made_at"]), row["password"])
