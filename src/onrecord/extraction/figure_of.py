"""What a figure with a unit is a measure of, where that is not counted right behind it.

News says it in few ways: "a profit of 41 million", "unemployment fell to 5 percent", "raises harbour fees by 6
percent", "the repair cost $19 million", "$5 million in fines", "12 million for freight", "supplies for two weeks". Only
words of the figure's own sentence are taken; where none of these ways fits, nothing is.
"""

from __future__ import annotations

import re

from .figure_words import ADJECTIVE, CURRENCIES, NO_NOUNS, SHORT_ADJECTIVES, SKIPPED, TIME_UNITS

_MONEY = frozenset(CURRENCIES.values()) | frozenset("crowns pesos francs rubles rupees yuan cents".split())
_ABOUT = (
    r"(?:\s+(?:by|to|from|at|of|up|down|about|around|nearly|almost|roughly|some|only|just|over|under|another|an?|"
    r"(?:more|less|fewer|higher|lower)\s+than|at\s+least|as\s+(?:much|many|low|high)\s+as|estimated|average|record|additional))*\s+$"
)
_NUMBERED_NOUNS = frozenset(
    "total average maximum minimum sum amount number range record because out instead ahead short worth most some "
    "all each one percent share majority kind sort type matter couple lot speed tune age span course period low high "
    "excess".split()
)
"""Before "of" they say nothing of what is measured."""
_OF_NUMBERED = re.compile(rf"(?P<np>[^\W\d_][\w’'-]*(?:\s+[^\W\d_][\w’'-]*){{0,2}})\s+of{_ABOUT}")
_CHANGES = re.compile(
    r"\b(?:rises?|rose|risen|rising|falls?|fell|fallen|falling|grows?|grew|grown|growing|increase[sd]?|increasing|drop(?:s|ped|ping)?|"
    r"climb(?:s|ed|ing)?|decline[sd]?|declining|jump(?:s|ed|ing)?|surge[sd]?|plunge[sd]?|plummet(?:s|ed)?|slip(?:s|ped)?|shr[aiu]nk|shrinks?|"
    rf"soar(?:s|ed)?|tumble[sd]?|sank|stay(?:s|ed)?|stood|stands?|remain(?:s|ed)?|reach(?:es|ed)?|hit|hits|total(?:s|ed|led)?|"
    rf"averag(?:es|ed)|costs?|(?:is|are|was|were|be|been)(?:\s+(?:up|down|at))?)(?P<rest>{_ABOUT})"
)
_AUXILIARY = re.compile(
    r"(?:\s+(?:would|will|had|has|have|could|may|might|should|must|did|does|not|also|only|already|still|then|to|be|been|"
    r"\w+ly))*\s*$"
)
_CLAUSE = re.compile(
    r"[,.;:!?()“”\"—–]\s?|\b(?:that|and|but|while|as|because|if|when|where|after|before|since|though|although|said|says|show(?:s|ed)?|"
    r"found|finds|estimate[sd]?|predict(?:s|ed)?|report(?:s|ed)?|which|who)\s",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\s+(?:in|of|at|for|on|from|to|by|with|among|between|against|under|over|across)\s", re.IGNORECASE
)
_MOVES = re.compile(
    r"\b(?:rais(?:e|es|ed|ing)|cut(?:s|ting)?|lift(?:s|ed|ing)?|increas(?:e|es|ed|ing)|reduc(?:e|es|ed|ing)|lower(?:s|ed|ing)?|"
    r"slash(?:es|ed|ing)?|put(?:s|ting)?|estimat(?:e|es|ed|ing)|set(?:s|ting)?|keep(?:s|ing)?|kept|fix(?:es|ed)?|valu(?:e|es|ed)|"
    r"boost(?:s|ed|ing)?|trim(?:s|med)?|cap(?:s|ped)?)\s+(?:(?:the|its|his|her|their|a|an|our|my|full)\s+)*"
    rf"(?P<np>[a-z][\w-]*(?:\s+[a-z][\w-]*){{0,2}}?)\s+(?:by|to|at|from){_ABOUT}"
)
_HAVE = re.compile(
    r"\b(?:have|has|had|with|enough)\s+(?:\w+\s+)?(?P<np>[a-z][\w-]*[^s\W]s|insulin|food|water|fuel|money|cash|oil|gas|power|medicine|"
    r"grain|flour|work)\s+(?:for|to\slast)(?:\s+(?:about|only|just|another))?\s+$"
)
_TAKES = re.compile(rf"\b(?:take[sn]?|took|lasts|lasted|(?:will|would|could|can|may|might|to)\slast){_ABOUT}")
_HIGH = re.compile(r"\s+(?:deep|long|wide|tall|high|thick|away)\b")
_SAME = re.compile(r"(?:\s+\w+){0,3},?\s+(?:to|from|after|(?:up|down)\s+from|compared\s+(?:with|to)|versus|against)\s+")
_IN = re.compile(r"(?:\s+each)?\s+in\s+(?=[a-z])")
_FOR = re.compile(
    r"(?:\s+(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)?\s+for\s+(?:(?:an?|the|its|his|her|their|each|every|new)\s+)*(?=[a-z])"
)
_WORD = re.compile(r"\s*(?P<word>[^\W\d_][\w’'-]*)")
_NO_PURPOSE = frozenset(
    "total advance addition part fact return recent each all cash person example instance free sale years months weeks "
    "days hours life now reasons decades".split()
)
_ENDS = NO_NOUNS | frozenset("last this next each every within".split())
_REACH = 2_000  # code points before a figure that are gone through; no sentence that was written is longer
_NO_HEAD = (
    NO_NOUNS
    | SKIPPED
    | frozenset("my your".split())
    | _NUMBERED_NOUNS
    | TIME_UNITS
    | frozenset("there here something anything nothing everything".split())
)
_LONGEST = 4


def measured_before(text: str, start: int, begins: int, after: int, unit: str | None) -> str | None:
    """What a figure measures by the words before it.

    Args:
        text: the article's.
        start: where the figure begins.
        begins: where its sentence does.
        after: where the figure ends.
        unit: of the figure; None for a bare number.

    Returns:
        the head of a noun phrase, letter for letter as it stands; None where no way of saying it fits.
    """
    if start - begins > _REACH:
        begins = max(text.find(" ", start - _REACH, start), start - _REACH)
    lead = text[begins:start]
    if unit in TIME_UNITS and (found := _HAVE.search(lead)):
        return _head(found["np"])
    if unit in TIME_UNITS and (found := _TAKES.search(lead)):
        return _subject(lead[: found.start()])
    if (found := _OF_NUMBERED.search(lead)) or (found := _MOVES.search(lead)):
        return _head(found["np"])
    changes = _CHANGES.search(lead) if unit not in TIME_UNITS else None
    if changes is None:
        return None
    is_copula = re.match(r"(?:is|are|was|were|be|been)\b(?!\s+(?:up|down|at))", changes.group())
    return None if is_copula and not _HIGH.match(text, after) else _subject(lead[: changes.start()])


def measured_behind(text: str, end: int, unit: str | None) -> str | None:
    """What an amount of money is paid in or for: "$5 million in fines", "12 million crowns for freight".

    Args:
        text: the article's.
        end: where the figure ends.
        unit: of the figure.
    """
    if unit not in _MONEY:
        return None
    opened = _IN.match(text, end) or _FOR.match(text, end)
    if opened is None:
        return None
    words: list[str] = []
    at = opened.end()
    while len(words) < _LONGEST and (found := _WORD.match(text, at)):
        if found["word"].lower() in _NO_HEAD and not words:
            return None
        if found["word"].lower() in _ENDS or (words and found["word"].endswith("ed")):
            break
        words.append(found["word"])
        at = found.end()
        if re.match(r"[^\s]", text[at : at + 1] or " "):
            break
    return _head(" ".join(words)) if words and words[0].lower() not in _NO_PURPOSE else None


def goes_on(text: str, before: int, start: int) -> bool:
    """Whether a figure at ``start`` measures what the one that ends at ``before`` does: "from 5 to 7 percent"."""
    return _SAME.fullmatch(text, before, start) is not None


def _subject(lead: str) -> str | None:
    """The head of the subject that ends ``lead``, what hangs on it by a preposition left out."""
    lead = _AUXILIARY.sub("", lead)
    clause = [*_CLAUSE.finditer(lead)]
    opens = not clause
    phrase = lead[clause[-1].end() :] if clause else lead
    front = _PREPOSITION.split(f" {phrase} ", maxsplit=1)[0].strip()
    if opens and front[:1].isupper():
        front = front[:1].lower() + front[1:] if " " in front or front.endswith("s") else ""
    found = _head(front)
    return lead[lead.lower().rindex(found.lower()) :][: len(found)] if found and found.lower() in lead.lower() else None


def _head(phrase: str) -> str | None:
    """The noun that ends a phrase, with a noun before it: "harbour fees"; None where the phrase ends in none."""
    words = phrase.split()
    kept: list[str] = []
    for word in reversed(words[-_LONGEST:]):
        if word.lower() in _NO_HEAD or not word[0].islower() or word.endswith(("'s", "’s", "'", "’")):
            break
        kept.insert(0, word)
    while len(kept) > 1 and (len(kept) > 2 or _is_adjective(kept[0])):
        kept = kept[1:]
    return " ".join(kept) or None


def _is_adjective(word: str) -> bool:
    """Whether it only qualifies the noun behind it; "disaster" of "disaster relief" does more."""
    return word.lower() in SHORT_ADJECTIVES or (ADJECTIVE.match(word) is not None and not word.endswith("er"))
