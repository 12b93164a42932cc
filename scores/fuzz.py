"""Throws damaged files at every reader and at the extractor, each in a process of its own with limits, and keeps what
they do not stand.

    python -m scores.fuzz --minutes 10 [--out scores/work/fuzz]
    python -m scores.fuzz --repeat scores/work/fuzz/crash-nitf-1f0c9a2b3d4e5f60

Inputs are the examples and small files of the other formats, cut, spliced, doubled, and with signs put in that readers
trip over; what is packed is damaged inside too. One that makes a reader do what none before did is kept and damaged
further. An input stands when it ends within the limits, as articles whose spans hold or as errors that say where. Runs
go on where the last one stopped: `OUT/state.json` counts them all, `OUT/corpus` has what was kept.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import random
import resource
import signal
import sys
import time
import traceback
from pathlib import Path

from onrecord.domain import Article
from onrecord.errors import ReadError
from onrecord.extraction import load_model
from onrecord.ingest.pipeline import Extracts, extract_article
from onrecord.reading import READERS, read_bytes

from .fuzz_damage import damaged
from .fuzz_seeds import seeds

_SECONDS = 20  # of CPU for one input, which is small
_WALL = 3600  # of the clock: who waits for so long, waits for ever
_ADDRESSES = 3 << 30  # bytes that a process may ask for
_MEMORY = 1 << 30  # bytes that it may really use, the model's included
_MOST_LETTERS = 20_000  # of an article that is extracted too
_EVERY = 10  # inputs after which the state is written


def main() -> None:
    """Run for some minutes, or repeat one input."""
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--minutes", type=float, default=5, help="of the clock")
    made.add_argument("--inputs", type=int, default=math.inf, help="at most so many")
    made.add_argument("--out", type=Path, default=Path(__file__).parent / "work" / "fuzz")
    made.add_argument("--repeat", type=Path, help="a file that a run left: read it again, without limits")
    wanted = made.parse_args()
    model = load_model()
    if wanted.repeat:
        _stands(wanted.repeat.name.split("-")[1], wanted.repeat.read_bytes(), model)
        print("it stands")
        return
    sys.exit(1 if Fuzzing(wanted.out, model).run(wanted.minutes, wanted.inputs) else 0)


class Fuzzing:
    """A fuzzing that may stop and go on.

    Args:
        out: a folder for its state, its corpus and what did not stand; made where there is none.
        model: what extracts.
    """

    def __init__(self, out: Path, model: Extracts) -> None:
        self.out, self.model = out, model
        (out / "corpus").mkdir(parents=True, exist_ok=True)
        self.state: dict[str, float] = {"runs": 0, "inputs": 0, "faults": 0, "cpu_seconds": 0.0}
        if (out / "state.json").exists():
            self.state |= json.loads((out / "state.json").read_text(encoding="utf-8"))
        kept = sorted((out / "corpus").iterdir())
        self.seeds = [*seeds(), *((path.name.split("-")[0], path.read_bytes()) for path in kept)]
        self.seen = {path.name.split("-")[1] for path in kept}

    def run(self, minutes: float, most: float = math.inf) -> int:
        """Go on for so long by the clock, or for so many inputs; the number of them that did not stand."""
        self.state["runs"] += 1
        # A seed of its own for each run, so that none does again what another did.
        chance, before = random.Random(self.state["runs"]), dict(self.state)
        end, spent = time.monotonic() + 60 * minutes, _spent()
        while time.monotonic() < end and self.state["inputs"] - before["inputs"] < most:
            self._one(chance)
            if self.state["inputs"] % _EVERY == 0:
                spent = self._write(spent)
        self._write(spent)
        faults = int(self.state["faults"] - before["faults"])
        print(f"{self.state['inputs'] - before['inputs']:,.0f} inputs, {faults} that did not stand")
        print(
            "{runs:,.0f} runs in all: {inputs:,.0f} inputs, {cpu_seconds:,.0f} s of CPU, {faults:,.0f} faults".format(
                **self.state
            )
        )
        return faults

    def _one(self, chance: random.Random) -> None:
        reader, data = chance.choice(self.seeds)
        if chance.random() < 0.1:  # another reader's file, as a wrong name makes it
            reader = chance.choice(READERS)
        data = damaged(data, chance)
        self.state["inputs"] += 1
        trouble, did = _trouble(reader, data, self.model)
        name = hashlib.sha256(data).hexdigest()[:16]
        if trouble:
            self.state["faults"] += 1
            kept = self.out / f"{trouble}-{reader}-{name}"
            kept.write_bytes(data)
            print(f"{trouble}: python -m scores.fuzz --repeat {kept}", flush=True)
        elif did not in self.seen:
            self.seen.add(did)
            self.seeds.append((reader, data))
            (self.out / "corpus" / f"{reader}-{did}-{name}").write_bytes(data)

    def _write(self, spent: float) -> float:
        now = _spent()
        self.state["cpu_seconds"] += now - spent
        new = self.out / "state.new"
        new.write_text(json.dumps(self.state) + "\n", encoding="utf-8")
        new.replace(self.out / "state.json")
        return now


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + used.ru_utime + used.ru_stime


def _trouble(reader: str, data: bytes, model: Extracts) -> tuple[str | None, str]:
    """What an input did to the process that read it (``crash``, ``time``, ``hang``, ``memory`` or nothing), and a hash
    of what was read."""
    get, put = os.pipe()
    child = os.fork()
    if child == 0:
        status = 0
        try:
            os.close(get)
            resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES, _ADDRESSES))
            resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS + 1))
            signal.alarm(_WALL)
            os.write(put, hashlib.sha256(repr(_stands(reader, data, model)).encode()).hexdigest()[:16].encode())
        except BaseException:  # whatever it is, it is what is sought
            traceback.print_exc()
            status = 1
        finally:
            sys.stderr.flush()
            os._exit(status)
    os.close(put)
    with os.fdopen(get, "rb") as told:
        did = told.read().decode()
    _, ended, used = os.wait4(child, 0)
    return _what(ended, used.ru_maxrss << 10), did


def _what(ended: int, memory: int) -> str | None:
    if os.WIFSIGNALED(ended):
        known = {signal.SIGXCPU: "time", signal.SIGKILL: "time", signal.SIGALRM: "hang"}
        return known.get(signal.Signals(os.WTERMSIG(ended)), "crash")
    if os.WEXITSTATUS(ended):
        return "crash"
    return "memory" if memory > _MEMORY else None


def _stands(reader: str, data: bytes, model: Extracts) -> list[object]:
    """Read and extract; what came out, without the words.

    Raises:
        AssertionError: where a span does not hold, or an error says nothing.
        Exception: whatever comes but an error of ours.
    """
    told: list[object] = [reader]
    for item in read_bytes(data, path="input", reader=reader):
        if isinstance(item, ReadError):
            assert item.what
            assert item.where
            assert "more memory" not in item.what  # the limit is far above what so small an input may need
            told.append((item.code, "".join(letter for letter in item.what if letter.isalpha())[:60]))
            continue
        _holds(item)
        told.append(_kind(item))
        if len(item.text) <= _MOST_LETTERS:
            _extracted(item, model)
    return [told[0], *sorted({repr(one) for one in told[1:]})]


def _kind(article: Article) -> object:
    """What was read, so coarsely that not every input is new: which facts, repairs and doubts it has."""
    facts = [name for name in ("title", "published", "outlet", "byline", "url", "language") if getattr(article, name)]
    return (
        facts,
        sorted({repair.kind for repair in article.repairs}),
        sorted({warning.code for warning in article.warnings}),
        bool(article.turns),
        len(article.text).bit_length() // 3,
    )


def _extracted(article: Article, model: Extracts) -> None:
    for statement in extract_article(article, model).statements:
        field = article.text if statement.field == "text" else article.title or ""
        for span in (*statement.content, *statement.source, *statement.cue):
            assert 0 <= span.start < span.end <= len(field)


def _holds(article: Article) -> None:
    article.text.encode("utf-8")
    for repair in article.repairs:
        assert article.text[repair.at : repair.at + len(repair.after)] == repair.after
    assert all(turn.speech.end <= len(article.text) for turn in article.turns)
    assert all(warning.span is None or warning.span.end <= len(article.text) for warning in article.warnings)


if __name__ == "__main__":
    main()
