"""A record from a backup, on either store: whole and as it was, or not at all.

The tables are made as they were when the backup was written, by the migrations up to that step; the rows are put in;
then the migrations bring it up to date. Triggers are off meanwhile, since what they would write stands in the rows.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import sqlalchemy as sa

from onrecord.errors import RecordError

from . import migrations, opening, postgresql, sqlite, stores
from .backup import BackedUp, Tell, manifest_of, member
from .store_kind import WRITING
from .stored_text import Text
from .troubles import newer, told_plainly

_ROWS = 100  # written at a time
_TYPES: dict[str, sa.types.TypeEngine[Any]] = {
    "boolean": sa.Boolean(),
    "integer": sa.BigInteger(),
    "real": sa.Float(),
    "bytes": sa.LargeBinary(),
    "json": sa.JSON(none_as_null=True),
    "text": Text,
}


def restore(path: Path, target: str | os.PathLike[str], *, tell: Tell = lambda _done, _all: None) -> BackedUp:
    """Make a record from a backup.

    Args:
        path: of the backup.
        target: as for ``open_record``: a file that is not there yet, or a database of PostgreSQL without tables.
        tell: is told how it gets on.

    Raises:
        RecordError: where there is something already (code ``exists``), the backup is none (``not-a-backup``), damaged
            (``damaged``) or of a later version (``newer``), or the store fails; then nothing was made.
    """
    manifest = manifest_of(path)
    if not migrations.known(str(manifest["schema"])):
        raise newer(f"this backup (schema {manifest['schema']})", str(path))
    with _made(target) as (engine, where):
        with told_plainly(where), _read_of(path), zipfile.ZipFile(path) as archive:
            _fill(engine, where, archive, manifest, tell)
        if engine.dialect.name == "sqlite":
            sqlite.use_write_ahead_log(engine)
    return BackedUp.of({table["name"]: int(table["rows"]) for table in manifest["tables"]})


@contextmanager
def _made(target: str | os.PathLike[str]) -> Iterator[tuple[sa.Engine, str]]:
    """An engine on an empty store, which is the record as soon as this ends well."""
    if opening.is_postgresql(target):
        url, where = opening.url_of(os.fspath(target))
        engine = postgresql.engine(url)
        try:
            yield engine, where
        finally:
            engine.dispose()
        return
    path = opening.path_of(target)
    opening.need_sqlite()
    if path.exists():
        raise _exists(str(path), "Name a file that is not there yet: --record NEW.db")
    opening.need_folder(path)
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    try:
        engine = sqlite.engine(part, mode="rwc")
        try:
            yield engine, str(path)
        finally:
            engine.dispose()
        if path.exists():
            raise _exists(str(path), "Somebody made it meanwhile; name another with --record")
        part.rename(path)
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            part.with_name(part.name + suffix).unlink(missing_ok=True)


def _exists(where: str, next_step: str) -> RecordError:
    what = "there is something here already, and nothing is written over"
    return RecordError(what, where=where, next_step=next_step, code="exists")


@contextmanager
def _read_of(path: Path) -> Iterator[None]:
    """Turns what a damaged file makes of its readers into one error."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, OSError) as problem:
        raise _damaged(path, f"{type(problem).__name__}: {problem}") from problem


def _damaged(path: Path | str, why: str) -> RecordError:
    return RecordError(
        f"this backup is damaged ({why}), and nothing was made of it",
        where=str(path),
        next_step="Take another copy of it, or an earlier backup",
        code="damaged",
    )


def _fill(engine: sa.Engine, where: str, archive: zipfile.ZipFile, manifest: dict[str, Any], tell: Tell) -> None:
    with engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
        if sa.inspect(connection).get_table_names():
            raise _exists(where, "Name a database without tables; `createdb NAME` makes one")
        migrations.upgrade(connection, str(manifest["schema"]))
        store = stores.of(connection)
        total, done = sum(int(table["rows"]) for table in manifest["tables"]), 0
        with store.without_triggers(connection):
            connection.execute(sa.delete(sa.table("setting")))  # what the migrations noted; the backup has its own
            for described in manifest["tables"]:
                for rows in _put(connection, archive, described):
                    done += rows
                    tell(done, total)
        store.restored(connection)
        migrations.upgrade(connection)


def _put(connection: sa.Connection, archive: zipfile.ZipFile, described: dict[str, Any]) -> Iterator[int]:
    """Put the rows of one table in, and say how many, some at a time; they must be those that were written."""
    name, types = described["name"], {column["name"]: column["type"] for column in described["columns"]}
    table = _table(connection, name, types)
    later: list[dict[str, Any]] = []
    pointing = _pointing_at_itself(connection, name)
    digest, number = hashlib.sha256(), 0
    with archive.open(member(name)) as lines:
        for some in _batches(lines, digest):
            rows = [_row(line, types) for line in some]
            later += _taken_out(rows, pointing)
            connection.execute(table.insert(), rows)
            number += len(rows)
            yield len(rows)
    if digest.hexdigest() != described["sha256"] or number != described["rows"]:
        raise _damaged(str(archive.filename), f"{name} is not as it was written")
    for row in later:
        key = {column: row[column] for column in _key(connection, name)}
        values = {column: row[column] for column in pointing}
        where = [table.c[column] == value for column, value in key.items()]
        connection.execute(table.update().where(*where).values(values))


def _table(connection: sa.Connection, name: str, types: dict[str, str]) -> sa.TableClause:
    known = {column["name"] for column in sa.inspect(connection).get_columns(name)}
    if not types.keys() <= known:
        raise ValueError(f"{name} has columns that are unknown: {', '.join(sorted(types.keys() - known))}")
    return sa.table(name, *(sa.column(column, _TYPES[kind]) for column, kind in types.items()))


def _pointing_at_itself(connection: sa.Connection, name: str) -> list[str]:
    """Columns by which a row points at another of its table, which may come after it."""
    keys = sa.inspect(connection).get_foreign_keys(name)
    return [column for key in keys if key["referred_table"] == name for column in key["constrained_columns"]]


def _key(connection: sa.Connection, name: str) -> list[str]:
    return list(sa.inspect(connection).get_pk_constraint(name)["constrained_columns"])


def _taken_out(rows: list[dict[str, Any]], columns: list[str]) -> list[dict[str, Any]]:
    """The rows that point at others of their table, as they were; in ``rows`` they point nowhere."""
    found = [dict(row) for row in rows if any(row[column] is not None for column in columns)]
    for row in rows:
        row.update(dict.fromkeys(columns))
    return found


def _batches(lines: IO[bytes], digest: Any) -> Iterator[list[bytes]]:
    some: list[bytes] = []
    for line in lines:
        digest.update(line)
        some.append(line)
        if len(some) == _ROWS:
            yield some
            some = []
    if some:
        yield some


def _row(line: bytes, types: dict[str, str]) -> dict[str, Any]:
    values = dict(zip(types, json.loads(line), strict=True))
    for name, kind in types.items():
        if kind == "bytes" and values[name] is not None:
            values[name] = base64.b64decode(values[name], validate=True)
    return values
