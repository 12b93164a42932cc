"""Taken out for good: an article, or a person, with everything that came of it, and never taken up again.

A takedown or a request for privacy wants the words gone, and not only out of sight. So everything that holds them goes
in one transaction: text, bytes, statements, spans, words of the index, figures, what was kept of the past, edits that
quote it, failures at its path. Then the store is made to write itself anew without them (``Store.wipe``). All versions
of an article go together, for they say nearly the same.

What stays is a tombstone (``tombstones``). By it the same article is known when it comes back, and refused; statements
given later to a person who was removed are not stored.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

import sqlalchemy as sa

from onrecord.domain import Person, Speaker
from onrecord.errors import RecordError, UsageError

from . import (
    applying,
    folding,
    joining,
    listing,
    loading,
    originals,
    persons,
    removing_edits,
    renewing,
    resolving,
    rows,
    stores,
    tombstones,
)
from .answers import ArticleRow
from .clock import now
from .query import Term
from .removing_edits import Going
from .schema import article, edit_anchor, failure, figure, past_report, past_statement, setting, statement
from .schema_feeds import feed_item, saved_hit
from .schema_people import name, statement_name

T = TypeVar("T")

UNWIPED = "unwiped"
"""Key of the setting that says that a removal was made and the store was not yet written anew."""


@dataclass(frozen=True, slots=True)
class Removal:
    """What a removal takes, or took.

    Attributes:
        kind: what was named; name: how it is called.
        articles: that go whole, with all their versions.
        statements: that go; others: how many of them are other people's, where a person was named.
        figures, edits, failures: that go.
        elsewhere: articles that print the person's name and stay.
        wiped: whether the store has been written anew without the words; None where nothing was done yet.
    """

    kind: Literal["article", "person"]
    name: str
    articles: tuple[ArticleRow, ...]
    statements: int
    others: int
    figures: int
    edits: int
    failures: int
    elsewhere: int = 0
    wiped: bool | None = None


@dataclass(frozen=True, slots=True)
class _Target:
    """What is to go, by keys."""

    label: str
    articles: tuple[int, ...]
    person: Person | None = None
    names: frozenset[str] = frozenset()  # folded
    statements_in: tuple[int, ...] = ()  # articles that stay, and lose the person's statements and name


# --- what would go ---------------------------------------------------------------------------------------------------


def plan(connection: sa.Connection, reference: str, *, statements_only: bool) -> Removal:
    """What ``remove`` would take; nothing is written."""
    target = _target(connection, reference, statements_only=statements_only)
    decided = removing_edits.numbers(connection, _going(connection, target))
    return _told(connection, target, decided, _failures_of(connection, target.articles))


def _target(connection: sa.Connection, reference: str, *, statements_only: bool) -> _Target:
    found = _tried(lambda: resolving.resolve(connection, reference))
    person = _tried(lambda: persons.named(connection, reference))
    if found is not None and person is not None:
        raise RecordError(
            f"{reference!r} is both an article and a person ({person.name}, {person.id})",
            next_step="Give the id of the one that is meant",
            code="ambiguous",
        )
    if found is not None:
        if statements_only:
            raise UsageError(
                f"{reference!r} is an article", where="--statements-only", next_step="This is for persons alone"
            )
        return _Target(reference, tuple(_versions(connection, found)))
    if person is None:
        raise RecordError(
            f"no article and nobody in this record is called {reference!r}",
            next_step="`onrecord articles` and `onrecord people` list what there is",
            code="not-found",
        )
    spellings = _spellings(connection, person)
    own = _articles_of(connection, person)
    once = _once_speaking(connection, spellings)
    if statements_only:
        return _Target(person.name, (), person, spellings, tuple(dict.fromkeys([*own, *once])))
    keys = dict.fromkeys(version for key in own for version in _versions(connection, key))
    return _Target(person.name, tuple(keys), person, spellings, tuple(key for key in once if key not in keys))


def _tried(find: Callable[[], T]) -> T | None:
    try:
        return find()
    except RecordError as error:
        if error.code == "not-found":
            return None
        raise


def _versions(connection: sa.Connection, key: int) -> list[int]:
    """Every version of an article, the oldest first."""
    return renewing.after(connection, renewing.before(connection, key)[-1])


def _spellings(connection: sa.Connection, person: Person) -> frozenset[str]:
    query = sa.select(name.c.spellings).where(name.c.name.in_([alias.key for alias in person.aliases]))
    written = [spelling for row in connection.execute(query).scalars() for spelling in row]
    folded = {folding.names(one) for one in [person.name, *written]}
    # A surname alone may be many people's: it stands for this one only where nothing longer does.
    return frozenset({one for one in folded if " " in one} or folded)


def _articles_of(connection: sa.Connection, person: Person) -> Sequence[int]:
    query = (
        sa.select(statement.c.article)
        .join_from(statement, statement_name, statement_name.c.statement == statement.c.key)
        .join(name, name.c.key == statement_name.c.name)
        .where(name.c.name.in_([alias.key for alias in person.aliases]))
        .distinct()
        .order_by(statement.c.article)
    )
    return connection.execute(query).scalars().all()


def _once_speaking(connection: sa.Connection, names: Collection[str]) -> list[int]:
    """The articles in which a model or an edit gave one of ``names`` a statement that is somebody else's now."""
    columns = (past_statement.c.article, past_statement.c.speaker_name)
    found = {key for key, who in connection.execute(sa.select(*columns).distinct()) if _is_of(who, (), names)}
    for key in originals.every(connection):
        _, whole = originals.of(connection, key)
        if any(_are_of(one.speaker, names) for one in whole.statements):
            found.add(key)
    return sorted(found)


def _told(connection: sa.Connection, target: _Target, decided: Sequence[int], failed: Sequence[str]) -> Removal:
    """The numbers of what goes."""
    keys = target.articles
    shown = {k: row for some in loading.batches(keys) for k, row in listing.article_rows(connection, some).items()}
    whole = _number(connection, statement.c.article, keys)
    own = (
        sum(len(_theirs(connection, key, target.names)) for key in (*keys, *target.statements_in))
        if target.person
        else 0
    )
    return Removal(
        kind="person" if target.person else "article",
        name=target.label,
        articles=tuple(shown[key] for key in keys),
        statements=whole if keys else own,
        others=whole - own if target.person and keys else 0,
        figures=_number(connection, figure.c.article, keys),
        edits=len(decided),
        failures=len(failed),
        elsewhere=_elsewhere(connection, target) if target.person else 0,
    )


def _number(connection: sa.Connection, column: sa.Column[int], keys: Sequence[int]) -> int:
    counts = (sa.select(sa.func.count()).where(column.in_(some)) for some in loading.batches(keys))
    return sum(connection.execute(query).scalar_one() for query in counts)


def _theirs(connection: sa.Connection, key: int, names: Collection[str]) -> list[str]:
    """Public ids of the statements of an article that are given to one of ``names``."""
    columns = (statement.c.public_id, statement.c.speaker_name, statement.c.speaker_members)
    query = sa.select(*columns).where(statement.c.article == key)
    return [own for own, who, members in connection.execute(query) if _is_of(who, members, names)]


def _is_of(who: str | None, members: Iterable[str], names: Collection[str]) -> bool:
    return any(folding.names(one) in names for one in (who or "", *members))


def _are_of(speaker: Speaker, names: Collection[str]) -> bool:
    return _is_of(speaker.name, speaker.members, names)


def _going(connection: sa.Connection, target: _Target) -> Going:
    statements = removing_edits.statements_in(connection, target.articles)
    for key in target.statements_in:
        statements |= _ever_theirs(connection, key, target.names)
    aliases = frozenset(alias.key for alias in target.person.aliases) if target.person else frozenset[str]()
    return Going(target.articles, frozenset(statements), target.names, aliases)


def _ever_theirs(connection: sa.Connection, key: int, names: Collection[str]) -> set[str]:
    """Public ids of statements of an article that are given to one of ``names``, or were and stand no more."""
    columns = (past_statement.c.public_id, past_statement.c.speaker_name)
    was = connection.execute(sa.select(*columns).where(past_statement.c.article == key))
    standing = sa.select(statement.c.public_id).where(statement.c.article == key)
    gone = {own for own, who in was if _is_of(who, (), names)} - set(connection.execute(standing).scalars())
    return gone | set(_theirs(connection, key, names))


def _failures_of(connection: sa.Connection, keys: Sequence[int]) -> list[str]:
    found: set[str] = set()
    for some in loading.batches(keys):
        here = sa.select(article.c.path, article.c.sha256).where(article.c.key.in_(some))
        paths, hashes = zip(*connection.execute(here).tuples(), strict=True)
        same = sa.or_(failure.c.path.in_([p for p in paths if p]), failure.c.sha256.in_(hashes))
        found |= set(connection.execute(sa.select(failure.c.path).where(same)).scalars())
    return sorted(found)


def _elsewhere(connection: sa.Connection, target: _Target) -> int:
    """How many articles that stay print one of the names."""
    found: set[int] = set()
    for one in sorted(target.names):
        words = tuple(folding.stem(word) for word in one.split())
        matching = stores.of(connection).articles_matching([Term(words)])
        found |= set(connection.execute(sa.select(matching.key).where(*matching.conditions)).scalars())
    return len(found - set(target.articles))


# --- taking it out ---------------------------------------------------------------------------------------------------


def remove(connection: sa.Connection, reference: str, *, statements_only: bool, reason: str, who: str) -> Removal:
    """Take it out; see ``Record.remove``. The caller wipes the store afterwards."""
    for value, option in ((reason, "--reason"), (who, "--who")):
        if not value.strip():
            raise UsageError("a removal needs a reason and one who makes it", where=option, next_step="Give both")
    target = _target(connection, reference, statements_only=statements_only)
    going = _going(connection, target)
    decided, failed = removing_edits.numbers(connection, going), _failures_of(connection, target.articles)
    told = _told(connection, target, decided, failed)
    tombstones.bury(connection, target.articles, target.names, reason=reason.strip(), who=who.strip())
    for path in failed:
        connection.execute(failure.delete().where(failure.c.path == path))
    for key in target.statements_in:
        _take_statements(connection, key, target.names)
    removing_edits.take(connection, decided, going.statements)
    _take_followed(connection, target.articles, going.statements)
    for some in loading.batches(target.articles):
        connection.execute(article.update().where(article.c.key.in_(some)).values(revises=None))
    for key in target.articles:
        stores.of(connection).unindex_article(connection, key)
        joining.forget(connection, key)
        connection.execute(article.delete().where(article.c.key == key))  # everything of it goes with it
    connection.execute(setting.delete().where(setting.c.key == UNWIPED))
    connection.execute(setting.insert(), {"key": UNWIPED, "value": now()})
    stores.of(connection).squeeze(connection)
    return told


def _take_statements(connection: sa.Connection, key: int, names: frozenset[str]) -> None:
    """Take the statements of a person out of an article that stays."""
    found, outcome = renewing.outcome_of(connection, key)
    theirs = [one for one in outcome.standing if _are_of(one.statement.speaker, names)]
    kept = applying.without_people(found, outcome, lambda speaker: _are_of(speaker, names))
    gone = _ever_theirs(connection, key, names)
    for number in {e.id for one in theirs for e in one.edits}:
        connection.execute(edit_anchor.delete().where(edit_anchor.c.edit == number))
    renewing.restart(connection, key, kept)
    _take_past(connection, key, names, gone)


def _take_past(connection: sa.Connection, key: int, names: frozenset[str], gone: Collection[str]) -> None:
    """Take what was kept of statements that are gone, and of others while they were given to one of ``names``."""
    for table in (past_statement, past_report):
        connection.execute(table.delete().where(table.c.article == key, table.c.public_id.in_(gone)))
    columns = (past_statement.c.key, past_statement.c.speaker_name)
    for was, who in connection.execute(sa.select(*columns).where(past_statement.c.article == key)).all():
        if _is_of(who, (), names):
            connection.execute(past_statement.delete().where(past_statement.c.key == was))


def _take_followed(connection: sa.Connection, keys: Sequence[int], statements: Collection[str]) -> None:
    """Leave nothing in what is followed but the hash of an address, by which no feed has the article fetched again."""
    for some in loading.batches(keys, 200):
        places = connection.execute(sa.select(article.c.path, article.c.url).where(article.c.key.in_(some)))
        hashes = {rows.sha256(place) for pair in places for place in pair if place}
        emptied = {"address": "", "told": "", "state": "removed", "etag": None, "last_modified": None}
        here = feed_item.update().where(feed_item.c.sha256.in_(hashes))
        connection.execute(here.values(emptied | {"code": None, "why": None}))
    for ids in loading.batches(sorted(statements)):
        connection.execute(saved_hit.delete().where(saved_hit.c.statement.in_(ids)))


# --- the files of the store ------------------------------------------------------------------------------------------


def unwiped(connection: sa.Connection) -> bool:
    """Whether a removal waits for the store to be written anew."""
    return connection.execute(sa.select(setting.c.key).where(setting.c.key == UNWIPED)).first() is not None


def wiped(connection: sa.Connection) -> None:
    """Note that it was."""
    connection.execute(setting.delete().where(setting.c.key == UNWIPED))
