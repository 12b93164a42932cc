"""A published count again: the same number, or article by article and statement by statement what is not as it was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from onrecord.errors import QueryError, RecordError

from . import edits, past
from .counts import Cell, Count, Counted
from .manifest import ArticleMark, Manifest, make


@dataclass(frozen=True, slots=True)
class Change:
    """One counted thing that is not as it was.

    Attributes:
        id: public id of the article or statement.
        article: public id of its article.
        what: ``added``, ``removed``, ``revised`` or ``re-read`` for an article; for a statement ``gained``, ``lost`` or
            ``moved`` to another row; for a saying, by its first report, ``joined`` or ``parted``.
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
        sayings: where sayings were counted, statements that were counted then and now, and that are reports of one
            saying now and were not, or the other way round.
        edits: edits that were made or taken back since, in words.
        versions: package, schema, rules of sayings: what differs, as ``name``, was, is.
    """

    manifest: Manifest
    now: Count
    then: int | None
    then_why: str
    rows: tuple[tuple[tuple[Cell, ...], int, int], ...]
    articles: tuple[Change, ...]
    statements: tuple[Change, ...]
    sayings: tuple[Change, ...]
    edits: tuple[str, ...]
    versions: tuple[tuple[str, str, str], ...]

    @property
    def same(self) -> bool:
        """Whether the same statements, as the same sayings, give the same numbers, out of as many."""
        return not (self.rows or self.statements or self.sayings) and self.now.of == self.manifest.of

    @property
    def reproduced(self) -> bool:
        """Whether the old number comes out: now, or as of then."""
        return self.same or self.then == self.manifest.total


def compare(connection: sa.Connection, old: Manifest) -> Recount:
    """Count again and say what differs; see ``Counts.recount``."""
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
        sayings=tuple(_sayings(old, new)),
        edits=tuple(words for _, words in changed_edits),
        versions=tuple(
            (name, getattr(old, name), getattr(new, name))
            for name in ("package", "record_schema", "saying_rules")
            if getattr(old, name) != getattr(new, name)
        ),
    )


def _then(connection: sa.Connection, old: Manifest) -> tuple[int | None, str]:
    try:
        return past.count(connection, old.asked, old.made_at).total, ""
    except (QueryError, RecordError) as problem:
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

    query = old.asked.query
    by_list = query is not None and bool(query.party or query.office)
    otherwise = "the list of known people is another" if by_list else "the record has it otherwise"

    def why(one: Counted) -> str:
        if one.statement in edited:
            return "edited"
        change = articles.get(one.article)
        if change is not None:
            return f"its article was {change.what}: {change.why}"
        return "its article was revised" if one.article in revised else otherwise

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


def _sayings(old: Manifest, new: Manifest) -> Iterator[Change]:
    """What became one of several sayings, and several of one, among the statements of both counts."""
    was, is_ = ({one.statement: one for one in m.counted} for m in (old, new))
    both = was.keys() & is_.keys()
    for what, one, other in (("joined", is_, was), ("parted", was, is_)):
        held: dict[str, set[str]] = defaultdict(set)
        for own in both:
            if (saying := one[own].saying) is not None:
                held[saying].add(other[own].saying or own)
        for saying, others in sorted(held.items()):
            if len(others) > 1:
                yield Change(saying, one[saying].article, what, _TOLD[what].format(", ".join(sorted(others))))


_TOLD = {"joined": "these were several sayings, and are one now: {}", "parted": "this was one saying, and is now: {}"}


_DECIDED = {
    "statement.change": "changed",
    "statement.reject": "rejected",
    "statement.add": "added",
    "statement.review": "found right",
    "person.merge": "made one with another person",
    "person.split": "set apart from other names",
    "person.rename": "renamed",
    "person.link": "linked to Wikidata",
    "saying.join": "made one saying with others",
    "saying.part": "set apart from a saying",
}


def _edits(connection: sa.Connection, old: Manifest) -> list[tuple[str, str]]:
    """Edits whose holding has changed since: the id of what each is about, and it in words."""
    held = set(old.edits)
    found = []
    for edit in edits.every(connection):
        holds = edit.holds and edit.kind != edits.UNDO
        if holds != (edit.id in held) and edit.kind != edits.UNDO:
            what = "made" if holds else "taken back"
            did = f"{edit.target} {_DECIDED.get(edit.kind, edit.kind)}"
            found.append((edit.target, f"edit {edit.id} {what}: {did} by {edit.who}: {edit.why}"))
    return found
