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


def test_outside_the_marks_of_a_partly_quoted_statement_nothing_is_misquoted():
    assert changes(SAID, "that they “will not sell the harbour” soon", "mixed") == []


@given(st.text(max_size=60), st.text(max_size=60))
@settings(deadline=None)
def test_pieces_follow_one_another_in_both_texts(first, second):
    found = differences(first, second)
    for side in ("before", "after"):
        places = [place for piece in found if (place := getattr(piece, side))]
        assert all(a.end <= b.start for a, b in pairwise(places))
