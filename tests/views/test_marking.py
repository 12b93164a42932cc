"""Marks: cutting a text at the edges of its spans loses nothing, however they nest or cross."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.domain import Span, Statement
from onrecord.views.marking import hard_wrapped, paragraphs, pieces

TEXTS = st.text("ab \n“”", min_size=1, max_size=60)


@st.composite
def marked_texts(draw):
    text = draw(TEXTS)

    def span():
        start = draw(st.integers(0, len(text) - 1))
        return Span(start, draw(st.integers(start + 1, len(text))))

    many = draw(st.integers(0, 4))
    statements = tuple(Statement(f"s{i}", (span(),), (), (span(),)) for i in range(1, many + 1))
    return text, statements


@given(marked_texts())
def test_the_pieces_joined_are_the_text_again(case):
    text, statements = case
    found = pieces(text, statements)
    assert "".join(text[p.start : p.end] for p in found) == text


@given(marked_texts())
def test_the_pieces_of_a_mark_joined_are_its_span(case):
    text, statements = case
    found = pieces(text, statements)
    for number, statement in enumerate(statements, start=1):
        inside = [p for p in found if any(m.number == number and m.role == "content" for m in p.marks)]
        assert "".join(text[p.start : p.end] for p in inside) == statement.content[0].of(text)
        assert sum(m.number == number and m.role == "content" for p in found for m in p.opening()) == 1
        assert sum(m.number == number and m.role == "content" for p in found for m in p.closing()) == 1


@given(marked_texts())
def test_paragraphs_hold_all_but_the_gaps_between_them(case):
    text, statements = case
    last = 0
    for start, end, inside in paragraphs(text, pieces(text, statements)):
        assert not text[last:start].strip(" \n")
        assert "".join(text[p.start : p.end] for p in inside) == text[start:end]
        last = end
    assert not text[last:].strip(" \n")


def test_the_inner_of_two_nested_statements_comes_last():
    outer, inner = Statement("s1", (), (), (Span(0, 10),)), Statement("s2", (), (), (Span(4, 10),))
    middle = pieces("abcdefghij", (outer, inner))[1]
    assert [m.number for m in middle.marks] == [1, 2]
    assert [m.number for m in middle.closing()] == [2, 1]


def test_spans_of_the_headline_do_not_mark_the_text():
    headline = Statement("s1", (), (), (Span(0, 3),), field="title")
    assert not pieces("abcdef", (headline,))[0].marks
    assert pieces("abcdef", (headline,), "title")[0].marks


def test_lines_that_were_cut_for_width_flow_and_verses_do_not():
    prose = "Crews on the Hallin ferries voted by 412 to 61 on Tuesday to strike\nfrom February 3.\n"
    assert hard_wrapped(prose.strip())
    assert not hard_wrapped("By: Marguerite Osei\nDate: January 14, 2026\nOutlet: The Evening Slate")
    assert not hard_wrapped("One line and no more, however long it may be, has nothing to flow.")


def test_what_speaker_and_day_rest_on_is_marked_where_that_is_asked_for(harbour):
    text = harbour.article.text
    plain = {m.role for piece in pieces(text, harbour.statements) for m in piece.marks}
    assert "evidence" not in plain
    marked = [p for p in pieces(text, harbour.statements, evidence=True) if any(m.role == "evidence" for m in p.marks)]
    assert "on Wednesday" in [text[p.start : p.end] for p in marked]
    numbers = {m.number for p in marked for m in p.marks if m.role == "evidence"}
    assert numbers == {n for n, s in enumerate(harbour.statements, 1) if s.speaker.evidence or s.said_on.evidence}
    assert not any(p.marks for p in pieces(harbour.article.title, harbour.statements, "title", evidence=True))
