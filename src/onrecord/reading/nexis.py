"""Text files exported from Nexis: the older form ("1 of 250 DOCUMENTS") and that of Nexis Uni ("End of Document").

In both, lines such as ``BYLINE:`` or ``Length:`` stand between head and body, and ``LOAD-DATE:`` and others after it.
The counter of the older form is no part of an article: it changes with each export.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.errors import ReadError

from .days import first_day
from .decoding import decode
from .draft import Draft
from .exported import encoded, exported_draft, line, unified
from .markup import unsigned

READER = "nexis"
VERSION = "1"
COUNTER = re.compile(r"^[ \t]*\d+ (?:of|von|de|van) \d+ DOCUMENTS?[ \t]*$", re.M)
_END = re.compile(r"^[ \t]*End of Document[ \t]*$", re.M)
_FIELD = re.compile(
    r"(?P<key>BYLINE|SECTION|LENGTH|DATELINE|HIGHLIGHT|SERIES|SOURCE|EDITION)[ \t]*:[ \t\xa0]*(?P<value>.*)", re.I
)
_AFTER = re.compile(
    r"^(?:(?:LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|GRAPHIC|JOURNAL-CODE|SUBJECT|DOCUMENT-TYPE|PUB-TYPE|CORRECTION-DATE)"
    r"[ \t]*:|Classification[ \t]*$|[ \t]{8,}Copyright (?:\(c\) |©|\d{4}))",
    re.M | re.I,
)
_NO_HEAD = re.compile(r"Page \d+ of \d+$|Copyright\b|All Rights Reserved", re.I)


def articles(data: bytes, charset: str | None = None) -> Iterator[bytes]:
    """The bytes of each article.

    Args:
        data: the bytes of the file.
        charset: the encoding that its server named; None for a file.

    Raises:
        ReadError: where no encoding fits (code ``encoding``).
    """
    text = unified(decode(data, charset).text)
    if COUNTER.search(text):
        yield from encoded(COUNTER.split(text)[1:])  # before the first stands what was searched for
    else:
        yield from encoded(_END.split(text))


def read_nexis(data: bytes) -> Draft:
    """Read one article of an export.

    Raises:
        ReadError: where no line says its length, after which the text begins (code ``nexis``), or it has no text
            (``no-text``).
    """
    text = unified(decode(data).text)
    lines = text.split("\n")
    at = next((n for n, each in enumerate(lines) if re.match(r"LENGTH[ \t]*:", each, re.I)), None)
    if at is None:
        raise ReadError(
            'it has no line "LENGTH: ... words", by which its text is found',
            next_step="Export it again as text with all fields, or save its text as a file of its own.",
            code="nexis",
        )
    first = next((n for n, each in enumerate(lines) if _FIELD.match(each)), at)
    start = _body(lines, at)
    body = "\n".join(lines[start:])
    after = _AFTER.search(body)
    fields = _fields(lines[first:start])
    rest = body[after.start() :] if after else ""
    head = _head(lines[:first], old=lines[at].startswith("LENGTH"))
    facts = head | {
        "byline": unsigned(fields.get("byline")),
        "language": line(_later(rest, "LANGUAGE")),
    }
    meta = {key: fields.get(key) for key in ("section", "dateline", "edition")}
    meta["rights"] = line(next(iter(re.findall(r"^[ \t]*(Copyright (?:\d{4}|\(c\)|©).*)$", text, re.M | re.I)), None))
    return exported_draft(READER, VERSION, body[: after.start()] if after else body, facts, meta)


def _body(lines: list[str], at: int) -> int:
    """The line in which the text begins: after ``LENGTH:``, the fields behind it, and a line "Body" where one is."""
    within = True  # of a field, which may run over several lines
    for number in range(at + 1, len(lines)):
        each = lines[number].strip()
        if each.lower() == "body":
            return number + 1
        if not each:
            within = False
        elif _FIELD.match(lines[number]):
            within = True
        elif not within:
            return number
    return len(lines)


def _fields(lines: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    key = ""
    for each in lines:
        match = _FIELD.match(each)
        if match:
            key = match["key"].lower()
            found.setdefault(key, match["value"].strip())
        elif not each.strip():
            key = ""
        elif key:
            found[key] += " " + each.strip()
    return {key: value for key, value in found.items() if value}


def _head(lines: list[str], *, old: bool) -> dict[str, str | None]:
    """Outlet, day and headline: in this order in the older form, the headline first in that of Nexis Uni."""
    wanted = [each for each in lines if not _NO_HEAD.match(each.strip())]
    shown = [each for each in wanted if each.strip()]
    dated = next((n for n, each in enumerate(shown) if first_day(each)), None)
    if dated is None:
        return {"title": None if old else line(shown[0] if shown else None)}
    if old:
        # Edition and outlet stand in the middle of the line, the headline at its beginning.
        title = [each for each in shown[dated + 1 :] if not each.startswith("   ")]
        outlet = shown[0] if dated else None
    else:
        title, outlet = shown[: max(dated - 1, 0)], shown[dated - 1] if dated else None
    return {"title": line(" ".join(title)), "outlet": line(outlet), "published": line(shown[dated])}


def _later(rest: str, key: str) -> str | None:
    match = re.search(rf"^{key}[ \t]*:[ \t\xa0]*(.*)$", rest, re.M | re.I)
    return match[1].split(";")[0] if match else None
