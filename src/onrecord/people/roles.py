"""Whom "the senator", "the agency", "her campaign" mean.

A description with "the" or a possessive may stand for somebody already introduced. First those are sought whom the text
gives that office ("Maria Lopez, the mayor"); where there are several, the words of the description and then their
places tell, as for a pronoun. A word for a person that the text gives nobody ("the billionaire") is taken for the one
person who stands out before it, and only where nobody unnamed was brought in by the same word ("a clerk ... the
clerk").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .cast import Cast
from .lexicon import folded, gender_of_title, listed, titles
from .members import Member
from .names import is_org_word
from .offices import PERSON_NOUNS, gender_of_noun
from .pronouns import Antecedent, Follower
from .scene import Scene, Spoken
from .sources import LEADERS, Source

BODIES: dict[str, str] = {
    "newspaper": "times post journal herald tribune globe gazette daily telegraph guardian register news today",
    "paper": "times post journal herald tribune globe gazette daily telegraph guardian register news today",
    "magazine": "magazine republic week review yorker atlantic time weekly",
    "network": "cnn fox abc nbc cbs msnbc bbc rt pbs univision telemundo network television tv",
    "channel": "cnn fox abc nbc cbs msnbc bbc rt pbs network television tv channel",
    "broadcaster": "cnn fox abc nbc cbs msnbc bbc rt pbs network television tv broadcasting",
    "agency": "agency service services administration bureau investigations fbi cia nsa epa irs sec commission "
    "enforcement office protection",
    "department": "department ministry",
    "ministry": "ministry",
    "bureau": "bureau fbi",
    "commission": "commission",
    "committee": "committee",
    "court": "court",
    "bank": "bank reserve",
    "university": "university college",
    "school": "university college school academy",
    "group": "group association union committee council coalition federation foundation league institute action "
    "alliance society network pac campaign amnesty greenpeace",
    "organization": "association union committee council coalition federation foundation league institute action "
    "alliance society organization network",
    "organisation": "association union committee council coalition federation foundation league institute action "
    "alliance society organisation network",
    "union": "union federation brotherhood teamsters",
    "company": "",
    "firm": "",
    "airline": "airlines airways",
    "retailer": "",
    "manufacturer": "",
    "operator": "",
    "carrier": "airlines airways",
    "nonprofit": "association foundation institute council league center fund",
}
"""Words for a body, each with words of the names of such bodies; none where its name tells nothing."""
NO_COMPANY = frozenset(
    "union office ministry department party committee council university police court parliament institute government "
    "congress senate commission association board agency administration bureau house reserve".split()
)

_MAY_BE_UNNAMED = frozenset(
    "spokesman spokeswoman spokesperson official source aide reporter journalist expert voter lawyer attorney analyst "
    "witness employee worker student resident supporter critic adviser advisor ally operative staffer insider agent "
    "officer prosecutor investigator representative person caller author interviewer questioner moderator host "
    "editor".split()
)
"""Words so often for people who stay unnamed that nobody is taken for them whom the text does not call so."""
_OF_AN_INSTITUTION = frozenset(
    "general chair chairman chairwoman chairperson clerk treasurer judge magistrate coroner justice mayor sheriff "
    "marshal inspector detective sergeant constable commissioner superintendent principal dean director manager "
    "founder owner driver sailor soldier veteran victim suspect".split()
)
"""Words that a text gives to whom they mean: in 400 articles of the archive, none of a dozen not called so before was
the one near it."""
_JOURNALISTS = frozenset(
    "correspondent reporter anchor host moderator columnist commentator contributor editor interviewer".split()
)
_OFFICIALS = frozenset(
    "president governor senator congressman congresswoman representative mayor minister premier chancellor secretary "
    "judge justice king queen pope prince princess candidate nominee".split()
)
"""Who is none of the above: of a journalist and a governor in one sentence, "the governor" is not the journalist."""
_SHARED = frozenset("senator representative congressman congresswoman governor lawmaker judge".split())
"""Offices that several in one article may hold, not each of whom is introduced by it."""
_PLACES = ("states", "places", "phrases")
_OF_PLACE = re.compile(r",?\s(?:of|from)\s[A-Z][\w.]*(?:\s[A-Z][\w.]*)?")
_MARGIN_OF_ROLE, _MARGIN_OF_FORMER = 1.3, 1.8
"""How many times the margin of a pronoun is asked where only the place tells whom a word for a person means; more where
it only says what somebody was, which many were."""
_CURRENT = re.compile(r"\b(?:current|now)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
_FORMER = re.compile(r"\b(?:former|ex|onetime|then)\b", re.IGNORECASE)
_OF = re.compile(r"\sof\s(?!state\b)", re.IGNORECASE)  # but "the secretary of state"
_ALONE = 0.9  # how sure an antecedent is beside which nobody else stands
_SMALL = frozenset("the a an this that of and or his her its their current former own new for in at".split())


def meant_by(source: Source, scene: Scene, follower: Follower, spoken: Sequence[Spoken]) -> Antecedent:
    """Whom a description means.

    Args:
        source: of kind ``role``.
        scene: the text.
        follower: who stands where before it.
        spoken: the speakers already found, in the order of the text.
    """
    head = source.head
    key = f"former {head}" if _FORMER.search(source.text) else head
    holders = scene.cast.of_office(key, source.span.start) or scene.cast.of_office(head, source.span.start)
    if head in BODIES or not holders:
        bodies = _bodies(source, scene)
        holders = holders + [m for m in bodies if m not in holders]
    holders = [m for m in holders if not _of_elsewhere(source, scene.cast.text, m)]
    if len(holders) > 1:
        holders = _called_so(source, scene.cast, holders)
    if len(holders) == 1:
        other = _nearer(source, follower, spoken, holders[0]) if head in _SHARED else None
        return Antecedent(candidates=(holders[0], other)) if other else Antecedent(holders[0], None, 0.8)
    if holders:
        found = follower.described(source.span, lambda m: float(m in holders), spoken, _MARGIN_OF_ROLE)
        return _less_sure(found, 0.85) if found.member else Antecedent(candidates=tuple(holders))
    if head in BODIES:
        return _body_near(source, follower, spoken)
    return _person_near(source, scene, follower, spoken)


def _of_elsewhere(source: Source, text: str, member: Member) -> bool:
    """Whether a member holds the office of another place: "Florida Sen. Lopez" is not "the Vermont senator"."""
    wanted, held = _places_of(source), set()
    for _, span in member.offices if wanted else ():
        behind = _OF_PLACE.match(text, span.end)
        held |= _places_in(text[span.start : behind.end() if behind else span.end])
    return bool(held) and not wanted & held


def _nearer(source: Source, follower: Follower, spoken: Sequence[Spoken], holder: Member) -> Member | None:
    """Another person who stands out before a word for an office that several have, and may hold it, too."""
    found = follower.described(source.span, lambda m: float(m.kind == "person"), spoken, _MARGIN_OF_ROLE)
    return found.member if found.member is not holder else None


def _called_so(source: Source, cast: Cast, holders: list[Member]) -> list[Member]:
    """Those of several holders of an office whose own introduction shares most words with the description."""
    wanted = {folded(w) for w in _WORD.findall(source.text)} - _SMALL - {source.head}

    def shared(member: Member) -> int:
        said = " ".join(span.of(cast.text) for _, span in member.offices) + " " + member.name
        return len(wanted & {folded(w) for w in _WORD.findall(said)})

    best = max(map(shared, holders))
    return [m for m in holders if shared(m) == best] if best else holders


def _bodies(source: Source, scene: Scene) -> list[Member]:
    """The organisations named before it with its head word in their name."""
    return [
        m
        for m in scene.cast.members
        if m.kind == "organisation" and m.first < source.span.start and source.head in m.fullest.words
    ]


def _body_near(source: Source, follower: Follower, spoken: Sequence[Spoken]) -> Antecedent:
    """The body that stands out near a word for bodies, where its name is one of such bodies or tells nothing."""
    names = frozenset(BODIES[source.head].split())

    def fits(member: Member) -> float:
        if member.kind != "organisation":
            return 0.0
        words = set(member.fullest.words)
        if not names:
            return 0.0 if words & NO_COMPANY else 1.0
        return 1.0 if words & names else 0.0

    return _less_sure(follower.described(source.span, fits, spoken, _MARGIN_OF_ROLE), 0.85)


def _person_near(source: Source, scene: Scene, follower: Follower, spoken: Sequence[Spoken]) -> Antecedent:
    """The one person who stands out before a word for a person that the text gives nobody."""
    head = source.head
    if head in _MAY_BE_UNNAMED | _OF_AN_INSTITUTION or not (head in PERSON_NOUNS or head in titles()):
        return Antecedent()
    if _OF.search(source.text):
        return Antecedent()  # "the leader of the party": the text calls whom it means so
    if _introduced_unnamed(scene, source):
        return Antecedent()
    of_body = {folded(w) for w in source.text.split()[1:-1] if is_org_word(w)} if head in LEADERS else set()
    sex = gender_of_title(head) or gender_of_noun(head)

    used = re.search(rf"\b(?:the|this|that)\s(?:[\w-]+\s){{0,3}}{head}\b", scene.cast.text, re.IGNORECASE)
    first_use = used.start() if used else source.span.start

    def fits(member: Member) -> float:
        if member.kind != "person" or (sex and member.gender not in (None, sex)):
            return 0.0
        if head in _OFFICIALS and any(office in _JOURNALISTS for office, _ in member.offices):
            return 0.0
        if of_body and not of_body & _said_of(member, scene):
            return 0.0  # "the union leader" is called so, or beside that union
        # Whoever is named only after "the woman" was spoken of is not that woman.
        return float(member.first < first_use)

    only_former = _FORMER.search(source.text) and not _CURRENT.search(source.text)
    margin = _MARGIN_OF_FORMER if only_former else _MARGIN_OF_ROLE
    found = follower.described(source.span, fits, spoken, margin)
    of_place = {word for place in _places_of(source) for word in place.split()} if head in _OFFICIALS else set()
    alone = found.confidence >= _ALONE and not only_former
    if found.member and of_place and not _is_of(found.member, of_place, scene, alone=alone):
        return Antecedent()
    return _less_sure(found, 0.8)


def _places_of(source: Source) -> set[str]:
    """The places that a description has before its head: "vermont" of "the Vermont senator"."""
    return _places_in(re.split(rf"\b{re.escape(source.head)}\b", source.text, maxsplit=1, flags=re.IGNORECASE)[0])


def _places_in(text: str) -> set[str]:
    """The names of states and towns among the words of a text, folded."""
    words = [folded(w) for w in _WORD.findall(text) if w[0].isupper()]
    runs = {" ".join(words[at : at + n]) for at in range(len(words)) for n in (1, 2, 3)}
    return {run for run in runs if any(run in listed("places", section) for section in _PLACES)}


def _said_of(member: Member, scene: Scene) -> set[str]:
    """The words of the sentences in which a member is named before it is spoken of."""
    return set().union(*(_words_of(at, scene) for at in _sentences_of(member, scene)))


def _sentences_of(member: Member, scene: Scene) -> set[int]:
    """The sentences in which a member is named."""
    return {scene.sentence(m.span.start) for m in member.mentions}


def _words_of(sentence: int, scene: Scene) -> set[str]:
    return {folded(w) for w in _WORD.findall(scene.sentences[sentence].of(scene.cast.text))}


def _is_of(member: Member, places: set[str], scene: Scene, *, alone: bool) -> bool:
    """Whether "the Vermont senator" may be somebody: one named beside Vermont where nobody else stands near the words,
    else the one who is named so most often."""
    return (alone and places <= _said_of(member, scene)) or member is _most_beside(places, scene)


def _most_beside(places: set[str], scene: Scene) -> Member | None:
    """The person who is named in most sentences with all of some places; None where two are in as many."""
    # Each sentence is read once: one that names thousands would be read for each of them.
    beside = {at for at in range(len(scene.sentences)) if places <= _words_of(at, scene)}
    times = {m: len(beside & _sentences_of(m, scene)) for m in scene.cast.members if m.kind == "person"}
    most = max(times.values(), default=0)
    found = [member for member, number in times.items() if number == most]
    return found[0] if most and len(found) == 1 else None


def _introduced_unnamed(scene: Scene, source: Source) -> bool:
    """Whether somebody unnamed was brought in by the same word before: "a clerk said ... the clerk"."""
    start = scene.window(scene.paragraphs[scene.paragraph(source.span.start)].start) if scene.paragraphs else 0
    before = scene.cast.text[start : source.span.start]
    return bool(
        re.search(
            rf"\b(?:an?|one|another|two|three|some|his|her|their|my)\s(?:[\w-]+\s){{0,4}}{source.head}s?\b",
            before,
            re.IGNORECASE,
        )
    )


def _less_sure(found: Antecedent, factor: float) -> Antecedent:
    return replace(found, confidence=round(found.confidence * factor, 3))
