"""Words that somebody is asked or expected to say: "the panel pressed him to say when", "he wants her to admit it".

An extraction marks "him" as source and "to say" as cue, but nobody is told to have said anything; a name given here
would be a guess. What is brought about is said ("which led him to say", "prompting her to tweet").
"""

from __future__ import annotations

import re

from onrecord.domain import Statement, hull

_TO = re.compile(r"to\s", re.IGNORECASE)
_ASKED = re.compile(
    r"(?:\b(?:to|not|never|cannot|unable)\s[\w-]+|n[’']t\s\w+|\b(?:ask|urg|push|press|pressur|prodd?|pleade?d?\swith|petition|lobb[yi]|"
    r"get|want|need|begg?|expect|order|encourag|invit|tell|told|wait|hop|demand|requir|impor|implor|"
    r"challeng|advis|persuad|convinc|like|call|call\w*\s(?:up)?on|calls?\sfor|chance|time|easy|easier|hard|harder|difficult|"
    r"impossible|necessary|important|sense|take|takes|for|(?:could|would|might|may|will|should|must)\s\w+)"
    r"(?:e|es|ed|ing|s|d|ting)?)\s(?:for\s|on\s)?$",
    re.IGNORECASE,
)
_BROUGHT_ABOUT = re.compile(
    r"(?<!to\s)\b(?:led|lead(?:s|ing)|prompt(?:s|ed|ing)|forc(?:es|ed|ing)|caus(?:es|ed|ing)|allow(?:s|ed|ing)|enabl(?:es|ed|ing)|"
    r"driv(?:es|ing)|drove|mov(?:es|ed|ing)|inspir(?:es|ed|ing)|compel(?:s|led|ling)|provok(?:es|ed|ing)|got|spurr(?:ed|ing))\s$",
    re.IGNORECASE,
)
_OBJECT = frozenset("him her them me us whom".split())
_REACH = 40  # code points before the source


def is_unsaid(text: str, statement: Statement) -> bool:
    """Whether the source of a statement is only asked, wished or expected to say it.

    Args:
        text: the article's.
        statement: with source and cue.
    """
    source = hull(statement.source)
    if source is None or not statement.cue or statement.field != "text":
        return False
    cue = statement.cue[0]
    if not _TO.match(text, cue.start) or text[source.end : cue.start].strip() or cue.start < source.end:
        return False
    start = max(0, source.start - _REACH)
    if _ASKED.search(text, start, source.start):
        return True
    # "Him" is the object of some other verb, whatever that is.
    is_object = source.of(text).strip().lower() in _OBJECT
    return is_object and _BROUGHT_ABOUT.search(text, start, source.start) is None
