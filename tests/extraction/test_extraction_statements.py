import pytest

from onrecord.domain import Article, Span, Statement, Turn
from onrecord.extraction.decode import Draft
from onrecord.extraction.features import read_words
from onrecord.extraction.statements import Calibration, Quoted, numbered, spans_of, statements_of, turns
from onrecord.extraction.words import WordPiece

WORDPIECE = WordPiece({"[UNK]": 0, "[CLS]": 1, "[SEP]": 2})
TEXT = "“We will wait,” Ana Reyes said, “and hope.” She added that it rained."


def span(text, words):
    start = text.index(words)
    return Span(start, start + len(words))


def draft(**changes):
    values = {"cue": (8, 8), "source": (6, 7), "content": (0, 1, 2, 3, 4, 5), "cue_probability": 0.9}
    values |= {"content_probability": 0.9, "content_lowest": 0.8, "source_probability": 0.9}
    return Draft(**(values | changes))


def made(**changes):
    (found,) = statements_of(TEXT, read_words(TEXT, WORDPIECE), [draft(**changes)], Calibration())
    return found


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (["“We will wait,”"], "direct"),
        (["We will wait"], "direct"),
        (["“We will wait,”", "“and hope.”"], "direct"),
        (["said, “and hope.”"], "mixed"),
        (["that it rained"], "indirect"),
    ],
)
def test_form_is_told_by_the_quotation_marks(content, form):
    assert Quoted(TEXT).form(tuple(span(TEXT, c) for c in content)) == form


def test_roles_are_the_words_letter_for_letter():
    found = made()
    assert [s.of(TEXT) for s in (*found.source, *found.cue, *found.content)] == ["Ana Reyes", "said", "“We will wait,”"]


def test_a_content_in_two_parts_has_two_spans():
    found = made(content=(0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14))
    assert [s.of(TEXT) for s in found.content] == ["“We will wait,”", "“and hope.”"]


def test_a_source_does_not_begin_in_the_byline_above():
    text = "Ben Lobo\n\nAna Reyes said that it rained."
    words = read_words(text, WORDPIECE)
    (found,) = statements_of(text, words, [draft(cue=(4, 4), source=(0, 3), content=(5, 6, 7))], Calibration())
    assert [s.of(text) for s in found.source] == ["Ana Reyes"]


def test_commas_at_the_edges_of_a_content_are_no_part_of_it():
    found = made(content=(4, 9, 10, 11, 12, 13, 14))
    assert [s.of(TEXT) for s in found.content][-1] == "“and hope.”"


def test_signs_alone_are_no_content():
    assert statements_of(TEXT, read_words(TEXT, WORDPIECE), [draft(content=(9,))], Calibration()) == []


def test_a_statement_without_a_source_has_no_source_span():
    assert made(source=None).source == ()


def test_neighbouring_words_are_one_span():
    words = read_words(TEXT, WORDPIECE)
    assert spans_of([1, 2, 3], words) == (span(TEXT, "We will wait"),)


def test_more_evidence_gives_more_confidence_between_nought_and_one():
    weak, strong = made(cue_probability=0.31, content_probability=0.5), made(cue_probability=0.99)
    assert 0 < weak.confidence < strong.confidence < 1


def statement(source, cue, content, **more):
    roles = [(span(TEXT, r),) if r else () for r in (source, cue, content)]
    return Statement("", *roles, **more)


def test_ids_follow_the_text_and_the_title_comes_first():
    late, early = statement("She", "added", "it rained"), statement("Ana", "said", "“We will wait,”")
    title = statement("", "", "We", field="title")
    assert [(s.id, s.field) for s in numbered([late, title, early])] == [
        ("s1", "title"),
        ("s2", "text"),
        ("s3", "text"),
    ]


def test_a_statement_inside_anothers_content_is_within_it():
    outer = statement("", "", "Ana Reyes said, “and hope.”")
    inner = statement("Ana Reyes", "said", "“and hope.”")
    first, second = numbered([outer, inner])
    assert {first.within, second.within} == {None, "s1"}


def test_statements_of_the_title_enclose_none_of_the_text():
    outer = statement("", "", "“We will wait,” Ana Reyes said", field="title")
    inner = statement("Ana", "said", "We will wait")
    assert [s.within for s in numbered([outer, inner])] == [None, None]


def test_each_turn_of_a_transcript_is_a_direct_statement_of_its_label():
    text = "MAYOR: Good morning.\nPRESS: Why?"
    article = Article(
        "a", text, b"", "", "transcript", "1", turns=(Turn(Span(0, 5), Span(7, 20)), Turn(Span(21, 26), Span(28, 32)))
    )
    first, second = turns(article)
    assert (first.source[0].of(text), first.content[0].of(text), first.form) == ("MAYOR", "Good morning.", "direct")
    assert second.content[0].of(text) == "Why?"


def test_what_the_lead_tells_begins_below_the_head():
    text = "Old ice melts\n\nBy Ed Marlow\n\nGlaciers melt faster, Reyes said."
    words = read_words(text, WORDPIECE)
    ((first, last),) = words.covered([span(text, "Old ice melts\n\nBy Ed Marlow\n\nGlaciers melt faster")])
    ((cue, _),) = words.covered([span(text, "said")])
    drafts = [draft(cue=(cue, cue), source=(cue - 1, cue - 1), content=tuple(range(first, last + 1)))]
    (found,) = statements_of(text, words, drafts, Calibration())
    assert [s.of(text) for s in found.content] == ["Glaciers melt faster"]


@pytest.mark.parametrize(
    ("headline", "content"),
    [
        ("Reyes promises a pier", "a pier"),
        ("Reyes promises a pier:", "a pier:\n\nIt rained"),
        ("It is a pier. Reyes left.", None),
    ],
)
def test_what_a_headline_tells_ends_with_it(headline, content):
    text = f"{headline}\n\nIt rained in the town."
    words = read_words(text, WORDPIECE)
    ((first, last),) = words.covered([span(text, headline.split()[-1] + "\n\nIt rained")])
    drafts = [draft(cue=(1, 1), source=(0, 0), content=tuple(range(first - 1, last + 1)))]
    (found,) = statements_of(text, words, drafts, Calibration())
    assert [s.of(text) for s in found.content] == [content or "Reyes left.\n\nIt rained"]
