"""Intervals and agreement, against figures that others published."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.evaluation.agreement import alpha, share

# Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", section D: four observers, twelve units.
_OBSERVERS = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
CANONICAL = list(zip(*([None if c == "." else int(c) for c in row.split()] for row in _OBSERVERS), strict=True))


@pytest.mark.parametrize(("level", "published"), [("nominal", 0.743), ("interval", 0.849)])
def test_alpha_is_what_krippendorff_reckons(level, published):
    assert alpha(CANONICAL, level) == pytest.approx(published, abs=0.0005)


def test_alpha_of_two_coders_and_two_codes_is_what_krippendorff_reckons():
    """Section A of the same paper: ten units, 0.095."""
    one, other = "0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"
    assert alpha(list(zip(one.split(), other.split(), strict=True))) == pytest.approx(0.095, abs=0.0005)


def test_alpha_is_one_where_all_agree_and_unknown_where_there_is_nothing_to_tell():
    assert alpha([("y", "y"), ("n", "n")]) == 1
    assert alpha([("y", "y"), ("y", "y")]) is None
    assert alpha([("y", None), (None, "n")]) is None
    assert alpha([]) is None


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("yn"), st.sampled_from("yn")), max_size=30))
def test_alpha_is_at_most_one_and_does_not_mind_who_is_first(units):
    found = alpha(units)
    assert found is None or found <= 1
    assert found == pytest.approx(alpha([(b, a) for a, b in units])) if found is not None else True


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_the_published_one(part, whole, low, high):
    """Newcombe (1998), "Two-sided confidence intervals for the single proportion", table I, method 3."""
    found = share(part, whole)
    assert (found.low, found.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_nothing_judged_says_nothing():
    assert (share(0, 0).value, share(0, 0).low, share(0, 0).high) == (None, 0.0, 1.0)
