"""A quotation laid beside a text: at the least cost, every word accounted for, each difference where it is."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.aligning import BRACKET_MOST, Step, align, within_sentences, without_remarks

QUICK = settings(deadline=None)
WORDS = st.lists(st.integers(1, 4), max_size=9)
QUOTED = st.lists(st.integers(1, 4), min_size=1, max_size=6)


def laid(quoted, text, free=None):
    """Words as letters: "abc" beside "xabcx"."""
    return align(numbers(quoted), numbers(text), free or {})


def numbers(words):
    return np.fromiter((ord(w) if isinstance(w, str) else w for w in words), np.uint32)


def shown(found, quoted, text):
    """Every step but the equal words, as (kind, of the quotation, of the text)."""
    return [(s.kind, quoted[s.a : s.b], text[s.c : s.d]) for s in found.steps if s.kind != "same"]


@pytest.mark.parametrize(
    ("quoted", "text", "free", "cost", "steps"),
    [
        ("bcd", "abcde", {}, 0, []),
        ("bxd", "abcde", {}, 1000, [("changed", "x", "c")]),
        ("bcxd", "abcde", {}, 1000, [("added", "x", "")]),
        ("bd", "abcde", {}, 950, [("left-out", "", "c")]),
        # One long cut is one change: of two shorter ones each would begin anew.
        ("abij", "abcdefghij", {}, 890 + 6 * 60, [("left-out", "", "cdefgh")]),
        ("abij", "abcdefghij", {2: "cut"}, 0, [("cut", "", "cdefgh")]),
        # A cut may have taken nothing out, and says nothing of other places.
        ("abcd", "abcd", {2: "cut"}, 0, []),
        ("abde", "abcde", {1: "cut"}, 950, [("left-out", "", "c")]),
        # Of two places to cut to, the nearer.
        ("abcd", "abxcdyycd", {2: "cut"}, 0, [("cut", "", "x")]),
        ("abcd", "abxxcd", {2: "bracket"}, 0, [("bracket", "", "xx")]),
        ("ab", "a" + "x" * BRACKET_MOST + "b", {1: "bracket"}, 0, [("bracket", "", "x" * BRACKET_MOST)]),
        ("ab", "", {}, 2000, [("added", "a", ""), ("added", "b", "")]),
        # A last word beside another one, rather than beside nothing.
        ("abx", "abcd", {}, 1000, [("changed", "x", "c")]),
        ("abx", "ab", {}, 1000, [("added", "x", "")]),
    ],
)
def test_each_difference_is_seen_for_what_it_is(quoted, text, free, cost, steps):
    found = laid(quoted, text, free)
    assert (found.cost, shown(found, quoted, text)) == (cost, steps)


def test_a_bracket_stands_for_few_words_and_not_for_more():
    text = "ab" + "x" * (BRACKET_MOST + 1) + "cd"
    assert laid("abcd", text, {2: "bracket"}).cost > 0


def test_of_two_places_that_are_equally_good_the_first_is_taken():
    assert [(s.c, s.d) for s in laid("ab", "abxab").steps] == [(0, 1), (1, 2)]


def test_where_it_begins_and_ends_in_the_text_is_told_by_words_beside_words():
    found = laid("xbcy", "abcde")
    assert (found.start, found.end) == (0, 4)
    found = within_sentences(found, begin=[1, 3])
    assert (found.start, found.end) == (1, 3)


def recursive(quoted, text, free):
    """The least cost, worked out by the definition alone, in the same thousandths of a word."""
    m, n = len(quoted), len(text)

    @cache
    def entered(i, j):
        """Before word i of the quotation, with the text at j."""
        ways = [whole(i, j)]
        if free.get(i) == "cut":
            ways += [whole(i, k) + 10 + (j - k) for k in range(j)]
        if free.get(i) == "bracket":
            ways += [whole(i, k) + 10 + 5 * (j - k) for k in range(max(0, j - BRACKET_MOST), j)]
        return min(ways)

    @cache
    def beside(i, j):
        """Word i of the quotation is the last that was laid down."""
        ways = [entered(i - 1, j) + 1000]
        if j:
            ways.append(entered(i - 1, j - 1) + (0 if quoted[i - 1] == text[j - 1] else 1000))
        return min(ways)

    @cache
    def whole(i, j):
        if i == 0:
            return 0
        ways = [beside(i, j)]
        if i < m:
            ways += [beside(i, k) + 890 + 60 * (j - k) for k in range(j)]
        return min(ways)

    return min(whole(m, j) for j in range(n + 1))


def cost_of(found, free):
    """What the steps cost, with the little that a marked place does."""
    length = sum(s.d - s.c for s in found.steps if s.kind == "left-out")
    gaps = sum(s.kind == "left-out" for s in found.steps)
    words = 1000 * sum(s.kind in ("changed", "added") for s in found.steps) + 890 * gaps + 60 * length
    marked = sum(10 + (1 if s.kind == "cut" else 5) * (s.d - s.c) for s in found.steps if s.kind in ("cut", "bracket"))
    return words, words + marked


@QUICK
@given(QUOTED, WORDS, st.dictionaries(st.integers(1, 5), st.sampled_from(["cut", "bracket"]), max_size=2))
def test_it_costs_as_little_as_it_can_and_the_steps_are_what_it_costs(quoted, text, free):
    found = align(numbers(quoted), numbers(text), free)
    own, all_of_it = cost_of(found, free)
    assert found.cost == own
    assert all_of_it == recursive(tuple(quoted), tuple(text), free)


def assert_whole(steps, quoted, text):
    """Every word of the quotation once, in order; the words of the text in order; equal ones where it says so."""
    assert [at for s in steps for at in range(s.a, s.b)] == list(range(len(quoted)))
    assert all(one.d <= other.c for one, other in pairwise(steps))
    for step in steps:
        if step.kind in ("same", "changed"):
            assert (step.b - step.a, step.d - step.c) == (1, 1)
            assert (quoted[step.a] == text[step.c]) == (step.kind == "same")
        else:
            assert (step.b - step.a, step.d > step.c) == ((1, False) if step.kind == "added" else (0, True))


@QUICK
@given(QUOTED, WORDS, st.dictionaries(st.integers(1, 5), st.sampled_from(["cut", "bracket"]), max_size=2))
def test_every_word_of_the_quotation_is_accounted_for(quoted, text, free):
    assert_whole(align(numbers(quoted), numbers(text), free).steps, quoted, text)


@QUICK
@given(QUOTED, WORDS, st.sets(st.integers(0, 9)))
def test_within_sentences_no_end_lies_beside_another_sentence_and_nothing_else_changes(quoted, text, begin):
    found = align(numbers(quoted), numbers(text), {})
    kept = within_sentences(found, begin)
    assert_whole(kept.steps, quoted, text)
    same = [s for s in found.steps if s.kind == "same"]
    assert [s for s in kept.steps if s.kind == "same"] == same
    if same:
        before = [s for s in kept.steps if s.kind == "changed" and s.d <= same[0].c]
        behind = [s for s in kept.steps if s.kind == "changed" and s.c >= same[-1].d]
        assert not any(s.d in begin for s in before)
        assert not any(s.c in begin for s in behind)
        inner = range(same[0].a, same[-1].b)
        assert [s for s in kept.steps if s.a in inner] == [s for s in found.steps if s.a in inner]


def test_words_before_the_sentence_go_with_those_before_them():
    found = laid("xyab", "cdab")
    assert shown(found, "xyab", "cdab") == [("changed", "x", "c"), ("changed", "y", "d")]
    assert within_sentences(found, begin=[2]).steps[:2] == (Step("added", 0, 1, 2, 2), Step("added", 1, 2, 2, 2))
    assert within_sentences(found, begin=[0]) == found
    assert [s.kind for s in within_sentences(found, begin=[1]).steps] == ["added", "changed", "same", "same"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("We will (APPLAUSE) build it.", "We will            build it."),
        ("[laughter and applause.] So.", "                         So."),
        ("(BEGIN VIDEO CLIP) Look (END VIDEO CLIP)", "                   Look                 "),
        ("He paused (pause of an hour) there.", "He paused (pause of an hour) there."),
        ("The applause (loud) went on.", "The applause (loud) went on."),
    ],
)
def test_the_stenographers_remarks_are_spaces_and_offsets_stand(text, left):
    assert without_remarks(text) == left
    assert len(left) == len(text)
