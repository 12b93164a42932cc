"""What was said: the statement, who said it, and when, each with its evidence or empty with the reason."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from .article import Article
from .span import Span, Spans

Act = Literal["said", "refused"]
Form = Literal["direct", "mixed", "indirect"]
Field = Literal["text", "title"]
Manner = Literal["declined", "no-reply", "refused-position", "silent", "own-words"]
CueClass = Literal["neutral", "claim", "deny", "promise", "ask", "warn"]
SpeakerType = Literal["person", "organisation", "group", "unnamed", "author"]
ReviewState = Literal["reviewed", "edited"]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a statement is given to.

    Attributes:
        name: the fullest name that the evidence leads to; None where it is not known, and ``reason`` says why.
        type: what sort of speaker; None where nothing tells.
        confidence: probability that ``name`` is right, 0 to 1; 0 where it is None.
        members: the names, where ``type`` is group and its members are named.
        candidates: who it could be, where two or more are close and none is named.
        reason: how the name was found, or why none is given, in words a reader can check.
        evidence: the spans of ``Article.text`` that lead from the source to the name.
        description: an unnamed speaker's own words of introduction ("a senior official"); of one whom a transcript's
            label names, the office in it ("SECRETARIA DE SALUD").
    """

    name: str | None = None
    type: SpeakerType | None = None
    confidence: float = 0.0
    members: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    reason: str = ""
    evidence: Spans = ()
    description: str | None = None


@dataclass(frozen=True, slots=True)
class When:
    """The day that a statement was made, as printed.

    Attributes:
        edtf: a day, month, year or interval in Extended Date/Time Format level 0 or 1 (ISO 8601-2), never more
            precise than the words allow; None where nothing tells, and ``reason`` says so.
        reason: how it was reckoned, or why it is empty.
        evidence: the words that it rests on, in ``Article.text``.
    """

    edtf: str | None = None
    reason: str = ""
    evidence: Spans = ()


@dataclass(frozen=True, slots=True)
class Named:
    """A stretch of text that names something: an event, place, medium or addressee."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Review:
    """That a person looked at a statement, and what was changed by hand.

    Attributes:
        state: ``reviewed``, found right as it stands; or ``edited``.
        who, at, why: of the last decision; ``at`` is UTC, ISO 8601.
        was: what was changed, and what the model had there, in words; empty where nothing was.
    """

    state: ReviewState
    who: str
    at: str
    why: str = ""
    was: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that an article gives.

    Attributes:
        text, span: as printed; value: the number; unit: its unit, or None; of: what is counted, or None.
        statement: id of the statement in whose content it stands; None where the article itself asserts it.
    """

    text: str
    span: Span
    value: float
    unit: str | None = None
    of: str | None = None
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that an article says somebody said, or would not say.

    The three roles are those of PARC 3.0 (Pareti 2016) and PolNeAR (Newell et al. 2018).

    Attributes:
        id: ``s1``, ``s2`` ... within its article, in the order of the text.
        source: whom the text names as saying it; empty where it names nobody.
        cue: the words that say that it was said; empty for the turns of a transcript.
        content: what was said; never empty. More than one span where something else stands between.
        field: which string of the article the spans point into.
        act: said, or refused (would not say, condemn, comment, answer; kept silent).
        form: direct (all in quotation marks), mixed, indirect.
        confidence: probability that content and source are both right, 0 to 1.
        manner: how it was refused; None where ``act`` is said. "own-words" is a refusal that the speaker put so himself
            ("we don't take a position").
        cue_lemma: dictionary form of the cue's head word; None where there is no cue.
        cue_class: what sort of saying the cue makes of it; None where there is no cue.
        within: id of the statement that encloses this one (A said B had said).
        asserted_by: whose word it is that this was said: outlet, author, or a named source.
        speaker, said_on: as worked out; both start unknown.
        event, place, medium, addressee: where the text names them.
        review: that a person looked at it, or changed it; None where nobody did.
    """

    id: str
    source: Spans
    cue: Spans
    content: Spans
    field: Field = "text"
    act: Act = "said"
    form: Form = "indirect"
    confidence: float = 0.0
    manner: Manner | None = None
    cue_lemma: str | None = None
    cue_class: CueClass | None = None
    within: str | None = None
    asserted_by: str | None = None
    speaker: Speaker = dataclasses.field(default_factory=Speaker)
    said_on: When = dataclasses.field(default_factory=When)
    event: Named | None = None
    place: Named | None = None
    medium: Named | None = None
    addressee: Named | None = None
    review: Review | None = None

    def __post_init__(self) -> None:
        if not self.content:
            raise ValueError(f"statement {self.id} has no content")

    @property
    def start(self) -> int:
        """Offset of the first word of any role, in code points."""
        return min(s.start for s in (*self.source, *self.cue, *self.content))

    @property
    def stands_at(self) -> int:
        """Offset of the saying itself: of its cue, else of its source, else of its content."""
        return min(s.start for s in self.cue or self.source or self.content)


@dataclass(frozen=True, slots=True)
class Extracted:
    """An article with what was taken out of it by one model.

    Attributes:
        article: as read.
        statements: in the order of the text.
        figures: in the order of the text.
        model: version of the model, the name of its folder under ``extraction/weights``; None where the article was
            stored without being extracted (not English).
    """

    article: Article
    statements: tuple[Statement, ...] = ()
    figures: tuple[Figure, ...] = ()
    model: str | None = None

    def keeping(self, ids: Collection[str]) -> Extracted:
        """This with the statements of these ids alone. What stood inside one that goes stands alone; so do figures."""
        kept = (s for s in self.statements if s.id in ids)
        return dataclasses.replace(
            self,
            statements=tuple(s if s.within in ids else dataclasses.replace(s, within=None) for s in kept),
            figures=tuple(f if f.statement in ids else dataclasses.replace(f, statement=None) for f in self.figures),
        )
