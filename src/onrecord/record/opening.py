"""From what a user names to an open record, or to an error that says what the named thing is instead."""

from __future__ import annotations

import os
from importlib.metadata import version
from pathlib import Path
from urllib.parse import unquote

import sqlalchemy as sa

from onrecord.errors import RecordError

from . import schema, sqlite
from .store import Record
from .troubles import told_plainly
from .writing import now

_FORMAT = "onrecord"


def open_record(target: str | os.PathLike[str], *, create: bool = True) -> Record:
    """Open a record, and bring its schema up to date.

    A file that may be read and not written is opened for reading; the first attempt to write says so.

    Args:
        target: a file, or ``sqlite:///FILE`` (four slashes for an absolute path).
        create: whether to make a record where there is none yet.

    Raises:
        RecordError: where there is none and ``create`` is False (code ``missing``), where the file is something else
            (``not-a-record``), of a later version (``newer``), damaged, locked or out of reach.
    """
    path = _path_of(target)
    lacking = sqlite.lacks()
    if lacking:
        raise RecordError(
            f"this Python cannot keep a record: {lacking}",
            next_step="Use a Python whose sqlite3 is newer; that of python.org or of the system is",
            code="sqlite",
        )
    exists = _look(path, create=create)
    writable = not exists or (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
    engine = _engine(path, exists=exists, writable=writable)
    try:
        with told_plainly(str(path)):
            _prepare(engine, path, create=create, writable=writable)
    except BaseException:
        engine.dispose()
        raise
    return Record(engine, path, writable=writable)


def _path_of(target: str | os.PathLike[str]) -> Path:
    text = os.fspath(target)
    scheme, mark, rest = text.partition("://")
    if not mark:
        if not text or "\x00" in text or text == ":memory:":
            raise RecordError(
                f"{text!r} is no name for a record", next_step="Name a file, such as onrecord.db", code="target"
            )
        return Path(text)
    if scheme.startswith("postgres"):
        raise RecordError(
            "a record in PostgreSQL comes with a later version of onrecord",
            where=text.partition("@")[2] or text,  # what stands before the @ may be a password
            next_step="Name a file, such as onrecord.db",
            code="target",
        )
    path = unquote(rest.removeprefix("/").partition("?")[0])
    if scheme != "sqlite" or not rest.startswith("/") or not path or path == ":memory:":
        raise RecordError(
            "this address is not understood",
            where=text,
            next_step="Name a file, such as onrecord.db, or write sqlite:///onrecord.db",
            code="target",
        )
    return Path(path)


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
        if not path.parent.is_dir():
            raise RecordError(
                f"there is no folder {path.parent} to make a record in",
                where=where,
                next_step="Make the folder, or name another file with --record",
                code="missing",
            )
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


def _prepare(engine: sa.Engine, path: Path, *, create: bool, writable: bool) -> None:
    """Make the tables where there are none, and bring older ones up to date."""
    found = _version(engine, path)
    if found == schema.HEAD:
        return
    if found is None and not create:
        # What a kill in the very first moment of a record leaves behind.
        raise RecordError(
            "this record is empty", where=str(path), next_step="`onrecord add FILE` fills it", code="missing"
        )
    from . import migrations  # Alembic takes a tenth of a second to load, and is needed once in a record's life

    if found is not None and not migrations.known(found):
        raise RecordError(
            f"a newer onrecord made this record (schema {found}; this version knows {schema.HEAD})",
            where=str(path),
            next_step="Install the newest version: pip install --upgrade onrecord",
            code="newer",
        )
    if not writable:
        raise RecordError(
            f"this record has an older schema ({found}), and the file may not be written to bring it up to date",
            where=str(path),
            next_step="Make a copy that you may write, and open that",
            code="read-only",
        )
    sqlite.use_write_ahead_log(engine)
    with engine.connect().execution_options(**{sqlite.WRITING: True}) as connection, connection.begin():
        migrations.upgrade(connection)
        _sign(connection)


def _version(engine: sa.Engine, path: Path) -> str | None:
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
        where=str(path),
        next_step="Name another file with --record",
        code="not-a-record",
    )


def _sign(connection: sa.Connection) -> None:
    """Note what made the record. Of two that open a new file at once, one comes second and finds it noted."""
    known = set(connection.execute(sa.select(schema.setting.c.key)).scalars())
    values = {"format": _FORMAT, "made_by": version("onrecord"), "made_at": now()}
    missing = [{"key": key, "value": value} for key, value in values.items() if key not in known]
    if missing:
        connection.execute(schema.setting.insert(), missing)
