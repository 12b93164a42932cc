"""The words of one article of a METS, brought together from the pages of ALTO that it names, in reading order."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from onrecord.errors import ReadError

from .alto import Lines, Words, alto_root, page_number
from .markup import anywhere, check_tags, first, local
from .mets_parts import LEFT, Area, Issue, Part, sort_of

Fetch = Callable[[str], bytes]
"""Gives the bytes of the file that a METS names so; raises ReadError where it is not to be had."""

_TITLES = frozenset("title headline maintitle".split())
_AUTHORS = frozenset({"author", "byline"})
_KEPT = 8  # pages that are open at a time: an article goes on a few pages further, and the next one is there again
_BYTES_A_WORD = 100  # of ALTO, at the least; opening a page is counted as work by it


@dataclass(slots=True)
class Piece:
    """What one pointer of an article means.

    Attributes:
        role: ``title``, ``author``, ``head`` (above the text, as a line over the headline) or ``text``.
        blocks: paragraphs, each of lines of one file or, one after another, of several.
    """

    role: str
    blocks: list[list[tuple[str, Lines]]]


@dataclass(slots=True)
class Gathered:
    """The pieces of an article, and the areas that it names and that are not there, each with what is wrong."""

    pieces: list[Piece] = field(default_factory=list)
    gaps: list[tuple[Area, str]] = field(default_factory=list)


class Pages:
    """The pages of an issue, opened when they are asked for; only a few are in memory.

    Attributes:
        numbers: of those that say one, or for which the METS does, by the ids of their files.
    """

    def __init__(self, issue: Issue, fetch: Fetch) -> None:
        self._issue, self._fetch = issue, fetch
        self._open: OrderedDict[str, Words] = OrderedDict()
        self._lacking: dict[str, ReadError] = {}
        self.numbers = dict(issue.numbers)

    def get(self, file: str) -> Words:
        """The words of a page.

        Raises:
            ReadError: where it is not there, or no ALTO.
        """
        if file in self._lacking:
            raise self._lacking[file]
        if file not in self._open:
            try:
                self._open[file] = Words(self._root(file))
            except ReadError as error:
                if error.code != "huge":
                    self._lacking[file] = error
                raise
            if len(self._open) > _KEPT:
                self._open.popitem(last=False)
        self._open.move_to_end(file)
        return self._open[file]

    def name(self, file: str) -> str:
        """What the METS calls a file."""
        return self._issue.files.get(file) or file

    def _root(self, file: str) -> Any:
        root = self._issue.inside.get(file)
        if root is None:
            name = self._issue.files.get(file)
            if name is None:
                raise ReadError("the METS lists no such file", code="missing")
            data = self._fetch(name)
            self._issue.spend(len(data) // _BYTES_A_WORD)
            check_tags(data)
            root = alto_root(data)
        if file not in self.numbers and (number := page_number(first(anywhere(root, "Page")))):
            self.numbers[file] = number
        return root


def gather(issue: Issue, part: Part, pages: Pages) -> Gathered:
    """The words of an article or a page.

    Args:
        issue: what the METS says.
        part: of it.
        pages: where the words are.

    Raises:
        ReadError: where that becomes too much work (code ``huge``), or nothing of it is there (``incomplete``), or it
            has no words (``no-text``).
    """
    gathering = _Gathering(issue, pages)
    if part.file is not None:
        found = [Piece("text", gathering.blocks([Area(part.file, None, None)]))]
    else:
        found = _settled(gathering.below(part.div, "", whole=True))
    gaps = gathering.gaps
    if any(piece.blocks and piece.role in ("head", "text") for piece in found):
        return Gathered([piece for piece in found if piece.blocks], gaps)
    if gaps:
        raise ReadError(
            f"no word of it is there: {'; '.join(dict.fromkeys(why for _, why in gaps[:3]))}",
            next_step="Put the files where the METS names them, and try again: onrecord add --retry",
            code="incomplete",
        )
    raise ReadError(
        "no word of a page is named as its text",
        next_step="Look at the picture of the page; it may be a headline alone, or empty.",
        code="no-text",
    )


def _settled(pieces: list[Piece]) -> list[Piece]:
    """A headline further down is one within the text."""
    in_text = False
    for piece in pieces:
        in_text = in_text or (piece.role == "text" and bool(piece.blocks))
        if in_text and piece.role == "title":
            piece.role = "text"
    return pieces


class _Gathering:
    """One article, while its words are brought together; none comes twice."""

    def __init__(self, issue: Issue, pages: Pages) -> None:
        self._issue, self._pages = issue, pages
        self._taken: dict[str, set[int]] = {}
        self._met_taken = False
        self.gaps: list[tuple[Area, str]] = []

    def below(self, div: Any, role: str, *, whole: bool = False) -> list[Piece]:
        """The pieces of a part and all parts of it.

        Args:
            div: the part.
            role: of what it is a part of; empty where that has none.
            whole: whether it is the article itself.
        """
        sort = sort_of(div)
        if not whole and sort in LEFT:
            return []
        role = _role(sort) or role
        if sort == "paragraph":
            areas = [area for areas in self._all_areas(div) for area in areas]
            return [Piece(role or "text", self.blocks(areas))]
        inner = [piece for child in _in_order(div) for piece in self.below(child, role)]
        # What a part names itself may hold what its parts name one by one; else it stands before them.
        self._met_taken = False
        own = [
            Piece(_role(sort_of(owner)) or role or "text", self.blocks(areas))
            for owner, areas in self._issue.areas(div)
            if owner is div or sort_of(owner) not in LEFT
        ]
        return [*inner, *own] if self._met_taken else [*own, *inner]

    def _all_areas(self, div: Any) -> list[list[Area]]:
        found = [areas for _, areas in self._issue.areas(div)]
        return found + [areas for child in _in_order(div) for areas in self._all_areas(child)]

    def blocks(self, areas: Sequence[Area]) -> list[list[tuple[str, Lines]]]:
        """The paragraphs of areas that belong together: where one ends within a paragraph, the next goes on with it."""
        found: list[list[tuple[str, Lines]]] = []
        goes_on = False
        for area in areas:
            try:
                new = [[(area.file, block)] for block in self._words(area)]
            except ReadError as error:
                if error.code == "huge":
                    raise
                self.gaps.append((area, f"{self._pages.name(area.file)}: {error.what}"))
                goes_on = False  # words are lacking between
                continue
            if goes_on and found and new:
                found[-1] += new.pop(0)
            found += new
            goes_on = bool(found)
        return found

    def _words(self, area: Area) -> list[Lines]:
        page = self._pages.get(area.file)
        begin, end = 0, len(page)
        if area.begin is not None:
            for own in (area.begin, area.end or area.begin):
                if own not in page.of:
                    raise ReadError(f'nothing with words has the id "{own[:80]}" there', code="missing")
            begin, end = page.of[area.begin][0], page.of[area.end or area.begin][1]
        self._issue.spend(1 + max(0, end - begin))
        taken = self._taken.setdefault(area.file, set())
        fresh = [place for place in range(begin, end) if place not in taken]
        self._met_taken = self._met_taken or len(fresh) < end - begin
        taken.update(fresh)
        return page.blocks(fresh)


def _role(sort: str) -> str:
    if sort in _TITLES:
        return "title"
    return "author" if sort in _AUTHORS else "head" if sort == "heading" else ""


def _in_order(div: Any) -> list[Any]:
    """The parts of a part, by the order that they say, where all say one."""
    parts = [child for child in div if local(child) == "div"]
    orders = [child.get("ORDER") or "" for child in parts]
    if all(order.isdecimal() and len(order) < 10 for order in orders):
        return [part for _, part in sorted(zip(map(int, orders), parts, strict=True), key=lambda pair: pair[0])]
    return parts
