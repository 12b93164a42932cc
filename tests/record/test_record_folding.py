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


def test_a_word_of_any_length_is_cut_to_what_every_store_can_hold() -> None:
    assert len(folding.stems("x" * 100_000)) == 100
