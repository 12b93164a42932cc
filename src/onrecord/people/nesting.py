"""Which statement stands inside which: "A said that B had said", with B's inside A's."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from onrecord.domain import Span, Statement, hull


def enclosing(statements: Sequence[Statement]) -> dict[str, Statement]:
    """For each nested statement, by id, the one around it: as marked, else the smallest content that holds its source.

    What is held is no larger than what holds it, so that no two hold each other.
    """
    by_id = {s.id: s for s in statements}
    found: dict[str, Statement] = {}
    for field in ("text", "title"):
        contents = sorted((c.start, c.end, n) for n, s in enumerate(statements) if s.field == field for c in s.content)
        places = sorted((p, n) for n, s in enumerate(statements) if s.field == field and (p := _place(s)))
        begun, begins = 0, [start for start, _, _ in contents]
        still_open: list[tuple[int, int]] = []
        for place, number in places:
            upto = bisect_right(begins, place.start)
            still_open = [(end, n) for end, n in still_open if end > place.start]
            still_open += [(end, n) for _, end, n in contents[begun:upto] if end > place.start]
            begun = upto
            held_by = [
                n for end, n in still_open if end >= place.end and _rank(statements, n) > _rank(statements, number)
            ]
            if held_by:
                found[statements[number].id] = statements[min(held_by, key=lambda n: _rank(statements, n))]
    return found | {s.id: by_id[s.within] for s in statements if s.within is not None and s.within in by_id}


def _place(statement: Statement) -> Span | None:
    return hull(statement.source) or hull(statement.content)


def _rank(statements: Sequence[Statement], number: int) -> tuple[int, int]:
    """How large a statement's content is; of two as large, the earlier holds the later."""
    return sum(map(len, statements[number].content)), -number


def outer_first(statements: Sequence[Statement], outer: Mapping[str, Statement]) -> list[Statement]:
    """The statements so that each comes after the one around it, else in the order of the text.

    Args:
        statements: of one article.
        outer: as ``enclosing`` gives it.
    """
    return sorted(statements, key=lambda s: (_depth(s, outer), s.start))


def _depth(statement: Statement, outer: Mapping[str, Statement]) -> int:
    depth, at = 0, statement
    # A mark by hand may go round in a circle.
    while at.id in outer and depth <= len(outer):
        depth, at = depth + 1, outer[at.id]
    return depth
