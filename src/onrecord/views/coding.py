"""A sample as a file that a person fills in, and the sheet that tells how.

The file says nothing of how sure the model was, which would lead the coder; nor what another coder thinks: each gets a
file of his own, in an order of his own.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence

from onrecord.domain import Span, Statement, hull, joined
from onrecord.domain.sentences import paragraphs_of
from onrecord.record import Drawn

from .about import About
from .counts import cell_words
from .exports import cell, csv_line
from .words import ACTS, FORMS, day_words

_QUESTIONS = {
    "statement_ok": "Does the article say that somebody said (wrote, believes, would not say) this, and are `words` "
    "what was said: nothing that matters missing, nothing of the article's own telling in it? A comma does not matter.",
    "speaker_ok": 'Is `speaker` who said it? Where it says "(none: ...)": is it right that the article does not tell?',
    "day_ok": "Is `said_on` when it was said, as exactly as the article tells it? Where it says "
    '"(none: ...)": is it right that nothing tells?',
    "form_ok": "Is `form` right: quoted (all in quotation marks), partly quoted, paraphrased?",
    "act_ok": "Is `act` right: said, or would not say (declined, did not answer, kept silent)?",
}
_COUNTS = {
    "right": "How many of the marked statements would you answer with `y` in `statement_ok`?",
    "missed": "How many statements does the passage hold that are not marked?",
}
QUESTIONS, COUNTS = tuple(_QUESTIONS), tuple(_COUNTS)
"""Columns that a coder fills in; ``evaluation.coded`` reads them."""

COLUMNS = (
    "row", "part", "stratum", "stratum_size", *QUESTIONS, *COUNTS, "note", "passage", "words", "source", "speaker",
    "said_on", "form", "act", "outlet", "published", "title", "url", "article_id", "statement_id",
)  # fmt: skip


def coding_lines(drawn: Sequence[Drawn], by: Sequence[str], *, seed: int, coder: int) -> Iterator[str]:
    """Lines of CSV, the head first, in an order that is this coder's own; rows keep their numbers.

    Args:
        drawn: the sample; by: the dimensions of its strata.
        seed: of the sample; coder: 1, 2 ...
    """
    yield csv_line(COLUMNS)
    rows = list(enumerate(drawn, 1))
    random.Random(f"{seed}/{coder}").shuffle(rows)
    for number, one in sorted(rows, key=lambda pair: pair[1].passage is not None):
        yield csv_line(cell(value) for value in _row(number, one, by))


def _row(number: int, drawn: Drawn, by: Sequence[str]) -> list[str]:
    article = drawn.stored.extracted.article
    own = {public: one for one, public in drawn.stored.statement_ids.items()}.get(drawn.statement or "")
    found = {
        "row": str(number),
        "part": "passage" if drawn.passage else "statement",
        "stratum": "; ".join(cell_words(name, c) for name, c in zip(by, drawn.stratum, strict=False)),
        "stratum_size": str(drawn.size),
        "outlet": article.outlet,
        "published": article.published,
        "title": article.title,
        "url": article.url,
        "article_id": drawn.stored.id,
        "statement_id": drawn.statement,
    }
    if drawn.passage:
        found["passage"] = _marked(article.text, drawn.passage, drawn.stored.extracted.statements)
    for statement in drawn.stored.extracted.statements:
        if statement.id == own:
            found |= _judged(statement, article.field_text(statement.field), article.text)
    return [found.get(name) or "" for name in COLUMNS]


def _judged(statement: Statement, string: str, text: str) -> dict[str, str | None]:
    whole = string if statement.field == "title" else _around(text, statement)
    return {
        "passage": whole,
        "words": joined(statement.content, string),
        "source": joined(statement.source, string),
        "speaker": statement.speaker.name or f"(none: {statement.speaker.reason or 'not known'})",
        "said_on": day_words(statement.said_on.edtf) or f"(none: {statement.said_on.reason or 'not known'})",
        "form": FORMS[statement.form],
        "act": ACTS[statement.act],
    }


def _around(text: str, statement: Statement) -> str:
    """The paragraphs that a statement stands in, with the one before: a speaker is mostly named there."""
    whole = hull((*statement.content, *statement.source, *statement.cue))
    return paragraphs_of(text, whole, before=1).of(text) if whole else text


def _marked(text: str, passage: Span, statements: Iterable[Statement]) -> str:
    """A passage with every content in it between brackets: what the model found there."""
    edges: list[tuple[int, int, str]] = []
    for number, statement in enumerate((s for s in statements if s.field == "text"), 1):
        for span in statement.content:
            if span.overlaps(passage):
                # At one place the inner of two closes first and opens last.
                edges.append((max(span.start, passage.start), -span.end, f"⟦{number} "))
                edges.append((min(span.end, passage.end), -len(text) - span.start, "⟧"))
    pieces, at = [], passage.start
    for place, _, mark in sorted(edges):
        pieces += [text[at:place], mark]
        at = place
    return "".join([*pieces, text[at : passage.end]])


def sheet(about: About, *, statements: int, passages: int, by: Sequence[str], file: str) -> str:
    """What a coder is told, as Markdown."""
    strata = f", drawn within {' and '.join(by)} in proportion" if by else ""
    return f"""# Coding sheet for {file}

{about.sentence()} To draw the same sample again: `{about.command}`.

The file has {statements:,} statements{strata}, and {passages:,} passages drawn from all articles, whether or not
anything was found in them. Open it in a spreadsheet, fill in the empty columns, and save it as CSV again. Do not change
the other columns, and do not talk about it with the other coder before both of you are done.

## Rows with part "statement"

`words` is what the program takes for a statement; `passage` is where it stands. Answer `y`, `n`, or `?` where nobody
could tell from the article.

{_table(_QUESTIONS)}

Where `statement_ok` is `n`, leave the others empty.

## Rows with part "passage"

Read `passage`. What the program found in it stands between ⟦ and ⟧. Write two numbers:

{_table(_COUNTS)}

A statement is anything that the article says somebody said, wrote, thinks, denies, promises or would not say, quoted or
not. What the article itself asserts is none. Where nothing is marked, `right` is 0.

## When you are done

`onrecord evaluate {file}` tells precision and recall; with the file of a second coder after it, also how far you agree.
"""


def _table(questions: Mapping[str, str]) -> str:
    rows = "\n".join(f"| `{column}` | {question} |" for column, question in questions.items())
    return f"| column | question |\n|---|---|\n{rows}"
