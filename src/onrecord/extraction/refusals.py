"""Refusals and silences: whether a cue says that somebody would not speak.

A refusal to *say* ("declined to comment", "would not say whether", "has refused to condemn") is an act of this
record. A refusal to *do* ("refused to pay", "declined to charge") is not: nothing was kept back but an action. The verb
that is refused decides between the two, so each pattern names the verbs of speaking that it knows.
"""

from __future__ import annotations

import re
from typing import Literal

from onrecord.domain import Act, Span

from .lemmas import cue_lemma

Manner = Literal["declined", "no-reply", "refused-position", "silent", "own-words"]
"""How somebody would not speak: would not say or answer; sent no reply; would not condemn, endorse or recognise; kept
silent; or said so in words of their own ("No comment")."""

# The patterns are matched against words with single spaces and straight apostrophes.
_ANSWER = (
    "say|tell|comment|answer|respond|reply|speak|talk|discuss|address|confirm|explain|elaborate|disclose|reveal|name|"
    "identify|specify|clarify|detail|divulge|describe|characteri[sz]e|testify|mention|take questions|"
    "be (?:interviewed|quoted|specific|drawn)|weigh in|go into|get into|use the (?:words?|terms?|phrase)|"
    "(?:provide|give|offer) (?:details|specifics|reasons?|a reason|a comment|an (?:answer|explanation|interview))|"
    "make (?:a|any|further) (?:comment|statement)s?"
)
_TAKE_POSITION = (
    r"condemn|denounce|critici[sz]e|endorse|disavow|repudiate|recogni[sz]e|acknowledge|concede|admit|apologi[sz]e|deny|"
    r"reject|rule out|take (?:a position|a stand|sides)|distance (?:him|her|them|it)sel(?:f|ves)|call \w+"
)
_ADVERBS = r"(?:(?:\w+ly|so far|thus far|still|again|also|even|yet|once more|twice|to) )*"
_REFUSE = (
    r"(?:(?:refus|declin|hesitat)(?:e|es|ed|ing)|refusals?|fail(?:s|ed|ing)?|unwilling|reluctant|loath) "
    r"(?:(?:on )?\w+day )?to "
)
_WOULD_NOT = r"(?:(?:would|will|can) ?not|wouldn't|won't|can't) "
_HAS_NOT = r"(?:did|does|do|has|have|had)(?: not|n't) (?:(?:immediately|yet|publicly|directly|so far) )*"
_BE_OR_KEEP = r"(?:remain|stay|keep|fall)(?:s|ed|ing)?|kept|fell|been|was|were|is|are"
_QUESTIONS = r"(?:(?:the|a|any|all|an|several|repeated|multiple|further|direct|reporters'?) )*questions?"
_REQUESTS = r"(?:(?:the|a|any|several|repeated|multiple|emailed) )*(?:questions?|requests? for comment)"

_PATTERNS: dict[Manner, tuple[str, ...]] = {
    "no-reply": (
        _HAS_NOT + r"(?:respond(?:ed)?|repl(?:y|ied)|return(?:ed)? (?:[\w-]+ )*?(?:calls?|e-?mails?|messages?))\b",
        r"not (?:immediately )?(?:respond(?:ing)?|reply(?:ing)?|available (?:for comment|to (?:comment|respond)))\b",
        r"could ?(?:not|n't) (?:immediately )?be reached\b",
        r"unavailable (?:for|to) comment\b",
        rf"ignor(?:ed|ing|es) {_REQUESTS}\b",
    ),
    "declined": (
        rf"(?:{_REFUSE}|{_WOULD_NOT}){_ADVERBS}(?:{_ANSWER})\b",
        r"avoid(?:s|ed|ing)? (?:saying|answering|commenting|mentioning|discussing|addressing|naming)\b",
        rf"avoid(?:s|ed|ing)? {_QUESTIONS}\b",
        rf"(?:dodg|evad|sidestepp|duck|deflect|parri|brush|wav)(?:es|ed|ing|e|s)? (?:(?:off|aside) )?{_QUESTIONS}\b",
        _HAS_NOT + r"sa(?:y|id) (?:more|when|whether|if|why|how|what|who|where|which)\b",
        _HAS_NOT + r"(?:comment|answer|address|explain|elaborate|specif(?:y|ied)|spoken (?:about|on))(?:ed|d)?\b",
        _HAS_NOT + r"(?:provided?|give|given) (?:details|an? (?:comment|answer|explanation))\b",
        _HAS_NOT + r"(?:make|made|issued?) (?:a|any) (?:public )?(?:comment|statement)s?\b",
        r"(?:had|have|has|with|offer(?:ed|s)?|gave|gives|made|makes) no (?:immediate |further |public |official )?"
        r"(?:comment|response|reply|answer)\b",
    ),
    "refused-position": (
        rf"(?:{_REFUSE}|{_WOULD_NOT}){_ADVERBS}(?:{_TAKE_POSITION})\b",
        _HAS_NOT + r"(?:condemn|denounc|disavow|repudiat|apologi[sz]|acknowledg)(?:e|ed)?\b",
        r"avoid(?:s|ed|ing)? (?:condemning|denouncing|critici[sz]ing|endorsing|taking (?:a position|sides))\b",
        r"stopp(?:ed|ing) short of (?:saying|condemning|critici[sz]ing|calling|endorsing|naming|blaming)\b",
    ),
    "silent": (
        rf"(?:{_BE_OR_KEEP}) (?:\w+ly |so far )?(?:silent|mum|tight-lipped|non-?committal)\b",
        r"(?:remain|stay|keep)(?:s|ed|ing)? (?:quiet|coy)\b",
        r"(?:said|say|says) nothing (?:on|about|of)\b",
        r"silent (?:on|about|over|regarding)\b",
        r"silence (?:on|about|over|regarding|toward)\b",
        r"(?:continu|maintain|keep|kept|preserv)\w* (?:[\w-]+(?:'s?)? )?(?:\w+ )?silence\b",
    ),
}
_COMPILED = tuple(
    (manner, re.compile(rf"(?<!\w)(?:{'|'.join(ways)})", re.IGNORECASE)) for manner, ways in _PATTERNS.items()
)
_OWN_WORDS = re.compile(
    r"^[\W_]*(?:no (?:further )?comment\b"
    r"|(?:that )?(?:he|she|it|they) "
    r"(?:(?:had|have|has) (?:no (?:further )?comment|nothing (?:more |further )?to (?:say|add))"
    r"|(?:would|could|will|can)(?: not|n't) (?:comment|discuss))\b"
    r"|(?:(?:i|we)(?:'(?:m|re|ll)| am| are| will)? )?(?:not (?:going to )?|(?:won|can)'t )"
    r"(?:comment|answer|say|discuss|talk about|get into|go into|take (?:a position|that question|questions))\b"
    r"|(?:i|we) (?:do not|don't|would not|wouldn't) (?:comment|discuss|take (?:a position|sides))\b)",
    re.IGNORECASE,
)
_MOST_OWN_WORDS = 20  # in a longer quotation the refusal is only a part of what was said
_ACTING_OBJECTS = re.compile(
    r"^\W*(?:the |a |an )?(?:problem|crisis|deal|contract|bill|charges?|cheque|check|need)\b", re.IGNORECASE
)
"""What is addressed or rejected by deeds: "failed to address the problem" tells of no silence."""


_SAID_THAT = re.compile(r"\b(?:said|says|saying|added|told \w+) (?:that )?(?:he|she|it|they) $", re.IGNORECASE)
"""Before a refusal that is itself what was said ("said it had no comment"): there the cue is "said"."""


def act(cue_text: str, content_text: str, sentence: str) -> Act:
    """Whether a statement is something said, or a refusal or silence.

    Args:
        cue_text: the words of the cue.
        content_text: the words of the content.
        sentence: the sentence of the cue; the refused verb often stands outside both.
    """
    return "said" if manner(cue_text, content_text, sentence) is None else "refused"


def manner(cue_text: str, content_text: str, sentence: str) -> Manner | None:
    """How somebody would not speak; None where something was said, or where only an action was refused.

    The refusal must begin in the cue and may go on in the content ("declined" | "to comment") or in what follows the
    cue in the sentence. Or the content, where it is short, is such words of the speaker's own.
    """
    cue, content, whole = _plain(cue_text), _plain(content_text), _plain(sentence)
    if content.count(" ") < _MOST_OWN_WORDS and _OWN_WORDS.match(content):
        return "own-words"
    if not cue:
        return None
    at = whole.find(cue)
    places = [f"{cue} {content}", *([whole[at:]] if at >= 0 else [])]
    return next((found for words in places if (found := _manner_in(words, len(cue)))), None)


def refusal_cues(text: str) -> list[Span]:
    """Where ``text`` has the words of a refusal to speak or of a silence, in order, none overlapping another.

    A network taught from few examples of them overlooks many; words that so seldom mean anything else need no network.
    """
    # One for one, so that offsets stay: the patterns know single spaces and straight apostrophes.
    level = re.sub(r"\s", " ", text).replace("’", "'")
    found = [
        Span(*match.span())
        for _, pattern in _COMPILED
        for match in pattern.finditer(level)
        if not _ACTING_OBJECTS.match(level[match.end() : match.end() + 40])
        and not _SAID_THAT.search(level[max(0, match.start() - 30) : match.start()])
    ]
    apart: list[Span] = []
    for span in sorted(found, key=lambda s: (s.start, -s.end)):
        if not apart or not apart[-1].overlaps(span):
            apart.append(span)
    return apart


def _plain(words: str) -> str:
    """The words with single spaces and straight apostrophes."""
    return " ".join(words.split()).replace("’", "'")


def _manner_in(words: str, cue_length: int) -> Manner | None:
    for name, pattern in _COMPILED:
        for found in pattern.finditer(words):
            if found.start() >= cue_length:
                break
            if not _ACTING_OBJECTS.match(words[found.end() :]):
                return name
    return None


__all__ = ["Manner", "act", "cue_lemma", "manner", "refusal_cues"]
