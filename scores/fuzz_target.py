"""What atheris drives: one process that reads and extracts input after input until one does not stand.

    python -m scores.fuzz_target OUT [flags of libFuzzer]

`scores.fuzz` starts it, and again after each fault.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["onrecord"]):
    from onrecord.extraction import load_model
    from onrecord.ingest.pipeline import Extracts
    from onrecord.reading import READERS

    from .fuzz_stands import joined, parted, stands

from .fuzz_damage import damaged

_SECONDS = 20  # of CPU for one input, which is small
_ADDRESSES = 3 << 30  # bytes that the process may ask for
_EVERY = 10  # inputs after which the count is written


class Count:
    """Inputs and CPU seconds of all runs, kept in a file.

    Args:
        at: the file; made where there is none.
    """

    def __init__(self, at: Path) -> None:
        self.at, self.spent, self.since = at, time.process_time(), 0
        self.told = {"inputs": 0, "cpu_seconds": 0.0}
        if at.exists():
            self.told |= json.loads(at.read_text(encoding="utf-8"))
        self._write()

    def one_more(self) -> None:
        """Count an input; written now and then, since a fault ends the process on the spot."""
        self.since += 1
        if self.since == _EVERY:
            now = time.process_time()
            self.told["inputs"] += self.since
            self.told["cpu_seconds"] += now - self.spent
            self.since, self.spent = 0, now
            self._write()

    def _write(self) -> None:
        new = self.at.with_suffix(".new")
        new.write_text(json.dumps(self.told) + "\n", encoding="utf-8")
        new.replace(self.at)


def mutated(told: bytes, largest: int, seed: int) -> bytes:
    """An input made of another: half of them damaged as `fuzz_damage` knows the formats, half as libFuzzer does, with
    the words that it saw the readers compare."""
    chance = random.Random(seed)
    reader, data = parted(told) or (chance.choice(READERS), told)
    if chance.random() < 0.05:  # another reader's file, as a wrong name makes it
        reader = chance.choice(READERS)
    room = largest - len(joined(reader, b""))
    data = damaged(data, chance) if chance.random() < 0.5 else atheris.Mutate(data[:room], room)
    return joined(reader, data[:room])


def target(count: Count, model: Extracts) -> Callable[[bytes], None]:
    """What is called with each input; it raises where one does not stand, and where one takes too long."""

    def one(told: bytes) -> None:
        count.one_more()
        if (parts := parted(told)) is None:
            return
        begun = time.process_time()
        stands(*parts, model)
        took = time.process_time() - begun
        assert took < _SECONDS, f"{took:.0f} s of CPU for {len(told):,} bytes"

    return one


def main() -> None:
    """Never returns: libFuzzer ends the process, with its own status."""
    count = Count(Path(sys.argv[1]) / "state.json")
    one = target(count, load_model())
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES, _ADDRESSES))
    atheris.Setup([sys.argv[0], *sys.argv[2:]], one, custom_mutator=mutated)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
