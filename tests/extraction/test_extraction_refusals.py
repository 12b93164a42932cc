import json
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.domain import Manner
from onrecord.extraction.lemmas import cue_class, cue_lemma
from onrecord.extraction.refusals import manner, refusal_cues

CASES = json.loads((Path(__file__).parent / "cases" / "refusals.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['cue']} | {case['content']}")
def test_a_refusal_to_speak_is_told_from_a_refusal_to_act(case):
    assert manner(case["cue"], case["content"], case["sentence"]) == case["manner"]


def test_line_ends_and_curly_apostrophes_make_no_difference():
    assert manner("did\nnot  respond to", "a request", "They did\nnot  respond to a request.") == "no-reply"
    assert manner("didn’t respond to", "a request", "They didn’t respond to a request.") == "no-reply"


@pytest.mark.parametrize(
    ("cue", "lemma"),
    [
        ("said", "say"),
        ("told", "tell"),
        ("has declared", "declare"),
        ("denies", "deny"),
        ("denied", "deny"),
        ("tweeted", "tweet"),
        ("admitted", "admit"),
        ("According to", "according to"),
        ("according to", "according to"),
        ("has refused to condemn", "refuse"),
        ("went on to say", "say"),
        ("then pointed out", "point"),
        ("was quick to note", "note"),
        ("claim", "claim"),
        ("’s claims that", "claim"),
        ("did not immediately respond to", "respond"),
        ("voted", "vote"),
        ("measured", "measure"),
        ("ordered", "order"),
        ("stopped", "stop"),
        ("managed", "manage"),
        ("pressed", "press"),
        ("replies", "reply"),
        ("wrote on Twitter", "write"),
        ("has been", None),
        (":", None),
        ("", None),
    ],
)
def test_the_cue_has_the_form_that_a_dictionary_has(cue, lemma):
    assert cue_lemma(cue) == lemma


@settings(deadline=None)
@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=60))
def test_any_words_are_judged(cue, content, sentence):
    assert manner(cue, content, sentence) in (None, *get_args(Manner))
    lemma = cue_lemma(cue)
    assert lemma is None or (lemma and lemma == lemma.lower())


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("Silent on the coup, the mayor declined to comment.", ["Silent on", "declined to comment"]),
        ("His refusal to say when was noted; she would\nnot say why.", ["refusal to say", "would\nnot say"]),
        ("The firm refused to pay the bill.", []),
        ("A spokeswoman said it had no comment.", []),
        ("", []),
    ],
)
def test_refusals_are_known_by_their_words_where_they_stand(text, cues):
    assert [span.of(text) for span in refusal_cues(text)] == cues


@pytest.mark.parametrize(
    ("cue", "sort"),
    [
        ("said", "neutral"),
        ("called", "neutral"),
        ("has called for", "ask"),
        ("called on", "ask"),
        ("insists", "claim"),
        ("flatly denied", "deny"),
        ("has vowed", "promise"),
        ("demanded to know", "ask"),
        ("warned", "warn"),
        ("did not respond to", "neutral"),
        ("according to", "neutral"),
        (":", None),
    ],
)
def test_the_cue_tells_what_sort_of_saying_it_was(cue, sort):
    assert cue_class(cue) == sort
