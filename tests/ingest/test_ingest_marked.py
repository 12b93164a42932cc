"""Statements handed in with their spans: everything else is worked out."""

from __future__ import annotations

import pytest

from onrecord.errors import ReadError
from onrecord.ingest import marked_article, marked_statements, resolve_marked

TEXT = "Ilse Marrow declined to comment. On Friday she said, “We will wait.”"


def spans(*words):
    return [[TEXT.index(w), TEXT.index(w) + len(w)] for w in words]


DOCUMENT = {
    "id": "a",
    "text": TEXT,
    "published": "2026-01-16",
    "statements": [
        {"source": spans("she"), "cue": spans("said"), "content": spans("“We will wait.”")},
        {"source": spans("Ilse Marrow"), "cue": spans("declined"), "content": spans("to comment")},
        {"source": [], "cue": [], "content": []},
    ],
}


@pytest.fixture
def found():
    return resolve_marked(marked_article(DOCUMENT), marked_statements(DOCUMENT))


def test_the_order_of_the_marks_is_kept_and_the_ids_are_those_of_the_text(found):
    assert [s.id for s in found.statements] == ["s2", "s1"]
    assert [s.content[0].of(TEXT) for s in found.statements] == ["“We will wait.”", "to comment"]


def test_form_and_act_are_worked_out(found):
    assert [(s.form, s.act) for s in found.statements] == [("direct", "said"), ("indirect", "refused")]


def test_speakers_are_found_over_all_of_them(found):
    assert [s.speaker.name for s in found.statements] == ["Ilse Marrow", "Ilse Marrow"]


def test_the_day_rests_on_what_is_known_of_the_article(found):
    assert found.article.published == "2026-01-16"
    assert found.statements[0].said_on.reason


def test_a_document_that_can_be_no_article_says_why():
    with pytest.raises(ReadError, match='"text" is empty'):
        marked_article({"id": "a", "text": " "}, "gold.jsonl")
