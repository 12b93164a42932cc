"""Whether the words around a time look ahead: "will meet Friday" is the Friday to come, "met Friday" is past.

There is no parser at run time. What governs a time expression is nearly always the closest verb to its left within the
clause, or, where the expression opens the clause, the first to its right. A verb is known by a short list, by its
ending or by the auxiliary before it; where none is seen nothing is said.
"""

from __future__ import annotations

import re

from onrecord.domain import Span

_AHEAD = frozenset(
    "will would shall won't wouldn't scheduled planned plans plan planning due expected expects expect slated going "
    "may should must upcoming hopes hope hoping intends intend begins begin meets meet opens open starts start arrives "
    "arrive resumes resume coming payable effective could might can cannot deadline".split()
)
_NOT_OF_PARTICIPLES = frozenset(("could", "might"))  # "could not be found Friday" is past
_PAST = frozenset(
    "said told came went met held took made gave got saw knew thought began ran sent found led left lost won "
    "wrote spoke broke fell rose grew kept put set let cut hit shot beat paid sold bought brought caught "
    "taught sought fought felt dealt meant built spent lent bent stood understood heard read sat ate drove "
    "flew threw drew chose froze stole wore swore tore became overcame died".split()
)
_AUXILIARIES = frozenset("was were had did has have been ago".split())
_NOUNS = frozenset("the a an his her its their this that these those all work".split())  # after "to": no infinitive
_BEFORE_ADJECTIVES = frozenset("a an the still his her its their of".split())
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|[;:()]|[.!?]\s|['’]ll")
_STOPS = frozenset("; : ( )".split())
_DEADLINE = re.compile(r"\b(as soon as|by|through|until|till)\s+(?:the\s+)?(?:early\s+|late\s+|mid-)?$", re.IGNORECASE)
_PUT_OFF = re.compile(
    r"\b(?:postpone|delay|defer|adjourn|extend|suspend|put\s+off|push(?:ed)?\s+back|move|reschedule)\w*\b[^.;:]*$",
    re.IGNORECASE,
)
"""What is put off until a day lies ahead, though it was put off in the past."""
_REACH = 120  # code points to either side; the verb that governs a time stands nearer


def looks_ahead(text: str, span: Span, sentence: Span) -> bool | None:
    """Whether the tense around ``span`` points to the future; None where no verb tells.

    Args:
        text: the whole text.
        span: the time expression.
        sentence: the sentence that holds it.
    """
    deadline = _DEADLINE.search(text, max(sentence.start, span.start - 20), span.start)
    if deadline:
        put_off = deadline[1].lower() in ("until", "till") and _PUT_OFF.search(
            text, max(sentence.start, span.start - _REACH), deadline.start()
        )
        return True if put_off or deadline[1].lower() == "as soon as" else None
    left = _TOKEN.findall(text, max(sentence.start, span.start - _REACH), span.start)
    infinitive = False
    for at in range(len(left) - 1, -1, -1):
        if left[at] in _STOPS:
            break
        verdict = _tense(left, at)
        if verdict is not None:
            return None if infinitive and not verdict else verdict  # "agreed to buy it in January": either
        infinitive |= left[at] == "to" and at + 1 < len(left) and left[at + 1].islower() and left[at + 1] not in _NOUNS
    right = _TOKEN.findall(text, span.end, min(sentence.end, span.end + _REACH))
    for at, word in enumerate(right):
        if word in _STOPS:
            break
        verdict = _tense(right, at)
        if verdict is not None:
            return verdict
    return None


def _tense(words: list[str], at: int) -> bool | None:
    word = words[at].lower()
    if word in _AHEAD or word.endswith(("’ll", "'ll")):
        return True
    if word == "to" and at > 0 and words[at - 1].lower() in ("is", "are", "be", "set"):
        return True
    if word in _AUXILIARIES:
        return False
    if word in _PAST or (word.endswith("ed") and len(word) > 4 and words[at].islower()):
        return _of_participle([w.lower() for w in words[max(0, at - 3) : at]])
    return None


def _of_participle(before: list[str]) -> bool | None:
    """What a past form says, by the words before it: "met", "will be met", "is met", "a mixed answer"."""
    if before and before[-1] in _BEFORE_ADJECTIVES:
        return None
    if before and before[-1] in ("is", "are"):
        return True
    return "be" in before[-2:] and bool(({"to", *_AHEAD} - _NOT_OF_PARTICIPLES) & set(before))


def is_past_form(word: str) -> bool:
    """Whether a verb's form is that of the simple past or the participle: "said", "denied"."""
    plain = word.lower()
    return plain in _PAST or plain in ("was", "were", "did") or (plain.endswith("ed") and len(plain) > 3)
