"""One thing said once, with all that was printed of it; and where the words stand as they were spoken."""

from __future__ import annotations

from dataclasses import dataclass

from .span import Span
from .statement import Act, Form, Manner


@dataclass(frozen=True, slots=True)
class Original:
    """The stretch of a transcript that holds what a report prints.

    Attributes:
        article: public id of the transcript; title: its headline, or its path.
        span: where in its text, in code points; text: the words there.
        day: when it was spoken, EDTF; None where the transcript does not say.
        language: of the transcript, ISO 639-1.
        words, of: how many of the words that the report quotes stand there, and of how many.
        speaker, person: who speaks there, as of a ``Report``.
    """

    article: str
    title: str
    span: Span
    text: str
    day: str | None
    language: str | None
    words: int
    of: int
    speaker: str | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A transcript, in another language, in which a printed statement may have been spoken.

    Attributes:
        article: public id of the transcript; title: its headline, or its path.
        span: the stretch in which most shared words stand close together; text: its words.
        day: when it was spoken, ISO; language: ISO 639-1.
        shared: what both have: names, numbers, and words that are alike in the two languages, as the transcript has
            them.
        score: bits of what is shared, by which candidates are ranked.
    """

    article: str
    title: str
    span: Span
    text: str
    day: str
    language: str | None
    shared: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Report:
    """One statement as a report of a saying.

    Attributes:
        id: public id of the statement; article: of its article.
        place: id of the statement within its article (``s3``).
        outlet, title, published, url: of the article; None where unknown.
        speaker: name that it is given to; None where not known.
        said_on: EDTF day as printed; None where nothing tells.
        act, form, manner, asserted_by: as extracted.
        cue: the words that say that it was said, or refused; empty where there are none.
        content: the words.
        person: public id of the record's person who is meant by ``speaker``; None where it is not one.
        original: the transcript that holds the words; None where none does.
    """

    id: str
    article: str
    place: str
    outlet: str | None
    title: str | None
    published: str | None
    url: str | None
    speaker: str | None
    said_on: str | None
    act: Act
    form: Form
    content: str
    cue: str = ""
    manner: Manner | None = None
    asserted_by: str | None = None
    person: str | None = None
    original: Original | None = None

    @property
    def who(self) -> str | None:
        """By what its speaker is known again in other reports: the person's id, else the name."""
        return self.person or self.speaker


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing said once.

    Attributes:
        id: public id of its first report; every report's id leads to it.
        reports: by day of publication, those without one last.
    """

    id: str
    reports: tuple[Report, ...]

    @property
    def speakers(self) -> tuple[str, ...]:
        """Whom reports give it to, each once, in their order: a person of several names by the fullest of them."""
        named: dict[str, str] = {}
        for report in self.reports:
            if report.who and report.speaker:
                named[report.who] = max(named.get(report.who, ""), report.speaker, key=len)
        return tuple(dict.fromkeys(named.values()))

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that printed it, each once."""
        return tuple(dict.fromkeys(r.outlet for r in self.reports if r.outlet))

    @property
    def days(self) -> tuple[str, ...]:
        """The days that reports give it, each once; more than one is worth a look."""
        return tuple(dict.fromkeys(r.said_on for r in self.reports if r.said_on))
