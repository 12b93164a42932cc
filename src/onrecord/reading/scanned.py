"""What all formats of machine-read pages share: words with how sure the machine was of each, made into one text.

The words of a block are one paragraph. A word that the end of a line cut is put together, and told as a repair. How
sure the machine was stands in ``meta``; a quotation with a word of which it was not sure carries a warning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.domain import ReadingWarning, Repair, Span
from onrecord.errors import ReadError

from .doubts import QUOTED
from .draft import Draft
from .joins import kept_hyphen, vocabulary
from .mending import Mending
from .repairs import mend_letters

SURE = 0.6
"""Below this a word counts as doubtful; the scale, 0 to 1, is the machine's own and differs from one to another."""
_HYPHENS = ("-", "\u00ad", "\u2010", "¬")
_NAMED = 3  # words that a warning names


@dataclass(frozen=True, slots=True)
class Word:
    """A word as the machine read it, and how sure it was, 0 to 1; None where it does not say."""

    text: str
    sure: float | None = None


Block = list[list[Word]]
"""The lines of a paragraph, each a list of words."""


def scanned_draft(reader: str, version: str, blocks: Sequence[Block], meta: dict[str, str | None]) -> Draft:
    """The draft of one or several pages.

    Args:
        reader, version: who read them.
        blocks: in reading order.
        meta: what else is known of the page; what is None is left out.

    Raises:
        ReadError: where there is no word (code ``no-text``).
    """
    writing = _Writing(vocabulary(" ".join(word.text for block in blocks for line in block for word in line)))
    for block in blocks:
        writing.add([[word for word in line if word.text.strip()] for line in block])
    text = "".join(writing.parts)
    if not text.strip():
        raise ReadError(
            "no word was recognised on it",
            next_step="Look at the picture of the page; it may be empty.",
            code="no-text",
        )
    return Draft(
        text=text,
        reader=reader,
        version=version,
        repairs=tuple(writing.repairs),
        warnings=tuple(_doubtful(text, writing.words)),
        meta={key: value for key, value in meta.items() if value is not None} | _confidence(writing.words),
    )


class _Writing:
    """The text while it grows, with its repairs and the place of each word."""

    def __init__(self, known: Mapping[str, int]) -> None:
        self.parts: list[str] = []
        self.repairs: list[Repair] = []
        self.words: list[tuple[int, int, float | None]] = []
        self._known = known
        self._length = 0

    def add(self, block: Block) -> None:
        """Write one paragraph."""
        before: Word | None = None
        for line in block:
            for number, word in enumerate(line):
                cut = before is not None and number == 0 and _cut(before, word)
                if before is not None and cut:
                    self._join(before, word)
                elif self.parts:
                    self._put(" " if before is not None else "\n\n")
                self._word(word)
                before = word

    def _word(self, word: Word) -> None:
        mending = Mending(" ".join(word.text.split()))
        mend_letters(mending)
        start = self._length
        self.repairs += [Repair(r.kind, r.at + start, r.before, r.after) for r in mending.repairs]
        self._put(mending.text)
        if self._length > start:
            self.words.append((start, self._length, word.sure))

    def _join(self, before: Word, word: Word) -> None:
        hyphen = before.text[-1]
        if hyphen == "-" and kept_hyphen(before.text[:-1], word.text, self._known):
            self.repairs.append(Repair("hyphen", self._length, "\n", ""))
            return
        self.parts[-1] = self.parts[-1][:-1]
        self._length -= 1
        start, end, sure = self.words[-1]
        self.words[-1] = (start, end - 1, sure)
        self.repairs.append(Repair("hyphen", self._length, f"{hyphen}\n", ""))

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self._length += len(text)


def _cut(before: Word, word: Word) -> bool:
    """Whether the end of a line cut a word in two: a hyphen after letters, and a small letter next."""
    first, second = before.text, word.text
    return first.endswith(_HYPHENS) and len(first) > 2 and first[:-1].isalpha() and second[:1].islower()


def _doubtful(text: str, words: Sequence[tuple[int, int, float | None]]) -> Iterator[ReadingWarning]:
    """A warning for each quotation in which a doubtful word stands."""
    unsure = [(start, end, sure) for start, end, sure in words if sure is not None and sure < SURE]
    at = 0
    for match in QUOTED.finditer(text):
        start, end = match.span(1) if match[1] else match.span(2)
        while at < len(unsure) and unsure[at][1] <= start:
            at += 1
        inside = list(_until(unsure, at, end))
        if inside:
            named = ", ".join(f'"{text[a:b]}" ({sure:.0%})' for a, b, sure in inside[:_NAMED])
            more = f" and {len(inside) - _NAMED} more" if len(inside) > _NAMED else ""
            yield ReadingWarning(
                "doubtful-word",
                f"The machine that read the page was not sure of {named}{more} in this quotation.",
                Span(start, end),
            )


def _until(unsure: Sequence[tuple[int, int, float]], at: int, end: int) -> Iterator[tuple[int, int, float]]:
    while at < len(unsure) and unsure[at][0] < end:
        yield unsure[at]
        at += 1


def _confidence(words: Sequence[tuple[int, int, float | None]]) -> dict[str, float | int]:
    known = [sure for _, _, sure in words if sure is not None]
    if not known:
        return {}
    return {
        "ocr_words": len(words),
        "ocr_confidence": round(sum(known) / len(known), 3),
        "ocr_doubtful": sum(sure < SURE for sure in known),
    }
