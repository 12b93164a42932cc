"""A draft, checked: speakers and days, places and how much was searched, lines and columns."""

from __future__ import annotations

import pytest
import texts

from onrecord.checking.agree import days_agree, same_name
from onrecord.checking.places import Lines
from onrecord.domain import Difference, Repair, When

WORDS = "We will not sell the harbour to anybody this year"
PRINT = texts.article(f"“{WORDS},” the mayor said.", "courier.txt", outlet="Bay Courier", published="2026-01-05")


@pytest.mark.parametrize(
    ("draft", "source", "agrees"),
    [
        ("Ilse Marrow", "Ilse Marrow", "yes"),
        ("Marrow", "Ilse Marrow", "yes"),
        ("Finance Minister Ilse Marrow", "ILSE MARROW", "yes"),
        ("Ilse Marrow", "Tom Marrow", "no"),
        ("Ilse Marrow", "Bo Lind", "no"),
        (None, "Bo Lind", "unknown"),
        ("Ilse Marrow", None, "unknown"),
    ],
)
def test_speakers_agree_where_both_are_named_and_can_be_one(draft, source, agrees):
    (quote,) = texts.checked(f"She said: “{WORDS}”", PRINT, speaker=draft, source_speaker=source).quotes
    assert quote.speaker_agrees == agrees


@pytest.mark.parametrize(
    ("draft", "source", "agrees"),
    [
        ("2026-01-05", "2026-01-05", "yes"),
        ("2026-01", "2026-01-05", "yes"),
        ("2026-01-08", "2026-01-07", "no"),
        ("2026-01-08", "2026-01-05/2026-01-11", "yes"),
        (None, "2026-01-05", "unknown"),
        ("2026-01-05", "soon", "unknown"),
    ],
)
def test_days_agree_where_they_can_be_the_same(draft, source, agrees):
    assert days_agree(When(draft), When(source)) == agrees


def test_a_short_quotation_by_another_proves_nothing():
    (quote,) = texts.checked(
        "She said: “not sell the harbour”", PRINT, speaker="Ana Ruiz", source_speaker="Bo Lind"
    ).quotes
    assert (quote.wording, quote.speaker_agrees) == ("verbatim", "unknown")


def test_an_acronym_is_its_organisation():
    assert same_name("NHA", "National Harbour Authority")


def test_a_transcript_stands_before_print():
    talk = texts.transcript(("ILSE MARROW", f"{WORDS}."), published="2026-01-09")
    (quote,) = texts.checked(f"She said: “{WORDS}”", PRINT, talk).quotes
    assert [place.is_transcript for place in quote.found_in] == [True, False]
    assert quote.total == 2


SPOKEN = WORDS.replace("sell", "lease")


def differing(draft=WORDS, *, prints=1, by="ILSE MARROW", speaker="Ilse Marrow"):
    """A draft that quotes what so many outlets print, beside a transcript with one other word."""
    printed = [
        texts.article(
            f"Paper {n}: “{WORDS},” the mayor said.", f"p{n}.txt", outlet=f"Paper {n}", published="2026-01-05"
        )
        for n in range(prints)
    ]
    talk = texts.transcript((by, f"{SPOKEN}."), published="2026-01-09")
    (quote,) = texts.checked(f"She said: “{draft}”", *printed, talk, speaker=speaker, source_speaker=speaker).quotes
    return quote


@pytest.mark.parametrize("prints", [1, 60])
def test_words_that_stand_in_print_and_otherwise_in_the_transcript_say_so_however_many_printed_them(prints):
    quote = differing(prints=prints)
    assert (quote.wording, quote.total) == ("verbatim", min(prints, 12))
    assert quote.original_differs
    assert quote.original.differences == (Difference("sell", "lease"),)


def test_a_transcript_that_has_the_words_does_not_differ():
    quote = differing(SPOKEN)
    assert (quote.wording, quote.original.wording, quote.original_differs) == ("verbatim", "verbatim", False)


def test_what_another_says_in_a_transcript_is_no_original():
    assert differing(by="BO LIND").original is None


def test_a_few_words_with_a_change_in_them_are_no_original():
    assert differing("We will not sell the").original is None


def test_what_was_not_found_says_how_much_was_searched():
    talk = texts.transcript(("ILSE MARROW", f"{WORDS}."), published="2026-01-09")
    draft = texts.checked("She said: “A whale swam past the old lighthouse at dawn”", talk, speaker="Ilse Marrow")
    (quote,) = draft.quotes
    assert (quote.wording, quote.found_in, quote.with_speaker) == ("not-found", (), 1)
    assert (draft.searched.articles, draft.searched.first, draft.searched.last) == (1, "2026-01-09", "2026-01-09")


def test_the_draft_is_no_witness_of_itself():
    text = f"She said: “{WORDS}”"
    (quote,) = texts.checked(text, texts.article(text, "copy.md")).quotes
    assert quote.wording == "not-found"


@pytest.mark.parametrize(
    ("before", "said", "answer"),
    [
        ("On Monday she spoke. ", "2026-01-12", "no"),
        ("On Monday they met.\n\n", "2026-01-12", "unknown"),  # carried from another paragraph
        ("On Monday they met.\n\n", "2026-01-05", "yes"),
    ],
)
def test_a_day_that_the_draft_tells_elsewhere_contradicts_nothing(before, said, answer):
    draft = f"{before}She said: “{WORDS}”"
    days = {"said": said, "told": "Monday", "source_said": "2026-01-05"}
    (quote,) = texts.checked(draft, PRINT, speaker="Ilse Marrow", source_speaker="Ilse Marrow", **days).quotes
    assert quote.day_agrees == answer


def test_a_title_that_nobody_is_quoted_with_is_passed_over_and_counted():
    draft = texts.checked('The film "Old Harbour" was shown.', PRINT)
    assert (draft.quotes, draft.passed_over) == ((), 1)


def test_quotations_come_in_the_order_of_the_draft_with_line_and_column():
    draft = texts.checked(
        f"First line.\n\nShe said: “{WORDS}”\nHe said “nothing of the sort was ever on the table”", PRINT
    )
    assert [(quote.line, quote.column) for quote in draft.quotes] == [(3, 11), (4, 9)]


def test_lines_are_those_of_the_file_where_reading_took_line_ends_out():
    article = texts.article("one two\nthree", repairs=(Repair("hyphen", 3, "-\n", ""),))
    assert Lines(article).of(0) == (1, 1)
    assert Lines(article).of(8) == (3, 1)


def test_paraphrases_are_put_beside_the_nearest_statement_without_a_verdict(monkeypatch):
    from onrecord.checking import Files, check
    from onrecord.domain import Extracted, Span, Speaker, Statement

    text = "Marrow said the ferries cost 27 million crowns a year."
    content = Span(text.index("the ferries"), len(text) - 1)
    told = Statement("s1", (Span(0, 6),), (Span(7, 11),), (content,), speaker=Speaker("Ilse Marrow", "person", 0.9))
    source = texts.article("“The price is wrong.” “Every year the old ferries cost us 27 million crowns,” she said.")
    files = Files([source], lambda one: texts.extracted(one, "Ilse Marrow"), "this file")
    (one,) = check(Extracted(texts.article(text, "d.md"), (told,)), files).told
    assert one.nearest[0].span.of(source.text).startswith("“Every year the old ferries")
    assert {"27", "ferries", "cost"} <= set(one.nearest[0].shared)
