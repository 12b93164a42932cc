"""A checked draft in a terminal: what needs a look stands out, what agrees takes a line."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from onrecord.domain import CheckedDraft, CheckedQuote, FoundIn, Nearest, Told, Wording, joined

from .check_words import WORDINGS, against, doubts, link, searched_words, sentences, speaker_found, summary
from .safe import excerpt, one_line
from .words import day_words, speaker_words

_STYLES: dict[Wording, str] = {
    "verbatim": "green",
    "shortened": "green",
    "altered": "bold yellow",
    "not-found": "bold magenta",
}
_WORDS = 300  # code points of a passage that are shown


def draft_view(draft: CheckedDraft) -> RenderableType:
    """The quotations in the order of the draft, then what is told in other words, then the sum."""
    name = one_line(draft.article.path or draft.article.id)
    parts: list[RenderableType] = [_quote(quote, draft, name) for quote in draft.quotes]
    if draft.told:
        parts.append(Text("Told in the draft's own words, and the statements nearest to it (no verdict)", style="bold"))
        parts += [_told(told, draft, name) for told in draft.told]
    lines = "" if draft.lines_of_file else " Lines are those of the text as it was read."
    parts.append(Text(f"{name}: {summary(draft)} Searched {searched_words(draft.searched)}.{lines}", style="dim"))
    return Group(*parts)


def _quote(quote: CheckedQuote, draft: CheckedDraft, name: str) -> RenderableType:
    head = Text(f"{name}:{quote.line}:{quote.column}  ", style="dim")
    head.append(WORDINGS[quote.wording], style=_STYLES[quote.wording])
    head.append("".join(f" · {doubt}" for doubt in doubts(quote)), style="bold yellow")
    rows: list[RenderableType] = [head, Padding(Text(f"“{one_line(quote.quote)}”"), (0, 0, 0, 2))]
    rows += [Padding(Text(sentence), (0, 0, 0, 2)) for sentence in sentences(quote, draft.searched)]
    if quote.wording != "verbatim":
        rows += [Padding(_place(one, first=not at), (0, 0, 0, 4)) for at, one in enumerate(quote.found_in[:2])]
    elif quote.found_in and link(quote.found_in[0]):
        rows.append(Padding(Text(link(quote.found_in[0]) or "", style="dim", overflow="fold"), (0, 0, 0, 4)))
    if quote.original_differs and quote.original:
        rows.append(Padding(_place(quote.original, first=True), (0, 0, 0, 4)))
    return Group(*rows, Text())


def _place(found: FoundIn, *, first: bool) -> RenderableType:
    words = excerpt(found.span.of(found.article.text), _WORDS)
    where = None if first else against(found)  # of the first it has been said
    who = speaker_found(found)
    line = Text(f"“{words}”\n")
    line.append(" · ".join(bit for bit in (where, who, found.statement_id or found.id) if bit), style="dim")
    if link(found):
        line.append(f"\n{link(found)}", style="dim")
    return line


def _told(told: Told, draft: CheckedDraft, name: str) -> RenderableType:
    who = one_line(speaker_words(told.statement, joined(told.statement.source, draft.article.text)))
    head = Text(f"{name}:{told.line}:{told.column}  ", style="dim")
    head.append(f"{who}: {one_line(told.words)}")
    if told.figures:
        head.append(f"  [{', '.join(one_line(figure) for figure in told.figures)}]", style="dim")
    rows: list[RenderableType] = [Padding(_nearest(near), (0, 0, 0, 4)) for near in told.nearest]
    return Group(head, *(rows or [Padding(Text("nothing near", style="dim"), (0, 0, 0, 4))]), Text())


def _nearest(near: Nearest) -> Text:
    text = near.article.field_text(near.statement.field)
    content = excerpt(near.span.of(text), _WORDS)
    who = one_line(speaker_words(near.statement, joined(near.statement.source, text)))
    bits = (who, day_words(near.statement.said_on.edtf), near.article.title, near.statement_id or near.id)
    line = Text(f"{content}\n")
    line.append(" · ".join(one_line(bit) for bit in bits if bit), style="dim")
    return line
