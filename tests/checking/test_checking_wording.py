"""What a quotation is to a source: word for word, cut, changed, or not there."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
import texts
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from onrecord.aligning import align, fold, hashes, words
from onrecord.checking.quoted import take_apart
from onrecord.checking.turning import turns_round
from onrecord.checking.wording import allowed, marks, may_be
from onrecord.domain import Difference

CASES = json.loads((Path(__file__).parent / "cases" / "wordings.json").read_text(encoding="utf-8"))
SLOW = settings(deadline=None, max_examples=50)

PLAIN = (
    "we they harbour ferry will can sell buy the a quay crane old new winter spring town price high low and or".split()
)
# Without a word twice: of "we we we" a cut cannot be told from the whole.
SENTENCE = st.lists(st.sampled_from(PLAIN), min_size=12, max_size=20, unique=True)
STORED = st.lists(SENTENCE, min_size=1, max_size=4)


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["why"])
def test_each_sort_of_quotation_is_called_what_it_is(case):
    assert texts.wording(case["quote"], texts.article(CASES["source"])) == case["wording"]


def stored(sentences):
    return texts.article(" ".join(" ".join(one).capitalize() + "." for one in sentences))


@SLOW
@given(STORED, st.data())
def test_a_word_changed_anywhere_in_a_stored_quotation_is_found(sentences, data):
    sentence = data.draw(st.sampled_from(sentences))
    start = data.draw(st.integers(0, len(sentence) - 8))
    quote = sentence[start : start + data.draw(st.integers(8, len(sentence) - start))]
    at = data.draw(st.integers(0, len(quote) - 1))
    changed = " ".join([*quote[:at], "zeppelin", *quote[at + 1 :]])
    assert texts.wording(changed, stored(sentences)) == "altered"
    # Of two sentences with the same words either may be the nearer one.
    (found,) = texts.checked(f"She said: “{changed}”", stored([sentence])).quotes
    (difference,) = found.found_in[0].differences
    assert (difference.draft, difference.source.lower()) == ("zeppelin", quote[at])


@SLOW
@given(STORED, st.data())
def test_a_word_put_in_or_left_out_within_a_stored_quotation_is_found(sentences, data):
    sentence = data.draw(st.sampled_from(sentences))
    at = data.draw(st.integers(1, len(sentence) - 2))
    if data.draw(st.booleans()):
        quote = [*sentence[:at], "zeppelin", *sentence[at:]]
    else:
        quote = [*sentence[:at], *sentence[at + 1 :]]
        # Left out beside its twin, or where the words left stand elsewhere, nothing is missed.
        assume(f" {' '.join(quote)} " not in f" {' '.join(' '.join(one) for one in sentences)} ")
    assert texts.wording(" ".join(quote), stored(sentences)) == "altered"


@SLOW
@given(SENTENCE, st.integers(2, 8), st.integers(0, 2), st.integers(0, 2), st.sampled_from(["not", "never", "n't"]))
def test_a_cut_that_drops_a_negation_is_found(sentence, at, before, after, negation):
    spoken = [*sentence]
    if negation == "n't":
        spoken[at] += "n't"
    else:
        spoken.insert(at, negation)
    quote = [*spoken[: max(1, at - before)], "...", *spoken[at + 1 + after :]]
    (found,) = texts.checked(f"She said: “{' '.join(quote)}”", stored([spoken])).quotes
    assert found.wording == "altered"
    assert any("turn the meaning round" in remark for remark in found.found_in[0].remarks)


@SLOW
@given(SENTENCE, st.data())
def test_any_stretch_of_a_source_is_verbatim_and_any_marked_cut_of_it_shortened(sentence, data):
    source = stored([sentence])
    assert texts.wording(" ".join(sentence), source) == "verbatim"
    start = data.draw(st.integers(4, len(sentence) - 6))
    end = data.draw(st.integers(start + 1, len(sentence) - 4))
    cut = f"{' '.join(sentence[:start])} ... {' '.join(sentence[end:])}"
    assert texts.wording(cut, source) == "shortened"


@pytest.mark.parametrize(
    ("quote", "draft", "source"),
    [
        ("I will not give the islands a date that I cannot meet", "meet", "keep"),
        ("We will not give the islands a date that I cannot keep", "We", "I"),
        ("I will not give the islands a date that I cannot keep today", "today", ""),
        ("I will not give the islands a date that I cannot meet today", "meet today", "keep"),
        ("Now I will not give the islands a date that I cannot keep", "Now", ""),
        ("But now I will not give the islands a date that I cannot keep", "But now", ""),
    ],
)
def test_a_first_or_last_word_is_shown_beside_the_one_that_the_sentence_has_there(quote, draft, source):
    text = texts.article("People ask. I will not give the islands a date that I cannot keep. The ferry waits.")
    (found,) = texts.checked(f"He said: “{quote}”", text).quotes
    assert found.wording == "altered"
    assert found.found_in[0].differences == (Difference(draft, source),)


def test_a_negation_in_a_whole_sentence_that_is_cut_is_told_and_alters_nothing():
    source = texts.article("We looked at all of the books. It was not easy. We found the money in the end.")
    (found,) = texts.checked(
        "He said: “We looked at all of the books. ... We found the money in the end.”", source
    ).quotes
    assert found.wording == "shortened"
    assert found.found_in[0].remarks == ("whole sentences are cut, with a negation in them",)


def test_a_cut_that_joins_two_speakers_is_no_honest_one():
    source = texts.transcript(
        ("ANA RUIZ", "The quay will be closed for the winter."), ("BO LIND", "I am glad that the ferries sail on.")
    )
    (found,) = texts.checked("“The quay will be closed ... the ferries sail on,” she said.", source).quotes
    assert found.wording == "altered"
    assert "joins words of ANA RUIZ and of BO LIND" in found.found_in[0].remarks[0]


def test_a_negation_right_before_the_words_is_told_unless_the_draft_denies_them_too():
    source = texts.article("I do not want to raise the fares of the ferries.")
    (bare,) = texts.checked("He “want to raise the fares of the ferries”.", source).quotes
    (denied,) = texts.checked("He does not “want to raise the fares of the ferries”.", source).quotes
    assert bare.found_in[0].remarks == ("right before these words the source has “not”",)
    assert denied.found_in[0].remarks == ()
    assert bare.wording == denied.wording == "verbatim"


def test_the_stenographers_remarks_are_nobodys_words():
    source = texts.transcript(("ANA RUIZ", "We will build it (APPLAUSE) and they will pay for it."))
    assert texts.wording("We will build it and they will pay for it", source) == "verbatim"


@given(st.text(max_size=200))
@settings(deadline=None)
def test_the_words_of_any_text_stand_where_they_are_said_to(text):
    found = words(text)
    assert all(
        text[word.start : word.end].strip() and fold(text[word.start : word.end]) == word.folded for word in found
    )
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize("word", ["not", "never", "don't", "cannot", "unless", "allegedly"])
def test_words_that_turn_a_sentence_round(word):
    assert turns_round(word)


@SLOW
@given(SENTENCE, st.lists(st.sampled_from(PLAIN), max_size=30), st.data())
def test_a_place_is_passed_over_only_where_laying_beside_costs_too_much(sentence, source, data):
    at = data.draw(st.integers(1, len(sentence) - 1))
    mark = data.draw(st.sampled_from(["", "...", "[the]"]))
    quoted = take_apart(" ".join([*sentence[:at], *mark.split(), *sentence[at:]]))
    here, there = quoted.hashes(), hashes(" ".join(source))
    whole = align(here, there, marks(quoted))
    assert may_be(quoted, here, there) == (whole if source and whole.cost <= allowed(len(quoted)) else None)
