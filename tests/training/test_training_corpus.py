import pytest
from tiny_corpus import TEXT, corpus_line, write_lines
from training.corpus import CERTAIN, IGNORE, NAMES, held_out, load

from onrecord.extraction.network import TAGS
from onrecord.extraction.words import WordPiece

PIECES = WordPiece({"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "said": 3})


@pytest.fixture
def document(tmp_path):
    return load(
        write_lines(tmp_path / "train.jsonl", [corpus_line("a")]),
        PIECES,
        write_lines(tmp_path / "names.jsonl", [{"id": "a", "ner": [[0, 9, "PERSON"], [10, 14, "DATE"]]}]),
    )[0]


def test_roles_become_tags_that_begin_and_go_on(document):
    assert (document.tag.sum(1) == CERTAIN).all()
    tags = [TAGS[t] for t in document.tag.argmax(1)]
    assert dict(zip([s.of(TEXT) for s in document.words.spans], tags, strict=True)) | {} == {
        "Ana": "B-source",
        "Reyes": "I-source",
        "said": "B-cue",
        "that": "B-content",
        "it": "I-content",
        "rained": "I-content",
        ".": "O",
    }


def test_only_content_words_are_in_a_statement(document):
    assert document.share[:, 0].tolist() == [0, 0, 0, CERTAIN, CERTAIN, CERTAIN, 0]


def test_statements_are_word_numbers(document):
    (statement,) = document.statements
    assert (statement.cue, statement.source) == ((2, 2), (0, 1))


def test_names_are_learned_and_other_kinds_are_not(document):
    assert [NAMES[n] for n in document.name[:3]] == ["B-PERSON", "I-PERSON", "O"]


def test_withdrawn_words_teach_nothing(tmp_path):
    line = corpus_line("a") | {"discard": [[4, 9]]}
    (document,) = load(write_lines(tmp_path / "t.jsonl", [line]), PIECES)
    assert document.tag.sum(1).tolist() == [CERTAIN, 0, *[CERTAIN] * 5]
    assert (document.name == IGNORE).all()


def test_about_a_tenth_is_held_out_and_always_the_same():
    ids = [f"article-{n}" for n in range(2_000)]
    chosen = [i for i in ids if held_out(i)]
    assert 150 < len(chosen) < 250
    assert chosen == [i for i in ids if held_out(i)]
