"""Kills ``onrecord add`` at random moments and begins it again: the record must end as if nothing had happened.

    python -m scores.crash --bench ../shared/bench [--articles 1744] [--kills 10] [--seed 1]

Two records are filled with the same articles, one in peace and one under kill -9. Their exports must be the same to the
letter, and the audit of both must pass.
"""

from __future__ import annotations

import gzip
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from .bench_data import needed, parser
from .speed import onrecord


def add(articles: Path, record: Path, jobs: int) -> subprocess.Popen[bytes]:
    """Starts adding in a process group of its own, so that a kill takes its workers with it."""
    command = onrecord("add", str(articles), "--record", str(record), "--jobs", str(jobs))
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def run(*arguments: str) -> str:
    """A command's output; ends the program where it fails."""
    done = subprocess.run(onrecord(*arguments), capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"onrecord {' '.join(arguments)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def in_peace(articles: Path, record: Path, jobs: int) -> float:
    """Adds everything undisturbed; gives the seconds it took."""
    begun = time.monotonic()
    if add(articles, record, jobs).wait():
        sys.exit("the undisturbed run failed")
    return time.monotonic() - begun


def under_fire(articles: Path, record: Path, kills: int, seconds: float, rng: random.Random, jobs: int) -> int:
    """Adds everything with ``kills`` kills, spread over what the undisturbed run took; gives how many hit."""
    hit = 0
    for _ in range(kills):
        process = add(articles, record, jobs)
        try:
            # Some fall into start-up, before anything is written: that, too, must leave a sound record.
            process.wait(timeout=rng.uniform(0.2, max(3.0, 1.6 * seconds / kills)))
        except subprocess.TimeoutExpired:
            subprocess.run(["kill", f"-{signal.SIGKILL.value}", "--", f"-{process.pid}"], check=True)
            process.wait()
            hit += 1
    if add(articles, record, jobs).wait():
        sys.exit("the run after the last kill failed")
    return hit


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the comparison; exit status 1 where the two records differ."""
    options = parser(__doc__)
    options.add_argument("--articles", type=int, default=1_744)
    options.add_argument("--kills", type=int, default=10)
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args(argv)
    archive = needed(given.bench, "archive", "articles-2016h1.jsonl.gz")
    with tempfile.TemporaryDirectory() as folder:
        articles, calm, killed = (Path(folder, name) for name in ("articles.jsonl", "calm.db", "killed.db"))
        with gzip.open(archive, "rb") as file:
            articles.write_bytes(b"".join(islice(file, given.articles)))
        seconds = in_peace(articles, calm, given.jobs)
        print(f"undisturbed: {seconds:.0f} s", flush=True)
        hit = under_fire(articles, killed, given.kills, seconds, random.Random(given.seed), given.jobs)
        print(f"killed {hit} times while it ran, of {given.kills} tries")
        for record in (calm, killed):
            print(run("audit", "--record", str(record)).strip())
        exports = [run("export", "--record", str(record)) for record in (calm, killed)]
        same = exports[0] == exports[1]
        print(f"exports of {len(exports[0].splitlines())} lines are {'the same' if same else 'DIFFERENT'}")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
