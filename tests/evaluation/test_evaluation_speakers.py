"""Names and days: what counts as right, as wrong, and as saying nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked_gold import by, declined, document, fall, on, safe

from onrecord.evaluation import Rate, evaluate

MARROW, OFFICIAL = by("Ilse Marrow"), by("an official", "unnamed")
GOLD = document(
    safe(speaker=MARROW, said_on=on("2026-01-09")),
    declined(speaker=MARROW, said_on=on("2026-01-09")),
    fall(speaker=OFFICIAL, said_on=on(None)),
)


def speakers(*predicted, gold=GOLD):
    return evaluate([gold], [document(*predicted)]).speakers


def test_gold_against_itself_is_right_in_everything():
    found = speakers(*GOLD["statements"])
    assert (found.named, found.unnamed, found.day) == (Rate(2, 2, 2), Rate(1, 1, 1), Rate(2, 2, 2))


def test_a_statement_that_was_not_found_has_no_name_and_no_day():
    found = speakers(safe(speaker=MARROW, said_on=on("2026-01-09")))
    assert (found.named, found.day) == (Rate(1, 1, 2), Rate(1, 1, 2))
    assert found.unnamed == Rate(1, 1, 1)


def test_a_name_for_an_unnamed_source_costs_precision_and_is_counted():
    found = speakers(fall(speaker=by("Jan Moor")))
    assert found.named == Rate(0, 1, 2)
    assert found.unnamed == Rate(0, 1, 1)


def test_a_description_is_no_name():
    assert speakers(fall(speaker=by("an official", "unnamed"))).named.predicted == 0


def test_a_person_is_no_organisation_of_the_same_name():
    assert speakers(safe(speaker=by("Ilse Marrow", "organisation"))).named == Rate(0, 1, 2)


def test_other_names_in_gold_are_right_too():
    gold = document(safe(speaker=by("Ilse Marrow", also=["Ilse of Skarrow"])))
    assert speakers(safe(speaker=by("Ilse of Skarrow")), gold=gold).named.right == 1


def test_unsure_marks_are_left_out():
    gold = document(safe(speaker=MARROW, said_on=on("2026-01-09"), unsure=True))
    assert speakers(safe(speaker=by("Jan Moor"), said_on=on("2026-02-01")), gold=gold).attributions == ()


def test_statements_without_marks_are_not_scored():
    assert speakers(safe(speaker=MARROW), gold=document(safe())).attributions == ()


def test_names_are_counted_by_the_words_that_point_to_them():
    found = speakers(safe(speaker=MARROW), declined(speaker=by("Jan Moor")))
    assert {sort: (r.right, r.predicted, r.gold) for sort, r in found.by_sort.items()} == {
        "name": (1, 1, 1),
        "pronoun": (0, 1, 1),
        "description": (0, 0, 0),
        "none": (0, 0, 0),
    }


@pytest.mark.parametrize(
    ("gold", "given", "verdict"),
    [
        ("2026-01-09", "2026-01-09", True),
        ("2026-01-09", "2026-01-08", False),
        ("2026-01-09", None, None),
        ("2026-01-09", "2026-01", None),
        ("2026-01-09", "2025", False),
        ("2026-01-09", "2026-01-05/2026-01-11", None),
        ("2026-01-09", "2026-01-10/2026-01-11", None),
        (None, "2026-01-09", False),
        (None, None, None),
        ("2026-01-05/2026-01-11", "2026-01-05/2026-01-11", True),
        ("2026", "2026-01-09", False),
    ],
)
def test_a_day_is_right_wrong_or_says_nothing(gold, given, verdict):
    found = speakers(safe(said_on=on(given)), gold=document(safe(speaker=MARROW, said_on=on(gold))))
    assert found.attributions[0].day_is_right is verdict


@pytest.mark.parametrize(
    ("members", "right"),
    [
        (["Ilse Marrow", "Jan Moor"], 1),
        (["Jan Moor", "Ilse Marrow"], 1),
        (["Ilse Marrow"], 0),
        (["Ilse Marrow", "Jan Moor", "Ana Reyes"], 0),
        ([], 0),
    ],
)
def test_two_together_are_right_where_exactly_these_are_named(members, right):
    gold = document(safe(speaker=by(None, "group", members=["Ilse Marrow", "Jan Moor"])))
    found = speakers(safe(speaker=by(None, "group", members=members)), gold=gold)
    assert found.together == Rate(right, bool(members), 1)


def test_the_curve_leaves_the_surer_names_and_says_how_many_are_left():
    found = speakers(safe(speaker=by("Ilse Marrow", confidence=0.95)), declined(speaker=by("Jan Moor", confidence=0.5)))
    assert [(s.least, s.rate.precision, s.rate.recall) for s in found.curve] == [(0.0, 50.0, 50.0), (0.6, 100.0, 50.0)]
    assert [round(s.coverage) for s in found.curve] == [67, 33]


NAME = st.sampled_from([None, "Ilse Marrow", "Marrow", "Jan Moor", "an official", "Harbour Office"])
KIND = st.sampled_from([None, "person", "organisation", "group", "unnamed", "author"])
DAY = st.sampled_from([None, "2026", "2026-01", "2026-01-09", "2026-01-05/2026-01-11"])
MARK = st.builds(lambda name, kind, day: {"speaker": by(name, kind), "said_on": on(day)}, NAME, KIND, DAY)


@settings(deadline=None, max_examples=60)
@given(MARK, MARK, MARK, MARK)
def test_whatever_is_said_the_counts_agree_with_one_another(a, b, c, d):
    found = speakers(safe(**a), fall(**b), gold=document(safe(**c), fall(**d)))
    assert found.named.right <= found.surname.right <= found.named.predicted
    assert found.named.right <= found.named.gold
    assert sum(found.by_sort.values(), Rate()) == found.named
    assert sum(found.day_by_sort.values(), Rate()) == found.day
