"""``onrecord evaluate``: what it shows of each part, and how it refuses."""

from __future__ import annotations

import json

import pytest

TEXT = "Ilse Marrow said, “We will wait.” Jan Moor said, “It is safe.”"


def statement(name, content):
    return {
        "source": [[TEXT.index(name), TEXT.index(name) + len(name)]],
        "cue": [],
        "content": [[TEXT.index(content), TEXT.index(content) + len(content)]],
        "speaker": {"name": name, "type": "person"},
        "said_on": {"edtf": "2026-01-09"},
        "act": "said",
    }


GOLD = {
    "id": "a",
    "text": TEXT,
    "published": "2026-01-10",
    "statements": [statement("Ilse Marrow", "“We will wait.”"), statement("Jan Moor", "“It is safe.”")],
}


@pytest.fixture
def evaluate(onrecord, tmp_path):
    def written(*args, gold=GOLD):
        (tmp_path / "gold.jsonl").write_text(json.dumps(gold) + "\n")
        return onrecord("evaluate", "gold.jsonl", *args)

    return written


def test_every_part_that_gold_marks_has_its_table(evaluate):
    out = evaluate("--jobs", "1").out
    assert "Who said it: 2 statements whose speaker is marked" in out
    assert "source is a name" in out
    assert "When it was said" in out
    assert "Figures" not in out


def test_gold_statements_are_handed_in_and_not_scored_themselves(evaluate):
    ran = evaluate("--gold-statements")
    assert "Statements:" not in ran.out
    found = json.loads(evaluate("--gold-statements", "--json").out)
    assert found["speakers"]["named"]["r"] == 100
    assert found["exact"]["f"] == 100


def test_marks_may_stand_in_files_of_their_own(evaluate, tmp_path):
    bare = GOLD | {"statements": [{k: s[k] for k in ("source", "cue", "content")} for s in GOLD["statements"]]}
    line = {"id": "a", "statement": 1, "speaker": "Jan Moor", "speaker_kind": "person", "said_on": None}
    (tmp_path / "speakers.jsonl").write_text(json.dumps(line) + "\n")
    (tmp_path / "refusals.jsonl").write_text(json.dumps({"id": "a", "who": "x", "text": "will wait"}) + "\n")
    args = ("--speakers", "speakers.jsonl", "--refusals", "refusals.jsonl", "--jobs", "1", "--json")
    found = json.loads(evaluate(*args, gold=bare).out)
    assert (found["speakers"]["marked"], found["refusals"]["gold"]) == (1, 1)


def test_errors_are_listed_one_by_one(evaluate):
    wrong = GOLD["statements"][0] | {"speaker": {"name": "Ana Reyes", "type": "person"}}
    ran = evaluate("--misses", "speakers", "--jobs", "1", gold=GOLD | {"statements": [wrong]})
    assert "1. wrong name" in ran.out
    assert "gold:    Ana Reyes, for 'Ilse Marrow'" in ran.out
    listed = json.loads(evaluate("--misses", "speakers", "--jobs", "1", "--json").out)
    assert listed["misses"] == []


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (("found.jsonl", "--gold-statements"), "--gold-statements takes the statements from GOLD"),
        (("--above", "0.5"), "--above and --limit choose among errors"),
        (("--speakers", "gold.jsonl"), "speakers file, line 1"),
    ],
)
def test_what_does_not_fit_together_is_refused(evaluate, args, why):
    ran = evaluate(*args)
    assert ran.status == 2
    assert why in ran.err
