"""Sources that refer back: "he", "they", "who", "the mayor", "her campaign".

They find a name or a speaker before them, or nobody: then the reason says why, and whom they could mean is listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from onrecord.domain import Sex, Span, Speaker, Statement

from .chains import Chain, ambiguous, proper_case, shortened, type_of, way_to_name
from .lexicon import folded, gender_of_title
from .members import Match, Member
from .names import is_org_word, tells_belonging
from .naming import Namer, group_of, speaks_for
from .offices import gender_of_noun
from .own_voice import OwnVoice
from .pairs import two_meant
from .papers import OF_BODIES, PLACES_OF_PAPERS, Paper, Papers
from .pronouns import SOMEBODY, Follower
from .roles import BODIES, meant_by
from .scene import Scene, Spoken
from .sources import POSSESSIVE, UNNAMED, Source, read_source

_APPOSITION_BETWEEN = re.compile(
    r"['’]?s?(?:\sof\s(?:the\s)?[A-Z][\w.]*(?:\s[A-Z][\w.]*)*)?(?:,?\s*\([^)]*\))?(?:,\s\d+)?"
    r"(?:,\s(?:[^,.;\"“”]|(?<=[A-Z])\.){1,90})?[\s,)]*"
)
_DETERMINED = re.compile(r",\s(?:an?|the|his|her|their|its|one|another)\s")
_PARTICIPLE = re.compile(r",\s[a-z]+ing\s")
_LAST_WORD = re.compile(r"\s([A-Za-z]+)\s$")
_WORD = re.compile(r"\w+")
_OWNER_BEFORE = re.compile(r"(?P<owner>[Tt]he\s(?:[a-z][\w-]*\s)?[a-z][\w-]*)['’]s\s")


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
        self.papers = Papers(scene)
        self.told_by_papers: list[tuple[Span, Speaker]] = []
        self.own = OwnVoice(namer.article, scene)

    def pronoun(self, source: Source, statement: Statement) -> Speaker:
        """Whom a pronoun stands for."""
        head = source.head
        if head in ("i", "me", "my"):
            return self.own.i(source, self._around(statement))
        if head in ("we", "us", "our", "ours", "ourselves"):
            return self.own.we(source, self._around(statement))
        return self._third_person(source) or Speaker(
            reason=f"'{source.text}' stands for people the text does not name here", evidence=(source.span,)
        )

    def _third_person(self, source: Source) -> Speaker | None:
        if source.head in ("he", "him", "himself", "his"):
            return self._he_or_she(source, "he")
        if source.head in ("she", "her", "herself", "hers"):
            return self._he_or_she(source, "she")
        if source.head in ("they", "them", "themselves", "their"):
            return self._they(source)
        return self._it(source) if source.head in ("it", "its") else None

    def _around(self, statement: Statement) -> Speaker | None:
        """Who speaks the words that a statement stands in; None where they are the article's."""
        outer = self.outer.get(statement.id)
        return self.found.get(outer.id) if outer is not None else None

    def _he_or_she(self, source: Source, sex: Sex) -> Speaker:
        found = self.follower.he_or_she(source.span, sex, sorted(self.spoken, key=lambda s: s.at))
        if found.member is None or found.at is None:
            if found.unnamed and self._is_alone(found.unnamed, source, sex):
                return self._described_before(source, found.unnamed)
            unnamed = shortened(found.unnamed.of(self.article.text)) if found.unnamed else ""
            return _unclear(source, found.candidates, unnamed)
        self.spoken.append(Spoken(found.member, source.span))
        return self.namer.of_member(
            found.member, Chain((source.span,)), self._name_at(found.member, found.at), found.confidence
        )

    def _is_alone(self, unnamed: Span, source: Source, sex: Sex) -> bool:
        """Whether nobody but the one whom a description brings in stands before a pronoun in its paragraph."""
        scene, text = self.scene, self.article.text
        here = scene.paragraph(source.span.start)
        if scene.paragraph(unnamed.start) != here or scene.in_quotes(source.span):
            return False
        head = read_source(self.cast, unnamed).head
        told = gender_of_noun(head) or gender_of_title(head) or sex
        before = scene.named_between(scene.paragraphs[here].start, source.span.start)
        people = [s for s in before if any(m.may_be_person for m in s.members) and not scene.in_quotes(s.span)]
        return told == sex and not people and not SOMEBODY.search(text, unnamed.end, source.span.start)

    def _described_before(self, source: Source, unnamed: Span) -> Speaker:
        """The speaker of a pronoun that means somebody whom the text describes and does not name."""
        description = " ".join(unnamed.of(self.article.text).split()).rstrip(",")
        reason = f"'{source.text}' <- '{shortened(description)}', whom the text does not name"
        return Speaker(type="unnamed", description=description, reason=reason, evidence=(source.span, unnamed))

    def _name_at(self, member: Member, at: Span) -> Span:
        """The place itself where it is a name, else (an earlier pronoun) the last name of the member before it."""
        before = reversed(self.cast.between(0, at.start + 1))
        return next((a.span for a in before if a.member is member), member.fullest.span)

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
        at, author = max(
            (told for told in self.told_by_papers if start <= told[0].start < source.span.start),
            key=lambda told: told[0],
            default=(None, Speaker()),
        )
        if at is not None and source.head == "it" and (not near or near[-1].at < at):
            way = Chain((source.span, at)).then(author.evidence)
            reason = f"'{source.text}' <- {way.read_out(self.article.text).partition(' <- ')[2]}"
            return replace(author, confidence=round(author.confidence * 0.85, 3), reason=reason, evidence=way.links)
        if near and near[-1].member.kind in ("organisation", "place"):
            return self.namer.of_member(near[-1].member, Chain((source.span,)), near[-1].at, 0.75)
        return Speaker(
            reason=f"'{source.text}' has no speaker right before it that it could stand for", evidence=(source.span,)
        )

    def pair(self, source: Source) -> Speaker:
        """Two who were just named: "both", "the two senators"."""
        if self.scene.in_quotes(source.span):
            return self.description(source, f"'{source.text}' stands inside the words of another")
        meant = two_meant(source, self.scene, self.follower, sorted(self.spoken, key=lambda s: s.at))
        if meant.members:
            links = Chain((source.span,))
            for member, at in zip(meant.members, meant.at, strict=True):
                links = links.then(way_to_name(member, self._name_at(member, at)))
            names = [proper_case(m.name) for m in meant.members]
            reason = f"'{source.text}' <- '{names[0]}' and '{names[1]}', the two named before it"
            return group_of(names, links, 0.75, reason)
        candidates = tuple(m.name for m in meant.candidates)
        reason = f"'{source.text}' can be two of {', '.join(candidates)}, and nothing near it tells which"
        return replace(self.description(source, reason if candidates else ""), candidates=candidates)

    def relative(self, source: Source) -> Speaker:
        """ "who" and "which" mean the name right before them, with at most an apposition between.

        Where that holds the name of another person, an article must begin it: of "Marta Quill, Jan Novak and others
        who" none is meant, of "Marta Quill, a vocal Novak critic who" it is Quill.
        """
        past_another = False
        start = max((s.start for s in self.scene.sentences if s.start <= source.span.start), default=0)
        for name in reversed(self.cast.between(start, source.span.start)):
            between = self.article.text[name.span.end : source.span.start]
            joined = _touches(between) and (not past_another or _DETERMINED.match(between) is not None)
            if name.member is not None and _can_be(name.member, source.head) and joined:
                self.spoken.append(Spoken(name.member, source.span))
                return self.namer.of_member(name.member, Chain((source.span,)), name.span, 0.88)
            past_another |= name.member is None or name.member.kind == "person"
        return self.description(source, f"'{source.text}' follows no name")

    def role(self, source: Source) -> Speaker:
        """Whom a definite description stands for: "the mayor"."""
        if self.scene.in_quotes(source.span):
            return self.description(source, f"'{source.text}' stands inside the words of another")
        if source.text.split()[0].lower() in POSSESSIVE:
            return self.description(source)
        if own := self.own.named_so(source):
            return own
        meant = meant_by(source, self.scene, self.follower, sorted(self.spoken, key=lambda s: s.at))
        if meant.member is not None:
            at = self._name_at(meant.member, meant.at or source.span)
            self.spoken.append(Spoken(meant.member, source.span))
            return self.namer.of_member(meant.member, Chain((source.span,)), at, meant.confidence)
        if not meant.candidates:
            return self.description(source)
        unclear = ambiguous(source.text, Match(None, meant.candidates), (source.span,))
        return replace(unclear, type=type_of(meant.candidates[0]), description=source.text)

    def described(self, source: Source) -> Speaker:
        """A source that is neither name nor reference; the article may call itself so."""
        return self.own.named_so(source) or self.description(source)

    def description(self, source: Source, reason: str = "") -> Speaker:
        """A source that is described and not named."""
        unnamed = UNNAMED.search(source.text) is not None or not source.plural
        office = is_org_word(source.head) and not source.plural and source.kind != "paper"
        return Speaker(
            type="organisation" if office else "unnamed" if unnamed else "group",
            description=source.text,
            reason=reason or f"the text describes the source ('{shortened(source.text)}') and does not name it",
            evidence=(source.span,),
        )

    def paper(self, source: Source) -> Speaker:
        """Whoever wrote a paper: "the report", "her letter", "a poll released on Sunday by the Post"."""
        if self.scene.in_quotes(source.span):
            return self.description(source, f"'{source.text}' stands inside the words of another")
        if own := self.own.named_so(source):
            return own
        if source.text.split()[0].lower() in POSSESSIVE:
            owner = self._owner(source)
            is_own = owner.name and not (owner.type == "person" and source.head in PLACES_OF_PAPERS)
            return self._of_paper(source, owner, owner.evidence) if is_own else self.description(source)
        owner = self._described_owner(source)
        return self._of_paper(source, owner, owner.evidence) if owner.name else self._brought_in(source)

    def _brought_in(self, source: Source) -> Speaker:
        """The author with whom a paper was brought in; nobody, where authors of several are near."""
        meant = self.papers.meant(source)
        written = [(paper, author) for paper in meant if (author := self._author(paper)).name]
        names = {author.name: None for _, author in written}
        if len(names) > 1:
            several = tuple(name for name in names if name)
            reason = f"'{source.text}' can be one of {' or '.join(several)}, and nothing near it tells which"
            return replace(self.description(source, reason), candidates=several)
        if not written or written[0][0] is not meant[0]:
            is_body = source.head in BODIES and source.text.lower().startswith("the ")
            return self.role(source) if is_body else self.description(source)
        paper, author = written[0]
        return self._of_paper(source, author, (paper.at, *author.evidence))

    def _described_owner(self, source: Source) -> Speaker:
        """Whose a paper is, where a description says it: "the company's report"; nobody else."""
        owner = _OWNER_BEFORE.match(self.article.text, source.span.start, source.span.end)
        if owner is None:
            return Speaker()
        spoken = len(self.spoken)
        found = self.role(read_source(self.cast, Span(*owner.span("owner"))))
        del self.spoken[spoken:]  # it is the paper that speaks
        return found

    def _of_paper(self, source: Source, author: Speaker, evidence: Iterable[Span]) -> Speaker:
        way = Chain((source.span,)).then(evidence)
        reason = speaks_for(source.head, way.read_out(self.article.text))
        speaker = replace(author, confidence=round(author.confidence * 0.75, 3), reason=reason, evidence=way.links)
        self.told_by_papers.append((source.span, speaker))
        return speaker

    def _author(self, paper: Paper) -> Speaker:
        if paper.by is None:
            return paper.speaker or Speaker()
        if paper.by.kind == "body":
            return self.body(paper.by)
        if paper.by.kind == "names":
            return self.namer.together(paper.by)
        name = paper.by.names[0]
        assert name.member is not None  # papers are given to names that are known for one
        found = self.namer.of_member(name.member, Chain(()), name.span, 0.95)
        unknown = name.member.kind == "unknown" and paper.noun in OF_BODIES
        return replace(found, type="organisation") if unknown else found

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
        spoken = len(self.spoken)
        owner = self._third_person(Source("pronoun", word, Span(found.start(), found.end()), head=word))
        del self.spoken[spoken:]  # it is the body or the paper that speaks
        return owner or Speaker()


def _unclear(source: Source, candidates: tuple[Member, ...], unnamed: str = "") -> Speaker:
    unclear = ambiguous(source.text, Match(None, candidates), (source.span,))
    if unnamed:
        other = candidates[0].name if candidates else "somebody else"
        return replace(unclear, reason=f"'{source.text}' may be {other}, or whom the text calls '{unnamed}'")
    if not candidates:
        return replace(unclear, reason=f"nobody is named near '{source.text}' whom it could stand for")
    if len(candidates) == 1:
        only = f"'{source.text}' may be {candidates[0].name}, but nothing shows that this is a person"
        return replace(unclear, reason=only)
    return unclear


def _touches(between: str) -> bool:
    """Whether only an apposition or a bracket stands between a name and the "who" behind it.

    A participle begins no apposition ("Lund, pointing to a system that"), and a plural ends none of one person ("Quill
    is one of the mayors who").
    """
    if _APPOSITION_BETWEEN.fullmatch(between) is None or _PARTICIPLE.match(between):
        return False
    last = _LAST_WORD.search(between)
    return last is None or not _is_plural(last[1])


def _is_plural(word: str) -> bool:
    looks_so = word.endswith("s") and not word.endswith("ss")
    return looks_so and (word.islower() or tells_belonging(folded(word)))


def _can_be(member: Member, relative: str) -> bool:
    if relative in ("who", "whom"):
        return member.kind == "person" or (member.kind == "unknown" and len(member.fullest.words) > 1)
    return member.kind != "person"
