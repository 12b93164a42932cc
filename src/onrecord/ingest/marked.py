"""Statements whose spans somebody gives in place of a model, so that speakers and days are measured by themselves.

Everything but the spans is worked out as in an extraction: form, act, cue, then speaker, day and what else follows.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.domain import Article, Extracted, Span, Spans, Statement
from onrecord.errors import ReadError
from onrecord.extraction.statements import Quoted, described, numbered
from onrecord.reading import read_bytes

from .pipeline import resolve_article

_METADATA = ("id", "text", "title", "byline", "published", "date", "outlet", "publisher", "url")
"""What a marked text may say of its making: names and days are worked out from it."""


@dataclass(frozen=True, slots=True)
class Marked:
    """The three roles of one statement, as spans of ``Article.text``; only ``content`` may not be empty."""

    source: Spans
    cue: Spans
    content: Spans


def marked_article(document: Mapping[str, Any], path: str | None = None) -> Article:
    """The article of a marked document, as a reader would hand it on; its marks are left behind.

    Args:
        document: ``{"id", "text"}``, and what else is known of the article, in the keys that JSON Lines input has.
        path: the file that it comes from, for the error.

    Raises:
        ReadError: where it cannot be an article.
    """
    known = {key: document[key] for key in _METADATA if key in document}
    (found,) = read_bytes(json.dumps(known | {"language": "en"}).encode(), path=path, reader="jsonl")
    if isinstance(found, ReadError):
        raise found
    return found


def marked_statements(document: Mapping[str, Any]) -> list[Marked]:
    """The statements of a marked document, in its order, less those without content."""
    return [
        Marked(*(tuple(Span(*span) for span in s.get(role) or ()) for role in ("source", "cue", "content")))
        for s in document["statements"]
        if s.get("content")
    ]


def resolve_marked(article: Article, marked: Sequence[Marked]) -> Extracted:
    """The article with these statements, each with its speaker and day as the later stages find them.

    Args:
        article: as read.
        marked: what is taken for its statements, in any order.

    Returns:
        the statements in the order of ``marked``, with ids by their place in the text, confidence 1, and no model.
    """
    quoted = Quoted(article.text)
    bare = [described(article.text, quoted, m.source, m.cue, m.content) for m in marked]
    found = resolve_article(article, numbered(bare))  # the stages want the order of the text
    by_roles: dict[Marked, list[Statement]] = {}
    for statement in found.statements:
        by_roles.setdefault(Marked(statement.source, statement.cue, statement.content), []).append(statement)
    return dataclasses.replace(found, statements=tuple(by_roles[m].pop(0) for m in marked))
