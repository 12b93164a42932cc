"""XML from strangers, parsed safely, and the paragraphs of marked-up text.

No entity is ever put in the place of its name, no other file or address is asked for, and the parser's own limits on
depth and size stay on: a small document cannot become a large one. What uses an entity of its own is refused, since its
words would be missing without a trace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from onrecord.errors import ReadError

if TYPE_CHECKING:
    from lxml.etree import XMLParser, _Element

_BLOCKS = frozenset(
    "p h1 h2 h3 h4 h5 h6 li ul ol dl dt dd div blockquote pre table tr td th caption section article figure figcaption "
    "header footer main aside address br hr body block hl1 hl2 nitf bq fn note lead title".split()
)
_UNSEEN = frozenset("script style head noscript template svg math media audio video object nav".split())
MOST_TAGS = 1_000_000
"""The most tags that a page or an office document may have; the longest hearing as a page has some ten thousand."""
_NEXT = "Open it in a program that checks XML; where the sender made it so, ask for a corrected file."


def safe_parser(**more: bool) -> XMLParser:
    """A parser for XML from strangers: it puts in no entity, asks for nothing from elsewhere, and keeps its own limits.

    Args:
        more: what else lxml's parser takes, such as ``recover``.
    """
    # Imported here and below: lxml takes a while to load, and most commands read no markup.
    from lxml import etree

    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, **more)


def parse_xml(data: bytes) -> _Element:
    """The root element of an XML document.

    Raises:
        ReadError: where it is not well-formed, exceeds the parser's limits, or uses an entity of its own (code
        ``xml``), saying at which line.
        MemoryError: where there is too little memory for its tree.
    """
    from lxml import etree

    try:
        root = etree.fromstring(data, safe_parser(remove_comments=True, remove_pis=True))
    except (etree.XMLSyntaxError, ValueError) as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:  # which lxml tells as "unknown error"
            raise MemoryError from error
        raise ReadError(f"it is not XML that can be read: {error}", next_step=_NEXT, code="xml") from error
    entity = next(root.iter(etree.Entity), None)
    if entity is not None:
        raise ReadError(
            f"it uses {entity.text}, an entity that it would have to define (line {entity.sourceline}); such are not "
            "put in, since they can ask for other files or fill the memory",
            next_step="Have it written with the letters themselves.",
            code="xml",
        )
    return root


def check_tags(data: bytes) -> None:
    """See that a page or document has no more tags than any article: each costs the parsers a hundred times its bytes.

    Raises:
        ReadError: where it has more than ``MOST_TAGS`` (code ``huge``).
    """
    if data.count(b"<") > MOST_TAGS:
        raise ReadError(
            f"it has more than {MOST_TAGS:,} tags, too many for one article",
            next_step="Save its text as a .txt file and read that.",
            code="huge",
        )


def html_paragraphs(source: str) -> list[str]:
    """The paragraphs of a piece of HTML, such as the body of a wire's item."""
    tree = parse_html(source)
    return [] if tree is None else paragraphs(tree)


def parse_html(source: str) -> Any:
    """The tree of a piece of HTML without its comments; None where there is nothing in it."""
    from lxml import etree, html

    if not source.strip():
        return None
    try:
        parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        return html.document_fromstring(source.replace("\x00", "").encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def paragraphs(element: Any) -> list[str]:
    """The paragraphs of an element: what its blocks hold, white space made one space, empty ones left out.

    Args:
        element: of XHTML, HTML, NITF or alike; blocks are known by their local names.
    """
    from lxml import etree

    parts: list[list[str]] = [[]]
    hidden = 0
    for event, node in etree.iterwalk(element, events=("start", "end")):
        # A comment or an instruction has no name; its tail is text all the same.
        name = local(node)
        if name in _UNSEEN:
            hidden += 1 if event == "start" else -1
        if name in _BLOCKS:
            parts.append([])
        words = node.text if event == "start" else (None if node is element else node.tail)
        if words and not hidden and (name or event == "end"):
            parts[-1].append(words)
    found = (" ".join("".join(part).split()) for part in parts)
    return [paragraph for paragraph in found if paragraph]


def local(element: Any) -> str:
    """The name of an element in lower case, without its namespace; empty for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def within(element: Any, *names: str) -> Iterator[Any]:
    """The elements reached by these local names, one level a name."""
    if not names:
        yield element
        return
    for child in element:
        if local(child) == names[0].lower():
            yield from within(child, *names[1:])


def anywhere(element: Any, name: str) -> Iterator[Any]:
    """Every element below with this local name."""
    return (child for child in element.iter() if local(child) == name.lower())


def words_of(element: Any) -> str | None:
    """All text of an element in one line; None where it has none or there is no element."""
    if element is None:
        return None
    return " ".join("".join(element.itertext()).split()) or None


def first(found: Iterator[Any]) -> Any:
    """The first of the elements found; None where there is none."""
    return next(found, None)


def unsigned(byline: str | None) -> str | None:
    """A byline without "By"."""
    return re.sub(r"^(?:by|von|par|por)\s+", "", byline, flags=re.I) or None if byline else None
