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

import dataclasses
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.record import Record, StoredArticle, open_record

from . import older_schema
from .bench_data import needed, parser
from .crash_steps import STEPS, forget_sayings, settle, take
from .speed import onrecord

WORKS = ("add", "edit", "match", "remove", "migrate")
_LENGTH = 1_200
"""Code points of an article at which it is cut, at the end of a paragraph: so that much is written in little time."""

_SOON = 0.004
"""Seconds after a write within which a kill falls that is meant to hit writing."""

_Marks = dict[str, str]


@dataclass(frozen=True, slots=True)
class Work:
    """What is killed, and what a run of it left in peace had.

    Attributes:
        name: for whoever watches.
        command: the program; ``{record}`` stands for the file.
        start: the record that a round begins with; None where there is none yet.
        states: of the record after each step, the first before any.
        end: its state at the end, with people and sayings.
        seconds: how long a round took.
        tells: whether the program says when it begins, and each step that is done.
        sentences: of each article of ``start``, some that stand nowhere else.
    """

    name: str
    command: tuple[str, ...]
    start: Path | None
    states: tuple[str, ...]
    end: str
    seconds: float
    tells: bool = True
    sentences: dict[str, list[bytes]] = field(default_factory=dict)

    def begin(self, record: Path) -> subprocess.Popen[str]:
        """Start the program, in a process group of its own, so that a kill takes its workers with it."""
        process = subprocess.Popen(
            [part.format(record=record) for part in self.command],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        if self.tells and process.stdout:
            process.stdout.readline()
        return process


# --- what a record is ------------------------------------------------------------------------------------------------


def marks(stored: Iterable[StoredArticle]) -> _Marks:
    """A hash of each article with its statements and their ids, by its id; moments are left out."""
    found = {}
    for one in stored:
        statements = tuple(
            dataclasses.replace(s, review=s.review and dataclasses.replace(s.review, at=""))
            for s in one.extracted.statements
        )
        whole = dataclasses.replace(one.extracted, statements=statements)
        found[one.id] = _hash((whole, one.revises, sorted(one.statement_ids.items())))
    return found


def state(record: Record) -> str:
    """A hash of all articles, statements and edits."""
    edits = [dataclasses.replace(edit, made_at="") for edit in record.edits.every()]
    return _hash((sorted(marks(record.selected()).items()), edits))


def end_state(record: Record) -> str:
    """The same, with people and sayings."""
    settle(record)
    pages = record.people(limit=1_000).items, record.sayings.listed(limit=1_000).items
    return _hash((state(record), pages))


def _hash(value: object) -> str:
    return hashlib.sha256(repr(value).encode("utf-8", "surrogatepass")).hexdigest()


# --- the works, in peace ---------------------------------------------------------------------------------------------


def adding(folder: Path, archive: Path, number: int) -> Work:
    """``onrecord add``; it leaves the record at ``folder / "added.db"``."""
    import gzip

    articles, record = folder / "articles.jsonl", folder / "added.db"
    with gzip.open(archive, "rt", encoding="utf-8") as lines, articles.open("w", encoding="utf-8") as file:
        for _, line in zip(range(number), lines, strict=False):
            one = json.loads(line)
            text = one["text"][:_LENGTH]
            one["text"] = text[: text.rfind("\n")] if "\n" in text else text
            file.write(json.dumps(one) + "\n")
    command = tuple(onrecord("add", str(articles), "--record", "{record}", "--jobs", "2"))
    work = Work("add", command, None, (), "", 0, tells=False)
    seconds = _in_peace(work, record)
    with open_record(record) as opened:
        found = marks(opened.selected())
        ids = [json.loads(line)["id"] for line in articles.read_text(encoding="utf-8").splitlines()]
        known = [one for one in dict.fromkeys(ids) if one in found]
        states = tuple(_hash((sorted((own, found[own]) for own in known[:n]), [])) for n in range(len(known) + 1))
        return dataclasses.replace(work, states=states, end=end_state(opened), seconds=seconds)


def stepping(what: str, folder: Path, start: Path, seed: int) -> Work:
    """Edits or removals, step by step; what they leave lies at ``folder / f"{what}.db"``."""
    record, other = folder / f"{what}.db", folder / f"{what}-program.db"
    shutil.copy(start, record)
    command = (sys.executable, "-m", "scores.crash_steps", what, "{record}", str(seed))
    with open_record(record) as opened:
        settle(opened)
        states, sentences = [state(opened)], _sentences(opened)
        for step in range(1, STEPS[what] + 1):
            take(opened, what, step, seed)
            states.append(state(opened))
        work = Work(what, command, start, tuple(states), end_state(opened), 0, sentences=sentences)
    shutil.copy(start, other)
    seconds = _in_peace(work, other)
    _same_end(work, other)
    return dataclasses.replace(work, seconds=seconds)


def matching(folder: Path, start: Path) -> Work:
    """The joining of reports, in a record that has them all and no sayings yet."""
    bare, record = folder / "bare.db", folder / "matched.db"
    shutil.copy(start, bare)
    with open_record(bare) as opened:
        settle(opened)
        forget_sayings(opened)
    shutil.copy(bare, record)
    command = (sys.executable, "-m", "scores.crash_steps", "match", "{record}", "0")
    work = Work("match", command, bare, (), "", 0)
    seconds = _in_peace(work, record)
    with open_record(record) as opened:
        return dataclasses.replace(work, states=(state(opened),), end=end_state(opened), seconds=seconds)


def migrating(folder: Path, step: str, start: Path) -> Work:
    """The opening of a record of an earlier schema."""
    older, record = folder / f"schema-{step}.db", folder / f"from-{step}.db"
    older_schema.make(start, older, step)
    shutil.copy(older, record)
    command = (sys.executable, "-m", "scores.crash_steps", "migrate", "{record}", "0")
    work = Work(f"migrate from {step}", command, older, (), "", 0)
    seconds = _in_peace(work, record)
    with open_record(record) as opened:
        return dataclasses.replace(work, states=(state(opened),), end=end_state(opened), seconds=seconds)


def _in_peace(work: Work, record: Path) -> float:
    process = work.begin(record)
    begun = time.monotonic()
    process.communicate()
    if process.returncode:
        sys.exit(f"{work.name} left in peace ended with {process.returncode}")
    return time.monotonic() - begun


def _same_end(work: Work, record: Path) -> None:
    with open_record(record) as opened:
        if end_state(opened) != work.end:
            sys.exit(f"two runs of {work.name} left in peace end differently: nothing can be measured by them")


def _sentences(record: Record) -> dict[str, list[bytes]]:
    """Of each article, some stretches of forty code points that stand nowhere else."""
    texts = {one.id: one.extracted.article.text for one in record.selected()}
    found = {}
    for own, text in texts.items():
        pieces = [text[at : at + 40] for at in range(0, len(text) - 40, 160)]
        others = "\n".join(other for key, other in texts.items() if key != own)
        found[own] = [piece.encode() for piece in pieces if piece not in others]
    return found


# --- under fire ------------------------------------------------------------------------------------------------------


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


def works(what: str, folder: Path, archive: Path, articles: int, seed: int) -> list[Work]:
    """The works that are killed in turn."""
    add = adding(folder, archive, articles)
    start = folder / "added.db"
    if what == "add":
        return [add]
    if what == "match":
        return [matching(folder, start)]
    if what != "migrate":
        return [stepping(what, folder, start, seed)]
    edited = stepping("edit", folder, start, seed)
    # Edits of statements came with step 0005; an earlier record can have none.
    starts = {step: start if step < "0005" else folder / f"{edited.name}.db" for step in older_schema.steps()}
    return [migrating(folder, step, begun) for step, begun in starts.items()]


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
