"""Edits over what a model found: what an article's statements are, after people had their say.

``applied`` reckons it from what was found and the edits that hold, and from nothing else; ``renew`` writes it into the
rows that are searched, counted and shown, and notes where each edit holds. Both are done whenever either side changes:
an edit is made or taken back, the article is read or extracted anew, a revision of it comes in. So every face sees the
same edited values, without any of them knowing of edits.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from onrecord.domain import Article, Edit, Extracted, Review, Spans, Speaker, Statement, When, joined

from . import quoting, rows
from .anchoring import Anchor, How, Standing, anchor_from, placed, share, sought
from .originals import spans as read_spans
from .rows import GAP, sha256

CHANGE, REJECT, ADD, REVIEW = "statement.change", "statement.reject", "statement.add", "statement.review"
KINDS = "statement."
"""How the kinds of edits about statements begin."""

ROLES = ("content", "source", "cue")
_LOST = "no statement has its words or stands in its place"
_LOST_WORDS = "the words that it gives do not stand in this text"


@dataclass(frozen=True, slots=True)
class Anchored:
    """Where one edit holds: on the statement with this digest; None where on none, and ``why`` says why not."""

    edit: int
    digest: str | None
    how: How
    why: str = ""


@dataclass(slots=True)
class Outcome:
    """What edits make of an article: its statements in the order of the text, and where each edit holds."""

    standing: list[Standing]
    anchored: list[Anchored] = field(default_factory=list)


def applied(found: Extracted, public_id: str, decided: Sequence[Edit], old: Mapping[str, str]) -> Outcome:
    """Put edits on top of what a model found.

    Args:
        found: the article with the statements of the model.
        public_id: of the article.
        decided: edits made on it or on versions before it, those taken back included, in the order they were made.
        old: the texts and headlines of these versions, by hash.
    """
    outcome = Outcome(as_found(found, public_id))
    for edit in decided:
        if edit.holds:
            outcome.anchored.append(_apply(outcome, edit, found.article, public_id, old))
        else:
            outcome.anchored.append(Anchored(edit.id, None, "undone"))
    ids = {one.statement.id for one in outcome.standing}
    for one in outcome.standing:
        within = one.statement.within if one.statement.within in ids else None
        one.statement = dataclasses.replace(one.statement, within=within, review=_review(one, found.article))
    return outcome


def without_people(found: Extracted, outcome: Outcome, gone: Callable[[Speaker], bool]) -> Extracted:
    """What a model found, without the statements of people who were removed.

    What an edit gives to somebody else stays; the name that the model gave it does not.

    Args:
        found: the article with the statements of the model.
        outcome: what edits make of it.
        gone: tells whether a speaker is somebody who was removed.
    """
    after = {one.found.id: one.statement.speaker for one in outcome.standing if one.found}
    kept = {one.id for one in found.statements if not gone(after.get(one.id, one.speaker))}
    if len(kept) == len(found.statements) and not any(gone(one.speaker) for one in found.statements):
        return found
    left = found.keeping(kept)
    nameless = Speaker(reason="the name that was found here has been removed from the record")
    statements = (dataclasses.replace(s, speaker=nameless) if gone(s.speaker) else s for s in left.statements)
    return dataclasses.replace(left, statements=tuple(statements))


def as_found(found: Extracted, public_id: str) -> list[Standing]:
    """The statements of the model, each with what its public id is the beginning of."""
    seen: Counter[str] = Counter()
    standing = []
    for statement in found.statements:
        words = joined(statement.content, found.article.field_text(statement.field), GAP)
        standing.append(Standing(statement, rows.statement_digest(public_id, words, seen[words]), statement))
        seen[words] += 1
    return standing


def _apply(outcome: Outcome, edit: Edit, article: Article, public_id: str, old: Mapping[str, str]) -> Anchored:
    """Put one edit into effect; says where it holds."""
    anchor = anchor_from(edit.payload["anchor"])
    before = old.get(anchor.text)
    target = edit.target if anchor.article == public_id else ""
    found = sought(anchor, target, outcome.standing, article, before)
    if found is None:
        return _without(outcome, edit, anchor, article, public_id, before)
    one, how = found
    if edit.kind == REJECT:
        outcome.standing.remove(one)
        return Anchored(edit.id, one.digest, how)
    if edit.kind == REVIEW:
        differs = _differs(edit.payload["seen"], shown(one.statement, article))
        if differs:
            return Anchored(edit.id, None, "lost", f"what was reviewed is no longer what stands there: {differs}")
    else:
        changed = _changed(one.statement, edit, anchor, article, before)
        if changed is None:
            return Anchored(edit.id, None, "lost", _LOST_WORDS)
        one.statement = changed
    one.edits.append(edit)
    return Anchored(edit.id, one.digest, how)


def _without(
    outcome: Outcome, edit: Edit, anchor: Anchor, article: Article, public_id: str, before: str | None
) -> Anchored:
    """What becomes of an edit whose statement no model found."""
    if edit.kind == ADD:
        return _added(outcome, edit, anchor, article, public_id, before)
    if edit.kind == REJECT:
        there = placed(anchor.content, anchor, article, before)
        if not any(share(there, anchor.field, one) for one in outcome.standing):
            return Anchored(edit.id, None, "gone", "nothing is found there any more")
    return Anchored(edit.id, None, "lost", _LOST)


def _added(
    outcome: Outcome, edit: Edit, anchor: Anchor, article: Article, public_id: str, before: str | None
) -> Anchored:
    content = _here(anchor.content, anchor.words, anchor, article, before)
    if not content:
        return Anchored(edit.id, None, "lost", _LOST_WORDS)
    whose = article.outlet or article.byline
    bare = Statement(f"e{edit.id}", (), (), content, field=anchor.field, confidence=1.0, asserted_by=whose)
    changed = _changed(bare, edit, anchor, article, before)
    if changed is None:
        return Anchored(edit.id, None, "lost", _LOST_WORDS)
    words = joined(content, article.field_text(anchor.field), GAP)
    taken = {one.digest for one in outcome.standing}
    digest = next(d for n in range(len(taken) + 1) if (d := rows.statement_digest(public_id, words, n)) not in taken)
    place = next((n for n, one in enumerate(outcome.standing) if _follows(one.statement, changed)), None)
    outcome.standing.insert(len(outcome.standing) if place is None else place, Standing(changed, digest, None, [edit]))
    return Anchored(edit.id, digest, "itself")


def _follows(one: Statement, other: Statement) -> bool:
    return one.field == other.field and one.start > other.start


def _here(content: Spans, words: str, anchor: Anchor, article: Article, before: str | None) -> Spans:
    """Where words that an edit gives stand in this text; empty where they do not."""
    string = article.field_text(anchor.field)
    if sha256(string) == anchor.text:
        return content
    near = placed(content, anchor, article, before) if before is not None else ()
    return quoting.find(words, string, near=(near or content)[0].start)


def _changed(
    statement: Statement, edit: Edit, anchor: Anchor, article: Article, before: str | None
) -> Statement | None:
    """A statement with what an edit sets; None where words that it gives do not stand in this text."""
    values: dict[str, Any] = {}
    by_hand = f"set by hand by {edit.who} on {edit.made_at[:10]}: {edit.why}"
    for name, value in edit.payload.get("set", {}).items():
        if name == "speaker":
            known = value["name"] is not None
            values[name] = Speaker(value["name"], value["type"], float(known), reason=by_hand)
        elif name == "said_on":
            values[name] = When(value, by_hand)
        elif name in ROLES:
            values[name] = _here(read_spans(value["spans"]), value["words"], anchor, article, before)
            if value["spans"] and not values[name]:
                return None
        else:
            values[name] = value
    if values.get("act") == "said":
        values["manner"] = None
    return dataclasses.replace(statement, **values)


# --- what is said of it ----------------------------------------------------------------------------------------------


def shown(statement: Statement, article: Article) -> dict[str, str]:
    """What of a statement a person can review and change, in words."""
    string = article.field_text(statement.field)
    return {
        "speaker": statement.speaker.name or "not known",
        "day": statement.said_on.edtf or "not known",
        "form": statement.form,
        "act": statement.act,
        **{role: joined(getattr(statement, role), string, GAP) for role in ROLES},
    }


def _differs(was: Mapping[str, str], now: Mapping[str, str]) -> str:
    return "; ".join(f"{name} was {was[name]!r} and is {now[name]!r}" for name in now if was.get(name) != now[name])


def _review(one: Standing, article: Article) -> Review | None:
    if not one.edits:
        return None
    last = one.edits[-1]
    changing = [edit for edit in one.edits if edit.kind != REVIEW]
    if not changing:
        return Review("reviewed", last.who, last.made_at, last.why)
    if one.found is None:
        was: tuple[tuple[str, str], ...] = (("statement", "not found by the model"),)
    else:
        before, now = shown(one.found, article), shown(one.statement, article)
        was = tuple((name, before[name]) for name in now if before[name] != now[name])
    last = changing[-1]
    return Review("edited", last.who, last.made_at, last.why, was)
