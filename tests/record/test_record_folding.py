from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record import folding

CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize("case", json.loads((CASES / "folding.json").read_text()), ids=lambda case: case["why"])
def test_words_are_folded(case: dict[str, object]) -> None:
    assert [word.folded for word in folding.words(str(case["text"]))] == case["words"]


@pytest.mark.parametrize("case", json.loads((CASES / "stems.json").read_text()), ids=lambda case: case["singular"])
def test_plurals_are_joined_to_their_singular_and_nothing_else_is(case: dict[str, list[str]]) -> None:
    singular = folding.stem(str(case["singular"]))
    assert all(folding.stem(other) == singular for other in case.get("others", []))
    assert all(folding.stem(other) != singular for other in case.get("not", []))


@given(st.text())
def test_search_columns_hold_letters_digits_and_single_spaces(text: str) -> None:
    for column in (folding.stems(text), folding.names(text)):
        assert column.split(" ") == ([""] if not column else column.split())
        assert all(character == " " or character.isalnum() for character in column)


@given(st.text())
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    assert folding.names(folding.names(text)) == folding.names(text)


@given(st.text())
def test_a_word_stands_where_it_says(text: str) -> None:
    for word in folding.words(text):
        assert folding.fold(text[word.start : word.end]) == word.folded


# Few signs, so that what may stand inside a word often does; one of them is a letter of which folding leaves nothing.
_SIGNS = st.text(st.sampled_from("ab1s_ '’-\n\u0301\u00ad\u200béʼ\ufc5e"), max_size=30)


@given(st.one_of(_SIGNS, st.text()))
def test_what_ends_a_word_is_told_letter_by_letter(text: str) -> None:
    inside = set("\u00ad\u200b\u200c\u200d\u2060\ufeff") | {chr(sign) for sign in range(0x300, 0x370)}

    def is_letter(at: int) -> bool:
        return at < len(text) and text[at].isalnum()

    bounds, start = [], None
    for at in range(len(text) + 1):
        goes_on = is_letter(at) or (
            start is not None and at < len(text) and (text[at] in inside or (text[at] in "'’ʼ" and is_letter(at + 1)))
        )
        if goes_on and start is None:
            start = at
        if not goes_on and start is not None:
            bounds.append((start, at))
            start = None
    assert [(word.start, word.end) for word in folding.words(text)] == [
        (start, end) for start, end in bounds if folding.fold(text[start:end])
    ]


@given(st.one_of(_SIGNS, st.text()))
def test_the_words_of_a_search_column_stand_where_the_words_do(text: str) -> None:
    found = list(folding.stemmed(text))
    assert found == [(folding.stem(word.folded), word.start, word.end) for word in folding.words(text)]
    assert " ".join(word.stem for word in found) == folding.stems(text)


_PLAIN_SIGNS = st.text(st.sampled_from("aBsiey1_\u0345 '’-\nĉß"), max_size=40)


@given(st.one_of(_SIGNS, _PLAIN_SIGNS, st.text()), st.integers(min_value=1), st.integers(min_value=1, max_value=3))
def test_no_run_of_words_that_begins_as_is_wanted_is_passed_over(text: str, letters: int, length: int) -> None:
    words = list(folding.stemmed(text))
    every = [words[at : at + length] for at in range(len(words))]
    for wanted in {stem for word in words for stem in (word.stem, word.stem[:letters])}:
        found = list(folding.runs(text, [wanted], length))
        assert [run for run in every if run[0].stem.startswith(wanted)] == [
            run for run in found if run and run[0].stem.startswith(wanted)
        ]
        assert all(run in every for run in found if run)


def test_a_word_of_any_length_is_cut_to_what_every_store_can_hold() -> None:
    assert len(folding.stems("x" * 100_000)) == 100
