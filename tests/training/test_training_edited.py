"""What people decided about statements is learned; what nobody looked at is not."""

import json

import pytest
from tiny_corpus import write_lines
from training.corpus import CERTAIN
from training.edited import edited_documents

from onrecord.domain import Extracted, Span, Speaker, Statement
from onrecord.extraction.network import TAGS
from onrecord.extraction.words import WordPiece
from onrecord.ingest import marked_article
from onrecord.record import Wish, open_record
from onrecord.views.training import span_lines

PIECES = WordPiece({"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "said": 3})
TEXT = "Ana Reyes said that it rained. Tom Hale noted that it was cold. Nobody was there. He smiled at the sea."


def statement(source, cue, content, known):
    def at(words):
        return [[TEXT.index(words), TEXT.index(words) + len(words)]] if words else []

    return {"source": at(source), "cue": at(cue), "content": at(content), "known": known}


RAIN = ("Ana Reyes", "said", "that it rained")
COLD = ("Tom Hale", "noted", "that it was cold")
SMILE = ("He", "smiled", "at the sea")


def learned(tmp_path, *statements):
    """The words that teach, each with its tag; and the document."""
    path = write_lines(tmp_path / "edits.jsonl", [{"id": "a", "text": TEXT, "statements": list(statements)}])
    (document,) = edited_documents(path, PIECES)
    words = [span.of(TEXT) for span in document.words.spans]
    tags = zip(words, document.tag, strict=True)
    return [(word, TAGS[int(shares.argmax())]) for word, shares in tags if shares.sum() == CERTAIN], document


def test_an_article_with_nothing_left_open_teaches_whole(tmp_path):
    found, document = learned(tmp_path, statement(*RAIN, "reviewed"), statement(*COLD, "edited"))
    assert len(found) == len(document.words)
    assert dict(found)["said"] == dict(found)["noted"] == "B-cue"
    assert dict(found)["Nobody"] == "O"
    assert len(document.statements) == 2


def test_where_something_is_left_open_only_the_sentences_in_which_somebody_decided_teach(tmp_path):
    found, document = learned(tmp_path, statement(*RAIN, "reviewed"), statement(*COLD, None))
    assert [word for word, _ in found] == ["Ana", "Reyes", "said", "that", "it", "rained", "."]
    assert len(document.statements) == 1


def test_what_was_rejected_teaches_that_it_is_no_cue_and_no_content(tmp_path):
    found, document = learned(tmp_path, statement(*SMILE, "rejected"), statement(*RAIN, None))
    assert [word for word, _ in found] == ["He", "smiled", "at", "the", "sea", "."]
    assert {tag for _, tag in found} == {"O"}
    assert document.statements == ()


def test_in_a_sentence_that_teaches_what_was_left_open_does_not(tmp_path):
    found, _ = learned(
        tmp_path, statement("Ana Reyes", "said", "that it rained", "rejected"), statement("", "that", "it", None)
    )
    assert [word for word, _ in found] == ["Ana", "Reyes", "said", "rained", "."]


def test_a_statement_without_a_cue_teaches_nothing(tmp_path):
    found, document = learned(tmp_path, statement("", "", "that it rained", "edited"), statement(*COLD, "reviewed"))
    assert len(document.statements) == 1
    assert "rained" not in dict(found)
    assert "Nobody" in dict(found)


def test_what_the_record_exports_is_what_is_learned_from(tmp_path):
    article = marked_article({"id": "a", "text": TEXT})
    spans = ({role: tuple(Span(*pair) for pair in one[role]) for role in ("source", "cue", "content")} for one in
             (statement(*RAIN, None), statement(*SMILE, None)))  # fmt: skip
    statements = tuple(
        Statement(f"s{number}", **roles, speaker=Speaker(reason="nobody")) for number, roles in enumerate(spans, 1)
    )
    with open_record(tmp_path / "onrecord.db") as record:
        record.add(Extracted(article, statements, (), "m1"))
        record.edits.review("a#s1", who="ada", why="right")
        record.edits.reject("a#s2", who="ada", why="a look, and no word")
        record.edits.add("a", Wish(content=COLD[2], source=COLD[0], cue=COLD[1]), who="ada", why="missed")
        exported = [json.loads(line) for line in span_lines(record.edits.articles())]
    (document,) = edited_documents(write_lines(tmp_path / "edits.jsonl", exported), PIECES)
    tags = [TAGS[int(shares.argmax())] for shares in document.tag]
    assert [span.of(TEXT) for span, tag in zip(document.words.spans, tags, strict=True) if tag == "B-cue"] == [
        "said",
        "noted",
    ]
    assert (document.tag.sum(1) == CERTAIN).all()


@pytest.mark.parametrize("line", [{"id": "a", "text": TEXT}, {"id": "a", "text": TEXT, "statements": [{"cue": []}]}])
def test_a_file_that_says_nothing_of_what_is_known_is_refused(tmp_path, line):
    with pytest.raises(SystemExit, match=r"edits\.jsonl:1: this is no line of"):
        edited_documents(write_lines(tmp_path / "edits.jsonl", [line]), PIECES)
