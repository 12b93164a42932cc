"""``record.edits``: statements put right by hand, for good, and what became of that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.domain import Edit, Field, Statement

from . import edits, rows, statement_edits, undoing
from .answers import Orphan, StoredArticle
from .statement_edits import Wish
from .store_kind import Transaction


class Edits:
    """The edits of a record. Every method may raise RecordError where the store fails.

    An edit is a row of its own. It holds over every newer model, better reader and later version of its article; where
    its statement cannot be found again, it is an orphan. ``who`` decides, and ``why`` is the reason; neither may be
    empty. A statement is named by its public id or the beginning of it, or as ``ARTICLE#s3``.
    """

    def __init__(self, reading: Transaction, writing: Transaction) -> None:
        self._reading = reading
        self._writing = writing

    def change(self, statement: str, wish: Wish, *, who: str, why: str) -> Edit:
        """Change speaker, day, form, act or spans of a statement.

        Raises:
            RecordError: where there is no such statement.
            UsageError: where nothing is changed, or words are not those of the article.
            QueryError: for a form or act that there is not.
        """
        with self._writing() as connection:
            return statement_edits.change(connection, rows.storable(statement), wish, who=who, why=why)

    def reject(self, statement: str, *, who: str, why: str) -> Edit:
        """Say that it is no statement. It is searched, counted and shown no more."""
        with self._writing() as connection:
            return statement_edits.reject(connection, rows.storable(statement), who=who, why=why)

    def review(self, statement: str, *, who: str, why: str) -> Edit:
        """Say that it is right as it stands. This holds while it stands so."""
        with self._writing() as connection:
            return statement_edits.review(connection, rows.storable(statement), who=who, why=why)

    def add(self, article: str, wish: Wish, *, who: str, why: str, field: Field = "text") -> Edit:
        """Add a statement that the model missed.

        Args:
            article: as for ``Record.article``.
            wish: with the content at least; the form is told by the quotation marks where it is not given.
            who, why: see above.
            field: in which string the words stand.

        Raises:
            RecordError: where there is no such article.
            UsageError: where the words do not stand there, or are a statement already.
        """
        with self._writing() as connection:
            return statement_edits.add(connection, rows.storable(article), wish, who=who, why=why, field=field)

    def undo(self, edit: int, *, who: str, why: str) -> Edit:
        """Take an edit back, also one about people or sayings; an undoing too, and then what it undid holds again.

        Raises:
            RecordError: where there is none of that number, or it does not hold.
        """
        with self._writing() as connection:
            return undoing.undo(connection, edit, who=who, why=why)

    def get(self, edit: int) -> Edit:
        """One edit by its number.

        Raises:
            RecordError: where there is none (code ``not-found``).
        """
        with self._reading() as connection:
            return edits.get(connection, edit)

    def every(self) -> tuple[Edit, ...]:
        """All edits, about statements and people, the oldest first, those taken back included."""
        with self._reading() as connection:
            return edits.every(connection)

    def of_article(self, reference: str) -> tuple[Edit, ...]:
        """The edits of statements made on an article or a version before it."""
        with self._reading() as connection:
            return statement_edits.of_article(connection, rows.storable(reference))

    def on_statements(self, ids: Sequence[str]) -> tuple[Edit, ...]:
        """The edits of statements by public id, and of the sayings that these stand for; with what took them back."""
        with self._reading() as connection:
            return edits.on_statements(connection, ids)

    def orphans(self) -> tuple[Orphan, ...]:
        """Edits that hold and whose statement could not be found again, each with the article it was lost in."""
        with self._reading() as connection:
            return statement_edits.orphans(connection)

    def articles(self) -> Iterator[tuple[StoredArticle, tuple[Statement, ...]]]:
        """Every article on whose statements people decided, and what they rejected of it."""
        with self._reading() as connection:
            yield from statement_edits.decided_articles(connection)
