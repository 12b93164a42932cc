"""What of people can be proved by reading: that the sums of each name are those of its articles, and whose it is.

Whether two names are rightly one person's is a judgement, and no audit's matter. A name that waits to be joined anew is
passed over there: the next command that looks at people puts it right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from . import loading
from .schema import article, statement
from .schema_people import article_name, name, person, statement_name


def findings(connection: sa.Connection) -> Iterator[tuple[str, str]]:
    """What is wrong, one sentence each, and where."""
    yield from _sums(connection)
    yield from _persons(connection)
    yield from _statements(connection)


def _sums(connection: sa.Connection) -> Iterator[tuple[str, str]]:
    keys = connection.execute(sa.select(name.c.key).order_by(name.c.key)).scalars().all()
    for some in loading.batches(keys):
        said = loading.grouped(connection, article_name, "name", some)
        query = sa.select(name).where(name.c.key.in_(some)).order_by(name.c.key)
        for row in connection.execute(query).mappings():
            seen = [one["seen"] for one in said.get(row["key"], [])]
            wrong = [what for what, sums in _summed(seen).items() if row[what] != sums]
            if wrong:
                yield f"its {', '.join(wrong)} are not the sums of what its articles say", f"name {row['name']!r}"


def _summed(seen: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    seen = list(seen)
    return {
        "spellings": Counter(one["written"] for one in seen),
        "kinds": Counter(one["kind"] for one in seen),
        "offices": Counter(title for one in seen for title, *_ in one["offices"]),
        "he": sum(one["sex"] == "he" for one in seen),
        "she": sum(one["sex"] == "she" for one in seen),
    }


def _persons(connection: sa.Connection) -> Iterator[tuple[str, str]]:
    nobodys = sa.select(name.c.name).where(name.c.person.is_(None), sa.not_(name.c.waits)).order_by(name.c.name)
    for own in connection.execute(nobodys).scalars():
        yield "it is nobody's", f"name {own!r}"
    owned = sa.select(name.c.person).where(name.c.person.is_not(None))
    nameless = sa.select(person.c.public_id).where(person.c.key.not_in(owned)).order_by(person.c.public_id)
    for public_id in connection.execute(nameless).scalars():
        yield "no name is left that is this person's", f"person {public_id}"


def _statements(connection: sa.Connection) -> Iterator[tuple[str, str]]:
    """Statements that are given to a name which their article does not have."""
    here = sa.select(article_name.c.name).where(
        article_name.c.article == statement.c.article, article_name.c.name == statement_name.c.name
    )
    query = (
        sa.select(statement.c.public_id, article.c.public_id, name.c.name)
        .join_from(statement_name, statement, statement.c.key == statement_name.c.statement)
        .join(article, article.c.key == statement.c.article)
        .join(name, name.c.key == statement_name.c.name)
        .where(sa.not_(here.exists()))
        .order_by(statement.c.public_id)
    )
    for public_id, home, own in connection.execute(query):
        yield f"it is given to {own!r}, whom its article does not name", f"statement {public_id} of article {home}"
