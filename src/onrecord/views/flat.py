"""A statement as one flat row, with the names and types of columns that Parquet and a frame in a notebook share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.domain import Article, Extracted, Spans, Statement, joined

TEXTS = (
    "article", "statement", "within", "field", "act", "form", "manner", "cue_lemma", "cue_class", "asserted_by",
    "content", "source", "cue", "speaker", "speaker_type", "speaker_description", "speaker_reason", "said_on",
    "said_on_reason", "event", "place", "medium", "addressee", "outlet", "title", "byline", "published", "modified",
    "url", "language", "path", "model",
)  # fmt: skip
"""Columns of text; empty ones are None."""

NUMBERS = ("confidence", "speaker_confidence")
"""Columns of probabilities, 0 to 1."""

LISTS = ("speaker_members", "speaker_candidates")
"""Columns of lists of names."""

SPANS = ("content_spans", "source_spans", "cue_spans", "speaker_evidence", "said_on_evidence")
"""Columns of lists of ``{"start", "end", "text"}``, in code points of the string that ``field`` names; evidence always
of the article's text."""

COLUMNS = (*TEXTS, *NUMBERS, *LISTS, *SPANS)

_OF_ARTICLE = ("outlet", "title", "byline", "published", "modified", "url", "language", "path")
_PLAIN = ("within", "field", "act", "form", "manner", "cue_lemma", "cue_class", "asserted_by", "confidence")
_ROLES = ("content", "source", "cue")


def flat(extracted: Extracted) -> Iterator[dict[str, Any]]:
    """A row for each statement of an article, with the keys of ``COLUMNS``."""
    article = extracted.article
    of_article = {name: getattr(article, name) for name in _OF_ARTICLE}
    of_article |= {"article": article.id, "model": extracted.model}
    for statement in extracted.statements:
        yield of_article | _words(statement, article.field_text(statement.field)) | _spans(statement, article)


def _words(statement: Statement, string: str) -> dict[str, Any]:
    speaker = statement.speaker
    named = {name: getattr(statement, name) for name in ("event", "place", "medium", "addressee")}
    return {
        "statement": statement.id,
        **{name: getattr(statement, name) for name in _PLAIN},
        **{name: joined(getattr(statement, name), string) for name in _ROLES},
        **{name: value and value.text for name, value in named.items()},
        **{f"speaker_{name}": getattr(speaker, name) for name in ("type", "description", "reason", "confidence")},
        "speaker": speaker.name,
        "speaker_members": list(speaker.members),
        "speaker_candidates": list(speaker.candidates),
        "said_on": statement.said_on.edtf,
        "said_on_reason": statement.said_on.reason,
    }


def _spans(statement: Statement, article: Article) -> dict[str, list[dict[str, Any]]]:
    def structs(spans: Spans, own: str) -> list[dict[str, Any]]:
        return [{"start": s.start, "end": s.end, "text": s.of(own)} for s in spans]

    string = article.field_text(statement.field)
    return {
        **{f"{role}_spans": structs(getattr(statement, role), string) for role in _ROLES},
        "speaker_evidence": structs(statement.speaker.evidence, article.text),
        "said_on_evidence": structs(statement.said_on.evidence, article.text),
    }
