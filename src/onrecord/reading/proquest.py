"""Text files exported from ProQuest: records between lines of underscores, with ``Full text:`` in each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .decoding import decode
from .draft import Draft
from .exported import encoded, exported_draft, line, no_full_text, unified
from .markup import unsigned

READER = "proquest"
VERSION = "1"
_BETWEEN = re.compile(r"^_{40,}[ \t]*$", re.M)
_LABELS = (
    "Title|Author|Publication info|Abstract|Links|Subject|Location|People|Company / organization|Identifier / keyword|"
    "Business indexing term|Classification|Publication title|First page|Pages|Number of pages|Publication year|Year|"
    "Volume|Issue|Publication date|Section|Publisher|Place of publication|Country of publication|Publication subject|"
    "ISSN|Source type|Language of publication|Document type|Document feature|ProQuest document ID|Document URL|"
    "Copyright|Last updated|Database|Full text availability|Supplement|Column|Edition|Credit|Illustration|Dateline"
)
_LABEL = re.compile(rf"(?P<key>{_LABELS}):[ \t\xa0]*(?P<value>.*)", re.S)
_TEXT = re.compile(r"^Full [tT]ext:[ \t\xa0]*", re.M)


def articles(data: bytes, charset: str | None = None) -> Iterator[bytes]:
    """The bytes of each record; what stands around them (the search, whom to ask) is left out.

    Args:
        data: the bytes of the file.
        charset: the encoding that its server named; None for a file.

    Raises:
        ReadError: where no encoding fits (code ``encoding``).
    """
    parts = _BETWEEN.split(unified(decode(data, charset).text))
    yield from encoded(part for part in parts if _TEXT.search(part) or re.search(r"^ProQuest document ID:", part, re.M))


def read_proquest(data: bytes) -> Draft:
    """Read one record of an export.

    Raises:
        ReadError: where it has no full text (code ``no-text``).
    """
    text = unified(decode(data).text)
    match = _TEXT.search(text)
    if match is None:
        raise no_full_text()
    body, below = _parted(text[match.end() :])
    fields = _fields(text[: match.start()]) | _fields(below)
    number = line(fields.get("ProQuest document ID"))
    facts = {
        "id": f"proquest:{number}" if number else None,
        "title": line(fields.get("Title")),
        "byline": unsigned(line(fields.get("Author"))),
        "outlet": line(fields.get("Publication title")),
        "url": (line(fields.get("Document URL")) or "").split(" ")[0] or None,
        "published": line(fields.get("Publication date")),
        "language": line(fields.get("Language of publication")),
    }
    meta = {
        "identifier": number,
        "edition": line(fields.get("Edition")),
        "page": line(fields.get("Pages") or fields.get("First page")),
        "section": line(fields.get("Section")),
        "rights": line(fields.get("Copyright")),
    }
    return exported_draft(READER, VERSION, body, facts, meta)


def _parted(text: str) -> tuple[str, str]:
    """The body, and the labelled paragraphs that end the record.

    Only what stands at the end without a break is taken off: a paragraph of the article that begins like a label, with
    another after it that does not, is the article's.
    """
    blocks = re.split(r"\n[ \t]*\n", text.rstrip())
    count = len(blocks)
    while count > 1 and _LABEL.match(blocks[count - 1]):
        count -= 1
    return "\n\n".join(blocks[:count]), "\n\n".join(blocks[count:])


def _fields(text: str) -> dict[str, str]:
    """The labelled values; a label begins a line, and its value ends before the next."""
    found: dict[str, str] = {}
    for part in re.split(rf"\n(?=(?:{_LABELS}):)", "\n" + text.strip("\n")):
        match = _LABEL.match(part.strip("\n"))
        if match and match["value"].strip():
            found[match["key"]] = match["value"].strip()
    return found
