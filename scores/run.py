"""All measured runs, one after another: make bench."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scores import pages, speed, statements


def main() -> int:
    """Runs each, with a heading; the exit status is 1 where any fell under its floor."""
    failed = 0
    for name, program in (("statements", statements.main), ("pages", pages.main), ("speed", speed.main)):
        print(f"\n== {name}: {program.__module__} ==", flush=True)
        failed |= int(bool(program()))
    return failed


if __name__ == "__main__":
    sys.exit(main())
