"""All measured runs, one after another: make bench."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scores import dates, examples, pages, speakers, speed, statements

RUNS = (statements, speakers, dates, examples, pages, speed)


def main() -> int:
    """Runs each, with a heading; the exit status is 1 where any fell under its floor."""
    failed = 0
    for run in RUNS:
        print(f"\n== {run.__name__} ==", flush=True)
        failed |= int(bool(run.main()))
    return failed


if __name__ == "__main__":
    sys.exit(main())
