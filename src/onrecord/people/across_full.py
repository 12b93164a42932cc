"""Full names of one surname: which are one person's, and which contradict each other.

Names are compared in pairs, so that no order can matter. Where a name fits two that contradict each other ("George
Bush" beside "George W." and "George H. W."), the joining goes on without it; it is settled afterwards, if it can be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from onrecord.domain import Name

from .across_names import cannot_be_one, one_name, relatives, shape
from .across_table import FAR_COMMONER, SAFE_ARTICLES, Table
from .lexicon import is_given_name


def is_full(key: str, table: Table) -> bool:
    """Whether it is a given name and a surname, and not two surnames of a longer name ("López Obrador")."""
    if not shape(key).full:
        return False
    first = key.split(maxsplit=1)[0]
    known = is_given_name(first) or len(first) == 1
    return known or not (key in table.short_forms or _commoner(table.longer.get(key, ()), key, table))


def _commoner(others: Iterable[str], key: str, table: Table) -> bool:
    """Whether one of the longer names that end in this one is named more often, so that this is a part of it."""
    return any(table.names[other].articles >= table.names[key].articles for other in others)


def noisy(key: str, table: Table) -> str | None:
    """The name inside a name, where what stands before it is no part of it: "Crooked Jane Roe" is Jane Roe.

    That is so where the words before are no given names and the record has the rest for a name, more often than this.
    """
    words = key.split()
    for at in range(1, len(words) - 1):
        inner = " ".join(words[at:])
        if is_given_name(words[at - 1]) or len(words[at - 1]) == 1:
            return None
        if inner in table.names and shape(inner).full and table.names[inner].articles > table.names[key].articles:
            return inner
    return None


def join_full_names(table: Table, full: Sequence[Name]) -> None:
    """Join, among full names of persons, those that are one's."""
    by_surname: dict[tuple[tuple[str, ...], str], list[str]] = defaultdict(list)
    for name in full:
        parts = shape(name.key)
        by_surname[parts.surname, parts.suffix].append(name.key)
    tied = {frozenset((k.short, k.long)) for k in table.links if k.sort == "form"}
    for keys in by_surname.values():
        _join_bearers(table, keys, tied)


def _join_bearers(table: Table, keys: Sequence[str], tied: set[frozenset[str]]) -> None:
    """Join the names of one surname that can be one, but for those that would join what contradicts itself."""
    near = {key: set[str]() for key in keys}
    for one, other in _pairs(keys):
        reason = _tie(one, other, tied) or (_borne_out(table, one, other) and one_name(one, other))
        if reason:
            near[one].add(other)
            near[other].add(one)
            for key in (one, other):
                table.why.setdefault(key, (reason, True))
    torn = {key for key, others in near.items() if _disagree(others)}
    for key in keys:
        for other in near[key] - torn:
            if key not in torn:
                table.join(key, other)
    _part_contradictions(table, [key for key in keys if key not in torn])
    if torn:
        _settle(table, {key: sorted(near[key] - torn) for key in sorted(torn)})


def _settle(table: Table, torn: Mapping[str, Sequence[str]]) -> None:
    """Names that fit several who contradict each other: to the one that something tells of, else to none."""
    groups = table.groups()
    found = {}
    for key, others in torn.items():  # all are decided before the first is joined
        ranked = sorted({table.root(other) for other in others}, key=lambda r: (-table.weight(groups[r]), r))
        found[key] = (ranked, _told(table, key, ranked, groups))
    for key, (ranked, told) in found.items():
        if told is None:
            table.why.pop(key, None)
            table.candidates[key] = [table.face(groups[root]) for root in ranked]
        else:
            table.join(key, told[0])
            table.why[key] = (told[1], False)


def _told(table: Table, key: str, ranked: Sequence[str], groups: Mapping[str, Sequence[str]]) -> tuple[str, str] | None:
    """Which of several a name means, and how that is told: by an office, or since nobody else is as common."""
    weights = [table.weight(groups[root]) for root in ranked]
    called = [root for root in ranked if _share_office(table, key, groups[root])]
    if len(called) == 1:
        face, office = table.face(groups[called[0]]), _share_office(table, key, groups[called[0]])
        return called[0], f"of those it fits, only '{face}' is called {office} too"
    if ranked and (len(ranked) == 1 or weights[0] >= max(SAFE_ARTICLES, FAR_COMMONER * weights[1])):
        return ranked[0], f"of those it fits, '{table.face(groups[ranked[0]])}' is named far more often"
    return None


def _pairs(keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of keys whose given names begin alike or are known forms of each other: all others cannot be one."""
    by_given: dict[str, set[str]] = defaultdict(set)
    for key in keys:
        given = shape(key).given
        for word in given:  # also a later one: what stands before it may be no part of the name
            by_given[word].add(key)
        by_given[given[0][0]].add(key)
    seen = set()
    for key in sorted(keys):
        given = shape(key).given
        akin = {w for word in given for w in relatives(word)} | ({given[0]} if len(given[0]) == 1 else {given[0][0]})
        initials = {k for k in by_given[given[0][0]] if len(given[0]) == 1 or len(shape(k).given[0]) == 1}
        for other in sorted(initials.union(*(by_given[w] for w in akin if len(w) > 1))):
            pair = (min(key, other), max(key, other))
            if key != other and pair not in seen:
                seen.add(pair)
                yield pair


def _borne_out(table: Table, one: str, other: str) -> bool:
    """Whether a middle name written out, beside a name without any, may be left out of account.

    Hillary Rodham Clinton is the Hillary Clinton of hundreds of articles; John Quincy Adams is not John Adams.
    """
    plain, longer = sorted((one, other), key=lambda key: len(shape(key).given))
    middles = shape(longer).given[1:]
    if len(shape(plain).given) > 1 or all(len(word) == 1 for word in middles):
        return True
    return table.names[plain].articles >= SAFE_ARTICLES * table.names[longer].articles


def _tie(one: str, other: str, tied: set[frozenset[str]]) -> str:
    # Not even an article makes George W. Bush and George H. W. Bush one: it is read by machine.
    said = frozenset((one, other)) in tied and not cannot_be_one(one, other)
    return "an article uses both names for one person" if said else ""


def _disagree(keys: set[str]) -> bool:
    ordered = sorted(keys)
    return any(cannot_be_one(a, b) for n, a in enumerate(ordered) for b in ordered[n + 1 :])


def _part_contradictions(table: Table, keys: Sequence[str]) -> None:
    """Take apart what hangs together only through a chain whose ends contradict each other."""
    joined: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        joined[table.root(key)].append(key)
    for group in joined.values():
        if len(group) > 2 and _disagree(set(group)):
            for key in group:
                table.parent.pop(key, None)


def _share_office(table: Table, key: str, others: Sequence[str]) -> str:
    """The commonest title that stands beside this name in several articles, and beside one of the others."""
    theirs = {title for other in others for title, _ in table.names[other].offices}
    mine = [(number, title) for title, number in table.names[key].offices if number > 1 and title in theirs]
    return max(mine)[1] if mine else ""
