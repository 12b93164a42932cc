"""ALTO (https://www.loc.gov/standards/alto/), the words of a scanned page as libraries keep newspapers.

A page is an article: where one article ends and the next begins is in the METS file beside it, which is not read.
"""

from __future__ import annotations

from typing import Any

from onrecord.errors import ReadError

from .draft import Draft
from .markup import anywhere, first, local, parse_xml, words_of
from .scanned import Block, Word, scanned_draft

READER = "alto"
VERSION = "1"


def read_alto(data: bytes) -> Draft:
    """Read one file of ALTO.

    Raises:
        ReadError: where it is no such XML (code ``xml``), or has no word (``no-text``).
    """
    root = parse_xml(data)
    if local(root) == "mets":
        raise ReadError(
            "it is the METS file of a scan: it says which files belong together, and holds no words",
            next_step="Read the ALTO files that it names; each page becomes an article.",
            code="xml",
        )
    if local(root) != "alto":
        raise ReadError(f"its root is <{local(root)}>, not <alto>", next_step="Take the ALTO file.", code="xml")
    page = first(anywhere(root, "Page"))
    numbers = [] if page is None else [page.get("PRINTED_IMG_NR"), page.get("PHYSICAL_IMG_NR")]
    meta = {
        "identifier": words_of(first(anywhere(root, "fileIdentifier"))) or words_of(first(anywhere(root, "fileName"))),
        "page": next((number for number in numbers if number), None),
    }
    return scanned_draft(READER, VERSION, [_block(block) for block in anywhere(root, "TextBlock")], meta)


def _block(block: Any) -> Block:
    lines: Block = []
    whole = False  # the word that a line's end cut was given whole; its second part is passed over
    for line in anywhere(block, "TextLine"):
        words: list[Word] = []
        for piece in line:
            name = local(piece)
            if name == "hyp" and words and not whole:
                words[-1] = Word(words[-1].text + (piece.get("CONTENT") or "-"), words[-1].sure)
            elif name == "string":
                part = piece.get("SUBS_TYPE")
                if part == "HypPart2" and whole:
                    lines[-1][-1] = _less_sure(lines[-1][-1], _sure(piece))
                    whole = False
                    continue
                whole = part == "HypPart1" and bool(piece.get("SUBS_CONTENT"))
                content = piece.get("SUBS_CONTENT") if whole else piece.get("CONTENT")
                words.append(Word(content or "", _sure(piece)))
        if words:
            lines.append(words)
    return lines


def _less_sure(word: Word, sure: float | None) -> Word:
    known = [value for value in (word.sure, sure) if value is not None]
    return Word(word.text, min(known, default=None))


def _sure(piece: Any) -> float | None:
    try:
        sure = float(piece.get("WC") or "")
    except ValueError:
        return None
    return sure if 0 <= sure <= 1 else None
