"""What the record asks of a store beyond the SQL that every store understands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

import sqlalchemy as sa

from .query import Parsed, Term

WRITING = "onrecord_writing"
"""Name of the execution option that makes a transaction wait for every other writer when it begins."""

Transaction = Callable[[], AbstractContextManager[sa.Connection]]
"""Opens a transaction; what fails in it is told plainly, and then nothing of it was written."""


class Transactions(NamedTuple):
    """The two kinds of transaction of a record.

    Attributes:
        reading: sees one state.
        writing: alone among all that write; whole or not at all.
    """

    reading: Transaction
    writing: Transaction


BUSY_SECONDS = 30.0
"""How long a writer waits for another. An article takes milliseconds to write, so this is many writers' worth."""


class Matching(NamedTuple):
    """Where to look for what fits, and by what.

    Attributes:
        source: what to select from.
        key: its column that is the key of the statement, or of the article.
        asked: the same, for a condition on it beside ``conditions``.
        conditions: what must hold.
        with_facts: whether they hold form, act, manner and sort of cue too.
    """

    source: sa.FromClause
    key: sa.ColumnElement[int]
    asked: sa.ColumnElement[int]
    conditions: list[sa.ColumnElement[bool]]
    with_facts: bool


class Store(Protocol):
    """One store. ``sqlite`` and ``postgresql`` are modules with these functions."""

    def index_article(self, connection: sa.Connection, article: int, /) -> None:
        """Put an article and its statements, just written, into the index of words."""

    def unindex_article(self, connection: sa.Connection, article: int, /) -> None:
        """Take an article and its statements, about to be deleted or changed, out of the index of words."""

    def matching(self, parsed: Parsed, years: Sequence[str], /) -> Matching:
        """The statements with the words, speaker and outlet asked for, and with the facts where the index has them.

        Args:
            parsed: the query.
            years: the years in which the statements must begin, ``none`` for no day; empty where it does not matter.
        """

    def holding(self, parsed: Parsed, /) -> list[sa.ColumnElement[bool]]:
        """The same words, speaker and outlet as conditions on the rows of ``statement``."""

    def articles_matching(self, words: Sequence[Term], /) -> Matching:
        """The articles in whose headline or text all these words stand."""

    def reading_as_it_lies(self, connection: sa.Connection, /) -> AbstractContextManager[None]:
        """While this lasts, text that is none is read with marks in its place, and does not raise."""

    def integrity(self, connection: sa.Connection, /) -> list[str]:
        """What the store finds wrong with its own files; empty where all is well, or where it does not say."""

    def broken_references(self, connection: sa.Connection, /) -> list[tuple[str, int | None, str]]:
        """Rows that point at a row that is not there: table, row number where there is one, table pointed at."""

    def index_sizes(self, connection: sa.Connection, /) -> tuple[int, int]:
        """How many statements, and how many articles, the index of words holds."""

    def index_agrees(self, connection: sa.Connection, /) -> bool:
        """Whether the index holds the words of the search columns and no others. Needs a connection that may write."""

    def squeeze(self, connection: sa.Connection, /) -> None:
        """Make the index of words forget what was taken out of it, inside the transaction that did so."""

    def wipe(self, engine: sa.Engine, /) -> bool:
        """Write the store anew, so that nothing that was deleted can be read out of its files.

        Returns:
            whether nothing of it is left; False where another program holds on to the log of the store.
        """

    def commits(self, connection: sa.Connection, /) -> int:
        """A number that is another, on one connection, after something was committed on any other."""

    def bytes_used(self, connection: sa.Connection, /) -> int:
        """Size of the record in bytes."""

    def without_triggers(self, connection: sa.Connection, /) -> AbstractContextManager[None]:
        """While this lasts, no trigger of ours writes anything: rows are put in that stood in a record already."""

    def restored(self, connection: sa.Connection, /) -> None:
        """Make what the store makes of rows by itself, after rows were put in past it."""
