import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marked import marked
from onrecord.domain import Speaker
from onrecord.occasion import settle

CASES = json.loads((Path(__file__).parent / "cases" / "occasions.json").read_text(encoding="utf-8"))
ROLES = ("event", "place", "medium", "addressee")


def settled(text, speakers=()):
    article, statements = marked(text)
    named = [replace(s, speaker=who) for s, who in zip(statements, speakers, strict=True)] if speakers else statements
    return article, settle(article, tuple(named))


def words(statement):
    return {role: named.text for role in ROLES if (named := getattr(statement, role))}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_an_occasion_hangs_on_the_saying_or_is_none(case):
    article, (statement,) = settled(case["text"])
    assert words(statement) == {role: case[role] for role in ROLES if role in case}
    for role in ROLES:
        named = getattr(statement, role)
        assert named is None or named.span.of(article.text) == named.text


QUILL, NOVAK = Speaker(name="Marta Quill"), Speaker(name="Jan Novak")
IN_ONE_BREATH = (
    '{1:Marta Quill} <1:said> at a rally in Ohio [1:that taxes fall]. [2:"They must,"] {2:she} <2:said>.\n\n'
    '{3:She} <3:added>: [3:"And soon."]\n\n{4:She} <4:wants> [4:a bridge].'
)


def test_the_same_speaker_goes_on_at_the_same_event():
    _, found = settled(IN_ONE_BREATH, [QUILL] * 4)
    assert [words(s) for s in found] == [{"event": "a rally", "place": "Ohio"}] * 3 + [{}]


def test_another_speaker_does_not():
    _, found = settled(IN_ONE_BREATH, [QUILL, NOVAK, NOVAK, NOVAK])
    assert [words(s) for s in found[1:]] == [{}, {}, {}]


def test_the_sentence_that_opens_a_speech_gives_its_event():
    article, (statement,) = marked(
        'Quill spoke first at a crowded press conference. {1:She} <1:began>: [1:"We are late."]'
    )
    name = article.text.index("Quill")
    speaker = Speaker(name="Marta Quill", evidence=(type(statement.content[0])(name, name + 5),))
    (found,) = settle(article, (replace(statement, speaker=speaker),))
    assert words(found) == {"event": "a crowded press conference"}


def told_of_quill(text, **changes):
    article, (statement,) = marked(text)
    name = article.text.index("Quill")
    speaker = Speaker(name="Marta Quill", evidence=(type(statement.content[0])(name, name + 5),))
    return settle(article, (replace(statement, speaker=speaker, **changes),))[0]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('Quill stood on a crate in Keel Lane. {1:She} <1:said>: [1:"We are late."]', {"place": "Keel Lane"}),
        ('Quill grew up in Ohio. {1:She} <1:said>: [1:"We are late."]', {}),
        (
            'Quill posted a picture on the club\'s website. {1:She} <1:wrote>: [1:"Late."]',
            {"medium": "the club's website"},
        ),
        ('Quill read of it on the club\'s website. {1:She} <1:wrote>: [1:"Late."]', {}),
    ],
)
def test_the_sentence_before_gives_the_place_or_the_medium_where_it_says_so(text, told):
    assert words(told_of_quill(text)) == told


def test_what_would_not_be_said_at_a_place_names_it_and_whom_it_was_to():
    found = told_of_quill("{1:Quill} <1:declined> [1:to speak to reporters on the quay].", act="refused")
    assert words(found) == {"place": "the quay", "addressee": "reporters"}


def test_a_refusal_told_next_was_not_at_the_place_of_what_was_said():
    text = '{1:Quill} <1:said> outside the ministry: [1:"No."] {2:She} <2:would not say> [2:when].'
    article, statements = marked(text)
    said, refused = settle(
        article, (replace(statements[0], speaker=QUILL), replace(statements[1], speaker=QUILL, act="refused"))
    )
    assert (words(said), words(refused)) == ({"place": "the ministry"}, {})


def test_an_opening_phrase_is_not_given_to_a_second_speaker_of_its_sentence():
    _, found = settled(
        "In a letter, {1:Quill} <1:said> [1:she would stay], and {2:her aide} <2:said> [2:she would go].",
        [QUILL, NOVAK],
    )
    assert [words(s) for s in found] == [{"medium": "a letter"}, {}]


@settings(deadline=None)
@given(st.text(alphabet="abctold said at in on the a rally Ohio CNN X.,\"“”'\n", max_size=60))
def test_any_sentence_is_read_and_what_is_named_stands_in_it(text):
    article, statements = settled("{1:Quill} <1:told> " + text.replace("<", "") + " [1:no]")
    for statement in statements:
        for role in ROLES:
            named = getattr(statement, role)
            assert named is None or named.span.of(article.text) == named.text
