"""Spark on all cores of one machine beside ``onrecord add --jobs``: how long, and whether the same comes out.

    python -m scores.spark ARCHIVE.jsonl [--articles 5000] [--jobs 2]
    python -m scores.spark ARCHIVE.jsonl --articles 500 --kill 5

ARCHIVE.jsonl is input: one article a line, as ``onrecord add`` takes it. It is repeated until there are as many
articles as were asked for, each repetition with other ids, addresses, days and outlets. Then ``onrecord add`` and
``onrecord spark`` work on it one after the other, each with an empty record or folder; ``onrecord import`` takes what
Spark wrote into a second record; and the two records are held against each other: statements by article, spans, act,
form, speaker and day; persons by id, name and all their names; sayings by their reports; failures by path and reason.

With ``--kill`` the same is made twice by Spark alone, the second time with Python workers killed (-9) at random moments
while it extracts; then every table must have the same rows.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from os import kill
from pathlib import Path
from typing import Any, NamedTuple

from onrecord.record import Record, open_record

from .bench_data import lines
from .processes import Stat, stat
from .speed import onrecord

_TABLES = ("articles", "statements", "people", "sayings", "failures")
_MOVED = 181
"""Days between one repetition and the next: far enough that no statement is near its like."""


def repeated(archive: Path, wanted: int, to: Path) -> None:
    """Write ``wanted`` articles, those of ``archive`` again and again."""
    originals = list(lines(archive))
    with to.open("w", encoding="utf-8") as file:
        for place in range(wanted):
            round_, at = divmod(place, len(originals))
            file.write(json.dumps(_again(originals[at], round_), ensure_ascii=False) + "\n")


def _again(article: dict[str, Any], round_: int) -> dict[str, Any]:
    if not round_:
        return article
    changed = {"id": f"{article['id']}-{round_}"}
    if article.get("url"):
        changed["url"] = f"{article['url']}#{round_}"
    for name in ("outlet", "publisher"):
        if article.get(name):
            changed[name] = f"{article[name]} {round_}"
    for name in ("date", "published"):
        with suppress(KeyError, TypeError, ValueError):
            changed[name] = (date.fromisoformat(article[name][:10]) - timedelta(days=_MOVED * round_)).isoformat()
    return article | changed


class Spent(NamedTuple):
    """What a command took, with all that it started: wall and CPU seconds, these as far as they were seen."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.wall:.0f} s, {self.cpu:.0f} s of CPU"


def timed(*arguments: str) -> Spent:
    """Run one command of onrecord; failures of single articles are no fault.

    CPU time is looked up in /proc twice a second, since Java does not wait for the workers of Spark.
    """
    begun = time.monotonic()
    seen: dict[int, float] = {}
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(onrecord(*arguments), stdout=subprocess.DEVNULL, stderr=said)
        while process.poll() is None:
            seen |= {own: told.cpu for own, told in below(process.pid).items()}
            time.sleep(0.5)
        wall = time.monotonic() - begun
        if process.returncode > 1:
            said.seek(0)
            sys.exit(f"onrecord {' '.join(arguments)} failed:\n{said.read().decode(errors='replace')}")
    return Spent(wall, sum(seen.values()))


def below(root: int) -> dict[int, Stat]:
    """A process and all that it started, directly or not."""
    found: dict[int, Stat] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            found[int(folder.name)] = stat(int(folder.name))
    inside = {root}
    while more := {own for own, told in found.items() if told.parent in inside} - inside:
        inside |= more
    return {own: found[own] for own in inside if own in found}


# --- the same? -------------------------------------------------------------------------------------------------------


def content(record: Record) -> dict[str, Counter[str]]:
    """What a record holds, so that two can be compared."""
    found: dict[str, Counter[str]] = {name: Counter() for name in ("statements", "people", "sayings", "failures")}
    for stored in record.selected(None):
        for s in stored.extracted.statements:
            spans = (s.field, s.source, s.cue, s.content)
            who = [one.id for one in stored.persons.get(s.id, ())]
            told = (stored.id, stored.statement_ids[s.id], spans, s.act, s.form, s.speaker, s.said_on, who)
            found["statements"][repr(told)] += 1
    number = record.people().total
    for at in range(0, number, 500):
        for row in record.people(limit=500, offset=at).items:
            person = record.persons.named(str(row.id))
            found["people"][repr((person.id, person.name, person.type, sorted(a.key for a in person.aliases)))] += 1
    number = record.sayings.listed(limit=1).total
    for at in range(0, number, 500):
        for saying in record.sayings.listed(limit=500, offset=at).items:
            found["sayings"][repr((saying.id, sorted(report.id for report in saying.reports)))] += 1
    for failure in record.failures():
        found["failures"][repr((failure.path, failure.code, failure.message))] += 1
    return found


def written(out: Path) -> dict[str, Counter[str]]:
    """People and sayings that Spark found, in the shape of ``content``; and every statement with its person."""
    found: dict[str, Counter[str]] = {name: Counter() for name in ("people", "sayings")}
    for row in rows(out, "people"):
        keys = sorted(alias["key"] for alias in row["aliases"])
        found["people"][repr((row["id"], row["name"], row["type"], keys))] += 1
    for row in rows(out, "sayings"):
        found["sayings"][repr((row["saying"], sorted(row["reports"])))] += 1
    return found


def rows(out: Path, table: str) -> Iterator[dict[str, Any]]:
    """The rows of one of the tables."""
    from pyarrow.parquet import ParquetFile

    for path in sorted((out / table).glob("*.parquet")):
        for batch in ParquetFile(path).iter_batches(batch_size=200):
            yield from batch.to_pylist()


def compare(what: str, one: Counter[str], other: Counter[str]) -> bool:
    """Say whether the two are the same, with some of what is not."""
    missing, more = one - other, other - one
    print(f"  {what}: {one.total():,} and {other.total():,}; {missing.total():,} missing, {more.total():,} too many")
    for told in [*list(missing)[:2], *list(more)[:2]]:
        print(f"    {told[:400]}")
    return not missing and not more


def side_by_side(archive: Path, wanted: int, jobs: int, folder: Path) -> bool:
    """Time both ways, and compare what comes out."""
    source, one, two, out = folder / "in.jsonl", folder / "one.db", folder / "two.db", folder / "out"
    repeated(archive, wanted, source)
    alone = timed("add", str(source), "--jobs", str(jobs), "--record", str(one))
    print(f"{wanted:,} articles: onrecord add --jobs {jobs}: {alone}", flush=True)
    spark = timed("spark", str(source), str(out))
    print(
        f"onrecord spark: {spark}: {spark.wall / alone.wall:.2f} times as long, {spark.cpu / alone.cpu:.2f} of the CPU"
    )
    print(f"onrecord import: {timed('import', str(out), '--record', str(two))}", flush=True)
    with open_record(one) as first, open_record(two) as second:
        known, taken = content(first), content(second)
        same = [compare(f"{name}, added and imported", known[name], taken[name]) for name in known]
        found = written(out)
        same += [compare(f"{name}, added and written by Spark", known[name], found[name]) for name in found]
        same.append(second.audit().ok)
    return all(same)


# --- killed ----------------------------------------------------------------------------------------------------------


def killed(archive: Path, wanted: int, kills: int, seed: int, folder: Path) -> bool:
    """Compare a run left in peace with one whose workers are killed."""
    source, peace, war = folder / "in.jsonl", folder / "peace", folder / "war"
    repeated(archive, wanted, source)
    timed("spark", str(source), str(peace))
    chance = random.Random(seed)
    begun = time.monotonic()
    process = subprocess.Popen(
        onrecord("spark", str(source), str(war)), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    done = 0
    while process.poll() is None:
        time.sleep(chance.uniform(1, 6))
        if done < kills and (war / "_work" / "ids" / "_SUCCESS").exists() and (some := workers(process.pid)):
            with suppress(ProcessLookupError):
                kill(chance.choice(some), signal.SIGKILL)
                done += 1
    print(f"{done} workers killed in {time.monotonic() - begun:.0f} s; exit status {process.returncode}", flush=True)
    same = [compare(name, *(Counter(map(repr, rows(out, name))) for out in (peace, war))) for name in _TABLES]
    return all(same) and done == kills and process.returncode in (0, 1)


def workers(root: int) -> list[int]:
    """The Python workers of a Spark that a process runs: those that its daemon made."""
    daemons = {own: told.parent for own, told in below(root).items() if _runs_daemon(own)}
    return sorted(own for own, parent in daemons.items() if parent in daemons)


def _runs_daemon(process: int) -> bool:
    try:
        return b"pyspark.daemon" in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False


def main() -> None:
    """Run from the command line; exit status 1 where the two differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--kill", type=int, default=0, metavar="N", help="kill N workers instead")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="onrecord-spark-") as folder:
        if given.kill:
            ok = killed(given.archive, given.articles, given.kill, given.seed, Path(folder))
        else:
            ok = side_by_side(given.archive, given.articles, given.jobs, Path(folder))
    print("the same" if ok else "NOT the same")
    sys.exit(int(not ok))


if __name__ == "__main__":
    main()
