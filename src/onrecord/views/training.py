"""What people decided about statements as training data, in the shapes that trainers and annotation tools read.

``spans`` is an article a line with its statements as PolNeAR 1.0 marks them (Newell et al. 2018): spans of source, cue
and content. Each says what is known of it, so that a trainer can take what people confirmed for right, what they
rejected for wrong, and leave open what nobody looked at. ``prodigy`` is a decision a line (https://prodi.gy/docs/
api-interfaces#spans): the paragraphs of one statement, its spans, and accept or reject. ``brat`` is the texts and the
confirmed statements as standoff.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Any

from onrecord.domain import Article, Span, Spans, Statement, hull
from onrecord.domain.sentences import paragraphs_of
from onrecord.record import StoredArticle

from . import brat

Decided = Iterable[tuple[StoredArticle, tuple[Statement, ...]]]
"""Articles with their statements as they stand, and with what was rejected of them."""


def span_lines(articles: Decided) -> Iterator[str]:
    """An article a line: ``{"id", "text", ..., "statements": [{"source", "cue", "content", "known"}]}``.

    ``known`` is reviewed, edited, rejected, or null where nobody looked. Statements of headlines are left out: their
    spans point into another string.
    """
    for stored, rejected in articles:
        article = stored.extracted.article
        about = {"id": article.id, "publisher": article.outlet, "date": article.published, "title": article.title}
        statements = [
            _spans_of(s, s.review.state if s.review else None) for s in stored.extracted.statements if s.field == "text"
        ]
        statements += [_spans_of(s, "rejected") for s in rejected if s.field == "text"]
        yield json.dumps({**about, "text": article.text, "statements": statements}, ensure_ascii=False)


def _spans_of(statement: Statement, known: str | None) -> dict[str, Any]:
    roles = {role: [[s.start, s.end] for s in spans] for role, spans in _roles(statement)}
    speaker = {"speaker": statement.speaker.name, "said_on": statement.said_on.edtf, "form": statement.form}
    return {**roles, "act": statement.act, **speaker, "known": known}


def _roles(statement: Statement) -> tuple[tuple[str, Spans], ...]:
    return (("source", statement.source), ("cue", statement.cue), ("content", statement.content))


def prodigy_lines(articles: Decided) -> Iterator[str]:
    """A decision a line: ``{"text", "spans": [{"start", "end", "label"}], "answer", "meta"}``."""
    for stored, rejected in articles:
        article = stored.extracted.article
        known = [(s, "accept") for s in stored.extracted.statements if s.review is not None]
        for statement, answer in (*known, *((s, "reject") for s in rejected)):
            if statement.field == "text":
                yield json.dumps(_task(statement, answer, article), ensure_ascii=False)


def _task(statement: Statement, answer: str, article: Article) -> dict[str, Any]:
    around = _around(statement, article.text)
    spans = [
        {"start": s.start - around.start, "end": s.end - around.start, "label": role.upper()}
        for role, spans in _roles(statement)
        for s in spans
    ]
    meta = {"article": article.id, "start": around.start, "speaker": statement.speaker.name, "form": statement.form}
    ordered = sorted(spans, key=lambda s: (s["start"], s["end"]))
    return {"text": around.of(article.text), "spans": ordered, "answer": answer, "meta": meta}


def _around(statement: Statement, text: str) -> Span:
    """The paragraphs that a statement stands in."""
    whole = hull((*statement.source, *statement.cue, *statement.content))
    assert whole is not None  # a statement has content
    return paragraphs_of(text, whole)


def brat_files(articles: Decided) -> Iterator[tuple[str, str]]:
    """Names and texts of the files of a brat folder: each article with what people confirmed of it."""
    return brat.files(_confirmed(stored) for stored, _ in articles)


def _confirmed(stored: StoredArticle) -> StoredArticle:
    """An article with those statements alone that people looked at."""
    kept = tuple(s for s in stored.extracted.statements if s.review is not None)
    ids = MappingProxyType({s.id: stored.statement_ids[s.id] for s in kept})
    extracted = dataclasses.replace(stored.extracted, statements=kept)
    return dataclasses.replace(stored, extracted=extracted, statement_ids=ids)
