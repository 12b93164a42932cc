"""Bodies called after one person: "Donald Trump campaign" and "Donald J. Trump campaign" are one.

The owner's name decides, by the rules for full names. A body called after a surname alone is that of the one bearer
whose body the record has; where it has those of several, it is none of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from onrecord.domain import Name

from .across_names import cannot_be_one, one_name, shape
from .across_table import Table
from .sources import OWNED_BODIES


def join_bodies(table: Table, free: Iterable[Name]) -> None:
    """Join what are one person's bodies.

    Args:
        table: the names at hand.
        free: those that nobody set apart by hand.
    """
    alike: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for name in free:
        owner, _, body = name.key.rpartition(" ")
        if name.kind == "organisation" and owner and body in OWNED_BODIES:
            alike[body, shape(owner).surname[-1], shape(owner).suffix].append(name.key)
    for keys in alike.values():
        full = [key for key in keys if shape(_owner(key)).full]
        _join_full(table, full)
        _attach_short(table, [key for key in keys if key not in full], full)


def _owner(key: str) -> str:
    return key.rpartition(" ")[0]


def _join_full(table: Table, keys: Sequence[str]) -> None:
    near = {key: [k for k in keys if k != key and one_name(_owner(key), _owner(k))] for key in keys}
    clear = [key for key in keys if not any(cannot_be_one(_owner(a), _owner(b)) for a in near[key] for b in near[key])]
    for key in clear:
        for other in near[key]:
            if other in clear:
                table.join(key, other)
                table.why.setdefault(key, (one_name(_owner(key), _owner(other)), True))


def _attach_short(table: Table, short: Sequence[str], full: Sequence[str]) -> None:
    groups = table.groups()
    roots = sorted({table.root(key) for key in full}, key=lambda root: (-table.weight(groups[root]), root))
    faces = [table.face(groups[root]) for root in roots]
    for key in short:
        if len(roots) == 1:
            table.follow(key, roots[0], f"the record has no other than the '{faces[0]}' that is called so", sure=False)
        elif roots:
            table.candidates[key] = faces
