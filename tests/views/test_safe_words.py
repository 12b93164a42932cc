"""Hostile text is shown harmless and as long as it was; values are shown in a reader's words."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.domain import Span, Statement
from onrecord.views.safe import escaped, one_line, shown, web_address
from onrecord.views.words import counted, day_words, form_words, told_by, why_unnamed

DAYS = json.loads((Path(__file__).parent / "cases" / "days.json").read_text())


@given(st.text(st.characters()))
def test_shown_text_is_as_long_and_has_no_control(text):
    safe = shown(text)
    assert len(safe) == len(text)
    assert not any(ord(c) < 32 and c not in "\n\t" for c in safe)
    safe.encode()


@pytest.mark.parametrize("sign", ["\x1b", "\x07", "\x9b", "\x7f", "\u202e", "\u2066", "\x00", "\ud800"])
def test_a_sign_that_steers_a_terminal_is_replaced(sign):
    assert shown(f"a{sign}b") == "a\N{REPLACEMENT CHARACTER}b"


def test_html_is_escaped_in_attributes_too():
    assert escaped("<a b='c\" &>") == "&lt;a b=&#x27;c&quot; &amp;&gt;"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "", None, "//x.org"])
def test_only_web_addresses_are_linked(url):
    assert web_address(url) is None


def test_a_web_address_is_kept():
    assert web_address(" HTTPS://harbour.example/1 ") == "HTTPS://harbour.example/1"


def test_one_line_has_no_line_end():
    assert one_line(" a\n\n b\tc ") == "a b c"


@pytest.mark.parametrize("case", DAYS, ids=lambda case: str(case["edtf"]))
def test_a_day_is_said_as_precisely_as_it_is_known(case):
    assert day_words(case["edtf"]) == case["words"]


def test_numbers_agree_with_their_nouns():
    assert counted(1, "article") == "1 article"
    assert counted(1204, "article") == "1,204 articles"
    assert counted(2, "body", "bodies") == "2 bodies"


def test_what_is_not_in_the_speakers_own_words_is_shown_as_the_outlets_telling(harbour):
    paraphrase, quoted, *_ = harbour.statements
    refusal = harbour.statements[4]
    assert told_by(paraphrase) == "Harbour Post writes"
    assert told_by(quoted) is None
    assert told_by(refusal) == "Harbour Post writes"


def test_why_a_statement_has_no_name_is_one_of_a_few_kinds(harbour):
    kinds = [why_unnamed(s) for s in harbour.statements]
    assert kinds[0] is None
    assert kinds[2] == "the name was not found with certainty"
    assert kinds[4] == "the article keeps the source unnamed"
    assert kinds[5] == "it could be more than one"


def test_marks_around_what_was_refused_quote_nobody():
    statement = Statement(
        "s1", (), (), (Span(0, 4),), form="direct", act="refused", manner="declined", asserted_by="Post"
    )
    assert form_words(statement) == "paraphrased"
    assert told_by(statement) == "Post writes"
    own = dataclasses.replace(statement, manner="own-words")
    assert form_words(own) == "quoted"
    assert told_by(own) is None
