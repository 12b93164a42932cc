"""Quotations that are announced: 'Senator Reyes released the following statement:' with her words in a paragraph below.

Press releases are made of these. The network, which learned from sentences that hold both cue and content, often takes
"the following statement" for what was said, or what the statement is about, and looks no further.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_left
from collections.abc import Sequence

from onrecord.domain import Span
from onrecord.domain.sentences import around, sentences

from .decode import Draft
from .features import Words
from .whole import Claims, quoted_runs

_THING = r"(?:statement|remarks?|comments?|letter|message|e-?mail|memo|note|tweets?|post|response|reply|answer|words)"
_ANNOUNCES = re.compile(
    rf"\b(?P<thing>(?:the\s+following|this|these|an?|his|her|its|their)\s+(?:[\w-]+\s+){{0,2}}?{_THING})\b[^?!]*:$"
    r"|\b(?P<following>the\s+following(?:\s+[\w-]+){1,3}|as\s+follows)\b[^?!]*[:.]$",
    re.IGNORECASE,
)
_NEAR = 300  # code points before the end of a sentence in which it announces
_SURE = 0.99


def with_announced(text: str, words: Words, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, those that announce a quotation in the next paragraph with that for their content.

    Args:
        text: the text that the drafts are of.
        words: it, as words.
        drafts: its statements, in the order of their cues.
    """
    claims, kept = Claims(drafts), list(drafts)
    cues = [draft.cue[0] for draft in drafts]
    starts = [span.start for span in words.spans]
    for quoted in (run[0] for run in quoted_runs(text, words)):
        sentence = _sentence_above(text, words, quoted.start)
        found = _ANNOUNCES.search(text, max(sentence.start, sentence.end - _NEAR), sentence.end) if sentence else None
        if sentence is None or found is None or not claims.only_inside(quoted):
            continue
        thing = range(*(bisect_left(starts, at) for at in found.span(found.lastgroup or 0)))
        at = bisect_left(cues, thing.stop) - 1
        if at >= 0 and words.spans[cues[at]].start >= sentence.start:
            kept[at] = _with_content(drafts[at], thing, quoted)
    return kept


def _sentence_above(text: str, words: Words, number: int) -> Span | None:
    """The last sentence of the paragraph above the one that a word opens; None where it opens none."""
    if number == 0 or words.paragraph[number - 1] == words.paragraph[number]:
        return None
    places = sentences(text)
    return places[around(places, words.spans[number - 1].start)]


def _with_content(draft: Draft, thing: range, quoted: range) -> Draft:
    """The draft with a quotation for its content: in place of what only announces it, beside what is said already."""
    announces = set(thing) & {*draft.content, *range(draft.cue[0], draft.cue[1] + 1)}
    content = quoted if announces else sorted({*draft.content, *quoted})
    return dataclasses.replace(draft, content=tuple(content), content_probability=_SURE, content_lowest=_SURE)
