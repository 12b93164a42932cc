"""ALTO (https://www.loc.gov/standards/alto/), the words of a scanned page as libraries keep newspapers.

A page alone is an article: where one article ends and the next begins is in a METS file, which ``mets`` reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from onrecord.errors import ReadError

from .draft import Draft
from .markup import anywhere, first, local, parse_xml, words_of
from .scanned import Block, Word, scanned_draft

READER = "alto"
VERSION = "1"
_WORDS = ("string", "hyp")

Lines = list[tuple[Any, list[Any]]]
"""Of a block: each line, ``TextLine``, with those of its words, ``String`` and ``HYP``, that are meant."""


def read_alto(data: bytes) -> Draft:
    """Read one file of ALTO.

    Raises:
        ReadError: where it is no such XML (code ``xml``), or has no word (``no-text``).
    """
    root = alto_root(data)
    page = first(anywhere(root, "Page"))
    meta = {
        "identifier": words_of(first(anywhere(root, "fileIdentifier"))) or words_of(first(anywhere(root, "fileName"))),
        "page": page_number(page),
    }
    blocks = [block_of(anywhere(block, "TextLine")) for block in anywhere(root, "TextBlock")]
    return scanned_draft(READER, VERSION, blocks, meta)


def alto_root(data: bytes) -> Any:
    """The root of a file of ALTO.

    Raises:
        ReadError: where it is no such XML (code ``xml``).
    """
    root = parse_xml(data)
    if local(root) != "alto":
        raise ReadError(f"its root is <{local(root)}>, not <alto>", next_step="Take the ALTO file.", code="xml")
    return root


def page_number(page: Any) -> str | None:
    """The number of a page, as printed, else as counted; None where there is no page or it has none."""
    numbers = [] if page is None else [page.get("PRINTED_IMG_NR"), page.get("PHYSICAL_IMG_NR")]
    return next((number for number in numbers if number), None)


def block_of(lines: Iterable[Iterable[Any]]) -> Block:
    """The words of a paragraph.

    Args:
        lines: each with its elements; those that are no word are passed over.
    """
    found: Block = []
    whole = False  # the word that a line's end cut was given whole; its second part is passed over
    for line in lines:
        words: list[Word] = []
        for piece in line:
            name = local(piece)
            if name == "hyp" and words and not whole:
                words[-1] = Word(words[-1].text + (piece.get("CONTENT") or "-"), words[-1].sure)
            elif name == "string":
                part = piece.get("SUBS_TYPE")
                if part == "HypPart2" and whole:
                    found[-1][-1] = _less_sure(found[-1][-1], _sure(piece))
                    whole = False
                    continue
                whole = part == "HypPart1" and bool(piece.get("SUBS_CONTENT"))
                content = piece.get("SUBS_CONTENT") if whole else piece.get("CONTENT")
                words.append(Word(content or "", _sure(piece)))
        if words:
            found.append(words)
    return found


class Words:
    """All words of a page in their order, and which of them each id means: of a word, line, block or the page.

    Args:
        root: of the ALTO.
    """

    def __init__(self, root: Any) -> None:
        from lxml import etree

        self.root = root
        self.of: dict[str, tuple[int, int]] = {}
        self._words: list[tuple[Any, Any, Any]] = []  # with its block and its line
        block = line = None
        begun: list[int] = []
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                begun.append(len(self._words))
                name = local(element)
                if name == "textblock":
                    block, line = element, None
                elif name == "textline":
                    line = element
                elif name in _WORDS:
                    self._words.append((block, line, element))
            elif (begin := begun.pop()) < len(self._words) and (own := element.get("ID")):
                self.of.setdefault(own, (begin, len(self._words)))

    def __len__(self) -> int:
        """How many there are, hyphens at the ends of lines among them."""
        return len(self._words)

    def blocks(self, places: Sequence[int]) -> list[Lines]:
        """Those words that are meant, by blocks and lines.

        Args:
            places: of the words, in their order.
        """
        found: list[Lines] = []
        before: tuple[Any, Any] | None = None
        for place in places:
            block, line, word = self._words[place]
            if before is None or block is not before[0]:
                found.append([])
            if before is None or block is not before[0] or line is not before[1]:
                found[-1].append((line, []))
            found[-1][-1][1].append(word)
            before = (block, line)
        return found


def _less_sure(word: Word, sure: float | None) -> Word:
    known = [value for value in (word.sure, sure) if value is not None]
    return Word(word.text, min(known, default=None))


def _sure(piece: Any) -> float | None:
    try:
        sure = float(piece.get("WC") or "")
    except ValueError:
        return None
    return sure if 0 <= sure <= 1 else None
