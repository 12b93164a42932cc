"""From HTML files to a record: articles a second beside trafilatura alone, and what memory a large web archive takes.

    python -m scores.throughput --bench ../shared/bench [--repeat 3]
    python -m scores.throughput --warc 10000 [--jobs 2]

The first: those pages of the bench that give an article in English, since of others no statements are taken. In one
process on one core, in turns, each as CPU time, start-up and loading apart: trafilatura's ``bare_extraction`` with
metadata over the bytes; our reading of the files, which calls it, too; the statements with speaker and day
(``extract_article``); storing one by one with people and sayings joined at the end. Two quotients are told: reading and
storing over statements, which shall be 0.30 at most; and all three over trafilatura and statements. Then ``onrecord
add`` as a person types it, on one core and on all, with its start-up.

The second: a WARC of so many made-up pages, each of other words, and of as many other records, put together in a
temporary folder and added with the model. Every few seconds it is looked at how many articles are stored and what the
process that reads and stores, and its workers, hold in memory. That of the first grows until the record's own cache of
the file is full (64 MB a connection, ``record.sqlite.CACHE_KIB``); then it shall stay. Exit status 1 where reading and
storing cost more, or where the last quarter of the articles took more memory than the third did, by a twentieth.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from onrecord.domain import Article, Extracted
from onrecord.errors import ReadError
from onrecord.extraction import load_model
from onrecord.ingest import extract_article
from onrecord.ingest.people import update_people
from onrecord.ingest.sayings import update_sayings
from onrecord.reading import Source, read_source
from onrecord.record import open_record

from .bench_data import needed, parser
from .made_up_pages import write_warc
from .processes import children, unshared
from .speed import measure, onrecord

T = TypeVar("T")

MOST = 0.30
"""What reading and storing may add to the statements."""

_EVERY = 2.0  # seconds between two looks at memory
_GROWTH = 1.05


def english_pages(folder: Path) -> list[Path]:
    """The pages that give an article in English."""
    found = []
    for path in sorted(folder.iterdir()):
        item = next(iter(read_source(Source(str(path)))))
        if not isinstance(item, ReadError) and not item.warned("not-english"):
            found.append(path)
    return found


def one_turn(paths: Sequence[Path], folder: Path) -> dict[str, float]:
    """CPU seconds of each stage over all pages."""
    spent: dict[str, float] = {}
    datas = [path.read_bytes() for path in paths]
    timed(spent, "trafilatura alone", lambda: [_trafilatura(data) for data in datas])
    articles = timed(spent, "reading", lambda: [_read(path) for path in paths])
    model = load_model()
    found = timed(spent, "statements", lambda: [extract_article(article, model) for article in articles])
    timed(spent, "storing", lambda: _store(found, folder / "stages.db"))
    return spent


def timed(spent: dict[str, float], name: str, work: Callable[[], T]) -> T:
    """Do the work, and note its CPU seconds under its name."""
    begun = time.process_time()
    done = work()
    spent[name] = time.process_time() - begun
    return done


def _trafilatura(data: bytes) -> object:
    import trafilatura

    return trafilatura.bare_extraction(data, with_metadata=True)


def _read(path: Path) -> Article:
    (item,) = read_source(Source(str(path)))
    if isinstance(item, ReadError):
        raise item
    return item


def _store(found: Sequence[Extracted], target: Path) -> None:
    target.unlink(missing_ok=True)
    with open_record(target) as record:
        for one in found:
            record.add(one)
        update_people(record)
        update_sayings(record)


def stages(paths: Sequence[Path], folder: Path, repeat: int) -> float:
    """Print what each stage costs; what reading and storing add to the statements."""
    turns = [one_turn(paths, folder) for _ in range(repeat)]
    middle = {name: statistics.median(turn[name] for turn in turns) for name in turns[0]}
    for name, seconds in middle.items():
        each = seconds / len(paths)
        print(f"{name:20} {seconds:8.2f} CPU seconds  {1000 * each:7.1f} ms a page  {1 / each:7.1f} pages a second")
    ours = middle["reading"] + middle["storing"]
    added = ours / middle["statements"]
    whole = (ours + middle["statements"]) / (middle["trafilatura alone"] + middle["statements"])
    print(f"reading and storing over statements: {added:.2f} (at most {MOST:.2f})")
    print(f"all three over trafilatura alone and statements: {whole:.2f}")
    return added


def commands(paths: Sequence[Path], folder: Path) -> None:
    """Print how many articles a second the command reads into a record."""
    pages = folder / "pages"
    pages.mkdir()
    for path in paths:
        (pages / f"{path.stem}.html").write_bytes(path.read_bytes())
    for cores in sorted({1, len(os.sched_getaffinity(0))}):
        target = str(folder / f"{cores}.db")
        spent = measure(onrecord("add", str(pages), "--record", target, "--jobs", str(cores)), cores)
        print(
            f"onrecord add --jobs {cores}, held to {cores} cores: {len(paths) / spent.wall:.2f} articles a second, "
            f"{len(paths) / spent.cpu:.2f} a CPU second ({spent.wall:.1f} s on the clock, {spent.cpu:.1f} CPU seconds, "
            f"largest process {spent.megabytes:.0f} MB)"
        )


@dataclass(frozen=True, slots=True)
class Look:
    """How far a run was, and what it held: seconds, articles, megabytes of the reading process and of its workers."""

    seconds: float
    articles: int
    reading: float
    workers: float


def watched(command: Sequence[str], target: Path) -> Iterator[Look]:
    """Run a command to its end, and look at it every few seconds.

    Raises:
        SystemExit: where it fails.
    """
    begun = time.monotonic()
    with tempfile.TemporaryFile() as said, subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said) as process:
        while process.poll() is None:
            time.sleep(_EVERY)
            with contextlib.suppress(OSError, ValueError):  # it, or a worker of it, has just ended
                own, workers = unshared(process.pid), sum(map(unshared, children(process.pid)))
                if own:
                    yield Look(time.monotonic() - begun, _stored(target), own, workers)
        if process.returncode:
            said.seek(0)
            sys.exit(f"it failed: {said.read().decode(errors='replace')[-2000:]}")


def _stored(target: Path) -> int:
    try:
        with contextlib.closing(sqlite3.connect(f"file:{target}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM article").fetchone()[0])
    except sqlite3.Error:  # it is not there yet
        return 0


def archive(pages: int, jobs: int, folder: Path) -> float:
    """Add a made-up web archive; what the reading process held in the last quarter, over what it held in the third."""
    path, target = folder / "made-up.warc.gz", folder / "archive.db"
    write_warc(path, pages)
    print(f"{path.name}: {pages:,} pages, {path.stat().st_size / 1024**2:.0f} MB compressed")
    looks = list(watched(onrecord("add", str(path), "--record", str(target), "--jobs", str(jobs)), target))
    for look in looks[:: max(1, len(looks) // 20)] + looks[-1:]:
        print(
            f"{look.seconds:7.0f} s  {look.articles:7,} articles  reading and storing {look.reading:6.0f} MB  "
            f"workers {look.workers:6.0f} MB"
        )
    stored, took = looks[-1].articles, looks[-1].seconds
    print(f"{stored:,} articles in {took:.0f} s, {stored / took:.1f} a second with {jobs} workers")
    quarters = [most(looks, pages * at // 4, pages * (at + 1) // 4) for at in range(4)]
    print(f"most in each quarter: {', '.join(f'{held:.0f}' for held in quarters)} MB")
    print(f"most while people and sayings were joined: {most(looks, pages, pages + 1):.0f} MB")
    return quarters[3] / quarters[2] if quarters[2] else float("inf")


def most(looks: Sequence[Look], first: int, behind: int) -> float:
    """The most memory of the reading process while ``first`` articles or more, but not ``behind``, were stored."""
    return max((look.reading for look in looks if first <= look.articles < behind), default=0.0)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, and say by the exit status whether the limits were kept."""
    options = parser(__doc__)
    options.add_argument("--repeat", type=int, default=3, help="turns of the stages")
    options.add_argument("--warc", type=int, metavar="PAGES", help="measure a web archive of so many pages instead")
    options.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)), help="workers for the archive")
    given = options.parse_args(argv)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if given.warc:
            return int(archive(given.warc, given.jobs, folder) > _GROWTH)
        paths = english_pages(needed(given.bench, "pages", "html"))
        print(f"{len(paths)} pages in English, {sum(path.stat().st_size for path in paths) / 1024**2:.1f} MB")
        added = stages(paths, folder, given.repeat)
        commands(paths, folder)
        return int(added > MOST)


if __name__ == "__main__":
    sys.exit(main())
