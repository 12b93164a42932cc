"""Everything that only PostgreSQL knows: how it is opened, how it finds words.

The index of words is a GIN index over the search columns, taken as they are: each of our folded words is one lexeme,
and none of PostgreSQL's own parsers, dictionaries or stemmers looks at it, so that it finds what SQLite finds. The
lexemes go without their positions, which PostgreSQL counts only to 16,383; words side by side are sought in the search
column itself, among the rows in which all of them occur.

Writers wait for each other as they do on SQLite, on one lock that PostgreSQL keeps by number and that ends with the
transaction, also when the writer is killed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.dialects.postgresql import TSVECTOR

from . import schema
from .query import Parsed, Term
from .store_kind import BUSY_SECONDS, WRITING, Matching

OLDEST = 14
"""The first major version that is let in. The tests have been run on 15 and 18."""

_WRITERS_LOCK = int.from_bytes(b"onrecord")
"""The number of the lock: any that no other program is likely to take, and that stays the same for ever."""

_READ = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
_statement, _article_search = schema.statement, schema.article_search


# --- opening ---------------------------------------------------------------------------------------------------------


def engine(url: sa.URL) -> sa.Engine:
    """An engine on one database. Every transaction reads one state, or is the only one that writes."""
    made = sa.create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10})

    @event.listens_for(made, "begin")
    def begin(connection: sa.Connection) -> None:
        if not connection.get_execution_options().get(WRITING, False):
            connection.exec_driver_sql(_READ)
            return
        # The first look at the tables must come after the lock, or it would see what was before.
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(BUSY_SECONDS * 1000)}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS_LOCK})")

    return made


def may_write(connection: sa.Connection) -> bool:
    """Whether this user may write to this record, which must be there."""
    granted = connection.exec_driver_sql("SELECT NOT pg_is_in_recovery() AND has_table_privilege('setting', 'INSERT')")
    return bool(granted.scalar_one())


def may_make(connection: sa.Connection) -> bool:
    """Whether this user may make the tables of a record in this database."""
    granted = connection.exec_driver_sql(
        "SELECT NOT pg_is_in_recovery() AND has_schema_privilege(current_schema(), 'CREATE')"
    )
    return bool(granted.scalar_one())


# --- the index of words ----------------------------------------------------------------------------------------------


def index_article(connection: sa.Connection, article: int) -> None:
    """Nothing: PostgreSQL keeps its index by itself."""
    del connection, article


def unindex_article(connection: sa.Connection, article: int) -> None:
    """Nothing: PostgreSQL keeps its index by itself."""
    del connection, article


def matching(parsed: Parsed, years: Sequence[str]) -> Matching:
    """See ``Store.matching``; PostgreSQL looks up the years of a day in another index by itself."""
    del years
    return Matching(_statement, _statement.c.key, _statement.c.key, holding(parsed), with_facts=False)


def holding(parsed: Parsed) -> list[sa.ColumnElement[bool]]:
    """See ``Store.holding``."""
    columns = (
        (_statement.c.search_words, parsed.words),
        (_statement.c.search_speaker, parsed.speaker),
        (_statement.c.search_outlet, parsed.outlet),
    )
    return [condition for column, terms in columns for term in terms for condition in _stands(column, term)]


def articles_matching(words: Sequence[Term]) -> Matching:
    """See ``Store.articles_matching``."""
    column = _article_search.c.search_words
    conditions = [condition for term in words for condition in _stands(column, term)]
    key = _article_search.c.article
    return Matching(_article_search, key, key, conditions, with_facts=False)


def _stands(column: sa.ColumnElement[str], term: Term) -> list[sa.ColumnElement[bool]]:
    """That a term stands in a search column.

    Every word is letters and digits alone, inside the quotation marks of a lexeme: nothing in it can be taken for the
    operators of PostgreSQL.
    """
    *before, last = term.words
    ending = [f"'{last}':*" if term.prefix else f"'{last}'", *(f"'{word}'" for word in sorted(term.alternatives))]
    asked = " & ".join([*(f"'{word}'" for word in before), f"({' | '.join(ending)})"])
    # Written out as in the migration that made the index: only the same expression is found in it.
    lexemes = sa.func.array_to_tsvector(sa.func.string_to_array(column, sa.literal_column("' '")), type_=TSVECTOR)
    conditions: list[sa.ColumnElement[bool]] = [lexemes.op("@@")(sa.cast(asked, _TSQUERY))]
    if before:
        start = f" {' '.join(before)} "
        padded = sa.literal_column("' '").op("||")(column).op("||")(sa.literal_column("' '"))
        wholes = [start + last + ("" if term.prefix else " "), *(f"{start}{word} " for word in term.alternatives)]
        conditions.append(sa.or_(*(sa.func.strpos(padded, whole) > 0 for whole in sorted(wholes))))
    return conditions


class _TSQUERY(sa.types.UserDefinedType[str]):  # as SQL writes it
    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "tsquery"


# --- checks ----------------------------------------------------------------------------------------------------------


@contextmanager
def reading_as_it_lies(connection: sa.Connection) -> Iterator[None]:
    """Nothing: PostgreSQL lets no text in that is none."""
    del connection
    yield


def integrity(connection: sa.Connection) -> list[str]:
    """Nothing: PostgreSQL looks after its own files, and says so to whoever runs it (``pg_amcheck``, checksums)."""
    del connection
    return []


def broken_references(connection: sa.Connection) -> list[tuple[str, int | None, str]]:
    """See ``Store.broken_references``. PostgreSQL holds them itself, unless somebody with the right turned that off."""
    found: list[tuple[str, int | None, str]] = []
    for table in schema.metadata.sorted_tables:
        for key in table.foreign_keys:
            parent = key.column.table.alias("parent")
            there = sa.exists().where(parent.c[key.column.name] == key.parent)
            query = sa.select(sa.func.count()).select_from(table).where(key.parent.is_not(None), ~there)
            lost = connection.execute(query).scalar_one()
            found += [(table.name, None, key.column.table.name)] * min(lost, 100)
    return found


def index_sizes(connection: sa.Connection) -> tuple[int, int]:
    """See ``Store.index_sizes``: as many as there are rows, for the index is part of the table."""
    statements, articles = (
        connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
        for table in (_statement, _article_search)
    )
    return statements, articles


def index_agrees(connection: sa.Connection) -> bool:
    """Always: the index is made of the search columns by PostgreSQL itself, and no one can write to it apart."""
    del connection
    return True


def squeeze(connection: sa.Connection) -> None:
    """Nothing: PostgreSQL keeps its index by itself."""
    del connection


def wipe(made: sa.Engine) -> bool:
    """See ``Store.wipe``. The server's own log and its backups are for whoever keeps it to clear."""
    with made.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in schema.metadata.sorted_tables:
            connection.exec_driver_sql(f'VACUUM FULL "{table.name}"')
    return True


def commits(connection: sa.Connection) -> int:
    """See ``Store.commits``. Transactions that write count, in whatever database of the server they do."""
    return int(connection.exec_driver_sql("SELECT pg_snapshot_xmax(pg_current_snapshot())::text").scalar_one())


def bytes_used(connection: sa.Connection) -> int:
    """Size of the record's tables with their indexes, in bytes."""
    names = [table.name for table in schema.metadata.sorted_tables]
    tables = sa.table("pg_class", sa.column("oid"), sa.column("relname"), sa.column("relnamespace"))
    query = sa.select(sa.func.sum(sa.func.pg_total_relation_size(tables.c.oid))).where(
        tables.c.relname.in_(names),
        tables.c.relnamespace == sa.func.to_regnamespace(sa.func.current_schema()),
    )
    return int(connection.execute(query).scalar_one() or 0)


# --- putting back from a backup ---------------------------------------------------------------------------------------


@contextmanager
def without_triggers(connection: sa.Connection) -> Iterator[None]:
    """See ``Store.without_triggers``. Those by which PostgreSQL holds references go on."""
    names = sa.inspect(connection).get_table_names()
    for name in names:
        connection.exec_driver_sql(f'ALTER TABLE "{name}" DISABLE TRIGGER USER')
    yield
    for name in names:
        connection.exec_driver_sql(f'ALTER TABLE "{name}" ENABLE TRIGGER USER')


def restored(connection: sa.Connection) -> None:
    """See ``Store.restored``: the counters of keys go on after the last of each table."""
    counted = (
        "SELECT table_name, column_name FROM information_schema.columns "
        "WHERE table_schema = current_schema() AND column_default LIKE 'nextval(%%'"
    )
    for table, column in connection.exec_driver_sql(counted).all():
        last = f'SELECT max("{column}") FROM "{table}"'
        # Where the table is empty the next key is the first.
        connection.exec_driver_sql(
            f"SELECT setval(pg_get_serial_sequence(quote_ident(%s), %s), coalesce(({last}), 1), ({last}) IS NOT NULL)",
            (table, column),
        )
