"""Our own articles, the whole way: read, extracted, named, dated. The floors are what was reached, less some points."""

import re
from functools import cache

import pytest
from gold import article_of, articles, documents, golds

from onrecord.domain import Span
from onrecord.evaluation import score
from onrecord.extraction import load_model
from onrecord.ingest import extract_article

FLOORS = {"found": 70.0, "attributed": 65.0, "quoted-word": 85.0}


@cache
def extracted():
    return {name: extract_article(article, load_model()) for name, article in articles().items()}


def of(gold):
    article = article_of(gold)
    return next(e for e in extracted().values() if e.article is article)


def english():
    return [gold for gold in golds() if not article_of(gold).warned("not-english")]


@pytest.fixture(scope="module")
def figures():
    gold = list(documents())
    predicted = [
        {
            "id": e.article.id,
            "statements": [
                {role: [[s.start, s.end] for s in getattr(x, role)] for role in ("source", "content")}
                for x in e.statements
                if x.field == "text"
            ],
        }
        for e in extracted().values()
    ]
    return score(gold, predicted).rows()


@pytest.mark.parametrize("measure", FLOORS)
def test_extraction_does_not_sink_under_its_floor(figures, measure):
    assert figures[measure].f1 >= FLOORS[measure]


def test_every_span_is_letter_for_letter_in_its_article():
    for e in extracted().values():
        for x in e.statements:
            text = e.article.field_text(x.field)
            assert all(0 <= s.start < s.end <= len(text) for s in (*x.source, *x.cue, *x.content))


def test_an_article_in_another_language_is_kept_and_not_extracted():
    foreign = [e for e in extracted().values() if e.article.warned("not-english")]
    assert foreign
    assert all(e.model is None and not e.statements for e in foreign)


def test_hardly_a_scare_quote_or_a_title_is_taken_for_speech():
    taken = [
        (gold["path"], words)
        for gold in english()
        for words in gold.get("not_speech", [])
        for place in re.finditer(re.escape(words), of(gold).article.text)
        if any(
            all(Span(*place.span()).contains(s) for s in x.content) for x in of(gold).statements if x.field == "text"
        )
    ]
    assert len(taken) <= 1, taken


def test_each_turn_of_the_press_conference_has_its_speaker():
    (transcript,) = [e for e in extracted().values() if e.article.kind == "transcript"]
    assert len(transcript.statements) == len(transcript.article.turns)
    assert all(x.speaker.name or x.speaker.description for x in transcript.statements)


def test_a_name_that_is_given_is_nearly_always_one_that_the_gold_knows():
    known = {x["speaker"] for gold in golds() for x in gold["statements"] if x.get("speaker")}
    known |= {name for gold in golds() for x in gold["statements"] for name in x.get("members") or ()}
    given = [x.speaker.name for e in extracted().values() for x in e.statements if x.speaker.type == "person"]
    strangers = [name for name in given if name not in known]
    assert len(strangers) <= 0.1 * len(given), strangers
