"""A record as W3C Web Annotations: each statement an annotation of its article's address, for any annotation tool.

The Web Annotation Data Model (W3C Recommendation, 23 February 2017) points into a text in two ways, and both are given:
a TextQuoteSelector with the words and what stands around them, which finds them on the live page, and a
TextPositionSelector with the offsets, in code points as the model demands, of the text as onrecord read it.

One JSON-LD document, an AnnotationCollection with one page, written as the articles come. What is not the model's own
vocabulary stands under the prefix ``onrecord:``, which the context defines.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from onrecord.domain import Article, Span, Spans, Statement
from onrecord.record import StoredArticle

from .about import About
from .safe import web_address
from .textless import hashes
from .words import ACTS, form_words

CONTEXT: list[Any] = ["http://www.w3.org/ns/anno.jsonld", {"onrecord": "urn:onrecord:ns:"}]
"""The model's context, and the one prefix that is ours."""

AROUND = 32
"""Code points before and after the words, by which a tool tells two places with the same words apart."""

_URN = "urn:onrecord:"


def statement_name(stored: StoredArticle, statement: Statement) -> str:
    """The URN of a statement, by its public id."""
    return f"{_URN}statement:{quote(stored.statement_ids.get(statement.id, statement.id), safe='')}"


def article_name(stored: StoredArticle) -> str:
    """The URN of an article."""
    return f"{_URN}article:{quote(stored.id, safe='')}"


def annotation_lines(articles: Iterable[StoredArticle], about: About) -> Iterator[str]:
    """The document, line by line: an annotation a line.

    Args:
        articles: with the statements that are to be annotations.
        about: the origin; where ``about.text`` is False, places are given by offsets alone.
    """
    collection = f"{_URN}export:{about.day}:{quote(about.query or 'all', safe='')}"
    yield json.dumps({"@context": CONTEXT, "id": collection, "type": "AnnotationCollection"}, ensure_ascii=False)[:-1]
    yield f', "label": {json.dumps(about.sentence(), ensure_ascii=False)}'
    yield f', "generator": {json.dumps(_generator(about))}, "onrecord:about": {_literal(about)}'
    yield f', "first": {{"id": "{collection}:1", "type": "AnnotationPage", "startIndex": 0, "items": ['
    number = 0
    for stored in articles:
        digests = hashes(stored.extracted.article)
        for statement in stored.extracted.statements:
            made = _annotation(stored, statement, about, digests)
            yield ("," if number else "") + json.dumps(made, ensure_ascii=False)
            number += 1
    yield f']}}, "total": {number}}}'


def _annotation(
    stored: StoredArticle, statement: Statement, about: About, digests: Mapping[str, str | None]
) -> dict[str, Any]:
    """One statement as an annotation, without the context."""
    return {
        "id": statement_name(stored, statement),
        "type": "Annotation",
        "motivation": "identifying",
        "created": stored.read_at,
        "body": [*_tags(statement), *_roles(stored, statement, about)],
        "target": [_place(stored, statement, span, about) for span in statement.content],
        "onrecord:model": stored.extracted.model,
        "onrecord:confidence": round(statement.confidence, 4),
        "onrecord:saidOn": statement.said_on.edtf,
        "onrecord:textSha256": digests["title_sha256" if statement.field == "title" else "text_sha256"],
    }


def _tags(statement: Statement) -> list[dict[str, Any]]:
    """What was worked out: who said it, and what sort of statement it is, in the words of the screen."""
    speaker = statement.speaker
    named = [_textual(speaker.name, "identifying")] if speaker.name else []
    kinds = [_textual(form_words(statement), "classifying"), _textual(ACTS[statement.act], "classifying")]
    return named + kinds


def _textual(value: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}


def _roles(stored: StoredArticle, statement: Statement, about: About) -> list[dict[str, Any]]:
    """The words that name the source, and the cue, as bodies that are places in the same article."""
    roles: tuple[tuple[Spans, str], ...] = ((statement.source, "identifying"), (statement.cue, "describing"))
    return [
        {**_place(stored, statement, span, about), "purpose": purpose} for spans, purpose in roles for span in spans
    ]


def _place(stored: StoredArticle, statement: Statement, span: Span, about: About) -> dict[str, Any]:
    article = stored.extracted.article
    string = article.field_text(statement.field)
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    quoted = {
        "type": "TextQuoteSelector",
        "exact": span.of(string),
        "prefix": string[max(0, span.start - AROUND) : span.start],
        "suffix": string[span.end : span.end + AROUND],
    }
    return {
        "type": "SpecificResource",
        "source": _source(stored, article, statement),
        "selector": [quoted, position] if about.text else [position],
    }


def _source(stored: StoredArticle, article: Article, statement: Statement) -> str:
    """The address of the article; where it has none, or the words stand in its headline, a name that is ours."""
    name = article_name(stored)
    if statement.field == "title":
        return f"{name}:title"
    address = web_address(article.url)
    # As an IRI, in which a space or a quotation mark may not stand.
    return quote(address, safe=":/?#[]@!$&'()*+,;=%~-._") if address else name


def _generator(about: About) -> dict[str, Any]:
    return {
        "id": f"{_URN}program:{about.package}",
        "type": "Software",
        "name": f"onrecord {about.package}, model {', '.join(about.models) or 'none'}",
    }


def _literal(about: About) -> str:
    """The origin as one string: the model has no vocabulary for it."""
    return json.dumps(about.as_json(), ensure_ascii=False)
