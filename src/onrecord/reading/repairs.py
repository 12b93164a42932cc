"""The repairs that reading may make to a text, once, before the first offset is taken.

Few on purpose. Each puts back what a machine between the writer and us broke: letters decoded in the wrong encoding,
line ends, control characters, words cut at the end of a line, sentences cut by a page break. Nothing is straightened,
folded or normalised: a quotation keeps its own quotation marks, ligatures and widths.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

from .joins import continues, kept_hyphen, vocabulary
from .mending import Edit, Mending

if TYPE_CHECKING:
    from ftfy import TextFixerConfig

_NEWLINE = re.compile(r"\r\n|[\r\v\f\x85]")
# Every other control character (Cc), and the byte order mark that a joined file carries in its middle.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff]+")
_BLOCK = re.compile(r"^[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*", re.M)
# From the first letter of a word on alone: a word of a million letters is looked at once, not once a letter.
_CUT_WORD = re.compile(
    r"(?<![^\W\d_])(?P<a>[^\W\d_]{2,}+)(?P<hyphen>[-\u00ad\u2010])[ \t]*\n(?:[ \t]*\n)?[ \t]*(?P<b>[^\W\d_]{2,})"
)
_PAGE_NUMBER = re.compile(r"\W*(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.I)
_WRAPPED = 30  # a line shorter than this was not broken for want of room
_LONG = 400  # letters; beyond them, comparing one by one takes long, and the change is told as one


def mend(text: str) -> Mending:
    """Make every repair that plain text may need, and tell each."""
    mending = Mending(text)
    mend_letters(mending)
    mending.apply("page-break", _joined_pages(mending.text))
    mending.apply("hyphen", _joined_words(mending.text))
    return mending


def mend_letters(mending: Mending) -> None:
    """Make the repairs below the level of words: encoding, line ends, control characters."""
    mending.apply("encoding", _mojibake(mending.text))
    mending.apply("newline", (Edit(m.start(), m.end(), "\n") for m in _NEWLINE.finditer(mending.text)))
    mending.apply("control", (Edit(m.start(), m.end(), "") for m in _CONTROL.finditer(mending.text)))


def blocks(text: str) -> Iterator[re.Match[str]]:
    """The runs of lines that no blank line parts, in the order of the text."""
    return _BLOCK.finditer(text)


def _mojibake(text: str) -> Iterator[Edit]:
    if text.isascii():
        return
    # Imported here: ftfy builds its tables on import, and most texts are ASCII or sound.
    from ftfy import fix_encoding
    from ftfy.badness import is_bad

    start = 0
    for line in text.split("\n"):
        if not line.isascii() and is_bad(line):
            yield from changes(line, fix_encoding(line, _letters_only()), start)
        start += len(line) + 1


@lru_cache(maxsize=1)
def _letters_only() -> TextFixerConfig:
    from ftfy import TextFixerConfig

    # Everything that would touch sound letters is off; what stays undoes a wrong decoding and nothing else.
    return TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,
        explain=False,
    )


def changes(before: str, after: str, offset: int) -> Iterator[Edit]:
    """What changed from one line to the other, word by word: to compare lines letter by letter takes their square.

    Args:
        before, after: the line; ``before`` is not empty.
        offset: where it begins in the text, in code points.
    """
    pairs = list(zip(before.split(" "), after.split(" "), strict=False))
    if before.count(" ") != after.count(" ") or any(was != now and not was for was, now in pairs):
        pairs = [(before, after)]
    for was, now in pairs:
        if was != now:
            yield from _changed_letters(was, now, offset)
        offset += len(was) + 1


def _changed_letters(before: str, after: str, offset: int) -> Iterator[Edit]:
    start = _shared(before, after)
    end = _shared(before[start:][::-1], after[start:][::-1])
    if start + end == len(before):  # an edit needs a letter to stand on
        start, end = (start - 1, end) if start else (start, end - 1)
    before, after = before[start : len(before) - end], after[start : len(after) - end]
    if len(before) > _LONG:
        yield Edit(offset + start, offset + start + len(before), after)
        return
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "insert":
            # An edit needs a letter to stand on: take the neighbour with it.
            at = min(a, len(before) - 1)
            inserted = after[c:d] + before[at] if a == at else before[at] + after[c:d]
            yield Edit(offset + start + at, offset + start + at + 1, inserted)
        elif tag != "equal":
            yield Edit(offset + start + a, offset + start + b, after[c:d])


def _shared(one: str, other: str) -> int:
    """How many letters both begin with."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _joined_words(text: str) -> Iterator[Edit]:
    """Words cut by a hyphen at the end of a line, put together again."""
    words = None
    for cut in _CUT_WORD.finditer(text):
        line = text[text.rfind("\n", 0, cut.start()) + 1 : cut.end("hyphen")]
        if len(line) < _WRAPPED or not cut["b"][0].islower():
            continue
        words = words if words is not None else vocabulary(text)
        keep = cut["hyphen"] != "\u00ad" and kept_hyphen(cut["a"], cut["b"], words)
        yield Edit(cut.end("hyphen") if keep else cut.start("hyphen"), cut.start("b"), "")


def _joined_pages(text: str) -> Iterator[Edit]:
    """Sentences cut by a page break, page number and all, put together again."""
    before: re.Match[str] | None = None
    for block in blocks(text):
        if before and _PAGE_NUMBER.fullmatch(block[0]):
            continue
        if before and continues(before[0], block[0]):
            start = before.start() + len(before[0].rstrip())
            end = block.start() + len(block[0]) - len(block[0].lstrip())
            yield Edit(start, end, "" if _cuts_word(text[max(0, start - 20) : start]) else " ")
        before = block


def _cuts_word(head: str) -> bool:
    return bool(re.search(r"[^\W\d_]{2,}[-\u00ad\u2010]$", head))
