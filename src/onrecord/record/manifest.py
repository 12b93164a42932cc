"""The sheet that goes with a published count, and what became of the count since.

A manifest holds the query, the number, and everything that the number hangs on: which articles were in the record, by
the hash of their text, who read and extracted them, which edits held, and which statements were counted in which row.
It holds no word of any article. ``compare`` counts again and says, article by article and statement by statement, what
is no longer as it was.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import sqlalchemy as sa

from onrecord.errors import RecordError

from . import counting, edits, past, schema
from .counts import Asked, Cell, Count, Counted, CountRow
from .query import Query
from .schema import article

FORMAT = 1
"""Number of the manifest's own shape."""


@dataclass(frozen=True, slots=True)
class ArticleMark:
    """By what an article is known again: its public id, the hash of its text, and who read and extracted it."""

    id: str
    text_sha256: str
    reader: str
    model: str | None
    revises: str | None


@dataclass(frozen=True, slots=True)
class Manifest:
    """A count with all that it hangs on.

    Attributes:
        made_at: the second whose state of the record was counted, UTC, ISO 8601.
        package, record_schema: version of onrecord, and step of the record's schema.
        asked, rows, total, of, below, earlier: the count; see ``Count``.
        articles: every article of the record, by id.
        counted: every statement in a row.
        edits: numbers of the edits that held.
    """

    made_at: str
    package: str
    record_schema: str
    asked: Asked
    rows: tuple[CountRow, ...]
    total: int
    of: int
    below: int
    earlier: int
    articles: tuple[ArticleMark, ...]
    counted: tuple[Counted, ...]
    edits: tuple[int, ...]

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for JSON. Statements and articles, of which there are many, are short lists."""
        asked = dataclasses.asdict(self.asked)
        plain = {f.name: getattr(self, f.name) for f in dataclasses.fields(self)}
        return plain | {
            "onrecord_manifest": FORMAT,
            "asked": asked,
            "rows": [[[[c.value, c.gap] for c in row.cells], row.number, row.of] for row in self.rows],
            "articles": [list(dataclasses.astuple(mark)) for mark in self.articles],
            "counted": [list(dataclasses.astuple(one)) for one in self.counted],
            "edits": list(self.edits),
        }


@dataclass(frozen=True, slots=True)
class Change:
    """One counted thing that is not as it was.

    Attributes:
        id: public id of the article or statement.
        article: public id of its article.
        what: ``added``, ``removed``, ``revised``, ``re-read`` or ``edited`` for an article; for a statement ``gained``,
            ``lost`` or ``moved`` to another row.
        why: in words.
    """

    id: str
    article: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Recount:
    """A manifest counted again.

    Attributes:
        manifest: as it was; now: the count as it is.
        then: the number of the manifest's own moment as the record gives it today; None where it cannot, and
            ``then_why`` says why not.
        rows: rows whose numbers differ: cells, was, is.
        articles, statements: what differs.
        edits: edits that were made or taken back since, in words.
        versions: package, schema: what differs, as ``name``, was, is.
    """

    manifest: Manifest
    now: Count
    then: int | None
    then_why: str
    rows: tuple[tuple[tuple[Cell, ...], int, int], ...]
    articles: tuple[Change, ...]
    statements: tuple[Change, ...]
    edits: tuple[str, ...]
    versions: tuple[tuple[str, str, str], ...]

    @property
    def same(self) -> bool:
        """Whether the same statements give the same numbers, out of as many."""
        return not (self.rows or self.statements) and self.now.of == self.manifest.of

    @property
    def reproduced(self) -> bool:
        """Whether the old number comes out: now, or as of then."""
        return self.same or self.then == self.manifest.total


def make(connection: sa.Connection, asked: Asked, made_at: str, *, as_of: str | None = None) -> tuple[Count, Manifest]:
    """Count, and write down what the count hangs on; see ``Record.manifest``."""
    if as_of is None:
        count = counting.count(connection, asked)
        counted = counting.counted(connection, asked, count.rows)
    else:
        count, counted = past.counted(connection, asked, as_of)
    numbers = {name: getattr(count, name) for name in ("asked", "rows", "total", "of", "below", "earlier")}
    return count, Manifest(
        made_at=as_of or made_at,
        package=version("onrecord"),
        record_schema=schema.HEAD,
        articles=tuple(_marks(connection, as_of)),
        counted=tuple(counted),
        edits=tuple(edit.id for edit in edits.holding(connection) if as_of is None or edit.made_at <= as_of),
        **numbers,
    )


def _marks(connection: sa.Connection, as_of: str | None = None) -> Iterable[ArticleMark]:
    earlier = article.alias("earlier")
    query = (
        sa.select(
            article.c.public_id,
            article.c.text_sha256,
            article.c.reader,
            article.c.reader_version,
            article.c.model,
            earlier.c.public_id,
        )
        .join_from(article, earlier, article.c.revises == earlier.c.key, isouter=True)
        .order_by(article.c.public_id)
    )
    if as_of is not None:
        query = query.where(article.c.added_at <= as_of)
    for public_id, text, reader, reader_version, model, revises in connection.execute(query):
        yield ArticleMark(public_id, text, f"{reader} {reader_version}", model, revises)


# --- counting again --------------------------------------------------------------------------------------------------


def compare(connection: sa.Connection, old: Manifest) -> Recount:
    """Count again and say what differs; see ``Record.recount``."""
    now, new = make(connection, old.asked, "")
    articles = tuple(_articles(old.articles, new.articles))
    changed_edits = _edits(connection, old)
    edited = {target for target, _ in changed_edits}
    then, then_why = _then(connection, old)
    was, is_ = ({row.cells: row.number for row in rows} for rows in (old.rows, now.rows))
    return Recount(
        manifest=old,
        now=now,
        then=then,
        then_why=then_why,
        rows=tuple((c, was.get(c, 0), is_.get(c, 0)) for c in dict.fromkeys([*was, *is_]) if was.get(c) != is_.get(c)),
        articles=articles,
        statements=tuple(_statements(old, new, {a.id: a for a in articles}, edited)),
        edits=tuple(words for _, words in changed_edits),
        versions=tuple(
            (name, getattr(old, name), getattr(new, name))
            for name in ("package", "record_schema")
            if getattr(old, name) != getattr(new, name)
        ),
    )


def _then(connection: sa.Connection, old: Manifest) -> tuple[int | None, str]:
    try:
        return past.count(connection, old.asked, old.made_at).total, ""
    except RecordError as problem:
        return None, problem.what


def _articles(old: Iterable[ArticleMark], new: Iterable[ArticleMark]) -> Iterable[Change]:
    was, is_ = {mark.id: mark for mark in old}, {mark.id: mark for mark in new}
    for mark in is_.values():
        before = was.get(mark.id)
        if before is None and mark.revises in was:
            yield Change(mark.id, mark.id, "revised", f"it revises {mark.revises}")
        elif before is None:
            yield Change(mark.id, mark.id, "added", "it was not in the record")
        elif (why := _reading(before, mark)) is not None:
            yield Change(mark.id, mark.id, "re-read", why)
    for mark in was.values():
        if mark.id not in is_:
            yield Change(mark.id, mark.id, "removed", "it is no longer in the record")


def _reading(before: ArticleMark, mark: ArticleMark) -> str | None:
    """How an article is read otherwise than before; None where it is not."""
    found = [
        f"{name} {a or 'none'} -> {b or 'none'}"
        for name, a, b in (("model", before.model, mark.model), ("reader", before.reader, mark.reader))
        if a != b
    ]
    if before.text_sha256 != mark.text_sha256:
        found.append("its text is another")
    return ", ".join(found) or None


def _statements(old: Manifest, new: Manifest, articles: Mapping[str, Change], edited: set[str]) -> Iterable[Change]:
    was, is_ = ({one.statement: one for one in m.counted} for m in (old, new))
    revised = {mark.revises for mark in new.articles} - {mark.revises for mark in old.articles}

    def why(one: Counted) -> str:
        if one.statement in edited:
            return "edited"
        change = articles.get(one.article)
        if change is not None:
            return f"its article was {change.what}: {change.why}"
        return "its article was revised" if one.article in revised else "the record has it otherwise"

    for own, one in is_.items():
        before = was.get(own)
        if before is None:
            yield Change(own, one.article, "gained", why(one))
        elif old.rows[before.row].cells != new.rows[one.row].cells:
            known = one.statement in edited or one.article in articles
            yield Change(own, one.article, "moved", why(one) if known else "its speaker goes by another name")
    for own, one in was.items():
        if own not in is_:
            yield Change(own, one.article, "lost", why(one))


def _edits(connection: sa.Connection, old: Manifest) -> list[tuple[str, str]]:
    """Edits whose holding has changed since: the id of what each is about, and it in words."""
    held = set(old.edits)
    found = []
    for edit in edits.every(connection):
        holds = edit.holds and edit.kind != edits.UNDO
        if holds != (edit.id in held) and edit.kind != edits.UNDO:
            what = "made" if holds else "taken back"
            found.append(
                (edit.target, f"edit {edit.id} {what}: {edit.kind} of {edit.target} by {edit.who}: {edit.why}")
            )
    return found


# --- from a file -----------------------------------------------------------------------------------------------------


def from_dict(found: Any, *, where: str) -> Manifest:
    """A manifest from what ``as_dict`` gave.

    Raises:
        RecordError: where it is none, or of a later version.
    """
    shape = found.get("onrecord_manifest") if isinstance(found, dict) else None
    if isinstance(shape, int) and shape > FORMAT:
        raise RecordError(
            f"a newer onrecord made this manifest (shape {shape}; this version knows {FORMAT})",
            where=where,
            next_step="Install the newest version: pip install --upgrade onrecord",
            code="newer",
        )
    try:
        asked = dict(found["asked"])
        query = asked.pop("query")
        if query is not None:
            query["meta"] = tuple(tuple(pair) for pair in query.get("meta", ()))
            query = Query(**query)
        return Manifest(
            **{n: found[n] for n in ("made_at", "package", "record_schema", "total", "of", "below", "earlier")},
            asked=Asked(query=query, by=tuple(asked.pop("by")), **asked),
            rows=tuple(CountRow(tuple(Cell(*c) for c in cells), number, of) for cells, number, of in found["rows"]),
            articles=tuple(ArticleMark(*mark) for mark in found["articles"]),
            counted=tuple(Counted(*one) for one in found["counted"]),
            edits=tuple(found["edits"]),
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise RecordError(
            "this is no manifest of a count",
            where=where,
            next_step="Make one with: onrecord count QUERY --manifest FILE",
            code="bad-manifest",
        ) from problem
