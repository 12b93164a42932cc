"""From a query to a page of statements.

Best first: by BM25 where words are asked for, then the newest day first, then by id, so that a page never depends on
chance and the next page goes on where the last one ended. What is found is decided by the search columns alone; which
words of a hit are marked is decided by the same folding, over the content itself.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

import sqlalchemy as sa

from onrecord.domain import Span

from . import folding, listing, loading, sqlite
from .answers import Hit, Page
from .query import Parsed, Query, Term, parse
from .rows import GAP
from .schema import article, article_meta, span, statement

SNIPPET = 240
"""Code points of a content that a list shows: three lines of a terminal."""


def search(connection: sa.Connection, query: Query) -> Page[Hit]:
    """The statements that a query asks for; see ``Query``.

    Raises:
        QueryError: where the query was not understood.
    """
    parsed = parse(query)
    source, conditions = _conditions(connection, parsed)
    # Where words and speaker are all that is asked, the index can count by itself, without looking at statements.
    counted = sqlite.index_alone() if len(conditions) == 1 and (parsed.words or parsed.speaker) else source
    total = connection.execute(sa.select(sa.func.count()).select_from(counted).where(*conditions)).scalar_one()
    order = [statement.c.said_from.desc().nulls_last(), statement.c.public_id]
    if parsed.words:
        order.insert(0, sqlite.rank())
    keys = sa.select(statement.c.key).select_from(source).where(*conditions).order_by(*order)
    found = connection.execute(keys.limit(query.limit).offset(query.offset)).scalars().all()
    return Page(tuple(_hits(connection, found, parsed.words)), total, query.limit, query.offset)


def _conditions(connection: sa.Connection, parsed: Parsed) -> tuple[sa.FromClause, list[sa.ColumnElement[bool]]]:
    """What to select from, and what must hold."""
    source: sa.FromClause = statement
    conditions: list[sa.ColumnElement[bool]] = []
    if parsed.words or parsed.speaker:
        index, matches = sqlite.matching(parsed.words, parsed.speaker)
        source = index.join(statement, statement.c.key == sqlite.statement_key())
        conditions.append(matches)
    if parsed.earliest:
        conditions.append(statement.c.said_from >= parsed.earliest)
    if parsed.latest:
        conditions.append(statement.c.said_to <= parsed.latest)
    if parsed.form:
        conditions.append(statement.c.form == parsed.form)
    if parsed.act:
        conditions.append(statement.c.act == parsed.act)
    if parsed.outlet:
        source = source.join(article, article.c.key == statement.c.article)
        conditions.append(article.c.outlet.in_(listing.outlets_named(connection, parsed.outlet)))
    conditions.extend(_has_meta(key, value) for key, value in parsed.meta)
    return source, conditions


def _has_meta(key: str, value: str) -> sa.ColumnElement[bool]:
    """That the article has this key with this value: as text, or as the number or word of JSON that it looks like."""
    rows = sa.select(article_meta.c.article).where(
        article_meta.c.key == key, article_meta.c.value.in_([json.dumps(value, ensure_ascii=False), value])
    )
    return statement.c.article.in_(rows)


def _hits(connection: sa.Connection, keys: Sequence[int], terms: Sequence[Term]) -> list[Hit]:
    by_key: dict[int, loading.Loaded] = {}
    for some in loading.batches(keys, 500):
        query = sa.select(statement).where(statement.c.key.in_(some))
        by_key |= {row["key"]: row for row in connection.execute(query).mappings()}
    rows = [by_key[key] for key in keys]
    cues = _cues(connection, keys)
    articles = listing.article_rows(connection, sorted({row["article"] for row in rows}))
    revised = listing.revised(connection, list(articles))
    hits = []
    for row, found in zip(rows, loading.statements(connection, rows), strict=True):
        marks = matches(row["content"], terms)
        hits.append(
            Hit(
                id=row["public_id"],
                statement=found,
                content=row["content"],
                source=row["source"],
                cue=cues.get(row["key"], ""),
                article=articles[row["article"]],
                revised=row["article"] in revised,
                snippet=snippet(row["content"], marks),
                matches=marks,
            )
        )
    return hits


def _cues(connection: sa.Connection, keys: Sequence[int]) -> dict[int, str]:
    """The words of each statement's cue; a statement without one is left out."""
    words: dict[int, list[str]] = {}
    for some in loading.batches(keys, 500):
        query = sa.select(span.c.statement, span.c.text).where(span.c.statement.in_(some), span.c.role == "cue")
        for key, text in connection.execute(query.order_by(span.c.statement, span.c.position)):
            words.setdefault(key, []).append(text)
    return {key: GAP.join(texts) for key, texts in words.items()}


def matches(content: str, terms: Sequence[Term]) -> tuple[Span, ...]:
    """Where the terms stand in a content, as spans of it in code points, in its order and not touching each other."""
    words = list(folding.words(content))
    stems = [folding.stem(word.folded) for word in words]
    starts = [(at, len(term.words)) for term in terms for at in range(len(words)) if term.stands_at(stems, at)]
    marked = {at + step for at, length in starts for step in range(length)}
    inner = {at + step for at, length in starts for step in range(1, length)}
    spans: list[Span] = []
    for at in sorted(marked):
        if at in inner:  # a phrase is one mark, with the spaces inside it
            spans[-1] = Span(spans[-1].start, words[at].end)
        else:
            spans.append(Span(words[at].start, words[at].end))
    return tuple(spans)


def snippet(content: str, marks: Sequence[Span], length: int = SNIPPET) -> Span:
    """The part of ``content`` that shows most of ``marks``, cut between words, at most about ``length`` code points."""
    if len(content) <= length:
        return Span(0, len(content))
    best = max(
        (mark.start for mark in marks),
        key=lambda start: sum(1 for m in marks if start <= m.start and m.end <= start + length // 2),
        default=0,
    )
    start = max(0, min(best - length // 4, len(content) - length))
    end = min(len(content), start + length)
    if start > 0:
        space = content.find(" ", start, start + length // 8)
        start = space + 1 if space >= 0 else start
    if end < len(content):
        space = content.rfind(" ", end - length // 8, end)
        end = space if space > start else end
    return Span(start, end)
