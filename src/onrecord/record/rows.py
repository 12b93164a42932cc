"""Domain values -> rows of the tables. The way back stands in ``loading``."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, overload

from onrecord.domain import Article, Extracted, Field, Review, Span, Statement, joined
from onrecord.errors import RecordError

from . import days, folding

Row = dict[str, Any]

NAMED = ("event", "place", "medium", "addressee")
"""The attributes of a Statement that name something by a stretch of the text."""

GAP = " ... "
"""What stands between two spans of one role in the joined words, where the text between them is left out."""

ID_LENGTH = 12
"""Hex digits of a statement's public id. In a million statements two share these 48 bits once in 500 records, and
then one of them gets a longer id."""


def sha256(text: str) -> str:
    """Hex digest of a text, as UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


@overload
def storable(name: str) -> str: ...
@overload
def storable(name: None) -> None: ...
def storable(name: str | None) -> str | None:
    """A path, or what a user names something by, as it can be stored and sought: both may be bytes that are no text
    (surrogates, in Python)."""
    return name if name is None else name.encode("utf-8", "backslashreplace").decode()


def article_row(extracted: Extracted) -> Row:
    """The article's own row, without its keys (public id, revises, times), which the store gives."""
    article = extracted.article
    parts = {"raw", "turns", "warnings", "repairs", "meta"}
    row = {field.name: getattr(article, field.name) for field in dataclasses.fields(article) if field.name not in parts}
    return row | {
        "path": storable(article.path),
        "model": extracted.model,
        "text_sha256": sha256(article.text),
        "title_sha256": None if article.title is None else sha256(article.title),
    }


def part_rows(extracted: Extracted, key: int) -> dict[str, list[Row]]:
    """The rows of the tables in ``schema.ARTICLE_PARTS``, by the name of the table.

    Args:
        extracted: the article, whose spans are looked at on the way.
        key: the article's.
    """
    article = extracted.article
    rows: dict[str, list[Row]] = {
        "article_bytes": [{"compressed": zlib.compress(article.raw)}],
        "article_search": [{"search_words": searched_article(article.title, article.title_apart, article.text)}],
        "article_meta": [
            {"key": name, "value": json.dumps(value, ensure_ascii=False)} for name, value in article.meta.items()
        ],
        "article_warning": [
            {"code": w.code, "message": w.message, "start": w.span and w.span.start, "stop": w.span and w.span.end}
            for w in article.warnings
        ],
        "article_repair": [dataclasses.asdict(repair) for repair in article.repairs],
        "article_turn": [
            {
                "label_start": turn.label.start,
                "label_stop": turn.label.end,
                "speech_start": turn.speech.start,
                "speech_stop": turn.speech.end,
            }
            for turn in article.turns
        ],
        "figure": [
            {
                "text": figure.text,
                "start": figure.span.start,
                "stop": figure.span.end,
                "value": figure.value,
                "unit": figure.unit,
                "of": figure.of,
                "statement": figure.statement,
            }
            for figure in extracted.figures
        ],
    }
    for name, group in rows.items():
        for position, row in enumerate(group):
            row["article"] = key
            if name not in {"article_bytes", "article_search"}:
                row["position"] = position
    return rows


def statement_rows(extracted: Extracted, key: int, public_id: str) -> list[Row]:
    """The rows of ``statement`` in their order, with the full-length hash for public id; see ``public_ids``.

    Args:
        extracted: the article.
        key: the article's; public_id: the article's.
    """
    seen: Counter[str] = Counter()
    rows = []
    for position, statement in enumerate(extracted.statements):
        row = _statement_row(statement, extracted.article)
        digest = statement_digest(public_id, row["content"], seen[row["content"]])
        seen[row["content"]] += 1
        rows.append(row | {"article": key, "position": position, "public_id": digest})
    return rows


def statement_digest(article: str, content: str, occurrence: int) -> str:
    """What a statement's public id is the beginning of: a hash of where it stands and of what was said.

    It hangs on nothing that a better model could see otherwise, so that the id outlives a re-reading: neither on
    offsets, nor on speaker and cue, nor on how many other statements there are.

    Args:
        article: public id of the article.
        content: words of the content spans, joined.
        occurrence: how often the same words were content earlier in the article.
    """
    return sha256(f"{article}\x00{content}\x00{occurrence}")


def _statement_row(statement: Statement, article: Article) -> Row:
    string = article.field_text(statement.field)
    speaker, said = statement.speaker, statement.said_on
    earliest, latest = days.bounds(said.edtf)
    content, source = joined(statement.content, string, GAP), joined(statement.source, string, GAP)
    plain = ("id", "field", "act", "form", "confidence", "manner", "cue_lemma", "cue_class", "within", "asserted_by")
    named = {name: getattr(statement, name) for name in NAMED}
    return {
        **{name: getattr(statement, name) for name in plain},
        "speaker_name": speaker.name,
        "speaker_type": speaker.type,
        "speaker_confidence": speaker.confidence,
        "speaker_members": list(speaker.members),
        "speaker_candidates": list(speaker.candidates),
        "speaker_reason": speaker.reason,
        "speaker_description": speaker.description,
        "said_on": said.edtf,
        "said_from": earliest,
        "said_to": latest,
        "said_reason": said.reason,
        **{name: value and value.text for name, value in named.items()},
        "source": source,
        "content": content,
        "search_words": folding.stems(content),
        "search_speaker": searched_names(speaker.name, speaker.members, speaker.description, source),
        "search_outlet": folding.names(article.outlet or ""),
        "search_facts": searched_facts(statement.form, statement.act, statement.manner, statement.cue_class, earliest),
        "sort_day": earliest or "",
        **_review_columns(statement.review),
    }


def _review_columns(review: Review | None) -> Row:
    return {
        "review": review and review.state,
        "reviewed_by": review and review.who,
        "reviewed_at": review and review.at,
        "reviewed_why": review and review.why,
        "was": None if review is None else [list(pair) for pair in review.was],
    }


def searched_names(name: str | None, members: Iterable[str], description: str | None, source: str) -> str:
    """The search column of a speaker: every way in which the statement says who it was."""
    return folding.names(" ".join(filter(None, (name, *members, description, source))))


def searched_facts(form: str, act: str, manner: str | None, cue_class: str | None, earliest: str | None) -> str:
    """The search column of what a statement is: one word for each fact, so that an index of words can meet them too.

    Args:
        form, act, manner, cue_class: as the statement has them.
        earliest: the first day it can have been said on.
    """
    facts = {"form": form, "act": act, "manner": manner, "cue": cue_class, "year": earliest[:4] if earliest else "none"}
    return " ".join(fact_word(name, value) for name, value in facts.items() if value)


def fact_word(name: str, value: str) -> str:
    """One word of ``searched_facts``: ``formdirect``, ``mannerownwords``, ``year2031``."""
    return name + value.replace("-", "")


def searched_article(title: str | None, title_apart: bool, text: str) -> str:
    """The search column of an article: the words of its text, and of its headline where that stands apart."""
    return folding.stems(f"{title}\n{text}" if title_apart and title else text)


class _Placed(NamedTuple):
    role: str
    position: int
    field: Field
    span: Span


def span_rows(statement: Statement, article: Article, key: int) -> Iterator[Row]:
    """The rows of ``span`` for one statement.

    Raises:
        RecordError: where a span reaches beyond its string, which would show words that do not stand there.
    """
    for role, position, field, span in _placed(statement, article):
        string = article.field_text(field)
        if span.end > len(string):
            raise RecordError(
                f"the {role} of statement {statement.id} reaches to {span.end}, beyond the end of its {field}",
                where=article.path or article.id,
                next_step="Report this as a fault of onrecord; the article was not added",
                code="span",
            )
        yield {
            "statement": key,
            "role": role,
            "position": position,
            "field": field,
            "start": span.start,
            "stop": span.end,
            "text": span.of(string),
        }


def _placed(statement: Statement, article: Article) -> Iterator[_Placed]:
    field = statement.field
    roles: Iterable[tuple[str, Field, tuple[Span, ...]]] = (
        ("source", field, statement.source),
        ("cue", field, statement.cue),
        ("content", field, statement.content),
        # Evidence is sought in the body, also that of a statement in the headline.
        ("speaker", "text", statement.speaker.evidence),
        ("said_on", "text", statement.said_on.evidence),
    )
    for role, where, spans in roles:
        yield from (_Placed(role, position, where, span) for position, span in enumerate(spans))
    for role in NAMED:
        named = getattr(statement, role)
        if named is not None:
            # What a headline's statement names may stand in the headline or in the body: the words tell.
            apart = field == "title" and named.span.of(article.field_text("title")) == named.text
            yield _Placed(role, 0, "title" if apart else "text", named.span)
