"""Other names and short ones: aliases that an article gives, surnames that an article leaves unexplained.

An outlet's last word alone ("the Times") is another one's in each country, and in some articles: where the record has
several that end so, none is taken, and all are listed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from onrecord.domain import Name

from .across_full import is_full
from .across_names import SEX, bare_key, shape
from .across_table import AGREED_SHARE, SAFE_ARTICLES, SAFE_SHARE, Table
from .lexicon import listed


def attach_aliases(table: Table, apart: set[str]) -> None:
    """Join the other names that articles give with those they are given to, but for the names set ``apart`` by hand."""
    given: dict[str, Counter[str]] = defaultdict(Counter)
    for link in table.links:
        if link.sort == "alias" and link.short not in apart and link.long not in apart and link.long in table.names:
            given[link.short][link.long] += link.articles
    for short, counts in sorted(given.items()):
        if short not in table.names:
            continue
        by_person: Counter[str] = Counter()
        for key, number in counts.items():
            by_person[table.root(key)] += number
        (best, number), *others = sorted(by_person.items(), key=lambda pair: (-pair[1], pair[0]))
        if number < AGREED_SHARE * by_person.total() or table.root(short) == best:
            table.candidates[short] = [table.names[key].written for key in (best, *(key for key, _ in others))]
            continue
        full = max(counts, key=lambda key: (table.root(key) == best, counts[key], key))
        articles = "an article says" if number == 1 else f"{number} articles say"
        reason = f"{articles} that it is another name of '{table.names[full].written}'"
        table.follow(short, best, reason, sure=table.is_sure(full))


def is_short(name: Name, table: Table) -> bool:
    """Whether it is a surname alone, or two, or less than the whole name of an organisation."""
    if name.key in table.following or name.kind == "group" or (SEX not in name.key and name.key != bare_key(name.key)):
        return False
    if name.kind == "organisation":
        return name.key in table.short_forms and " " in name.key  # "Court" alone is another one in each article
    return not is_full(bare_key(name.key), table)


def attach_short(table: Table, short: Sequence[Name]) -> None:
    """Join surnames that articles leave unexplained with the one that is meant, where the record makes that safe."""
    groups = table.groups()
    uses: dict[str, Counter[str]] = defaultdict(Counter)
    for link in table.links:
        if link.sort == "short" and link.long in table.names:
            uses[link.short][table.root(link.long)] += link.articles
    bearers = _bearers(table)
    found = [(name, *_meant(table, name, uses[bare_key(name.key)], bearers, groups)) for name in short]
    for name, root, reason, ranked in found:  # all are decided before the first is joined
        if root is None:
            if name.kind == "person":
                table.candidates[name.key] = ranked
            continue
        table.follow(name.key, root, reason, sure=False)


def list_outlets(table: Table) -> None:
    """List, for a word that is short for some outlet, those of the record whose names end in it."""
    groups = table.groups()
    outlets = [n for key, n in table.names.items() if n.kind == "organisation" and key == bare_key(key)]
    for name in outlets:
        if name.key in listed("organisations", "words for an outlet") and name.key not in table.following:
            used = {k.long for k in table.links if k.sort == "short" and k.short == name.key and k.long in table.names}
            ending = {n.key for n in outlets if n.key.endswith(f" {name.key}")}
            roots = {table.root(key) for key in used | ending} - {table.root(name.key)}
            if len(roots) > 1:
                ranked = sorted(roots, key=lambda r: (-table.weight(groups[r]), r))
                table.candidates[name.key] = [table.face(groups[r]) for r in ranked]


def _bearers(table: Table) -> dict[str, set[str]]:
    """Who bears a surname (its last word, or all of it), by root."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, name in table.names.items():
        parts = shape(key)
        if name.kind == "person" and is_full(bare_key(key), table):
            for words in (parts.surname, parts.surname[-1:], (*parts.given[-1:], *parts.surname)):
                found[" ".join(words)].add(table.root(key))
    return found


def _meant(
    table: Table,
    name: Name,
    uses: Counter[str],
    bearers: Mapping[str, set[str]],
    groups: Mapping[str, Sequence[str]],
) -> tuple[str | None, str, list[str]]:
    """Whom a short name means where nothing beside it tells: the root or None, the reason, those it could be."""
    bare, _, sex = name.key.partition(SEX)
    could = [r for r in {*uses, *bearers.get(bare, ())} - {table.root(name.key)} if _may_be(sex, table, groups[r])]
    ranked = sorted(could, key=lambda r: (-uses[r], -table.weight(groups[r]), r))
    faces = [table.face(groups[r]) for r in ranked]
    if not ranked:
        return None, "", []
    best = ranked[0]
    if len(bare.split()) > 1 and len(ranked) == 1:
        return best, f"the last words of '{faces[0]}' and of no other name in the record", faces
    explained, speaking = sum(uses[r] for r in ranked), sum(table.weight(groups[r]) for r in ranked)
    shares = (uses[best] / max(explained, 1), table.weight(groups[best]) / max(speaking, 1))
    if uses[best] >= SAFE_ARTICLES and min(shares) >= SAFE_SHARE:
        whose = f"of {explained:,} articles that say who '{_without_label(name)}' is, {uses[best]:,} mean '{faces[0]}'"
        return best, f"{whose}; here with '{sex}'" if sex else whose, faces
    return None, "", faces


def _without_label(name: Name) -> str:
    """The name as written, without what the key leaves out before it ("WATCH Romney")."""
    return " ".join(name.written.split()[-len(bare_key(name.key).split()) :])


def _may_be(sex: str, table: Table, keys: Sequence[str]) -> bool:
    """Whether a bearer may be meant where an article uses this pronoun; empty where it uses none."""
    return not sex or table.sex(keys) in (None, sex)
