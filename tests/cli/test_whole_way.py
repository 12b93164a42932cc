"""The whole way with the real model, as a newcomer goes it: the examples into a record, and out again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples" / "articles"
CODE = "from onrecord.cli import main; main()"


def onrecord(*args, cwd: Path, status: int = 0) -> str:
    environment = {k: v for k, v in os.environ.items() if k != "ONRECORD_RECORD"} | {"COLUMNS": "100"}
    command = [sys.executable, "-c", CODE, *map(str, args)]
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stderr
    assert done.stderr == ""
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with a record of all examples."""
    found = tmp_path_factory.mktemp("whole")
    screen = onrecord("add", EXAMPLES, "--jobs", "2", cwd=found)
    assert screen.startswith("18 articles, ")
    return found


def test_most_statements_have_a_name(folder):
    stats = json.loads(onrecord("stats", "--json", cwd=folder))
    assert stats["articles"] == 18
    assert stats["not_extracted"] == 1  # the Spanish one
    assert stats["statements"] > 150
    assert stats["named"] > stats["statements"] / 2
    assert min(stats["direct"], stats["mixed"], stats["indirect"], stats["refused"]) > 5


def test_every_stored_word_is_proved(folder):
    assert json.loads(onrecord("audit", "--json", cwd=folder))["ok"]


def test_the_ministers_sentence_is_found_under_his_name(folder):
    found = json.loads(onrecord("search", "two independent surveyors", "--speaker", "arrieta", "--json", cwd=folder))
    assert found["total"] >= 3
    assert {"direct"} <= {item["statement"]["form"] for item in found["items"]}


def test_each_article_can_be_shown(folder):
    articles = json.loads(onrecord("articles", "--limit", "100", "--json", cwd=folder))["items"]
    for article in articles[::5]:
        assert article["title"].split()[0] in onrecord("show", article["id"], cwd=folder)


def test_extract_and_export_agree(folder):
    name = "lindhaven-post-2026-02-18.html"
    (line,) = onrecord("extract", EXAMPLES / name, cwd=folder).splitlines()
    exported = [json.loads(line) for line in onrecord("export", cwd=folder).splitlines()]
    (same,) = [article for article in exported if article["path"].endswith(name)]
    # Who a speaker is over the whole record, and by what it is cited, only the record knows.
    persons = [statement["speaker"].pop("person") for statement in same["statements"]]
    cited = [same.pop("article_id"), *(statement.pop("statement_id") for statement in same["statements"])]
    assert any(persons)
    assert len(set(cited)) == len(cited) == len(persons) + 1
    assert json.loads(line) == same
