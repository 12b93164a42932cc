import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.extraction.decode import DecoderSettings, _viterbi, decode
from onrecord.extraction.network import Heads, Scores, _candidates, distance_bucket

SETTINGS = DecoderSettings(cue_bar=0.3, enter=1.0, leave=0.5, no_source=0.0, hole=12.0, sure_cue=0.95)


def scores(length, cues, content=(), sources=(), cue_probability=0.9, start=0):
    """Scores that are sure: ``content`` names a column of words for each cue, ``sources`` a pair or None."""
    in_content = np.full((length, len(cues)), -5.0, np.float32)
    begin = np.full((length, len(cues)), -5.0, np.float32)
    end = begin.copy()
    nobody = np.full(len(cues), -5.0, np.float32)
    for column, members in enumerate(content):
        in_content[members, column] = 5.0
    for column, source in enumerate(sources):
        if source is None:
            nobody[column] = 5.0
        else:
            begin[source[0], column] = end[source[1], column] = 5.0
    return Scores(
        start=start,
        tags=np.zeros((length, 7), np.float32),
        cues=list(cues),
        cue_probability=np.full(len(cues), cue_probability, np.float32),
        no_cue=np.zeros(length, np.float32),
        content=in_content,
        source_begin=begin,
        source_end=end,
        no_source=nobody,
        names=np.zeros((length, 9), np.float32),
    )


def test_a_cue_takes_its_content_and_its_source():
    (draft,) = decode(scores(8, [(2, 2)], [[3, 4, 5, 6]], [(0, 1)]), SETTINGS)
    assert (draft.source, draft.cue, draft.content) == ((0, 1), (2, 2), (3, 4, 5, 6))


def test_word_numbers_count_from_the_start_of_the_text():
    (draft,) = decode(scores(8, [(2, 2)], [[3, 4]], [(0, 1)], start=100), SETTINGS)
    assert (draft.source, draft.cue, draft.content) == ((100, 101), (102, 102), (103, 104))


def test_a_content_may_be_interrupted_by_its_cue_and_source():
    (draft,) = decode(scores(9, [(4, 4)], [[0, 1, 2, 5, 6, 7]], [(3, 3)]), SETTINGS)
    assert draft.content == (0, 1, 2, 5, 6, 7)


def test_two_cues_may_share_a_source_but_no_content_word():
    first, second = decode(scores(9, [(1, 1), (5, 5)], [[2, 3, 4], [6, 7, 8]], [(0, 0), (0, 0)]), SETTINGS)
    assert first.source == second.source == (0, 0)
    assert not set(first.content) & set(second.content)


def test_a_statement_without_a_source_has_none():
    (draft,) = decode(scores(6, [(0, 0)], [[1, 2, 3]], [None]), SETTINGS)
    assert draft.source is None
    assert draft.source_probability > 0.9


def test_a_needless_hole_in_a_content_is_closed():
    (draft,) = decode(scores(10, [(0, 0)], [[1, 2, 5, 6]], [None]), SETTINGS)
    assert draft.content == (1, 2, 3, 4, 5, 6)


def test_what_lies_beyond_a_hole_that_costs_more_than_it_is_given_up():
    (draft,) = decode(scores(20, [(0, 0)], [[1, 2, 3, 4, 18]], [None]), SETTINGS)
    assert draft.content == (1, 2, 3, 4)


def test_a_hole_is_left_where_it_costs_less_than_all_else():
    (draft,) = decode(scores(30, [(0, 0)], [[*range(1, 6), *range(20, 26)]], [None]), replace(SETTINGS, hole=4.0))
    assert draft.content == (*range(1, 6), *range(20, 26))


def test_a_sure_cue_has_the_least_unlikely_content():
    unlikely = scores(8, [(1, 1)], [[]], [(0, 0)], cue_probability=0.99)
    unlikely.content[3:6, 0] = -2.0
    (draft,) = decode(unlikely, SETTINGS)
    assert draft.content == (3, 4, 5)


def test_an_unlikely_cue_is_none():
    assert decode(scores(6, [(0, 0)], [[1, 2]], [None], cue_probability=0.2), SETTINGS) == []


def test_a_cue_without_content_is_no_statement():
    assert decode(scores(6, [(0, 0)], [[]], [None]), SETTINGS) == []


@given(st.integers(0, 2**32 - 1), st.integers(1, 40), st.integers(0, 5))
@settings(deadline=None, max_examples=60)
def test_whatever_the_scores_roles_never_share_a_word_and_stay_in_the_window(seed, length, most_cues):
    rng = np.random.default_rng(seed)
    cues = [(int(w), int(w)) for w in sorted(rng.choice(length, min(most_cues, length), replace=False))]
    noisy = Scores(
        start=0,
        tags=rng.random((length, 7), np.float32),
        cues=cues,
        cue_probability=rng.random(len(cues), np.float32),
        no_cue=rng.normal(size=length).astype(np.float32),
        content=rng.normal(size=(length, len(cues))).astype(np.float32) * 3,
        source_begin=rng.normal(size=(length, len(cues))).astype(np.float32) * 3,
        source_end=rng.normal(size=(length, len(cues))).astype(np.float32) * 3,
        no_source=rng.normal(size=len(cues)).astype(np.float32),
        names=np.zeros((length, 9), np.float32),
    )
    for draft in decode(noisy, SETTINGS):
        source = set(range(draft.source[0], draft.source[1] + 1)) if draft.source else set()
        assert set(draft.content) <= set(range(length))
        assert not set(draft.content) & set(range(draft.cue[0], draft.cue[1] + 1))
        assert not set(draft.content) & source
        assert not source & set(range(draft.cue[0], draft.cue[1] + 1))
        for p in (draft.cue_probability, draft.content_probability, draft.content_lowest, draft.source_probability):
            assert 0 <= p <= 1 + 1e-6


@given(st.integers(0, 2**32 - 1), st.integers(1, 5), st.integers(1, 3))
@settings(deadline=None, max_examples=60)
def test_no_other_way_to_give_words_to_contents_is_likelier(seed, length, states):
    log_probability = np.random.default_rng(seed).normal(size=(length, states)).astype(np.float32) * 2

    def worth(path):
        changes = [b for a, b in itertools.pairwise([0, *path]) if a != b]
        cost = sum(SETTINGS.enter if state else SETTINGS.leave for state in changes)
        return sum(log_probability[n, state] for n, state in enumerate(path)) - cost

    best = max(worth(path) for path in itertools.product(range(states), repeat=length))
    assert worth(_viterbi(log_probability, SETTINGS).tolist()) == pytest.approx(best, abs=1e-4)


@pytest.mark.parametrize(("away", "bucket"), [(0, 13), (1, 14), (-1, 12), (4, 17), (-4, 9), (10_000, 25), (-10_000, 1)])
def test_distances_are_exact_near_by_and_coarse_far_off(away, bucket):
    assert distance_bucket(np.array([away])).tolist() == [bucket]


def test_heads_without_a_candidate_give_empty_columns():
    width = 4
    arrays = {
        name: np.zeros(shape, np.float32)
        for name, shape in {
            "tag.weight": (7, width),
            "tag.bias": (7,),
            "name.weight": (9, width),
            "name.bias": (9,),
            "no_cue.weight": (1, width),
            "no_cue.bias": (1,),
        }.items()
    }
    arrays["tag.bias"][0] = 20.0
    found = Heads(arrays)(np.zeros((3, width), np.float32), np.zeros(3, np.int64))
    assert found.cues == []
    assert found.content.shape == (3, 0)
    assert decode(found, SETTINGS) == []


def candidates(begin, inside):
    tags = np.zeros((8, 7), np.float32)
    for column, chances in ((3, begin), (4, inside)):
        for word, probability in chances.items():
            tags[word, column] = probability
    found, probability = _candidates(tags)
    return dict(zip(found, (round(p, 2) for p in probability.tolist()), strict=True))


@pytest.mark.parametrize(
    ("begin", "inside", "cues"),
    [
        ({2: 0.5, 3: 0.35}, {3: 0.6, 4: 0.9}, {(2, 4): 0.85}),
        ({2: 0.35, 3: 0.5}, {3: 0.4, 4: 0.9}, {(3, 4): 0.85}),
        ({2: 0.9, 3: 0.9}, {3: 0.05}, {(2, 2): 0.9, (3, 3): 0.9}),
        ({1: 0.9, 5: 0.4}, {}, {(1, 1): 0.9, (5, 5): 0.4}),
    ],
    ids=["inside the likelier one", "just before the likelier one", "two that touch", "two apart"],
)
def test_beginnings_of_one_cue_are_one_candidate_with_the_chances_of_all(begin, inside, cues):
    assert candidates(begin, inside) == cues


def test_a_cue_for_which_no_content_is_left_gives_its_words_back():
    doubtful = scores(8, [(1, 1), (4, 4)], [[2, 3, 4, 5, 6], []], [(0, 0), None])
    doubtful.cue_probability[1] = 0.4
    (draft,) = decode(doubtful, SETTINGS)
    assert draft.content == (2, 3, 4, 5, 6)


def test_a_known_cue_inside_a_content_leaves_that_content_whole():
    asked = scores(9, [(1, 1), (4, 4)], [[2, 3, 4, 5, 6, 7], [5, 6]], [(0, 0), (3, 3)])
    outer, inner = decode(replace(asked, given=frozenset({1})), SETTINGS)
    assert outer.content == (2, 3, 4, 5, 6, 7)
    assert (inner.source, inner.cue, inner.content) == ((3, 3), (4, 4), (5, 6))


def test_a_known_cue_outside_every_content_is_decoded_with_the_others():
    asked = scores(9, [(1, 1), (5, 5)], [[2, 3], [6, 7]], [(0, 0), (4, 4)])
    assert decode(replace(asked, given=frozenset({1})), SETTINGS) == decode(asked, SETTINGS)
