"""The day of a transcript, which holds for every turn in it."""

from __future__ import annotations

from pathlib import PurePath

from onrecord.domain import Article, Span, When
from onrecord.reading.days import first_day

from .finding import find_times
from .reckon import reckon
from .values import parse_day

_HEAD = 400  # code points in which the head of a transcript gives its day


def transcript_day(article: Article) -> When:
    """The day that the head, the headline or the file name of a transcript gives; empty where none gives a whole date.

    The day of publication is not taken for it: transcripts are published later, and corrected.
    """
    begins = min((t.speech.start for t in article.turns), default=_HEAD)
    for time in find_times(article.text[:_HEAD]):
        if time.kind == "day" and time.year and time.span.end <= begins:
            outcome = reckon(time, None)
            return When(outcome.edtf, f"{outcome.reason} at the head of the transcript", (time.span,))
    head = article.text[: min(_HEAD, begins)] if article.turns else ""
    if article.language not in (None, "en") and (day := first_day(head)):
        return When(
            day.iso, f"'{head[day.start : day.end]}' at the head of the transcript", (Span(day.start, day.end),)
        )
    for words, where in ((article.title or "", "headline"), (PurePath(article.path or "").name, "file name")):
        for time in find_times(words):
            if time.kind == "day" and time.year:
                return When(reckon(time, None).edtf, f"'{time.text}' in the {where} of the transcript")
    if parse_day(article.published) is None:
        return When(reason="the transcript gives no day")
    return When(reason=f"the transcript does not say the day; it was published on {article.published}")
