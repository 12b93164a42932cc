"""What a refusal keeps back, by the words around its cue, where the network found nothing there.

The network learned from few refusals, and each word of a text is in one content only: of "he mocked her refusal to say
when" all after "mocked" is his. A refusal known by its words then gets some far word for its content. But what was
refused stands in one of three places: behind the words ("would not say | when she will sail"), in the question before
them ("asked whether he would go, he would not say"), or nowhere, and then all that was withheld is an answer
("declined | to comment"). Who "could not be reached" is the subject right before the words, where the network, which
learned that whoever speaks is a source, finds none.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence, Set

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
_NOT_THERE = re.compile(
    r"(?:could\s?(?:not|n['’]t)\s(?:\w+\s)?be\s(?:reached|contacted)"
    r"|(?:(?:was|were|is|are)\s)?(?:not\s(?:immediately\s)?available|unavailable))",
    re.IGNORECASE,
)
_BEFORE_SUBJECT = re.compile(r"[,;:—–()“”\"]|\b(?:and|but|while|although|though|as|that|because)\s", re.IGNORECASE)
_VERB_BEFORE = re.compile(r"\s(?:was|were|is|are)\s*$", re.IGNORECASE)
_RELATIVE = re.compile(r"(?:who|which|whose)\b", re.IGNORECASE)
_LONGEST_SUBJECT = 8  # words
_NEAR = 300  # code points before the words of a refusal in which its subject is sought
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
        the same drafts in the same order, of which those of who could not be reached have a source. Of a refusal whose
        content does not touch what stands behind its cue, or goes beyond its sentence, it is taken anew; where nothing
        stands behind, that of one told of in another place.
    """
    own = [{n for a, b in known if d.cue[0] <= b and a <= d.cue[1] for n in range(a, b + 1)} for d in drafts]
    if not any(own):
        return list(drafts)
    places = sentences(text)
    told = (_with_subject(text, words, places, d) if k else d for d, k in zip(drafts, own, strict=True))
    return [_mended(text, words, places, d, k) if k else d for d, k in zip(told, own, strict=True)]


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


def _with_subject(text: str, words: Words, places: Spans, draft: Draft) -> Draft:
    """The draft of a refusal that is told of who was not there, with the words before its verb for a source."""
    cue = Span(words.spans[draft.cue[0]].start, words.spans[draft.cue[1]].end)
    if draft.source is not None or not _NOT_THERE.match(text, cue.start, cue.end):
        return draft
    start = max(places[around(places, cue.start)].start, cue.start - _NEAR)
    verb = _VERB_BEFORE.search(text, start, cue.start)
    end = verb.start() if verb else cue.start
    for stretch in _from_the_right(text, start, end):
        if _RELATIVE.match(text, stretch.start):
            continue  # "Novak, who left in May, could not be reached"
        found = words.covered([stretch])
        if not found or found[0][1] - found[0][0] >= _LONGEST_SUBJECT or _FINITE.search(stretch.of(text)):
            break
        kept = (n for n in draft.content if n > draft.cue[1] or words.spans[n].start < start)
        return dataclasses.replace(draft, source=found[0], content=tuple(kept))
    return draft


def _from_the_right(text: str, start: int, end: int) -> Iterator[Span]:
    """What stands between commas and conjunctions, the last first; white space alone is passed over."""
    borders = [start, *(place for m in _BEFORE_SUBJECT.finditer(text, start, end) for place in m.span()), end]
    for first, last in zip(borders[-2::-2], borders[::-2], strict=False):
        words = text[first:last]
        if words.strip():
            yield Span(first + len(words) - len(words.lstrip()), last - len(words) + len(words.rstrip()))


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
