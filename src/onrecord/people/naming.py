"""Sources that are names: one name, several side by side, a paper of an office, a name in a headline.

A name finds the fullest name of the same person; the chain of places that led there is kept with it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.domain import Article, Span, Speaker

from .cast import Cast
from .chains import Chain, ambiguous, proper_case, type_of, way_by_alias, way_to_name
from .members import Appearance, Match, Member
from .scene import Spoken
from .sources import Source

_FIRST_LETTER = re.compile(r"(?<![\w'’])[^\W\d_]")
LABEL_ENDS = re.compile(r"^[\"“‘']+|[:,.\"”’'\s]+$|['’]s$")


def speaks_for(noun: str, reason: str) -> str:
    """The reason why whoever wrote a paper is taken for the speaker of what it says."""
    return f"the {noun} speaks for whom it is by: {reason}"


def group_of(names: Sequence[str], links: Chain, confidence: float, reason: str) -> Speaker:
    """A group of named members.

    Args:
        names: of the members, two or more.
        links: the places that lead to them.
        confidence: that it is these, 0 to 1.
        reason: why.
    """
    listed = " and ".join(names) if len(names) == 2 else ", ".join(names[:-1]) + " and " + names[-1]
    return Speaker(listed, "group", confidence, members=tuple(names), reason=reason, evidence=links.links)


class Namer:
    """Names the speakers whose source is a name.

    Args:
        article: as read.
        cast: everyone whom its text names.

    Attributes:
        spoken: who was found to speak so far, each with the place of the source; what refers back looks there.
    """

    def __init__(self, article: Article, cast: Cast) -> None:
        self.article = article
        self.cast = cast
        self.spoken: list[Spoken] = []

    def named(self, name: Appearance) -> Speaker:
        """The speaker that a name means; where it fits several, all are listed."""
        if name.member is None:
            words = name.span.of(self.article.text)
            return ambiguous(words, Match(None, name.candidates), (name.span,))
        self.spoken.append(Spoken(name.member, name.span))
        return self.of_member(name.member, Chain(()), name.span, 0.95)

    def of_member(self, member: Member, chain: Chain, at: Span, confidence: float) -> Speaker:
        """A member of the cast as speaker.

        Args:
            member: who it is.
            chain: the places that led to ``at``; empty where the source itself is the name.
            at: a name of the member.
            confidence: that it is this one, 0 to 1, before what is taken off for a short or an unknown name.
        """
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

    def together(self, source: Source) -> Speaker:
        """Two or more named people who speak together: a group with its members."""
        names, links = [], Chain(())
        for name in source.names:
            if name.member is None:
                names.append(name.span.of(self.article.text))
                links = links.then((name.span,))
            else:
                names.append(name.member.name)
                links = links.then(way_to_name(name.member, name.span))
        return group_of(names, links, 0.9, "named together in the source")

    def paper(self, source: Source) -> Speaker:
        """A paper of whom it names: "a Pentagon report", "Novak's book"."""
        member = source.names[0].member
        if len(source.names) > 1 or member is None:
            found = self.together(source)
        else:
            found = self.of_member(member, Chain((source.span,)), source.names[0].span, 0.75)
        return replace(found, confidence=min(found.confidence, 0.75), reason=speaks_for(source.head, found.reason))

    def in_title(self, span: Span) -> Speaker:
        """The speaker of a headline's source, at ``span`` of the headline."""
        words = span.of(self.article.title or "")
        match = self._in_headline(words)
        if match.member is not None:
            found = self.of_member(match.member, Chain(()), match.member.fullest.span, 0.9)
            return replace(found, reason=f"'{words}' in the headline <- {found.reason}")
        if match.candidates:
            return ambiguous(words, match, ())
        holders = self.cast.of_office(LABEL_ENDS.sub("", words).split()[-1], len(self.article.text))
        if len(holders) == 1:
            found = self.of_member(holders[0], Chain(()), holders[0].fullest.span, 0.75)
            return replace(found, reason=f"'{words}' in the headline <- {found.reason}")
        return Speaker(
            description=words, type="unnamed", reason=f"'{words}' in the headline is named nowhere in the text"
        )

    def _in_headline(self, words: str) -> Match:
        """Whom a headline means. An office before a name may stand in small letters there: "Transport minister Reyes".

        Of several who bear the surname it is the one whom the text calls by it, too.
        """
        match = self.cast.named(words)
        if match.member is None and not match.candidates:
            match = self.cast.named(_FIRST_LETTER.sub(lambda found: found.group().upper(), words))
        called = [m for m in match.candidates if any(len(form.bare) == 1 for form in m.forms)]
        return Match(called[0]) if len(called) == 1 else match
