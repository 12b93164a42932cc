"""Papers that speak ("the report", "the lawsuit"), and whose they are.

A paper is brought in together with whoever wrote it in one of few ways: "a Homeland Security memo", "the Post's
editorial", "a study by the National Transport Institute", "the union published a report", "she said in a letter". What
is called "the report" further on is the one brought in last. Where that came without an author, nobody speaks for it;
where papers of several hands are near, none is chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.domain import Span, Speaker, Statement

from .lexicon import folded
from .members import Appearance
from .scene import Scene
from .side_by_side import is_office, is_person, whole_start
from .sources import COURT_PAPERS, OWNED_BODIES, OWNS_PAPER, PAPERS, PLATFORMS, UNNAMED, Source, are_authors

_FAMILIES = tuple(
    frozenset(line.split())
    for line in (
        "report study analysis paper findings review survey assessment audit investigation document research",
        "poll survey",
        "lawsuit suit complaint filing document brief petition",
        "editorial article story piece report column op-ed essay feature",
        "statement release announcement",
        "letter memo memorandum email e-mail message note document",
        "ruling opinion document",
        "book memoir",
        "tweet post posting message",
        "ad advertisement commercial",
    )
)
"""Words that one text may use for one paper."""
OF_BODIES = frozenset("poll survey report".split())
"""Organisations make these. A name that ends in one is that of the paper: "the Suffolk University Poll"."""
PLACES_OF_PAPERS = frozenset("page website".split())
"""What stands on somebody's website the website says, not that person."""
_PRINTED_IN = frozenset("article editorial piece report story".split())
_NOUN = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, PAPERS), key=len, reverse=True))})\b", re.IGNORECASE)
_NEW = re.compile(r"\b(?:an?|another|one)\s(?:[^\s,;:.()“”\"]+\s){0,6}$", re.IGNORECASE)
_DEFINITE = r"[Tt](?:he|hat)\s(?P<between>(?:[a-z0-9][^\s,]*\s){{0,4}}?){}\b(?!\s(?:by|from|of\sthe)\b)"
"""With a name between, it is the paper of another."""
_OF_ANY = frozenset("new same full whole entire long short detailed written latest final original very".split())
_OF_ANY_LENGTH = re.compile(r"\d[\d,]*-(?:page|word|minute|second|point)")
"""Adjectives that any paper may have. By others one is told from its like: "the 50-state poll" came in as such."""
_OLDER = re.compile(r"\b(?:last|previous|earlier|prior|older)\s(?:\w+\s){0,2}$", re.IGNORECASE)
_PUBLISHED = (
    r"(?:releas|publish|issu|fil|post|unveil|circulat|produc|conduct|prepar|launch|air|sign|penn|commission|author|compil|"
    r"draft|submitt|carri|print)ed|put\sout|wrote|written|sent|ran|broadcast"
)
_LEADS_FROM_NAME = re.compile(
    rf"(?P<body>\s(?:{'|'.join(sorted(OWNED_BODIES))}))?\s(?:also\s|recently\s|later\s)?(?:(?:has|have|had)\s)?(?:{_PUBLISHED})\s(?:out\s)?"
    r"(?:(?:on\s)?\w+day\s)?(?:an?|the|its|his|her|their|another|this)\s(?:[a-z0-9][\w-]*\s){0,4}"
)
_MODIFIES = re.compile(r"\s(?:[a-z0-9][\w-]*\s){0,2}")
_LEADS_TO_NAME = re.compile(
    r"(?:\s(?:of|on|about|into|for)\s[^,.;:()“”\"]{1,60}?)?,?\s"
    rf"(?:(?:{_PUBLISHED}|taken|carried\sout|made)\s(?:[^,.;:()“”\"]{{1,40}}?\s)?)?(?:by|from)\s(?:the\s|The\s)?"
    r"(?:(?!(?:of|for|at|in|on|to|and|with|who|that)\b)[a-z][\w-]*\s){0,4}"
)
_OF_JUDGES = frozenset("report findings ruling opinion review verdict".split())
_OF_NAME = re.compile(r"\sof\sthe\s(?:(?!(?:of|for|at|in|on|to|and|with|who|that)\b)[a-z][\w-]*\s){1,4}")
"""Between a finding and who made it: "the report of the retired judge Dame Honora Sayle"."""
_IN_NAME = re.compile(r"\s(?:published\s)?in\s(?:the\s|The\s)?")
_BODY = re.compile(rf"\s(?:{'|'.join(sorted(OWNED_BODIES))})\b")
_OF_SOMEBODY = re.compile(
    rf"['’]s?\s|(?<=s)['’]\s|\sof\s|\s(?:{UNNAMED.pattern}|(?:supporters|researchers|economists|scientists|allies|critics|members|lawyers)\b)",
    re.IGNORECASE,
)
"""Behind a name: it was not Novak who wrote what is "by Novak's aides", "by Novak supporters", "by Novak of"."""
_AND = re.compile(r"\s*(?:/|,?\sand\s(?:the\s|The\s)?|,\s)")
_SAID_IN = re.compile(
    rf"(?:\s\w+){{0,3}}?\sin\s(?:an?|his|her|its|their)\s(?:[\w-]+\s){{0,4}}?(?P<noun>{_NOUN.pattern})"
)
_OPENS_WITH = re.compile(
    rf"In\s(?:an?|his|her|its|their)\s(?:[\w-]+\s){{0,4}}?(?P<noun>{_NOUN.pattern})[^.;:“”\"]{{0,80}},\s"
)


_REACH = 70  # code points before a paper in which its article stands


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper where the text brings it in.

    Attributes:
        noun: what it is called there, folded.
        at: the words that bring it in, its author included.
        by: whose it is, as a source that can be read; None where the text does not say.
        speaker: whose it is, where that is a speaker found already.
    """

    noun: str
    at: Span
    by: Source | None = None
    speaker: Speaker | None = None

    @property
    def has_author(self) -> bool:
        """Whether the text says whose it is."""
        return self.by is not None or self.speaker is not None


class Papers:
    """The papers of a text, by where they are brought in.

    Args:
        scene: the text.
    """

    def __init__(self, scene: Scene) -> None:
        self.scene, self.cast, self.text = scene, scene.cast, scene.cast.text
        self._found = dict(self._brought_in())

    def heard(self, statement: Statement, speaker: Speaker) -> None:
        """Keep the paper in which a named speaker said something: "she said in a letter"."""
        if speaker.name is None or not statement.cue or not statement.source or statement.field != "text":
            return
        sentence = self.scene.sentences[self.scene.sentence(statement.cue[0].start)]
        role = min(statement.cue[0].start, statement.source[0].start)
        found = _SAID_IN.match(self.text, statement.cue[-1].end, sentence.end) or _OPENS_WITH.fullmatch(
            self.text, sentence.start, role
        )
        if found:
            at = Span(min(role, found.start("noun")), max(statement.cue[-1].end, found.end("noun")))
            self._found[found.start("noun")] = Paper(folded(found["noun"]), at, speaker=speaker)

    def meant(self, source: Source) -> list[Paper]:
        """The papers that a source can be: one; several where the text has them near each other; none.

        Args:
            source: of kind ``paper``.
        """
        head = re.search(rf"\b{re.escape(source.head)}\b", source.span.of(self.text), re.IGNORECASE)
        own = self._found.get(source.span.start + head.start()) if head else None
        if own is not None and own.has_author:
            return [own]
        definite = re.match(_DEFINITE.format(re.escape(source.head)), source.text)
        if definite is None:
            return []
        told_by = {w for w in definite["between"].split() if w not in _OF_ANY and not _OF_ANY_LENGTH.fullmatch(w)}
        before = [p for start, p in sorted(self._found.items()) if start < source.span.start]
        before = [p for p in before if told_by <= set(p.at.of(self.text).lower().split())]
        named_so = [p for p in before if p.noun == source.head]
        kin = named_so or [p for p in before if any({p.noun, source.head} <= family for family in _FAMILIES)]
        if not kin or not kin[-1].has_author:
            return []
        near = self.scene.window(source.span.start)
        return [kin[-1], *(p for p in kin[:-1] if p.has_author and p.at.start >= near)]

    def _brought_in(self) -> Iterator[tuple[int, Paper]]:
        for sentence in self.scene.sentences:
            named = self.cast.between(sentence.start, sentence.end)
            for m in _NOUN.finditer(self.text, sentence.start, sentence.end):
                noun = Span(*m.span())
                within = next((a for a in named if a.span.overlaps(noun)), None)
                quoted = within is None and self.scene.in_quotes(noun)  # a title may stand in quotation marks
                paper = None if quoted else self._paper(noun, sentence, within)
                if paper is not None:
                    yield noun.start, paper

    def _paper(self, noun: Span, sentence: Span, within: Appearance | None) -> Paper | None:
        word = folded(noun.of(self.text))
        if within is not None:
            is_called = word in OF_BODIES and within.span.end == noun.end and within.span.start < noun.start
            by = self._author([within], within.span) if is_called and not _is_known_person(within) else None
            return Paper(word, within.span, by=by) if by else None
        if self.text.startswith(" of ", noun.end) and word in ("release", "account"):
            return None  # an act or a tale, no paper
        new = _NEW.search(self.text, max(sentence.start, noun.start - _REACH), noun.start)
        begins = new.start() if new else noun.start
        found = self._behind(noun, word, sentence) or self._before(noun, word, sentence)
        if found is None:
            return Paper(word, Span(begins, noun.end)) if new else None
        at = Span(min(begins, found.span.start), max(noun.end, found.span.end))
        older = _OLDER.search(self.text, max(sentence.start, at.start - _REACH), min(noun.start, found.span.start))
        return None if older else Paper(word, at, by=found)

    def _before(self, noun: Span, word: str, sentence: Span) -> Source | None:
        """Whose it is by a name before it: "the Post's", "a Homeland Security", "the union published a"."""
        names = self.cast.between(sentence.start, noun.start)
        if not names:
            return None
        name, gap = names[-1], (names[-1].span.end, noun.start)
        leads = _LEADS_FROM_NAME.fullmatch(self.text, *gap)
        if leads:
            return self._author([name], Span(name.span.start, leads.end("body")) if leads["body"] else name.span)
        if OWNS_PAPER.fullmatch(self.text, *gap):
            return self._author([name], name.span)
        if word in COURT_PAPERS or not _MODIFIES.fullmatch(self.text, *gap):
            return None
        joined = [name]
        for other in reversed(names[:-1]):
            if self.text[other.span.end : joined[0].span.start] != "/":
                break
            joined.insert(0, other)
        return (
            self._author(joined, Span(joined[0].span.start, name.span.end)) if are_authors(self.text, joined) else None
        )

    def _behind(self, noun: Span, word: str, sentence: Span) -> Source | None:
        """Whose it is by a name behind it: "by the Institute", "released on Sunday by the Post", "in the Post"."""
        names = self.cast.between(noun.end, sentence.end)
        if not names:
            return None
        gap = (noun.end, names[0].span.start)
        printed = word in _PRINTED_IN and is_office(names[0]) and _IN_NAME.fullmatch(self.text, *gap)
        found_by = (
            word in _OF_JUDGES and is_person(names[0]) and _OF_NAME.fullmatch(self.text, gap[0], whole_start(names[0]))
        )
        if not printed and not found_by and not _LEADS_TO_NAME.fullmatch(self.text, *gap):
            return None
        joined = [names[0]]
        for other in names[1:]:
            if not _AND.fullmatch(self.text, joined[-1].span.end, other.span.start) or not _alike(joined[0], other):
                break
            joined.append(other)
        span = Span(joined[0].span.start, joined[-1].span.end)
        body = _BODY.match(self.text, span.end)
        people = _OF_SOMEBODY.match(self.text, span.end)
        if people:
            return None
        return self._author(joined, Span(span.start, body.end()) if body else span)

    def _author(self, names: Sequence[Appearance], span: Span) -> Source | None:
        if any(n.member is None or n.member.kind == "place" or folded(n.member.name) in PLATFORMS for n in names):
            return None
        text = " ".join(span.of(self.text).split())
        if span.end == names[-1].span.end:
            return Source("names" if len(names) > 1 else "name", text, span, tuple(names), plural=len(names) > 1)
        is_person = len(names) == 1 and names[0].member is not None and names[0].member.may_be_person
        return Source("body", text, span, tuple(names), head=folded(text.split()[-1])) if is_person else None


def _alike(one: Appearance, other: Appearance) -> bool:
    return is_person(one) == is_person(other)


def _is_known_person(name: Appearance) -> bool:
    return name.member is not None and name.member.kind == "person"
