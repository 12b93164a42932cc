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


def test_of_two_with_the_same_content_the_first_holds_the_second():
    statements = tuple(Statement(f"s{n}", (Span(n, n + 1),), (), (Span(0, 9),)) for n in (1, 2))
    assert {inner: outer.id for inner, outer in enclosing(statements).items()} == {"s2": "s1"}


def test_what_is_around_comes_first():
    _, statements = marked("[1:{2:Marta} <2:lied> [2:to him]], {1:Jan} <1:said>. {3:Lena} <3:said> [3:no].")
    assert [s.id for s in outer_first(statements, enclosing(statements))] == ["s1", "s3", "s2"]


SPANS = st.tuples(st.integers(0, 20), st.integers(1, 9)).map(lambda p: Span(p[0], p[0] + p[1]))


@settings(deadline=None)
@given(st.lists(st.tuples(st.lists(SPANS, max_size=1), st.lists(SPANS, min_size=1, max_size=2)), max_size=8))
def test_what_is_around_is_the_smallest_that_holds_it_and_nothing_holds_itself(drawn):
    statements = tuple(
        Statement(f"s{n}", tuple(source), (), tuple(content)) for n, (source, content) in enumerate(drawn)
    )
    found = enclosing(statements)
    size = {s.id: (sum(map(len, s.content)), -n) for n, s in enumerate(statements)}
    for inner in statements:
        place = hull(inner.source) or hull(inner.content)
        holding = [s for s in statements if any(c.contains(place) for c in s.content) and size[s.id] > size[inner.id]]
        assert found.get(inner.id) == min(holding, key=lambda s: size[s.id], default=None)
    order = [s.id for s in outer_first(statements, found)]
    assert all(order.index(outer.id) < order.index(inner) for inner, outer in found.items())
