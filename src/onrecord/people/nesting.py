"""Which statement stands inside which: "A said that B had said", with B's inside A's."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from onrecord.domain import Span, Statement, hull


def enclosing(statements: Sequence[Statement]) -> dict[str, Statement]:
    """For each nested statement, by id, the one around it: as marked, else the smallest content that holds its source.

    Where two would hold each other, the larger holds the smaller.
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
            held_by = {n for end, n in still_open if end >= place.end and n != number}
            if held_by:
                found[statements[number].id] = statements[min(held_by, key=lambda n: _size(statements[n]))]
    found |= {s.id: by_id[s.within] for s in statements if s.within is not None and s.within in by_id}
    return _without_circles(statements, found)


def _place(statement: Statement) -> Span | None:
    return hull(statement.source) or hull(statement.content)


def _size(statement: Statement) -> int:
    return sum(map(len, statement.content))


def _without_circles(statements: Sequence[Statement], found: dict[str, Statement]) -> dict[str, Statement]:
    """``found``, with the largest of each circle held by none."""
    for statement in statements:
        way, at = [statement], statement
        while at.id in found and found[at.id] not in way:
            at = found[at.id]
            way.append(at)
        if at.id in found:
            circle = way[way.index(found[at.id]) :]
            del found[max(circle, key=_size).id]
    return found


def outer_first(statements: Sequence[Statement], outer: Mapping[str, Statement]) -> list[Statement]:
    """The statements so that each comes after the one around it, else in the order of the text.

    Args:
        statements: of one article.
        outer: as ``enclosing`` gives it.
    """
    return sorted(statements, key=lambda s: (_depth(s, outer), s.start))


def _depth(statement: Statement, outer: Mapping[str, Statement]) -> int:
    depth, at = 0, statement
    while at.id in outer:
        depth, at = depth + 1, outer[at.id]
    return depth
