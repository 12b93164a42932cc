import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.domain.sentences import around, paragraphs, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. We left.", ["It rained.", "We left."]),
        ("Mr. Novak met Gen. Tay. They left.", ["Mr. Novak met Gen. Tay.", "They left."]),
        ("J. K. Quill left.", ["J. K. Quill left."]),
        ("He lives in the U.S. Senate officials know.", ["He lives in the U.S. Senate officials know."]),
        ("He lives in the U.S. The house is old.", ["He lives in the U.S.", "The house is old."]),
        ("It is from Ashton, Md. He moved.", ["It is from Ashton, Md.", "He moved."]),
        ("On Jan. 5 it rained.", ["On Jan. 5 it rained."]),
        ("“It rained.” He left.", ["“It rained.”", "He left."]),
        ("“Did it rain?” he asked.", ["“Did it rain?” he asked."]),
        ("It cost 1.5 million. Good.", ["It cost 1.5 million.", "Good."]),
        ("We waited... and left.", ["We waited... and left."]),
        ("One line\n\nAnother line", ["One line", "Another line"]),
        ("Hard wrapped\nlines go on. Then end.\n\nNew.", ["Hard wrapped\nlines go on.", "Then end.", "New."]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text, expected):
    assert [s.of(text) for s in sentences(text)] == expected


def test_line_ends_part_paragraphs_only_where_no_blank_line_does():
    assert [p.of("a\nb") for p in paragraphs("a\nb")] == ["a", "b"]
    assert [p.of("a\nb\n\nc") for p in paragraphs("a\nb\n\nc")] == ["a\nb", "c"]


@pytest.mark.parametrize(
    "line", ["By Mira Solis", "Port Amsel, July 18, 2019", "Special Correspondent", "Friday 18 July 2019"]
)
def test_headline_byline_and_day_in_lines_of_their_own_are_one_each(line):
    text = f"Harbour to close\n{line}\n\nIt rained.\n\nWe left."
    assert [p.of(text) for p in paragraphs(text)] == ["Harbour to close", line, "It rained.", "We left."]


def test_the_head_of_a_text_that_is_wrapped_is_one_paragraph():
    text = "Harbour to\nclose in July 2019\n\nIt rained and\nrained."
    assert [p.of(text) for p in paragraphs(text)] == ["Harbour to\nclose in July 2019", "It rained and\nrained."]
    text = "Mayor says she\nwill not go\n\nIt rained."
    assert [p.of(text) for p in paragraphs(text)] == ["Mayor says she\nwill not go", "It rained."]


@settings(deadline=None)
@given(st.text(alphabet='abAB .!?“”"\n\t', max_size=60))
def test_every_word_stands_in_exactly_one_sentence_of_one_paragraph(text):
    found = sentences(text)
    for at in (i for i, c in enumerate(text) if not c.isspace()):
        assert [s for s in found if s.start <= at < s.end] == [found[around(found, at)]]
    for inner in found:
        assert sum(p.contains(inner) for p in paragraphs(text)) == 1
        assert inner.of(text).strip() == inner.of(text)
