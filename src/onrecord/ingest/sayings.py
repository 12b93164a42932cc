"""The sayings of a record brought up to date, and looked at with the rules of ``matching``: the record knows none."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, cast

from onrecord import matching
from onrecord.domain import Candidate, Extracted, Report, hull
from onrecord.domain.sentences import paragraphs_of
from onrecord.matching import abroad
from onrecord.record import days

if TYPE_CHECKING:  # what extracts without a record should not wait for SQLAlchemy
    from onrecord.record import Record
    from onrecord.record.saying_telling import Rules
    from onrecord.record.sayings import Transcript


def sayings_wait(record: Record) -> bool:
    """Whether articles were added, or the rules changed, since sayings were last joined."""
    return record.writable and record.sayings.behind(matching.VERSION)


def update_sayings(record: Record) -> None:
    """Join the statements of the articles that were added since the last time; quick where there are none.

    After a change of the rules that is every article.

    A record that may not be written stays as it is.
    """
    if sayings_wait(record):
        record.sayings.update(cast("Rules", matching))


def candidates(record: Record, report: Report) -> tuple[Candidate, ...]:
    """Transcripts in another language in which a report's words may have been spoken, the likeliest first.

    They are of the same person, and of at most three days before or after the day that the report gives; where it
    gives none that is exact, the days on which the same article has this person speak, and the day it was printed.
    None where the report has an original, or nobody's name.
    """
    if report.original or not report.speaker:
        return ()
    extracted = record.article(report.article).extracted
    language, near = extracted.article.language or "en", timedelta(abroad.DAYS)
    found: dict[str, Transcript] = {}
    for day in _days(report, extracted):
        some = record.sayings.transcripts((day - near).isoformat(), (day + near).isoformat(), not_in=language)
        found |= {one.article: one for one in some}
    speeches = [
        abroad.Speech(one.article, one.title, one.day, one.language, words, start)
        for one in found.values()
        for label, words, start in one.turns
        if abroad.spoken_by(report.speaker, label)
    ]
    return abroad.candidates(report.content, _around(extracted, report.place), speeches) if speeches else ()


def _days(report: Report, extracted: Extracted) -> set[date]:
    """The days round which a report's words may have been spoken."""
    own = days.exact(report.said_on)
    if own:
        return {own}
    same = (s.said_on.edtf for s in extracted.statements if s.speaker.name == report.speaker)
    return {day for told in (*same, report.published) if (day := days.exact(told))}


def _around(extracted: Extracted, place: str) -> str:
    """The paragraphs of an article in which a statement stands."""
    statement = next(s for s in extracted.statements if s.id == place)
    text = extracted.article.field_text(statement.field)
    whole = hull(statement.content)
    return paragraphs_of(text, whole).of(text) if whole else text
