"""Keys for programs: made, shown once, found again by their hash. Functions of an open transaction."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from onrecord.errors import AccountError, UsageError
from onrecord.record.schema_accounts import account, account_token

from . import secret, users
from .answers import NewToken, Token, User
from .roles import Role

_LONGEST_LABEL = 100


def put(connection: sa.Connection, name: str, label: str, role: Role | None, until: str | None, now: str) -> NewToken:
    """Make a token.

    Args:
        connection: inside a transaction that writes.
        name: whose it is to be.
        label: what it is for.
        role: what it may; as its user where None.
        until: the last day on which it holds, ISO; None for no end.
        now: this moment.

    Raises:
        AccountError: where there is no such user.
        UsageError: where the label is none or taken, the role is more than the user's, or the day is over.
    """
    owner = users.get(connection, name)
    label = " ".join(label.split())
    if not label or len(label) > _LONGEST_LABEL or not label.isprintable():
        raise UsageError("a token needs a label that says what it is for", next_step='Give one: --label "night export"')
    if until is not None and not _is_day(until):
        raise UsageError(f'"{until}" is not a day of the calendar', next_step="Write it as YYYY-MM-DD")
    if until is not None and until < now[:10]:
        raise UsageError(f"{until} is over", next_step="Give a day to come, or none")
    given = role or owner.user.role
    if not owner.user.role.may(given):
        raise UsageError(
            f"{owner.user.name} is {owner.user.role.value}, and no token of theirs can be {given.value}",
            next_step=f"Give --role {owner.user.role.value} or less",
        )
    if any(one.label == label for one in every(connection, owner.user.name)):
        raise UsageError(
            f"{owner.user.name} has a token {label!r} already",
            next_step="Take another label, or revoke that one first",
        )
    key = secret.new(secret.TOKEN_PREFIX)
    values = {"label": label, "role": given.value, "made_at": now, "expires_on": until}
    connection.execute(account_token.insert(), values | {"account": owner.key, "sha256": secret.digest(key)})
    return NewToken(Token(owner.user.name, label, given, now, until, None), key)


def every(connection: sa.Connection, name: str | None = None) -> tuple[Token, ...]:
    """All tokens, by user and label; or those of one user."""
    query = sa.select(account_token, account.c.name).join(account).order_by(account.c.folded, account_token.c.label)
    if name is not None:
        query = query.where(account.c.folded == users.folded(name))
    return tuple(
        Token(row.name, row.label, Role(row.role), row.made_at, row.expires_on, row.used_on)
        for row in connection.execute(query)
    )


def revoke(connection: sa.Connection, name: str, label: str) -> None:
    """Take a token back.

    Raises:
        AccountError: where there is none (code ``no-token``).
    """
    owner = users.get(connection, name)
    mine = sa.and_(account_token.c.account == owner.key, account_token.c.label == " ".join(label.split()))
    if not connection.execute(account_token.delete().where(mine)).rowcount:
        raise AccountError(
            f"{owner.user.name} has no token {label!r}",
            next_step="`onrecord user tokens` shows which there are",
            code="no-token",
        )


def bearer(connection: sa.Connection, key: str, today: str) -> tuple[User, bool] | None:
    """Whose token this is, with what it may, and whether it was used today already; None where it is none.

    Args:
        connection: an open one.
        key: as a program sent it.
        today: ISO day; a token holds to the end of its last one.
    """
    query = sa.select(account_token, account.c.name, account.c.role.label("users"), account.c.made_at.label("since"))
    found = connection.execute(query.join(account).where(account_token.c.sha256 == secret.digest(key))).one_or_none()
    if found is None or (found.expires_on is not None and found.expires_on < today):
        return None
    return User(found.name, Role(found.role).at_most(Role(found.users)), found.since), found.used_on == today


def use(connection: sa.Connection, key: str, today: str) -> None:
    """Note the day."""
    mine = account_token.c.sha256 == secret.digest(key)
    connection.execute(account_token.update().where(mine).values(used_on=today))


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
