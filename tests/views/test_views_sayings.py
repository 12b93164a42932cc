"""One saying with its reports, and what was said over time, as a terminal shows them."""

from __future__ import annotations

from typing import Any

import pytest
from rich.console import Console

from onrecord.domain import Original, Report, Saying, Span
from onrecord.matching import differences
from onrecord.views.over_time import over_time_view
from onrecord.views.sayings import saying_view

WORDS = "I will give the islands no date"


def report(own: str, **given: Any) -> Report:
    """A quotation of Ana Reyes, whom the record knows as p-1."""
    known: dict[str, Any] = {
        "article": f"a-{own}", "place": "s1", "outlet": f"The {own}", "title": None, "published": "2026-01-09",
        "url": None, "speaker": "Ana Reyes", "person": "p-1", "said_on": None, "act": "said", "form": "direct",
        "content": f"“{WORDS}”",
    }  # fmt: skip
    return Report(id=own, **known | given)


def refusal(own: str, **given: Any) -> Report:
    known: dict[str, Any] = {"act": "refused", "form": "indirect", "cue": "declined", "asserted_by": "Tarle Wire"}
    return report(own, content="to give a date", **known | given)


def spoken(text: str = WORDS, **given: Any) -> Original:
    known: dict[str, Any] = {"day": "2026-01-08", "language": "en", "words": 7, "of": 7}
    return Original("t", "Press conference", Span(0, len(text)), text, **known | given)


def printed(view: Any) -> str:
    console = Console(width=100, color_system=None)
    with console.capture() as captured:
        console.print(view)
    return " ".join(captured.get().split())


def shown(*reports: Report) -> str:
    return printed(saying_view(Saying(reports[0].id, reports), differences, {}, {}, plain=True))


def test_one_person_under_two_names_is_one_speaker_by_the_fuller_name():
    one = Saying("1", (report("1", speaker="Ana Reyes"), report("2", speaker="Ana Reyes de la Torre")))
    assert one.speakers == ("Ana Reyes de la Torre",)
    assert "different speakers" not in shown(*one.reports)


@pytest.mark.parametrize("persons", [("p-1", "p-2"), ("p-1", None)])
def test_two_speakers_are_worth_a_look(persons):
    reports = [report("1", person=persons[0]), report("2", speaker="Otto Reyes", person=persons[1])]
    assert "Given to different speakers: Ana Reyes / Otto Reyes. Look." in shown(*reports)


@pytest.mark.parametrize(("days", "look"), [(("2026-01", "2026-01-08"), False), (("2026-01-07", "2026-01-08"), True)])
def test_days_that_cannot_be_one_are_worth_a_look(days, look):
    text = shown(*(report(str(n), said_on=day) for n, day in enumerate(days)))
    assert ("Given different days" in text) is look


def test_a_refusal_is_told_with_its_cue_and_whose_word_it_is():
    assert "Tarle Wire writes: declined … to give a date" in shown(refusal("1"))
    assert "Tarle Wire writes: declined … to give a date" in printed(
        over_time_view([Saying("1", (refusal("1"),))], [], 1)
    )


def test_what_a_shorter_quotation_begins_after_or_ends_before_is_no_difference():
    text = shown(report("1", content=f"“First: {WORDS} before spring”"), report("2"))
    assert "[-" not in text
    assert "[-no-] {+a+} date" in shown(
        report("1", content=f"“First: {WORDS} at all”"), report("2", content=f"“{WORDS.replace('no', 'a')}”")
    )


def test_that_the_transcript_has_another_speaker_or_day_is_told():
    text = shown(report("1", said_on="2026-01-09", original=spoken(speaker="Otto Reyes", person="p-2")))
    assert "given to Ana Reyes; in the transcript it is Otto Reyes who speaks" in text
    assert "printed as said on 9 January 2026; the transcript has it on 8 January 2026" in text
    quiet = shown(report("1", said_on="2026-01", original=spoken(speaker="A. Reyes", person="p-1")))
    assert "who speaks" not in quiet
    assert "the transcript has it" not in quiet


def test_over_time_names_the_speaker_where_the_query_found_several():
    mine, other = Saying("1", (report("1"),)), Saying("2", (report("2", speaker="Otto Reyes", person="p-2"),))
    assert "Ana Reyes" not in printed(over_time_view([mine], [], 1))
    both = printed(over_time_view([mine, other], [], 2))
    assert "Ana Reyes" in both
    assert "Otto Reyes" in both
