"""From the names of many articles to persons: which names are one person's, and why.

The persons are a function of the set of names and of what articles say of them. Nothing hangs on the order in which
articles were added: names that may be one are compared with each other, never with the persons that an earlier article
left behind. In this order:

1. full names of one surname are one where they do not contradict each other (``across_names.one_name``). A name that
   fits two that do contradict each other ("George Bush" beside "George W." and "George H. W.") stays on its own;
   so are names that only hyphens tell apart, and, as likely, "Given Surname" with the one fuller name that has a second
   surname or "Jr." behind it, and a name misspelt (``across_likely``); bodies called after one person go by that
   person's names (``across_bodies``);
2. another name that an article gives ("known as AMLO", "Federal Bureau of Investigation (FBI)") goes to the one it is
   given to, where the articles agree;
3. a surname alone, in an article that never says whose, goes to somebody only where the record shows that the press
   means one bearer by it (``across_table.SAFE_SHARE``), and is then marked as less sure;
4. what people decided by hand goes over all of it.

What can concern each other lies in one block (``across_names.block_of``), or is tied by a link; ``join`` is called with
everything so connected, and may be called with more: the answer is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from onrecord.domain import Alias, Edit, Name, NameLink, Person, person_id

from .across_bodies import join_bodies
from .across_evidence import observe, split_by_hand
from .across_full import is_full, join_full_names, noisy
from .across_likely import hyphen_twins, join_double_surnames, join_misspelt, join_suffixes, join_twins
from .across_names import bare_key, block_of, key_of, one_name
from .across_short import attach_aliases, attach_short, is_short, list_outlets
from .across_table import Table
from .lexicon import SUFFIXES

__all__ = ["VERSION", "join", "observe", "split_by_hand"]

VERSION = "6"
"""Of the rules. A record whose names were read by another goes through its articles again."""

MOST_CANDIDATES = 5


def join(names: Iterable[Name], links: Iterable[NameLink], edits: Iterable[Edit] = ()) -> tuple[Person, ...]:
    """The persons that names are names of.

    Args:
        names: all names that can concern each other, in any order.
        links: which names articles use for which, summed over articles; of names not among ``names`` too.
        edits: decisions that hold (``person.merge``, ``.split``, ``.rename``, ``.link``), the oldest first.

    Returns:
        every name in exactly one person, by id.
    """
    table = Table({n.key: n for n in names}, sorted(links, key=lambda k: (k.short, k.long, k.sort)))
    edits = list(edits)
    apart = _parted(edits)
    free = [n for key, n in sorted(table.names.items()) if key not in apart and key == bare_key(key)]
    _join_full(table, free)
    join_bodies(table, free)
    attach_aliases(table, apart)
    attach_short(table, [n for key, n in sorted(table.names.items()) if key not in apart and is_short(n, table)])
    list_outlets(table)
    _join_by_hand(table, edits)
    return tuple(sorted(_persons(table, edits), key=lambda p: p.id))


def _join_full(table: Table, free: Sequence[Name]) -> None:
    """Join names that need no article to say whose they are; what contradicts itself stays apart."""
    organisations = {n.key for n in free if n.kind == "organisation"}
    taken = {n.key: key for n in free if n.kind == "person" and (key := _as_organisation(n)) in organisations}
    people = [n for n in free if n.kind == "person" and n.key not in taken]
    inside = {n.key: inner for n in people if (inner := noisy(n.key, table))}
    twins = hyphen_twins(n for n in people if n.key not in inside)
    full = [n for n in people if n.key not in inside and n.key not in twins and is_full(n.key, table)]
    join_full_names(table, full)
    join_twins(table, twins | hyphen_twins(n for n in free if n.kind == "organisation"))
    join_suffixes(table, full)
    join_double_surnames(table, full)
    join_misspelt(table, full)
    for key, inner in inside.items():
        reason = f"'{key.removesuffix(inner).strip()}' before it is no part of the name"
        table.follow(key, inner, reason, sure=table.is_sure(inner))
    for key, whole in taken.items():
        table.follow(key, whole, "the same words are an organisation's name elsewhere", sure=True)


def _as_organisation(name: Name) -> str:
    """The key that a person's name would have as an organisation's, where that is another one of the same block."""
    key = key_of(name.written, "organisation")
    return key if key != name.key and block_of(key) == name.block else ""


_BY_HAND = "joined by hand"


def _parted(edits: Iterable[Edit]) -> set[str]:
    """The names that are set apart in all articles."""
    return {e.payload["key"] for e in edits if e.kind == "person.split" and not e.payload.get("articles")}


def _join_by_hand(table: Table, edits: Sequence[Edit]) -> None:
    """Join what was merged, but for names that a later decision set apart again."""
    for number, edit in enumerate(edits):
        if edit.kind == "person.merge":
            since = _parted(edits[number + 1 :])
            sides = ([key for key in edit.payload[side] if key not in since] for side in ("one", "other"))
            one, other = (_present(table, keys) for keys in sides)
            if one and other and table.root(one) != table.root(other):
                for key in (k for k in table.names if table.root(k) == table.root(other)):
                    table.why[key] = (f"{_BY_HAND} by {edit.who} on {edit.made_at[:10]}: {edit.why}", True)
                    table.following.add(key)
                table.join(one, other)


def _present(table: Table, keys: Sequence[str]) -> str | None:
    return next((key for key in keys if key in table.names), None)


def _persons(table: Table, edits: Sequence[Edit]) -> Iterator[Person]:
    for keys in table.groups().values():
        own = [key for key in keys if key not in table.following] or keys
        principal = min(own, key=lambda key: (not table.is_sure(key), len(key.split()), len(key), key))
        others = sorted(set(keys) - {principal}, key=lambda key: (-table.names[key].articles, key))
        yield Person(
            id=person_id(principal),
            name=_last(table, edits, "person.rename", keys, "name") or table.face(own),
            type=table.names[max(own, key=lambda key: (table.names[key].articles, key))].kind,
            aliases=tuple(_alias(table, key, principal) for key in (principal, *others)),
            candidates=tuple(table.candidates.get(principal, ())[:MOST_CANDIDATES]) if len(keys) == 1 else (),
            short=_only_short(table, keys),
            qid=_last(table, edits, "person.link", keys, "qid"),
        )


def _last(table: Table, edits: Sequence[Edit], kind: str, keys: Sequence[str], field_name: str) -> str | None:
    """What the last edit of this kind says of one of these names."""
    found = [e.payload[field_name] for e in edits if e.kind == kind and _present(table, e.payload["keys"]) in keys]
    return str(found[-1]) if found else None


def _alias(table: Table, key: str, principal: str) -> Alias:
    name = table.names[key]
    reason, sure = table.why.get(key, ("", True))
    if key == principal:
        reason, sure = "", True
    elif sure and not reason.startswith(_BY_HAND):
        reason = one_name(key, principal) or reason
    return Alias(key, name.written, reason, sure, name.articles)


def _only_short(table: Table, keys: Sequence[str]) -> bool:
    """Whether all that is known is a surname, a single name or an outlet's last word, so that several may be meant."""
    name = table.names[keys[0]]
    if name.kind == "organisation":
        return len(keys) == 1 and name.key in table.candidates
    plain = [w for w in bare_key(name.key).split() if w not in SUFFIXES]
    return name.kind == "person" and len(keys) == 1 and (len(plain) == 1 or not is_full(bare_key(name.key), table))
