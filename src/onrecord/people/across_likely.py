"""Full names that differ in more than given names, and yet are one person's: hyphens, double surnames, suffixes.

A hyphen is a way of writing. The other rules rest on what else the record holds, so a further article can undo
them, and what they join is marked as likely:

- who has two surnames, as in Spain, Portugal and the Americas, mostly goes by the first ("Pedro Sánchez" is Pedro
  Sánchez Pérez-Castejón). Without the second he can be anybody of the name, so the record must have one such alone;
- a given name that differs by one letter from that of somebody far commoner who is called the same is misspelt;
- "Jr." is often left out ("Chief Justice John Roberts" is John G. Roberts Jr.), but it also tells son from father;
  "Sr." is put only where there is a son of the name.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from onrecord.domain import Name, first_difference

from .across_names import cannot_be_one, first_surname_forms, one_name, shape, without_hyphens, without_suffix
from .across_table import Table

_Groups = Mapping[str, Sequence[str]]


def hyphen_twins(names: Iterable[Name]) -> dict[str, str]:
    """Keys that only hyphens tell from another, each with that other.

    The one with most hyphens says most about what is a surname ("Maren Stolz-Duarte"), so it stands for the others.
    """
    alike: dict[str, list[str]] = defaultdict(list)
    for name in names:
        alike[without_hyphens(name.key)].append(name.key)
    twins: dict[str, str] = {}
    for keys in alike.values():
        first, *others = sorted(keys, key=lambda key: (-key.count("-"), key))
        twins |= dict.fromkeys(others, first)
    return twins


def join_twins(table: Table, twins: Mapping[str, str]) -> None:
    """Join what only hyphens tell apart."""
    for key, other in sorted(twins.items()):
        table.join(key, other)
        table.why[key] = (f"'{table.names[other].written}' with other hyphens", True)
        table.why.setdefault(other, (f"'{table.names[key].written}' with other hyphens", True))


# --- two surnames ----------------------------------------------------------------------------------------------------


def join_double_surnames(table: Table, full: Sequence[Name]) -> None:
    """Join "Given Surname" with "Given Surname Surname" where the record has one such name and no more."""
    groups = table.groups()
    here = {name.key for name in full}
    fuller: dict[str, set[str]] = defaultdict(set)
    for key in here:
        for form in first_surname_forms(key):
            if form in here and table.root(form) != table.root(key):
                fuller[table.root(form)].add(table.root(key))
    fits = {root: sorted(r for r in roots if _surnames_agree(table, groups, root, r)) for root, roots in fuller.items()}
    for root, roots in sorted(fits.items()):  # all are decided before the first is joined
        if len(roots) == 1:
            plain, long = (table.face(groups[r]) for r in (root, roots[0]))
            reason = f"'{plain}' is '{long}' by the first of two surnames, and fits no other name in the record"
            _join_likely(table, groups, root, roots[0], reason)
        else:
            for key in groups[root]:
                table.candidates.setdefault(key, [table.face(groups[r]) for r in roots])


def _surnames_agree(table: Table, groups: _Groups, plain: str, double: str) -> bool:
    """Whether nothing that is known of two bearers keeps them apart: pronoun, middle names, suffix."""
    if not _sexes_agree(table, groups[plain], groups[double]):
        return False
    whole = {form for key in groups[double] for form in first_surname_forms(key)[:1]}
    return not any(cannot_be_one(key, form) for key in groups[plain] for form in whole if shape(key).full)


# --- slips of the pen ------------------------------------------------------------------------------------------------

_LEAST_LETTERS = 4  # of a given name and a surname: shorter ones differ by one letter too easily
_TIMES_AS_COMMON = 10  # articles of the one whose name it is meant to be, for one of the misspelt name


def join_misspelt(table: Table, full: Sequence[Name]) -> None:
    """Join "Senator Diane Feinstein" with the Senator Dianne Feinstein of ten times as many articles."""
    groups = table.groups()
    by_surname: dict[tuple[tuple[str, ...], str], list[str]] = defaultdict(list)
    for name in full:
        if len(shape(name.key).surname[-1]) >= _LEAST_LETTERS:
            by_surname[shape(name.key).surname, shape(name.key).suffix].append(name.key)
    found: dict[str, set[str]] = defaultdict(set)
    weights = {root: table.weight(keys) for root, keys in groups.items()}
    for keys in by_surname.values():
        common = [key for key in keys if weights[table.root(key)] >= _TIMES_AS_COMMON]
        for few, many in itertools.product(keys, common):
            a, b = table.root(few), table.root(many)
            rarer = a != b and _TIMES_AS_COMMON * weights[a] <= weights[b]
            if rarer and _one_letter_apart(shape(few).given[0], shape(many).given[0]):
                found[a].add(b)
    for root, others in sorted(found.items()):
        other = min(others)
        office = _common_office(table, groups[root], groups[other])
        if len(others) == 1 and office and _sexes_agree(table, groups[root], groups[other]):
            face = table.face(groups[other])
            _join_likely(table, groups, root, other, f"one letter from '{face}', who is far commoner and {office} too")


def _one_letter_apart(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) < _LEAST_LETTERS or len(long) - len(short) > 1 or one == other:
        return False
    at = first_difference(short, long)
    return long[at + 1 :] == short[at + (len(long) == len(short)) :]


# --- father and son --------------------------------------------------------------------------------------------------


def join_suffixes(table: Table, full: Sequence[Name]) -> None:
    """Join "John Roberts" with "John G. Roberts Jr." where nobody else in the record could be either, and it shows.

    It shows by an office that both are called, or since the name with the suffix is at least as common: of a father
    who is much in the news and his son, the plain name is the father's. An article in which both speak parts them.
    """
    groups = table.groups()
    by_surname: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in full:
        by_surname[shape(name.key).surname].append(name.key)
    apart = {frozenset((table.root(k.short), table.root(k.long))) for k in table.links if k.sort == "apart"}
    found = []
    for keys in by_surname.values():
        if all(shape(key).suffix in ("", "sr") for key in keys):
            continue
        for plain, root in _single_pairs(_fitting(table, keys)):
            suffixed = all(shape(key).suffix for key in groups[root] if shape(key).full)
            if suffixed and frozenset((plain, root)) not in apart:
                found.append((plain, root, _shows(table, groups, plain, root)))
    for plain, root, reason in sorted(found):
        if reason:
            _join_likely(table, groups, plain, root, reason)


def _fitting(table: Table, keys: Sequence[str]) -> dict[str, set[str]]:
    """Who could be who if suffixes told nothing, by root."""
    near: dict[str, set[str]] = {table.root(key): set() for key in keys}
    for key in keys:
        for other in keys:
            a, b = table.root(key), table.root(other)
            if a != b and one_name(without_suffix(key), without_suffix(other)):
                near[a].add(b)
                near[b].add(a)
    return near


def _single_pairs(near: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
    """Two who could be each other and nobody else, either way round."""
    for root, others in near.items():
        if len(others) == 1 and near[other := next(iter(others))] == {root}:
            yield other, root


def _shows(table: Table, groups: _Groups, plain: str, suffixed: str) -> str:
    """What tells that a name with and one without the suffix are one's, in words; empty where nothing does."""
    short, long = groups[plain], groups[suffixed]
    younger = all(shape(key).suffix != "sr" for key in long)
    if any(shape(key).suffix for key in short) or not younger or not _sexes_agree(table, short, long):
        return ""
    pairs = [(a, without_suffix(b)) for a in short for b in long if shape(a).full and shape(b).full]
    if any(cannot_be_one(a, b) for a, b in pairs):
        return ""
    alone = f"nobody else called '{table.face(short)}' is in the record"
    if office := _common_office(table, short, long):
        return f"{alone}, and with the suffix or without it is {office}"
    return f"{alone}, and with the suffix it is no rarer" if table.weight(long) >= table.weight(short) else ""


def _common_office(table: Table, one: Iterable[str], other: Iterable[str]) -> str:
    titles = [{title for key in keys for title, _ in table.names[key].offices} for keys in (one, other)]
    return min(titles[0] & titles[1], default="")


# --- both ------------------------------------------------------------------------------------------------------------


def _sexes_agree(table: Table, one: Collection[str], other: Collection[str]) -> bool:
    return len({table.sex(one), table.sex(other)} - {None}) < 2


def _join_likely(table: Table, groups: _Groups, one: str, other: str, reason: str) -> None:
    """Join two bearers; the names of the one less often named follow the other's."""
    few, many = sorted((one, other), key=lambda root: (table.weight(groups[root]), root))
    for key in groups[few]:
        table.follow(key, many, reason, sure=False)
