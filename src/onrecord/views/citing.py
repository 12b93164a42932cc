"""How to cite a statement: in words, in Markdown, for BibTeX and for a reference manager; and the link that shows it.

The link carries a text fragment (WICG, "URL Fragment Text Directives", draft): a browser that knows them opens the
live page, scrolls to the words and marks them; any other opens the page. The words are the outlet's or the
speaker's as the record has them: a paraphrase is never put into quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from onrecord.domain import Article, Form, Span, Spans, Statement, joined
from onrecord.record import StoredArticle

from .safe import one_line, web_address
from .words import day_words, speaker_words, told_by

LONGEST_WHOLE = 120
"""Code points up to which a fragment holds all the words; a longer one names its first and last."""

ENDS = 6
"""Words that a fragment names at either end of a long passage."""

AROUND = 4
"""Words before and after, where the words alone would be found in another place too."""

_LATEX = re.compile(r"[\\{}$&#_%~^]")
_LATEX_WORDS = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_OPENING = ("“", '"', "«", "„", "‘")
_INNER = str.maketrans("“”", "‘’")  # marks inside marks, in a headline between quotation marks
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|])")


@dataclass(frozen=True, slots=True)
class Citation:
    """A statement with what is said of it in a citation. All are finished words without markup; None where not known.

    Attributes:
        id: public id of the statement.
        who: the speaker, or the article's own words for the source.
        words: of its content; " ... " where the article puts something between.
        form: direct where they are all the speaker's own; mixed where those that are bring their own marks.
        told_by: whose telling it is, where they may not.
        said_on: the day in words.
        link: address with text fragment, or without where the words stand in the headline.
    """

    id: str
    who: str
    words: str
    form: Form
    told_by: str | None
    said_on: str | None
    title: str | None
    byline: str | None
    outlet: str | None
    published: str | None
    link: str | None
    model: str | None


def citation(stored: StoredArticle, statement: Statement) -> Citation:
    """What a citation of one statement says."""
    article = stored.extracted.article
    text = article.field_text(statement.field)
    # Of a refusal the cue is half of what was said: "declined to" answer.
    refusing = f"{joined(statement.cue, text)} … " if statement.act == "refused" and statement.cue else ""
    return Citation(
        id=stored.statement_ids.get(statement.id, statement.id),
        who=one_line(speaker_words(statement, joined(statement.source, text))),
        words=one_line(refusing + joined(statement.content, text)),
        form=statement.form if statement.act == "said" else "indirect",
        told_by=one_line(told_by(statement) or "") or None,
        said_on=day_words(statement.said_on.edtf),
        title=_line(article.title),
        byline=_line(article.byline),
        outlet=_line(article.outlet),
        published=article.published,
        link=link(article, statement),
        model=stored.extracted.model,
    )


# --- the link --------------------------------------------------------------------------------------------------------


def link(article: Article, statement: Statement) -> str | None:
    """The article's address with a text fragment for each part of the content; None where it has no web address."""
    if statement.field == "title":
        return web_address(article.url)
    return link_to(article, statement.content)


def link_to(article: Article, spans: Spans) -> str | None:
    """The article's address with a fragment for each of ``spans`` of its text; None where it has no web address."""
    address = web_address(article.url)
    if address is None:
        return None
    parts = "&".join(f"text={directive(article.text, span)}" for span in spans)
    # The directive follows the page's own fragment, where it has one.
    return f"{address}{'' if '#' in address else '#'}:~:{parts}"


def directive(text: str, span: Span) -> str:
    """One text directive: the words; or the first and the last of them, where they are many or cross a line end.

    Words that stand in the text more than once have those around them beside them.
    """
    words = span.of(text).strip()
    lines = [line.split() for line in words.splitlines() if line.strip()]
    if len(lines) == 1 and (len(words) <= LONGEST_WHOLE or len(lines[0]) <= 2 * ENDS):
        exact = _encoded(" ".join(lines[0]))
        return exact if text.count(words) == 1 else _between(text, span, exact)
    # Each end must lie within one block of the page.
    return f"{_encoded(' '.join(lines[0][:ENDS]))},{_encoded(' '.join(lines[-1][-ENDS:]))}"


def _between(text: str, span: Span, exact: str) -> str:
    """A directive with the words before and after, as far as they stand on the same line."""
    before = text[: span.start].rpartition("\n")[2].split()[-AROUND:]
    after = text[span.end :].partition("\n")[0].split()[:AROUND]
    prefix = f"{_encoded(' '.join(before))}-," if before else ""
    return prefix + exact + (f",-{_encoded(' '.join(after))}" if after else "")


def _encoded(words: str) -> str:
    # A hyphen, a comma and an ampersand have a meaning in a directive; quote() leaves the hyphen alone.
    return quote(words, safe="").replace("-", "%2D")


# --- the styles ------------------------------------------------------------------------------------------------------


def plain(cited: Citation) -> str:
    """One line for a footnote."""
    return _sentence(cited, lambda words: words, cited.link)


def markdown(cited: Citation) -> str:
    """One line of Markdown, the headline linked to the words."""
    escaped = _sentence(cited, lambda words: _MARKDOWN.sub(r"\\\1", words), None)
    return escaped if cited.link is None else f"{escaped} [↗](<{cited.link}>)"


def bibtex(cited: Citation) -> str:
    """An entry of BibTeX, for the article, with the statement in its note."""
    year, month, day = [*(cited.published or "").split("-"), "", "", ""][:3]
    fields = {
        "author": cited.byline and f"{{{_latex(cited.byline)}}}",
        "title": cited.title and f"{{{_latex(cited.title)}}}",
        "journal": cited.outlet and _latex(cited.outlet),
        "year": year,
        "month": month,
        "day": day,
        "url": cited.link,
        "note": _latex(_said(cited)),
    }
    inner = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@article{{onrecord-{re.sub(r'[^A-Za-z0-9-]+', '-', cited.id)},\n{inner}}}"


def csl(cited: Citation) -> dict[str, Any]:
    """An item of CSL-JSON (citation style language 1.0.2), which Zotero and pandoc read."""
    issued = [int(part) for part in (cited.published or "").split("-") if part]
    found = {
        "id": f"onrecord-{cited.id}",
        "type": "article-newspaper",
        "author": [{"literal": cited.byline}] if cited.byline else None,
        "title": cited.title,
        "container-title": cited.outlet,
        "issued": {"date-parts": [issued]} if issued else None,
        "URL": cited.link,
        "note": _said(cited),
    }
    return {name: value for name, value in found.items() if value}


def _said(cited: Citation) -> str:
    day = f" ({cited.said_on})" if cited.said_on else ""
    if cited.form == "direct":
        return f"{cited.who}{day}: {_marked(cited.words)}"
    if cited.form == "mixed":
        return f"{cited.who}{day}: {cited.words}"
    teller = cited.told_by or "the article writes"
    return f"{teller[:1].upper()}{teller[1:]} of {cited.who}{day}: {cited.words}"


def _marked(words: str) -> str:
    """Words in quotation marks, unless they bring their own."""
    return words if words[:1] in _OPENING else f"“{words}”"


def _ended(sentence: str) -> str:
    """With a full stop, where it has none, nor another sign that ends it."""
    return sentence if sentence.rstrip("”\"»’'").endswith((".", "!", "?", "…")) else f"{sentence}."


def _sentence(cited: Citation, escape: Callable[[str], str], address: str | None) -> str:
    title = f"“{escape(cited.title.translate(_INNER))}”" if cited.title else None
    bits = [
        escape(cited.byline) if cited.byline else None,
        title,
        escape(cited.outlet) if cited.outlet else None,
        day_words(cited.published),
    ]
    place = ", ".join(bit for bit in bits if bit)
    return " ".join(filter(None, [_ended(escape(_said(cited))), f"In: {_ended(place)}" if place else "", address]))


def _line(text: str | None) -> str | None:
    return one_line(text) if text else None


def _latex(text: str) -> str:
    return _LATEX.sub(lambda found: _LATEX_WORDS.get(found[0], f"\\{found[0]}"), text)
