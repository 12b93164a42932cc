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


@settings(deadline=None)
@given(st.text(alphabet='abAB .!?“”"\n\t', max_size=60))
def test_every_word_stands_in_exactly_one_sentence_of_one_paragraph(text):
    found = sentences(text)
    for at in (i for i, c in enumerate(text) if not c.isspace()):
        assert [s for s in found if s.start <= at < s.end] == [found[around(found, at)]]
    for inner in found:
        assert sum(p.contains(inner) for p in paragraphs(text)) == 1
        assert inner.of(text).strip() == inner.of(text)
