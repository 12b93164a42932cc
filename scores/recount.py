"""A published count after the record changed: does ``recount`` say exactly what differs, ``--as-of`` the old number?

    python -m scores.recount ARCHIVE.jsonl [--then 500] [--again 100] [--other OTHER.jsonl]

ARCHIVE.jsonl is what ``onrecord extract`` wrote of the bench archive. All articles but the last 500 go into a record,
and counts of it are written down with their manifests by ``onrecord count --manifest``. Then the 500 come in, one
counted statement is given to another speaker and one is rejected (``onrecord edit``), and a hundred articles are read
again by another model: by what OTHER.jsonl has of them, or, without it, by one that loses every fifth statement and
takes every seventh for a paraphrase.

What ``onrecord recount --json`` says is held against what is reckoned here from the statements that stood before and
that stand now, by other code than the record's; ``onrecord count --as-of`` against the count before.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from onrecord.domain import Extracted, Statement
from onrecord.record import Record, open_record

from .bench_data import extracted
from .crash_steps import settle
from .speed import onrecord

_MODEL = "another"


class Stood(NamedTuple):
    """A statement of the record at one time."""

    statement: Statement
    article: str
    outlet: str | None
    persons: tuple[str, ...]


class Counted(NamedTuple):
    """A count that is published: as it is asked for, and the same by other code."""

    query: str
    by: str
    fits: Callable[[Statement], bool]
    row: Callable[[Stood], tuple[str | None, ...]]


def _year(statement: Statement) -> str | None:
    """The year in which all days lie that a statement can be of."""
    years = {day[:4] for day in (statement.said_on.edtf or "").split("/")}
    return years.pop() if len(years) == 1 and "".join(years).isdigit() else None


def _speaker(stood: Stood) -> str | None:
    if stood.statement.speaker.type == "group" and stood.statement.speaker.name:
        return stood.statement.speaker.name
    return min(stood.persons, default=stood.statement.speaker.name)


COUNTS = (
    Counted("act:would-not-say", "outlet,form", lambda s: s.act == "refused", lambda s: (s.outlet, s.statement.form)),
    Counted("form:quoted", "speaker", lambda s: s.form == "direct", lambda s: (_speaker(s),)),
    Counted("cue:deny", "year", lambda s: s.cue_class == "deny", lambda s: (_year(s.statement),)),
)


def standing(record: Record) -> dict[str, Stood]:
    """Every statement of the record that no revision set apart, by public id."""
    return {
        public_id: Stood(
            statement,
            stored.id,
            stored.extracted.article.outlet,
            tuple(who.name for who in stored.persons.get(statement.id, ())),
        )
        for stored in record.selected()
        if not stored.revised_by
        for statement in stored.extracted.statements
        for public_id in (stored.statement_ids[statement.id],)
    }


def told(*arguments: str, status: tuple[int, ...] = (0,)) -> str:
    """What a command of onrecord writes; ends the program where it fails."""
    done = subprocess.run(onrecord(*arguments), capture_output=True, text=True, check=False)
    if done.returncode not in status:
        sys.exit(f"onrecord {' '.join(arguments)} ended with {done.returncode}:\n{done.stderr}")
    return done.stdout


def by_another_model(one: Extracted) -> Extracted:
    """An article without every fifth statement, and with every seventh taken for a paraphrase."""
    kept = one.keeping({s.id for place, s in enumerate(one.statements, 1) if place % 5})
    changed = tuple(
        dataclasses.replace(s, form="indirect") if place % 7 == 0 else s for place, s in enumerate(kept.statements, 1)
    )
    return dataclasses.replace(kept, statements=changed, model=_MODEL)


# --- what happens to the record --------------------------------------------------------------------------------------


def change(path: Path, later: Iterable[Extracted], again: Iterable[Extracted], before: Mapping[str, Stood]) -> set[str]:
    """More articles, two edits, another model; returns the ids of the edited statements."""
    with open_record(path) as record:
        for one in (*later, *again):
            record.add(one)
        settle(record)
        there = standing(record)
    quoted = [own for own, s in before.items() if s.statement.form == "direct" and own in there]
    refused = [own for own, s in before.items() if s.statement.act == "refused" and own in there]
    edited = [quoted[len(quoted) // 2], refused[len(refused) // 2]]
    told("edit", edited[0], "--speaker", "Somebody Else", "--why", "measured", "--record", str(path))
    told("edit", edited[1], "--reject", "--why", "measured", "--record", str(path))
    return set(edited)


# --- what is said of it ----------------------------------------------------------------------------------------------


def differing(one: Counted, before: Mapping[str, Stood], now: Mapping[str, Stood]) -> dict[str, set[str]]:
    """The statements that a count gained, lost, or has in another row: reckoned from nothing but the two times."""
    was, is_ = ({own: one.row(s) for own, s in some.items() if one.fits(s.statement)} for some in (before, now))
    return {
        "gained": set(is_) - set(was),
        "lost": set(was) - set(is_),
        "moved": {own for own in was.keys() & is_.keys() if was[own] != is_[own]},
    }


def faults_of(
    one: Counted,
    found: Mapping[str, Any],
    wanted: Mapping[str, set[str]],
    articles: Mapping[str, set[str]],
    earlier: set[str],
    edited: set[str],
) -> list[str]:
    """What a recount says otherwise than it should.

    Args:
        one: the count; found: what its recount says.
        wanted: what differs, by sort: statements, and ``articles``.
        earlier: articles that were revised; edited: statements.
    """
    faults = []
    for sort, ids in wanted.items():
        said = {change["id"] for change in found["statements"] if change["what"] == sort}
        if said != ids:
            faults.append(f"{sort}: {len(said - ids)} said that are not so, {len(ids - said)} not said")
    for sort, ids in articles.items():
        said = {change["id"] for change in found["articles"] if change["what"] == sort}
        if said != ids:
            faults.append(f"articles {sort}: {len(said - ids)} said that are not so, {len(ids - said)} not said")
    concerned = {**articles, "revised": articles["revised"] | earlier}
    for change in found["statements"]:
        if (reason := _wrong_reason(change, concerned, edited)) is not None:
            faults.append(f"{one.query}: {change['id']} {change['what']} by {change['why']!r}, and it was {reason}")
    return faults


def _wrong_reason(change: Mapping[str, str], concerned: Mapping[str, set[str]], edited: set[str]) -> str | None:
    """What a change came of, where the recount says something else."""
    why = change["why"]
    if change["id"] in edited:
        return None if why == "edited" else "an edit"
    for sort, ids in concerned.items():
        if change["article"] in ids:
            return None if f"was {sort}" in why else f"an article {sort}"
    return None if change["what"] == "moved" and "goes by another name" in why else "a person joined with others"


def main(argv: Sequence[str] | None = None) -> int:
    """Makes the record, changes it, counts again; exit status 1 where anything is said otherwise than it is."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("archive", type=Path, help="what `onrecord extract` wrote of the bench archive")
    options.add_argument("--then", type=int, default=500, help="articles that come in after the count")
    options.add_argument("--again", type=int, default=100, help="articles that another model reads again")
    options.add_argument("--other", type=Path, help="what another model made of the archive, or of some of it")
    given = options.parse_args(argv)
    every = list(extracted(given.archive))
    first, later = every[: -given.then], every[-given.then :]
    others = {one.article.id: one for one in extracted(given.other)} if given.other else {}
    choice = [one for one in first if not others or one.article.id in others]
    chosen = choice[:: max(1, len(choice) // given.again)][: given.again]
    again = [others[o.article.id] if others else by_another_model(o) for o in chosen]
    with tempfile.TemporaryDirectory(prefix="onrecord-recount-") as name:
        return _measure(Path(name), first, later, again)


def _measure(folder: Path, first: list[Extracted], later: list[Extracted], again: list[Extracted]) -> int:
    path = folder / "onrecord.db"
    with open_record(path) as record:
        for one in first:
            record.add(one)
        settle(record)
        before, stored = standing(record), {s.id: s.extracted.model for s in record.selected()}
    published = [_publish(path, one, folder / f"{place}.json") for place, one in enumerate(COUNTS)]
    edited = change(path, later, again, before)
    with open_record(path) as record:
        now, all_now = standing(record), {s.id: s for s in record.selected()}
    new = {own: one for own, one in all_now.items() if own not in stored}
    articles = {
        "added": {own for own, one in new.items() if one.revises not in stored},
        "revised": {own for own, one in new.items() if one.revises in stored},
        "re-read": {own for own, model in stored.items() if all_now[own].extracted.model != model},
    }
    earlier = {one.revises or "" for own, one in new.items() if own in articles["revised"]}
    print(f"{len(stored):,} articles, {len(before):,} statements; then " + _numbers(articles) + ", 2 edits")
    faults = []
    for place, (count, old) in enumerate(zip(COUNTS, published, strict=True)):
        found = json.loads(
            told("recount", str(folder / f"{place}.json"), "--record", str(path), "--json", status=(0, 1))
        )
        wanted = differing(count, before, now)
        faults += faults_of(count, found, wanted, articles, earlier, edited)
        faults += _as_of(path, count, old, found)
        print(f"{count.query} by {count.by}: {old['total']:,} then, {found['now']['total']:,} now: " + _numbers(wanted))
    for fault in faults[:40]:
        print(f"FAULT: {fault}")
    print("all of it said, nothing else, and the old numbers as of then" if not faults else f"{len(faults)} faults")
    return int(bool(faults))


def _publish(path: Path, one: Counted, manifest: Path) -> dict[str, Any]:
    count = told("count", one.query, "--by", one.by, "--manifest", str(manifest), "--json", "--record", str(path))
    found: dict[str, Any] = json.loads(count)
    return found | {"made_at": json.loads(manifest.read_text(encoding="utf-8"))["made_at"]}


def _as_of(path: Path, one: Counted, old: Mapping[str, Any], found: Mapping[str, Any]) -> list[str]:
    """What the count of the earlier moment has otherwise than the count that was made then."""
    begun = time.monotonic()
    asked = ("count", one.query, "--by", one.by, "--as-of", old["made_at"], "--json", "--record", str(path))
    then = json.loads(told(*asked))
    faults = []
    for name in ("total", "of"):
        if then[name] != old[name]:
            faults.append(f"{one.query}: as of then the {name} is {then[name]:,}, and was {old[name]:,}")
    if found["as_of_then"]["total"] != old["total"]:
        faults.append(f"{one.query}: the recount gives {found['as_of_then']['total']} as of then, not {old['total']}")
    was, is_ = (Counter({_cells(row): row["number"] for row in count["rows"]}) for count in (old, then))
    if was != is_ and one.by != "speaker":  # who was one person with whom then is not kept
        faults.append(f"{one.query}: as of then {len((was - is_) + (is_ - was))} rows differ")
    print(f"  as of {old['made_at']}: {then['total']:,}, in {time.monotonic() - begun:.1f} s")
    return faults


def _cells(row: Mapping[str, Any]) -> str:
    return json.dumps({name: value for name, value in row.items() if name not in {"number", "of"}}, sort_keys=True)


def _numbers(sets: Mapping[str, set[str]]) -> str:
    return ", ".join(f"{len(ids):,} {sort}" for sort, ids in sets.items())


if __name__ == "__main__":
    sys.exit(main())
