"""Which event, medium, place and hearer are a statement's: those that hang on its cue, or on the sentence that opens.

As with days, a phrase inside a content is what the speaker speaks of. Outside, it must stand beside the saying ("said
at a rally in Ohio") or open its sentence ("In a statement, the firm said"). What the same speaker says next in the same
breath has the same occasion; anything else stays empty, for a wrong occasion is worse than none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from onrecord.domain import Article, Named, Span, Statement
from onrecord.domain.sentences import around, paragraphs, sentences

from .hearers import hearer
from .phrases import Kind, Phrase, phrases
from .words import EVENTS, MEDIA

_CLAUSE = re.compile(
    r"[;:.!?]\s|\b(?:who|which|whose|whom|that|when|where|after|before|since|because|although|though|if|unless|while|whether|"
    r"than|and|but)\b",
    re.IGNORECASE,
)
_HEARD_AT = re.compile(rf"\b(?:{EVENTS})$")
_GOES_ON = re.compile(r"\b(?:add(?:ed|s)?|also|then|conclud\w+|continu\w+|went\s+on|later|again)\b", re.IGNORECASE)
_BEGINS = re.compile(
    r"\b(?:began|begins|started|opened|spoke|speaking|made|makes|gave|appeared|addressed|delivered)\b", re.IGNORECASE
)
_REACHED = re.compile(
    r"\b(?:reached|contacted|interviewed|speaking|asked)(?:\s(?:by|over\sthe|on\sthe)\s(?:tele)?phone)?\s*$"
)
_SPOKE_THERE = re.compile(
    r"\b(?:spoke|speaking|appeared|appearing|addressed|addressing|rallied|campaigned|campaigning|stood|standing|sat|sitting|climbed|"
    r"stepped|walked|arrived|arriving|emerged|emerging|paused|stopped|waited|waiting|watched|watching|gathered)\b",
    re.IGNORECASE,
)
"""Verbs by which somebody is at a place, and not only of it ("grew up in Ohio and said")."""
_AND = re.compile(r"\s+and\s+(?:(?:then|also|\w+ly)\s+)?")
_FEW_WORDS = 6
_DENIED = re.compile(r"\b(?:never|not|no)\b|n['’]t\b", re.IGNORECASE)
_UNSPOKEN = re.compile(
    r"(?:to\s)?(?:speak|talk|comment|answer|respond)(?:ing)?(?:\s(?:to|with)\s(?:[\w’'-]+\s){0,3}[\w’'-]+)?",
    re.IGNORECASE,
)
_POSTED = re.compile(r"\b(?:posted|published|tweeted|shared|uploaded|wrote)\b", re.IGNORECASE)
_THERE: dict[Kind, re.Pattern[str]] = {"place": _SPOKE_THERE, "medium": _POSTED}
_PAPER = re.compile(rf"(?:the|a|an|this|that|his|her|its|their)\s+(?:[\w-]+\s+){{0,3}}?(?:{MEDIA})\b", re.IGNORECASE)
_SPOKEN = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|told|tells?|telling|spoke|speaking|declar\w+|announc\w+|add(?:ed|s|ing)|replied|responded|answered|"
    r"asked|vowed|promised|pledged|complained|insisted|argued|warned|repeated|declined|refused|testif\w+|explained|noted|recalled|"
    r"joked|quipped|mentioned|predicted|acknowledged|conceded|admitted|boasted|denied|claimed|called|urged|praised|defended|"
    r"attacked|criticized|criticised|blasted|mocked|downplayed|stressed)\b",
    re.IGNORECASE,
)
_SPEAKING = re.compile(
    r"(?:[A-Z]\w+\s){0,1}(?:[Ss]peaking|[Cc]ampaigning|[Ss]tumping|[Aa]ppearing|[Rr]allying|[Aa]ddressing)(?:\s[\w.’'-]+){0,6}\s?"
)
"""Before the place that opens a sentence: "Speaking to voters in Ohio, Novak said"."""
_ONLY_TIME = re.compile(
    r"(?:\s|,|\b(?:on|last|this|late|early|earlier|later|again|yesterday|today|tonight|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|"
    r"morning|afternoon|evening|night|week|month|year)\b|\b[A-Z][a-z]{2,8}\.?\s+\d{1,2}\b)*"
)
_WIDEST_GAP = 70  # code points between a role and a phrase beside it, room for a hearer and a day
_WIDEST_LEAD = 160  # between a phrase that opens the sentence and the role that it leads to
_KINDS: tuple[Kind, ...] = ("event", "medium", "place")


def settle(article: Article, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """The statements with event, place, medium and addressee where the text names them.

    Args:
        article: as read.
        statements: with speakers, by whom an occasion is carried from one statement to the next.

    Returns:
        the same statements in the same order.
    """
    if article.kind == "transcript" or not statements:
        return statements
    return _Settler(article.text, statements).settled()


class _Settler:
    def __init__(self, text: str, statements: tuple[Statement, ...]) -> None:
        self.text = text
        self.statements = statements
        self.sentences = sentences(text)
        self.paragraphs = paragraphs(text)
        self.phrases = phrases(text)
        self.begins = [p.span.start for p in self.phrases]
        self.contents = sorted(c for s in statements if s.field == "text" for c in s.content)
        self.found: dict[str, Statement] = {}

    def settled(self) -> tuple[Statement, ...]:
        earlier: Statement | None = None
        for statement in sorted(self.statements, key=lambda s: s.stands_at):
            done = statement
            if statement.field == "text" and self.sentences:
                done = self._carried(self._own(statement), earlier)
                if done.within is None:
                    earlier = done
            self.found[statement.id] = done
        return tuple(self.found[s.id] for s in self.statements)

    # The statement's own sentence

    def _own(self, statement: Statement) -> Statement:
        sentence = self._sentence(statement.stands_at)
        if not statement.cue:
            return statement
        heard = hearer(self.text, statement, sentence, None)
        marks = sorted((*statement.source, *statement.cue, *statement.content, *([heard] if heard else [])))
        chosen: dict[Kind, Span] = {}
        for phrase in self._within(sentence):
            hangs = self._is_of(phrase, statement) and self._hangs(
                phrase, marks, statement, sentence, chosen.get("event")
            )
            if hangs and phrase.kind not in chosen:
                chosen[phrase.kind] = phrase.span
                marks = sorted((*marks, phrase.span))
        heard = heard or hearer(self.text, statement, sentence, chosen.get("medium"))
        paper = (
            _PAPER.match(self.text, statement.source[0].start, statement.source[0].end) if statement.source else None
        )
        if paper:
            chosen["medium"] = Span(*paper.span())  # "the letter says": what speaks is what it stands in
        if heard and "event" not in chosen and _HEARD_AT.search(heard.of(self.text)):
            chosen["event"] = heard
        named: dict[str, Named | None] = {kind: self._named(chosen.get(kind)) for kind in _KINDS}
        return replace(statement, **named, addressee=self._named(heard))  # type: ignore[arg-type]

    def _within(self, sentence: Span) -> list[Phrase]:
        first, last = bisect_left(self.begins, sentence.start), bisect_left(self.begins, sentence.end)
        return self.phrases[first:last]

    def _is_of(self, phrase: Phrase, statement: Statement) -> bool:
        """Whether the phrase stands outside every content that the statement itself stands outside of."""
        if self._is_refused_there(phrase, statement):
            return True
        at = statement.stands_at
        whose = [c for c in self.contents if c.start <= at < c.end]
        return [c for c in self.contents if c.overlaps(phrase.span)] == whose and all(
            c.contains(phrase.span) for c in whose
        )

    def _hangs(
        self, phrase: Phrase, marks: Sequence[Span], statement: Statement, sentence: Span, event: Span | None
    ) -> bool:
        if any(m.contains(phrase.span) for m in statement.cue):
            return True
        if any(m.contains(phrase.span) for m in statement.source):
            return bool(_REACHED.search(self.text, sentence.start, phrase.begins))
        if any(m.overlaps(phrase.span) for m in marks):
            return self._is_refused_there(phrase, statement)
        before = [m for m in marks if m.end <= phrase.begins]
        if before:
            nearest = max(before, key=lambda m: m.end)
            gap = self.text[nearest.end : phrase.begins]
            if phrase.kind == "place":
                return self._is_place_of(phrase, nearest, statement, event)
            return len(gap) <= _WIDEST_GAP and not _CLAUSE.search(gap) and gap.count(",") <= 1
        return self._opens(phrase, min(m.start for m in marks), statement, sentence)

    def _is_refused_there(self, phrase: Phrase, statement: Statement) -> bool:
        """Whether what somebody would not do is to speak at that place: "declined to speak on the quay"."""
        start = statement.content[0].start
        if statement.act != "refused" or phrase.kind != "place" or phrase.begins <= start:
            return False
        return _UNSPOKEN.fullmatch(self.text[start : phrase.begins].rstrip()) is not None

    def _is_place_of(self, phrase: Phrase, nearest: Span, statement: Statement, event: Span | None) -> bool:
        """Whether something was said at the place that stands behind ``nearest``, one of its roles or phrases."""
        gap = self.text[nearest.end : phrase.begins]
        if nearest == event:
            return bool(_ONLY_TIME.fullmatch(gap))
        if nearest in statement.source:
            goes_on = any(_AND.fullmatch(self.text, phrase.span.end, c.start) for c in statement.cue)
            return goes_on and self._is_there(nearest.end, phrase)
        if self.text.startswith(("from", "From"), phrase.begins) and nearest not in statement.cue:
            return False  # "told voters from Ohio"
        if nearest in statement.content:
            spoken = statement.act == "refused" and bool(_UNSPOKEN.fullmatch(nearest.of(self.text)))
        else:
            spoken = self._spoken(statement)
        return spoken and bool(_ONLY_TIME.fullmatch(gap))

    def _opens(self, phrase: Phrase, role: int, statement: Statement, sentence: Span) -> bool:
        """Whether the phrase opens the sentence, and leads to this statement and to nobody else's before it."""
        lead = self.text[sentence.start : phrase.begins]
        between = self.text[phrase.span.end : role]
        speaking = phrase.kind == "place" and _SPEAKING.fullmatch(lead) is not None
        if len(lead.split()) > 2 and not speaking:
            return False
        if len(between) > _WIDEST_LEAD or re.search(r"[;:]|[.!?]\s", between):
            return False
        if phrase.kind == "place":
            named = re.match(r"[^\W\d_a-z]|s?he\b", self.text[role:])
            apart = re.match(rf"{_ONLY_TIME.pattern},", between)
            if not (apart and named and (speaking or self._spoken(statement))):
                return False  # "In Ohio, the poll showed" is where it was taken
        return not any(
            phrase.span.end <= c.start < role and other.source != statement.source
            for other in self.statements
            for c in other.cue
        )

    def _spoken(self, statement: Statement) -> bool:
        return any(_SPOKEN.search(c.of(self.text)) for c in statement.cue)

    def _denied(self, statement: Statement) -> bool:
        return any(_DENIED.search(c.of(self.text)) for c in statement.cue)

    # What goes before

    def _carried(self, statement: Statement, earlier: Statement | None) -> Statement:
        """With the occasion of what the same speaker said just before, or of the sentence that introduces a speech."""
        if statement.event or statement.medium or statement.place or statement.within is not None:
            return statement
        sentence = self._sentence(statement.stands_at)
        # What somebody would not or does not say is not told of that place.
        spoken = statement.act == "said" and self._spoken(statement) and not self._denied(statement)
        told = earlier and (earlier.event or earlier.medium or (earlier.place and spoken))
        if earlier and told and self._goes_on(statement, earlier, sentence):
            return replace(statement, event=earlier.event, medium=earlier.medium, place=earlier.place)
        return replace(statement, **self._introduced(statement, sentence))

    def _goes_on(self, statement: Statement, earlier: Statement, sentence: Span) -> bool:
        name = statement.speaker.name
        if name is None or name != earlier.speaker.name:
            return False
        if self._paragraph(earlier.stands_at) == self._paragraph(statement.stands_at):
            return True
        lead = self.text[sentence.start : max(c.end for c in statement.cue)] if statement.cue else ""
        ended = max(earlier.stands_at, earlier.content[-1].end - 1)  # a quotation may run over several paragraphs
        apart = self._paragraph(statement.stands_at) - self._paragraph(ended)
        return 0 <= apart <= 1 and bool(_GOES_ON.search(lead))

    def _introduced(self, statement: Statement, sentence: Span) -> dict[str, Any]:
        """Event, place and medium of the sentence before, where it tells of the same speaker's speaking there."""
        at = around(self.sentences, sentence.start)
        before = self.sentences[at - 1] if at else None
        if before is None or self._paragraph(before.start) != self._paragraph(sentence.start):
            return {}
        if not any(before.contains(span) for span in statement.speaker.evidence):
            return {}
        outside = [p for p in self._within(before) if not any(c.overlaps(p.span) for c in self.contents)]
        begins = _BEGINS.search(before.of(self.text)) is not None
        told = [
            p for p in outside if (begins if p.kind == "event" else self._is_there(before.start, p, _THERE[p.kind]))
        ]
        return {phrase.kind: self._named(phrase.span) for phrase in told}

    def _is_there(self, start: int, phrase: Phrase, verb: re.Pattern[str] = _SPOKE_THERE) -> bool:
        """Whether a verb of its clause says that somebody is there or posts there: "he stood in Keel Lane"."""
        verbs = list(verb.finditer(self.text, start, phrase.begins))
        between = self.text[verbs[-1].end() : phrase.begins] if verbs else ""
        from_there = self.text.startswith(("from", "From"), phrase.begins) and bool(between.strip())
        near = len(between.split()) <= _FEW_WORDS and _CLAUSE.search(between) is None
        return bool(verbs) and near and not from_there

    def _sentence(self, offset: int) -> Span:
        return self.sentences[around(self.sentences, offset)]

    def _paragraph(self, offset: int) -> int:
        return around(self.paragraphs, offset)

    def _named(self, span: Span | None) -> Named | None:
        return Named(span.of(self.text), span) if span else None
