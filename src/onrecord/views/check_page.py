"""A checked draft as one self-contained HTML page, to hand to an editor: the draft, marked, and beside it the evidence.

As with the page of an article, nothing is fetched and nothing runs, and all that came from texts is escaped.
"""

from __future__ import annotations

from onrecord import __version__
from onrecord.domain import CheckedDraft, CheckedQuote, Difference, FoundIn, Nearest, Told, joined

from .check_words import WORDINGS, against, doubts, link, places, searched_words, sentences, speaker_found, summary
from .page import document
from .safe import escaped, one_line
from .words import counted, day_words, speaker_words

_NOTE = (
    "A machine compared words and read who speaks. It can be wrong in either text, and what it did not find may well "
    "have been said: every line here is a place to look, and none is a verdict on anybody."
)


def check_page(drafts: list[CheckedDraft]) -> str:
    """A whole HTML document.

    Args:
        drafts: one or more, in the order in which they are to be shown.
    """
    body = "".join(_draft(draft, number) for number, draft in enumerate(drafts, 1))
    footer = f"<footer>{_NOTE} onrecord {__version__}.</footer>"
    return document("Quotations checked", body + footer, styles=("marks.css", "page.css", "check.css"))


def _draft(draft: CheckedDraft, number: int) -> str:
    name = escaped(one_line(draft.article.title or draft.article.path or draft.article.id))
    items = "\n".join(_item(quote, draft, f"{number}-{at}") for at, quote in enumerate(draft.quotes, 1))
    told = "\n".join(_told(one, draft) for one in draft.told)
    shown = f'<ol class="checked">{items}</ol>' if draft.quotes else ""
    near = f"<h2>Told in other words, with the statements nearest to it</h2><ol>{told}</ol>" if told else ""
    return (
        f'<header><h1>{name}</h1><p class="sum">{escaped(summary(draft))}</p>'
        f'<p class="about">Searched {escaped(searched_words(draft.searched))}.</p></header>'
        f'<main><article class="text">{_text(draft, number)}</article>'
        f"<section><h2>{counted(len(draft.quotes), 'quotation')}</h2>{shown}{near}</section></main>"
    )


def _text(draft: CheckedDraft, number: int) -> str:
    """The draft with its quotations marked, each leading to its evidence."""
    text, at, parts = draft.article.text, 0, []
    for place, quote in enumerate(draft.quotes, 1):
        parts.append(escaped(text[at : quote.span.start]))
        label = f'<a class="ref" href="#q{number}-{place}">{place}</a>'
        parts.append(f'{label}<mark class="{_look(quote)}">{escaped(quote.span.of(text))}</mark>')
        at = quote.span.end
    return f'<div class="draft" dir="auto">{"".join(parts)}{escaped(text[at:])}</div>'


def _look(quote: CheckedQuote) -> str:
    return f"{quote.wording}{' other' if doubts(quote) else ''}"


def _item(quote: CheckedQuote, draft: CheckedDraft, anchor: str) -> str:
    said = "".join(f"<li>{escaped(sentence)}</li>" for sentence in sentences(quote, draft.searched))
    who = quote.statement.speaker.name if quote.statement else None
    facts = [
        ("line", f"{quote.line}, column {quote.column}"),
        ("speaker", f"{one_line(who or 'not known')}; agrees: {quote.speaker_agrees}"),
        ("day", f"{_day(quote)}; agrees: {quote.day_agrees}"),
    ]
    rows = "".join(f"<dt>{label}</dt><dd>{escaped(value)}</dd>" for label, value in facts)
    found = "".join(map(_place, places(quote)))
    heading = " · ".join((WORDINGS[quote.wording], *doubts(quote)))
    return (
        f'<li class="card {_look(quote)}" id="q{anchor}"><h3>{heading}</h3>'
        f'<blockquote dir="auto">{escaped(quote.quote)}</blockquote><ul class="said">{said}</ul><dl>{rows}</dl>'
        f"{found}</li>"
    )


def _day(quote: CheckedQuote) -> str:
    return day_words(quote.statement.said_on.edtf if quote.statement else None) or "not known"


def _place(found: FoundIn) -> str:
    address = link(found)
    where = escaped(against(found))
    name = f'<a href="{escaped(address)}" rel="noreferrer">{where}</a>' if address else where
    rows = "".join(_difference(one) for one in found.differences)
    table = f"<table><tr><th>draft</th><th>source</th></tr>{rows}</table>" if rows else ""
    who = speaker_found(found)
    told = " · ".join(escaped(bit) for bit in (who, found.statement_id or found.id) if bit)
    words = escaped(one_line(found.span.of(found.article.text)))
    return f'<div class="place"><p>{name}</p><blockquote dir="auto">{words}</blockquote>{table}<p>{told}</p></div>'


def _difference(one: Difference) -> str:
    marked = ' class="marked"' if one.marked else ""
    return (
        f"<tr{marked}><td><del>{escaped(one_line(one.draft)) or '–'}</del></td>"
        f"<td><ins>{escaped(one_line(one.source)) or '–'}</ins></td></tr>"
    )


def _told(told: Told, draft: CheckedDraft) -> str:
    who = speaker_words(told.statement, joined(told.statement.source, draft.article.text))
    near = "".join(_near(one) for one in told.nearest) or "<li>nothing near</li>"
    figures = f" <small>{escaped(', '.join(told.figures))}</small>" if told.figures else ""
    return f"<li>{escaped(one_line(who))}: {escaped(told.words)}{figures}<ul>{near}</ul></li>"


def _near(near: Nearest) -> str:
    content = one_line(near.span.of(near.article.field_text(near.statement.field)))
    bits = (near.statement.speaker.name, near.article.title, near.statement_id or near.id)
    about = " · ".join(one_line(bit) for bit in bits if bit)
    return f"<li>{escaped(content)}<br><small>{escaped(about)}</small></li>"
