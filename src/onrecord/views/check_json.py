"""Checked quotations for a program: one line of JSON a quotation, in the draft's order."""

from __future__ import annotations

import json
from typing import Any

from onrecord.domain import CheckedDraft, CheckedQuote, FoundIn, Searched

from .check_words import link, messages


def quote_lines(draft: CheckedDraft) -> list[str]:
    """A line for each quotation."""
    return [_line(quote_object(quote, draft)) for quote in draft.quotes]


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


def quote_object(quote: CheckedQuote, draft: CheckedDraft) -> dict[str, Any]:
    """One quotation as plain values."""
    statement = quote.statement
    return {
        "wording": quote.wording,
        "speaker_agrees": quote.speaker_agrees,
        "day_agrees": quote.day_agrees,
        "quote": quote.quote,
        "line": quote.line,
        "column": quote.column,
        "speaker": statement.speaker.name if statement else None,
        "said_on": statement.said_on.edtf if statement else None,
        "found_in": [_place(one) for one in quote.found_in],
        "found_in_total": quote.total,
        "original": _place(quote.original) if quote.original else None,
        "messages": messages(quote, draft.searched),
        "searched": _searched(draft.searched, quote.with_speaker),
        "draft": draft.article.path,
    }


def _place(found: FoundIn) -> dict[str, Any]:
    statement = found.statement
    return {
        "wording": found.wording,
        "differences": [{"draft": one.draft, "source": one.source, "marked": one.marked} for one in found.differences],
        "remarks": list(found.remarks),
        "article": found.id,
        "kind": found.article.kind,
        "title": found.article.title,
        "outlet": found.article.outlet,
        "published": found.article.published,
        "path": found.article.path,
        "url": link(found),
        "span": [found.span.start, found.span.end],
        "words": found.span.of(found.article.text),
        "statement": found.statement_id,
        "speaker": statement.speaker.name if statement else None,
        "speaker_confidence": statement.speaker.confidence if statement else None,
        "said_on": statement.said_on.edtf if statement else None,
        "speaker_agrees": found.speaker_agrees,
        "known_as": found.known_as,
        "day_agrees": found.day_agrees,
    }


def _searched(searched: Searched, with_speaker: int | None) -> dict[str, Any]:
    return {
        "articles": searched.articles,
        "first": searched.first,
        "last": searched.last,
        "with_speaker": with_speaker,
    }
