"""Invented articles and drafts for the tests of checking, with a statement for each quotation in curly marks."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from onrecord.checking import Files, check
from onrecord.domain import Article, CheckedDraft, Extracted, Span, Speaker, Statement, Turn, When

_QUOTED = re.compile("“([^”]+)”")


def article(text: str, path: str = "source.txt", **given: Any) -> Article:
    raw = text.encode()
    known = {"id": path, "reader": "plain", "reader_version": "1", "language": "en", "path": path}
    return Article(**known | {"text": text, "raw": raw, "sha256": hashlib.sha256(raw).hexdigest()} | given)


def transcript(*turns: tuple[str, str], path: str = "talk.txt", **given: Any) -> Article:
    """Turns as (label, speech), a paragraph each."""
    text, found = "", []
    for label, speech in turns:
        start = len(text)
        text += f"{label}: {speech}\n\n"
        spoken = start + len(label) + 2
        found.append(Turn(Span(start, start + len(label)), Span(spoken, spoken + len(speech))))
    return article(text, path, kind="transcript", reader="transcript", turns=tuple(found), **given)


def extracted(one: Article, speaker: str | None = None, said: str | None = None, told: str | None = None) -> Extracted:
    """Every quotation as a statement of one speaker, whose name stands, as a source, in the quotation's paragraph.

    Its day is told by the words ``told`` of the text.
    """
    statements = tuple(
        Statement(
            f"s{number}",
            (Span(found.start(), found.start() + 1),),
            (),
            (Span(*found.span()),),
            form="direct",
            confidence=0.9,
            speaker=Speaker(speaker, "person", 0.91) if speaker else Speaker(),
            said_on=When(
                said, "told", (Span(at, at + len(told)),) if told and (at := one.text.index(told)) >= 0 else ()
            ),
        )
        for number, found in enumerate(_QUOTED.finditer(one.text), 1)
    )
    return Extracted(one, statements, (), "m1")


def checked(
    draft: str,
    *sources: Article,
    speaker: str | None = None,
    said: str | None = None,
    source_speaker: str | None = None,
    source_said: str | None = None,
    told: str | None = None,
) -> CheckedDraft:
    """A draft checked against sources, with one speaker and day for all its quotations, and one for all of theirs."""
    files = Files(sources, lambda one: extracted(one, source_speaker, source_said), "these files")
    return check(extracted(article(draft, "draft.md"), speaker, said, told), files)


def wording(quote: str, *sources: Article) -> str:
    """What a quotation is to some sources."""
    (found,) = checked(f"She said: “{quote}”", *sources).quotes
    return found.wording
