"""From what a user names to an open record, or to an error that says what the named thing is instead."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote

import sqlalchemy as sa

from onrecord.errors import RecordError, install

from . import postgresql, schema, sqlite
from .clock import now
from .store import Record
from .store_kind import WRITING
from .troubles import newer, told_plainly

_FORMAT = "onrecord"


def open_record(target: str | os.PathLike[str], *, create: bool = True) -> Record:
    """Open a record, and bring its schema up to date.

    What may be read and not written is opened for reading; the first attempt to write says so.

    Args:
        target: a file, ``sqlite:///FILE`` (four slashes for an absolute path), or ``postgresql://USER@HOST/DATABASE``.
        create: whether to make a record where there is none yet. In PostgreSQL that is the tables; the database must
            be there.

    Raises:
        RecordError: where there is none and ``create`` is False (code ``missing``), where it is something else
            (``not-a-record``), of a later version (``newer``), damaged, locked or out of reach.
    """
    if is_postgresql(target):
        return _open_postgresql(os.fspath(target), create=create)
    path = path_of(target)
    need_sqlite()
    exists = _look(path, create=create)
    writable = not exists or _may_write(path)
    engine = _engine(path, exists=exists, writable=writable)
    with _disposed_on_failure(engine), told_plainly(str(path)):
        _prepare(engine, str(path), create=create, writable=writable)
    return Record(engine, str(path), writable=writable, path=path)


@dataclass(frozen=True, slots=True)
class Examined:
    """What can be told of a record without changing anything.

    Attributes:
        target: the file, or the address without its password. path: the file; None where it is no file.
        server: the store and its version.
        schema: the step that its schema stands at, None where there is no record yet; newest: that of this version.
        writable: whether it may be written, or made where there is none.
        last_added: when the last article was added, UTC; None where there is none.
        server_time: what the server's clock says; None of a file.
    """

    target: str
    path: Path | None
    server: str
    schema: str | None
    newest: str
    writable: bool
    last_added: str | None = None
    server_time: datetime | None = None


def examine(target: str | os.PathLike[str]) -> Examined:
    """Look at a record, or at the place for one, without making it or bringing it up to date.

    Args:
        target: as for ``open_record``.

    Raises:
        RecordError: as ``open_record``, but not where there is none yet.
    """
    if is_postgresql(target):
        url, where = url_of(os.fspath(target))
        engine = postgresql.engine(url)
        try:
            with told_plainly(where):
                return _examined(engine, where)
        finally:
            engine.dispose()
    path = path_of(target)
    need_sqlite()
    server = f"SQLite {sqlite3.sqlite_version}"
    if not _look(path, create=True):
        return Examined(str(path), path, server, None, schema.HEAD, os.access(path.absolute().parent, os.W_OK))
    writable = _may_write(path)
    engine = _engine(path, exists=True, writable=writable)
    try:
        with told_plainly(str(path)):
            found = _version(engine, str(path))
            _refuse_newer(found, str(path))
            with engine.connect() as connection:
                last = _last_added(connection) if found else None
        return Examined(str(path), path, server, found, schema.HEAD, writable, last)
    finally:
        engine.dispose()


def _examined(engine: sa.Engine, where: str) -> Examined:
    with engine.connect() as connection:
        _refuse_old(connection, where)
        time = connection.exec_driver_sql("SELECT clock_timestamp()").scalar_one().astimezone(UTC)
        server = f"PostgreSQL {connection.exec_driver_sql('SHOW server_version').scalar_one()}"
    found = _version(engine, where)
    _refuse_newer(found, where)
    with engine.connect() as connection:
        writable = postgresql.may_write(connection) if found else postgresql.may_make(connection)
        last = _last_added(connection) if found else None
    return Examined(where, None, server, found, schema.HEAD, writable, last, time)


def _last_added(connection: sa.Connection) -> str | None:
    newest = sa.select(schema.article.c.added_at).order_by(schema.article.c.key.desc()).limit(1)
    return connection.execute(newest).scalar_one_or_none()


def is_postgresql(target: str | os.PathLike[str]) -> bool:
    """Whether a target names a database of PostgreSQL, and not a file."""
    return os.fspath(target).startswith(("postgresql://", "postgres://", "postgresql+psycopg://"))


def need_sqlite() -> None:
    """Raise RecordError where this Python's SQLite cannot keep a record."""
    lacking = sqlite.lacks()
    if lacking:
        raise RecordError(
            f"this Python cannot keep a record: {lacking}",
            next_step="Use a Python whose sqlite3 is newer; that of python.org or of the system is",
            code="sqlite",
        )


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _refuse_newer(found: str | None, where: str) -> None:
    if found in (None, schema.HEAD):
        return
    from . import migrations  # Alembic takes a tenth of a second to load, and is needed once in a record's life

    if not migrations.known(found):
        raise newer(f"this record (schema {found}; this version knows {schema.HEAD})", where)


def _open_postgresql(address: str, *, create: bool) -> Record:
    url, where = url_of(address)
    engine = postgresql.engine(url)
    with _disposed_on_failure(engine), told_plainly(where):
        with engine.connect() as connection:
            _refuse_old(connection, where)
            # Before there are tables, whoever may make them finds out by making them.
            writable = not sa.inspect(connection).has_table(schema.setting.name) or postgresql.may_write(connection)
        _prepare(engine, where, create=create, writable=writable)
    return Record(engine, where, writable=writable)


def _refuse_old(connection: sa.Connection, where: str) -> None:
    version = int((connection.dialect.server_version_info or (0,))[0])
    if version < postgresql.OLDEST:
        raise RecordError(
            f"PostgreSQL {version} is too old",
            where=where,
            next_step=f"Use a server of version {postgresql.OLDEST} or later",
            code="server",
        )


@contextmanager
def _disposed_on_failure(engine: sa.Engine) -> Iterator[None]:
    try:
        yield
    except BaseException:
        engine.dispose()
        raise


def url_of(address: str) -> tuple[sa.URL, str]:
    """An address of PostgreSQL, and how to name it where others may read: without the password."""
    try:
        url = sa.make_url(address)
    except (sa.exc.ArgumentError, ValueError):
        raise RecordError(
            "this address is not understood",
            where=address.rpartition("@")[2],  # what stands before the @ may be a password
            next_step="Write it as postgresql://USER@HOST/DATABASE",
            code="target",
        ) from None
    shown = sa.URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query)
    where = shown.render_as_string()
    if not url.database:
        raise RecordError(
            "this address names no database",
            where=where,
            next_step="Write it as postgresql://USER@HOST/DATABASE; `createdb onrecord` makes a database",
            code="target",
        )
    if find_spec("psycopg") is None:
        raise RecordError(
            "the driver for PostgreSQL is not installed",
            where=where,
            next_step=install("postgresql"),
            code="driver",
        )
    return url.set(drivername="postgresql+psycopg"), where


def path_of(target: str | os.PathLike[str]) -> Path:
    """The file that a target names."""
    text = os.fspath(target)
    scheme, mark, rest = text.partition("://")
    if not mark:
        if not text or "\x00" in text or text == ":memory:":
            raise RecordError(
                f"{text!r} is no name for a record", next_step="Name a file, such as onrecord.db", code="target"
            )
        return Path(text)
    path = unquote(rest.removeprefix("/").partition("?")[0])
    if scheme != "sqlite" or not rest.startswith("/") or not path or path == ":memory:":
        raise RecordError(
            "this address is not understood",
            where=f"{scheme}://{rest.rpartition('@')[2]}",  # what stands before an @ may be a password
            next_step="Name a file, such as onrecord.db, or write postgresql://USER@HOST/DATABASE",
            code="target",
        )
    return Path(path)


def need_folder(path: Path) -> None:
    """Raise RecordError where the folder is lacking in which a record would be made."""
    if not path.parent.is_dir():
        raise RecordError(
            f"there is no folder {path.parent} to make a record in",
            where=str(path),
            next_step="Make the folder, or name another file with --record",
            code="missing",
        )


def _look(path: Path, *, create: bool) -> bool:
    """Whether there is a file; raises where what is there can be no record, or nothing may be made there."""
    where = str(path)
    try:
        if path.is_dir():
            raise RecordError(
                "this is a folder, and a record is one file",
                where=where,
                next_step=f"Name a file in it, such as {path / 'onrecord.db'}",
                code="not-a-record",
            )
        if path.exists():
            with path.open("rb") as file:
                head = file.read(len(sqlite.MAGIC)) if path.is_file() else b"no file"
            if head and head != sqlite.MAGIC:
                raise RecordError(
                    "this is not a record of onrecord",
                    where=where,
                    next_step="Name another file with --record",
                    code="not-a-record",
                )
            return True
        if not create:
            raise RecordError(
                "there is no record here", where=where, next_step="`onrecord add FILE` makes one", code="missing"
            )
        need_folder(path)
    except OSError as error:
        raise RecordError(
            f"the record could not be opened: {error.strerror or error}",
            where=where,
            next_step="Look whether you may read the file and its folder",
            code="cannot-open",
        ) from error
    return False


def _engine(path: Path, *, exists: bool, writable: bool) -> sa.Engine:
    if writable:
        return sqlite.engine(path, mode="rw" if exists else "rwc")
    # In a folder that may not be written, readers cannot make the file by which they speak with writers. Without
    # a write-ahead log there is nothing in flight, and they can do without it.
    log = Path(f"{path}-wal")
    in_flight = log.exists() and log.stat().st_size > 0
    return sqlite.engine(path, mode="ro", immutable=not in_flight and not os.access(path.parent, os.W_OK))


def _prepare(engine: sa.Engine, where: str, *, create: bool, writable: bool) -> None:
    """Make the tables where there are none, and bring older ones up to date."""
    found = _version(engine, where)
    if found == schema.HEAD:
        return
    if found is None and not create:
        # What a kill in the very first moment of a record leaves behind.
        raise RecordError("this record is empty", where=where, next_step="`onrecord add FILE` fills it", code="missing")
    _refuse_newer(found, where)
    if not writable:
        raise RecordError(
            f"this record has an older schema ({found}), and may not be written to bring it up to date",
            where=where,
            next_step="Open it once as somebody who may write it, or open a copy",
            code="read-only",
        )
    if engine.dialect.name == "sqlite":
        sqlite.use_write_ahead_log(engine)
    from . import migrations

    with engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
        migrations.upgrade(connection)
        _sign(connection)


def _version(engine: sa.Engine, where: str) -> str | None:
    """The step that the schema stands at; None where there are no tables at all."""
    with engine.connect() as connection:
        tables = set(sa.inspect(connection).get_table_names())
        if not tables:
            return None
        if {"alembic_version", schema.setting.name} <= tables:
            value = sa.select(schema.setting.c.value).where(schema.setting.c.key == "format")
            if connection.execute(value).scalar_one_or_none() == _FORMAT:
                return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())
    raise RecordError(
        "this is a database, but not a record of onrecord",
        where=where,
        next_step="Name another with --record; a record wants a file, or a database, of its own",
        code="not-a-record",
    )


def _sign(connection: sa.Connection) -> None:
    """Note what made the record. Of two that open a new file at once, one comes second and finds it noted."""
    known = set(connection.execute(sa.select(schema.setting.c.key)).scalars())
    values = {"format": _FORMAT, "made_by": version("onrecord"), "made_at": now()}
    missing = [{"key": key, "value": value} for key, value in values.items() if key not in known]
    if missing:
        connection.execute(schema.setting.insert(), missing)
