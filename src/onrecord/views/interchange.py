"""An extracted article as the JSON line that design.md promises, and back again.

The shape is a contract with whoever reads the output: a key is never renamed or taken away within one ``schema``
number, only added. Spans are ``[start, end)`` in code points of ``text``, or of ``title`` where a statement's
``field`` says so.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from onrecord.domain import (
    Article,
    Extracted,
    Figure,
    Named,
    Original,
    ReadingWarning,
    Review,
    Span,
    Speaker,
    Statement,
    When,
)
from onrecord.errors import ReadError

if TYPE_CHECKING:  # what extracts without a record should not wait for SQLAlchemy
    from onrecord.record import StoredArticle

SCHEMA = 1
"""Number of the shape written here."""


def to_line(extracted: Extracted) -> str:
    """One JSON object on one line, without the newline. Letters are written as themselves, not as ``\\u`` escapes."""
    return _line(to_object(extracted))


def _line(found: Mapping[str, Any]) -> str:
    line = json.dumps(found, ensure_ascii=False, allow_nan=False)
    # A lone surrogate can come in through a JSON escape and go out only as one.
    return line if _encodes(line) else json.dumps(found, allow_nan=False)


def to_object(extracted: Extracted) -> dict[str, Any]:
    """The object of design.md, "Interchange". ``meta`` stands in it only where the article came with other keys."""
    article = extracted.article
    found = {
        "schema": SCHEMA,
        "id": article.id,
        "path": article.path,
        "title": article.title,
        "published": article.published,
        "modified": article.modified,
        "outlet": article.outlet,
        "byline": article.byline,
        "url": article.url,
        "language": article.language,
        "warnings": [_warning(w) for w in article.warnings],
        "model": extracted.model,
        "text": article.text,
        "figures": [_figure(f) for f in extracted.figures],
        "statements": [statement_object(s) for s in extracted.statements],
    }
    return found | ({"meta": dict(article.meta)} if article.meta else {})


def stored_line(stored: StoredArticle) -> str:
    """As ``to_line``, with what the record knows beyond the article, and with public ids."""
    return _line(with_ids(stored_object(stored), stored))


def with_ids(found: Mapping[str, Any], stored: StoredArticle) -> dict[str, Any]:
    """An object with ``article_id``, and ``statement_id`` in each statement: by these the record is cited."""
    statements = [one | {"statement_id": stored.statement_ids.get(one["id"])} for one in found["statements"]]
    return {**found, "article_id": stored.id, "statements": statements}


def stored_object(stored: StoredArticle) -> dict[str, Any]:
    """As ``to_object``, with what the article alone cannot tell: ``speaker.person``, null where it is not one, and
    ``original``, null where no transcript of the record holds the words.
    """
    found = to_object(stored.extracted)
    for one in found["statements"]:
        who = stored.persons.get(one["id"], ())
        one["speaker"]["person"] = dataclasses.asdict(who[0]) if len(who) == 1 else None
        one["original"] = _original(stored.originals.get(one["id"]))
    return found


def _original(original: Original | None) -> dict[str, Any] | None:
    """Where in a transcript the words stand; the words themselves are those of the transcript's own line."""
    if original is None:
        return None
    span = [original.span.start, original.span.end]
    rest = ("day", "language", "words", "of", "speaker")
    return {"article": original.article, "span": span} | {name: getattr(original, name) for name in rest}


def statement_object(statement: Statement) -> dict[str, Any]:
    """One statement as it stands in ``statements``; ``review`` stands at its end where people looked at it."""
    speaker, day, review = statement.speaker, statement.said_on, statement.review
    by_hand = review and {
        **{name: getattr(review, name) for name in ("state", "who", "at", "why")},
        "was": [list(pair) for pair in review.was],
    }
    found = {
        "id": statement.id,
        "within": statement.within,
        "field": statement.field,
        "source": _spans(statement.source),
        "cue": _spans(statement.cue),
        "content": _spans(statement.content),
        "act": statement.act,
        "form": statement.form,
        "confidence": round(statement.confidence, 4),
        "manner": statement.manner,
        "cue_lemma": statement.cue_lemma,
        "cue_class": statement.cue_class,
        "asserted_by": statement.asserted_by,
        "speaker": {
            "name": speaker.name,
            "type": speaker.type,
            "confidence": round(speaker.confidence, 4),
            "members": list(speaker.members),
            "candidates": list(speaker.candidates),
            "description": speaker.description,
            "reason": speaker.reason,
            "evidence": _spans(speaker.evidence),
        },
        "said_on": {"edtf": day.edtf, "reason": day.reason, "evidence": _spans(day.evidence)},
        "event": _named(statement.event),
        "place": _named(statement.place),
        "medium": _named(statement.medium),
        "addressee": _named(statement.addressee),
        "original": None,
    }
    return {**found, "review": by_hand} if by_hand else found


def from_line(line: str, *, where: str | None = None) -> Extracted:
    """The extracted article that a line tells of.

    Args:
        line: as ``to_line`` writes it; keys that a later version added are passed over.
        where: the file and line number, for the error.

    Raises:
        ReadError: where it is not such a line.
    """
    try:
        found = json.loads(line)
        return _extracted(found, line)
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise ReadError(
            f"not a line that onrecord extract writes ({type(problem).__name__}: {problem})",
            where=where,
            next_step="Make one with: onrecord extract FILE",
            code="not-extracted",
        ) from problem


def _extracted(found: Mapping[str, Any], line: str) -> Extracted:
    raw = line.encode("utf-8", "surrogatepass")
    title, text = found.get("title"), found["text"]
    statements = tuple(_statement(s) for s in found["statements"])
    article = Article(
        id=found["id"],
        text=text,
        raw=raw,
        sha256=hashlib.sha256(raw).hexdigest(),
        reader="interchange",
        reader_version=str(found.get("schema", SCHEMA)),
        title=title,
        title_apart=bool(title) and (title not in text or any(s.field == "title" for s in statements)),
        byline=found.get("byline"),
        outlet=found.get("outlet"),
        url=found.get("url"),
        published=found.get("published"),
        modified=found.get("modified"),
        language=found.get("language"),
        path=found.get("path"),
        warnings=tuple(
            ReadingWarning(w["code"], w["message"], Span(*w["span"]) if w["span"] else None)
            for w in found.get("warnings", ())
        ),
        meta=dict(found.get("meta", {})),
    )
    figures = tuple(
        Figure(f["text"], Span(*f["span"]), float(f["value"]), f["unit"], f["of"], f["statement"])
        for f in found.get("figures", ())
    )
    return Extracted(article, statements, figures, found.get("model"))


def _statement(found: Mapping[str, Any]) -> Statement:
    speaker, day = found["speaker"], found["said_on"]
    return Statement(
        id=found["id"],
        source=_read_spans(found["source"]),
        cue=_read_spans(found["cue"]),
        content=_read_spans(found["content"]),
        field=found["field"],
        act=found["act"],
        form=found["form"],
        confidence=found["confidence"],
        manner=found.get("manner"),
        cue_lemma=found["cue_lemma"],
        cue_class=found.get("cue_class"),
        within=found["within"],
        asserted_by=found["asserted_by"],
        event=_read_named(found["event"]),
        place=_read_named(found["place"]),
        medium=_read_named(found["medium"]),
        addressee=_read_named(found["addressee"]),
        speaker=Speaker(
            name=speaker["name"],
            type=speaker["type"],
            confidence=speaker["confidence"],
            members=tuple(speaker["members"]),
            candidates=tuple(speaker["candidates"]),
            reason=speaker["reason"],
            evidence=_read_spans(speaker["evidence"]),
            description=speaker.get("description"),
        ),
        said_on=When(day["edtf"], day["reason"], _read_spans(day["evidence"])),
        review=_read_review(found.get("review")),
    )


def _read_review(found: Mapping[str, Any] | None) -> Review | None:
    if found is None:
        return None
    was = tuple((name, before) for name, before in found["was"])
    return Review(found["state"], found["who"], found["at"], found["why"], was)


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [[s.start, s.end] for s in spans]


def _read_spans(pairs: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)


def _named(named: Named | None) -> dict[str, Any] | None:
    return {"text": named.text, "span": [named.span.start, named.span.end]} if named else None


def _read_named(found: Mapping[str, Any] | None) -> Named | None:
    return Named(found["text"], Span(*found["span"])) if found else None


def _figure(figure: Figure) -> dict[str, Any]:
    value = int(figure.value) if figure.value.is_integer() else figure.value
    span = [figure.span.start, figure.span.end]
    return {
        "text": figure.text,
        "value": value,
        "unit": figure.unit,
        "of": figure.of,
        "span": span,
        "statement": figure.statement,
    }


def _warning(warning: ReadingWarning) -> dict[str, Any]:
    span = [warning.span.start, warning.span.end] if warning.span else None
    return {"code": warning.code, "message": warning.message, "span": span}


def _encodes(line: str) -> bool:
    try:
        line.encode()
    except UnicodeEncodeError:
        return False
    return True
