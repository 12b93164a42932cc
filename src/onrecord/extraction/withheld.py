"""What a refusal keeps back, by the words around its cue, where the network found nothing there.

The network learned from few refusals, and each word of a text is in one content only: of "he mocked her refusal to say
when" all after "mocked" is his. A refusal known by its words then gets some far word for its content. But what was
refused stands in one of three places: behind the words ("would not say | when she will sail"), in the question before
them ("asked whether he would go, he would not say"), or nowhere, and then all that was withheld is an answer
("declined | to comment").
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence, Set

from onrecord.domain import Span, Spans
from onrecord.domain.sentences import around, sentences

from .decode import Draft
from .features import Words

_CLAUSE_ENDS = re.compile(
    r"[;:()—–]|\s-+\s|[.?!]*[\"”’]*$|[\"”]\s"
    r"|,?\s(?:but|because|although|though|even\sas)\b"
    r"|,\s(?:and|or|nor|while|as|saying|citing|adding|instead|according|who|which|with|he|she|they|it|[^\W\d_]+\s(?:said|says))\b"
)
_OPEN_QUOTE = re.compile(r"“[^”]*$|(?<!\w)‘[^’]*$")
_QUESTION = re.compile(
    r"\b(?:ask(?:s|ed|ing)?|press(?:es|ed)|questioned|quizzed)\b(?:\s[\w.'’-]+){0,4}?\s"
    r"(?P<asked>(?:whether|if|about|why|how|when|what|who|which)\s[^.?!;\"”]*?)(?=,\s(?:he|she|they|[A-Z])|[.?!;\"”]|$)",
    re.IGNORECASE,
)
_NOUN = re.compile(r"\b(?:refusals?|silence|failures?|unwillingness)\b[^.,;]*$", re.IGNORECASE)
_FINITE = re.compile(
    r"\s(?:did|does|do|was|were|has|have|had|is|are|will|would|could|drew|came|led|made|means?|meant)\b"
)
_NOTHING_BUT_TIME = re.compile(
    r"(?:(?:on|late|early|this|last|in|the|for|to|\w+day|morning|night|week|month|year|article|story|report|column|comment|"
    r"further|again|publicly|immediately)\b\W*)*",
    re.IGNORECASE,
)


def with_withheld(text: str, words: Words, known: Sequence[tuple[int, int]], drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, those of refusals with what was refused.

    Args:
        text: what the drafts were found in.
        words: its words.
        known: first and last word of each cue that is a refusal by its words.
        drafts: the statements as the network found them.

    Returns:
        the same drafts in the same order. Of a refusal whose content does not touch what stands behind its cue, or goes
        beyond its sentence, it is taken anew; where nothing stands behind, that of one told of in another place.
    """
    own = [{n for a, b in known if d.cue[0] <= b and a <= d.cue[1] for n in range(a, b + 1)} for d in drafts]
    if not any(own):
        return list(drafts)
    places = sentences(text)
    return [_mended(text, words, places, d, k) if k else d for d, k in zip(drafts, own, strict=True)]


def _mended(text: str, words: Words, places: Spans, draft: Draft, known: Set[int]) -> Draft:
    if known >= set(draft.content):  # "would not | say": the words of the refusal itself are not what was refused
        draft = dataclasses.replace(draft, cue=(draft.cue[0], max(known)), content=())
    at = around(places, words.spans[draft.cue[0]].start)
    sentence = places[at]
    if at + 1 < len(places) and text[words.spans[draft.cue[1]].end : sentence.end].strip() in ("…", "..."):
        sentence = Span(sentence.start, places[at + 1].end)  # "refuse to use the term … Islamic terrorist"
    behind = _covered(words, _behind(text, sentence, words.spans[draft.cue[1]].end))
    if behind:
        fits = set(behind) & set(draft.content) and all(sentence.contains(words.spans[n]) for n in draft.content)
        return draft if fits else dataclasses.replace(draft, content=behind)
    cue_start, before = words.spans[draft.cue[0]].start, places[max(0, at - 1)]
    for near in (sentence, Span(before.start, sentence.end)):
        if any(near.contains(words.spans[n]) for n in draft.content):
            return draft
        if asked := _covered(words, _asked(text, near.start, cue_start)):
            return dataclasses.replace(draft, content=asked)
    return _parted(text, words, draft)


def _behind(text: str, sentence: Span, cue_end: int) -> Span | None:
    """What follows the cue up to the end of its clause; None where that is only a time or a paper."""
    stop = _CLAUSE_ENDS.search(text, cue_end, max(cue_end, sentence.end))
    end = stop.start() if stop else sentence.end
    if stop and _OPEN_QUOTE.search(text, cue_end, end):
        end = stop.end()  # "to use the words ‘light ship.’"
    if _NOUN.search(text, sentence.start, cue_end) and (verb := _FINITE.search(text, cue_end, end)):
        end = verb.start()  # "her refusal to answer fully | drew laughter"
    if not re.search(r"\w", text[cue_end:end]) or _NOTHING_BUT_TIME.fullmatch(text[cue_end:end].strip(" ,")):
        return None
    return Span(cue_end, end)


def _asked(text: str, start: int, end: int) -> Span | None:
    """The last question that is told of between two places."""
    found = list(_QUESTION.finditer(text, start, end))
    return Span(*found[-1].span("asked")) if found else None


def _covered(words: Words, span: Span | None) -> tuple[int, ...]:
    return words.inside([span]) if span else ()


def _parted(text: str, words: Words, draft: Draft) -> Draft:
    """The cue parted in two: "declined | to comment", "would not | say"; a cue of one word stays as it is."""
    first, last = draft.cue
    if first == last:
        return draft
    forms = [words.spans[n].of(text).lower() for n in range(first, last + 1)]
    cut = first + forms.index("to") if "to" in forms[1:] else last
    return dataclasses.replace(draft, cue=(first, cut - 1), content=tuple(range(cut, last + 1)))
