"""How often a password may be tried: counted in the record, so that all processes that serve it count together.

Three counts, since each alone can be got round: one user from one address, which stops who knows a name; one user from
everywhere, which stops many computers at one name; one address at all names, which stops one computer at many.
What is over a limit is refused before the password is looked at, and is not counted itself: whoever waits gets in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import NamedTuple

import sqlalchemy as sa

from onrecord.errors import AccountError
from onrecord.record.clock import read, written
from onrecord.record.schema_accounts import account_attempt


class Limit(NamedTuple):
    """So many tries within so long."""

    tries: int
    within: timedelta


PAIR = Limit(5, timedelta(minutes=15))
"""One user from one address."""

USER = Limit(50, timedelta(hours=1))
"""One user from everywhere: ten addresses full, so that nobody is locked out by one joker."""

ADDRESS = Limit(30, timedelta(minutes=15))
"""One address at all names: a newsroom may come from one."""

_LONGEST = max(limit.within for limit in (PAIR, USER, ADDRESS))


class Scope(NamedTuple):
    """One count: its name in the store, and its limit."""

    hash: str
    limit: Limit


def scopes(folded: str, address: str) -> tuple[Scope, ...]:
    """The counts that a try belongs to.

    Args:
        folded: the user's name as it is compared, whether there is such a user or not.
        address: IP address that the try comes from.
    """
    network = _network(address)
    return (
        Scope(_hash("pair", folded, network), PAIR),
        Scope(_hash("user", folded), USER),
        Scope(_hash("address", network), ADDRESS),
    )


def take(connection: sa.Connection, counts: Sequence[Scope], now: datetime) -> None:
    """Count a try.

    Args:
        connection: inside a transaction that writes.
        counts: as ``scopes`` gives them.
        now: UTC.

    Raises:
        AccountError: where one count is full (code ``too-often``), with when it will not be.
    """
    table = account_attempt
    connection.execute(table.delete().where(table.c.made_at < written(now - _LONGEST)))
    wait = max(_wait(connection, count, now) for count in counts)
    if wait > timedelta(0):
        minutes = -(-wait.total_seconds() // 60)
        error = AccountError(
            "there were too many tries",
            next_step=f"Try again in {minutes:.0f} minute{'' if minutes == 1 else 's'}",
            code="too-often",
        )
        error.again_in = wait.total_seconds()
        raise error
    connection.execute(table.insert(), [{"scope": count.hash, "made_at": written(now)} for count in counts])


def forgive(connection: sa.Connection, counts: Sequence[Scope]) -> None:
    """Take a try back that was right: those of the pair are over, and of each other count the last one goes."""
    table = account_attempt
    pair, *others = counts
    connection.execute(table.delete().where(table.c.scope == pair.hash))
    for count in others:
        last = sa.select(sa.func.max(table.c.key)).where(table.c.scope == count.hash).scalar_subquery()
        connection.execute(table.delete().where(table.c.key == last))


def forget_user(connection: sa.Connection, folded: str) -> None:
    """Let a user in again who was locked out from everywhere."""
    table = account_attempt
    connection.execute(table.delete().where(table.c.scope == _hash("user", folded)))


def _wait(connection: sa.Connection, count: Scope, now: datetime) -> timedelta:
    table = account_attempt
    since = written(now - count.limit.within)
    query = sa.select(table.c.made_at).where(table.c.scope == count.hash, table.c.made_at > since)
    times = connection.execute(query.order_by(table.c.made_at.desc()).limit(count.limit.tries)).scalars().all()
    if len(times) < count.limit.tries:
        return timedelta(0)
    return read(times[-1]) + count.limit.within - now


def _network(address: str) -> str:
    """What one computer may come from: an IPv4 address, or the /64 of an IPv6 one, of which each house has its own."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or ip_network(f"{found}/64", strict=False))
    return str(found)


def _hash(*parts: str) -> str:
    # People type passwords where names belong; those must not stand here to be read.
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
