"""One article as one self-contained HTML page: the text with its statements marked, and each with its evidence.

The page is evidence that somebody may keep for years, so it fetches nothing and runs nothing: no script, no font, no
picture, and a policy in its head that forbids them. Everything that came from the article is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources

from onrecord import __version__
from onrecord.domain import Article, Extracted

from .cards import Card, cards, colour_class, summary
from .marking import Mark, Piece, hard_wrapped, paragraphs, pieces
from .safe import escaped, one_line, visible, web_address
from .words import REPAIRS, WARNINGS, counted, day_words

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_LEGEND = (
    ("direct", "quoted", "all in quotation marks"),
    ("mixed", "partly quoted", "some in quotation marks"),
    ("indirect", "paraphrased", "in the article’s own words"),
)


def page(extracted: Extracted) -> str:
    """A whole HTML document.

    Args:
        extracted: the article with its statements; ``speaker`` and ``said_on`` may still be empty.
    """
    article, shown_cards = extracted.article, cards(extracted)
    title = escaped(one_line(article.title or article.path or article.id))
    body = [
        f"<header><h1>{_title(extracted, shown_cards)}</h1>",
        _about(article),
        f'<p class="sum">{escaped(summary(extracted))}</p>',
        _doubts(article),
        _legend() if shown_cards else "",
        f'</header><main><article class="text">{_text(extracted, shown_cards)}</article>',
        _list(shown_cards),
        f"</main>{_footer(extracted)}",
    ]
    return document(title, "".join(body), language=article.language or "en")


def document(title: str, body: str, *, language: str = "en", styles: Sequence[str] = ("marks.css", "page.css")) -> str:
    """The frame of every page: nothing is fetched, nothing runs.

    Args:
        title: escaped; body: HTML.
        language: that the page is in, as two letters.
        styles: files of this package, in the order in which they hold.
    """
    files = resources.files(__package__)
    style = "\n".join(files.joinpath(name).read_text(encoding="utf-8") for name in styles)
    return (
        f'<!doctype html>\n<html lang="{escaped(language)}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title} · on record</title><style>\n{style}</style></head>\n"
        f'<body><div class="sheet">{body}</div></body></html>\n'
    )


def _about(article: Article) -> str:
    bits = [f"<b>{escaped(one_line(x))}</b>" for x in (article.outlet, article.byline) if x]
    bits += [
        f'<time datetime="{escaped(article.published)}">{day_words(article.published)}</time>'
        if article.published
        else ""
    ]
    bits += [
        f"changed {day_words(article.modified)}" if article.modified and article.modified != article.published else ""
    ]
    address = web_address(article.url)
    if address:
        bits.append(f'<a href="{escaped(address)}" rel="noreferrer">as published</a>')
    return f'<p class="about">{" · ".join(b for b in bits if b)}</p>'


def _doubts(article: Article) -> str:
    found = ""
    if article.warnings:
        items = "".join(
            f"<li><b>{escaped(WARNINGS.get(w.code, w.code))}</b>: {escaped(w.message)}</li>" for w in article.warnings
        )
        found += f'<div class="notes warn">{counted(len(article.warnings), "warning")}<ul>{items}</ul></div>'
    repairs = [r for r in article.repairs if r.kind != "newline"]
    if repairs:
        items = "".join(
            f"<li>{escaped(REPAIRS.get(r.kind, r.kind))}: <code>{escaped(visible(r.before))}</code> became "
            f"<code>{escaped(visible(r.after) or 'nothing')}</code> before “{escaped(_following(article, r.at))}”</li>"
            for r in repairs
        )
        said = counted(len(repairs), "repair")
        found += (
            f'<details class="notes"><summary>{said} made when the text was read</summary><ul>{items}</ul></details>'
        )
    return found


def _following(article: Article, at: int) -> str:
    return one_line(article.text[at : at + 40])


def _legend() -> str:
    items = [f'<span><span class="content {form} k1">{name}</span> {means}</span>' for form, name, means in _LEGEND]
    items += ['<span><span class="source k1">who</span> as the article names them</span>']
    items += ['<span><span class="cue">said</span> the words that say it was said</span>']
    return f'<div class="legend">{"".join(items)}</div>'


def _title(extracted: Extracted, shown_cards: Sequence[Card]) -> str:
    article = extracted.article
    if not article.title_apart:
        return escaped(one_line(article.title or article.path or "Untitled"))
    title = article.title or ""
    return _marked(pieces(title, extracted.statements, "title"), title, shown_cards)


def _text(extracted: Extracted, shown_cards: Sequence[Card]) -> str:
    """The body, a paragraph an element; a statement over several paragraphs is marked anew in each."""
    text = extracted.article.text
    found = paragraphs(text, pieces(text, extracted.statements))
    return "\n".join(
        f'<p dir="auto"{_flow(text[start:end])}>{_marked(inside, text, shown_cards)}</p>'
        for start, end, inside in found
    )


def _flow(paragraph: str) -> str:
    return ' class="flow"' if hard_wrapped(paragraph) else ""


def _marked(found: Sequence[Piece], text: str, shown_cards: Sequence[Card]) -> str:
    return "".join(_piece(piece, text, shown_cards) for piece in found)


def _piece(piece: Piece, text: str, shown_cards: Sequence[Card]) -> str:
    words = escaped(text[piece.start : piece.end])
    head = "".join(_reference(shown_cards[m.number - 1]) for m in piece.opening() if m.role == "content" and m.first)
    if not piece.marks:
        return words
    return f'{head}<span class="{_classes(piece.marks, shown_cards)}">{words}</span>'


def _classes(marks: Sequence[Mark], shown_cards: Sequence[Card]) -> str:
    """The innermost mark decides the look: it is what these words are, whatever stands around them."""
    inner = marks[-1]
    card = shown_cards[inner.number - 1]
    contents = [m for m in marks if m.role == "content"]
    form = f"content {contents[-1].statement.form} " if contents else ""
    return f"{form}{inner.role if inner.role != 'content' else ''} {colour_class(card)}".replace("  ", " ")


def _reference(card: Card) -> str:
    """The number before the words, which leads to the list, and the note in the margin."""
    number, colour = card.number, colour_class(card)
    how = card.refusal or card.form
    day = f" · {escaped(card.day)}" if card.day else ""
    who = f"<b>{number} {escaped(card.speaker)}</b>"
    note = f'<span class="aside {colour}"><a href="#s{number}">{who}<br>{how}{day}</a></span>'
    silence = f" {card.refusal}" if card.refusal else ""
    return f'{note}<a class="ref {colour}" id="t{number}" href="#s{number}">{number}{silence}</a>'


def _list(shown_cards: Sequence[Card]) -> str:
    if not shown_cards:
        return ""
    items = "\n".join(_card(card) for card in shown_cards)
    return f'<section><h2>{counted(len(shown_cards), "statement")}</h2><ol class="cards">{items}</ol></section>'


def _card(card: Card) -> str:
    facts = list(card.details)
    facts += [("speaker", card.why_speaker)] if card.why_speaker else []
    facts += [("day", card.why_day)] if card.why_day else []
    facts += [("rests on", " · ".join(f"“{e}”" for e in card.evidence))] if card.evidence else []
    facts += [("by hand", card.by_hand)] if card.by_hand else []
    facts += [("certainty", f"{card.statement.confidence:.0%} that words and source are both right")]
    rows = "".join(f"<dt>{escaped(label)}</dt><dd>{escaped(value)}</dd>" for label, value in facts)
    refused = f'<span class="tag refused">{card.refusal}</span>' if card.refusal else ""
    told = f"{escaped(card.told_by)}:" if card.told_by else ""
    day = f'<span class="day">{escaped(card.day)}</span>' if card.day else '<span class="day">day not known</span>'
    return (
        f'<li class="card {colour_class(card)}" id="s{card.number}">'
        f'<h3><a class="no" href="#t{card.number}" title="to its place in the article">{card.number} ↑</a>'
        f'<span class="who">{escaped(card.speaker)}</span>{day}</h3>'
        f'<p class="tags"><span class="tag">{card.form}</span>{refused}{told}</p>'
        f'<blockquote dir="auto">{escaped(card.said)}</blockquote><dl>{rows}</dl></li>'
    )


def _footer(extracted: Extracted) -> str:
    article = extracted.article
    model = f" Statements by model {escaped(extracted.model)}." if extracted.model else ""
    where = f"Read from {escaped(one_line(article.path))} " if article.path else "Read "
    return (
        f"<footer>{where}by {escaped(article.reader)} {escaped(article.reader_version)}; SHA-256 of the bytes "
        f"{escaped(article.sha256)}.{model} onrecord {__version__}. A machine marked this; each line can be checked "
        "against the words it points at.</footer>"
    )
