"""From the fields of a form to what a person wishes changed of a statement: only what differs from what was shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from onrecord.domain import SpeakerType, Statement, joined
from onrecord.record import StoredArticle, Wish

from .forms import Posted

FIELDS = ("speaker", "day", "form", "act", "content", "cue", "source")
TYPES: tuple[str, ...] = get_args(SpeakerType)
_SPANS = ("content", "cue", "source")
_UNKNOWN = "-"
"""What the record takes for a speaker, a day, a cue or a source that there is none of; here an empty field."""


def as_it_stands(stored: StoredArticle) -> dict[str, str]:
    """What the fields show of an article's one statement."""
    (statement,) = stored.extracted.statements
    text = stored.extracted.article.field_text(statement.field)
    words = {name: joined(getattr(statement, name), text, " ... ") for name in _SPANS}
    return {
        "speaker": statement.speaker.name or "",
        "day": statement.said_on.edtf or "",
        "form": statement.form,
        "act": statement.act,
        **words,
        **{f"{name}_at": "" for name in _SPANS},
    }


def places(statement: Statement) -> dict[str, str]:
    """By the name of the field, where its words stand: ``120-180 200-210``, in code points of the text."""
    return {name: " ".join(f"{s.start}-{s.end}" for s in getattr(statement, name)) for name in _SPANS}


def changed(sent: Posted) -> dict[str, str]:
    """The fields that differ from what the form showed, which it sends along as ``was-...``.

    So what somebody else changed meanwhile, and this person did not touch, stays.
    """
    return {name: sent.text(name) for name in FIELDS if name in sent.values and _differs(sent, name)}


def wish(sent: Posted) -> Wish:
    """What is wished, as ``record.edits`` takes it.

    Raises:
        UsageError: where the sort of speaker is none.
    """
    asked: Mapping[str, str] = changed(sent)
    at = {name: tuple(sent.text(f"{name}_at").split()) for name in _SPANS}
    kind = sent.text("speaker_type") or None
    given = {name: asked[name] or _UNKNOWN for name in FIELDS if name in asked and not at.get(name)}
    if "content" in given:
        given["content"] = asked["content"]  # it cannot be none
    if kind and "speaker" not in given:
        given["speaker"] = sent.text("speaker")
    return Wish(
        speaker=given.get("speaker"),
        speaker_type=kind,
        day=given.get("day"),
        form=given.get("form"),
        act=given.get("act"),
        content=given.get("content"),
        source=given.get("source"),
        cue=given.get("cue"),
        content_at=at["content"],
        source_at=at["source"],
        cue_at=at["cue"],
    )


def wishes_nothing(sent: Posted) -> bool:
    """Whether the form came as it was shown."""
    return not changed(sent) and not any(sent.text(f"{name}_at") for name in _SPANS) and not sent.text("speaker_type")


def _differs(sent: Posted, name: str) -> bool:
    return sent.text(name).split() != sent.text(f"was-{name}").split()
