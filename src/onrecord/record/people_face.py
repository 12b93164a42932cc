"""``record.persons``: the people of an open record, found, explained, and put right by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.domain import Edit, Known, Person

from . import edits, joining, known, person_edits, persons, rows, steps, undoing
from .answers import Heard, Identity, PersonRow, Said
from .store_kind import Transaction


class Persons:
    """The persons of a record. Every method may raise RecordError where the store fails.

    Persons follow from the names that articles give. They are as the last ``update`` left them; the ways of onrecord
    into a record (``onrecord.ingest.add``, the command line) call it. Where a method takes ``who`` and ``why``, it
    writes an edit, which can be undone; ``update`` puts it into effect.
    """

    def __init__(self, reading: Transaction, writing: Transaction) -> None:
        self._reading = reading
        self._writing = writing

    def behind(self, version: str | None = None) -> bool:
        """Whether articles or edits came since the last ``update``, or it was by other rules than ``version``."""
        with self._reading() as connection:
            return joining.behind(connection, version)

    def update(self, rules: joining.Rules) -> None:
        """Go through the articles that wait, and join their names: the cost hangs on these, not on the record.

        One transaction for a few dozen articles; one that was stopped goes on where it was.

        Args:
            rules: by which names are read and joined: the module ``onrecord.people.across``.
        """
        steps.take(self._writing, rules, joining.go_through, joining.join_next)

    def named(self, reference: str) -> Person:
        """One person by public id, by a name, or by words of a name; see ``Person``.

        Raises:
            RecordError: where there is none (code ``not-found``) or several (``ambiguous``, which lists them).
        """
        with self._reading() as connection:
            return persons.named(connection, rows.storable(reference))

    def in_order(self) -> tuple[str, ...]:
        """The public ids of all who speak, those with most statements first: what takes long of a list of people."""
        with self._reading() as connection:
            return tuple(persons.in_order(connection))

    def listed(self, ids: Sequence[str]) -> tuple[PersonRow, ...]:
        """Some of them as in ``Record.people``, in the order given; who is not there any more is left out."""
        with self._reading() as connection:
            return tuple(persons.rows(connection, ids))

    def examples(self, person: Person) -> Mapping[str, tuple[str, str]]:
        """By the key of a name: the words in which an article says whose it is, and the article's public id."""
        with self._reading() as connection:
            return persons.examples(connection, person)

    def lately(self, *, articles: int = 200, limit: int = 12) -> tuple[Heard, ...]:
        """Who speaks in the ``articles`` published last, those in most of them first, at most ``limit``."""
        with self._reading() as connection:
            return persons.lately(connection, articles=articles, limit=limit)

    def other_names(self, person: str) -> tuple[str, ...]:
        """Under which names a person is known: those that articles give, and, folded, those that they only tell of
        ("known as AMLO").

        Args:
            person: public id, as the record gives it with a statement; of one that is not there there are none.
        """
        with self._reading() as connection:
            return persons.other_names(connection, person)

    def said(
        self, person: str, *, first: str | None = None, last: str | None = None, quoted: bool = False, limit: int = 200
    ) -> tuple[Said, ...]:
        """What one person said, each statement in short, the latest said first.

        Args:
            person: public id, as the record gives it with a statement; of one that is not there there are none.
            first, last: ISO days; only what was said, or can have been said first, from the one to the other.
            quoted: only what is quoted, at least in part.
            limit: how many at most.
        """
        with self._reading() as connection:
            return persons.said(connection, person, first=first, last=last, quoted=quoted, limit=limit)

    def bearing(self, keys: Sequence[str]) -> Mapping[str, Identity]:
        """Which human being of the record bears a name without doubt, by the key of the name; of those that one does.

        Args:
            keys: as the rules of ``people`` write a name.
        """
        with self._reading() as connection:
            return persons.bearing(connection, keys)

    # --- known people ---

    def know(self, people: Sequence[Known], *, dry_run: bool = False) -> known.Imported:
        """Put people on the list of those who are known, each in the place of the one of the same id, or name.

        Args:
            people: as ``onrecord.people.listed`` reads them.
            dry_run: tell what would become of them, and write nothing.

        Raises:
            UsageError: where a name would be that of two; both are named, and nothing is changed.
        """
        with self._writing() as connection:
            told = known.put(connection, people)
            if dry_run:
                connection.rollback()
            return told

    def known_people(self) -> tuple[known.KnownRow, ...]:
        """The list of known people, in the order of names, with who in the record each of them is."""
        with self._reading() as connection:
            return tuple(known.listed(connection))

    def forget_known(self, names: Sequence[str] | None) -> int:
        """Take people from the list of known people, by any of their names; all where None. Returns how many went.

        Raises:
            RecordError: where one is not on it (code ``not-found``); then nobody is taken.
        """
        with self._writing() as connection:
            return known.forget(connection, names)

    # --- by hand ---

    def merge(self, one: str, other: str, *, who: str, why: str) -> Edit:
        """Make two persons one; it is shown by the name of the first.

        Args:
            one, other: as for ``named``.
            who: who decides; why: the reason. Neither may be empty.

        Raises:
            UsageError: where they are one already.
        """
        with self._writing() as connection:
            return person_edits.merge(connection, rows.storable(one), rows.storable(other), who=who, why=why)

    def split(self, name: str, *, articles: Sequence[str] = (), who: str, why: str) -> Edit:
        """Set a name apart from the person that it was joined with, or two people who bear one name.

        Args:
            name: one of the person's names.
            articles: those whose bearer of the name is somebody else; without them, the name is set apart everywhere.
            who, why: as for ``merge``.

        Raises:
            UsageError: where there is nothing to set apart.
        """
        with self._writing() as connection:
            named = [rows.storable(reference) for reference in articles]
            return person_edits.split(connection, rows.storable(name), named, who=who, why=why)

    def rename(self, name: str, to: str, *, who: str, why: str) -> Edit:
        """Show a person by another name. The names that articles give stay and lead to it as before."""
        with self._writing() as connection:
            return person_edits.rename(connection, rows.storable(name), to, who=who, why=why)

    def link(self, name: str, qid: str, *, who: str, why: str) -> Edit:
        """Give a person the Wikidata item ``qid`` ("Q42").

        Raises:
            UsageError: where it is none, or somebody else's.
        """
        with self._writing() as connection:
            return person_edits.link(connection, rows.storable(name), qid, who=who, why=why)

    def undo(self, edit: int, *, who: str, why: str) -> Edit:
        """Take an edit about people back; an undoing too, and then what it undid holds again.

        Raises:
            RecordError: where there is none of that number, it is about something else, or it does not hold.
        """
        with self._writing() as connection:
            return undoing.undo(connection, edit, who=who, why=why, kinds=joining.KINDS)

    def edits(self) -> tuple[Edit, ...]:
        """Every edit about people and every undoing of one, the oldest first, those taken back included."""
        with self._reading() as connection:
            return edits.about(connection, joining.KINDS)
