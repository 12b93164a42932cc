"""Questions about persons: who speaks, under which names, why these are one, and in which offices they were seen.

Every answer joins the persons over what the articles give; nothing of a statement is changed by it.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

import sqlalchemy as sa

from onrecord.domain import Alias, Office, Person, Span, Term
from onrecord.errors import RecordError

from . import folding, joining, known, loading
from .answers import Heard, Identity, Page, PersonRow, Said
from .query import Term as Words
from .query import all_stand, check_page, parse_words, side_by_side
from .schema import article, statement
from .schema_people import article_name, name, name_link, person, statement_name

_MOST_LISTED = 8
_count = sa.func.count
_IDENTITY = (person.c.public_id, person.c.name, person.c.qid)

# The statements of persons: a statement of two people is one of each.
_OF_PERSONS = statement_name.join(name, name.c.key == statement_name.c.name).join(person, person.c.key == name.c.person)


# --- lists -----------------------------------------------------------------------------------------------------------


def listed(
    connection: sa.Connection, *, words: str | None, party: str | None, office: str | None, limit: int, offset: int
) -> Page[PersonRow]:
    """Who speaks, those with most statements first; see ``Record.people``."""
    check_page(limit, offset)
    found = in_order(connection, words=words, party=party, office=office)
    return Page(tuple(rows(connection, found[offset : offset + limit])), len(found), limit, offset)


def in_order(
    connection: sa.Connection, *, words: str | None = None, party: str | None = None, office: str | None = None
) -> list[str]:
    """The public ids of those who speak, those with most statements first; the arguments as of ``Record.people``."""
    terms = parse_words(words, "name", stemmed=False)
    held = side_by_side(party, "party"), side_by_side(office, "office")
    # First by name, for which an index alone is read; to count persons over all rows takes five times as long.
    each = sa.select(statement_name.c.name, _count().label("number")).group_by(statement_name.c.name)
    if terms:
        own = sa.select(name.c.key).where(name.c.person.in_(sorted(_known_as(connection, terms))))
        each = each.where(statement_name.c.name.in_(own))
    if any(held):
        own = sa.select(name.c.key).where(name.c.person.in_(known.persons_with(*held)))
        each = each.where(statement_name.c.name.in_(own))
    by_name = each.subquery()
    query = (
        sa.select(person.c.public_id)
        .join_from(by_name, name, name.c.key == by_name.c.name)
        .join(person, person.c.key == name.c.person)
        .group_by(person.c.key, person.c.name, person.c.public_id)
        .order_by(sa.func.sum(by_name.c.number).desc(), person.c.name, person.c.public_id)
    )
    return list(connection.execute(query).scalars())


def rows(connection: sa.Connection, public_ids: Sequence[str]) -> list[PersonRow]:
    """The numbers of some persons, in the order given; who is not there any more, or does not speak, is left out."""
    query = sa.select(person.c.public_id, person.c.key).where(person.c.public_id.in_(public_ids))
    keys = dict(connection.execute(query).tuples().all())
    found = _counted(connection, list(keys.values()))
    return [found[keys[one]] for one in public_ids if one in keys and keys[one] in found]


def _known_as(connection: sa.Connection, terms: Sequence[Words]) -> set[int]:
    """Keys of the persons in one of whose names all terms stand, also in one given by hand."""
    return {key for key, words in _names_with(connection, terms) if all_stand(terms, words)}


def _names_with(connection: sa.Connection, terms: Sequence[Words]) -> Iterator[tuple[int, str]]:
    """Persons with each spelling of their names, folded; at least those in which all words of ``terms`` occur."""
    for key, table in ((name.c.person, name), (person.c.key, person)):
        query = sa.select(key, table.c.search_name).where(key.is_not(None))
        for word in (word for term in terms for word in term.words):
            query = query.where(table.c.search_name.contains(word, autoescape=True))
        for found, spellings in connection.execute(query):
            for words in spellings.split(folding.PART):
                yield found, words


def _counted(connection: sa.Connection, keys: Sequence[int]) -> dict[int, PersonRow]:
    found: dict[int, PersonRow] = {}
    refused = sa.case((statement.c.act == "refused", statement.c.key), else_=None)
    for some in loading.batches(sorted(keys)):
        query = (
            sa.select(
                person.c.key,
                person.c.name,
                person.c.type,
                _count(statement.c.key.distinct()),
                _count(refused.distinct()),
                _count(statement.c.article.distinct()),
                _count(article.c.outlet.distinct()),
                sa.func.min(statement.c.said_from),
                sa.func.max(statement.c.said_to),
                person.c.public_id,
                _count(name.c.key.distinct()),
                person.c.short,
            )
            .select_from(
                _OF_PERSONS.join(statement, statement.c.key == statement_name.c.statement).join(
                    article, article.c.key == statement.c.article
                )
            )
            .where(person.c.key.in_(some))
            .group_by(person.c.key, person.c.name, person.c.type, person.c.public_id, person.c.short)
        )
        terms = known.terms_of(connection, some)
        for key, *values in connection.execute(query):
            last = max(terms.get(key, ()), key=lambda term: (term.last or "9999", term.first or ""), default=Term())
            found[key] = dataclasses.replace(PersonRow(*values), party=last.party, office=last.office)
    return found


def lately(connection: sa.Connection, *, articles: int, limit: int) -> tuple[Heard, ...]:
    """Who speaks in the articles published last; see ``Persons.lately``."""
    newest = (
        sa.select(article.c.key)
        .where(article.c.published.is_not(None))
        .order_by(article.c.published.desc(), article.c.public_id)
        .limit(articles)
        .subquery()
    )
    numbers = (_count(statement.c.article.distinct()), _count(statement.c.key.distinct()))
    query = (
        sa.select(person.c.public_id, person.c.name, person.c.type, *numbers)
        .select_from(_OF_PERSONS.join(statement, statement.c.key == statement_name.c.statement))
        .where(statement.c.article.in_(sa.select(newest.c.key)))
        .group_by(person.c.public_id, person.c.name, person.c.type)
        .order_by(*(number.desc() for number in numbers), person.c.name)
        .limit(limit)
    )
    return tuple(Heard(*row) for row in connection.execute(query))


def number(connection: sa.Connection) -> int:
    """How many persons speak."""
    return connection.execute(sa.select(_count()).select_from(person)).scalar_one()


# --- one person ------------------------------------------------------------------------------------------------------


def named(connection: sa.Connection, reference: str) -> Person:
    """The one person that ``reference`` names.

    Sought in this order, and the first that finds somebody decides: a public id, also one of another name of the
    person; the name as shown; a name as articles give it; words that stand in a name.

    Raises:
        RecordError: where there is none (code ``not-found``), or more than one (``ambiguous``), which are listed.
        QueryError: where the words were not understood.
    """
    whole = folding.names(reference)
    ways: tuple[Callable[[], set[int]], ...] = (
        lambda: _by_id(connection, reference),
        lambda: _shown_as(connection, whole),
        lambda: {key for key, words in _names_with(connection, [Words(tuple(whole.split()))]) if words == whole},
        lambda: _known_as(connection, parse_words(reference, "name", stemmed=False)),
    )
    for way in ways if whole else ():
        keys = way()
        if len(keys) == 1:
            return whole_person(connection, keys.pop())
        if keys:
            raise _ambiguous(connection, reference, keys)
    raise RecordError(
        f"nobody in this record is called {reference!r}",
        next_step="`onrecord people` lists who speaks",
        code="not-found",
    )


def _by_id(connection: sa.Connection, reference: str) -> set[int]:
    query = sa.select(name.c.person).where(name.c.public_id == reference, name.c.person.is_not(None))
    return set(connection.execute(query).scalars())


def _shown_as(connection: sa.Connection, whole: str) -> set[int]:
    return set(connection.execute(sa.select(person.c.key).where(person.c.search_name == whole)).scalars())


def _ambiguous(connection: sa.Connection, reference: str, keys: set[int]) -> RecordError:
    rows = sorted(_counted(connection, sorted(keys)).values(), key=lambda row: (-row.statements, row.name))
    listed = "; ".join(f"{row.name} ({row.id}, statements: {row.statements:,})" for row in rows[:_MOST_LISTED])
    more = f"; and {len(rows) - _MOST_LISTED} more" if len(rows) > _MOST_LISTED else ""
    return RecordError(
        f"{reference!r} fits {len(rows)} persons: {listed}{more}",
        next_step="Give the id of the one that is meant",
        code="ambiguous",
    )


def whole_person(connection: sa.Connection, key: int) -> Person:
    """A person with names, numbers and offices."""
    row = connection.execute(sa.select(person).where(person.c.key == key)).mappings().one()
    query = sa.select(name).where(name.c.person == key).order_by(name.c.position, name.c.name)
    names = connection.execute(query).mappings().all()
    numbers = _numbers(connection, [r["key"] for r in names])
    return Person(
        id=row["public_id"],
        name=row["name"],
        type=row["type"],
        aliases=tuple(_alias(r, *numbers.get(r["key"], (0, 0))) for r in names),
        candidates=tuple(row["candidates"]),
        qid=row["qid"],
        short=row["short"],
        offices=_offices(connection, [r["key"] for r in names]),
        terms=known.terms_of(connection, [key]).get(key, ()),
    )


def _alias(row: sa.RowMapping, articles: int, statements: int) -> Alias:
    written = joining.best_spelling(row["spellings"])
    return Alias(row["name"], written, row["why"], row["sure"], articles, statements)


def _numbers(connection: sa.Connection, keys: Sequence[int]) -> dict[int, tuple[int, int]]:
    """In how many articles, and statements, each name stands."""
    query = (
        sa.select(statement_name.c.name, _count(statement.c.article.distinct()), _count())
        .join_from(statement_name, statement, statement.c.key == statement_name.c.statement)
        .where(statement_name.c.name.in_(keys))
        .group_by(statement_name.c.name)
    )
    return {key: (articles, statements) for key, articles, statements in connection.execute(query)}


def _offices(connection: sa.Connection, keys: Sequence[int]) -> tuple[Office, ...]:
    """What a person was called, the commonest first."""
    days: dict[str, list[str | None]] = defaultdict(list)
    query = (
        sa.select(article_name.c.seen, article.c.published)
        .join_from(article_name, article, article.c.key == article_name.c.article)
        .where(article_name.c.name.in_(keys))
    )
    for seen, published in connection.execute(query):
        for title, *_ in seen["offices"]:
            days[title].append(published)
    offices = [
        Office(title, min(filter(None, found), default=None), max(filter(None, found), default=None), len(found))
        for title, found in days.items()
    ]
    return tuple(sorted(offices, key=lambda o: (-o.articles, o.title)))


def examples(connection: sa.Connection, found: Person) -> dict[str, tuple[str, str]]:
    """For names that an article ties to another: its words, and the article's public id, by the key of the name."""
    keys = [alias.key for alias in found.aliases]
    query = (
        sa.select(article_name.c.seen, article_name.c.article, article.c.public_id)
        .join_from(article_name, name, name.c.key == article_name.c.name)
        .join(article, article.c.key == article_name.c.article)
        .where(name.c.name.in_(keys))
        .order_by(article.c.public_id)
    )
    first: dict[str, tuple[int, str, Span]] = {}
    for seen, key, public_id in connection.execute(query):
        for short, _, sort, start, stop in seen["links"]:
            if sort != "short" and short in keys and start is not None:
                first.setdefault(short, (key, public_id, Span(start, stop)))
    return {
        short: (" ".join(_words(connection, key, where).split()), public_id)
        for short, (key, public_id, where) in first.items()
    }


def _words(connection: sa.Connection, key: int, where: Span) -> str:
    """A stretch of the text of an article."""
    stretch = sa.func.substr(article.c.text, where.start + 1, len(where))
    return str(connection.execute(sa.select(stretch).where(article.c.key == key)).scalar_one())


def said(
    connection: sa.Connection, public_id: str, *, first: str | None, last: str | None, quoted: bool, limit: int
) -> tuple[Said, ...]:
    """Statements of one person in short, the latest said first; see ``Persons.said``."""
    one_day = sa.case((statement.c.said_from == statement.c.said_to, statement.c.said_from), else_=None)
    columns = (statement.c.public_id, statement.c.content, one_day, statement.c.act, statement.c.form)
    query = (
        sa.select(*columns, article.c.public_id, article.c.outlet)
        .join_from(statement, article, article.c.key == statement.c.article)
        .where(statement.c.key.in_(statements_of(public_id)))
        .order_by(statement.c.sort_day.desc(), statement.c.public_id.desc())
        .limit(limit)
    )
    if quoted:
        query = query.where(statement.c.act == "said", statement.c.form != "indirect")
    if first is not None:
        query = query.where(statement.c.sort_day >= first)
    if last is not None:
        query = query.where(statement.c.sort_day <= last)
    return tuple(Said(*row) for row in connection.execute(query))


def bearing(connection: sa.Connection, keys: Sequence[str]) -> dict[str, Identity]:
    """Which people bear these names, by the key of the name; see ``Persons.bearing``."""
    found: dict[str, Identity] = {}
    for some in loading.batches(keys):
        query = (
            sa.select(name.c.name, person.c.public_id, person.c.name, person.c.qid)
            .join_from(name, person, person.c.key == name.c.person)
            .where(name.c.name.in_(some), name.c.sure, person.c.type == "person")
        )
        found |= {key: Identity(*who) for key, *who in connection.execute(query)}
    return found


# --- for exports, search and counts -----------------------------------------------------------------------------------


def speaking(connection: sa.Connection, which: sa.ColumnElement[bool]) -> dict[int, dict[str, tuple[Identity, ...]]]:
    """Who speaks in the statements of which ``which`` holds: by article, and by the statement's own id."""
    query = (
        sa.select(statement.c.article, statement.c.id, statement.c.key, *_IDENTITY)
        .select_from(_OF_PERSONS.join(statement, statement.c.key == statement_name.c.statement))
        .where(which)
        .order_by(person.c.name, person.c.public_id)
        .distinct()
    )
    found: dict[int, dict[str, tuple[Identity, ...]]] = defaultdict(lambda: defaultdict(tuple))
    rows = connection.execute(query).all()
    held: dict[int, dict[str, tuple[str | None, str | None]]] = {}
    for some in loading.batches([row.key for row in rows]):
        held |= known.at(connection, some)
    for article_key, own, key, *who in rows:
        found[article_key][own] += (Identity(*who, *held.get(key, {}).get(who[0], ())),)
    return found


def ids(connection: sa.Connection, statements: Sequence[int]) -> dict[int, str]:
    """The public id of the one person whom each of these statements is given to; those of nobody or of several go."""
    query = (
        sa.select(statement_name.c.statement, sa.func.min(person.c.public_id))
        .select_from(_OF_PERSONS)
        .where(statement_name.c.statement.in_(statements))
        .group_by(statement_name.c.statement)
        .having(_count(person.c.key.distinct()) == 1)
    )
    return dict(connection.execute(query).tuples().all())


def other_names(connection: sa.Connection, public_id: str) -> tuple[str, ...]:
    """Every name of a person; see ``Persons.other_names``."""
    own = sa.select(name.c.name, name.c.spellings).join_from(name, person, person.c.key == name.c.person)
    rows = connection.execute(own.where(person.c.public_id == public_id).order_by(name.c.position)).all()
    shown = sa.select(person.c.name).where(person.c.public_id == public_id)
    given = [*connection.execute(shown).scalars(), *(joining.best_spelling(spellings) for _, spellings in rows)]
    # A name that nobody speaks under is in no row of ``name``; one that somebody does is his whose it was found to be.
    linked = sa.select(name_link.c.short).where(
        name_link.c.long.in_([key for key, _ in rows]),
        name_link.c.sort.in_(("alias", "form", "double")),
        name_link.c.short.not_in(sa.select(name.c.name)),
    )
    return tuple(dict.fromkeys([*given, *connection.execute(linked.order_by(name_link.c.short)).scalars()]))


def under_other_names(connection: sa.Connection, terms: Sequence[Words]) -> sa.Select[tuple[int]] | None:
    """The statements that the search for a speaker's words does not find by themselves, as a SELECT of keys.

    They are given to a person one of whose names has these words, under another that has not: who looks for "AMLO"
    wants López Obrador. None where there are no such names, which is the rule.
    """
    others = [
        key
        for some in loading.batches(sorted(_known_as(connection, terms)))
        for key, spellings in connection.execute(
            sa.select(name.c.key, name.c.search_name).where(name.c.person.in_(some))
        )
        if not all(all_stand(terms, words) for words in spellings.split(folding.PART))
    ]
    if not others:
        return None
    return sa.select(statement_name.c.statement).where(statement_name.c.name.in_(others))


def statements_of(public_id: str) -> sa.Select[tuple[int]]:
    """The statements of one person, by his or her public id or that of another of the person's names, as a SELECT."""
    own = sa.select(name.c.person).where(name.c.public_id == public_id, name.c.person.is_not(None))
    return (
        sa.select(statement_name.c.statement)
        .join_from(statement_name, name, name.c.key == statement_name.c.name)
        .where(name.c.person.in_(own))
    )


def shown_name() -> sa.ColumnElement[str | None]:
    """The name of a statement's speaker as a column: the person's where it has one, else as the article gives it."""
    several = sa.and_(statement.c.speaker_type == "group", statement.c.speaker_name.is_not(None))
    own = (
        sa.select(sa.func.min(person.c.name))
        .select_from(_OF_PERSONS)
        .where(statement_name.c.statement == statement.c.key)
        .correlate(statement)
        .scalar_subquery()
    )
    return sa.case((several, statement.c.speaker_name), else_=sa.func.coalesce(own, statement.c.speaker_name))
