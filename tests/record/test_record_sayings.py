from __future__ import annotations

import dataclasses
import hashlib
import random
from collections.abc import Callable
from typing import Any

import pytest

from onrecord import matching
from onrecord.domain import Article, Extracted, Span, Speaker, Statement, Turn, When
from onrecord.errors import UsageError
from onrecord.ingest.people import update_people
from onrecord.ingest.sayings import candidates, update_sayings
from onrecord.record import Query, Record, Wish, parse_query, saying_joining
from onrecord.views.interchange import stored_object

Build = Callable[..., Extracted]
BY = {"who": "ed", "why": "I was there"}

WHOLE = "The harbour was never for sale, and as long as I sit here nobody will sell one stone of it."
CUT = "As long as I sit here nobody will sell one stone of it, and the ferry stays in public hands too."
END = "Nobody will sell one stone of it, and the ferry stays in public hands too, whatever lenders demand."
OTHER = "I signed the lease at midnight and read every single page of it."


@pytest.fixture
def said(article: Build) -> Callable[..., Extracted]:
    """``said("n1", WHOLE)``: an article with one quotation of Ilse Marrow's, printed on 10 January 2026."""

    def make(public_id: str, words: str, *, speaker: str = "Ilse Marrow", **fields: Any) -> Extracted:
        given = {"published": "2026-01-10", "outlet": f"The {public_id}"} | fields
        return article(f"“{words}”", id=public_id, speaker=speaker, **given)

    return make


def transcript(public_id: str, *turns: tuple[str, str], day: str = "2026-01-09", language: str = "en") -> Extracted:
    text, places = "", []
    for label, words in turns:
        start = len(text)
        text += f"{label}: {words}\n\n"
        places.append(Turn(Span(start, start + len(label)), Span(start + len(label) + 2, len(text) - 2)))
    article = Article(
        public_id, text, text.encode(), hashlib.sha256(text.encode()).hexdigest(), "plain", "1", kind="transcript",
        turns=tuple(places), published=day, language=language, title=f"Press conference of {day}",
    )  # fmt: skip
    if language != "en":
        return Extracted(article)
    statements = tuple(
        Statement(
            f"s{number}", (turn.label,), (), (turn.speech,), form="direct", confidence=1.0,
            speaker=Speaker(turn.label.of(text).title(), "person", 1.0), said_on=When(day, "its head"),
        )
        for number, turn in enumerate(places, 1)
    )  # fmt: skip
    return Extracted(article, statements, (), "m1")


def sayings(record: Record) -> set[frozenset[str]]:
    """The articles of the reports of each saying."""
    update_sayings(record)
    assert record.audit().ok
    return {frozenset(r.article for r in one.reports) for one in record.sayings.listed(limit=100).items}


def report_of(record: Record, public_id: str) -> str:
    (found,) = record.article(public_id).statement_ids.values()
    return found


def test_reports_of_one_saying_are_joined_across_articles_and_listed(record: Record, said: Build) -> None:
    for public_id, words in (("a", WHOLE), ("b", CUT), ("c", OTHER)):
        record.add(said(public_id, words))
    assert sayings(record) == {frozenset("ab")}
    found = record.sayings.named(report_of(record, "b"))
    assert [r.article for r in found.reports] == sorted("ab", key=lambda i: report_of(record, i))
    assert found.outlets == tuple(r.outlet for r in found.reports)
    assert record.sayings.listed(Query(words="ferry")).total == 1
    assert record.sayings.listed(Query(words="midnight")).total == 0


def test_the_sayings_of_several_statements_are_told_at_once(record: Record, said: Build) -> None:
    for public_id, words in (("a", WHOLE), ("b", CUT), ("c", OTHER)):
        record.add(said(public_id, words))
    update_sayings(record)
    a, b, c = (report_of(record, public_id) for public_id in "abc")
    found = record.sayings.holding([b, c])
    assert set(found) == {b}
    assert found[b].id == record.sayings.named(a).id
    assert (found[b].reports, found[b].articles) == (2, {"a", "b"})
    assert found[b].outlets == set(record.sayings.named(a).outlets)
    assert record.sayings.holding([]) == {}


def test_the_reports_of_one_person_under_two_names_are_given_to_one(record: Record, said: Build) -> None:
    record.add(said("a", WHOLE, speaker="Ilse Marrow de la Torre"))
    record.add(said("b", WHOLE, speaker="Ilse Marrow"))
    record.add(said("c", WHOLE, speaker="Otto Marrow"))
    update_people(record)
    update_sayings(record)
    found = record.sayings.named(report_of(record, "a"))
    person = record.persons.named("Ilse Marrow de la Torre")
    assert {r.article: r.person for r in found.reports if r.article != "c"} == dict.fromkeys("ab", person.id)
    assert sorted(found.speakers) == ["Ilse Marrow de la Torre", "Otto Marrow"]


def test_what_two_say_together_is_of_no_one_person(record: Record, article: Build) -> None:
    both = article("“We agree.”", id="a")
    names = ("Ilse Marrow", "Otto Hale")
    together = Speaker(" and ".join(names), "group", 0.9, members=names)
    record.add(dataclasses.replace(both, statements=(dataclasses.replace(both.statements[0], speaker=together),)))
    update_people(record)
    (report,) = record.sayings.named("a#s1").reports
    assert (report.speaker, report.person) == ("Ilse Marrow and Otto Hale", None)


def test_a_report_has_its_cue_and_whose_word_it_is(record: Record, article: Build) -> None:
    told = article("“Nobody will sell it,” Ilse Marrow said.", id="a")
    by = dataclasses.replace(told.statements[0], asserted_by="The Ledger")
    record.add(dataclasses.replace(told, statements=(by,)))
    (report,) = record.sayings.named("a#s1").reports
    assert (report.cue, report.asserted_by) == ("said", "The Ledger")


def test_a_statement_that_nothing_else_reports_is_a_saying_with_one_report(record: Record, said: Build) -> None:
    record.add(said("c", OTHER))
    update_sayings(record)
    assert len(record.sayings.named(report_of(record, "c")).reports) == 1


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_adding_does_not_matter(record: Record, said: Build, seed: int) -> None:
    chance = random.Random(seed)
    lines = [("a", WHOLE), ("b", CUT), ("c", END), ("d", OTHER), ("e", WHOLE), ("f", OTHER)]
    chance.shuffle(lines)
    for public_id, words in lines:
        record.add(said(public_id, words))
        if chance.random() < 0.5:
            update_sayings(record)
    assert sayings(record) == {frozenset("abce"), frozenset("df")}


def test_a_line_that_turns_out_to_be_of_another_day_leaves_its_saying(record: Record, said: Build) -> None:
    line = "We will make America great again"
    record.add(said("a", line, said="2026-01-09"))
    record.add(said("b", line))
    assert sayings(record) == {frozenset("ab")}
    record.edits.change(report_of(record, "b"), Wish(day="2026-01-10"), **BY)
    assert record.sayings.behind()
    assert sayings(record) == set()


def test_a_report_that_is_read_anew_leaves_its_saying_and_what_it_held_together_parts(
    record: Record, said: Build
) -> None:
    for public_id, words in (("a", WHOLE), ("b", CUT), ("c", END)):
        record.add(said(public_id, words, raw=f"bytes of {public_id}".encode()))
    assert sayings(record) == {frozenset("abc")}
    record.add(said("b", OTHER, raw=b"bytes of b", reader_version="2"))
    assert record.sayings.behind()
    assert sayings(record) == set()


def test_parted_reports_stay_apart_also_when_a_third_comes_that_is_like_both(record: Record, said: Build) -> None:
    record.add(said("a", WHOLE))
    record.add(said("b", CUT))
    assert sayings(record) == {frozenset("ab")}
    edit = record.sayings.part([report_of(record, "b")], **BY)
    assert sayings(record) == set()
    record.add(said("c", CUT))
    assert sayings(record) == {frozenset("bc")}
    record.sayings.undo(edit.id, **BY)
    assert sayings(record) == {frozenset("abc")}
    assert [one.kind for one in record.sayings.edits()] == ["saying.part", "undo"]


def test_joined_by_hand_holds_through_a_re_reading(record: Record, said: Build) -> None:
    record.add(said("a", WHOLE))
    record.add(said("d", OTHER, raw=b"bytes of d"))
    record.sayings.join(report_of(record, "a"), report_of(record, "d"), **BY)
    assert sayings(record) == {frozenset("ad")}
    record.add(said("d", OTHER, raw=b"bytes of d", reader_version="2"))
    assert sayings(record) == {frozenset("ad")}


def test_what_is_joined_or_alone_already_cannot_be_joined_or_parted(record: Record, said: Build) -> None:
    record.add(said("a", WHOLE))
    record.add(said("b", CUT))
    update_sayings(record)
    with pytest.raises(UsageError, match="already"):
        record.sayings.join(report_of(record, "a"), report_of(record, "b"), **BY)
    record.sayings.part([report_of(record, "b")], **BY)
    update_sayings(record)
    with pytest.raises(UsageError, match="no other reports"):
        record.sayings.part([report_of(record, "b")], **BY)


@pytest.mark.parametrize("transcript_first", [True, False])
def test_a_transcript_is_the_original_and_no_report(record: Record, said: Build, transcript_first: bool) -> None:
    spoken = transcript("t", ("ILSE MARROW", f"Good morning. {WHOLE} Thank you."), ("A VOICE", "Why?"))
    added = [spoken, said("a", WHOLE, said="2026-01-10"), said("b", WHOLE.replace("never", "not"))]
    for one in added if transcript_first else reversed(added):
        record.add(one)
        update_sayings(record)
    assert sayings(record) == {frozenset("ab")}
    reports = {r.article: r for r in record.sayings.named(report_of(record, "a")).reports}
    original = reports["a"].original
    assert original is not None
    assert original.span.of(spoken.article.text) == original.text == WHOLE.rstrip(".")
    assert (original.day, original.language, original.words) == ("2026-01-09", "en", original.of)
    assert original.speaker == "Ilse Marrow"
    stored = record.article("a")
    assert stored.originals == {"s1": original}
    (line,) = stored_object(stored)["statements"]
    at = [original.span.start, original.span.end]
    told = {"article": "t", "span": at, "day": "2026-01-09", "language": "en", "speaker": "Ilse Marrow"}
    assert line["original"] == told | {"words": original.words, "of": original.of}
    assert stored_object(record.article("t"))["statements"][0]["original"] is None
    changed = reports["b"].original
    assert changed is not None
    assert changed.words == changed.of - 1


def test_an_original_goes_on_after_an_interruption_and_no_further_than_its_speaker(record: Record, said: Build) -> None:
    first, last = WHOLE.split(", and ")
    turns = [("ILSE MARROW", f"{first},"), ("A VOICE", "For sale?"), ("ILSE MARROW", f"And {last}")]
    spoken = transcript("t", *turns, ("OTTO REYES", "And the ferry stays where it is."))
    for one in (spoken, said("a", WHOLE), said("b", f"{last} And the ferry stays where it is.")):
        record.add(one)
    update_sayings(record)
    whole, half = (record.article(i).originals["s1"] for i in "ab")
    assert whole.text == "\n\n".join(f"{label}: {words}" for label, words in turns).removeprefix("ILSE MARROW: ")[:-1]
    assert (whole.words, whole.of) == (20, 20)
    assert half.text == last.rstrip(".")
    assert (half.words, half.of) == (13, 20)


def test_a_transcript_in_another_language_is_offered_and_not_translated(record: Record, said: Build) -> None:
    record.add(said("a", "They pretend to censor Valcourt", said="2026-01-10"))
    label = "PRESIDENTA ILSE MARROW"
    record.add(transcript("t8", (label, "Vamos a inaugurar una clínica en el norte."), day="2026-01-08", language="es"))
    record.add(transcript("t9", (label, "Pretenden censurar a Valcourt, y no."), day="2026-01-09", language="es"))
    record.add(transcript("t1", (label, "Pretenden censurar a Valcourt, y no."), day="2026-01-01", language="es"))
    update_sayings(record)
    (report,) = record.sayings.named(report_of(record, "a")).reports
    assert [one.article for one in candidates(record, report)] == ["t9"]


def test_a_day_that_is_not_exact_leaves_the_day_of_printing(record: Record, said: Build) -> None:
    record.add(said("a", "They pretend to censor Valcourt", said="2026-01-XX", published="2026-01-10"))
    spoken = ("PRESIDENTA ILSE MARROW", "Pretenden censurar a Valcourt, y no.")
    record.add(transcript("t9", spoken, day="2026-01-09", language="es"))
    (report,) = record.sayings.named(report_of(record, "a")).reports
    assert [one.article for one in candidates(record, report)] == ["t9"]


def test_without_a_day_the_days_on_which_the_article_has_the_person_speak_are_looked_round(
    record: Record, article: Build
) -> None:
    both = article(
        "“They pretend to censor Valcourt” “Nothing more”", speaker="Ilse Marrow", id="a", published="2026-01-20"
    )
    undated, other = both.statements
    dated = dataclasses.replace(other, said_on=When("2026-01-10", "told"))
    record.add(dataclasses.replace(both, statements=(undated, dated)))
    spoken = ("PRESIDENTA ILSE MARROW", "Pretenden censurar a Valcourt, y no.")
    record.add(transcript("t9", spoken, day="2026-01-09", language="es"))
    report = record.sayings.named("a#s1").reports[0]
    assert [one.article for one in candidates(record, report)] == ["t9"]


def test_other_rules_go_through_every_article_again(
    record: Record, said: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    record.add(said("a", WHOLE))
    update_sayings(record)
    assert not record.sayings.behind(matching.VERSION)
    monkeypatch.setattr(matching, "VERSION", "others")
    assert record.sayings.behind(matching.VERSION)
    update_sayings(record)
    assert not record.sayings.behind("others")


def test_over_time_each_saying_stands_once_by_the_day_it_was_spoken(record: Record, said: Build) -> None:
    record.add(said("a", OTHER, said="2026-01-11"))
    record.add(said("b", f"{OTHER} The lease is mine.", said="2026-01-11"))
    record.add(said("c", "The lease was a mistake", said="2026-01-05", published="2026-02-01"))
    record.add(said("d", "The lease was a mistake", speaker="Tom Hale"))
    update_sayings(record)
    found, looked_at = record.sayings.in_time(parse_query("lease speaker:marrow"))
    assert [sorted(r.article for r in one.reports) for one in found] == [["c"], ["a", "b"]]
    assert looked_at == 3


def test_a_run_that_is_stopped_goes_on_where_it_was(
    record: Record, said: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saying_joining.loading, "BATCH", 1)
    for public_id, words in (("a", WHOLE), ("b", CUT), ("c", END)):
        record.add(said(public_id, words))
    calls = iter([False, True])

    class Stopping:
        def __getattr__(self, name: str) -> Any:
            if name == "keys" and next(calls, False):
                raise KeyboardInterrupt
            return getattr(matching, name)

    with pytest.raises(KeyboardInterrupt):
        record.sayings.update(Stopping())
    assert record.audit().ok
    assert record.sayings.behind()
    assert sayings(record) == {frozenset("abc")}


def test_an_audit_finds_a_saying_that_does_not_hold_its_reports(record: Record, said: Build) -> None:
    record.add(said("a", WHOLE))
    record.add(said("b", CUT))
    update_sayings(record)
    with record._writing() as connection:
        connection.exec_driver_sql("UPDATE saying SET reports = 5")
    assert [finding.code for finding in record.audit().findings] == ["saying"]


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        ("UPDATE saying_original SET stop = 10000", "lies outside its text"),
        ("UPDATE saying_original SET start = stop", "lies outside its text"),
        ("UPDATE article SET kind = 'article' WHERE public_id = 't'", "is no transcript"),
    ],
)
def test_an_audit_finds_an_original_that_is_none(record: Record, said: Build, harm: str, told: str) -> None:
    record.add(transcript("t", ("ILSE MARROW", WHOLE)))
    record.add(said("a", WHOLE))
    update_sayings(record)
    assert record.audit().ok
    with record._writing() as connection:
        connection.exec_driver_sql(harm)
    assert told in " ".join(finding.what for finding in record.audit().findings)
