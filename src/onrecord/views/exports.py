"""A record as rows for a spreadsheet: one row a statement, safe to open.

A cell that begins with ``=``, ``+``, ``-`` or ``@`` is a formula to a spreadsheet, and what was said is other people's
text ("CSV injection", OWASP). Such a cell gets an apostrophe before it, which spreadsheets take as "this is text". For
words letter for letter use JSON Lines.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from onrecord.domain import Extracted, Statement, joined

from .safe import shown

COLUMNS = (
    "article", "statement", "speaker", "speaker_type", "speaker_reason", "said_on", "said_on_reason", "act", "form",
    "content", "source", "cue", "confidence", "asserted_by", "within", "addressee", "event", "place", "medium", "field",
    "outlet", "title", "byline", "published", "url", "path", "content_spans",
)  # fmt: skip
"""Names of the columns; later versions only add to them, at the end."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}",
            "\N{FULLWIDTH HYPHEN-MINUS}", "\N{FULLWIDTH COMMERCIAL AT}")  # fmt: skip


def csv_lines(articles: Iterable[Extracted]) -> Iterator[str]:
    """Lines of CSV (RFC 4180, but with a bare line feed), the head first; without the line end.

    A line may hold line feeds inside a quoted cell.
    """
    yield _line(COLUMNS)
    for extracted in articles:
        for statement in extracted.statements:
            yield _line(_row(extracted, statement))


def cell(text: str | None) -> str:
    """``text`` as a cell that no spreadsheet takes for a formula; empty for None."""
    safe = shown(text or "")
    return f"'{safe}" if safe.lstrip(" ").startswith(_FORMULA) else safe


def _row(extracted: Extracted, statement: Statement) -> list[str]:
    article, speaker = extracted.article, statement.speaker
    text = article.field_text(statement.field)
    names = (statement.addressee, statement.event, statement.place, statement.medium)
    return [
        cell(article.id),
        statement.id,
        cell(speaker.name),
        speaker.type or "",
        cell(speaker.reason),
        statement.said_on.edtf or "",
        cell(statement.said_on.reason),
        statement.act,
        statement.form,
        *(cell(joined(spans, text)) for spans in (statement.content, statement.source, statement.cue)),
        f"{statement.confidence:.4f}",
        cell(statement.asserted_by),
        statement.within or "",
        *(cell(named.text if named else None) for named in names),
        statement.field,
        *(
            cell(v)
            for v in (article.outlet, article.title, article.byline, article.published, article.url, article.path)
        ),
        " ".join(f"{s.start}-{s.end}" for s in statement.content),
    ]


def _line(values: Iterable[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="").writerow(values)
    return buffer.getvalue()
