import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.extraction.features import read_words, windows
from onrecord.extraction.words import WordPiece, words

PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "the", "min", "##ister", "said", "lope", "##z", "“", ".", "a", "##a"]
WORDPIECE = WordPiece({piece: number for number, piece in enumerate(PIECES)})
ANY_TEXT = st.text(max_size=200)


def named(word):
    return [PIECES[number] for number in WORDPIECE.pieces(word)]


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("minister", ["min", "##ister"]),
        ("Minister", ["min", "##ister"]),
        ("López", ["lope", "##z"]),
        ("xyz", ["[UNK]"]),
        ("a" * 8, ["a"] + ["##a"] * 7),
        ("a" * 30, ["a"] + ["##a"] * 7),
        ("a" * 61, ["[UNK]"]),
        ("\u0301", ["[UNK]"]),
    ],
)
def test_pieces_are_the_longest_that_fit_without_case_and_accents(word, pieces):
    assert named(word) == pieces


@given(ANY_TEXT)
@settings(deadline=None)
def test_words_cover_everything_but_white_space(text):
    found = words(text)
    assert "".join(s.of(text) for s in found) == "".join(text.split())
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@given(ANY_TEXT)
@settings(deadline=None)
def test_features_have_one_row_a_word(text):
    read = read_words(text, WORDPIECE)
    assert {len(c) for c in (read.spans, read.pieces, read.shape, read.place, read.quote, read.paragraph)} == {
        len(read)
    }


@given(ANY_TEXT, st.integers(8, 40), st.one_of(st.none(), st.integers(8, 40)))
@settings(deadline=None)
def test_windows_take_every_word_once_and_none_is_too_large(text, most, first):
    read = read_words(text, WORDPIECE)
    found = windows(read, most, first)
    assert [w for a, b in found for w in range(a, b)] == list(range(len(read)))
    assert all(sum(len(p) for p in read.pieces[a:b]) <= most for a, b in found)


def test_windows_keep_paragraphs_whole_where_they_fit():
    read = read_words("the said the said.\n\nsaid the said the.", WORDPIECE)
    assert windows(read, 8) == [(0, 5), (5, 10)]


def test_a_long_paragraph_is_cut_at_the_end_of_a_sentence():
    read = read_words("the said. the said the said the said.", WORDPIECE)
    assert windows(read, 6)[0] == (0, 3)


def test_shape_place_and_quotation_are_told_of_each_word():
    read = read_words("The “NATO 3s”.", WORDPIECE)
    assert read.shape.tolist() == [3, 0, 4, 2, 0, 0]
    assert read.place.tolist() == [1, 0, 2, 0, 2, 2]
    assert read.quote.tolist() == [0, 1, 1, 1, 1, 0]
