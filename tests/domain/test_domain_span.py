from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.domain import first_difference


@pytest.mark.parametrize(("one", "other", "at"), [("", "", 0), ("abc", "abd", 2), ("ab", "abc", 2), ("x", "y", 0)])
def test_two_strings_part_where_they_first_differ_or_one_ends(one: str, other: str, at: int) -> None:
    assert first_difference(one, other) == first_difference(other, one) == at


@given(st.text(), st.text(), st.text())
def test_up_to_there_both_are_the_same(both: str, one: str, other: str) -> None:
    first, second = both + one, both + other
    at = first_difference(first, second)
    assert at >= len(both)
    assert first[:at] == second[:at]
    assert first[at : at + 1] != second[at : at + 1] or first == second
