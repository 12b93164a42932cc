"""From pairs to sayings: what hangs together is one saying, unless somebody said that two reports are not one.

Without a decision by hand, the sayings are the connected components of the graph of pairs: a function of the set of
statements, so that no order of adding can matter. Where people parted two reports, the pairs are taken in one fixed
order, the strongest first, and a pair is passed over that would bring the parted together (Kruskal's order, with
forbidden unions); so a third report goes to the side that it is more like.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from .keys import keys
from .pairs import same, strength
from .told import Told

T = TypeVar("T", bound=str)


def pairs(members: Sequence[Told]) -> list[tuple[str, str]]:
    """The keys of every two of ``members`` that are one saying, the strongest first; equal ones by the keys given."""
    lots: dict[int, list[Told]] = defaultdict(list)
    for one in members:
        own = keys(one)
        for key in {*own.runs, *own.topics}:
            lots[key].append(one)
    seen: dict[tuple[str, str], int] = {}
    for lot in lots.values():
        for at, one in enumerate(lot):
            for other in lot[at + 1 :]:
                pair = (min(one.key, other.key), max(one.key, other.key))
                if pair not in seen:
                    seen[pair] = strength(one, other) if same(one, other) else -1
    return sorted((pair for pair, bits in seen.items() if bits >= 0), key=lambda pair: (-seen[pair], pair))


def groups(
    members: Iterable[T], linked: Iterable[tuple[T, T]], parted: Callable[[T, T], bool] | None = None
) -> list[list[T]]:
    """The groups that links make of ``members``.

    Args:
        members: in the order in which they are to stand.
        linked: pairs, in the order in which they are taken.
        parted: whether two may never be in one group; None where nothing is parted.
    """
    group: dict[T, list[T]] = {one: [one] for one in members}
    for a, b in linked:
        left, right = group[a], group[b]
        if left is right or (parted and any(parted(x, y) for x in left for y in right)):
            continue
        left += right
        for one in right:
            group[one] = left
    order = {one: place for place, one in enumerate(group)}
    found = {id(some): some for some in group.values()}.values()
    return sorted((sorted(some, key=order.__getitem__) for some in found), key=lambda some: order[some[0]])
