"""A record as rows for a spreadsheet: one row a statement, safe to open.

A cell that begins with ``=``, ``+``, ``-`` or ``@`` is a formula to a spreadsheet, and what was said is other people's
text ("CSV injection", OWASP). Such a cell gets an apostrophe before it, which spreadsheets take as "this is text". So
does a formula further on in a cell, after a semicolon, a tab or a line end: a spreadsheet of a country whose CSV is
parted by semicolons would take that for the beginning of a cell. For words letter for letter use JSON Lines.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from onrecord.domain import Spans, Statement, joined
from onrecord.record import StoredArticle

from .safe import shown
from .textless import hashes

COLUMNS = (
    "article", "statement", "speaker", "speaker_type", "speaker_reason", "said_on", "said_on_reason", "act", "form",
    "content", "source", "cue", "confidence", "asserted_by", "within", "addressee", "event", "place", "medium", "field",
    "outlet", "title", "byline", "published", "url", "path", "content_spans", "source_spans", "cue_spans", "manner",
    "cue_class", "statement_id", "article_id", "model", "sha256", "text_sha256", "title_sha256", "person",
    "person_name", "qid", "review", "reviewed_by", "reviewed_at", "review_why", "was", "party", "office",
)  # fmt: skip
"""Names of the columns; later versions only add to them, at the end."""

WORDS = frozenset(
    (
        "speaker_reason", "said_on_reason", "content", "source", "cue", "addressee", "event", "place", "medium",
        "title", "byline", "path", "review_why", "was",
    )
)  # fmt: skip
"""Columns that hold words of the article, or say where somebody keeps it: empty in an export without text."""

_SIGNS = "=+@\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}-"
_FORMULA = (*_SIGNS, "\t", "\r", "\n")
_FURTHER_ON = re.compile(rf"[;\t\r\n][\"\s]*(?=[{_SIGNS}])")


def csv_lines(articles: Iterable[StoredArticle], *, text: bool = True) -> Iterator[str]:
    """Lines of CSV (RFC 4180, but with a bare line feed), the head first; without the line end.

    A line may hold line feeds inside a quoted cell.

    Args:
        articles: with the statements that are to be rows.
        text: False leaves the columns of ``WORDS`` empty.
    """
    yield csv_line(COLUMNS)
    for stored in articles:
        digests = hashes(stored.extracted.article)
        for statement in stored.extracted.statements:
            row = _row(stored, statement) | digests
            yield csv_line(cell(row[name]) if text or name not in WORDS else "" for name in COLUMNS)


def cell(text: str | None) -> str:
    """``text`` as a cell that no spreadsheet takes for a formula; empty for None."""
    safe = _FURTHER_ON.sub(r"\g<0>'", shown(text or ""))
    return f"'{safe}" if safe.lstrip(" ").startswith(_FORMULA) else safe


def _row(stored: StoredArticle, statement: Statement) -> dict[str, str | None]:
    article, speaker, said = stored.extracted.article, statement.speaker, statement.said_on
    string = article.field_text(statement.field)
    named = {name: getattr(statement, name) for name in ("addressee", "event", "place", "medium")}
    spans = {"content": statement.content, "source": statement.source, "cue": statement.cue}
    return {
        "article": article.id,
        "article_id": stored.id,
        "statement": statement.id,
        "statement_id": stored.statement_ids.get(statement.id),
        "model": stored.extracted.model,
        "speaker": speaker.name,
        "speaker_type": speaker.type,
        "speaker_reason": speaker.reason,
        **whose(stored, statement),
        **by_hand(statement),
        "said_on": said.edtf,
        "said_on_reason": said.reason,
        "confidence": f"{statement.confidence:.4f}",
        **{name: joined(own, string) for name, own in spans.items()},
        **{f"{name}_spans": _places(own) for name, own in spans.items()},
        **{name: value and value.text for name, value in named.items()},
        **{n: getattr(statement, n) for n in ("act", "form", "manner", "cue_class", "asserted_by", "within", "field")},
        **{name: getattr(article, name) for name in ("outlet", "title", "byline", "published", "url", "path")},
    }


def whose(stored: StoredArticle, statement: Statement) -> dict[str, str | None]:
    """Who of the record's persons speaks: ids, names, Wikidata items, and what they were on that day by the list of
    known people; of several with semicolons between.
    """
    who = stored.persons.get(statement.id, ())
    columns = {"person": "id", "person_name": "name", "qid": "qid", "party": "party", "office": "office"}
    values = {column: [getattr(one, field) for one in who] for column, field in columns.items()}
    return {column: "; ".join(one or "" for one in own) if any(own) else None for column, own in values.items()}


def by_hand(statement: Statement) -> dict[str, str | None]:
    """Whether people looked at a statement: unreviewed, reviewed or edited; who, when and why; and what was before."""
    review = statement.review
    if review is None:
        return {"review": "unreviewed"} | dict.fromkeys(("reviewed_by", "reviewed_at", "review_why", "was"))
    return {
        "review": review.state,
        "reviewed_by": review.who,
        "reviewed_at": review.at,
        "review_why": review.why,
        "was": "; ".join(f"{name}: {before}" for name, before in review.was) or None,
    }


def _places(spans: Spans) -> str:
    return " ".join(f"{s.start}-{s.end}" for s in spans)


def csv_line(values: Iterable[str]) -> str:
    """One line of CSV without its end; cells that hold a line end, a comma or a quotation mark are quoted."""
    buffer = io.StringIO()
    # The writer quotes what holds a character of its own line end; without one it would leave line feeds bare.
    csv.writer(buffer, lineterminator="\r\n").writerow(values)
    return buffer.getvalue().removesuffix("\r\n")
