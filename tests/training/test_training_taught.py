"""What teachers think is kept without their texts and comes back as it was."""

import numpy as np
import pytest
from tiny_corpus import corpus_line, write_lines
from training.corpus import CERTAIN, Gold
from training.taught import Lesson, in_shares, read_lessons, sha256_of, taught_documents, write_lessons

from onrecord.extraction.network import TAGS
from onrecord.extraction.words import WordPiece

PIECES = WordPiece({"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "said": 3})


def lesson(identifier="a", text=None, seed=1):
    rng = np.random.default_rng(seed)
    tag = np.zeros((7, len(TAGS)), dtype=np.uint8)
    tag[:, 0], tag[:, 3] = 10, 5
    share = np.where(rng.random((7, 2)) < 0.5, rng.integers(1, 7, (7, 2)), 0).astype(np.uint8)
    text = corpus_line(identifier)["text"] if text is None else text
    return Lesson(identifier, sha256_of(text), tag, share, (Gold((2, 2), (0, 1)), Gold((5, 6), seed % 2 == 0 or None)))


def test_lessons_come_back_as_they_were(tmp_path):
    given = [lesson("a"), Lesson("none", "0" * 64, np.zeros((0, 7), np.uint8), np.zeros((0, 0), np.uint8), ())]
    given += [lesson("b", seed=3)]
    write_lessons(tmp_path / "l.npz", given)
    found = read_lessons(tmp_path / "l.npz")
    assert [(x.id, x.text_sha256, x.statements) for x in found] == [(x.id, x.text_sha256, x.statements) for x in given]
    for was, is_now in zip(given, found, strict=True):
        np.testing.assert_array_equal(was.tag, is_now.tag)
        np.testing.assert_array_equal(was.share, is_now.share)


def test_a_source_that_is_not_known_is_not_one_that_is_not_there(tmp_path):
    unsure = Lesson("a", "0", *(lesson().tag, lesson().share), (Gold((2, 2), None), Gold((5, 5), False)))
    write_lessons(tmp_path / "l.npz", [unsure])
    assert [s.source for s in read_lessons(tmp_path / "l.npz")[0].statements] == [None, False]


def test_only_articles_with_a_lesson_are_taken(tmp_path):
    write_lessons(tmp_path / "l.npz", [lesson("a")])
    articles = write_lines(tmp_path / "articles.jsonl", [corpus_line("b"), corpus_line("a")])
    assert [d.data["id"] for d in taught_documents(tmp_path / "l.npz", articles, PIECES)] == ["a"]


def test_a_lesson_is_not_given_on_another_text(tmp_path):
    write_lessons(tmp_path / "l.npz", [lesson("a", text="Ana Reyes said that it snowed.")])
    articles = write_lines(tmp_path / "articles.jsonl", [corpus_line("a")])
    with pytest.raises(SystemExit, match="make the lessons anew"):
        taught_documents(tmp_path / "l.npz", articles, PIECES)


def test_shares_never_give_more_than_there_is():
    rng = np.random.default_rng(1)
    chances = rng.dirichlet(np.full(9, 0.3), size=500).astype(np.float32)
    shares = in_shares(chances)
    assert shares.sum(1, dtype=int).max() <= CERTAIN
    assert np.abs(shares / CERTAIN - chances).max() < 2 / CERTAIN
    assert in_shares(np.array([[1.0, 0.0]], dtype=np.float32)).tolist() == [[CERTAIN, 0]]


def test_words_with_nothing_to_choose_from_have_no_shares():
    assert in_shares(np.zeros((3, 0), dtype=np.float32)).shape == (3, 0)
