from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.matching import differences

SAID = "We will not sell the harbour, not this year, and not one stone of it."


def changes(first, second, form="direct"):
    return [
        (p.kind, p.before and p.before.of(first), p.after and p.after.of(second), p.marked)
        for p in differences(first, second, form)
        if p.kind != "same" and p.quoted
    ]


def test_an_identical_text_has_no_change_whatever_its_marks():
    assert changes(SAID, "“we will not sell the Harbour — not this year, and not one stone of it,”") == []


def test_a_changed_word_is_shown_in_both_texts():
    assert changes(SAID, "We will never sell the harbour, not this year, and not one stone of it.") == [
        ("changed", "not", "never", False)
    ]


def test_a_cut_tells_whether_an_ellipsis_marks_it():
    assert changes(SAID, "We will not sell the harbour ... and not one stone of it.") == [
        ("cut", "not this year", None, True)
    ]
    assert changes(SAID, "We will not sell the harbour, and not one stone of it.") == [
        ("cut", "not this year", None, False)
    ]


def test_words_in_brackets_are_marked_as_the_printers():
    assert changes(SAID, "We will not sell [it], not this year, and not one stone of it.") == [
        ("changed", "the harbour", "it", True)
    ]


def test_a_word_in_square_brackets_is_the_printers_wherever_the_same_was_said():
    said = "He sold it. And then, he says, the board, which may be ours, bought it."
    assert changes(said, "He sold it ... [he] bought it") == [
        ("changed", "And then, he says, the board, which may be ours", "he", True)
    ]


def test_a_marked_cut_is_apart_from_words_that_were_changed_beside_it():
    said = "We keep the race in sight. We look at the stars, and we sail on. We're really proud."
    assert changes(said, "We keep the race in sight ... We are really proud.") == [
        ("cut", "We look at the stars, and we sail on", None, True),
        ("changed", "We're", "We are", True),
    ]


def test_a_letter_in_square_brackets_is_no_change():
    assert changes(SAID, "[W]e will not sell [t]he harbour, not this year, and not one stone of it.") == []


def test_outside_the_marks_of_a_partly_quoted_statement_nothing_is_misquoted():
    assert changes(SAID, "that they “will not sell the harbour” soon", "mixed") == []


def test_words_that_the_original_lacks_are_shown_as_far_as_they_are_quoted():
    printed = "that they would “keep the ferries,” and “will not sell the harbour” soon"
    assert changes(SAID, printed, "mixed") == [("changed", "We", "keep the ferries", False)]
    assert changes(SAID.removeprefix("We "), printed, "mixed") == [("added", None, "keep the ferries", False)]


def test_each_quotation_within_a_sentence_is_compared_where_it_was_said():
    said = "We keep the ferries going, and the cranes. They said no. They were wrong. We sell not one stone of it."
    printed = "the town “keeps the ferries going,” it says, and “not one stone” of it"
    assert changes(said, printed, "mixed") == [("changed", "We keep", "keeps", False)]


def test_percent_is_one_word_however_it_is_written():
    assert changes("We gave 5 percent of it away.", "We gave 5% of it away.") == []
    assert changes("We gave 5 percent of it away.", "We gave 7% of it away.") == [("changed", "5", "7", False)]


@given(st.text(max_size=60), st.text(max_size=60))
@settings(deadline=None)
def test_pieces_follow_one_another_in_both_texts(first, second):
    found = differences(first, second)
    for side in ("before", "after"):
        places = [place for piece in found if (place := getattr(piece, side))]
        assert all(a.end <= b.start for a, b in pairwise(places))
