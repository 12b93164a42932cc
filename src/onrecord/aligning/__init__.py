"""Two texts laid beside one another word by word; for a draft and a source, a report and its original.

``words`` says what a word is and when two are the same, ``align`` lays a quotation beside a text.
"""

from .alignment import BRACKET_MOST, CHANGED, STOP, Alignment, Step, align, within_sentences
from .words import (
    BORDER,
    BRACKETED_LETTER,
    Hashes,
    LazyWords,
    Word,
    fold,
    hashed,
    hashes,
    numbered,
    without_remarks,
    words,
)

__all__ = [
    "BORDER",
    "BRACKETED_LETTER",
    "BRACKET_MOST",
    "CHANGED",
    "STOP",
    "Alignment",
    "Hashes",
    "LazyWords",
    "Step",
    "Word",
    "align",
    "fold",
    "hashed",
    "hashes",
    "numbered",
    "within_sentences",
    "without_remarks",
    "words",
]
