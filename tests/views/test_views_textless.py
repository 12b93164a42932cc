"""What may be published holds no word of the article, and gives all of them back to whoever has the same text."""

from __future__ import annotations

import dataclasses
import json

import pytest

from onrecord.errors import ReadError
from onrecord.views.interchange import from_line, to_object
from onrecord.views.textless import rehydrated, textless_object

WORDS = (
    "harbour",
    "fire sale",
    "27,000 jobs",
    "Not this",
    "press",
    "Cordel",
    "Officials said",
    "Quill",
    "examples/",
    "news",
)


def test_no_word_of_the_article_is_left(stored):
    line = (
        json.dumps(textless_object(stored), ensure_ascii=False)
        .replace("harbour.example/1", "")
        .replace("harbour-1", "")
    )
    assert [word for word in WORDS if word in line] == []


def test_the_same_text_gives_the_statements_back(stored):
    line = json.loads(json.dumps(textless_object(stored)))
    found = rehydrated(line, stored.extracted.article, where="line 1")
    original = to_object(stored.extracted)
    assert found["text"] == original["text"]
    assert found["title"] == original["title"]
    for got, was in zip(found["statements"], original["statements"], strict=True):
        for name in ("content", "source", "cue", "form", "act", "event", "addressee", "within", "confidence"):
            assert got[name] == was[name], name
        assert got["speaker"]["name"] == was["speaker"]["name"]
    assert [figure["text"] for figure in found["figures"]] == ["27,000 jobs"]
    review = from_line(json.dumps(found)).statements[2].review
    assert review is not None
    assert (review.state, review.who, review.why, review.was) == ("edited", "ada", "", ())
    assert from_line(json.dumps(found)).statements[1].content == stored.extracted.statements[1].content


def test_another_text_gets_no_words(stored):
    other = dataclasses.replace(stored.extracted.article, text=stored.extracted.article.text.replace("not", "now"))
    with pytest.raises(ReadError) as caught:
        rehydrated(textless_object(stored), other, where="line 1")
    assert caught.value.code == "other-text"


def test_another_headline_loses_what_stands_in_it_alone(stored):
    other = dataclasses.replace(stored.extracted.article, title="Another headline")
    found = rehydrated(textless_object(stored), other, where="line 1")
    assert found["title"] is None
    assert [s["id"] for s in found["statements"]] == [f"s{n}" for n in range(1, 8)]


def test_a_line_that_lacks_something_is_told(stored):
    line = textless_object(stored)
    del line["figures"]
    with pytest.raises(ReadError, match="not a line of onrecord export"):
        rehydrated(line, stored.extracted.article, where="line 1")
