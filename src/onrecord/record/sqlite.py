"""Everything that only SQLite knows: how it is opened, how it finds words, how it checks itself.

The rest of the package speaks SQL that PostgreSQL understands as well. What the two do not share stands here.

The index is an FTS5 table over the search columns of ``statement`` (external content, so that the words are not kept
twice). Its rows are written and taken away by hand beside those of ``statement``, in the same transaction. The
``ascii`` tokeniser is the one that leaves our folded words as they are: it parts at spaces, and takes every letter
beyond ASCII for a letter.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.pool import QueuePool

from .query import Term

BUSY_SECONDS = 30.0
"""How long a writer waits for another. An article takes milliseconds to write, so this is many writers' worth."""

OLDEST = (3, 30, 0)
"""The first SQLite that sorts what is unknown last (NULLS LAST)."""

MAGIC = b"SQLite format 3\x00"
"""The first bytes of every SQLite file (https://www.sqlite.org/fileformat.html)."""

WRITING = "onrecord_writing"
"""Name of the execution option that makes a transaction take the write lock when it begins."""

_index = sa.table("statement_fts", sa.column("rowid", sa.Integer), sa.column("statement_fts", sa.Text))


# --- opening ---------------------------------------------------------------------------------------------------------


def engine(path: Path, *, mode: str = "rw", immutable: bool = False) -> sa.Engine:
    """An engine on one file.

    Args:
        path: the file.
        mode: SQLite's own: ``ro``, ``rw``, or ``rwc`` to make the file where there is none.
        immutable: promise that nobody writes to the file, so that no lock and no ``-shm`` file is needed.
    """
    address = f"file:{quote(str(path))}?mode={mode}" + ("&immutable=1" if immutable else "")

    def connect() -> sqlite3.Connection:
        # Transactions are begun by us (see below), never by Python's driver: isolation_level None.
        connection = sqlite3.connect(
            address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    made = sa.create_engine("sqlite://", creator=connect, poolclass=QueuePool)

    @event.listens_for(made, "begin")
    def begin(connection: sa.Connection) -> None:
        # A writer that began as a reader can find itself behind another writer, and then no waiting helps; so a
        # writer asks for the lock at once.
        writing = connection.get_execution_options().get(WRITING, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return made


def lacks() -> str | None:
    """What this Python's SQLite lacks for a record, in words; None where it has all."""
    if sqlite3.sqlite_version_info < OLDEST:
        return f"SQLite {sqlite3.sqlite_version} is too old"
    probe = sqlite3.connect(":memory:")
    try:
        probe.execute("CREATE VIRTUAL TABLE words USING fts5(word)")
    except sqlite3.OperationalError:
        return "SQLite was built without FTS5, its full-text search"
    finally:
        probe.close()
    return None


def use_write_ahead_log(made: sa.Engine) -> None:
    """Let readers and one writer work side by side. The file keeps this; two may ask for it at the same time."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        connection = made.raw_connection()
        try:
            connection.cursor().execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            # Unlike all else, this change does not wait for a lock by itself.
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        finally:
            connection.close()


# --- the index of words ----------------------------------------------------------------------------------------------


def index_article(connection: sa.Connection, article: int) -> None:
    """Put the statements of an article, just written, into the index."""
    connection.exec_driver_sql(
        "INSERT INTO statement_fts(rowid, search_words, search_speaker) "
        "SELECT key, search_words, search_speaker FROM statement WHERE article = ?",
        (article,),
    )


def unindex_article(connection: sa.Connection, article: int) -> None:
    """Take the statements of an article, about to be deleted, out of the index, which needs their words to do so."""
    connection.exec_driver_sql(
        "INSERT INTO statement_fts(statement_fts, rowid, search_words, search_speaker) "
        "SELECT 'delete', key, search_words, search_speaker FROM statement WHERE article = ?",
        (article,),
    )


def matching(words: Sequence[Term], speaker: Sequence[Term]) -> tuple[sa.FromClause, sa.ColumnElement[bool]]:
    """The index, and the condition on it that all of ``words`` and all of ``speaker`` stand in their columns.

    Every word in the condition is letters and digits alone, inside quotation marks: nothing in it can be taken for
    the operators of FTS5.
    """
    parts = [f"{column} : ({' AND '.join(map(_expression, terms))})" for column, terms in _columns(words, speaker)]
    return _index, _index.c.statement_fts.op("MATCH")(" AND ".join(parts))


def _columns(words: Sequence[Term], speaker: Sequence[Term]) -> list[tuple[str, Sequence[Term]]]:
    return [(column, terms) for column, terms in (("search_words", words), ("search_speaker", speaker)) if terms]


def _expression(term: Term) -> str:
    *before, last = term.words
    choices = [f'"{" ".join([*before, word])}"' for word in sorted(term.alternatives)]
    whole = f'"{" ".join([*before, last])}"'
    return "(" + " OR ".join([whole + " *" if term.prefix else whole, *choices]) + ")"


def index_alone() -> sa.FromClause:
    """The index, to be counted."""
    return _index


def statement_key() -> sa.ColumnElement[int]:
    """The column of the index that is the statement's key."""
    return _index.c.rowid


def rank() -> sa.ColumnElement[float]:
    """How well a row of ``matching`` fits the words, smaller being better: Okapi BM25; the speaker has no weight."""
    return sa.func.bm25(sa.literal_column("statement_fts"), 1.0, 0.0)


# --- checks ----------------------------------------------------------------------------------------------------------


@contextmanager
def any_bytes_as_text(connection: sa.Connection) -> Iterator[None]:
    """Read text that is no UTF-8, which no onrecord wrote, with marks in the place of its bytes, instead of failing."""
    driver: Any = connection.connection.dbapi_connection
    driver.text_factory = lambda found: found.decode(errors="replace")
    try:
        yield
    finally:
        driver.text_factory = str


def integrity(connection: sa.Connection) -> list[str]:
    """What SQLite finds wrong with its own file, at most a hundred lines; empty where all is well."""
    rows = connection.exec_driver_sql("PRAGMA integrity_check(100)").scalars()
    return [row for row in rows if row != "ok"]


def broken_references(connection: sa.Connection) -> list[tuple[str, int | None, str]]:
    """Rows that point at a row that is not there: table, row number (None where there is none), table pointed at."""
    rows = connection.exec_driver_sql("PRAGMA foreign_key_check")
    return [(table, rowid, parent) for table, rowid, parent, _ in rows]


def index_rows(connection: sa.Connection) -> int:
    """How many statements the index holds, by its own table of lengths: asked itself, it would count the statements."""
    return int(connection.exec_driver_sql("SELECT count(*) FROM statement_fts_docsize").scalar_one())


def index_agrees(connection: sa.Connection) -> bool:
    """Whether the index holds the words of the search columns, all of them and no others.

    Needs a connection that may write, for SQLite asks this as an INSERT, though it changes nothing.
    """
    try:
        # Rank 1 is what makes FTS5 compare itself with the table it indexes, and not only with itself.
        connection.exec_driver_sql("INSERT INTO statement_fts(statement_fts, rank) VALUES('integrity-check', 1)")
    except sa.exc.DatabaseError as error:
        if "malformed" in str(error.orig):
            return False
        raise
    return True


def bytes_used(connection: sa.Connection) -> int:
    """Size of the file in bytes, without the write-ahead log."""
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    return int(pages) * int(connection.exec_driver_sql("PRAGMA page_size").scalar_one())
