"""Two who were just named and speak as two: "both", "neither man", "the two senators".

They are known only where exactly two come into question: two whom the text gives that office, or the only two who stand
in the nearest sentences, or two who are joined there by "and" as its subject. Otherwise all who could be among them are
listed, and nobody is named.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onrecord.domain import Span

from .lexicon import titles
from .members import Member
from .offices import PERSON_NOUNS, gender_of_noun
from .pronouns import Follower
from .roles import BODIES, NO_COMPANY
from .scene import Scene, Spoken, Stand
from .sources import OWNED_BODIES, Source

_ANYBODY = frozenset("man woman rival sibling brother sister opponent couple politician".split())
_CALLED_ELSE = {
    "lawmaker": "senator representative sen rep congressman congresswoman legislator delegate mp",
    "candidate": "nominee contender hopeful",
    "contender": "candidate nominee hopeful",
    "leader": "president chancellor premier minister king queen chairman governor mayor speaker",
}
"""Offices whose holders are so called; the text must call one of two "candidates" a candidate, or what stands here."""
_IRREGULAR = {"men": "man", "women": "woman", "businessmen": "businessman", "congressmen": "congressman"}
_JOINED = re.compile(
    r"(?:,\s\d+)?,?\s(?:and|&|as\swell\sas|along\swith)\s(?:(?:his|her)\s[a-z]+,?\s)?(?:[^\W\d_a-z]\w*\.?\s){0,4}"
)
_TWO_UNNAMED = re.compile(
    r"(?<!\bthe\s)(?<!\bthese\s)(?<!\bthose\s)\btwo\s(?:[\w-]+\s){0,4}(?:\w+(?:er|or|ist|ian|ant|ee|al)s|aides|men|women|people)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Two:
    """The answer: two members, each with a place that stands for it; or those among whom they may be; or nobody."""

    members: tuple[Member, ...] = ()
    at: tuple[Span, ...] = ()
    candidates: tuple[Member, ...] = ()


def two_meant(source: Source, scene: Scene, follower: Follower, spoken: Sequence[Spoken]) -> Two:
    """Which two a source of kind ``pair`` means.

    Args:
        source: "both", "the two lawmakers", or without a number ("the senators"): then only holders of an office are.
        scene: the text.
        follower: who stands where before it.
        spoken: the speakers already found, in the order of the text.
    """
    noun = singular(source.head)
    fits = _fitting(noun)
    if fits is None:
        return Two()
    stands = [s for s in follower.standing(source.span, spoken) if any(map(fits, s.members)) and not _lends(s, scene)]
    holders = [m for m in scene.cast.of_office(noun, source.span.start) if m.may_be_person] if noun else []
    if len(holders) == 2 and (source.counts or all(any(m in s.members for s in stands) for m in holders)):
        return Two(tuple(holders), tuple(_last(stands, m) or m.fullest.span for m in holders))
    if not source.counts:
        return Two()
    two = _nearest(stands, source.span.start, scene)
    return two if not two.members or _called_so(noun, two.members) else Two(candidates=two.members)


def singular(noun: str) -> str:
    """A plural noun in the singular: "senators", "companies", "women"; a word that is none unchanged."""
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    return noun[:-3] + "y" if noun.endswith("ies") else noun.removesuffix("s")


def _fitting(noun: str) -> Callable[[Member], bool] | None:
    """Who can be one of two of whom the noun is said; None where it is said of no people and no known bodies."""
    if noun in BODIES:
        return lambda m: m.kind == "organisation" and (bool(BODIES[noun]) or not NO_COMPANY & set(m.fullest.words))
    if noun and noun not in PERSON_NOUNS | titles() | _ANYBODY | _CALLED_ELSE.keys():
        return None
    sex = gender_of_noun(noun)
    return lambda m: m.kind == "person" and (sex is None or m.gender in (None, sex))


def _called_so(noun: str, members: Sequence[Member]) -> bool:
    """Whether a noun says nothing of whom it may be said, or is what the text calls one of them."""
    names = {noun, *_CALLED_ELSE.get(noun, "").split()}
    called = {office.removeprefix("former ") for m in members for office, _ in m.offices}
    return not noun or noun in _ANYBODY or noun in BODIES or bool(names & called)


def _lends(stand: Stand, scene: Scene) -> bool:
    """Whether the name only tells of a body or a time: "the Novak administration"."""
    return _LENDS.match(scene.cast.text, stand.span.end) is not None


_LENDS = re.compile(rf"\s(?:{'|'.join(sorted(OWNED_BODIES))}|era|years)\b")


def _nearest(stands: Sequence[Stand], at: int, scene: Scene) -> Two:
    """The only two who stand in the last sentences before ``at`` in which anybody does."""
    met: dict[Member, Span] = {}
    for number in sorted({scene.sentence(s.span.start) for s in stands}, reverse=True):
        here = [s for s in stands if scene.sentence(s.span.start) == number]
        for stand in reversed(here):
            for member in stand.members:
                met.setdefault(member, stand.span)
        if len(met) < 2:
            continue
        unclear = any(len(s.members) > 1 for s in here)
        unnamed = _TWO_UNNAMED.search(scene.cast.text, scene.sentences[number].start, at)
        if len(met) == 2 and not unclear and not unnamed:
            two = sorted(met, key=lambda m: met[m])
            return Two(tuple(two), tuple(met[m] for m in two))
        joined = None if unclear or unnamed else _joined(here, scene)
        return joined or Two(candidates=tuple(sorted(met, key=lambda m: m.first)))
    return Two()


def _joined(stands: Sequence[Stand], scene: Scene) -> Two | None:
    """The two whom "and" joins as the subject of their sentence; None where nobody or more are so joined."""
    pairs = [
        (a, b)
        for a, b in itertools.pairwise(s for s in stands if not s.owner)
        if a.subject and _JOINED.fullmatch(scene.cast.text, a.span.end, b.span.start)
    ]
    if len(pairs) != 1 or any(len(s.members) != 1 for s in pairs[0]):
        return None
    return Two(tuple(s.members[0] for s in pairs[0]), tuple(s.span for s in pairs[0]))


def _last(stands: Sequence[Stand], member: Member) -> Span | None:
    return next((s.span for s in reversed(stands) if member in s.members), None)
