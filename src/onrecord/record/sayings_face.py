"""``record.sayings``: what was said once and printed many times, and what people decided about that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.domain import Edit, Saying

from . import edits, rows, saying_edits, saying_joining, sayings, steps, undoing
from .answers import Page, Printed
from .query import Query
from .saying_telling import Rules
from .store_kind import Transaction


class Sayings:
    """The sayings of a record. Every method may raise RecordError where the store fails.

    They are as the last ``update`` left them; the ways of onrecord into a record (``onrecord.ingest.add``, the command
    line) call it. Where a method takes ``who`` and ``why``, it writes an edit, which can be undone; ``update`` puts it
    into effect.
    """

    def __init__(self, reading: Transaction, writing: Transaction) -> None:
        self._reading = reading
        self._writing = writing

    def behind(self, version: str | None = None) -> bool:
        """Whether articles or edits came since the last ``update``, or it was by other rules than ``version``."""
        with self._reading() as connection:
            return saying_joining.behind(connection, version)

    def update(self, rules: Rules) -> None:
        """Go through the articles that wait, and join their statements: the cost hangs on these, not on the record.

        One transaction for a few dozen articles; one that was stopped goes on where it was.

        Args:
            rules: by which reports are told: the package ``onrecord.matching``.
        """
        steps.take(self._writing, rules, saying_joining.go_through, saying_joining.regroup_next)

    def listed(self, query: Query | None = None, *, limit: int = 20, offset: int = 0) -> Page[Saying]:
        """Sayings with two reports or more, those with most reports first, then the newest.

        Args:
            query: only those of which it finds a report; all where None.
            limit, offset: how many, and how many to pass over.

        Raises:
            QueryError: where the query was not understood.
        """
        with self._reading() as connection:
            return sayings.listed(connection, query, limit, offset)

    def named(self, reference: str) -> Saying:
        """The saying that a statement reports; with one report where nothing else does.

        Args:
            reference: id of any of its reports, as for ``Record.statement``.

        Raises:
            RecordError: where none fits (code ``not-found``) or several do (``ambiguous``).
        """
        with self._reading() as connection:
            return sayings.shown(connection, rows.storable(reference))

    def holding(self, ids: Sequence[str]) -> Mapping[str, Printed]:
        """By public id, the saying that each of some statements is a report of; without those that are the only one."""
        with self._reading() as connection:
            return sayings.holding(connection, ids)

    def in_time(self, query: Query) -> tuple[tuple[Saying, ...], int]:
        """What a query finds, each saying once, by the day it was said; and how many statements were looked at.

        Transcripts are no reports and are left out. At most ``sayings.MOST`` statements are looked at, the earliest.

        Raises:
            QueryError: where the query was not understood.
        """
        with self._reading() as connection:
            return sayings.in_time(connection, query)

    def transcripts(self, first: str, last: str, *, not_in: str) -> tuple[sayings.Transcript, ...]:
        """Transcripts in other languages than ``not_in``, published from ``first`` to ``last`` (ISO days)."""
        with self._reading() as connection:
            return sayings.transcripts(connection, first, last, not_in=not_in)

    # --- by hand ---

    def join(self, one: str, other: str, *, who: str, why: str) -> Edit:
        """Make the sayings of two statements one.

        Args:
            one, other: ids of statements.
            who: who decides; why: the reason. Neither may be empty.

        Raises:
            UsageError: where they are one already.
        """
        with self._writing() as connection:
            first, second = rows.storable(one), rows.storable(other)
            return saying_edits.join(connection, first, second, who=who, why=why)

    def part(self, references: Sequence[str], *, who: str, why: str) -> Edit:
        """Set reports apart from the other reports of their saying: together, they are another.

        Args:
            references: ids of the statements to be set apart.
            who, why: as for ``join``.

        Raises:
            UsageError: where there is nothing to set them apart from.
        """
        with self._writing() as connection:
            named = [rows.storable(reference) for reference in references]
            return saying_edits.part(connection, named, who=who, why=why)

    def undo(self, edit: int, *, who: str, why: str) -> Edit:
        """Take an edit about sayings back; an undoing too, and then what it undid holds again.

        Raises:
            RecordError: where there is none of that number, it is about something else, or it does not hold.
        """
        with self._writing() as connection:
            return undoing.undo(connection, edit, who=who, why=why, kinds=saying_edits.KINDS)

    def edits(self) -> tuple[Edit, ...]:
        """Every edit about sayings and every undoing of one, the oldest first, those taken back included."""
        with self._reading() as connection:
            return edits.about(connection, saying_edits.KINDS)
