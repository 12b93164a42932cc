from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tellings import telling

from onrecord.matching import groups, pairs, same

_LINES = (
    "“The harbour was never for sale, and as long as I sit here nobody will sell one stone of it.”",
    "“As long as I sit here nobody will sell one stone of it, and the ferry stays in public hands as well.”",
    "“Nobody will sell the ferry; the ferry stays in public hands as well, whatever the lenders demand.”",
    "“I signed the lease at midnight and I would sign it again.”",
)


@given(st.lists(st.sampled_from(_LINES), min_size=2, max_size=7), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=40)
def test_sayings_are_the_same_in_whatever_order_statements_come(lines, random):
    members = [telling(line, key=f"s{number}", article=f"a{number}") for number, line in enumerate(lines)]

    def sayings(some):
        return {frozenset(one) for one in groups([told.key for told in some], pairs(some))}

    shuffled = members[:]
    random.shuffle(shuffled)
    assert sayings(members) == sayings(shuffled)


def test_pairs_are_what_same_says_of_every_two():
    members = [telling(line) for line in _LINES]
    every = {(a.key, b.key) for a in members for b in members if a.key < b.key and same(a, b)}
    assert {tuple(sorted(pair)) for pair in pairs(members)} == every


def test_what_people_parted_stays_apart_and_a_third_report_goes_to_the_one_it_is_more_like():
    linked = [("c", "b"), ("a", "b"), ("a", "c")]  # the strongest first
    assert groups("abc", linked) == [["a", "b", "c"]]
    assert groups("abc", linked, lambda x, y: {x, y} == {"a", "b"}) == [["a"], ["b", "c"]]
