"""What a sentence announces stands in the paragraph below it, in quotation marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.domain import Span
from onrecord.extraction.announced import with_announced
from onrecord.extraction.decode import Draft
from onrecord.extraction.features import read_words
from onrecord.extraction.statements import spans_of
from onrecord.extraction.words import WordPiece

PIECES = WordPiece({"[UNK]": 0, "[CLS]": 1, "[SEP]": 2})
BELOW = "\n\n“We waited for years. Today we were heard.”\n\nIt rained."


def words_of(words, text, part):
    start = text.index(part)
    ((first, last),) = words.covered([Span(start, start + len(part))])
    return first, last


def drafted(words, text, cue, content):
    first, last = words_of(words, text, content)
    return Draft(words_of(words, text, cue), None, tuple(range(first, last + 1)), 0.9, 0.5, 0.5, 0.5)


def announced(text, *told):
    """The contents of the drafts, each a cue and a content, after what is announced was sought."""
    words = read_words(text, PIECES)
    drafts = sorted((drafted(words, text, *one) for one in told), key=lambda draft: draft.cue)
    made = with_announced(text, words, drafts)
    return [" … ".join(span.of(text) for span in spans_of(draft.content, words)) for draft in made]


@pytest.mark.parametrize(
    ("above", "cue", "content"),
    [
        ("Reyes released the following statement after the vote:", "released", "the following statement"),
        ("Reyes issued the following statement on the bill.", "issued", "the bill"),
        ("Reyes said in a written statement:", "said", "a written statement"),
        ("Reyes posted this message about the vote:", "posted this message about", "the vote"),
        ("Reyes answered the critics as follows:", "answered", "as follows"),
    ],
)
def test_a_quotation_below_what_announces_it_is_its_content(above, cue, content):
    assert announced(above + BELOW, (cue, content)) == ["“We waited for years. Today we were heard.”"]


def test_what_is_told_beside_the_announcement_stays_told():
    text = "Reyes said the bill is good in a written statement:" + BELOW
    assert announced(text, ("said", "the bill is good")) == [
        "the bill is good … “We waited for years. Today we were heard.”"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Reyes praised the bill." + BELOW,  # nothing is announced
        "Reyes praised the bill in the following years. It rained."
        + BELOW,  # the sentence right above announces nothing
        "Reyes praised the bill in a statement:\n\nIt rained.\n\n“We waited for years.”",  # another paragraph between
        "Reyes praised the bill in a statement: “We waited for years.”",  # the same paragraph
    ],
)
def test_other_quotations_are_left_alone(text):
    assert announced(text, ("praised", "the bill")) == ["the bill"]


def test_a_quotation_that_another_statement_has_is_left_to_it():
    text = "Reyes praised the bill in the following statement:\n\n“We waited for years,” Quill said."
    told = announced(text, ("praised", "the bill"), ("said", "“We waited for years,”"))
    assert told == ["the bill", "“We waited for years,”"]


def test_a_statement_told_of_inside_it_stays():
    text = (
        "Reyes praised the bill in the following statement:\n\n“We waited for years, and Quill said no to all of us.”"
    )
    told = announced(text, ("praised", "the bill"), ("said", "no"))
    assert told == ["the bill … “We waited for years, and Quill said no to all of us.”", "no"]


@given(st.text('ab:. “”"\n', max_size=60), st.data())
def test_any_text_keeps_its_drafts_and_their_cues(text, data):
    words = read_words(text, PIECES)
    if len(words) < 2:
        return
    at = data.draw(st.integers(0, len(words) - 2))
    drafts = [Draft((at, at), None, (at + 1,), 0.9, 0.9, 0.8, 0.9)]
    (same,) = with_announced(text, words, drafts)
    assert same.cue == (at, at)
    assert same.content
