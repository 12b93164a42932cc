"""Throws damaged files at every reader and at the extractor, with limits of time and memory, and keeps what they do
not stand. Needs atheris (`pip install atheris`), Google's coverage-guided fuzzer for Python.

    python -m scores.fuzz --minutes 10 [--out scores/work/fuzz]
    python -m scores.fuzz --repeat scores/work/fuzz/crash-1f0c9a2b3d4e5f60

Inputs are the examples and small files of the other formats, cut, spliced, doubled, and with signs put in that readers
trip over; what is packed is damaged inside too. One that takes a way through the code that none before took is kept and
damaged further. An input stands when it ends within the limits, as articles whose spans hold or as errors that say
where. Runs go on where the last one stopped: `OUT/state.json` counts them all, `OUT/corpus` has what was kept,
`OUT/libfuzzer.log` what libFuzzer said. Two at a time want an OUT each.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import time
from pathlib import Path

from onrecord.extraction import load_model

from .fuzz_damage import LARGEST
from .fuzz_seeds import seeds
from .fuzz_stands import joined, parted, stands

_FLAGS = (
    "-timeout=600",  # seconds of the clock: who waits for so long, waits for ever
    "-rss_limit_mb=1024",  # of the process, the model's and the corpus' included
    f"-max_len={LARGEST}",
    "-print_final_stats=1",
)
_FAULTS = ("crash-*", "timeout-*", "oom-*")


def main() -> None:
    """Run for some minutes, or repeat one input."""
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--minutes", type=float, default=5, help="of the clock")
    made.add_argument("--inputs", type=int, help="at most about so many, beside what there is to begin with")
    made.add_argument("--out", type=Path, default=Path(__file__).parent / "work" / "fuzz")
    made.add_argument("--repeat", type=Path, help="a file that a run left: read it again, without limits")
    wanted = made.parse_args()
    if wanted.repeat:
        _repeat(wanted.repeat)
        return
    if importlib.util.find_spec("atheris") is None:
        sys.exit("scores.fuzz: atheris is not installed; pip install atheris")
    sys.exit(1 if fuzz(wanted.out, wanted.minutes, wanted.inputs) else 0)


def fuzz(out: Path, minutes: float, most: int | None = None) -> int:
    """Go on for so long by the clock; the number of inputs that did not stand.

    Args:
        out: a folder for the state, the corpus and what did not stand; made where there is none.
        minutes: of the clock; the input at hand is ended.
        most: inputs for each process, of which one ends with each fault; no limit where None.

    Raises:
        SystemExit: where the process that reads ends and leaves no input behind.
    """
    begun, faults, end = _begun(out), set(_found(out)), time.monotonic() + 60 * minutes
    before = len(faults)
    while (left := end - time.monotonic()) > 0:
        ended = _driven(out, begun, left, most)
        new = [path for path in _found(out) if path not in faults]
        for path in new:
            print(f"{path.name.split('-')[0]}: python -m scores.fuzz --repeat {path}", flush=True)
        faults.update(new)
        if ended and not new:
            sys.exit(f"scores.fuzz: libFuzzer ended with {ended}; {out / 'libfuzzer.log'} tells why")
        if not ended:
            break
    told = json.loads((out / "state.json").read_text(encoding="utf-8"))
    print(f"in all {told['inputs']:,} inputs, {told['cpu_seconds']:,.0f} s of CPU, {len(faults)} that did not stand")
    return len(faults) - before


def _begun(out: Path) -> Path:
    """A folder with what every run begins with."""
    (out / "corpus").mkdir(parents=True, exist_ok=True)
    begun = out / "seeds"
    begun.mkdir(exist_ok=True)
    for at, (reader, data) in enumerate(seeds()):
        (begun / f"{at:03}-{reader}").write_bytes(joined(reader, data))
    return begun


def _found(out: Path) -> list[Path]:
    return sorted(path for kind in _FAULTS for path in out.glob(kind))


def _driven(out: Path, begun: Path, seconds: float, most: int | None) -> int:
    """One process that reads until the time is over or an input does not stand; its exit status."""
    flags = [*_FLAGS, f"-max_total_time={max(1, round(seconds))}", f"-artifact_prefix={out}/"]
    if most is not None:
        flags.append(f"-runs={most + len(list(begun.iterdir())) + len(list((out / 'corpus').iterdir()))}")
    run = [sys.executable, "-m", "scores.fuzz_target", str(out), *flags, str(out / "corpus"), str(begun)]
    with (out / "libfuzzer.log").open("ab") as log:
        return subprocess.run(run, check=False, stdout=log, stderr=log, cwd=Path(__file__).parent.parent).returncode


def _repeat(path: Path) -> None:
    parts = parted(path.read_bytes())
    if parts is None:
        sys.exit(f"scores.fuzz: {path} begins with no reader's name; is it a file that a run left?")
    stands(*parts, load_model())
    print("it stands")


if __name__ == "__main__":
    main()
