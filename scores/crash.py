"""Kills onrecord (-9) at random moments and goes on: each time the record is whole, and the work comes to its end.

    python -m scores.crash --bench ../shared/bench --during add|edit|match|remove|migrate [--kills 50]

A small record of the first articles of the bench archive, each cut to its first paragraphs, is filled by ``onrecord
add``, edited, gone through for the reports of one saying, emptied article by article and person by person, or brought
up to date from each earlier schema in turn. Every second kill falls at a moment drawn by chance, the others in the
milliseconds after the next write to the files.
After each kill

- the audit passes, and nothing but the record lies in its folder;
- the record is, to the letter, what a run left in peace had after so many steps: at least as many as the killed process
  had told as done, and no fewer than after the kill before;
- of the articles that were removed no sentence can be read out of the files.

Then the same work is begun again, until it comes to its end, where people and sayings must be as in the run left in
peace; and the next round begins.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from onrecord.record import open_record

from .bench_data import needed, parser
from .crash_works import WORKS, Work, end_state, state, works

_SOON = 0.004
"""Seconds after a write within which a kill falls that is meant to hit writing."""


class Range:
    """Rounds of works under fire, with what was seen."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.record = folder / "fire" / "record.db"
        self.chance = chance
        self.faults: list[str] = []
        self.seconds: dict[str, float] = {}
        self.seen: Counter[str] = Counter()

    def round(self, work: Work, most: int) -> None:
        """Begin ``work`` anew and kill it until it comes to its end, or was killed ``most`` times in all."""
        shutil.rmtree(self.record.parent, ignore_errors=True)
        self.record.parent.mkdir()
        if work.start:
            shutil.copy(work.start, self.record)
        known, kills = 0, 0
        while True:
            process, begun = work.begin(self.record), time.monotonic()
            killed = self.seen["kills"] < most and self._kill(process, self.seconds.get(work.name, work.seconds))
            if not killed:
                process.wait()
                if not kills:  # a whole round: what else the machine does may have changed
                    self.seconds[work.name] = time.monotonic() - begun
            told = process.stdout.read().split() if process.stdout and work.tells else []
            known = self._check(work, max([known, *map(int, told)]))
            if not killed:
                if process.returncode:
                    self.faults.append(f"{work.name}, begun again, ended with {process.returncode}")
                self._check_end(work)
                return
            kills += 1
            self.seen["kills"] += 1

    def _kill(self, process: subprocess.Popen[str], seconds: float) -> bool:
        """Kill at a moment drawn by chance; False where the program had ended before."""
        try:
            process.wait(timeout=self.chance.uniform(0, seconds))
        except subprocess.TimeoutExpired:
            aimed = self.chance.random() < 0.5
            if aimed:
                self._await_write(process)
                time.sleep(self.chance.uniform(0, _SOON))
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                self.seen["right after a write"] += aimed
                return True
        return False

    def _await_write(self, process: subprocess.Popen[str]) -> None:
        before = self._written()
        while process.poll() is None and self._written() == before:
            time.sleep(0.0002)

    def _written(self) -> list[tuple[str, int, int]]:
        found = []
        for path in self.record.parent.iterdir():
            try:
                stat = path.stat()
            except FileNotFoundError:  # a log that was there a moment ago
                continue
            found.append((path.name, stat.st_size, stat.st_mtime_ns))
        return sorted(found)

    def _check(self, work: Work, least: int) -> int:
        """Look at the record after a kill; returns how many steps it holds."""
        log = Path(f"{self.record}-wal")
        self.seen["with pages in the log"] += log.exists() and log.stat().st_size > 0
        with open_record(self.record) as record:
            report = record.audit()
            found = state(record)
            there = {one.id for one in record.selected()}
        if not report.ok:
            self.faults.append(f"{work.name}: the audit does not pass: {report.findings[:3]}")
        own = {self.record.name, *(f"{self.record.name}-{end}" for end in ("wal", "shm"))}
        if strange := {path.name for path in self.record.parent.iterdir()} - own:
            self.faults.append(f"{work.name}: left behind: {strange}")
        self._check_gone(work, there)
        places = [n for n, known in enumerate(work.states) if known == found]
        if not places or places[-1] < least:
            self.faults.append(f"{work.name}: after {least} steps the record is that of {places or 'none'}")
        return max(places, default=least)

    def _check_gone(self, work: Work, there: set[str]) -> None:
        raw = b"".join(path.read_bytes() for path in self.record.parent.iterdir())
        for own, pieces in work.sentences.items():
            if own not in there and any(piece in raw for piece in pieces):
                self.faults.append(f"{work.name}: words of article {own}, which is gone, lie in the files")

    def _check_end(self, work: Work) -> None:
        self.seen["rounds"] += 1
        with open_record(self.record) as record:
            if end_state(record) != work.end:
                self.faults.append(f"{work.name}: the round ends otherwise than the run left in peace")
            if not record.audit().ok:
                self.faults.append(f"{work.name}: the audit does not pass at the end")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the rounds; exit status 1 where anything was lost or is not whole."""
    options = parser(__doc__)
    options.add_argument("--during", choices=WORKS, required=True)
    options.add_argument("--articles", type=int, default=40)
    options.add_argument("--kills", type=int, default=50)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args(argv)
    archive = needed(given.bench, "archive", "articles-2016h1.jsonl.gz")
    with tempfile.TemporaryDirectory(prefix="onrecord-crash-") as name:
        folder = Path(name)
        turns = works(given.during, folder, archive, given.articles, given.seed)
        for one in turns:
            print(f"{one.name}, left in peace: {one.seconds:.2f} s, {len(one.states) - 1} steps", flush=True)
        fire = Range(folder, random.Random(given.seed))
        while fire.seen["kills"] < given.kills:
            for one in turns:
                fire.round(one, given.kills)
            if fire.seen["rounds"] % 10 < len(turns):
                print(f"  {fire.seen['kills']} kills, {len(fire.faults)} faults", flush=True)
    print(", ".join(f"{number} {name}" for name, number in fire.seen.items()))
    for fault in dict.fromkeys(fire.faults):
        print(f"FAULT: {fault}")
    return int(bool(fire.faults))


if __name__ == "__main__":
    sys.exit(main())
