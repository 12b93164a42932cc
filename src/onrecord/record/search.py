"""From a query to a page of statements.

Where words are asked for and the hits can be looked through (``ranking``), the best come first; else, with every
other query, and where it is asked so, the newest do. Then by day, then by id, so that a page never depends on chance
and the next page goes on where the last one ended. What is found is decided by the search columns alone; which words of
a hit are marked is decided by the same folding, over the content itself.

The cost must hang on what is shown and not on how much there is. So hits are counted up to ``COUNTED`` and are "at
least" so many beyond; and where there are so many, nothing is sorted: the statements are gone through from the newest
on until the page is full, which is soon, since so many fit.
"""

from __future__ import annotations

import dataclasses
import json
from typing import Any, NamedTuple

import sqlalchemy as sa

from . import known, loading, persons, stores
from .answers import Hit, Page
from .hits import hits
from .paging import Place, cursor_of, place_of
from .query import Parsed, Query, parse
from .ranking import MOST_RANKED, fit
from .schema import article_meta, statement

COUNTED = 10_000
"""Hits that are counted, and looked through for facets. A greater number tells a person only to ask for less."""

_MOST_YEARS = 60
"""Years of a range that are looked up in the index of words. Beyond them the range leaves out too little."""

_Keys = sa.Select[tuple[int]]
_ORDER = (statement.c.sort_day.desc(), statement.c.public_id.desc())


def search(connection: sa.Connection, query: Query, number: int | None = None) -> Page[Hit]:
    """The statements that a query asks for; see ``Record.search``.

    Raises:
        QueryError: where the query was not understood.
    """
    parsed = parse(query)
    place = place_of(query.cursor) if query.cursor else None
    if number == 0:
        return Page((), 0, query.limit, query.offset)
    under = _under_other_names(connection, parsed)
    fitting = _fitting(connection, parsed, under)
    # A cursor keeps the order that its first page had, whatever was added since.
    ranked = _by_words(parsed, place) and not query.newest
    best = _best(connection, fitting, parsed, any_number=place is not None) if ranked else None
    if best is not None:
        rest = [hit for hit in best if place is None or hit.place < place]
        shown = rest[query.offset : query.offset + query.limit + 1]
        total, exact = len(best), True
    else:
        total, exact = counted(connection, fitting) if number is None else _up_to(number)
        conditions = _conditions(connection, parsed, under, fitting if exact else None)
        shown = _newest(connection, conditions, place, query.offset, query.limit + 1)
    page = shown[: query.limit]
    return Page(
        tuple(hits(connection, [hit.key for hit in page], parsed.words)),
        total,
        query.limit,
        query.offset,
        exact=exact,
        next=cursor_of(page[-1].place) if len(shown) > len(page) > 0 else None,
        ranked=best is not None,
    )


def latest(connection: sa.Connection, query: Query) -> tuple[Hit, ...]:
    """See ``Record.latest``."""
    parsed = parse(query)
    under = _under_other_names(connection, parsed)
    fitting = _fitting(connection, parsed, under)
    _, exact = counted(connection, fitting)
    conditions = _conditions(connection, parsed, under, fitting if exact else None)
    found = sa.select(statement.c.key).where(*conditions).order_by(statement.c.key.desc()).limit(query.limit)
    return tuple(hits(connection, connection.execute(found).scalars().all(), parsed.words))


def on_each(connection: sa.Connection, parsed: Parsed) -> list[sa.ColumnElement[bool]]:
    """What holds of the rows of ``statement`` that fit, for a look at few of them."""
    return _conditions(connection, parsed, _under_other_names(connection, parsed), None)


def keys(connection: sa.Connection, parsed: Parsed) -> sa.Select[Any]:
    """The keys of all statements that fit, in no order, as a SELECT."""
    return _fitting(connection, parsed, _under_other_names(connection, parsed))


def counted(connection: sa.Connection, fitting: sa.Select[Any]) -> tuple[int, bool]:
    """How many rows a SELECT has, up to ``COUNTED``, and whether that is all."""
    some = fitting.limit(COUNTED + 1).subquery()
    number = connection.execute(sa.select(sa.func.count()).select_from(some)).scalar_one()
    return _up_to(number)


def _up_to(number: int) -> tuple[int, bool]:
    return min(number, COUNTED), number <= COUNTED


def _conditions(
    connection: sa.Connection, parsed: Parsed, under: _Keys | None, fitting: sa.Select[Any] | None
) -> list[sa.ColumnElement[bool]]:
    """What holds of the rows of ``statement`` that fit: by ``fitting``, or where they are too many, row by row.

    The statements of a person are few, and looked up by key in any case; so what else must hold is best asked at once.
    """
    of_person_alone = parsed.person and not (parsed.words or parsed.speaker or parsed.outlet)
    if fitting is not None and not of_person_alone:
        return [statement.c.key.in_(fitting)]
    return [_held(connection, parsed, under), *_of_persons(parsed, statement.c.key), *_on_rows(parsed, with_facts=True)]


def _under_other_names(connection: sa.Connection, parsed: Parsed) -> _Keys | None:
    """The statements that only another name of their speaker lets in; None where there are none."""
    return persons.under_other_names(connection, parsed.speaker) if parsed.speaker else None


def _fitting(connection: sa.Connection, parsed: Parsed, under: _Keys | None) -> sa.Select[Any]:
    """See ``keys``; ``under`` are those that only another name of their speaker lets in."""
    plain = _plain_keys(connection, parsed)
    if under is None:
        return plain
    rest = _plain_keys(connection, dataclasses.replace(parsed, speaker=())).subquery()
    own: sa.ColumnElement[int] = rest.c[0]
    both = plain.union(sa.select(own).where(own.in_(under))).subquery()
    return sa.select(both.c[0])


def _plain_keys(connection: sa.Connection, parsed: Parsed) -> sa.Select[Any]:
    """The same, without looking whether a speaker has other names."""
    found = stores.of(connection).matching(parsed, _years(connection, parsed))
    on_rows = _on_rows(parsed, with_facts=not found.with_facts)
    source = found.source
    if on_rows and source is not statement:
        source = source.join(statement, statement.c.key == found.key)
    of_persons = _of_persons(parsed, found.asked)
    return sa.select(found.key).select_from(source).where(*found.conditions, *of_persons, *on_rows)


class _Found(NamedTuple):
    key: int
    place: Place


def _by_words(parsed: Parsed, place: Place | None) -> bool:
    return bool(parsed.words) and (place is None or place.fit is not None)


def _best(
    connection: sa.Connection, fitting: sa.Select[Any], parsed: Parsed, *, any_number: bool
) -> list[_Found] | None:
    """All that fit, the best first; None where they are too many to be put in this order."""
    found = connection.execute(fitting if any_number else fitting.limit(MOST_RANKED + 1)).scalars().all()
    if len(found) > MOST_RANKED and not any_number:
        return None
    weighed = []
    for some in loading.batches(found):
        columns = (statement.c.key, statement.c.sort_day, statement.c.public_id, statement.c.search_words)
        for key, day, public_id, words in connection.execute(sa.select(*columns).where(statement.c.key.in_(some))):
            weighed.append(_Found(key, Place(fit(words, parsed.words), day, public_id)))
    return sorted(weighed, key=lambda hit: hit.place, reverse=True)


def _newest(
    connection: sa.Connection, conditions: list[sa.ColumnElement[bool]], place: Place | None, offset: int, limit: int
) -> list[_Found]:
    """Those of which ``conditions`` hold, the newest first, from a place on."""
    if place is not None:
        after = sa.tuple_(statement.c.sort_day, statement.c.public_id) < (place.day, place.id)
        conditions = [*conditions, after]
    query = sa.select(statement.c.key, statement.c.sort_day, statement.c.public_id).where(*conditions)
    rows = connection.execute(query.order_by(*_ORDER).limit(limit).offset(offset))
    return [_Found(key, Place(None, day, public_id)) for key, day, public_id in rows]


def _held(connection: sa.Connection, parsed: Parsed, under: _Keys | None) -> sa.ColumnElement[bool]:
    """What of the words must hold of a statement, under whatever name its speaker stands there."""
    holding = stores.of(connection).holding
    plain = sa.and_(sa.true(), *holding(parsed))
    if under is None:
        return plain
    rest = sa.and_(statement.c.key.in_(under), *holding(dataclasses.replace(parsed, speaker=())))
    return sa.or_(plain, rest)


def _of_persons(parsed: Parsed, key: sa.ColumnElement[int]) -> list[sa.ColumnElement[bool]]:
    """What must hold of the key of a statement: whose it is."""
    conditions: list[sa.ColumnElement[bool]] = []
    if parsed.person:
        conditions.append(key.in_(persons.statements_of(parsed.person)))
    if parsed.party or parsed.office:
        conditions.append(key.in_(known.statements_of(parsed.party, parsed.office)))
    return conditions


def _on_rows(parsed: Parsed, *, with_facts: bool) -> list[sa.ColumnElement[bool]]:
    """What must hold of the rows of ``statement``: days, ``meta``, and the facts that the index has not met."""
    conditions: list[sa.ColumnElement[bool]] = []
    if parsed.earliest:
        conditions.append(statement.c.sort_day >= parsed.earliest)
    if parsed.latest:
        conditions.append(statement.c.said_to <= parsed.latest)
    if with_facts:
        facts = {name: getattr(parsed, name) for name in ("form", "act", "manner", "cue_class")}
        conditions += [statement.c[name] == value for name, value in facts.items() if value]
    if parsed.review:
        asked = None if parsed.review == "unreviewed" else parsed.review
        # Nearly all are looked at by nobody: the index of reviews would go through them, and then put them in order.
        none = sa.func.coalesce(statement.c.review, "") == ""
        conditions.append(none if asked is None else statement.c.review == asked)
    return conditions + [has_meta(statement.c.article, key, value) for key, value in parsed.meta]


def has_meta(article: sa.ColumnElement[int], key: str, value: str) -> sa.ColumnElement[bool]:
    """That an article has this key with this value: as text, or as the number or word of JSON that it looks like."""
    rows = sa.select(article_meta.c.article).where(
        article_meta.c.key == key, article_meta.c.value.in_([json.dumps(value, ensure_ascii=False), value])
    )
    return article.in_(rows)


def _years(connection: sa.Connection, parsed: Parsed) -> list[str]:
    """The years in which the statements asked for must begin, ``none`` for no day; empty where too many are left."""
    if not (parsed.earliest or parsed.latest):
        return []
    dated = sa.select(statement.c.sort_day).where(statement.c.sort_day > "").limit(1)
    first = connection.execute(dated.order_by(statement.c.sort_day)).scalar_one_or_none() or "9999"
    last = connection.execute(dated.order_by(statement.c.sort_day.desc())).scalar_one_or_none() or "0000"
    start, end = max(first, parsed.earliest or first), min(last, parsed.latest or last)
    years = [f"{year:04}" for year in range(int(start[:4]), int(end[:4]) + 1)]
    if len(years) > _MOST_YEARS:
        return []
    # Of a day with an open beginning only the end is known, and no range that has a beginning lets it through.
    return years + (["none"] if not parsed.earliest else []) or ["0000"]
