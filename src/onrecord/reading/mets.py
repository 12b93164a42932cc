"""Issues of digitised newspapers: a METS file, and the ALTO files with the words of its pages. One article a part.

An article may begin on one page and end on another, so its bytes are no stretch of any file. What is kept of it is a
METS file of its own, made of theirs: what the library says of the article and of its issue, and its words with all that
ALTO says of them, inside. From that it is read, now and ever again.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from onrecord.domain import ReadingWarning
from onrecord.errors import ReadError

from . import mods
from .alto import block_of
from .draft import Draft
from .markup import unsigned
from .mets_excerpt import excerpt
from .mets_parts import Issue, Part, sort_of
from .mets_text import Fetch, Gathered, Pages, gather
from .scanned import Block, scanned_draft

READER = "mets"
VERSION = "1"
_NAMED = 3  # of what is lacking, that a warning names


def articles(data: bytes, fetch: Fetch) -> Iterator[bytes | str | ReadError]:
    """Each article as a METS file of its own that ``read_mets`` takes; of what is none, what it is, in the plural.

    Args:
        data: the bytes of the METS.
        fetch: gives its pages.

    Raises:
        ReadError: where it is no METS of a newspaper that can be read; see ``Issue``.
    """
    issue = Issue(data)
    pages = Pages(issue, fetch)
    for part in issue.parts():
        if isinstance(part, str):
            yield part
            continue
        try:
            yield excerpt(issue, part, gather(issue, part, pages), pages.numbers)
        except ReadError as error:
            yield error
            if error.code == "huge":
                return


def read_mets(data: bytes) -> Draft:
    """Read a METS file of one article that has its words inside, as ``articles`` makes it.

    Raises:
        ReadError: where it is none (code ``xml``), or has no word (``no-text``).
    """
    issue = Issue(data)
    part = next((part for part in issue.parts() if isinstance(part, Part)), None)
    if part is None:
        raise ReadError("it holds no article", next_step="Read the METS file of the whole issue.", code="empty")
    pages = Pages(issue, _nowhere)
    found = gather(issue, part, pages)
    text = [_joined(block) for piece in found.pieces if piece.role in ("head", "text") for block in piece.blocks]
    facts = _Facts(issue, part)
    title, byline = facts.title or _words(found, "title"), facts.byline or unsigned(_words(found, "author"))
    draft = scanned_draft(READER, VERSION, _below_headline(text, title), facts.meta | {"page": _pages(found, pages)})
    return dataclasses.replace(
        draft,
        id=facts.identifier if mods.holds_everywhere(facts.identifier) else None,
        title=title,
        title_apart=title is not None,
        byline=byline,
        outlet=facts.outlet,
        url=facts.identifier if (facts.identifier or "").lower().startswith("http") else None,
        published=facts.published,
        language=facts.language,
        warnings=(*draft.warnings, *_lacking(found)),
    )


def _nowhere(_: str) -> bytes:
    raise ReadError("it is not there", code="missing")


def _joined(block: Any) -> Block:
    return block_of(words for _, lines in block for _, words in lines)


def _words(found: Gathered, role: str) -> str | None:
    """The words of all pieces with a role, in one line."""
    blocks = [_joined(block) for piece in found.pieces if piece.role == role for block in piece.blocks]
    if not any(word.text.strip() for block in blocks for line in block for word in line):
        return None
    return " ".join(scanned_draft(READER, VERSION, blocks, {}).text.split()) or None


def _below_headline(blocks: list[Block], title: str | None) -> list[Block]:
    """The paragraphs without a first one that is the headline, which not every library names as such."""
    if title is None or len(blocks) < 2:
        return blocks
    above = "".join(word.text for line in blocks[0] for word in line)
    return blocks[1:] if _letters(above) == _letters(title) else blocks


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def _pages(found: Gathered, pages: Pages) -> str | None:
    """The numbers of the pages that it stands on, in the order of its text."""
    files = dict.fromkeys(file for piece in found.pieces for block in piece.blocks for file, _ in block)
    return ", ".join(dict.fromkeys(pages.numbers[file] for file in files if file in pages.numbers)) or None


def _lacking(found: Gathered) -> Iterator[ReadingWarning]:
    if found.gaps:
        named = "; ".join(list(dict.fromkeys(why for _, why in found.gaps))[:_NAMED])
        parts = f"{len(found.gaps)} part{'s' * (len(found.gaps) > 1)}"
        yield ReadingWarning("incomplete", f"Of what its METS file names, {parts} could not be had: {named}.")


class _Facts:
    """What the library says of an article, and of the issue where it says nothing of the article itself."""

    def __init__(self, issue: Issue, part: Part) -> None:
        own = issue.said_of(part.div)
        around = [record for div in part.around for record in issue.said_of(div)]
        nearest = [*own, *reversed(around)]
        self._records = nearest
        # A page has no headline, though the library may have named its record.
        self.title = None if part.file else _first(own, mods.title) or (part.div.get("LABEL") or "").strip() or None
        self.byline = _first(own, mods.authors)
        self.identifier = _first(own, mods.identifier)
        self.language = _first(nearest, mods.language)
        self.published = _first(nearest, mods.issued) or _only({mods.issued(record) for record in issue.records()})
        self.outlet = self._outlet(issue, around)
        section = next((div for div in reversed(part.around) if sort_of(div) in ("section", "supplement")), None)
        self.meta: dict[str, str | None] = {
            "identifier": self.identifier or _first(nearest, mods.identifier) or _first(self._hosts(), mods.identifier),
            "section": None if section is None else section.get("LABEL") or _first(issue.said_of(section), mods.title),
            "rights": _first(nearest, mods.rights),
            **{name: _first(nearest, partial(mods.number, of=name)) for name in _NUMBERS},
        }

    def _hosts(self) -> list[Any]:
        return [host for host in map(mods.host, self._records) if host is not None]

    def _outlet(self, issue: Issue, around: list[Any]) -> str | None:
        """The newspaper: the outermost record's title; else what the METS is called, without the day behind it."""
        named = _first(around, mods.title) or _first(self._hosts(), mods.title)
        if named or not self.published:
            return named
        called = re.sub(rf"[,;:]?\s*{re.escape(self.published)}\s*$", "", issue.root.get("LABEL") or "")
        return str(called).strip() or None


_NUMBERS = ("edition", "volume", "issue")


def _first(records: list[Any], fact: Callable[[Any], str | None]) -> str | None:
    """The first fact that a record tells; None where none does."""
    return next((found for found in map(fact, records) if found), None)


def _only(days: set[str | None]) -> str | None:
    """The day, where all records that tell one tell the same."""
    told = days - {None}
    return told.pop() if len(told) == 1 else None
