"""The words of a text: the same ones whether all are made at once, when they are asked for, or as numbers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.aligning import LazyWords, hashed, hashes, words

TEXTS = st.text() | st.lists(st.sampled_from(["U.S.", "don’t", "1,000.5", "(APPLAUSE)", "%", "Café", "—", "a"])).map(
    " ".join
)


@given(TEXTS)
def test_each_way_to_take_a_text_apart_gives_the_same_words(text):
    every = words(text)
    lazy = LazyWords(text)
    assert list(lazy) == every
    assert [lazy[at] for at in range(-len(lazy), 0)] == every
    assert lazy[1:4] == every[1:4]
    assert hashes(text).tolist() == [hashed(text[word.start : word.end]) for word in every]
