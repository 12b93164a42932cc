"""From the source span of each statement to the name of its speaker.

One pass in the order of the text: names first find the fullest name of the same person, then what refers back ("he",
"who", "the mayor") finds a name or a speaker before it. Each answer carries the chain of places that led to it; where
two people are close, neither is named and both are listed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.domain import Article, Span, Speaker, Statement, hull

from .cast import Cast
from .chains import Chain, ambiguous, proper_case, type_of, way_by_alias, way_to_name
from .labels import label_speaker
from .lexicon import Gender
from .members import Appearance, Match, Member
from .names import is_org_word
from .pronouns import Follower
from .roles import meant_by
from .scene import Scene, Spoken
from .sources import POSSESSIVE, UNNAMED, Source, read_source

_LABEL_ENDS = re.compile(r"^[\"“‘']+|[:,.\"”’'\s]+$|['’]s$")
_APPOSITION_BETWEEN = re.compile(
    r"['’]?s?(?:\sof\s(?:the\s)?[A-Z][\w.]*(?:\s[A-Z][\w.]*)*)?(?:,?\s*\([^)]*\))?(?:,\s\d+)?"
    r"(?:,\s(?:[^,.;\"“”]|(?<=[A-Z])\.){1,90})?[\s,)]*"
)
_WORD = re.compile(r"\w+")
NO_SOURCE = "the text names nobody as the source"


def resolve(article: Article, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Name the speakers of an article's statements, and whose word it is that they were said.

    Args:
        article: as read. Names are sought in its text; for statements in its headline too.
        statements: in the order of the text, with their spans.

    Returns:
        the same statements in the same order, with ``speaker`` and ``asserted_by`` filled.
    """
    resolver = _Resolver(article, statements)
    return tuple(resolver.filled(s) for s in statements)


class _Resolver:
    def __init__(self, article: Article, statements: Sequence[Statement]) -> None:
        self.article = article
        self.cast = Cast(article.text)
        self.scene = Scene(self.cast)
        self.follower = Follower(self.scene, statements)
        self.spoken: list[Spoken] = []
        self.plural: list[tuple[Span, Speaker]] = []
        self.outer = _enclosing(statements)
        self.told: list[Statement] = []
        self.found: dict[str, Speaker] = {}
        # Who encloses a statement must be known before it, and what is referred to stands before what refers.
        for statement in sorted(statements, key=lambda s: (s.id in self.outer, s.start)):
            self.found[statement.id] = self._speaker(statement)
            if statement.id not in self.outer and statement.field == "text":
                self.told.append(statement)

    def filled(self, statement: Statement) -> Statement:
        """The statement with its speaker and the one who asserts it."""
        outer = self.outer.get(statement.id)
        by = None
        if outer is not None:
            speaker = self.found[outer.id]
            by = speaker.name or speaker.description
        by = by or self.article.outlet or self.article.byline
        return replace(statement, speaker=self.found[statement.id], asserted_by=by)

    def _speaker(self, statement: Statement) -> Speaker:
        span = hull(statement.source)
        if span is None:
            return self._going_on(statement)
        if statement.field == "title":
            return self._in_title(span)
        turn = next((t for t in self.article.turns if t.label.overlaps(span)), None)
        if turn is not None:
            return label_speaker(self.article, self.cast, turn.label)
        source = self._known_by_letters(read_source(self.cast, span))
        speaker = self._read(source, statement)
        if speaker.type == "group" or source.plural:
            self.plural.append((span, speaker))
        return speaker

    def _going_on(self, statement: Statement) -> Speaker:
        """A quotation without a source right behind another: the same speaker, if nobody is named between."""
        begins = statement.content[0]
        before = [s for s in self.told if s.content[-1].end <= begins.start]
        if statement.field != "text" or not self.scene.in_quotes(begins) or not before:
            return Speaker(reason=NO_SOURCE)
        last = max(before, key=lambda s: s.content[-1])
        end = max(s.end for s in (*last.content, *last.cue, *last.source) if s.end <= begins.start)
        speaker = self.found[last.id]
        between = self.scene.named_between(end, begins.start)
        far = self.scene.paragraph(begins.start) - self.scene.paragraph(last.content[-1].start)
        named = any(not self.scene.in_quotes(s.span) for s in between)
        if far > 1 or named or speaker.name is None or not self.scene.in_quotes(last.content[-1]):
            return Speaker(reason=NO_SOURCE)
        return replace(
            speaker,
            confidence=round(speaker.confidence * 0.8, 3),
            reason=f"the quotation goes on right behind one of: {speaker.reason}",
        )

    def _known_by_letters(self, source: Source) -> Source:
        """A source whose capitals told nothing (headlines, labels), where its words are a name the text knows."""
        if source.kind not in ("description", "role") or source.plural or len(source.text.split()) > 4:
            return source
        match = self.cast.named(_LABEL_ENDS.sub("", source.text))
        if match.member is None and not match.candidates:
            return source
        return replace(source, kind="name", names=(Appearance(source.span, match.member, match.candidates),))

    def _read(self, source: Source, statement: Statement) -> Speaker:
        if source.kind == "pronoun":
            return self._pronoun(source, statement)
        if source.kind in ("name", "possessor"):
            return self._named(source.names[0])
        read = {
            "names": self._together,
            "document": self._paper,
            "body": self._body,
            "relative": self._relative,
            "role": self._role,
            "description": self._description,
        }[source.kind]
        return read(source)

    # Names

    def _named(self, name: Appearance) -> Speaker:
        if name.member is None:
            words = name.span.of(self.article.text)
            return ambiguous(words, Match(None, name.candidates), (name.span,))
        self.spoken.append(Spoken(name.member, name.span))
        return self._of_member(name.member, Chain(()), name.span, 0.95)

    def _of_member(self, member: Member, chain: Chain, at: Span, confidence: float) -> Speaker:
        words = at.of(self.article.text)
        way = way_by_alias(member, words, at) if member.alias_at(words) else way_to_name(member, at)
        whole = chain.then(way)
        short = len(way) > 1 and not member.alias_at(words)
        return Speaker(
            name=proper_case(member.name) if type_of(member) == "person" else member.name,
            type=type_of(member),
            confidence=round(confidence * (0.97 if short else 1.0) * (1.0 if member.kind != "unknown" else 0.85), 3),
            reason=whole.read_out(self.article.text),
            evidence=whole.links,
        )

    def _together(self, source: Source) -> Speaker:
        names, links = [], Chain(())
        for name in source.names:
            if name.member is None:
                names.append(name.span.of(self.article.text))
                links = links.then((name.span,))
            else:
                names.append(name.member.name)
                links = links.then(way_to_name(name.member, name.span))
        return Speaker(
            name=" and ".join(names) if len(names) == 2 else ", ".join(names[:-1]) + " and " + names[-1],
            type="group",
            confidence=0.9,
            members=tuple(names),
            reason="named together in the source",
            evidence=links.links,
        )

    def _paper(self, source: Source) -> Speaker:
        member = source.names[0].member
        assert member is not None  # read_source gives papers of known organisations only
        found = self._of_member(member, Chain((source.span,)), source.names[0].span, 0.75)
        return replace(found, reason=f"the {source.head} speaks for the organisation it names: {found.reason}")

    def _body(self, source: Source) -> Speaker:
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
            return self._of_member(source.names[0].member, Chain(()), source.names[0].span, 0.9)
        found = _WORD.search(self.article.text, source.span.start)
        assert found is not None  # a source without a word is never read as a body
        word = found.group().lower()
        pronoun = Source("pronoun", word, Span(found.start(), found.end()), head=word)
        spoken = len(self.spoken)
        owner = self._he_or_she(pronoun, "he" if word == "his" else "she")
        del self.spoken[spoken:]  # it is the body that speaks
        return owner

    def _in_title(self, span: Span) -> Speaker:
        words = span.of(self.article.title or "")
        match = self.cast.named(words)
        if match.member is not None:
            found = self._of_member(match.member, Chain(()), match.member.fullest.span, 0.9)
            return replace(found, reason=f"'{words}' in the headline <- {found.reason}")
        if match.candidates:
            return ambiguous(words, match, ())
        holders = self.cast.of_office(_LABEL_ENDS.sub("", words).split()[-1], len(self.article.text))
        if len(holders) == 1:
            found = self._of_member(holders[0], Chain(()), holders[0].fullest.span, 0.75)
            return replace(found, reason=f"'{words}' in the headline <- {found.reason}")
        return Speaker(
            description=words, type="unnamed", reason=f"'{words}' in the headline is named nowhere in the text"
        )

    # What refers back

    def _pronoun(self, source: Source, statement: Statement) -> Speaker:
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
        return self._of_member(
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
                reason=f"'{source.text}' <- '{_short(at.of(self.article.text))}'",
                evidence=links.links,
                confidence=round(who.confidence * 0.85, 3),
            )
        return self._it(source)

    def _it(self, source: Source) -> Speaker:
        start = self.scene.window(source.span.start)
        near = [s for s in self.spoken if start <= s.at.start < source.span.start]
        near.sort(key=lambda s: s.at)
        if near and near[-1].member.kind in ("organisation", "place"):
            return self._of_member(near[-1].member, Chain((source.span,)), near[-1].at, 0.75)
        return Speaker(
            reason=f"'{source.text}' has no speaker right before it that it could stand for", evidence=(source.span,)
        )

    def _relative(self, source: Source) -> Speaker:
        """ "who" and "which" mean the name right before them, with at most an apposition between."""
        start = max((s.start for s in self.scene.sentences if s.start <= source.span.start), default=0)
        for name in reversed(self.cast.between(start, source.span.start)):
            between = self.article.text[name.span.end : source.span.start]
            if name.member is not None and _can_be(name.member, source.head) and _touches(between):
                self.spoken.append(Spoken(name.member, source.span))
                return self._of_member(name.member, Chain((source.span,)), name.span, 0.88)
        return self._description(source, f"'{source.text}' follows no name")

    def _role(self, source: Source) -> Speaker:
        if self.scene.in_quotes(source.span):
            return self._description(source, f"'{source.text}' stands inside the words of another")
        if source.text.split()[0].lower() in POSSESSIVE:
            return self._description(source)
        meant = meant_by(source, self.scene, self.follower, sorted(self.spoken, key=lambda s: s.at))
        if meant.member is not None:
            at = self._name_at(meant.member, meant.at or source.span)
            self.spoken.append(Spoken(meant.member, source.span))
            return self._of_member(meant.member, Chain((source.span,)), at, meant.confidence)
        if not meant.candidates:
            return self._description(source)
        names = tuple(m.name for m in meant.candidates)
        return Speaker(
            type=type_of(meant.candidates[0]),
            candidates=names,
            description=source.text,
            evidence=(source.span,),
            reason=f"'{source.text}' can be {' or '.join(names)}, and nothing near it tells which",
        )

    def _description(self, source: Source, reason: str = "") -> Speaker:
        unnamed = UNNAMED.search(source.text) is not None or not source.plural
        office = is_org_word(source.head) and not source.plural
        return Speaker(
            type="organisation" if office else "unnamed" if unnamed else "group",
            description=source.text,
            reason=reason or f"the text describes the source ('{_short(source.text)}') and does not name it",
            evidence=(source.span,),
        )


def _unclear(source: Source, candidates: tuple[Member, ...]) -> Speaker:
    names = tuple(m.name for m in candidates)
    if not names:
        reason = f"nobody is named near '{source.text}' whom it could stand for"
    elif len(names) == 1:
        reason = f"'{source.text}' may be {names[0]}, but nothing shows that this is a person"
    else:
        reason = f"'{source.text}' can be {' or '.join(names)}, and nothing near it tells which"
    return Speaker(type="person", candidates=names, reason=reason, evidence=(source.span,))


def _touches(between: str) -> bool:
    """Whether only an apposition or a bracket stands between a name and the "who" behind it."""
    return _APPOSITION_BETWEEN.fullmatch(between) is not None


def _can_be(member: Member, relative: str) -> bool:
    if relative in ("who", "whom"):
        return member.kind == "person" or (member.kind == "unknown" and len(member.fullest.words) > 1)
    return member.kind != "person"


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 80 else line[:79] + "…"


def _enclosing(statements: Sequence[Statement]) -> dict[str, Statement]:
    """For each nested statement the one around it: as marked, else the smallest content that holds its source."""
    by_id = {s.id: s for s in statements}
    found: dict[str, Statement] = {}
    for inner in statements:
        if inner.within is not None and inner.within in by_id:
            found[inner.id] = by_id[inner.within]
            continue
        place = hull(inner.source) or hull(inner.content)
        holding = [
            s
            for s in statements
            if s is not inner and s.field == inner.field and place and any(c.contains(place) for c in s.content)
        ]
        if holding:
            found[inner.id] = min(holding, key=lambda s: sum(map(len, s.content)))
    return found
