"""The record: what was read and what was said, kept so that it can be proved, searched and taken up again."""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import sqlalchemy as sa

from onrecord.domain import Article, Extracted, Statement

from . import (
    arrivals,
    audit,
    clock,
    facets,
    failures,
    full_text,
    joining,
    listing,
    persons,
    removal,
    renewing,
    resolving,
    revisions,
    rows,
    schema,
    schema_accounts,  # noqa: F401  (its tables are among those of a record)
    schema_feeds,  # noqa: F401  (likewise)
    schema_known,  # noqa: F401  (likewise)
    search,
    selecting,
    stores,
    tombstones,
    writing,
)
from .answers import (
    Added,
    ArticleHit,
    ArticleRow,
    AuditReport,
    FacetCount,
    Facets,
    Failure,
    Hit,
    Month,
    Page,
    PersonRow,
    Stats,
    StoredArticle,
)
from .changing import Changing
from .counting_face import Counts
from .edits_face import Edits
from .people_face import Persons
from .query import Query
from .revisions import Revision
from .sayings_face import Sayings
from .store_kind import WRITING, Transactions
from .texts import Texts
from .tombstones import Tombstone
from .troubles import told_plainly


class Record:
    """An open record. Close it, or use it in a ``with``.

    Several processes, and several threads of one, may use one record at once: readers see what was whole when they
    began, and writers wait for each other. Every method may raise RecordError where the store fails (locked for
    longer than half a minute, disk full, file damaged); then nothing of that call was written.

    Attributes:
        target: the file, or the address without its password.
        path: the file; None where it is no file.
        writable: whether it may be written.
    """

    def __init__(self, engine: sa.Engine, target: str, *, writable: bool, path: Path | None = None) -> None:
        self.target = target
        self.path = path
        self.writable = writable
        self._engine = engine
        self._changing = Changing(engine, target)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Record({self.target!r})"

    def close(self) -> None:
        """Let go of the store. Nothing waits to be written: every method ends with what it wrote on the disk."""
        self._changing.close()
        self._engine.dispose()

    def changed(self) -> Hashable:
        """Another value than before where anything was written in between, by this process or another; cheap to ask."""
        return self._changing.number()

    # --- putting in ---

    def has(
        self, sha256: str, reader: str, reader_version: str, model: str | None, *, article_id: str | None = None
    ) -> bool:
        """Whether these bytes are in the record as this reader reads and this model extracts them.

        Args:
            sha256: hex digest of the bytes.
            reader, reader_version: who would read them.
            model: who would extract them; None for what is not extracted.
            article_id: the article's own id, where one file holds several articles of the same bytes.
        """
        with self._reading() as connection:
            return writing.has(connection, sha256, reader, reader_version, model, article_id=article_id)

    def add(self, extracted: Extracted, *, replace: bool = False) -> Added:
        """Add an article in one transaction: all of it, or nothing.

        The same bytes with the same id are the same article: another reader's version or another model takes the
        place of the earlier reading, and else nothing is written. Other bytes with the same id or address and other
        words make a new article that revises the earlier one; both stay. A failure at the article's path is over.

        Args:
            extracted: the article with its statements.
            replace: also let title, outlet, days and the like take the place of the stored ones, where somebody
                gave them for the same bytes.

        Raises:
            RecordError: where the store refused, or a span reaches beyond its text (code ``span``).
        """
        with self._writing() as connection:
            return writing.add(connection, extracted, replace=replace)

    def add_failure(
        self,
        path: str,
        code: str,
        message: str,
        next_step: str | None = None,
        *,
        sha256: str | None = None,
        raw: bytes | None = None,
    ) -> None:
        """Keep what could not become an article. Another failure at the same path takes its place and counts the tries.

        Args:
            path: where it came from.
            code, message, next_step: as the error said.
            sha256: hash of its bytes, hex; raw: the bytes, kept where they could not be had again.
        """
        with self._writing() as connection:
            failures.put(
                connection, Failure(rows.storable(path), code, message, next_step, sha256, clock.now(), 1), raw
            )

    def clear_failure(self, path: str) -> bool:
        """Forget the failure at ``path``, since it could be read after all. Returns whether there was one."""
        with self._writing() as connection:
            return failures.clear(connection, rows.storable(path))

    # --- taking out ---

    def article(self, reference: str) -> StoredArticle:
        """One article by its id or the beginning of it, its path or the end of it, its address, or a statement's id.

        Raises:
            RecordError: where none fits (code ``not-found``) or several do (``ambiguous``, which lists them).
        """
        with self._reading() as connection:
            key = resolving.resolve(connection, rows.storable(reference))
            return selecting.stored_articles(connection, [key])[0]

    def articles(
        self, *, warning: str | None = None, outlet: str | None = None, limit: int = 50, offset: int = 0
    ) -> Page[ArticleRow]:
        """Articles, the latest published first, those without a day last.

        Args:
            warning: only those of which reading had this doubt (a WarningCode).
            outlet: only those of outlets in whose name these words stand side by side.
            limit, offset: how many, and how many to pass over.

        Raises:
            QueryError: where the warning is none, or the page cannot be had.
        """
        with self._reading() as connection:
            return listing.articles(connection, warning=warning, outlet=outlet, limit=limit, offset=offset)

    def revisions(self, reference: str) -> tuple[Revision, ...]:
        """What changed from each version of an article to the next, the oldest first; empty where there is one only.

        Args:
            reference: any of its versions, as for ``article``.
        """
        with self._reading() as connection:
            return revisions.of(connection, rows.storable(reference))

    def failures(self) -> tuple[Failure, ...]:
        """What could not become an article, by path."""
        with self._reading() as connection:
            return failures.every(connection)

    def failed_bytes(self, path: str) -> bytes | None:
        """The bytes kept of a failure; None where there is no such failure or none were kept."""
        with self._reading() as connection:
            return failures.raw(connection, rows.storable(path))

    def search(self, query: Query, *, number: int | None = None) -> Page[Hit]:
        """The statements that a query asks for: the best first where it has words and few enough fit, else the newest.

        Args:
            query: see there.
            number: how many fit, where the caller knows; None to have them counted, up to ``search.COUNTED``.

        Raises:
            QueryError: where the query was not understood.
        """
        with self._reading() as connection:
            return search.search(connection, query, number)

    def latest(self, query: Query) -> tuple[Hit, ...]:
        """The statements that a query asks for and that came into the record last, these first.

        Args:
            query: its ``limit`` says how many; order, offset and cursor do not matter.

        Raises:
            QueryError: where the query was not understood.
        """
        with self._reading() as connection:
            return search.latest(connection, query)

    def arrived(
        self, query: Query, since: str, *, leave_out: sa.Select[tuple[str]] | None = None
    ) -> tuple[arrivals.Arrival, ...]:
        """What came into the record at a moment or later and fits a query, each saying once, in the order it came.

        Args:
            query: its order, limit, offset and cursor do not matter; at most ``arrivals.MOST`` statements are looked
                at.
            since: UTC, as the record writes moments (``clock.written``).
            leave_out: public ids of statements that are not to be looked at, as a SELECT.

        Raises:
            QueryError: where the query was not understood.
        """
        with self._reading() as connection:
            return arrivals.since(connection, query, since, leave_out)

    def facets(self, query: Query, *, most: int = 10) -> Facets:
        """What the hits of a query are made of: people, outlets, years, forms, the commonest first.

        Args:
            query: its limit, offset and cursor do not matter.
            most: rows of each.

        Raises:
            QueryError: where the query was not understood.
        """
        with self._reading() as connection:
            return facets.facets(connection, query, most)

    def outlets(self, query: Query, *, most: int) -> tuple[FacetCount, ...]:
        """In which outlets the statements stand that a query asks for, those with most of them first.

        Args:
            query: its limit, offset and cursor do not matter.
            most: how many outlets.

        Raises:
            QueryError: where the query was not understood.
        """
        with self._reading() as connection:
            return facets.outlets(connection, query, most)

    def months(self, query: Query) -> tuple[Month, ...]:
        """How many of the statements that a query asks for were said in each month, by form and act, in that order.

        Raises:
            QueryError: where the query was not understood.
        """
        with self._reading() as connection:
            return facets.months(connection, query)

    def search_articles(self, query: Query) -> Page[ArticleHit]:
        """The articles in whose headline or text all words of a query stand, the latest published first.

        Args:
            query: its days are those of publication; ``speaker``, ``person``, ``form``, ``act``, ``manner``, ``cue``
                and ``review`` are of statements, and are refused.

        Raises:
            QueryError: where the query was not understood.
        """
        with self._reading() as connection:
            return full_text.search(connection, query)

    def people(
        self,
        *,
        name: str | None = None,
        party: str | None = None,
        office: str | None = None,
        limit: int = 50,
        offset: int = 0,
    ) -> Page[PersonRow]:
        """Who speaks, those with most statements first; statements without a named speaker are not counted.

        Persons, each under all names; while articles wait for ``persons.update``, names as the articles give them.

        Args:
            name: only those in one of whose names these words occur; understood as ``Query.speaker`` is.
            party, office: only those who ever were so by the list of known people, by words of it.
            limit, offset: how many, and how many to pass over.
        """
        with self._reading() as connection:
            if joining.behind(connection) and not (party or office):
                return listing.people(connection, name=name, limit=limit, offset=offset)
            return persons.listed(connection, words=name, party=party, office=office, limit=limit, offset=offset)

    @property
    def persons(self) -> Persons:
        """The people of this record: found, explained, merged, split, renamed."""
        return Persons(self._reading, self._writing)

    @property
    def sayings(self) -> Sayings:
        """What was said once and printed many times: found, shown, joined, parted."""
        return Sayings(self._reading, self._writing)

    def stats(self) -> Stats:
        """What the record holds, counted."""
        with self._reading() as connection:
            found = listing.stats(connection)
            if joining.behind(connection):
                return found
            return dataclasses.replace(found, people=persons.number(connection))

    def every(self) -> Iterator[Extracted]:
        """Every article, by day of publication (those without one first), then id, then hash: in whatever order added.

        One state of the record, whatever is added meanwhile, a few dozen articles in memory at a time.
        """
        with self._reading() as connection:
            yield from selecting.every(connection)

    def selected(self, query: Query | None = None) -> Iterator[StoredArticle]:
        """Every article with the statements that ``query`` lets through; without a query, all, also those with none.

        One state of the record, in the order of ``every``; the query's limit and offset do not matter.

        Raises:
            QueryError: where the query was not understood.
        """
        with self._reading() as connection:
            yield from selecting.selected(connection, query)

    def statement(self, reference: str) -> StoredArticle:
        """The article of one statement, with that statement alone.

        Args:
            reference: the statement's id or the beginning of it, or its article's with ``#s3`` after it.

        Raises:
            RecordError: where none fits (code ``not-found``) or several do (``ambiguous``, which lists them).
        """
        with self._reading() as connection:
            return selecting.one_statement(connection, rows.storable(reference))

    def statements(self, ids: Sequence[str]) -> Mapping[str, StoredArticle]:
        """By public id, the article of each of some statements, with it alone; without what is not there."""
        with self._reading() as connection:
            return selecting.statements(connection, ids)

    @property
    def edits(self) -> Edits:
        """What people decided about statements: changed, rejected, added, reviewed."""
        return Edits(self._reading, self._writing)

    @property
    def counts(self) -> Counts:
        """Numbers that can be published, and reached again."""
        return Counts(self._reading)

    @property
    def texts(self) -> Texts:
        """The full texts, for what reads all of them."""
        return Texts(self._reading)

    @property
    def transactions(self) -> Transactions:
        """For what works on the tables itself: a backup, and parts above that keep some of their own here."""
        return Transactions(self._reading, self._writing)

    # --- for good ---

    def would_remove(self, reference: str, *, statements_only: bool = False) -> removal.Removal:
        """What ``remove`` would take, so that somebody can be asked first.

        Args:
            reference: an article, as for ``article``, with all its versions; or a person, as for ``Persons.named``,
                with every article that he or she speaks in, since these words stand in its text.
            statements_only: of a person, take the statements alone and let the articles stay.

        Raises:
            RecordError: where there is none (code ``not-found``) or several (``ambiguous``).
        """
        with self._reading() as connection:
            return removal.plan(connection, rows.storable(reference), statements_only=statements_only)

    def remove(self, reference: str, *, reason: str, who: str, statements_only: bool = False) -> removal.Removal:
        """Take an article or a person out for good, with all that came of it, and refuse it when it comes again.

        Args:
            reference, statements_only: as for ``would_remove``.
            reason: why; it is shown to whoever adds the article again. who: decides. Neither may be empty.

        Returns:
            what went; ``wiped`` says whether nothing of it is left in the files of the store either.
        """
        with self._writing() as connection:
            told = removal.remove(
                connection, rows.storable(reference), statements_only=statements_only, reason=reason, who=who
            )
        return dataclasses.replace(told, wiped=self.finish_removals())

    def finish_removals(self) -> bool:
        """Write the store anew where a removal was made and that did not come to its end; whether all is wiped."""
        with self._reading() as connection:
            if not removal.unwiped(connection):
                return True
            store = stores.of(connection)
        with told_plainly(self.target):
            if not store.wipe(self._engine):
                return False
        with self._writing() as connection:
            removal.wiped(connection)
        return True

    def removed(self, article: Article) -> Tombstone | None:
        """Why an article may not be added, having been removed; None where it may."""
        with self._reading() as connection:
            return tombstones.known(connection, article)

    def would_stand(self, reference: str, extracted: Extracted) -> tuple[Statement, ...]:
        """The statements that an article would have, were it stored so: with its edits, without people removed.

        Args:
            reference: as for ``article``.
            extracted: the article as another model extracts it.

        Raises:
            RecordError: as for ``article``.
        """
        with self._reading() as connection:
            key = resolving.resolve(connection, rows.storable(reference))
            return renewing.would_stand(connection, key, extracted)

    def need_answer(self) -> None:
        """Ask the store for next to nothing; raises RecordError where it does not answer."""
        with self._reading() as connection:
            connection.execute(sa.select(schema.setting.c.key).limit(1)).all()

    def audit(self) -> AuditReport:
        """Prove that the record is whole: spans against the stored text, hashes, references, the index, the file."""
        if self.writable:
            self.finish_removals()
        with self._reading() as connection:
            report = audit.audit(connection)
        if not self.writable:
            return report
        with self._writing() as connection:
            return audit.with_index(connection, report)

    # --- transactions ---

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with told_plainly(self.target), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        with (
            told_plainly(self.target),
            self._engine.connect().execution_options(**{WRITING: True}) as connection,
            connection.begin(),
        ):
            yield connection
