"""What people decide about statements: another speaker, day, form or act, other words; that it is none; that one was
missed; that it is right as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

import sqlalchemy as sa

from onrecord.domain import Article, Edit, Field, Form, Spans, Speaker, SpeakerType, Statement, joined
from onrecord.errors import UsageError

from . import applying, days, edits, quoting, renewing, resolving, rows, selecting, tombstones
from .anchoring import Anchor, anchor_of
from .answers import Orphan, StoredArticle
from .originals import spans
from .query import parse_act, parse_form
from .rows import GAP, sha256
from .schema import article, edit_anchor, statement

UNKNOWN = "-"
"""What is given for a speaker or a day that nothing tells."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be changed. What is None stays as it is.

    Attributes:
        speaker: the name; ``-`` for not known.
        speaker_type: what sort of speaker; where None, what the record has for that name, else a person.
        day: EDTF, or ``-`` for not known.
        form, act: as a query has them.
        content, source, cue: words of the article, with " ... " for what is left out; or instead
        content_at, source_at, cue_at: offsets as ``120-180``.

    Raises:
        UsageError: where the sort of speaker is none.
    """

    speaker: str | None = None
    speaker_type: str | None = None
    day: str | None = None
    form: str | None = None
    act: str | None = None
    content: str | None = None
    source: str | None = None
    cue: str | None = None
    content_at: tuple[str, ...] = ()
    source_at: tuple[str, ...] = ()
    cue_at: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.speaker_type is not None and self.speaker_type not in (kinds := get_args(SpeakerType)):
            raise UsageError(
                f"{self.speaker_type!r} is no sort of speaker",
                where="--speaker-type",
                next_step=f"Take one of: {', '.join(kinds)}",
            )


@dataclass(frozen=True, slots=True)
class _About:
    """A statement that is to be edited."""

    key: int
    article_id: str
    article: Article
    statement: Statement
    public_id: str

    @property
    def anchor(self) -> Anchor:
        return anchor_of(self.statement, self.article, self.article_id)


def _about(connection: sa.Connection, reference: str) -> _About:
    named = selecting.named(connection, reference)
    (stored,) = selecting.stored_articles(connection, [named.article])
    found = next(s for s in stored.extracted.statements if stored.statement_ids[s.id] == named.public_id)
    return _About(named.article, stored.id, stored.extracted.article, found, named.public_id)


# --- deciding --------------------------------------------------------------------------------------------------------


def change(connection: sa.Connection, reference: str, wish: Wish, *, who: str, why: str) -> Edit:
    """Change a statement; see ``Edits.change``."""
    about = _about(connection, reference)
    changes = _changes(connection, wish, about.article, about.statement.field, about.statement)
    if not changes:
        raise UsageError(
            "nothing is to be changed",
            where=reference,
            next_step="Say what: --speaker, --day, --form, --act, --content, or --reject",
        )
    if all(_stands(about.statement, name, value) for name, value in changes.items()):
        raise UsageError(
            "it stands so already", where=reference, next_step="To say that it is right: onrecord review ID"
        )
    return _made(connection, about, applying.CHANGE, {"set": changes}, who=who, why=why)


def reject(connection: sa.Connection, reference: str, *, who: str, why: str) -> Edit:
    """Say that it is no statement; see ``Edits.reject``."""
    return _made(connection, _about(connection, reference), applying.REJECT, {}, who=who, why=why)


def review(connection: sa.Connection, reference: str, *, who: str, why: str) -> Edit:
    """Say that it is right as it stands; see ``Edits.review``."""
    about = _about(connection, reference)
    seen = {"seen": applying.shown(about.statement, about.article)}
    return _made(connection, about, applying.REVIEW, seen, who=who, why=why)


def add(connection: sa.Connection, reference: str, wish: Wish, *, who: str, why: str, field: Field = "text") -> Edit:
    """Add a statement that was missed; see ``Edits.add``."""
    key = resolving.resolve(connection, reference)
    (stored,) = selecting.stored_articles(connection, [key])
    whole, string = stored.extracted.article, stored.extracted.article.field_text(field)
    if wish.content is None and not wish.content_at:
        raise UsageError("the words of the statement were not given", where="--content", next_step="Quote them")
    content = quoting.given(wish.content, wish.content_at, string, option="--content")
    words = joined(content, string, GAP)
    _refuse_double(stored, content, field)
    plain = Wish(**{name: getattr(wish, name) for name in Wish.__dataclass_fields__ if not name.startswith("content")})
    changes = {"form": _form_of(content, string)} | _changes(connection, plain, whole, field, None)
    changes.setdefault("speaker", {"name": None, "type": None})
    anchor = Anchor(stored.id, sha256(string), field, content, words)
    target = rows.statement_digest(stored.id, words, 0)[: rows.ID_LENGTH]
    made = edits.put(connection, applying.ADD, target, {"anchor": anchor.as_dict(), "set": changes}, who=who, why=why)
    return _put(connection, key, made)


def _refuse_double(stored: StoredArticle, content: Spans, field: Field) -> None:
    for one in stored.extracted.statements:
        if one.field == field and one.content == content:
            raise UsageError(
                f"these words are a statement already: {stored.statement_ids[one.id]}",
                next_step="Change that one: onrecord edit ID ...",
            )


def _form_of(content: Spans, string: str) -> Form:
    """Quoted where quotation marks stand around every piece, partly where within one, else paraphrased."""
    marks = '“”„«»"'
    pieces = [span.of(string) for span in content]
    around = [string[max(0, s.start - 1) : s.start] + string[s.end : s.end + 2] for s in content]
    if all(
        (piece[0] in marks and piece[-1] in marks) or (edge[:1] in marks and any(c in marks for c in edge[1:]))
        for piece, edge in zip(pieces, around, strict=True)
    ):
        return "direct"
    return "mixed" if any(c in marks for piece in pieces for c in piece) else "indirect"


def _made(
    connection: sa.Connection, about: _About, kind: str, payload: Mapping[str, Any], *, who: str, why: str
) -> Edit:
    whole = {"anchor": about.anchor.as_dict(), **payload}
    return _put(connection, about.key, edits.put(connection, kind, about.public_id, whole, who=who, why=why))


def _put(connection: sa.Connection, key: int, made: Edit) -> Edit:
    """Put an edit into effect, on its article and on every version after it."""
    connection.execute(edit_anchor.insert(), {"edit": made.id, "article": key, "how": "id", "why": ""})
    renewing.renew_all(connection, key)
    return made


# --- what is wished --------------------------------------------------------------------------------------------------


def _changes(
    connection: sa.Connection, wish: Wish, whole: Article, field: Field, stands: Statement | None
) -> dict[str, Any]:
    """What an edit sets, as JSON."""
    found: dict[str, Any] = {}
    if wish.speaker is not None:
        found["speaker"] = _speaker(connection, wish)
    elif wish.speaker_type is not None:
        raise UsageError("a type was given without a speaker", where="--speaker-type", next_step="Give --speaker too")
    if wish.day is not None:
        found["said_on"] = _day(wish.day)
    if wish.form is not None:
        found["form"] = parse_form(wish.form)
    if wish.act is not None:
        found["act"] = parse_act(wish.act)
    string = whole.field_text(field)
    near = stands.start if stands else 0
    for role in applying.ROLES:
        words, places = getattr(wish, role), getattr(wish, f"{role}_at")
        if words == UNKNOWN and role != "content":
            found[role] = {"spans": [], "words": ""}
        elif words is not None or places:
            there = quoting.given(words, places, string, option=f"--{role}", near=near)
            found[role] = {"spans": [[s.start, s.end] for s in there], "words": joined(there, string, GAP)}
    return found


def _stands(one: Statement, name: str, value: Any) -> bool:
    """Whether a statement has already what an edit would set."""
    if name == "speaker":
        return (one.speaker.name, one.speaker.type) == (value["name"], value["type"])
    if name == "said_on":
        return bool(one.said_on.edtf == value)
    stands = getattr(one, name)
    return bool(stands == (spans(value["spans"]) if name in applying.ROLES else value))


def _speaker(connection: sa.Connection, wish: Wish) -> dict[str, str | None]:
    name = " ".join((wish.speaker or "").split())
    if not name:
        raise UsageError("the speaker has no name", where="--speaker", next_step="Give a name, or - for not known")
    if name == UNKNOWN:
        return {"name": None, "type": wish.speaker_type}
    gone = tombstones.people_removed(connection)
    if gone and gone(Speaker(name)):
        raise UsageError(
            f"{name} was removed from this record, and nothing is given to {name} any more",
            where="--speaker",
            next_step="Give another name, or - for not known",
        )
    known = sa.select(statement.c.speaker_type).where(statement.c.speaker_name == name).limit(1)
    kind = wish.speaker_type or connection.execute(known).scalar_one_or_none() or "person"
    return {"name": name, "type": kind}


def _day(text: str) -> str | None:
    if text == UNKNOWN:
        return None
    if days.bounds(text) == days.UNKNOWN:
        raise UsageError(
            f"{text!r} is no day", where="--day", next_step="Write it as 2021-01-17, 2021-01, 2021; - for not known"
        )
    return text


# --- looking up ------------------------------------------------------------------------------------------------------


def orphans(connection: sa.Connection) -> tuple[Orphan, ...]:
    """The edits that hold and were not found again, by number and article."""
    lost = edit_anchor.c.how == "lost"
    decided = {edit.id: edit for edit in edits.every(connection, numbers=sa.select(edit_anchor.c.edit).where(lost))}
    query = (
        sa.select(edit_anchor.c.edit, article.c.public_id, article.c.title, article.c.path, edit_anchor.c.why)
        .join_from(edit_anchor, article, article.c.key == edit_anchor.c.article)
        .where(lost)
        .order_by(edit_anchor.c.edit, article.c.public_id)
    )
    return tuple(
        Orphan(decided[number], public_id, title or path or "", why)
        for number, public_id, title, path, why in connection.execute(query)
    )


def of_article(connection: sa.Connection, reference: str) -> tuple[Edit, ...]:
    """The edits of statements made on an article or a version before it."""
    return renewing.decided_of(connection, resolving.resolve(connection, reference))


def decided_articles(connection: sa.Connection) -> Iterator[tuple[StoredArticle, tuple[Statement, ...]]]:
    """Every article on whose statements people decided, and what they rejected of it."""
    query = sa.select(article.c.key).where(article.c.key.in_(sa.select(edit_anchor.c.article)))
    keys = connection.execute(query.order_by(*selecting.ORDER)).scalars().all()
    for key, stored in selecting.each(connection, keys):
        yield stored, _rejected(connection, key)


def _rejected(connection: sa.Connection, key: int) -> tuple[Statement, ...]:
    """What a model found in an article and people rejected."""
    found, outcome = renewing.outcome_of(connection, key)
    standing = {id(one.found) for one in outcome.standing}
    return tuple(s for s in found.statements if id(s) not in standing)
