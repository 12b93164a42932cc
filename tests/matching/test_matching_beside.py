"""Quotations beside a paraphrase or a refusal: of the same days, on the same subject, and nothing else."""

from __future__ import annotations

import pytest

from onrecord.matching.beside import Words, beside

ASKED = Words("s1", "2031-03-10", "whether the harbour ferry would be scrapped")


def quotation(day: str | None, content: str, own: str = "q") -> Words:
    return Words(own, day, content)


@pytest.mark.parametrize("day", ["2031-03-07", "2031-03-10", "2031-03-13"])
def test_what_was_said_on_the_subject_in_those_days_stands_beside_it(day):
    (found,) = beside(ASKED, [quotation(day, "“The ferry in the harbour stays in service.”")])
    assert found.id == "q"
    assert set(found.shared) == {"ferry", "harbour"}


@pytest.mark.parametrize(
    ("day", "content"),
    [
        ("2031-03-06", "“The ferry in the harbour stays.”"),
        ("2031-03-14", "“The ferry in the harbour stays.”"),
        (None, "“The ferry in the harbour stays.”"),
        ("2031-03-10", "“People would say that the country is what it is.”"),
    ],
)
def test_what_was_said_at_another_time_or_of_something_else_does_not(day, content):
    assert beside(ASKED, [quotation(day, content)]) == ()


def test_without_a_day_nothing_is_laid_beside():
    assert beside(Words("s1", None, ASKED.content), [quotation("2031-03-10", "“The harbour ferry stays.”")]) == ()


def test_those_that_share_most_come_first_and_there_are_two_at_most():
    told = [
        quotation("2031-03-10", "“A harbour is a harbour, with a pier and a crane.”", "one"),
        quotation("2031-03-11", "“The harbour ferry is scrapped.”", "three"),
        quotation("2031-03-09", "“The harbour ferry sails.”", "two"),
    ]
    found = [one.id for one in beside(ASKED, told)]
    assert found == ["three", "two"]
    assert beside(Words("three", "2031-03-11", "scrapped harbour ferry"), told[1:2]) == ()  # not beside itself
