"""Two texts laid beside one another word by word; for a draft and a source, a report and its original.

``words`` says what a word is and when two are the same, ``align`` lays a quotation beside a text.
"""

from .alignment import BRACKET_MOST, Alignment, Step, align, within_sentences
from .words import BORDER, Hashes, Word, fold, hashed, hashes, without_remarks, words

__all__ = [
    "BORDER",
    "BRACKET_MOST",
    "Alignment",
    "Hashes",
    "Step",
    "Word",
    "align",
    "fold",
    "hashed",
    "hashes",
    "within_sentences",
    "without_remarks",
    "words",
]
