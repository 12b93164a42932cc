"""From the source span of each statement to the name of its speaker.

One pass in the order of the text: names first find the fullest name of the same person, then what refers back ("he",
"who", "the mayor") finds a name or a speaker before it. Each answer carries the chain of places that led to it; where
two people are close, neither is named and both are listed.
"""

from __future__ import annotations

from bisect import bisect_left, insort_left
from collections.abc import Sequence
from dataclasses import replace

from onrecord.domain import Article, Span, Speaker, Statement, hull
from onrecord.domain.sentences import around

from .cast import Cast
from .labels import label_speaker
from .lexicon import folded
from .members import Appearance
from .naming import LABEL_ENDS, Namer
from .nesting import enclosing, outer_first
from .pronouns import Follower
from .referring import Referrer
from .scene import Scene
from .sources import Source, is_somebody, read_source
from .unsaid import is_unsaid

NO_SOURCE = "the text names nobody as the source"
_BACK = 50  # statements back in which one that has ended is sought


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
        self.scene = Scene(self.cast, article.byline)
        self.outer = enclosing(statements)
        self.labels = tuple(t.label for t in article.turns)
        self.offices: dict[str, tuple[str | None, Span]] = {}
        self.holders: dict[str, tuple[Speaker, Span]] = {}  # by office, as the first label with both prints it
        self.told: list[Statement] = []  # by where their content ends to be told
        self.found: dict[str, Speaker] = {}
        self.namer = Namer(article, self.cast)
        follower = Follower(self.scene, statements)
        self.referrer = Referrer(self.namer, self.scene, follower, self.outer, self.found)
        # Who encloses a statement must be known before it, and what is referred to stands before what refers.
        for statement in outer_first(statements, self.outer):
            speaker = self._speaker(statement)
            self.found[statement.id] = speaker
            self.referrer.papers.heard(statement, speaker)
            if statement.id not in self.outer and statement.field == "text":
                insort_left(self.told, statement, key=lambda s: s.content[-1])

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
            return self.namer.in_title(span)
        at = around(self.labels, span.start)
        label = next((label for label in self.labels[at : at + 2] if label.overlaps(span)), None)
        if label is not None:
            return self._labelled(label)
        source = self._known_by_letters(read_source(self.cast, span))
        speaker = self._read(source, statement)
        if speaker.type == "group" or source.plural:
            self.referrer.plural.append((span, speaker))
        cue = " ".join(c.of(self.article.text) for c in statement.cue)
        if speaker.name is None and is_somebody(source, cue) and not self.scene.in_quotes(span):
            self.referrer.follower.unnamed.append(span)
        return _unsaid(source, speaker) if is_unsaid(self.article.text, statement) else speaker

    def _labelled(self, label: Span) -> Speaker:
        """The speaker of a turn; the office that an earlier label of the same speaker gave still holds."""
        speaker = label_speaker(self.article, self.cast, label)
        if speaker.name is None:
            return self._by_office(label, speaker)
        if speaker.description:
            self.holders.setdefault(folded(speaker.description), (speaker, label))
        office, there = self.offices.setdefault(speaker.name, (speaker.description, label))
        if speaker.description:
            self.offices[speaker.name] = (speaker.description, label)
        elif office:
            reason = f"{speaker.reason}; the office stands in an earlier label"
            return replace(speaker, description=office, reason=reason, evidence=(*speaker.evidence, there))
        return speaker

    def _by_office(self, label: Span, unnamed: Speaker) -> Speaker:
        """Who holds the office that a label names alone, where an earlier one said: "The Prime Minister (Ann Hale)"."""
        printed = " ".join(label.of(self.article.text).split())
        holder, there = self.holders.get(folded(printed), (None, label))
        if holder is None:
            return unnamed
        reason = f"'{printed}' <- '{' '.join(there.of(self.article.text).split())}' in an earlier label"
        return replace(holder, reason=reason, evidence=(label, there))

    def _going_on(self, statement: Statement) -> Speaker:
        """A quotation without a source right behind another: the same speaker, if nobody is named between."""
        begins = statement.content[0]
        last = self._last_before(begins.start)
        if statement.field != "text" or not self.scene.in_quotes(begins) or last is None:
            return Speaker(reason=NO_SOURCE)
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

    def _last_before(self, offset: int) -> Statement | None:
        """The last statement told so far whose content ends before ``offset``."""
        at = bisect_left(self.told, offset, key=lambda s: s.content[-1].start)
        return next((s for s in reversed(self.told[max(0, at - _BACK) : at]) if s.content[-1].end <= offset), None)

    def _known_by_letters(self, source: Source) -> Source:
        """A source whose capitals told nothing (headlines, labels), where its words are a name the text knows."""
        if source.kind not in ("description", "role") or source.plural or len(source.text.split()) > 4:
            return source
        match = self.cast.named(LABEL_ENDS.sub("", source.text))
        if match.member is None and not match.candidates:
            return source
        return replace(source, kind="name", names=(Appearance(source.span, match.member, match.candidates),))

    def _read(self, source: Source, statement: Statement) -> Speaker:
        namer, referrer = self.namer, self.referrer
        if source.kind == "pronoun":
            return referrer.pronoun(source, statement)
        if source.kind in ("name", "possessor"):
            return namer.named(source.names[0])
        read = {
            "names": namer.together,
            "document": namer.paper,
            "paper": referrer.paper,
            "pair": referrer.pair,
            "body": referrer.body,
            "relative": referrer.relative,
            "role": referrer.role,
            "description": referrer.described,
        }[source.kind]
        return read(source)


def _unsaid(source: Source, speaker: Speaker) -> Speaker:
    """Nobody, where the source is not told to have said it."""
    reason = f"'{source.text}' is asked or expected to say it, not told to have said it"
    return Speaker(type=speaker.type, description=source.text, reason=reason, evidence=(source.span,))
