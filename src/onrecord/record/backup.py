"""A whole record as one file, from either store and for either: a zip of JSON Lines, a table a member, and a manifest.

Both stores have the same tables, so that one format moves a record from a file to a server, too, which neither SQLite's
own copy nor ``pg_dump`` could. It is read in one transaction, which sees one state on both, whatever is written
meanwhile: nobody waits. What the stores make of the rows by themselves, the index of words, is not in it.

``manifest.json`` comes last, so that a file without it is known for a piece of one. It holds the version of the format,
the schema, and of each table its columns with their types, the number of rows, and the SHA-256 of the member. Each line
is a row, an array in the order of the columns; bytes are in base64.

Sessions and tried passwords are left out: nobody should find himself signed in by a copy.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from onrecord.errors import RecordError

from . import schema
from .clock import now
from .store import Record
from .troubles import newer, told_plainly

FORMAT, VERSION = "onrecord-backup", 1
MANIFEST = "manifest.json"
_NEVER = frozenset({"account_session", "account_attempt"})
_PRIVATE = frozenset({"account", "account_token", "saved_query", "saved_hit"})
_ROWS = 100  # taken from the store at a time; of articles with their texts, so no more
_LEVEL = 4  # of zlib: half the time of its usual 6, and some percent larger
_TYPES: tuple[tuple[type[sa.types.TypeEngine[Any]], str], ...] = (
    (sa.Boolean, "boolean"),
    (sa.Integer, "integer"),
    (sa.Float, "real"),
    (sa.LargeBinary, "bytes"),
    (sa.JSON, "json"),
    (sa.Text, "text"),
)

Tell = Callable[[int, int], None]
"""Is told how many rows are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What was written.

    Attributes:
        articles, statements, users: how many. rows: of all tables.
    """

    articles: int
    statements: int
    users: int
    rows: int

    @classmethod
    def of(cls, rows: dict[str, int]) -> BackedUp:
        """From the number of rows of each table."""
        return cls(rows["article"], rows["statement"], rows.get("account", 0), sum(rows.values()))


def member(table: str) -> str:
    """The name of a table's member."""
    return f"tables/{table}.jsonl"


def back_up(record: Record, path: Path, *, accounts: bool = True, tell: Tell = lambda _done, _all: None) -> BackedUp:
    """Write a whole record into a file that only its owner may read; others may write to the record meanwhile.

    Args:
        record: an open one.
        path: of the file; one that is there is written over.
        accounts: whether users go with it, with the hashes of their passwords and of their tokens, and the queries that
            are followed, with the addresses of webhooks. Without them it can be handed on.
        tell: is told how it gets on.

    Raises:
        RecordError: where the store fails.
        OSError: where the file cannot be written.
    """
    left_out = _NEVER if accounts else _NEVER | _PRIVATE
    tables = [table for table in schema.metadata.sorted_tables if table.name not in left_out]
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        os.fchmod(descriptor, 0o600)  # of a file that was there
        with told_plainly(record.target), record.transactions.reading() as connection:
            counts = {table.name: _count(connection, table) for table in tables}
            written = _write(file, connection, tables, _Progress(tell, sum(counts.values())))
        file.flush()
        os.fsync(descriptor)
    return BackedUp.of(written)


class _Progress:
    def __init__(self, tell: Tell, total: int) -> None:
        self._tell, self._total, self._done = tell, total, 0

    def __call__(self, rows: int) -> None:
        self._done += rows
        self._tell(self._done, self._total)


def _write(file: Any, connection: sa.Connection, tables: list[sa.Table], step: Callable[[int], None]) -> dict[str, int]:
    described: list[dict[str, Any]] = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for table in tables:
            columns = [{"name": column.name, "type": _type(column)} for column in table.columns]
            digest, rows = hashlib.sha256(), 0
            with archive.open(member(table.name), "w", force_zip64=True) as lines:
                for some in _batches(connection, table):
                    data = b"".join(map(_line, some))
                    digest.update(data)
                    lines.write(data)
                    rows += len(some)
                    step(len(some))
            described.append({"name": table.name, "columns": columns, "rows": rows, "sha256": digest.hexdigest()})
        archive.writestr(MANIFEST, json.dumps(_manifest(connection, described), indent=1))
    return {one["name"]: one["rows"] for one in described}


def _manifest(connection: sa.Connection, tables: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_at": now(),
        "made_by": f"onrecord {version('onrecord')}",
        "store": connection.dialect.name,
        "schema": schema.HEAD,
        "tables": tables,
    }


def _count(connection: sa.Connection, table: sa.Table) -> int:
    return connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()


def _batches(connection: sa.Connection, table: sa.Table) -> Iterator[list[tuple[Any, ...]]]:
    query = sa.select(*table.columns).order_by(*table.primary_key.columns)
    with connection.execute(query.execution_options(yield_per=_ROWS)) as found:
        for some in found.partitions():
            yield [tuple(row) for row in some]


def _line(row: tuple[Any, ...]) -> bytes:
    values = [base64.b64encode(value).decode() if isinstance(value, bytes) else value for value in row]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _type(column: sa.Column[Any]) -> str:
    for kind, name in _TYPES:
        if isinstance(column.type, kind):
            return name
    raise TypeError(f"{column} has a type that no backup knows: {column.type}")


# --- looking into one -------------------------------------------------------------------------------------------------


def manifest_of(path: Path) -> dict[str, Any]:
    """The manifest of a backup.

    Raises:
        RecordError: where the file is none (code ``not-a-backup``) or only a piece of one (``damaged``), or was made by
            a later version (``newer``).
    """
    try:
        with zipfile.ZipFile(path) as archive:
            found: dict[str, Any] = json.loads(archive.read(MANIFEST))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else None
        raise _none(f"this is no whole backup of a record{f' ({reason})' if reason else ''}", path) from problem
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise _none("this is no backup of a record", path)
    if found["version"] > VERSION:
        raise newer(f"this backup ({found.get('made_by')})", str(path))
    return found


def _none(what: str, path: Path) -> RecordError:
    next_step = "Name a file that `onrecord backup` wrote"
    return RecordError(what, where=str(path), next_step=next_step, code="not-a-backup")
