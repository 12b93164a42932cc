"""Refusals and silences: whether a cue says that somebody would not speak.

A refusal to *say* ("declined to comment", "would not say whether", "has refused to condemn") is an act of this
record. A refusal to *do* ("refused to pay", "declined to charge") is not: nothing was kept back but an action. The verb
that is refused decides between the two, so each pattern names the verbs of speaking that it knows.

A refusal falsely found puts a silence on somebody who kept none. So what stands around the words is asked too: "he
broke his silence", "she will not be silent" and "people wouldn't say that" are none. The patterns were written from
the cues of PolNeAR train and read there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.domain import Manner, Span

# The patterns are matched against words with single spaces and straight apostrophes.
_DETAILS = (
    r"(?:details|specifics|reasons?|comments?|answers?|explanations?|interviews?|figures?|estimates?|price tag|"
    r"timelines?|examples|evidence|clarification)"
)
_ANSWER = (
    "say|tell|comment|answer|respond|reply|speak|talk|discuss|address|confirm|explain|elaborate|disclose|reveal|name|"
    "identify|specify|clarify|detail|divulge|describe|define|speculate|characteri[sz]e|testify|mention|"
    "take (?:any |further |reporters' )?questions|cooperate|entertain questions|"
    r"(?:show up|appear) (?:to|at|for|before) (?:a|the|any) (?:[\w-]+ )?"
    r"(?:hearing|committee|panel|deposition|interview)|"
    "be (?:interviewed|quoted|specific|drawn)|weigh in|go into|get into|use the (?:words?|terms?|phrase)|"
    rf"(?:provide|give|offer) (?:(?:an?|any|his|her|their|its|own|more|further|other|specific) )*{_DETAILS}|"
    "make (?:a|any|further) (?:comment|statement)s?"
)
_STAND = r"take (?:an?|any) (?:\w+ )?(?:position|stand)|take sides"
_TAKE_POSITION = (
    r"condemn|denounce|critici[sz]e|endorse|disavow|repudiate|recogni[sz]e|acknowledge|concede|admit|apologi[sz]e|deny|"
    rf"reject|rule out|{_STAND}|distance (?:him|her|them|it)sel(?:f|ves)|call \w+"
)
_WOULD_NOT_TAKE = (
    rf"condemn|denounce|critici[sz]e|endorse|disavow|repudiate|apologi[sz]e|rule out|{_STAND}|"
    r"distance (?:him|her|them|it)sel(?:f|ves)|call (?:him|her|it|them|that|this|for)"
)
_ADVERBS = r"(?:(?:\w+ly|so far|thus far|still|again|also|even|yet|once more|twice|to) )*"
_BEFORE_TO = (
    r"(?:,? ?(?:(?:on )?\w+day(?: (?:morning|night))?|for [\w ]{1,12}?|at (?:first|times)"
    r"|so far|thus far|\w+ly|again),? )?"
)
_REFUSE = (
    rf"(?:(?:(?:refus|declin)(?:e|es|ed|ing)|refusals?|unwilling|unwillingness|reluctant|loath) ?{_BEFORE_TO}to "
    r"|(?:was|were|is|are)(?: not|n't) (?:going|willing|prepared|ready) to "
    r"|(?:cho(?:se|ose|oses|osing)|opt(?:s|ed|ing)?|elect(?:s|ed|ing)?|prefer(?:s|red|ring)?) not to )"
)
_FAIL = r"(?:fail(?:s|ed|ing)?|failures?) to "
_WOULD_NOT = r"(?:(?:would|will) not|wouldn't|won't) "
_CANNOT = r"(?:(?:could|can) ?not|couldn't|can't) "
_DID_NOT = r"(?:did|has|have|had)(?: not|n't) (?:(?:immediately|yet|publicly|directly|so far) )*"
_HAS_NOT = r"(?:did|does|do|has|have|had)(?: not|n't) (?:(?:immediately|yet|publicly|directly|so far) )*"
_BE_OR_KEEP = r"(?:remain|stay|keep)(?:s|ed|ing)?|kept|been|was|were|is|are"
_OF_QUESTIONS = r"(?:(?:the|a|any|all|an|several|numerous|repeated|multiple|further|direct|his|her|reporters'?) )*"
_QUESTIONS = rf"{_OF_QUESTIONS}questions?"
_FOR_COMMENT = r"requests? for (?:comment|an interview)"
_REQUESTS = (
    r"(?:(?:the|a|an|any|several|repeated|multiple|emailed|interview) )*"
    rf"(?:questions?|{_FOR_COMMENT}|requests?)"
)
_MATTER = (
    r"(?:the |those |these |any )?"
    r"(?:questions?|reports?|allegations?|claims?|accusations?|charges|controversy|issues?|matter)"
)

_PATTERNS: dict[Manner, tuple[str, ...]] = {
    "no-reply": (
        _HAS_NOT
        + r"(?:respond(?:ed)?|repl(?:y|ied)|return(?:ed)? (?:[\w-]+ )*?(?:calls?|e-?mails?|messages?|requests?))\b",
        r"not (?:immediately )?(?:respond(?:ing)?|reply(?:ing)?|available (?:for comment|to (?:comment|respond)))\b",
        r"could ?(?:not|n't) (?:immediately )?be (?:reached|contacted)\b",
        r"unavailable (?:for|to) comment\b",
        rf"{_FAIL}(?:respond|reply) to {_REQUESTS}\b",
        rf"ignor(?:ed|ing|es) {_REQUESTS}\b",
    ),
    "declined": (
        rf"(?:{_REFUSE}|{_WOULD_NOT}){_ADVERBS}(?:{_ANSWER})\b",
        rf"{_CANNOT}{_ADVERBS}(?:comment|discuss|confirm or deny|elaborate|disclose)\b",
        rf"{_FAIL}{_ADVERBS}(?:mention|answer|explain (?:why|how|when)|disclose|comment|"
        r"say (?:if|how|when|why|whether))\b",
        rf"(?:declin|refus)(?:e|es|ed|ing) (?:(?:to|an?|any|multiple|several|repeated|all|further|the) )*"
        rf"(?:comment|interviews?|interview requests?|{_FOR_COMMENT}|{_QUESTIONS})\b",
        r"avoid(?:s|ed|ing)? (?:saying|answering|commenting|mentioning|discussing|addressing|naming)\b",
        rf"avoid(?:s|ed|ing)? {_QUESTIONS}\b",
        rf"(?:dodg|evad|sidestepp|duck|deflect|parri)(?:es|ed|ing|e|s)? {_QUESTIONS}\b",
        rf"(?:brush|wav)(?:es|ed|ing|e)? (?:off|aside|away) {_QUESTIONS}\b",
        r"referr(?:ed|ing) (?:all |any |further |reporters' )?(?:questions|inquiries|requests for comment) to\b",
        _HAS_NOT + r"sa(?:y|id) (?:more|when|whether|if|why|how|what|who|where|which)\b",
        _HAS_NOT + r"(?:comment|elaborate|specif(?:y|ied))(?:ed|d)?\b",
        _DID_NOT + rf"(?:answer(?:ed)?|explain(?:ed)?|spoken (?:about|on)|address(?:ed)? {_MATTER})\b",
        _HAS_NOT + rf"(?:provided?|give|given|offer(?:ed)?) (?:(?:an?|any|further|more) )*{_DETAILS}\b",
        _HAS_NOT + r"(?:make|made|issued?) (?:a|any) (?:public )?(?:comment|statement)s?\b",
        r"(?:did|do|does)(?: not|n't) (?:want|wish) to (?:comment|answer|discuss|talk about)\b",
        r"(?:had|have|has|offer(?:ed|s)?|gave|gives|made|makes) no (?:immediate |further |public |official )?"
        r"(?:comment|response|reply|answer)\b",
        r"(?:tak(?:e|es|ing)|took|plead(?:s|ed|ing)?|invok(?:e|es|ed|ing)|assert(?:s|ed|ing)?) "
        r"(?:(?:his|her|their|the) )?(?:fifth|5th)(?: amendment)?\b",
    ),
    "refused-position": (
        rf"{_REFUSE}{_ADVERBS}(?:{_TAKE_POSITION})\b",
        rf"{_WOULD_NOT}{_ADVERBS}(?:{_WOULD_NOT_TAKE})\b",
        rf"{_FAIL}{_ADVERBS}(?:condemn|denounce|disavow|repudiate|apologi[sz]e)\b",
        _HAS_NOT + r"(?:condemn|denounc|disavow|repudiat)(?:e|ed)?\b",
        r"(?:has|have)(?: not|n't) (?:yet )?apologi[sz]ed\b",
        r"avoid(?:s|ed|ing)? (?:condemning|denouncing|critici[sz]ing|endorsing|taking (?:a position|sides))\b",
        r"stopp(?:ed|ing) short of (?:saying|condemning|critici[sz]ing|calling|endorsing|naming|blaming)\b",
    ),
    "silent": (
        rf"(?:{_BE_OR_KEEP}) (?:\w+ly |so far )?(?:silent|mum|tight-lipped|non-?committal)\b",
        r"(?:remain|stay|keep)(?:s|ed|ing)? (?:quiet|coy)\b",
        r"(?:said|says|(?:would|will) say) nothing (?:on|about)\b",
        r"silent (?:on|about|over|regarding)\b",
        r"silence (?:on|about|over|regarding|toward)\b",
        r"(?:continu|maintain|keep|kept|preserv)\w* (?:[\w-]+(?:'s?)? )?(?:\w+ )?silence\b",
    ),
}
_COMPILED = tuple(
    (manner, re.compile(rf"(?<!\w)(?:{'|'.join(ways)})", re.IGNORECASE)) for manner, ways in _PATTERNS.items()
)
_NEITHER = re.compile(
    r"\b(?:neither|none of|nor)\b[^.;]{2,80}?\b"
    r"(?P<cue>would (?:comment|discuss|say|answer|respond)"
    r"|(?:(?:has|have|had) )?(?:commented|(?:responded|replied) to))\b",
    re.IGNORECASE,
)
"""The refusal whose "not" stands before its subject: "Neither company would comment"."""

_NO_COMMENT = r"(?:had|have|has) (?:no (?:further )?comment|nothing (?:more |further )?to (?:say|add))"
_OWN_WORDS = re.compile(
    r"^[\W_]*(?:no (?:further )?comment\b"
    rf"|(?:that )?(?:(?:he|she|it|they)|(?:the|his|her|its|their) (?:[\w'-]+ ){{1,3}}?) ?(?:{_NO_COMMENT}"
    r"|(?:would|will|does|do)(?: not|n't) (?:comment|discuss|answer (?:any |the |further )?questions?|take questions)"
    r"|(?:could|can)(?: ?not|n't) (?:comment|discuss))\b"
    r"|(?:(?:i|we)(?:'(?:m|re|ll)| am| are| will)? )?(?:not (?:going to )?|(?:won|can)'t |cannot )"
    r"(?:comment|answer|say|discuss|talk about|get into|go into|speculate|speak to|"
    r"take (?:a position|that question|questions))\b"
    r"|(?:i|we) (?:do not|don't|would not|wouldn't) (?:comment|discuss|speculate|take (?:a position|sides))\b"
    r"|(?:i|we) (?:refuse|decline) to (?:comment|answer|say|discuss|speculate|use the)\b)",
    re.IGNORECASE,
)
_MOST_OWN_WORDS = 20  # in a longer quotation the refusal is only a part of what was said
_ACTING_OBJECTS = re.compile(
    r"^\W*(?:the |a |an )?(?:problem|crisis|deal|contract|bill|charges?|cheque|check|need|needs)\b", re.IGNORECASE
)
"""What is addressed or rejected by deeds: "refuses to address the problem" tells of no silence."""

_SAID_THAT = re.compile(r"\b(?:said|says|saying|added|told \w+) (?:that )?(?:he|she|it|they) $", re.IGNORECASE)
"""Before a refusal that is itself what was said ("said it had no comment"): there the cue is "said"."""

_NO_REFUSAL_BEFORE = re.compile(
    r"(?:(?:\bnot|n't|\bnever|\bno longer|\bwithout|\brather than|\binstead of)"
    r" (?:(?:\w+ly|be|been|being|going to be|to be|to|going to|able to|ever|even|for) )*"
    r"|\b(?:break|breaks|breaking|broke|broken|end|ended|ending) (?:[\w'-]+ ){0,2}"
    r"|\b(?:I|we|people|nobody|anyone|everyone)(?:'(?:m|re|ve|ll|d))? (?:(?:\w+ly|still|just|also|simply) )*)$",
    re.IGNORECASE,
)
"""Before words that tell of no refusal: denied ("is not silent on"), ended ("broke his silence on"), of anybody
("people wouldn't say"), or said of the speaker's own self ("I refuse to answer")."""
_AT_MOST_BEFORE = 40  # code points that the two patterns above may need


def manner(cue_text: str, content_text: str, sentence: str) -> Manner | None:
    """How somebody would not speak; None where something was said, or where only an action was refused.

    The refusal must begin in the cue and may go on in the content ("declined" | "to comment") or in what follows the
    cue in the sentence. Or the content, where it is short, is such words of the speaker's own.

    Args:
        cue_text: the words of the cue.
        content_text: the words of the content.
        sentence: the sentence of the cue; the refused verb often stands outside both.

    Returns:
        declined: would not say or answer; no-reply: sent no answer; refused-position: would not condemn, endorse,
        recognise; silent: kept silent; own-words: said so in words of their own ("No comment").
    """
    cue, content, whole = _plain(cue_text), _plain(content_text), _plain(sentence)
    if content.count(" ") < _MOST_OWN_WORDS and _OWN_WORDS.match(content):
        return "own-words"
    if not cue:
        return None
    at = whole.find(cue)
    if at >= 0:
        for neither in _NEITHER.finditer(whole):
            if at < neither.end("cue") and neither.start("cue") < at + len(cue):
                return "no-reply" if "ed to" in neither["cue"] else "declined"
        if _NO_REFUSAL_BEFORE.search(whole, max(0, at - _AT_MOST_BEFORE), at):
            return None
    places = [f"{cue} {content}", *([whole[at:]] if at >= 0 else [])]
    return next((found for words in places if (found := _manner_in(words, len(cue)))), None)


def refusal_cues(text: str) -> list[Span]:
    """Where ``text`` has the words of a refusal to speak or of a silence, in order, none overlapping another.

    A network taught from few examples of them overlooks many; words that so seldom mean anything else need no network.
    """
    # One for one, so that offsets stay: the patterns know single spaces and straight apostrophes.
    level = re.sub(r"\s", " ", text).replace("’", "'")
    apart: list[Span] = []
    for span in sorted(_found(level), key=lambda s: (s.start, -s.end)):
        if not apart or not apart[-1].overlaps(span):
            apart.append(span)
    return apart


def _found(level: str) -> Iterator[Span]:
    for _, pattern in _COMPILED:
        for match in pattern.finditer(level):
            before = max(0, match.start() - _AT_MOST_BEFORE)
            if not (
                _ACTING_OBJECTS.match(level[match.end() : match.end() + 40])
                or _SAID_THAT.search(level, before, match.start())
                or _NO_REFUSAL_BEFORE.search(level, before, match.start())
            ):
                yield Span(*match.span())
    yield from (Span(*match.span("cue")) for match in _NEITHER.finditer(level))


def _plain(words: str) -> str:
    """The words with single spaces and straight apostrophes."""
    return " ".join(words.split()).replace("’", "'")


def _manner_in(words: str, cue_length: int) -> Manner | None:
    for name, pattern in _COMPILED:
        for found in pattern.finditer(words):
            if found.start() >= cue_length:
                break
            before = _NO_REFUSAL_BEFORE.search(words, max(0, found.start() - _AT_MOST_BEFORE), found.start())
            if not before and not _ACTING_OBJECTS.match(words[found.end() :]):
                return name
    return None
