"""What an article says a person is: sex, age, and the offices by which it may speak of that person again."""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord.domain import Sex, Span
from onrecord.domain.titles import FORMS_OF_ADDRESS

from .lexicon import folded, gender_of, gender_of_title, listed, titles
from .members import Member
from .names import Mention


def describe(text: str, member: Member) -> None:
    """Fill in what the text says of a member: a person's gender and offices, what sort of body an organisation is."""
    if member.kind == "organisation":
        member.offices += [found for m in member.mentions for found in _apposition(text, m, BODY_NOUNS)]
    if not member.may_be_person:
        return
    for mention in member.mentions:
        title = [folded(w) for w in mention.title.split()]
        for before, word in zip(["", *title], title, strict=False):
            # A vice president is not "the president", and a former one is so no more.
            lesser = before in ("vice", "deputy", "assistant")
            if word in titles() and word not in _NO_OFFICES and not lesser:
                office = WRITTEN_OUT.get(word, word)
                member.offices.append((f"former {office}" if before in ("former", "ex") else office, mention.whole))
        member.offices += _apposition(text, mention, PERSON_NOUNS)
    member.gender = gender(member)
    titled = any(m.title for m in member.mentions)
    if member.kind == "unknown" and (titled or member.offices or _has_age(text, member.mentions)):
        member.kind = "person"


def is_body(text: str, mention: Mention) -> bool:
    """Whether the words behind a name say that it is some sort of body: "Novak Decisions, a research group"."""
    behind = _BEHIND.match(text, mention.span.end)
    return bool(behind and behind["words"].startswith(("a ", "an ")) and _office_head(behind["words"], BODY_NOUNS))


WRITTEN_OUT = {
    "sen": "senator",
    "gov": "governor",
    "rep": "representative",
    "prof": "professor",
    "gen": "general",
    "col": "colonel",
    "capt": "captain",
    "sgt": "sergeant",
    "lt": "lieutenant",
    "adm": "admiral",
}
"""Offices that are shortened before a name and written out where they stand alone: "Sen. Lopez ... the senator"."""
_AGE = re.compile(r",? (?:\d{1,3},|\(\d{1,3}\))")
_BEHIND = re.compile(r",\s+(?P<words>[^,.;:()“”\"\n]{3,80})")
_BEFORE = re.compile(
    r"(?:^|[\s“\"])(?P<words>(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[^\W\d_]+['’]s)\s(?:[^\W\d_][\w'’-]*\s){0,4}[^\W\d_][\w'’-]*),?\s$"
)
_READS_AS_APPOSITION = re.compile(
    r"(?:the|a|an|his|her|its|their|our|my|[^\W\d_]+['’]s)\s|(?:(?!(?:the|a|an|his|her)\s)[\w'’-]+\s){0,2}[\w'’-]+(?:$|\s(?:of|for|at|in)\s)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"^(?:(?!\b(?:who|whose|which|that)\b).)*?\s(?:to|was|were|is|are|has|had|will|would)\s")
"""Behind a name: a sentence of its own, not what the person is: "said Novak, the president to blame was"."""
_IS_ANOTHER = re.compile(
    r"\s(?:of|for|in|at|from|with|who|and|or|on|to|by|under|than)\s(?:$|.*[^,\s]\s$)|\s(?:with|who|and|on|to|by|under|in|than)\s"
)
"""Before a name: the office is somebody else's: "a spokesman for Novak", "asked the senator to stop Novak"."""
_OFFICE_END = re.compile(r"\s(?:of|for|in|at|from|with|who|and|on|to|whose|under|by)\b")


def _has_age(text: str, mentions: Iterable[Mention]) -> bool:
    return any(_AGE.match(text, m.span.end) for m in mentions)


def _apposition(text: str, mention: Mention, nouns: frozenset[str]) -> list[tuple[str, Span]]:
    """What a member is said to be beside the name: "Maria Lopez, the mayor"; "the striker Jan Novak"."""
    found = []
    behind = _BEHIND.match(text, mention.span.end)
    if behind and _READS_AS_APPOSITION.match(behind["words"]) and not _GOES_ON.search(behind["words"]):
        head = _office_head(behind["words"], nouns)
        if head:
            found.append((head, Span(mention.span.start, behind.end())))
    before = _BEFORE.search(text, max(0, mention.whole.start - 70), mention.whole.start)
    if before and not _IS_ANOTHER.search(before.group()):
        head = _office_head(before["words"] + " ", nouns)
        if head:
            found.append((head, Span(before.start("words"), mention.span.end)))
    return found


def _office_head(words: str, nouns: frozenset[str]) -> str | None:
    """The head word of "the mayor of Springfield", where it is one of ``nouns``; "former mayor" of a former one."""
    head = _OFFICE_END.split(words.strip())[0].split()
    last = folded(head[-1]) if head else ""
    if last in _NO_OFFICES:
        return None
    known = last in nouns or (
        nouns is PERSON_NOUNS and (last in listed("titles", "of anyone") or gender_of_title(last) is not None)
    )
    return None if not known else f"former {last}" if _FORMER.search(words) else last


_FORMER = re.compile(r"\b(?:former|ex|onetime|past)\b", re.IGNORECASE)
BODY_NOUNS = frozenset(
    "newspaper paper magazine network channel broadcaster agency department bureau commission committee court bank "
    "university school college group organization organisation union company firm airline retailer manufacturer "
    "operator carrier nonprofit think-tank charity insurer maker party website site blog".split()
)
"""Words that can stand for a body already named ("the agency")."""
_NO_OFFICES = FORMS_OF_ADDRESS | frozenset("dr messrs rev hon st".split())
"""Titles by which nobody is called again: there is no "the hon"."""


PERSON_NOUNS = frozenset(
    "man woman mother father son daughter wife husband sister brother boy girl student teacher farmer owner resident "
    "worker scientist engineer driver nurse doctor lawyer attorney strategist adviser advisor aide ally expert "
    "professor scholar researcher historian writer novelist poet painter singer actor actress player striker "
    "goalkeeper veteran soldier businessman businesswoman billionaire nominee candidate democrat republican incumbent "
    "challenger executive founder spokesman spokeswoman spokesperson host anchor columnist commentator contributor "
    "consultant developer manager organizer organiser volunteer supporter opponent politician lawmaker legislator "
    "diplomat envoy official "
    "critic pollster physician surgeon witness survivor victim suspect defendant plaintiff fisherman baker tenant "
    "landlord pilot sailor miner activist".split()
)
"""Words that can stand for one person already named ("the woman")."""


def gender(member: Member) -> Sex | None:
    """Which pronoun may stand for a person, by titles first, then offices, then the given name."""
    told = {g for m in member.mentions if (g := gender_of_title(m.title))} | {
        g for office, _ in member.offices if (g := gender_of_title(office) or _BY_NOUN.get(office))
    }
    if len(told) == 1:
        return told.pop()
    if told or not member.may_be_person:
        return None
    sex = gender_of(member.fullest.text.split()[0])
    # Many men's given names are surnames too ("Clinton", "Grant"): alone they tell nothing.
    return None if sex == "he" and len(member.fullest.words) == 1 else sex


def gender_of_noun(noun: str) -> Sex | None:
    """Which pronoun a word for a person tells of ("woman"); None where it tells nothing."""
    return _BY_NOUN.get(noun)


_BY_NOUN: dict[str, Sex] = {
    **dict.fromkeys("woman mother daughter wife sister girl businesswoman actress".split(), "she"),
    **dict.fromkeys("man father son husband brother boy businessman fisherman".split(), "he"),
}
NOUNS_OF_A_SEX = frozenset(_BY_NOUN)
"""Words for a person that tell whether "he" or "she" is meant."""
