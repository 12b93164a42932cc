"""Sayings kept up to date: each article that was added is gone through once, and joins what it finds.

A statement is looked for by its keys, and compared only with statements that share one; of the reports of one saying,
only until one of them is found to be the same. So the cost of an article hangs on its own length and on what is like
it, not on the size of the record. What results hangs on the set of statements alone: the rules decide of two of them
without knowing any other, and sayings are what hangs together (``onrecord.matching.grouping``).

One transaction for a few dozen articles. A run that is killed at any moment goes on where it was: the articles it had
not finished wait, as they would had it not begun.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from . import loading, steps
from .clock import now
from .saying_edits import Decided
from .saying_telling import Rules, Teller
from .sayings import of_statements
from .schema import article_sayings, saying, saying_key, saying_original, saying_report, statement

TURN = 1 << 62
"""Set apart the keys of turns of transcripts, which are no reports: the same numbers with this bit turned round."""

_CHUNK = 8
"""Reports of one saying that are loaded at once to be compared."""

_Node = tuple[str, int]
Links = dict[int, set[int]]


def behind(connection: sa.Connection, version: str | None = None) -> bool:
    """Whether articles wait to be gone through by this version of the rules, or sayings to be grouped anew."""
    stale = sa.select(saying.c.key).where(saying.c.waits).limit(1)
    waits = steps.waiting(connection, article_sayings, version, limit=1)
    return bool(waits) or connection.execute(stale).first() is not None


def go_through(connection: sa.Connection, rules: Rules) -> int:
    """Join the statements of the next articles that wait; returns how many articles that were."""
    articles = steps.waiting(connection, article_sayings, rules.VERSION, loading.BATCH)
    if not articles:
        return 0
    _forget(connection, articles)
    teller = Teller(connection, rules)
    own = teller.of_articles(articles)
    turns = [key for key in own if teller.rows[key]["kind"] == "transcript"]
    reports = [key for key in own if teller.rows[key]["kind"] != "transcript"]
    keys = {key: rules.keys(teller.told[key]) for key in own}
    _put_keys(connection, teller, keys, set(turns))
    links = _links(connection, teller, {key: keys[key] for key in reports}, rules.NEAR)
    decided = Decided.of(connection)
    _join(connection, teller, rules, links, decided)
    _heed_decisions(connection, teller, rules, reports, decided)
    _find_originals(
        connection, teller, rules, {key: keys[key].runs for key in reports}, {k: keys[k].runs for k in turns}
    )
    connection.execute(article_sayings.insert(), [{"article": key, "rules": rules.VERSION} for key in articles])
    return len(articles)


def regroup_next(connection: sa.Connection, rules: Rules) -> int:
    """Group sayings anew that lost a report or that people decided about; returns how many those were."""
    query = sa.select(saying.c.key).where(saying.c.waits).order_by(saying.c.key).limit(loading.BATCH)
    stale = connection.execute(query).scalars().all()
    if not stale:
        return 0
    teller, decided = Teller(connection, rules), Decided.of(connection)
    for own in stale:
        _regroup(connection, teller, rules, _members(connection, [own]), decided)
        # Only where it still waits: SQLite may have given its key to one that was made in its place.
        connection.execute(saying.delete().where(saying.c.key == own, saying.c.waits))
    return len(stale)


def _forget(connection: sa.Connection, articles: Sequence[int]) -> None:
    """Take out what an earlier going-through of these articles left."""
    own = sa.select(statement.c.key).where(statement.c.article.in_(articles))
    for table in (saying_report, saying_key, saying_original):
        connection.execute(table.delete().where(table.c.statement.in_(own)))
    connection.execute(saying_original.delete().where(saying_original.c.turn.in_(own)))
    connection.execute(article_sayings.delete().where(article_sayings.c.article.in_(articles)))


def ordinal(day: str | None) -> int:
    """Days since the year 1 of an ISO day; 0 where there is none."""
    try:
        return date.fromisoformat(day).toordinal() if day else 0
    except ValueError:
        return 0


def _put_keys(connection: sa.Connection, teller: Teller, keys: Mapping[int, Any], turns: Collection[int]) -> None:
    rows = []
    for own, found in keys.items():
        day = ordinal(teller.rows[own]["published"])
        hashes = [run ^ TURN for run in found.runs] if own in turns else [*found.runs, *found.topics]
        rows += [{"hash": number, "day": day, "statement": own} for number in hashes]
    if rows:
        # In the order of the index, so that pages of it are written once and not once for each statement.
        connection.execute(saying_key.insert(), sorted(rows, key=lambda row: row["hash"]))


# --- reports of one saying -------------------------------------------------------------------------------------------


def _links(connection: sa.Connection, teller: Teller, keys: Mapping[int, Any], near: int) -> Links:
    """For each statement, those that share a key with it."""
    wanted: dict[int, list[int]] = defaultdict(list)
    topics: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for own, found in keys.items():
        for number in found.runs:
            wanted[number].append(own)
        for number in found.topics:
            topics[ordinal(teller.rows[own]["published"])][number].append(own)
    links: Links = defaultdict(set)
    _collect(connection, wanted, links, None)
    for day, some in topics.items():
        _collect(connection, some, links, (day - near, day + near))
    return links


def _collect(
    connection: sa.Connection, wanted: Mapping[int, list[int]], links: Links, days: tuple[int, int] | None
) -> None:
    """Add to ``links`` who has one of the ``wanted`` keys, on days from the first to the last of ``days``."""
    for some in loading.batches(sorted(wanted)):
        query = sa.select(saying_key.c.hash, saying_key.c.statement).where(saying_key.c.hash.in_(some))
        if days:
            query = query.where(saying_key.c.day.between(*days))
        for number, other in connection.execute(query):
            for own in wanted[number]:
                if own != other:
                    links[own].add(other)


class _Union:
    """Which statements and sayings hang together, while a batch is joined."""

    def __init__(self, sayings: Mapping[int, int]) -> None:
        self._sayings = sayings
        self._up: dict[_Node, _Node] = {}

    def root(self, statement_key: int) -> _Node:
        own = self._sayings.get(statement_key)
        node: _Node = ("statement", statement_key) if own is None else ("saying", own)
        while (above := self._up.get(node, node)) != node:
            self._up[node] = self._up.get(above, above)
            node = above
        return node

    def join(self, one: int, other: int) -> None:
        a, b = self.root(one), self.root(other)
        self._up[a], self._up[b] = b, b

    def clusters(self) -> list[list[_Node]]:
        """The nodes that were joined with another, together."""
        found: dict[_Node, list[_Node]] = defaultdict(list)
        for node in self._up:
            top = node
            while self._up.get(top, top) != top:
                top = self._up[top]
            found[top].append(node)
        return [sorted(some) for some in found.values()]


def _join(connection: sa.Connection, teller: Teller, rules: Rules, links: Links, decided: Decided) -> None:
    everyone = sorted({*links, *(other for some in links.values() for other in some)})
    union = _Union(of_statements(connection, everyone))
    teller.load({other for own in links for some in _by_root(union, links[own]) for other in some[:_CHUNK]})
    for own in sorted(links):
        for others in _by_root(union, links[own]):
            if union.root(others[0]) != union.root(own) and _any_same(teller, rules, own, others):
                union.join(own, others[0])
    for cluster in union.clusters():
        _write(connection, teller, rules, cluster, decided)


def _by_root(union: _Union, others: Iterable[int]) -> list[list[int]]:
    """Statements that hang together already, together: one that is the same speaks for all."""
    found: dict[_Node, list[int]] = defaultdict(list)
    for other in sorted(others):
        found[union.root(other)].append(other)
    return list(found.values())


def _heed_decisions(
    connection: sa.Connection, teller: Teller, rules: Rules, reports: Sequence[int], decided: Decided
) -> None:
    """Bring together what people joined though no key of theirs is shared."""
    named = {own for own in reports if teller.rows[own]["public_id"] in decided.named}
    if named:
        _regroup(connection, teller, rules, named, decided)


def _any_same(teller: Teller, rules: Rules, own: int, others: Sequence[int]) -> bool:
    for some in loading.batches(others, _CHUNK):
        teller.load(some)
        if any(rules.same(teller.told[own], teller.told[other]) for other in some):
            return True
    return False


def _write(
    connection: sa.Connection,
    teller: Teller,
    rules: Rules,
    cluster: Sequence[_Node],
    decided: Decided,
) -> None:
    """Make one saying of a cluster; where people decided about one of its statements, group it by that."""
    single = [own for kind, own in cluster if kind == "statement"]
    sayings = [own for kind, own in cluster if kind == "saying"]
    rows = connection.execute(sa.select(saying).where(saying.c.key.in_(sayings))).mappings().all()
    teller.load(single)
    if decided and _concerned(connection, teller, single, sayings, decided):
        members = {*single, *_members(connection, sayings)}
        connection.execute(saying.delete().where(saying.c.key.in_(sayings)))
        _regroup(connection, teller, rules, members, decided)
        return
    first = min(
        [*((row["first_day"], row["public_id"]) for row in rows), *(_first(teller.rows[own]) for own in single)]
    )
    number = sum(row["reports"] for row in rows) + len(single)
    values = {"public_id": first[1], "first_day": first[0], "reports": number}
    if rows:
        kept = max(rows, key=lambda row: (row["reports"], -row["key"]))
        gone = [row["key"] for row in rows if row is not kept]
        values["waits"] = any(row["waits"] for row in rows)
        here = saying_report.c.saying.in_(gone)
        connection.execute(saying_report.update().where(here).values(saying=kept["key"], since=now()))
        connection.execute(saying.delete().where(saying.c.key.in_(gone)))
        connection.execute(saying.update().where(saying.c.key == kept["key"]).values(values))
        own_key = kept["key"]
    else:
        own_key = _new(connection, values)
    _put_reports(connection, own_key, single)


def _new(connection: sa.Connection, values: Mapping[str, Any]) -> int:
    inserted = connection.execute(saying.insert(), {**values, "waits": False}).inserted_primary_key
    assert inserted is not None  # the table has one integer for its key
    return int(inserted[0])


def _put_reports(connection: sa.Connection, own: int, statements: Iterable[int]) -> None:
    rows = [{"statement": key, "saying": own, "since": now()} for key in sorted(statements)]
    if rows:
        connection.execute(saying_report.insert(), rows)


def _first(row: sa.RowMapping) -> tuple[str, str]:
    return (row["published"] or "9999", row["public_id"])


def _members(connection: sa.Connection, sayings: Sequence[int]) -> set[int]:
    query = sa.select(saying_report.c.statement).where(saying_report.c.saying.in_(sayings))
    return set(connection.execute(query).scalars())


def _concerned(
    connection: sa.Connection,
    teller: Teller,
    single: Sequence[int],
    sayings: Sequence[int],
    decided: Decided,
) -> bool:
    if any(teller.rows[own]["public_id"] in decided.named for own in single):
        return True
    query = (
        sa.select(statement.c.key)
        .join_from(saying_report, statement, statement.c.key == saying_report.c.statement)
        .where(saying_report.c.saying.in_(sayings), statement.c.public_id.in_(sorted(decided.named)))
    )
    return connection.execute(query.limit(1)).first() is not None


# --- by hand ---------------------------------------------------------------------------------------------------------


def _regroup(
    connection: sa.Connection, teller: Teller, rules: Rules, members: Collection[int], decided: Decided
) -> None:
    """Make sayings of ``members``, their sayings and all that decisions tie to them, from nothing but themselves."""
    everyone = _with_tied(connection, set(members), decided)
    teller.load(everyone)
    sayings = sorted(set(of_statements(connection, sorted(everyone)).values()))
    connection.execute(saying_report.delete().where(saying_report.c.statement.in_(sorted(everyone))))
    connection.execute(saying.delete().where(saying.c.key.in_(sayings)))
    ordered = sorted(everyone, key=lambda own: _first(teller.rows[own]))
    ids = {teller.rows[own]["public_id"]: own for own in ordered}
    linked = [pair for pair in decided.joined if ids.keys() >= set(pair)]
    linked += rules.pairs([teller.told[own] for own in ordered])
    parted: Callable[[str, str], bool] | None = decided.parted if decided else None
    for some in rules.groups(list(ids), linked, parted):
        if len(some) > 1:
            day, public_id = _first(teller.rows[ids[some[0]]])
            own = _new(connection, {"public_id": public_id, "first_day": day, "reports": len(some)})
            _put_reports(connection, own, [ids[one] for one in some])


def _with_tied(connection: sa.Connection, members: set[int], decided: Decided) -> set[int]:
    """``members`` with the statements that decisions name beside them, and the sayings of these, however far."""
    found: set[int] = set()
    new = members
    while new:
        found |= new
        some = sorted(found)
        query = sa.select(statement.c.public_id).where(statement.c.key.in_(some))
        tied = decided.tied(set(connection.execute(query).scalars())) if decided else set()
        near = sa.select(statement.c.key).where(statement.c.public_id.in_(sorted(tied)))
        keys = set(connection.execute(near).scalars()) | found
        sayings = sorted(set(of_statements(connection, sorted(keys)).values()))
        new = (keys | _members(connection, sayings)) - found
    return found


# --- originals -------------------------------------------------------------------------------------------------------


def _find_originals(
    connection: sa.Connection,
    teller: Teller,
    rules: Rules,
    reports: Mapping[int, Sequence[int]],
    turns: Mapping[int, Sequence[int]],
) -> None:
    """Lay reports beside the turns that share a run with them, and keep of each report the best."""
    pairs: Links = defaultdict(set)
    wanted: dict[int, list[int]] = defaultdict(list)
    for own, runs in reports.items():
        for run in runs:
            wanted[run ^ TURN].append(own)
    _collect(connection, wanted, pairs, None)
    found: Links = defaultdict(set)
    wanted = defaultdict(list)
    for own, runs in turns.items():
        for run in runs:
            wanted[run].append(own)
    _collect(connection, wanted, found, None)
    for turn, some in found.items():
        for own in some:
            pairs[own].add(turn)
    for own in sorted(pairs):
        _keep_best(connection, teller, rules, own, pairs[own])


def _keep_best(connection: sa.Connection, teller: Teller, rules: Rules, own: int, turns: Collection[int]) -> None:
    query = sa.select(saying_original.c.turn).where(saying_original.c.statement == own)
    everyone = {*turns, *connection.execute(query).scalars()}
    teller.load({own, *everyone})
    choices = []
    for turn in everyone:
        row = teller.rows[turn]
        words, start = teller.around(turn)
        found = rules.original(teller.told[own], teller.told[turn], words)
        if found:
            printed, spoken = ordinal(teller.rows[own]["published"]), ordinal(row["said_from"])
            apart = abs(printed - spoken) if printed and spoken else 10**6
            places = {"start": start + found.start, "stop": start + found.stop}
            values = {"turn": turn, **places, "words": found.words, "of": found.of, "apart": apart}
            choices.append(((-found.words, apart, row["public_id"]), values))
    if not choices:
        return
    _, best = min(choices, key=lambda choice: choice[0])
    connection.execute(saying_original.delete().where(saying_original.c.statement == own))
    connection.execute(saying_original.insert(), {"statement": own} | best)
