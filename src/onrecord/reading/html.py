"""Web pages: the body without menus, advertisements and boilerplate, by trafilatura, and what the page says of itself.

trafilatura (Barbaresi, ACL 2021) finds the body and most of the metadata. Ours on top of it: the headline is kept out
of the text, since a page prints it in one place and repeats it in others; both days, published and modified; a title
without the site's name; and the page's visible text, against which each quotation is checked.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any

from onrecord.errors import ReadError

from .decoding import declared_charset, decode
from .draft import Draft
from .html_facts import Facts, read_facts
from .markup import check_tags
from .mending import Mending
from .repairs import mend_letters
from .transcript import find_turns

if TYPE_CHECKING:
    from lxml.html import HtmlElement

READER = "html"
VERSION = "1"
_UNSEEN = ("script", "style", "template", "noscript", "head")
_TITLE_LINES = 3  # the headline stands above the body, at most under a kicker and a date
_SAVE_TEXT = "Save its text as a .txt file and read that."
_NOBODY = frozenset({"unknown", "no author", "admin", "redaktion", "editor", "staff", "none", "anonymous", "author"})


def read_html(data: bytes, *, url: str | None = None, charset: str | None = None) -> Draft:
    """Read one web page.

    Args:
        data: the bytes of the page.
        url: its address where the user gave it; else what the page says.
        charset: the encoding that its server named, which goes before what the page names; None for a file.

    Raises:
        ReadError: where the bytes are not HTML (code ``html``), have too many tags (``huge``), no body of text
            is found (``no-text``), or no encoding fits.
    """
    check_tags(data)
    decoded = decode(data, charset or declared_charset(data))
    # A NUL ends a string for the parser below, and with it the page.
    source = decoded.text.replace("\x00", "")
    tree = _tree(source)
    document = _trafilatura(source, url)
    facts = read_facts(tree)
    visible = _visible(tree)
    title = _title(document.title if document else None, facts)
    lines = _paragraphs((document.text if document else None) or "", title)
    if not lines:
        raise ReadError("no article text was found on this page", next_step=_next_step(visible), code="no-text")
    mending = Mending("\n\n".join(lines))
    mend_letters(mending)
    return Draft(
        text=mending.text,
        reader=READER,
        version=VERSION,
        title=_mended(title),
        title_apart=True,
        byline=_mended(_byline(document.author if document else None, facts)),
        outlet=_mended((document.sitename if document else None) or facts.outlet),
        url=url or facts.url or (document.url if document else None),
        published=facts.published or (document.date if document else None),
        modified=facts.modified,
        language=facts.language,
        visible=visible,
        turns=find_turns(mending.text, title=title),
        repairs=mending.repairs,
        encoding_guessed=decoded.encoding if decoded.guessed else None,
    )


def _tree(text: str) -> HtmlElement:
    # Imported here and below: lxml and trafilatura take half a second to load, and most commands read no page.
    from lxml import etree, html

    try:
        # A string that declares its encoding is refused by lxml; as UTF-8 bytes with the parser told, it is not.
        tree = html.document_fromstring(text.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError) as error:
        raise ReadError(
            "it could not be understood as HTML", next_step="Open it in a browser and save it again.", code="html"
        ) from error
    return tree


def _trafilatura(text: str, url: str | None) -> Any:
    import trafilatura

    for name in ("trafilatura", "htmldate", "courlan", "readability"):
        # They log what they could not find; what that means for the article is said by our own warnings.
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        return trafilatura.bare_extraction(text, url=url, with_metadata=True, include_comments=False)
    except Exception as error:  # a page that trips a library must not stop the thousand after it
        raise ReadError(f"trafilatura failed on it ({error!r})", next_step=_SAVE_TEXT, code="html") from error


def _paragraphs(body: str, title: str | None) -> list[str]:
    """The lines of the body, each a paragraph, without the headline where it is printed above them."""
    lines = [line.strip() for line in body.split("\n") if line.strip()]
    for at, line in enumerate(lines[:_TITLE_LINES]):
        if title and _key(line) == _key(title):
            del lines[at]
            break
    return lines


def _visible(tree: HtmlElement) -> str:
    from lxml import etree

    # Not drop_tree, which writes the text behind an element anew, and fails where a control character is in it.
    etree.strip_elements(tree, *_UNSEEN, with_tail=False)
    return str(tree.text_content())


def _title(found: str | None, facts: Facts) -> str | None:
    title = (found or facts.title or "").strip()
    for heading in facts.headings:
        # "Headline - Outlet": the page's own heading shows where the headline ends.
        if len(heading) >= 12 and _key(title) != _key(heading) and title.startswith(heading):
            rest = title[len(heading) :]
            if re.match(r"\s*[-–—|:»·]\s", rest):
                return heading
    return title or None


def _byline(found: str | None, facts: Facts) -> str | None:
    names = [name.strip() for name in (found or "").split(";")] if found else list(facts.authors)
    names = [name for name in names if name and name.lower() not in _NOBODY]
    # An outlet signs beside its author on many pages; where it signs alone, it is the byline.
    people = [name for name in names if _key(name) != _key(facts.outlet or "")] or names
    return ", ".join(next((a for a in facts.authors if a.startswith(name + " ")), name) for name in people) or None


def _mended(value: str | None) -> str | None:
    if value is None:
        return None
    mending = Mending(value)
    mend_letters(mending)
    return re.sub(r"\s+", " ", mending.text).strip() or None


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _next_step(visible: str) -> str:
    if len(_key(visible)) < 200:
        return "The page builds itself with JavaScript or is empty: open it in a browser and save it from there."
    return f"It may be an index page; if it holds an article: {_SAVE_TEXT}"
