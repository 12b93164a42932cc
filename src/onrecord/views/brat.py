"""An article as brat standoff: ``ID.txt`` and ``ID.ann``, which brat and most tools for annotation read.

Contents, sources and cues are text-bound annotations; two relations tie source and cue to their content; act and form
are attributes of the content, and speaker, day and the public id stand in a note (https://brat.nlplab.org/standoff.html,
Stenetorp et al. 2012). brat knows no annotation across a line end, so a span is given as its pieces on each line; the
text is written unchanged, and offsets are those of the record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from onrecord.domain import Spans, Statement
from onrecord.record import StoredArticle

CONFIGURATION = """\
[entities]
Content
Source
Cue

[relations]
SourceOf\tArg1:Source, Arg2:Content
CueOf\tArg1:Cue, Arg2:Content
<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>

[events]

[attributes]
Act\tArg:Content, Value:said|refused
Form\tArg:Content, Value:direct|mixed|indirect
"""
"""``annotation.conf`` for these files."""

_NOT_IN_A_NAME = re.compile(r"[^\w.-]+")
_MOST = 120  # letters of a file's name, with room for what makes it single


def file_name(public_id: str, used: set[str]) -> str:
    """A name for the article's files, without ending, safe on any disk and not among ``used``, to which it is added."""
    plain = _NOT_IN_A_NAME.sub("_", public_id).strip("._")[:_MOST] or "article"
    name, number = plain, 1
    while name.lower() in used:
        number += 1
        name = f"{plain}-{number}"
    used.add(name.lower())
    return name


def files(articles: Iterable[StoredArticle]) -> Iterator[tuple[str, str]]:
    """Names and texts of the files of a folder that brat opens."""
    used = {"annotation", "about"}
    yield "annotation.conf", CONFIGURATION
    for stored in articles:
        name = file_name(stored.id, used)
        yield f"{name}.txt", stored.extracted.article.text
        yield f"{name}.ann", "".join(f"{line}\n" for line in ann_lines(stored))


def ann_lines(stored: StoredArticle) -> Iterator[str]:
    """The lines of an article's ``.ann``, without line ends.

    A statement of the headline has no place in the text and is left out.
    """
    text = stored.extracted.article.text
    bound = relations = attributes = notes = 0
    for statement in stored.extracted.statements:
        if statement.field == "title":
            continue
        places: dict[str, int] = {}
        for role, spans in (("Content", statement.content), ("Source", statement.source), ("Cue", statement.cue)):
            if spans:
                bound += 1
                places[role] = bound
                yield _bound(bound, role, spans, text)
        content = places["Content"]
        for role in ("Source", "Cue"):
            if role in places:
                relations += 1
                yield f"R{relations}\t{role}Of Arg1:T{places[role]} Arg2:T{content}"
        for name, value in (("Act", statement.act), ("Form", statement.form)):
            attributes += 1
            yield f"A{attributes}\t{name} T{content} {value}"
        notes += 1
        yield f"#{notes}\tAnnotatorNotes T{content}\t{_note(statement, stored.statement_ids.get(statement.id))}"


def _bound(number: int, role: str, spans: Spans, text: str) -> str:
    pieces = [piece for span in spans for piece in _on_lines(span.start, span.end, text)]
    places = ";".join(f"{start} {end}" for start, end in pieces)
    return f"T{number}\t{role} {places}\t{' '.join(text[start:end] for start, end in pieces)}"


def _on_lines(start: int, end: int, text: str) -> Iterator[tuple[int, int]]:
    """The pieces of a span between line ends."""
    for found in re.finditer(r"[^\n]+", text[start:end]):
        yield start + found.start(), start + found.end()


def _note(statement: Statement, public_id: str | None) -> str:
    speaker = statement.speaker.name or "not known"
    day = statement.said_on.edtf or "not known"
    return " ".join(f"speaker: {speaker}; said on: {day}; id: {public_id or statement.id}".split())
