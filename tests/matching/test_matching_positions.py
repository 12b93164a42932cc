from __future__ import annotations

import pytest

from onrecord.domain import Report, Saying
from onrecord.matching.positions import questions


def saying(name, content, act="said"):
    report = Report(
        name, "a", "s1", "The Ledger", None, "2026-01-01", None, "Ilse Marrow", None, act, "direct", content
    )
    return Saying(name, (report,))


@pytest.mark.parametrize(
    ("earlier", "later", "why"),
    [
        ("We will sell the ferry terminal to lenders", "We will never sell the ferry terminal to lenders", "never"),
        ("We must raise the ferry toll at the estuary", "We must cut the ferry toll at the estuary", "raise"),
        ("The estuary has 40 ferries and barges", "The estuary has 75 ferries and barges", "40 in one, 75"),
        ("The ferry toll at the estuary was $7.25", "The ferry toll at the estuary is $15", "7.25 in one, 15"),
        ("The ferry at the estuary wasn’t late", "The ferry at the estuary was late", "“wasn’t” stands in the earlier"),
    ],
)
def test_what_may_not_go_together_is_a_question_with_its_reason(earlier, later, why):
    (found,) = questions([saying("one", earlier), saying("two", later)])
    assert (found.earlier, found.later) == ("one", "two")
    assert why in found.why
    assert {"ferry", "ferries"} & set(found.shared)


def test_a_refusal_and_an_answer_on_one_subject_are_a_question():
    subject = "the price of the ferry terminal at the estuary"
    (found,) = questions([saying("one", subject, "refused"), saying("two", f"We paid {subject}")])
    assert found.why == "would not say, and then said"


def test_agreement_and_other_subjects_are_no_question():
    assert not questions(
        [saying("one", "We will sell the ferry terminal"), saying("two", "The ferry terminal is for sale")]
    )
    assert not questions(
        [saying("one", "We will sell the ferry terminal"), saying("two", "I never liked this orchestra")]
    )
