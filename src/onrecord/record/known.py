"""Known people: a list that somebody keeps, and which person of the record each of them is.

A name of the list is joined to the person of the record who bears it, letter for letter but for case and accents, where
that is one person; a name that two bear is joined to neither. Which persons bear which names is kept beside the persons
and made anew with them (``joining``); whether a name is joined is asked anew each time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from onrecord.domain import Known, Term
from onrecord.errors import RecordError, UsageError

from . import folding, loading
from .query import Term as Words
from .schema import article, statement
from .schema_known import known, known_name, known_person, known_term
from .schema_people import name, person, statement_name
from .stored_text import Text


@dataclass(frozen=True, slots=True)
class KnownRow:
    """One of the list, as the record has it.

    Attributes:
        known: as it was imported.
        persons: public id and name of the persons of the record that are joined to it.
        doubts: why a name of it is joined to nobody though somebody bears it.
    """

    known: Known
    persons: tuple[tuple[str, str], ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a list: names that are ``new``, ``changed`` and the ``same`` as before; and ``joined``, how many
    of them are joined to a person, and the ``doubts`` why others are not.
    """

    new: tuple[str, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]
    joined: int
    doubts: tuple[str, ...]


# --- the list --------------------------------------------------------------------------------------------------------


def put(connection: sa.Connection, people: Sequence[Known]) -> Imported:
    """Put people on the list, in the place of those of the same id or name; see ``Persons.know``."""
    before = dict(_stored(connection))
    keys = _same_as(before, people)
    _refuse_two(before, keys, people)
    new, changed, same = [], [], []
    for one, key in zip(people, keys, strict=True):
        if key is None:
            new.append(one.name)
        elif before[key] == _with_id(one, before[key]):
            same.append(one.name)
            continue
        else:
            changed.append(one.name)
            connection.execute(known.delete().where(known.c.key == key))
    # Only when all names that go are gone: an alias may have passed from one to another.
    gone = {key for one, key in zip(people, keys, strict=True) if key is not None and one.name in changed}
    for one, key in zip(people, keys, strict=True):
        if key is None or key in gone:
            _insert(connection, one if key is None else _with_id(one, before[key]))
    _find_bearers(connection, {folding.names(word) for one in people for word in one.names})
    names = {one.name for one in people}
    rows = [row for row in listed(connection) if row.known.name in names]
    doubts = tuple(doubt for row in rows for doubt in row.doubts)
    return Imported(tuple(new), tuple(changed), tuple(same), sum(bool(row.persons) for row in rows), doubts)


def _stored(connection: sa.Connection) -> Iterable[tuple[int, Known]]:
    """The list, by key, in the order of names."""
    names: defaultdict[int, list[str]] = defaultdict(list)
    for row in connection.execute(sa.select(known_name).order_by(known_name.c.known, known_name.c.position)):
        names[row.known].append(row.written)
    terms: defaultdict[int, list[Term]] = defaultdict(list)
    for row in connection.execute(sa.select(known_term).order_by(known_term.c.known, known_term.c.position)):
        terms[row.known].append(Term(row.party, row.office, row.first_day, row.last_day))
    for row in connection.execute(sa.select(known).order_by(known.c.name, known.c.key)):
        yield row.key, Known(row.name, tuple(names[row.key][1:]), tuple(terms[row.key]), row.own_id)


def _same_as(before: Mapping[int, Known], people: Sequence[Known]) -> list[int | None]:
    """For each of ``people``, which of those on the list it is: of the same id, or else of the same name."""
    by_id = {one.id: key for key, one in before.items() if one.id}
    by_name = {folding.names(one.name): key for key, one in before.items()}
    found: list[int | None] = []
    for one in people:
        key = by_id.get(one.id) if one.id else None
        if key is None:
            key = by_name.get(folding.names(one.name))
            if key is not None and one.id and before[key].id:
                key = None  # another id: two of one name, which is told below
        found.append(key)
    return found


def _refuse_two(before: Mapping[int, Known], keys: Sequence[int | None], people: Sequence[Known]) -> None:
    """Raise where a name would be that of two."""
    going = set(keys)
    bearers = {folding.names(word): one for key, one in before.items() if key not in going for word in one.names}
    clashes = []
    for one in people:
        for word in one.names:
            other = bearers.setdefault(folding.names(word), one)
            if other is not one:
                clashes.append(f"{word!r} names two, {other.name} and {one.name}")
    if clashes:
        more = f"; and {len(clashes) - 5} more" if len(clashes) > 5 else ""
        raise UsageError(
            f"{'; '.join(clashes[:5])}{more}",
            next_step="Take the name from one of them; where they are one, give them one id, or forget the old one: "
            "onrecord people forget NAME",
        )


def _with_id(one: Known, was: Known) -> Known:
    return Known(one.name, one.aliases, one.terms, one.id or was.id)


def _insert(connection: sa.Connection, one: Known) -> None:
    key = connection.execute(known.insert().returning(known.c.key), {"own_id": one.id, "name": one.name}).scalar_one()
    words = [
        {"search_name": folding.names(word), "known": key, "written": word, "position": place}
        for place, word in enumerate(one.names)
    ]
    connection.execute(known_name.insert(), words)
    terms = [
        {
            "known": key,
            "position": place,
            "party": term.party,
            "office": term.office,
            "first_day": term.first,
            "last_day": term.last,
            "search_party": folding.names(term.party or ""),
            "search_office": folding.names(term.office or ""),
        }
        for place, term in enumerate(one.terms)
    ]
    if terms:
        connection.execute(known_term.insert(), terms)


def forget(connection: sa.Connection, names: Sequence[str] | None) -> int:
    """Take people from the list; see ``Persons.forget_known``."""
    if names is None:
        return connection.execute(known.delete()).rowcount
    keys = set()
    for one in names:
        query = sa.select(known_name.c.known).where(known_name.c.search_name == folding.names(one))
        key = connection.execute(query).scalar_one_or_none()
        if key is None:
            raise RecordError(
                f"nobody on the list of known people is called {one!r}",
                next_step="`onrecord people known` shows the list",
                code="not-found",
            )
        keys.add(key)
    return connection.execute(known.delete().where(known.c.key.in_(keys))).rowcount


def listed(connection: sa.Connection) -> list[KnownRow]:
    """The list, in the order of names, with who each of them is; see ``Persons.known_people``."""
    borne = (
        sa.select(known_name.c.known, known_name.c.written, person.c.key, person.c.public_id, person.c.name)
        .add_columns(_open(), known_name.c.search_name)
        .join_from(known_name, known_person, known_person.c.search_name == known_name.c.search_name)
        .join(person, person.c.key == known_person.c.person)
        .order_by(known_name.c.known, known_name.c.position, person.c.name, person.c.public_id)
    )
    by_word: defaultdict[tuple[int, str], list[Any]] = defaultdict(list)
    owners: defaultdict[int, set[int]] = defaultdict(set)
    for row in connection.execute(borne):
        by_word[row.known, row.written].append(row)
        owners[row.key].add(row.known)
    rows = dict(_stored(connection))
    persons: defaultdict[int, dict[str, str]] = defaultdict(dict)
    doubts: defaultdict[int, list[str]] = defaultdict(list)
    for (key, written), bearers in by_word.items():
        doubt = _doubt(written, bearers, [rows[other].name for other in sorted(owners[bearers[0].key])])
        if doubt:
            doubts[key].append(doubt)
        else:
            persons[key][bearers[0].public_id] = bearers[0].name
    return [KnownRow(one, tuple(persons[key].items()), tuple(doubts[key])) for key, one in rows.items()]


def _doubt(written: str, bearers: Sequence[Any], owners: Sequence[str]) -> str | None:
    """Why a name is not joined to who bears it; None where it is."""
    if len(bearers) > 1:
        return f"{written!r} fits {len(bearers)} persons: " + "; ".join(
            f"{b.name} ({b.public_id})" for b in bearers[:8]
        )
    if bearers[0].open:
        return f"{written!r} is in the record the name of several, and nothing tells which ({bearers[0].public_id})"
    if len(owners) > 1:
        who = f"{bearers[0].name} ({bearers[0].public_id})"
        return f"{written!r} is in the record {who}, who would be {' and '.join(owners)}"
    return None


# --- who is who ------------------------------------------------------------------------------------------------------


def _open() -> sa.ColumnElement[bool]:
    """Whether a person is a mere surname that may be several people's."""
    return sa.and_(person.c.short, sa.cast(person.c.candidates, Text).not_in(("[]", "null"))).label("open")


def _joined() -> sa.Subquery:
    """Which person of the record is which of the list: those of whom there is no doubt. Columns: person, known."""
    # A name that fits two persons is neither's, and a person who would be two of the list is none of them.
    one_bearer = (
        sa.select(known_person.c.search_name)
        .group_by(known_person.c.search_name)
        .having(sa.func.count(known_person.c.person) == 1)
    )
    one_owner = (
        sa.select(known_person.c.person)
        .join(known_name, known_name.c.search_name == known_person.c.search_name)
        .group_by(known_person.c.person)
        .having(sa.func.count(known_name.c.known.distinct()) == 1)
    )
    return (
        sa.select(known_person.c.person, known_name.c.known)
        .join_from(known_person, known_name, known_name.c.search_name == known_person.c.search_name)
        .join(person, person.c.key == known_person.c.person)
        .where(
            known_person.c.search_name.in_(one_bearer),
            known_person.c.person.in_(one_owner),
            sa.not_(_open().element),
        )
        .distinct()
        .subquery()
    )


def _find_bearers(connection: sa.Connection, words: Collection[str]) -> None:
    """Note who in the record bears these names, folded."""
    found = set()
    for key, spellings in connection.execute(
        sa.select(name.c.person, name.c.search_name).where(name.c.person.is_not(None))
    ):
        found |= {(key, word) for word in spellings.split(folding.PART) if word in words}
    for some in loading.batches(sorted(words)):
        shown = sa.select(person.c.key, person.c.search_name).where(person.c.search_name.in_(some))
        found |= set(connection.execute(shown).tuples())
        connection.execute(known_person.delete().where(known_person.c.search_name.in_(some)))
    if found:
        rows = [{"person": key, "search_name": word} for key, word in sorted(found)]
        connection.execute(known_person.insert(), rows)


def note_bearers(connection: sa.Connection, words: Mapping[int, Collection[str]]) -> None:
    """Note which names of the list persons bear that were just put in the record.

    Args:
        connection: inside a transaction that writes.
        words: the folded names of each, by the key of the person.
    """
    if not _any(connection):
        return
    every = sorted({word for own in words.values() for word in own})
    wanted: set[str] = set()
    for some in loading.batches(every):
        query = sa.select(known_name.c.search_name).where(known_name.c.search_name.in_(some))
        wanted |= set(connection.execute(query).scalars())
    rows = [{"person": key, "search_name": word} for key, own in words.items() for word in sorted(wanted & set(own))]
    if rows:
        connection.execute(known_person.insert(), rows)


def _any(connection: sa.Connection) -> bool:
    return connection.execute(sa.select(known.c.key).limit(1)).first() is not None


# --- what they were --------------------------------------------------------------------------------------------------


def statements_of(party: Sequence[Words], office: Sequence[Words]) -> sa.Select[tuple[int]]:
    """The statements of those who were of a party, or in an office, on the day of the statement, as a SELECT of keys.

    Args:
        party, office: words that stand side by side in it; both hold of one term.
    """
    return _spoken(statement_name.c.statement).where(*_hold(party, office))


def _hold(party: Sequence[Words], office: Sequence[Words]) -> list[sa.ColumnElement[bool]]:
    """That the words stand side by side in a term."""
    return [
        (" " + column + " ").contains(f" {' '.join(term.words)} ", autoescape=True)
        for column, terms in ((known_term.c.search_party, party), (known_term.c.search_office, office))
        for term in terms
    ]


def _spoken(*columns: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """The statements of known people, each with every term that holds on the day of it.

    Where no day is told, the day of publication counts: the most that can be said is what somebody was when it was
    printed.
    """
    joined = _joined()
    printed = sa.case((sa.and_(statement.c.said_from.is_(None), statement.c.said_to.is_(None)), article.c.published))
    return (
        sa.select(*columns)
        .select_from(joined)
        .join(name, name.c.person == joined.c.person)
        .join(statement_name, statement_name.c.name == name.c.key)
        .join(statement, statement.c.key == statement_name.c.statement)
        .join(article, article.c.key == statement.c.article)
        .join(known_term, known_term.c.known == joined.c.known)
        .where(
            _within(known_term.c.first_day, sa.func.coalesce(statement.c.said_from, printed), known_term.c.last_day),
            _within(known_term.c.first_day, sa.func.coalesce(statement.c.said_to, printed), known_term.c.last_day),
        )
    )


def _within(first: sa.Column[Any], day: sa.ColumnElement[Any], last: sa.Column[Any]) -> sa.ColumnElement[bool]:
    """That a day lies from the one to the other, which may be open."""
    return sa.and_(sa.or_(first.is_(None), day >= first), sa.or_(last.is_(None), day <= last))


def at(connection: sa.Connection, keys: Sequence[int]) -> dict[int, dict[str, tuple[str | None, str | None]]]:
    """Party and office of the speakers of some statements on the day of each; several at a time with semicolons.

    Args:
        connection: an open one.
        keys: of the statements, at most a few hundred.

    Returns:
        by statement, then by the public id of the person; without those of whom the list says nothing.
    """
    if not _any(connection):
        return {}
    own = sa.select(person.c.public_id).where(person.c.key == name.c.person).scalar_subquery()
    query = _spoken(statement.c.key, own, known_term.c.party, known_term.c.office).where(statement.c.key.in_(keys))
    held: defaultdict[tuple[int, str], list[tuple[str | None, str | None]]] = defaultdict(list)
    for key, who, *term in connection.execute(query.order_by(known_term.c.known, known_term.c.position)):
        held[key, who].append((term[0], term[1]))
    found: defaultdict[int, dict[str, tuple[str | None, str | None]]] = defaultdict(dict)
    for (key, who), terms in held.items():
        parties, offices = (dict.fromkeys(filter(None, some)) for some in zip(*terms, strict=True))
        found[key][who] = ("; ".join(parties) or None, "; ".join(offices) or None)
    return found


def terms_of(connection: sa.Connection, persons: Sequence[int]) -> dict[int, tuple[Term, ...]]:
    """What persons were, by key, the earliest first; without those who are not on the list."""
    if not _any(connection):
        return {}
    joined = _joined()
    order = (sa.func.coalesce(known_term.c.first_day, ""), known_term.c.position)
    columns = [known_term.c[column] for column in ("party", "office", "first_day", "last_day")]
    query = sa.select(joined.c.person, *columns).join_from(joined, known_term, known_term.c.known == joined.c.known)
    found: defaultdict[int, list[Term]] = defaultdict(list)
    for key, *term in connection.execute(query.where(joined.c.person.in_(persons)).order_by(joined.c.person, *order)):
        found[key].append(Term(*term))
    return {key: tuple(terms) for key, terms in found.items()}


def persons_with(party: Sequence[Words], office: Sequence[Words]) -> sa.Select[tuple[int]]:
    """The persons who ever were of a party, or in an office, as a SELECT of keys; see ``statements_of``."""
    joined = _joined()
    terms = sa.select(joined.c.person).join_from(joined, known_term, known_term.c.known == joined.c.known)
    return terms.where(*_hold(party, office))
