"""Sessions of those who came in with a password. Functions of an open transaction."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from onrecord.record.clock import read, written
from onrecord.record.schema_accounts import account, account_session

from . import secret
from .answers import Session, User
from .roles import Role

IDLE = timedelta(hours=12)
"""How long a session lives that nobody uses: a working day."""

LONGEST = timedelta(days=7)
"""How long any session lives; then the password is asked for again."""

_NOTED = timedelta(minutes=5)  # how exactly it is noted that it was used, so that not every page writes


def begin(connection: sa.Connection, key: int, user: User, now: datetime, *, instead_of: str | None) -> Session:
    """Begin a session with a new secret.

    Args:
        connection: inside a transaction that writes.
        key: of the user; ``user``: who.
        now: UTC.
        instead_of: the secret that the browser brought before, which ends: whoever slipped it to the browser must not
            come in with it (session fixation).
    """
    over = account_session.c.seen_at < written(now - IDLE)
    connection.execute(account_session.delete().where(over | (account_session.c.made_at < written(now - LONGEST))))
    if instead_of:
        end(connection, instead_of)
    cookie = secret.new()
    times = {"made_at": written(now), "seen_at": written(now)}
    connection.execute(account_session.insert(), {"sha256": secret.digest(cookie), "account": key} | times)
    return Session(user, cookie, written(now + LONGEST))


def find(connection: sa.Connection, cookie: str, now: datetime) -> tuple[Session, bool] | None:
    """The session of a secret, and whether it is time to note its use; None where there is none, or no more."""
    query = sa.select(account_session, account.c.name, account.c.role, account.c.made_at.label("since"))
    query = query.join(account).where(account_session.c.sha256 == secret.digest(cookie))
    found = connection.execute(query).one_or_none()
    if found is None:
        return None
    made, seen = read(found.made_at), read(found.seen_at)
    if now >= made + LONGEST or now >= seen + IDLE:
        return None
    user = User(found.name, Role(found.role), found.since)
    return Session(user, cookie, written(made + LONGEST)), now >= seen + _NOTED


def use(connection: sa.Connection, cookie: str, now: datetime) -> None:
    """Note that it was used."""
    mine = account_session.c.sha256 == secret.digest(cookie)
    connection.execute(account_session.update().where(mine).values(seen_at=written(now)))


def end(connection: sa.Connection, cookie: str) -> None:
    """End a session; one that there is not is ended already."""
    connection.execute(account_session.delete().where(account_session.c.sha256 == secret.digest(cookie)))


def end_all(connection: sa.Connection, key: int) -> None:
    """End every session of a user."""
    connection.execute(account_session.delete().where(account_session.c.account == key))
