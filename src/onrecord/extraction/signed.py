"""Quotations that are signed: “The sea keeps its own hours.” — Jan Novak, ferryman.

Columns of letters, voices from the street, checks of facts and mottoes print a quotation by itself with a dash and a
name behind it, on the same line or on the next. No sentence says that it was said, so a network taught from sentences
finds it or not, by chance; the form tells it for certain.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.domain import Span

from .decode import Draft
from .features import Words

_DASH = r"(?P<dash>[―—–]|--?)"
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_NAME = (
    rf"(?P<name>{_CAPITAL}[\w.'’-]*(?:[ ](?:(?:al|bin|da|de|del|den|der|dos|la|of|the|van|von|y)[ ]){{0,2}}"
    rf"{_CAPITAL}[\w'’-]*\.?){{0,5}}?)"
)
_WHO = r"(?:,[ ][^\n“”\"]{1,80}|[ ]\([^\n()]{1,40}\))?"  # "Jan Novak, 34, ferryman"; "Jan Novak (Hallin)"
_SIGNED = re.compile(rf"{_DASH}[^\S\n]*{_NAME}{_WHO}\.?[^\S\n]*$")
_OPENS, _CLOSES = '“”"«„', '”“"»'
_BEFORE_DASH = " \t\xa0" + _CLOSES
_CURLY = re.compile("[“”«»„]")
_LINE = re.compile(r"[^\n]+")
_ENDED = re.compile(r"[.?!…][”“\"»]$")
_LEAST_WORDS, _LEAST_UNENDED = 3, 8
"""Words of a quotation that ends as a sentence does, and of one that does not: “The Night Boat” — Sellick Films."""

_SURE = 0.99


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed quotation.

    Attributes:
        quotations: its paragraphs, in code points, with their marks.
        dash, name: where these stand.
    """

    quotations: tuple[Span, ...]
    dash: Span
    name: Span


def signed(text: str) -> Iterator[Signed]:
    """The signed quotations of a text, in its order."""
    lines = [line for m in _LINE.finditer(text) if (line := _stripped(text, *m.span()))]
    for number, line in enumerate(lines):
        found = _SIGNED.search(text, line.start, line.end)
        if found is None or (found.start() > line.start and text[found.start() - 1] not in _BEFORE_DASH):
            continue
        before, above = _stripped(text, line.start, found.start()), lines[:number]
        if before is None and above:
            before = above.pop()
        if before and (quoted := _quotation(text, before, above)):
            yield Signed(quoted, Span(*found.span("dash")), _without_stop(text, Span(*found.span("name"))))


def _without_stop(text: str, name: Span) -> Span:
    """A name without the full stop of its line, where it is not that of "Jr."."""
    last = name.of(text).split()[-1]
    abbreviated = last.lower().rstrip(".") in ("jr", "sr") or len(last) == 2
    return name if abbreviated or not last.endswith(".") else Span(name.start, name.end - 1)


def _quotation(text: str, last: Span, above: Sequence[Span]) -> tuple[Span, ...]:
    """The paragraphs of a quotation whose last is ``last``; empty where that is none."""
    if not _is_quoted(text, last):
        return ()
    parts = [last]
    for line in reversed(above):
        words = line.of(text)
        if words[0] not in _OPENS or any(mark in words[1:] for mark in _CLOSES):
            break
        parts.insert(0, line)
    return tuple(parts)


def _is_quoted(text: str, line: Span) -> bool:
    words = line.of(text)
    if len(words) < 2 or words[0] not in _OPENS or words[-1] not in _CLOSES:
        return False
    inside = words[1:-1]
    if '"' in inside or _ends_before(inside):  # “No,” said Novak. “Never.”
        return False
    return len(inside.split()) >= (_LEAST_WORDS if _ENDED.search(words) else _LEAST_UNENDED)


def _ends_before(inside: str) -> bool:
    """Whether a quotation ends among the words inside its marks; another may stand whole: “what he calls “hell””."""
    depth = 1
    for mark in _CURLY.findall(inside):
        depth += 1 if mark in "“«„" else -1
        if not depth:
            return True
    return False


def _stripped(text: str, start: int, end: int) -> Span | None:
    """A stretch without white space at its ends; None where it has nothing else."""
    words = text[start:end]
    bare = words.strip()
    first = start + len(words) - len(words.lstrip())
    return Span(first, first + len(bare)) if bare else None


def with_signed(text: str, words: Words, known: Sequence[tuple[int, int]], drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with those of the signed quotations, in the order of their cues.

    What the network found inside such a quotation gives way to it, as each word is in one content; a refusal that is
    told of there stays, as in any other content.

    Args:
        text: the text that the drafts are of.
        words: it, as words.
        known: first and last word of each cue that is a refusal by its words.
        drafts: its statements.
    """
    own = [draft for one in signed(text) if (draft := _draft(words, one))]
    if not own:
        return list(drafts)
    taken = {n for draft in own for n in draft.content}
    refusing = {n for first, last in known for n in range(first, last + 1)}
    kept = (draft if _words(draft.cue) & refusing else _without(draft, taken) for draft in drafts)
    return sorted((*own, *filter(None, kept)), key=lambda draft: draft.cue)


def _words(span: tuple[int, int]) -> set[int]:
    return set(range(span[0], span[1] + 1))


def _draft(words: Words, one: Signed) -> Draft | None:
    cue, source = words.covered([one.dash]), words.covered([one.name])
    content = words.inside(one.quotations)
    if not (cue and source and content):
        return None
    return Draft(cue[0], source[0], content, _SURE, _SURE, _SURE, _SURE)


def _without(draft: Draft, taken: set[int]) -> Draft | None:
    """A draft without words that are another's; None where its cue is among them or nothing is left."""
    if _words(draft.cue) & taken:
        return None
    content = tuple(n for n in draft.content if n not in taken)
    return dataclasses.replace(draft, content=content) if content else None
