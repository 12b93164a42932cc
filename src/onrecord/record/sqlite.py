"""Everything that only SQLite knows: how it is opened, how it finds words, how it checks itself.

The rest of the package speaks SQL that PostgreSQL understands as well. What the two do not share stands here.

The index is an FTS5 table over the search columns of ``statement``, and another over those of ``article_search``
(external content, so that the words are not kept twice). Their rows are written and taken away by hand beside those of
the tables, in the same transaction. Form, act and year stand in the index as words too, so that a search by a common
word and a rare fact passes over what it need not look at. The
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

from .query import Parsed, Term
from .rows import fact_word
from .schema import statement
from .store_kind import BUSY_SECONDS, WRITING, Matching

OLDEST = (3, 30, 0)
"""The first SQLite that sorts what is unknown last (NULLS LAST)."""

MAGIC = b"SQLite format 3\x00"
"""The first bytes of every SQLite file (https://www.sqlite.org/fileformat.html)."""

CACHE_KIB = 65_536
"""Memory for pages of the file, a connection. With SQLite's own 2 MB its index is read from the file each time."""

_index = sa.table("statement_fts", sa.column("rowid", sa.Integer), sa.column("statement_fts", sa.Text))
_article_index = sa.table("article_fts", sa.column("rowid", sa.Integer), sa.column("article_fts", sa.Text))


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
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
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


_INDEXED = (
    ("statement_fts", "search_words, search_speaker, search_outlet, search_facts", "key", "statement"),
    ("article_fts", "search_words", "article", "article_search"),
)


def index_article(connection: sa.Connection, article: int) -> None:
    """Put an article and its statements, just written, into the index."""
    for index, columns, key, table in _INDEXED:
        connection.exec_driver_sql(
            f"INSERT INTO {index}(rowid, {columns}) SELECT {key}, {columns} FROM {table} WHERE article = ?", (article,)
        )


def unindex_article(connection: sa.Connection, article: int) -> None:
    """Take an article and its statements, about to be deleted, out of the index, which needs their words to do so."""
    for index, columns, key, table in _INDEXED:
        connection.exec_driver_sql(
            f"INSERT INTO {index}({index}, rowid, {columns}) "
            f"SELECT 'delete', {key}, {columns} FROM {table} WHERE article = ?",
            (article,),
        )


def matching(parsed: Parsed, years: Sequence[str]) -> Matching:
    """See ``Store.matching``."""
    facts = {"form": parsed.form, "act": parsed.act, "manner": parsed.manner, "cue": parsed.cue_class}
    wanted = [fact_word(name, value) for name, value in facts.items() if value]
    parts = _text_parts(parsed)
    if not parts and (parsed.person or parsed.party or parsed.office or not wanted):
        # The statements of a person or a party are fewer than those of one form, which the index would go through.
        return Matching(statement, statement.c.key, statement.c.key, [], with_facts=False)
    parts += [f'search_facts : "{word}"' for word in wanted]
    if years:
        choices = " OR ".join(f'"{fact_word("year", year)}"' for year in years)
        parts.append(f"search_facts : ({choices})")
    # By the column it would look through the index of words anew for each key.
    asked = _as_expression(_index.c.rowid)
    return Matching(_index, _index.c.rowid, asked, [_matches(_index.c.statement_fts, parts)], with_facts=True)


def holding(parsed: Parsed) -> list[sa.ColumnElement[bool]]:
    """See ``Store.holding``."""
    parts = _text_parts(parsed)
    if not parts:
        return []
    # By the column it would look up all that fit, and then put them in order.
    key = _as_expression(statement.c.key)
    return [key.in_(sa.select(_index.c.rowid).where(_matches(_index.c.statement_fts, parts)))]


def _as_expression(key: sa.ColumnElement[int]) -> sa.ColumnElement[int]:
    """A key by which SQLite looks nothing up, but which it compares where it comes by it."""
    return key + sa.literal_column("0")


def articles_matching(words: Sequence[Term]) -> Matching:
    """See ``Store.articles_matching``."""
    conditions = [_matches(_article_index.c.article_fts, [_all_of("search_words", words)])]
    key = _article_index.c.rowid
    return Matching(_article_index, key, _as_expression(key), conditions, with_facts=False)


def _text_parts(parsed: Parsed) -> list[str]:
    columns = (
        ("search_words", parsed.words),
        ("search_speaker", parsed.speaker),
        ("search_outlet", parsed.outlet),
    )
    return [_all_of(column, terms) for column, terms in columns if terms]


def _all_of(column: str, terms: Sequence[Term]) -> str:
    return f"{column} : ({' AND '.join(map(_expression, terms))})"


def _matches(table: sa.ColumnElement[str], parts: Sequence[str]) -> sa.ColumnElement[bool]:
    """The condition of FTS5 that all parts hold.

    Every word in it is letters and digits alone, inside quotation marks: nothing in it can be taken for an operator.
    """
    return table.op("MATCH")(" AND ".join(parts))


def _expression(term: Term) -> str:
    *before, last = term.words
    choices = [f'"{" ".join([*before, word])}"' for word in sorted(term.alternatives)]
    whole = f'"{" ".join([*before, last])}"'
    return "(" + " OR ".join([whole + " *" if term.prefix else whole, *choices]) + ")"


# --- checks ----------------------------------------------------------------------------------------------------------


@contextmanager
def reading_as_it_lies(connection: sa.Connection) -> Iterator[None]:
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


def index_sizes(connection: sa.Connection) -> tuple[int, int]:
    """See ``Store.index_sizes``, by the index's own tables of lengths: asked itself, it would count what it indexes."""
    statements, articles = (
        int(connection.exec_driver_sql(f"SELECT count(*) FROM {index}_docsize").scalar_one()) for index, *_ in _INDEXED
    )
    return statements, articles


def index_agrees(connection: sa.Connection) -> bool:
    """See ``Store.index_agrees``. SQLite asks this as an INSERT, though it changes nothing."""
    try:
        for index, *_ in _INDEXED:
            # Rank 1 is what makes FTS5 compare itself with the table it indexes, and not only with itself.
            connection.exec_driver_sql(f"INSERT INTO {index}({index}, rank) VALUES('integrity-check', 1)")
    except sa.exc.DatabaseError as error:
        if "malformed" in str(error.orig):
            return False
        raise
    return True


def squeeze(connection: sa.Connection) -> None:
    """See ``Store.squeeze``: a deleted word stays in FTS5's older segments until they are merged."""
    for index, *_ in _INDEXED:
        connection.exec_driver_sql(f"INSERT INTO {index}({index}) VALUES('optimize')")


def wipe(made: sa.Engine) -> bool:
    """See ``Store.wipe``. VACUUM copies what lives into a new file; the log still holds old pages until it is cut."""
    connection = made.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("VACUUM")
        busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy
    finally:
        connection.close()


def commits(connection: sa.Connection) -> int:
    """See ``Store.commits``."""
    return int(connection.exec_driver_sql("PRAGMA data_version").scalar_one())


def bytes_used(connection: sa.Connection) -> int:
    """Size of the file in bytes, without the write-ahead log."""
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    return int(pages) * int(connection.exec_driver_sql("PRAGMA page_size").scalar_one())


# --- putting back from a backup ---------------------------------------------------------------------------------------


@contextmanager
def without_triggers(connection: sa.Connection) -> Iterator[None]:
    """See ``Store.without_triggers``. SQLite knows no way to turn them off, so they go, and come back."""
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    triggers = connection.exec_driver_sql(query).all()
    for name, _ in triggers:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    yield
    for _, made_by in triggers:
        connection.exec_driver_sql(made_by)


def restored(connection: sa.Connection) -> None:
    """See ``Store.restored``: the index of words is made from the rows."""
    for index, *_ in _INDEXED:
        connection.exec_driver_sql(f"INSERT INTO {index}({index}) VALUES('rebuild')")
