"""The names of all articles as sums, and the persons that follow from them, kept up to date.

Adding an article costs what its own names cost: each article is gone through once (``observe``), what it says is added
to the sums of its names, and only the names that this can concern are joined anew: those of the same blocks, and those
that links, hand-made joins or an earlier joining tie to them. What an article added is kept beside it, so that a
re-reading takes exactly that out again. The record does not know the rules by which names are joined: whoever opens it
for people hands them in (``Rules``), and a new version of them goes through all articles again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

import sqlalchemy as sa

from onrecord.domain import Edit, Extracted, Name, NameLink, NameSeen, Person, person_id

from . import edits, folding, known, loading, steps
from .schema import statement
from .schema_people import article_name, article_names, name, name_link, person, statement_name

AT_ONCE = 200
"""Names from which one joining sets out; what is tied to them comes with it."""

KINDS = "person."
"""How the kinds of edits about people begin."""


class Rules(Protocol):
    """How names are read off an article and joined; the module ``onrecord.people.across`` is one."""

    VERSION: str

    def observe(self, extracted: Extracted, /) -> tuple[NameSeen, ...]:
        """What an article says of the names of its speakers."""

    def split_by_hand(self, seen: NameSeen, edit: int, /) -> NameSeen:
        """The name as that of another bearer, whom edit ``edit`` set apart."""

    def join(self, names: Iterable[Name], links: Iterable[NameLink], edits: Iterable[Edit], /) -> tuple[Person, ...]:
        """The persons of names that can concern each other."""


# --- what articles say -----------------------------------------------------------------------------------------------


def behind(connection: sa.Connection, version: str | None = None) -> bool:
    """Whether there are articles whose names were not gone through, or names that were not joined.

    Args:
        connection: an open one.
        version: of the rules; articles gone through by others wait too. None takes those of any.
    """
    unjoined = sa.select(name.c.key).where(name.c.waits).limit(1)
    return (
        bool(steps.waiting(connection, article_names, version, limit=1))
        or connection.execute(unjoined).first() is not None
    )


def go_through(connection: sa.Connection, rules: Rules) -> int:
    """Add what the next articles that wait say of their names to the sums; returns how many articles that were."""
    keys = steps.waiting(connection, article_names, rules.VERSION, loading.BATCH)
    apart = _split_in_articles(connection)
    for row, extracted, _ in loading.extracted(connection, keys) if keys else ():
        forget(connection, row["key"])
        seen = rules.observe(extracted)
        _put(connection, row["key"], [_apart(rules, one, apart.get((row["public_id"], one.key))) for one in seen])
        connection.execute(article_names.insert(), {"article": row["key"], "rules": rules.VERSION})
    return len(keys)


def _split_in_articles(connection: sa.Connection) -> dict[tuple[str, str], int]:
    """The edits that set a name of some articles apart, by article and name."""
    return {
        (public_id, edit.payload["key"]): edit.id
        for edit in edits.holding(connection, "person.split")
        for public_id in edit.payload.get("articles", ())
    }


def _apart(rules: Rules, seen: NameSeen, edit: int | None) -> NameSeen:
    return seen if edit is None else rules.split_by_hand(seen, edit)


def _put(connection: sa.Connection, key: int, seen: Sequence[NameSeen]) -> None:
    stated = sa.select(statement.c.id, statement.c.key).where(statement.c.article == key)
    statements: dict[str, int] = dict(connection.execute(stated).tuples().all())
    for one in seen:
        what = _what(one)
        own = _add(connection, one.key, one.block, what, 1)
        connection.execute(article_name.insert(), {"article": key, "name": own, "seen": what})
        rows = [{"statement": statements[i], "name": own} for i in dict.fromkeys(one.statements) if i in statements]
        connection.execute(statement_name.insert(), rows)


def _what(seen: NameSeen) -> dict[str, Any]:
    """What an article says of a name, as JSON."""
    return {
        "written": seen.written,
        "kind": seen.kind,
        "sex": seen.sex,
        "offices": [[title, span.start, span.end] for title, span in seen.offices],
        "links": [
            [k.short, k.long, k.sort, *((k.span.start, k.span.end) if k.span else (None, None))] for k in seen.links
        ],
    }


def forget(connection: sa.Connection, key: int) -> None:
    """Take what an article says out of the sums, before its statements go or are gone through again."""
    query = (
        sa.select(name.c.name, name.c.block, article_name.c.seen)
        .join_from(article_name, name, name.c.key == article_name.c.name)
        .where(article_name.c.article == key)
    )
    said = connection.execute(query).all()
    stated = sa.select(statement.c.key).where(statement.c.article == key)
    connection.execute(statement_name.delete().where(statement_name.c.statement.in_(stated)))
    for table in (article_name, article_names):
        connection.execute(table.delete().where(table.c.article == key))
    for own, block, seen in said:
        _add(connection, own, block, seen, -1)


def _add(connection: sa.Connection, own: str, block: str, what: dict[str, Any], sign: int) -> int:
    """Add one article's words to the sums of a name, or take them out; returns the key of the name."""
    row = connection.execute(sa.select(name).where(name.c.name == own)).mappings().one_or_none()
    values = {
        "spellings": [what["written"]],
        "kinds": [what["kind"]],
        "offices": [title for title, *_ in what["offices"]],
    }
    counts = {column: _summed(row[column] if row else {}, some, sign) for column, some in values.items()}
    spellings, kinds = counts["spellings"], counts["kinds"]
    sums: dict[str, Any] = {
        **counts,
        "block": block,
        "search_name": folding.PART.join(map(folding.names, sorted(spellings))),
        "he": (row["he"] if row else 0) + sign * (what["sex"] == "he"),
        "she": (row["she"] if row else 0) + sign * (what["sex"] == "she"),
        "waits": True,
    }
    for short, long, sort, *_ in what["links"]:
        _add_link(connection, short, long, sort, sign)
    if row is None:
        new = {"public_id": person_id(own), "name": own, "why": "", "sure": True, "position": 0}
        connection.execute(name.insert(), new | sums)
        return int(connection.execute(sa.select(name.c.key).where(name.c.name == own)).scalar_one())
    if kinds:
        connection.execute(name.update().where(name.c.key == row["key"]).values(sums))
    else:
        _remove(connection, row)
    return int(row["key"])


def _summed(counts: dict[str, int], values: Iterable[str], sign: int) -> dict[str, int]:
    """Counts with each value once more, or once less; what is counted no more is gone."""
    summed = Counter(counts)
    for value in values:
        summed[value] += sign
    return {value: number for value, number in sorted(summed.items()) if number}


def _add_link(connection: sa.Connection, short: str, long: str, sort: str, sign: int) -> None:
    here = sa.and_(name_link.c.short == short, name_link.c.long == long, name_link.c.sort == sort)
    number = connection.execute(sa.select(name_link.c.articles).where(here)).scalar_one_or_none()
    if number is None:
        connection.execute(name_link.insert(), {"short": short, "long": long, "sort": sort, "articles": sign})
    elif number + sign:
        connection.execute(name_link.update().where(here).values(articles=number + sign))
    else:
        connection.execute(name_link.delete().where(here))
    # Both ends are joined anew: where the link is gone, nothing else would tell that they are concerned.
    call_up(connection, name.c.name.in_((short, long)))


def _remove(connection: sa.Connection, row: sa.RowMapping) -> None:
    """Take away a name that no article has any more; those it could concern are joined anew."""
    longer = sa.select(name_link.c.long).where(name_link.c.short == row["name"])
    ends = longer.union(sa.select(name_link.c.short).where(name_link.c.long == row["name"]))
    call_up(connection, sa.or_(name.c.block == row["block"], name.c.name.in_(ends), name.c.person == row["person"]))
    connection.execute(name.delete().where(name.c.key == row["key"]))
    others = sa.select(name.c.key).where(name.c.person == row["person"]).exists()
    connection.execute(person.delete().where(person.c.key == row["person"], sa.not_(others)))


def call_up(connection: sa.Connection, which: sa.ColumnElement[bool]) -> None:
    """Have names joined anew."""
    connection.execute(name.update().where(which).values(waits=True))


# --- who follows from it ---------------------------------------------------------------------------------------------


def join_next(connection: sa.Connection, rules: Rules) -> int:
    """Join names that wait for it, with all that they can concern; returns how many names were looked at."""
    start = sa.select(name.c.name).where(name.c.waits).order_by(name.c.name).limit(AT_ONCE)
    first = set(connection.execute(start).scalars())
    if not first:
        return 0
    decided = edits.holding(connection, KINDS)
    keys = _all_concerned(connection, first, decided)
    rows = _rows(connection, name.c.name, keys)
    links = [NameLink(r.short, r.long, r.sort, None, r.articles) for r in _links(connection, keys)]
    found = rules.join([as_name(row) for row in rows], links, decided)
    _write(connection, found, {row["name"]: row for row in rows})
    return len(rows)


def as_name(row: Mapping[str, Any] | sa.RowMapping) -> Name:
    """A name as the rules want it, of its sums: what counts each of its spellings, kinds and offices, by value."""
    written = best_spelling(row["spellings"])
    kinds, offices = (tuple(sorted(row[column].items())) for column in ("kinds", "offices"))
    return Name(row["name"], row["block"], written, kinds, row["he"], row["she"], offices)


def best_spelling(spellings: Mapping[str, int]) -> str:
    """How a name is shown: without what some articles put before it, then as most write it."""
    return min(spellings, key=lambda words: (len(words.split()), -spellings[words], words))


def _all_concerned(connection: sa.Connection, first: set[str], decided: Sequence[Edit]) -> set[str]:
    """All names that block, link, hand or an earlier joining ties to ``first``, however far."""
    found: set[str] = set()
    new = set(first)
    while new:
        found |= new
        rows = _rows(connection, name.c.name, new)
        near: set[str] = set()
        for column in (name.c.block, name.c.person):
            values = {row[column.name] for row in rows} - {None}
            near |= {row["name"] for row in _rows(connection, column, values)}
        for link in _links(connection, new):
            near |= {link.short, link.long}
        for edit in decided:
            if edit.kind == "person.merge":
                tied = {*edit.payload["one"], *edit.payload["other"]}
                near |= tied if tied & new else set()
        new = near - found
    return found


def _rows(connection: sa.Connection, column: sa.Column[Any], values: Collection[Any]) -> list[sa.RowMapping]:
    return [
        row
        for some in loading.batches(sorted(values))
        for row in connection.execute(sa.select(name).where(column.in_(some)).order_by(name.c.name)).mappings()
    ]


def _links(connection: sa.Connection, keys: Collection[str]) -> Iterator[sa.Row[Any]]:
    seen: set[tuple[str, str, str]] = set()
    for some in loading.batches(sorted(keys), 300):
        here = sa.or_(name_link.c.short.in_(some), name_link.c.long.in_(some))
        for row in connection.execute(sa.select(name_link).where(here)):
            if (row.short, row.long, row.sort) not in seen:
                seen.add((row.short, row.long, row.sort))
                yield row


def _write(connection: sa.Connection, found: Sequence[Person], rows: dict[str, sa.RowMapping]) -> None:
    """Put persons in the place of those that had these names."""
    before = sorted({row["person"] for row in rows.values()} - {None})
    for some in loading.batches(before):
        connection.execute(person.delete().where(person.c.key.in_(some)))
    if not found:
        return
    new = [
        {"public_id": p.id, "candidates": list(p.candidates), "search_name": folding.names(p.name)}
        | {field: getattr(p, field) for field in ("name", "type", "qid", "short")}
        for p in found
    ]
    connection.execute(person.insert(), new)
    keys: dict[str, int] = {}
    for some in loading.batches([p.id for p in found]):
        query = sa.select(person.c.public_id, person.c.key).where(person.c.public_id.in_(some))
        keys |= dict(connection.execute(query).tuples().all())
    values = [
        {
            "own": rows[a.key]["key"],
            "person": keys[p.id],
            "why": a.why,
            "sure": a.sure,
            "position": place,
            "waits": False,
        }
        for p in found
        for place, a in enumerate(p.aliases)
    ]
    connection.execute(name.update().where(name.c.key == sa.bindparam("own")), values)
    words = {
        keys[p.id]: {
            folding.names(p.name),
            *(w for a in p.aliases for w in rows[a.key]["search_name"].split(folding.PART)),
        }
        for p in found
    }
    known.note_bearers(connection, words)
