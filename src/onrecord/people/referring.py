"""Sources that refer back: "he", "they", "who", "the mayor", "her campaign".

They find a name or a speaker before them, or nobody: then the reason says why, and whom they could mean is listed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from onrecord.domain import Span, Speaker, Statement

from .chains import Chain, ambiguous, shortened, type_of
from .lexicon import Gender
from .members import Match, Member
from .names import is_org_word
from .naming import Namer
from .pronouns import Follower
from .roles import meant_by
from .scene import Scene, Spoken
from .sources import POSSESSIVE, UNNAMED, Source

_APPOSITION_BETWEEN = re.compile(
    r"['’]?s?(?:\sof\s(?:the\s)?[A-Z][\w.]*(?:\s[A-Z][\w.]*)*)?(?:,?\s*\([^)]*\))?(?:,\s\d+)?"
    r"(?:,\s(?:[^,.;\"“”]|(?<=[A-Z])\.){1,90})?[\s,)]*"
)
_WORD = re.compile(r"\w+")


class Referrer:
    """Finds whom a source that is no name stands for.

    Args:
        namer: names whoever was found, and keeps who spoke.
        scene: where everybody stands.
        follower: whom "he" and "she" stand for.
        outer: for each nested statement the one around it.
        found: the speakers found so far, by statement; filled while the text is read.
    """

    def __init__(
        self,
        namer: Namer,
        scene: Scene,
        follower: Follower,
        outer: Mapping[str, Statement],
        found: Mapping[str, Speaker],
    ) -> None:
        self.namer = namer
        self.article, self.cast, self.spoken = namer.article, namer.cast, namer.spoken
        self.scene = scene
        self.follower = follower
        self.outer = outer
        self.found = found
        self.plural: list[tuple[Span, Speaker]] = []

    def pronoun(self, source: Source, statement: Statement) -> Speaker:
        """Whom a pronoun stands for."""
        if source.head in ("he", "him", "himself", "his"):
            return self._he_or_she(source, "he")
        if source.head in ("she", "her", "herself", "hers"):
            return self._he_or_she(source, "she")
        if source.head in ("i", "me", "my"):
            return self._first_person(source, statement)
        if source.head in ("they", "them", "themselves", "their"):
            return self._they(source)
        if source.head in ("it", "its"):
            return self._it(source)
        return Speaker(reason=f"'{source.text}' stands for people the text does not name here", evidence=(source.span,))

    def _he_or_she(self, source: Source, sex: Gender) -> Speaker:
        found = self.follower.he_or_she(source.span, sex, sorted(self.spoken, key=lambda s: s.at))
        if found.member is None or found.at is None:
            return _unclear(source, found.candidates)
        self.spoken.append(Spoken(found.member, source.span))
        return self.namer.of_member(
            found.member, Chain((source.span,)), self._name_at(found.member, found.at), found.confidence
        )

    def _name_at(self, member: Member, at: Span) -> Span:
        """The place itself where it is a name, else (an earlier pronoun) the last name of the member before it."""
        named = [a.span for a in self.cast.appearances if a.member is member and a.span.start <= at.start]
        return max(named) if named else member.fullest.span

    def _first_person(self, source: Source, statement: Statement) -> Speaker:
        outer = self.outer.get(statement.id)
        if outer is not None:
            speaker = self.found[outer.id]
            evidence = Chain((source.span,)).then(speaker.evidence).links
            return replace(speaker, reason=f"'{source.text}' inside the words of: {speaker.reason}", evidence=evidence)
        if self.scene.in_quotes(source.span):
            return Speaker(reason=f"'{source.text}' stands in a quotation whose speaker is not marked")
        return Speaker(
            name=self.article.byline,
            type="author",
            confidence=0.8 if self.article.byline else 0.0,
            reason=f"'{source.text}' outside quotation marks is the author"
            + ("" if self.article.byline else ", and the article has no byline"),
            evidence=(source.span,),
        )

    def _they(self, source: Source) -> Speaker:
        start = self.scene.window(source.span.start)
        before = [(at, who) for at, who in self.plural if start <= at.start < source.span.start]
        last = max((s.at for s in self.spoken if start <= s.at.start < source.span.start), default=None)
        if before and (last is None or last < before[-1][0]):
            at, who = before[-1]
            links = Chain((source.span, at)).then(who.evidence)
            return replace(
                who,
                reason=f"'{source.text}' <- '{shortened(at.of(self.article.text))}'",
                evidence=links.links,
                confidence=round(who.confidence * 0.85, 3),
            )
        return self._it(source)

    def _it(self, source: Source) -> Speaker:
        start = self.scene.window(source.span.start)
        near = [s for s in self.spoken if start <= s.at.start < source.span.start]
        near.sort(key=lambda s: s.at)
        if near and near[-1].member.kind in ("organisation", "place"):
            return self.namer.of_member(near[-1].member, Chain((source.span,)), near[-1].at, 0.75)
        return Speaker(
            reason=f"'{source.text}' has no speaker right before it that it could stand for", evidence=(source.span,)
        )

    def relative(self, source: Source) -> Speaker:
        """ "who" and "which" mean the name right before them, with at most an apposition between."""
        start = max((s.start for s in self.scene.sentences if s.start <= source.span.start), default=0)
        for name in reversed(self.cast.between(start, source.span.start)):
            between = self.article.text[name.span.end : source.span.start]
            if name.member is not None and _can_be(name.member, source.head) and _touches(between):
                self.spoken.append(Spoken(name.member, source.span))
                return self.namer.of_member(name.member, Chain((source.span,)), name.span, 0.88)
        return self.description(source, f"'{source.text}' follows no name")

    def role(self, source: Source) -> Speaker:
        """Whom a definite description stands for: "the mayor"."""
        if self.scene.in_quotes(source.span):
            return self.description(source, f"'{source.text}' stands inside the words of another")
        if source.text.split()[0].lower() in POSSESSIVE:
            return self.description(source)
        meant = meant_by(source, self.scene, self.follower, sorted(self.spoken, key=lambda s: s.at))
        if meant.member is not None:
            at = self._name_at(meant.member, meant.at or source.span)
            self.spoken.append(Spoken(meant.member, source.span))
            return self.namer.of_member(meant.member, Chain((source.span,)), at, meant.confidence)
        if not meant.candidates:
            return self.description(source)
        unclear = ambiguous(source.text, Match(None, meant.candidates), (source.span,))
        return replace(unclear, type=type_of(meant.candidates[0]), description=source.text)

    def description(self, source: Source, reason: str = "") -> Speaker:
        """A source that is described and not named."""
        unnamed = UNNAMED.search(source.text) is not None or not source.plural
        office = is_org_word(source.head) and not source.plural
        return Speaker(
            type="organisation" if office else "unnamed" if unnamed else "group",
            description=source.text,
            reason=reason or f"the text describes the source ('{shortened(source.text)}') and does not name it",
            evidence=(source.span,),
        )

    def body(self, source: Source) -> Speaker:
        """A body called after one person: "the Novak campaign" is that of Jan Novak."""
        owner = self._owner(source)
        if owner.name is None:
            return replace(owner, type="organisation", candidates=(), description=source.text)
        return replace(
            owner,
            name=f"{owner.name} {source.head}",
            type="organisation",
            confidence=round(owner.confidence * 0.9, 3),
            reason=Chain((source.span,)).read_out(self.article.text) + " <- " + owner.reason,
            evidence=Chain((source.span,)).then(owner.evidence).links,
        )

    def _owner(self, source: Source) -> Speaker:
        if source.names and source.names[0].member is not None:
            return self.namer.of_member(source.names[0].member, Chain(()), source.names[0].span, 0.9)
        found = _WORD.search(self.article.text, source.span.start)
        assert found is not None  # a source without a word is never read as a body
        word = found.group().lower()
        pronoun = Source("pronoun", word, Span(found.start(), found.end()), head=word)
        spoken = len(self.spoken)
        owner = self._he_or_she(pronoun, "he" if word == "his" else "she")
        del self.spoken[spoken:]  # it is the body that speaks
        return owner


def _unclear(source: Source, candidates: tuple[Member, ...]) -> Speaker:
    unclear = ambiguous(source.text, Match(None, candidates), (source.span,))
    if not candidates:
        return replace(unclear, reason=f"nobody is named near '{source.text}' whom it could stand for")
    if len(candidates) == 1:
        only = f"'{source.text}' may be {candidates[0].name}, but nothing shows that this is a person"
        return replace(unclear, reason=only)
    return unclear


def _touches(between: str) -> bool:
    """Whether only an apposition or a bracket stands between a name and the "who" behind it."""
    return _APPOSITION_BETWEEN.fullmatch(between) is not None


def _can_be(member: Member, relative: str) -> bool:
    if relative in ("who", "whom"):
        return member.kind == "person" or (member.kind == "unknown" and len(member.fullest.words) > 1)
    return member.kind != "person"
