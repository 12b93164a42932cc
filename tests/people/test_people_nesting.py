from hypothesis import given, settings
from hypothesis import strategies as st

from marked import marked
from onrecord.domain import Span, Statement, hull
from onrecord.people.nesting import enclosing, outer_first


def outer_ids(text):
    _, statements = marked(text)
    return {inner: outer.id for inner, outer in enclosing(statements).items()}


def test_a_statement_is_inside_the_smallest_content_that_holds_its_source():
    text = "{1:Jan} <1:said> [1:that {2:Marta} <2:had said> [2:that {3:Lena} <3:lied> [3:to him]]]."
    assert outer_ids(text) == {"s2": "s1", "s3": "s2"}


def test_a_statement_without_a_source_is_inside_what_holds_its_content():
    assert outer_ids("{1:Jan} <1:said> [1:that it was [2:late] then].") == {"s2": "s1"}


def test_statements_side_by_side_are_in_none():
    assert outer_ids("{1:Jan} <1:said> [1:yes]. {2:Marta} <2:said> [2:no].") == {}


def test_of_two_that_would_hold_each_other_the_larger_holds_the_smaller():
    large = Statement("s1", (Span(3, 4),), (), (Span(0, 9),))
    small = Statement("s2", (Span(5, 6),), (), (Span(2, 6),))
    assert {inner: outer.id for inner, outer in enclosing((large, small)).items()} == {"s2": "s1"}


def test_what_says_more_than_the_words_it_stands_in_is_inside_them_too():
    outer = Statement("s1", (Span(0, 1),), (), (Span(5, 9),))
    inner = Statement("s2", (Span(5, 6),), (), (Span(7, 30),))
    assert {inner: outer.id for inner, outer in enclosing((outer, inner)).items()} == {"s2": "s1"}


def test_what_is_around_comes_first():
    _, statements = marked("[1:{2:Marta} <2:lied> [2:to him]], {1:Jan} <1:said>. {3:Lena} <3:said> [3:no].")
    assert [s.id for s in outer_first(statements, enclosing(statements))] == ["s1", "s3", "s2"]


SPANS = st.tuples(st.integers(0, 20), st.integers(1, 9)).map(lambda p: Span(p[0], p[0] + p[1]))


@settings(deadline=None)
@given(st.lists(st.tuples(st.lists(SPANS, max_size=1), st.lists(SPANS, min_size=1, max_size=2)), max_size=8))
def test_what_is_around_holds_it_and_nothing_is_inside_itself(drawn):
    statements = tuple(
        Statement(f"s{n}", tuple(source), (), tuple(content)) for n, (source, content) in enumerate(drawn)
    )
    found = enclosing(statements)
    for inner in statements:
        place = hull(inner.source) or hull(inner.content)
        outer = found.get(inner.id)
        assert outer is None or (outer is not inner and any(c.contains(place) for c in outer.content))
    order = [s.id for s in outer_first(statements, found)]
    assert all(order.index(outer.id) < order.index(inner) for inner, outer in found.items())
