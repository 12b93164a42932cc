"""What a store's driver says when something goes wrong, in words a user can act on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import sqlalchemy.exc

from onrecord.errors import RecordError


class _Trouble(NamedTuple):
    """One family of messages: a piece of what the driver says, and what we say instead."""

    said: str
    code: str
    what: str
    next_step: str


# Ordered: the first that fits is told. The pieces are SQLite's own (sqlite3_errstr), which it keeps unchanged, and
# PostgreSQL's in English; where it speaks otherwise its own words are told, with the last resort below.
_TROUBLES = (
    _Trouble(
        "database is locked",
        "locked",
        "another program is writing to the record and did not finish in time",
        "Let it finish, then give the command again; nothing was lost",
    ),
    _Trouble(
        "readonly database",
        "read-only",
        "the record may be read but not written",
        "Get leave to write to the file and its folder, or work on a copy",
    ),
    _Trouble(
        "disk is full",
        "disk-full",
        "there is no room left on the disk of the record",
        "Make room and give the command again; what was added before is safe",
    ),
    _Trouble(
        "disk I/O error",
        "disk",
        "the disk of the record could not be read or written",
        "Look whether the disk is full, failing or gone, then give the command again",
    ),
    _Trouble(
        "unable to open database file",
        "cannot-open",
        "the record could not be opened",
        "Look whether the file and its folder are there, and whether you may read and write both",
    ),
    _Trouble(
        "file is not a database",
        "not-a-record",
        "this is not a record of onrecord",
        "Name another file with --record",
    ),
    _Trouble(
        "malformed",
        "damaged",
        "the file of the record is damaged",
        "Keep a copy, and go back to a backup; `sqlite3 FILE .recover` can save what is left of it",
    ),
    _Trouble(
        "no such table",
        "damaged",
        "a table of the record is missing",
        "Keep a copy, and go back to a backup, or make a new record from the same files",
    ),
)


_POSTGRESQL = (
    _Trouble(
        "due to lock timeout",
        "locked",
        "another program is writing to the record and did not finish in time",
        "Let it finish, then give the command again; nothing was lost",
    ),
    _Trouble(
        "read-only transaction",
        "read-only",
        "the record may be read but not written",
        "Name a server that may be written, not a standby",
    ),
    _Trouble(
        "permission denied",
        "read-only",
        "this user may not do that in the record's database",
        "Ask whoever looks after the database to GRANT it, or name another user in the address",
    ),
    _Trouble(
        "authentication failed",
        "cannot-open",
        "the database does not let this user in",
        "Look at user and password in the address; PGPASSWORD or ~/.pgpass can hold the password",
    ),
    _Trouble(
        "no password supplied",
        "cannot-open",
        "the database wants a password",
        "Put it into PGPASSWORD or ~/.pgpass, or into the address",
    ),
    _Trouble(
        "does not exist",
        "missing",
        "there is no such database, user or table on the server",
        "`createdb NAME` makes a database; `onrecord add` then makes the tables",
    ),
    _Trouble(
        "No space left on device",
        "disk-full",
        "there is no room left on the disk of the database",
        "Make room and give the command again; what was added before is safe",
    ),
    _Trouble(
        "failed to resolve host",
        "cannot-open",
        "there is no computer of that name",
        "Look at the host in the address",
    ),
    _Trouble(
        "connection",
        "cannot-open",
        "the database could not be reached, or went away",
        "Look whether the server runs and the address is right, then give the command again; nothing was lost",
    ),
)


def newer(what: str, where: str) -> RecordError:
    """That something was made by a later version than this one.

    Args:
        what: it, and by what that is seen.
        where: the file or address, as it may be shown.
    """
    return RecordError(
        f"a newer onrecord made {what}",
        where=where,
        next_step="Install the newest version: pip install --upgrade onrecord",
        code="newer",
    )


@contextmanager
def told_plainly(where: str) -> Iterator[None]:
    """Turn the driver's errors into RecordError, with the driver's own words at the end where none of ours fit.

    Args:
        where: the record's file or address, as it may be shown.

    Raises:
        RecordError: for every error of the store, and for text that no store can hold.
    """
    try:
        yield
    except (sqlalchemy.exc.DBAPIError, sqlite3.Error) as error:
        raise _plain(error, where) from error
    except UnicodeEncodeError as error:
        raise RecordError(
            f"half of a surrogate pair (U+{ord(error.object[error.start]):04X}) stands in the text, "
            "which is no character and cannot be stored",
            where=where,
            next_step="Repair the file it came from; such halves are left where text was cut in UTF-16",
            code="not-unicode",
        ) from error


def _plain(error: Exception, where: str) -> RecordError:
    said = str(error.orig) if isinstance(error, sqlalchemy.exc.DBAPIError) else str(error)
    for trouble in _TROUBLES + _POSTGRESQL:
        if trouble.said in said:
            return RecordError(trouble.what, where=where, next_step=trouble.next_step, code=trouble.code)
    return RecordError(
        f"the store refused: {said}",
        where=where,
        next_step="Run `onrecord audit` on the record; if it finds nothing, report this as a fault of onrecord",
    )
