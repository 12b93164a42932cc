"""Whom somebody speaks of: full names, and no guess at others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.people.spoken_of import names_in


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("I told Ana Ruiz so, and President Bo Novak heard it", {"ana ruiz", "bo novak"}),
        ("Yesterday Ana Ruiz wept", {"ana ruiz"}),
        ("Ana Ruiz’s plan", {"ana ruiz"}),
        ("Juan de la Cruz and Peter Moor", {"juan de la cruz", "peter moor"}),
        ("“Peter Moor” is no friend", {"peter moor"}),
        ("Ruiz lost, and Novak won", set()),
        ("Ruiz. Novak", set()),
        ("we met in March", set()),
        ("", set()),
    ],
)
def test_full_names_are_found_and_a_surname_names_nobody(words, keys):
    assert {key for key in names_in(words) if key in keys or not keys} == keys


@given(st.text(max_size=80))
def test_any_words_can_be_looked_through(words):
    assert isinstance(names_in(words), frozenset)
