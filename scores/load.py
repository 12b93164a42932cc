"""The reading room under load: how long each page takes, whether any fails, and what memory it takes over time.

    python -m scores.load RECORD [--at-once 4 20] [--seconds 300] [--seed 1]

``onrecord serve`` runs over the record as a process of its own; so many readers at once ask it for pages, each the next
as soon as it has the last one. The pages are of all sorts, of articles, people, sayings and words that are drawn from
the record by ``--seed``. Each time is from the request to the last byte of the answer, so waiting for others is in it,
also for other programs; the CPU time of the server says what a page costs however busy the machine is. Both that and
memory are of all processes of the room; memory is what they have in RAM, every ten seconds, what several share once.

Exit status 1 where a page failed, the 95th percentile of a sort is over 150 ms at 4 or fewer at once or over 800 ms at
more, or the last quarter of a run of ten minutes has a tenth more memory than the second.
"""

from __future__ import annotations

import argparse
import http.client
import random
import statistics
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import urlopen

import sqlalchemy as sa

from onrecord.record import Record, open_record
from onrecord.record.schema import statement as statement_table

from .processes import family, share, stat
from .room import Room, open_room

_DRAWN = 400
_FEW, _MANY = 0.150, 0.800  # seconds that the 95th percentile may have, at 4 at once and at more
_LONG = 600  # seconds from which a run says something of memory
_clock = time.perf_counter


@dataclass
class Seen:
    """What a run measured: seconds by sort of page, what failed, MB in RAM by second, CPU seconds of the server."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failed: list[str] = field(default_factory=list)
    memory: list[tuple[float, float]] = field(default_factory=list)
    cpu: float = 0.0


def addresses(record: Record, seed: int) -> dict[str, list[str]]:
    """By sort of page, addresses of it."""
    chance = random.Random(seed)
    with record.transactions.reading() as connection:
        most = connection.execute(sa.select(sa.func.max(statement_table.c.key))).scalar_one()
        drawn = sorted(chance.sample(range(1, most + 1), min(most, 3 * _DRAWN)))
        columns = (statement_table.c.public_id, statement_table.c.search_words)
        rows = connection.execute(sa.select(*columns).where(statement_table.c.key.in_(drawn))).all()[:_DRAWN]
    stored = [record.statement(own) for own, _ in rows]
    people = sorted({one.id for found in stored for those in found.persons.values() for one in those})
    often = [row.id for row in record.people(limit=20).items if row.id]
    words = [word for _, text in rows for word in text.split() if len(word) > 5]
    one, two = chance.sample(words, 100), chance.sample(words, 100)
    pair = [f"{a} {b}" for a, b in zip(one[:50], two, strict=False)]
    return {
        "home": ["/"],
        "articles": [f"/articles?offset={40 * n}" for n in range(20)],
        "article": [f"/articles/{quote(found.id, safe='')}" for found in stored],
        "people": ["/people", *(f"/people?offset={50 * n}" for n in range(5)), "/people?name=maria"],
        "person": [f"/people/{own}" for own in people],
        "person who speaks most": [f"/people/{own}" for own in often],
        "over time": [f"/people/{own}/over-time?{urlencode({'q': w})}" for own in often for w in one[:10]],
        "search": [f"/search?{urlencode({'q': w})}" for w in (*one, *pair)],
        "search everything": ["/search", "/search?q=act%3Awould-not-say", "/search?q=after%3A2016-03"],
        "search articles": [f"/search?{urlencode({'q': w, 'in': 'articles'})}" for w in (*one, *pair)],
        "sayings": [f"/sayings?offset={25 * n}" for n in range(10)],
        "saying": [f"/sayings/{own}" for own, _ in rows],
        "edits": ["/edits"],
        "doubts": ["/doubts"],
        "mistakes": ["/mistakes"],
        "correct": [f"/correct/statements/{own}" for own, _ in rows],
        "names": [f"/names?{urlencode({'q': w[:4]})}" for w in one],
        "api: statements": [f"/api/statements?{urlencode({'q': w})}" for w in (*one, *pair)],
        "api: feed": [f"/api/feed.atom?{urlencode({'q': f'person:{own}'})}" for own in often],
    }


def run(room: Room, pages: dict[str, list[str]], at_once: int, seconds: float, seed: int) -> Seen:
    """Ask for pages of all sorts in turn, so many at once and for so long."""
    seen, ends = Seen(), _clock() + seconds
    lock = threading.Lock()

    def reader(number: int) -> None:
        chance = random.Random(f"{seed} {number}")
        asking = http.client.HTTPConnection(urlsplit(room.address).netloc, timeout=120)
        sorts = list(pages)
        while _clock() < ends:
            for sort in chance.sample(sorts, len(sorts)):
                path = chance.choice(pages[sort])
                began = _clock()
                asking.request("GET", path)
                answer = asking.getresponse()
                answer.read()
                took = _clock() - began
                with lock:
                    seen.times[sort].append(took)
                    if answer.status not in (200, 302):
                        seen.failed.append(f"{answer.status} {path}")

    readers = [threading.Thread(target=reader, args=(number,)) for number in range(at_once)]
    for one in readers:
        one.start()
    began, before = _clock(), cpu(room)
    while any(one.is_alive() for one in readers):
        seen.memory.append((_clock() - began, sum(map(share, family(room.process))) / 1000))
        readers[0].join(10)
    for one in readers:
        one.join()
    seen.cpu = cpu(room) - before
    return seen


def cpu(room: Room) -> float:
    """CPU seconds that all processes of a room have spent so far."""
    return sum(stat(process).cpu for process in family(room.process))


def percentile(times: Sequence[float], share: float) -> float:
    """The time that so great a share of ``times`` stays under."""
    return sorted(times)[min(len(times) - 1, int(share * len(times)))]


def told(seen: Seen, at_once: int, seconds: float, line: Callable[[str], object] = print) -> list[str]:
    """Write the table, and give back what is not as it should be."""
    limit = _FEW if at_once <= 4 else _MANY
    number = sum(map(len, seen.times.values()))
    line(f"\n{at_once} at once, {seconds:.0f} s: {number:,} pages, {1000 * seen.cpu / number:.0f} ms of CPU each")
    line(f"{'milliseconds':24}{'pages':>8}{'median':>9}{'p95':>9}{'most':>9}")
    wrong = [f"{len(seen.failed)} failed, such as {seen.failed[0]}"] if seen.failed else []
    for sort, times in seen.times.items():
        p95 = percentile(times, 0.95)
        mark = "  over" if p95 > limit else ""
        numbers = (statistics.median(times), p95, max(times))
        line(f"{sort:24}{len(times):>8,}" + "".join(f"{1000 * number:>9.0f}" for number in numbers) + mark)
        if mark:
            wrong.append(f"{sort}: p95 {1000 * p95:.0f} ms")
    part = len(seen.memory) // 4 or 1
    second, last = (
        statistics.mean(mb for _, mb in some)
        for some in (seen.memory[part : 2 * part] or seen.memory, seen.memory[-part:])
    )
    line(f"memory: {seen.memory[0][1]:.0f} MB at first, {second:.0f} in the second quarter, {last:.0f} in the last")
    if seconds >= _LONG and last > 1.1 * second:
        wrong.append(f"memory grew from {second:.0f} to {last:.0f} MB")
    return wrong


def main() -> int:
    """Measure, and say what is over the limits."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", type=Path)
    parser.add_argument("--at-once", type=int, nargs="+", default=[4, 20])
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    wrong = []
    with open_room(options.record) as room:  # which brings people and sayings up to date first
        with open_record(options.record, create=False) as record:
            print(f"{record.stats().statements:,} statements", flush=True)
            pages = addresses(record, options.seed)
        for sort, those in pages.items():
            began = _clock()
            with urlopen(room.address + those[0]) as answer:
                answer.read()
            if _clock() - began > 1:
                print(f"the first of {sort} took {_clock() - began:.1f} s", flush=True)
        for at_once in options.at_once:
            seen = run(room, pages, at_once, options.seconds, options.seed)
            wrong += [f"at {at_once} at once: {one}" for one in told(seen, at_once, options.seconds)]
    print("\n" + ("\n".join(wrong) or "all within the limits"))
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
