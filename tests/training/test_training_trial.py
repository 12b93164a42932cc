"""In the trial of what edits teach, gold decides as people would, and what is exported is gold."""

import json
from collections import Counter

import pytest

pytest.importorskip("torch", reason="torch is not installed: training cannot be tried (pip install torch==2.13.0)")
pytest.importorskip("onnx", reason="onnx is not installed: the export cannot be tried (pip install onnx)")

from tiny_corpus import corpus_line, write_lines
from training.corpus import held_out
from training.trial import edit, halves

from onrecord.domain import Extracted, Speaker, Statement
from onrecord.ingest import marked_article, marked_statements
from onrecord.record import open_record
from onrecord.views.training import span_lines

TEXT = "Ana Reyes said that it rained. Tom Hale noted that it was cold. He smiled at the sea. “We wait,” she added."


def marks(source, cue, content):
    def at(words):
        return [[TEXT.index(words), TEXT.index(words) + len(words)]] if words else []

    return {"source": at(source), "cue": at(cue), "content": at(content)}


RAIN, COLD = ("Ana Reyes", "said", "that it rained"), ("Tom Hale", "noted", "that it was cold")
WAIT, SMILE = ("", "added", "“We wait,”"), ("He", "smiled", "at the sea")
LONG = ("Tom Hale", "noted", "it was cold. He")


def test_statements_are_confirmed_corrected_rejected_and_added_until_they_are_gold(tmp_path):
    gold = {"id": "a", "text": TEXT, "statements": [marks(*one) for one in (RAIN, COLD, WAIT)]}
    article = marked_article(gold)
    found = marked_statements({"statements": [marks(*one) for one in (RAIN, LONG, SMILE)]})
    statements = tuple(
        Statement(f"s{n}", one.source, one.cue, one.content, speaker=Speaker(reason="nobody"))
        for n, one in enumerate(found, 1)
    )
    extracted, done = Extracted(article, statements, (), "m1"), Counter()
    with open_record(tmp_path / "onrecord.db") as record:
        record.add(extracted)
        edit(record, extracted, marked_statements(gold), done)
        (line,) = (json.loads(line) for line in span_lines(record.edits.articles()))
    assert done == {"confirmed": 1, "corrected": 1, "rejected": 1, "added": 1}
    roles = [
        {role: one[role] for role in ("source", "cue", "content")}
        for one in line["statements"]
        if one["known"] != "rejected"
    ]
    assert sorted(roles, key=str) == sorted(gold["statements"], key=str)
    assert [one["known"] for one in line["statements"]].count("rejected") == 1


def test_no_article_that_is_edited_is_measured_on(tmp_path):
    (tmp_path / "polnear").mkdir()
    write_lines(tmp_path / "polnear" / "train.jsonl", [corpus_line(f"article-{n}") for n in range(400)])
    edited, others = ({d["id"] for d in half} for half in halves(tmp_path))
    assert min(len(edited), len(others)) > 10
    assert not edited & others
    assert all(map(held_out, edited | others))
