"""hOCR (http://kba.github.io/hocr-spec/1.2/): recognised words in HTML, as Tesseract and OCRopus write them."""

from __future__ import annotations

import re
from typing import Any

from .decoding import declared_charset, decode
from .draft import Draft
from .markup import parse_html, words_of
from .scanned import Block, Word, scanned_draft

READER = "hocr"
VERSION = "1"
_LINES = frozenset("ocr_line ocrx_line ocr_textfloat ocr_header ocr_footer ocr_caption".split())
_SURE = re.compile(r"\bx_wconf\s+(\d{1,3}(?:\.\d+)?)")
_NUMBER = re.compile(r"\bppageno\s+(\d+)")


def read_hocr(data: bytes) -> Draft:
    """Read one file of hOCR.

    Raises:
        ReadError: where no word is in it (code ``no-text``), or no encoding fits (``encoding``).
    """
    tree = parse_html(decode(data, declared_charset(data)).text)
    blocks: list[Block] = []
    page = None
    for element in tree.iter() if tree is not None else ():
        kinds = set((element.get("class") or "").split())
        if "ocr_page" in kinds and page is None:
            page = _NUMBER.search(element.get("title") or "")
        if "ocr_par" in kinds or not blocks:
            blocks.append([])
        if kinds & _LINES:
            blocks[-1].append([])
        if "ocrx_word" in kinds and (text := words_of(element)):
            if not blocks[-1]:
                blocks[-1].append([])
            blocks[-1][-1].append(Word(text, _sure(element)))
    # Pages are counted from nought there.
    return scanned_draft(READER, VERSION, blocks, {"page": str(int(page[1]) + 1) if page else None})


def _sure(element: Any) -> float | None:
    match = _SURE.search(element.get("title") or "")
    return min(float(match[1]), 100.0) / 100 if match else None
