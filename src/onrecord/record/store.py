"""The record: what was read and what was said, kept so that it can be proved, searched and taken up again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import sqlalchemy as sa

from onrecord.domain import Extracted

from . import audit, failures, listing, loading, resolving, rows, schema, search, sqlite, writing
from .answers import Added, ArticleRow, AuditReport, Failure, Hit, Page, PersonRow, Stats, StoredArticle
from .query import Query
from .troubles import told_plainly


class Record:
    """An open record. Close it, or use it in a ``with``.

    Several processes, and several threads of one, may use one record at once: readers see what was whole when they
    began, and writers wait for each other. Every method may raise RecordError where the store fails (locked for
    longer than half a minute, disk full, file damaged); then nothing of that call was written.

    Attributes:
        path: the file.
        writable: whether it may be written.
    """

    def __init__(self, engine: sa.Engine, path: Path, *, writable: bool) -> None:
        self.path = path
        self.writable = writable
        self._engine = engine

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Record({str(self.path)!r})"

    def close(self) -> None:
        """Let go of the file. Nothing waits to be written: every method ends with what it wrote on the disk."""
        self._engine.dispose()

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
        table = schema.article
        query = sa.select(table.c.key).where(
            table.c.sha256 == sha256,
            table.c.reader == reader,
            table.c.reader_version == reader_version,
            table.c.model.is_not_distinct_from(model),
        )
        if article_id is not None:
            query = query.where(table.c.id == article_id)
        with self._reading() as connection:
            return connection.execute(query.limit(1)).first() is not None

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
                connection, Failure(rows.storable_path(path), code, message, next_step, sha256, writing.now(), 1), raw
            )

    def clear_failure(self, path: str) -> bool:
        """Forget the failure at ``path``, since it could be read after all. Returns whether there was one."""
        with self._writing() as connection:
            return failures.clear(connection, rows.storable_path(path))

    # --- taking out ---

    def article(self, reference: str) -> StoredArticle:
        """One article by its id or the beginning of it, its path or the end of it, its address, or a statement's id.

        Raises:
            RecordError: where none fits (code ``not-found``) or several do (``ambiguous``, which lists them).
        """
        with self._reading() as connection:
            return resolving.stored(connection, resolving.resolve(connection, rows.storable_path(reference)))

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

    def failures(self) -> tuple[Failure, ...]:
        """What could not become an article, by path."""
        with self._reading() as connection:
            return failures.every(connection)

    def failed_bytes(self, path: str) -> bytes | None:
        """The bytes kept of a failure; None where there is no such failure or none were kept."""
        with self._reading() as connection:
            return failures.raw(connection, rows.storable_path(path))

    def search(self, query: Query) -> Page[Hit]:
        """The statements that a query asks for, best first.

        Raises:
            QueryError: where the query was not understood.
        """
        with self._reading() as connection:
            return search.search(connection, query)

    def people(self, *, name: str | None = None, limit: int = 50, offset: int = 0) -> Page[PersonRow]:
        """Speakers by name, those with most statements first; statements without a named speaker are not counted.

        Args:
            name: only names in which these words occur; understood as ``Query.speaker`` is.
            limit, offset: how many, and how many to pass over.
        """
        with self._reading() as connection:
            return listing.people(connection, name=name, limit=limit, offset=offset)

    def stats(self) -> Stats:
        """What the record holds, counted."""
        with self._reading() as connection:
            return listing.stats(connection)

    def every(self) -> Iterator[Extracted]:
        """Every article, by day of publication (those without one first), then id, then hash: in whatever order added.

        One state of the record, whatever is added meanwhile, a few dozen articles in memory at a time.
        """
        table = schema.article
        order = (sa.func.coalesce(table.c.published, ""), table.c.id, table.c.sha256)
        with self._reading() as connection:
            keys = connection.execute(sa.select(table.c.key).order_by(*order)).scalars().all()
            for some in loading.batches(keys):
                for _, extracted, _ in loading.extracted(connection, some):
                    yield extracted

    def audit(self) -> AuditReport:
        """Prove that the record is whole: spans against the stored text, hashes, references, the index, the file."""
        with self._reading() as connection:
            report = audit.audit(connection)
        if not self.writable:
            return report
        with self._writing() as connection:
            return audit.with_index(connection, report)

    # --- transactions ---

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with told_plainly(str(self.path)), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        options = {sqlite.WRITING: True}
        with (
            told_plainly(str(self.path)),
            self._engine.connect().execution_options(**options) as connection,
            connection.begin(),
        ):
            yield connection
