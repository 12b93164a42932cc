"""``onrecord watch`` on fifty feeds that misbehave, for minutes, killed (-9) in the middle.

    python -m scores.watch [--minutes 10] [--workers 1] [--record postgresql://...]

The feeds lie on loopback (``watch_site``): slow ones, 304, 500, 503 with Retry-After, redirects, loops, broken XML and
one that is cut off, articles that change, two feeds of the same articles, a host that forbids everything. The command
is as it is, with its model and its rest of a second at each host, but for a client that may ask this machine. At two
fifths of the time the first worker is killed and another begun in its place. It is checked that

- each article that came out is in the record once, with each of its versions that its feed told of and that was
  fetched, and the audit passes;
- no host was asked again sooner than a second after it was asked before, nor while it still answered;
- no article was fetched twice but what was on its way when the worker was killed, or had been told to be changed;
- the memory of a worker is flat: the median of its last third is no more than a tenth above that of the third before.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.following import Feeds
from onrecord.record import Record, open_record
from onrecord.record.clock import utc

from .processes import family, resident
from .watch_site import KINDS, NEVER, POLITE, Asked, Sites, serving

REST = 1.0
"""Seconds between two requests at one host, as the command keeps them."""

_SERVICE = """
import sys
from onrecord import fetching
made = fetching.Client
fetching.Client = lambda **o: made(resolver=lambda host: ["127.0.0.1"], loopback=True, **o)
from onrecord.cli.main import run
sys.exit(run(sys.argv[1:]))
"""


@dataclass
class Worker:
    """One ``onrecord watch``: its process, and its memory in kilobytes, by seconds since its beginning."""

    process: subprocess.Popen[bytes]
    began: float = field(default_factory=time.monotonic)
    memory: list[tuple[float, int]] = field(default_factory=list)

    def measure(self) -> None:
        """Note its memory, with that of what it has begun."""
        try:
            own = sum(resident(pid) for pid in family(self.process.pid))
        except OSError:  # it is gone
            return
        self.memory.append((time.monotonic() - self.began, own))

    def thirds(self) -> list[float]:
        """The median of its memory in each third of its life, in megabytes, without the first 20 seconds."""
        rest = [kilobytes for seconds, kilobytes in self.memory if seconds > 20]
        size = len(rest) // 3
        return [statistics.median(rest[n * size : (n + 1) * size]) / 1024 for n in range(3)] if size else []


def begin(target: str, log: Path) -> Worker:
    """Start a worker."""
    order = [sys.executable, "-c", _SERVICE, "watch", "--every", "60s", "--record", target]
    with log.open("ab") as lines:
        return Worker(subprocess.Popen(order, stderr=lines, env={**os.environ, "PYTHONUNBUFFERED": "1"}))


def run(target: str, minutes: float, workers: int, folder: Path) -> int:
    """Let it run, kill, go on, and look at what became of it; returns the exit status."""
    seconds = minutes * 60
    # The last articles come out early enough for their feed to be asked once more.
    with serving(every=seconds / 8, changes=seconds / 5, until=max(seconds - 150, seconds / 2)) as sites:
        with open_record(target) as record:
            for number in range(len(KINDS)):
                Feeds(record).follow(sites.feed(number), "feed", utc())
        running = [begin(target, folder / f"worker{n}.log") for n in range(workers)]
        every, killed_at = list(running), 0.0
        while time.monotonic() - sites.began < seconds:
            time.sleep(2)
            for worker in running:
                worker.measure()
            if not killed_at and time.monotonic() - sites.began > seconds * 2 / 5:
                running[0].process.kill()
                running[0].process.wait()
                killed_at = time.monotonic()
                running[0] = begin(target, folder / "worker-again.log")
                every.append(running[0])
        for worker in running:
            worker.process.send_signal(signal.SIGTERM)
        ended = [worker.process.wait(timeout=180) for worker in running]
        asked = list(sites.asked)
        with open_record(target) as record:
            faults = [f"a worker ended with {status}" for status in ended if status]
            faults += [*check_articles(record, sites, asked), *check_rest(asked), *check_twice(asked, killed_at)]
            faults += check_memory(every)
            tell(record, sites, asked, every, faults)
    return int(bool(faults))


# --- what is looked at -----------------------------------------------------------------------------------------------


def wanted(sites: Sites) -> set[str]:
    """The addresses of the articles that came out and can be had."""
    return {
        sites.address(number, article)
        for number, kind in enumerate(KINDS)
        if kind not in NEVER
        for article in range(sites.out(number))
    }


def check_articles(record: Record, sites: Sites, asked: list[Asked]) -> list[str]:
    """Each article once, with its versions."""
    rows = record.articles(limit=10_000).items
    number = Counter(row.path for row in rows)
    faults = [f"{path}: not in the record" for path in sorted(wanted(sites) - number.keys())]
    faults += [f"{path}: in the record, and never came out" for path in sorted(number.keys() - wanted(sites), key=str)]
    fetched = Counter(f"http://{one.host}:{sites.port}{one.path}" for one in asked if one.status == 200)
    for path, times in number.items():
        if times > 1 and "changed" not in KINDS[int(str(path)[11:13])]:
            faults.append(f"{path}: {times} times in the record")
    for feed, kind in enumerate(KINDS):
        if kind == "changed":
            address = sites.address(feed, 0)
            if not 2 <= number[address] <= fetched[address]:
                faults.append(f"{address}: {number[address]} versions of {fetched[address]} fetched")
            texts = [record.article(row.id).extracted.article.text for row in rows if row.path == address]
            if len(set(texts)) != len(texts):
                faults.append(f"{address}: two versions have the same words")
    if not record.audit().ok:
        faults.append("the audit does not pass")
    return faults


def gaps(asked: list[Asked]) -> list[tuple[float, float, str]]:
    """Between two requests at one host: from beginning to beginning, from end to beginning, and which."""
    by_host: defaultdict[str, list[Asked]] = defaultdict(list)
    for one in sorted(asked, key=lambda one: one.came):
        if one.path not in POLITE:
            by_host[one.host].append(one)
    return [
        (later.came - earlier.came, later.came - earlier.over, f"{later.host}{earlier.path} then {later.path}")
        for own in by_host.values()
        for earlier, later in itertools.pairwise(own)
    ]


def check_rest(asked: list[Asked]) -> list[str]:
    """No host is asked sooner than it likes."""
    return [
        f"{which}: asked again after {begins:.3f} s, {ends:.3f} s after the answer"
        for begins, ends, which in gaps(asked)
        if begins < REST or ends < 0
    ]


def check_twice(asked: list[Asked], killed_at: float) -> list[str]:
    """No article is fetched twice for nothing."""
    times: defaultdict[tuple[str, str], list[Asked]] = defaultdict(list)
    for one in asked:
        if one.status == 200 and one.path.removeprefix("/").removeprefix("moved-").isdigit():
            times[one.host, one.path].append(one)
    twice = {
        key: own for key, own in times.items() if len(own) > 1 and KINDS[int(key[0][4:6])] not in ("changed", "cut-off")
    }
    # What was on its way, or waited to be stored: sixteen answers, and one in each of eight threads.
    lost = [key for key, own in twice.items() if len(own) == 2 and own[0].came < killed_at < own[1].came]
    faults = [
        f"{host}{path}: fetched {len(own)} times" for (host, path), own in twice.items() if (host, path) not in lost
    ]
    return faults + ([f"{len(lost)} articles were fetched again after the kill"] if len(lost) > 25 else [])


def check_memory(workers: list[Worker]) -> list[str]:
    """The memory of those that lived for minutes is flat."""
    found = []
    for worker in workers:
        thirds = worker.thirds()
        if worker.process.returncode == 0 and thirds and thirds[2] > thirds[1] * 1.1:
            found.append(f"memory grew from {thirds[1]:.0f} to {thirds[2]:.0f} MB")
    return found


def tell(record: Record, sites: Sites, asked: list[Asked], workers: list[Worker], faults: list[str]) -> None:
    """The figures, as JSON, and what is wrong."""
    found = gaps(asked)
    rows = record.articles(limit=10_000).items
    print(
        json.dumps(
            {
                "feeds": len(KINDS),
                "articles that came out": len(wanted(sites)),
                "articles in the record": len({row.path for row in rows}),
                "versions beyond the first": len(rows) - len({row.path for row in rows}),
                "statements": record.stats().statements,
                "requests": len(asked),
                "by status": dict(sorted(Counter(one.status for one in asked).items())),
                "shortest rest, beginning to beginning, s": round(min(begins for begins, *_ in found), 4),
                "shortest rest, end to beginning, s": round(min(ends for _, ends, _ in found), 4),
                "memory by thirds of each worker, MB": [[round(m) for m in worker.thirds()] for worker in workers],
                "faults": faults,
            },
            indent=2,
        )
    )


def main() -> int:
    """Run it; exit status 1 where anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--record", help="an empty PostgreSQL database; without it a file of its own")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="onrecord-watch-") as name:
        return run(asked.record or f"{name}/onrecord.db", asked.minutes, asked.workers, Path(name))


if __name__ == "__main__":
    sys.exit(main())
