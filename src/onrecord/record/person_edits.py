"""What people decide about persons: that two are one, that a name is another's, a better name, a Wikidata item.

An edit names persons by their names' keys, the principal one first, and not by anything that is worked out anew. So it
holds after a re-reading, and waits where none of its names is in the record.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import sqlalchemy as sa

from onrecord.domain import Edit, Person
from onrecord.errors import RecordError, UsageError

from . import edits, folding, joining, persons, resolving
from .schema import article
from .schema_people import article_name, article_names, name, person

_QID = re.compile(r"Q[1-9]\d*")


def merge(connection: sa.Connection, one: str, other: str, *, who: str, why: str) -> Edit:
    """Make two persons one, under the first one's name; see ``Persons.merge``."""
    first, second = persons.named(connection, one), persons.named(connection, other)
    if first.id == second.id:
        raise UsageError(
            f"{one!r} and {other!r} are one already, {first.name}",
            next_step="`onrecord people show NAME` shows all names of a person",
        )
    payload = {"one": _keys(first), "other": _keys(second)}
    return _done(connection, edits.put(connection, "person.merge", first.id, payload, who=who, why=why))


def split(connection: sa.Connection, reference: str, articles: Sequence[str], *, who: str, why: str) -> Edit:
    """Set a name apart, in all articles or in some; see ``Persons.split``."""
    found = persons.named(connection, reference)
    words = folding.names(reference)
    written = [alias for alias in found.aliases if folding.names(alias.name) == words]
    if not written and not articles:
        raise UsageError(
            f"{reference!r} is no name that an article gives {found.name}",
            next_step="Name the one to be set apart: " + "; ".join(alias.name for alias in found.aliases),
        )
    if len(found.aliases) == 1 and not articles:
        raise UsageError(
            f"{found.name} has one name only, so there is nothing to set it apart from",
            next_step="Where two people bear it, name the articles of one: --article ID",
        )
    key = (written or found.aliases)[0].key
    payload: dict[str, object] = {"key": key}
    if articles:
        payload["articles"] = [_article_with(connection, key, one) for one in articles]
    return _done(connection, edits.put(connection, "person.split", found.id, payload, who=who, why=why))


def _article_with(connection: sa.Connection, key: str, reference: str) -> str:
    own = resolving.resolve(connection, reference)
    query = (
        sa.select(article.c.public_id)
        .join_from(article, article_name, article_name.c.article == article.c.key)
        .join(name, name.c.key == article_name.c.name)
        .where(article.c.key == own, name.c.name == key)
    )
    public_id = connection.execute(query).scalar_one_or_none()
    if public_id is None:
        raise RecordError(
            f"nobody of this name speaks in the article {reference}",
            next_step="`onrecord search --speaker NAME` shows the articles",
            code="not-found",
        )
    return str(public_id)


def rename(connection: sa.Connection, reference: str, to: str, *, who: str, why: str) -> Edit:
    """Show a person by another name; see ``Persons.rename``."""
    found = persons.named(connection, reference)
    shown = " ".join(to.split())
    if not folding.names(shown):
        raise UsageError(f"{to!r} is no name", next_step="Write it in letters")
    payload = {"keys": _keys(found), "name": shown}
    return _done(connection, edits.put(connection, "person.rename", found.id, payload, who=who, why=why))


def link(connection: sa.Connection, reference: str, qid: str, *, who: str, why: str) -> Edit:
    """Give a person a Wikidata item; see ``Persons.link``."""
    found = persons.named(connection, reference)
    if not _QID.fullmatch(qid):
        raise UsageError(f"{qid!r} is no item of Wikidata", next_step="Write it as Q, then a number: Q42")
    other = connection.execute(
        sa.select(person.c.name).where(person.c.qid == qid, person.c.public_id != found.id)
    ).scalar()
    if other is not None:
        raise UsageError(
            f"{qid} is {other} in this record already",
            next_step=f"Where they are one, say so: onrecord people merge {other!r} {found.name!r} --why ...",
        )
    payload = {"keys": _keys(found), "qid": qid}
    return _done(connection, edits.put(connection, "person.link", found.id, payload, who=who, why=why))


def _keys(found: Person) -> list[str]:
    return [alias.key for alias in found.aliases]


def _done(connection: sa.Connection, edit: Edit) -> Edit:
    call_up(connection, edit)
    return edit


def call_up(connection: sa.Connection, edit: Edit) -> None:
    """Have everything that an edit concerns worked out anew, once it holds or no longer does."""
    payload = edit.payload
    keys = [*payload.get("one", ()), *payload.get("other", ()), *payload.get("keys", ())]
    keys += [payload["key"]] if "key" in payload else []
    joining.call_up(connection, name.c.name.in_(keys))
    if payload.get("articles"):
        own = sa.select(article.c.key).where(article.c.public_id.in_(payload["articles"]))
        connection.execute(article_names.delete().where(article_names.c.article.in_(own)))
