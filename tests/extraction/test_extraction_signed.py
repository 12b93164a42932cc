"""A quotation with a dash and a name behind it is that person's; other dashes tell nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extraction.decode import Draft
from onrecord.extraction.features import read_words
from onrecord.extraction.signed import signed, with_signed
from onrecord.extraction.words import WordPiece

PIECES = WordPiece({piece: number for number, piece in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]"])})


def found(text):
    return [(one.name.of(text), *(part.of(text) for part in one.quotations)) for one in signed(text)]


@pytest.mark.parametrize(
    ("text", "name", "quotations"),
    [
        ("“The sea keeps its own hours.” — Jan Novak", "Jan Novak", ["“The sea keeps its own hours.”"]),
        ('"The sea keeps its own hours." - Novak.', "Novak", ['"The sea keeps its own hours."']),
        ("It rained.\n\n“The sea keeps hours.”\n\n-Jan Novak, ferryman, after the storm.\n\nIt rained on.", "Jan Novak",
         ["“The sea keeps hours.”"]),
        ("“The sea keeps hours.”\xa0―\xa0Jan Novak (Hallin)\n“No.”", "Jan Novak", ["“The sea keeps hours.”"]),
        ("“The sea keeps what it calls “hours” all day.” -- Minister Ana de la Cal", "Minister Ana de la Cal",
         ["“The sea keeps what it calls “hours” all day.”"]),
        ("“The sea keeps its own hours.\n\n“So do the ferries of this town.” — Jan Novak Jr.", "Jan Novak Jr.",
         ["“The sea keeps its own hours.", "“So do the ferries of this town.”"]),
        ("”The sea keeps its own hours.” — Jan Novak", "Jan Novak", ["”The sea keeps its own hours.”"]),
    ],
)  # fmt: skip
def test_a_signed_quotation_is_given_to_whose_name_stands_behind_its_dash(text, name, quotations):
    assert found(text) == [(name, *quotations)]


@pytest.mark.parametrize(
    "text",
    [
        "“The Night Boat” — Sellick Films",  # a title
        "“The sea keeps its own hours.” — and so does Jan Novak",
        "“The sea keeps its own hours.” — Jan Novak went home.",
        "“The sea,” said Quill. “It keeps hours.” — Jan Novak",  # another's sentence
        "He said “the sea keeps its own hours.” — Jan Novak",
        "The sea keeps its own hours. — Jan Novak",
        "— Jan Novak",
        "“The sea keeps its own hours.”\n\nJan Novak",
        "",
    ],
)
def test_without_quotation_dash_and_name_nothing_is_signed(text):
    assert found(text) == []


def test_what_the_network_found_inside_gives_way_and_what_stands_around_is_kept():
    text = "Quill said no.\n\n“Moor says that the sea keeps hours.” — Jan Novak"
    words = read_words(text, PIECES)
    forms = [span.of(text) for span in words.spans]
    at = forms.index("says")
    around = Draft((1, 1), (0, 0), (2,), 0.9, 0.9, 0.9, 0.9)
    inside = Draft((at, at), (at - 1, at - 1), tuple(range(at + 1, at + 6)), 0.9, 0.9, 0.9, 0.9)
    first, second = with_signed(text, words, [], [around, inside])
    assert first == around
    assert [forms[n] for n in (*range(second.source[0], second.source[1] + 1), second.cue[0])] == ["Jan", "Novak", "—"]
    assert "".join(forms[n] for n in second.content) == "“Moorsaysthattheseakeepshours.”"


def test_a_refusal_told_of_inside_stays():
    text = "“Quill would not say who paid.” — Jan Novak"
    words = read_words(text, PIECES)
    refusal = Draft((2, 4), (1, 1), (5, 6), 0.9, 0.9, 0.9, 0.9)
    first, second = with_signed(text, words, [(2, 4)], [refusal])
    assert first == refusal
    assert set(refusal.content) < set(second.content)


@given(st.text(st.sampled_from('“”"—- \n\xa0aJN.,(')))
def test_of_any_text_each_part_stands_in_its_place(text):
    words = read_words(text, PIECES)
    for one in signed(text):
        assert one.quotations[-1].end <= one.dash.start < one.dash.end <= one.name.start
        assert one.name.of(text).strip()
    assert with_signed(text, words, [], []) == sorted(with_signed(text, words, [], []), key=lambda draft: draft.cue)
