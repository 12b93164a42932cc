"""Where the measured corpora lie: in a folder beside the project, given by option or by ONRECORD_BENCH."""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.domain import Extracted
from onrecord.views.interchange import from_line

WORK = Path(__file__).parent / "work"
"""Where runs leave their predictions; not kept in git."""


def parser(description: str | None) -> argparse.ArgumentParser:
    """A parser with the option that all scorers share."""
    made = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    given = os.environ.get("ONRECORD_BENCH")
    made.add_argument("--bench", type=Path, default=Path(given) if given else None, help="folder of corpora")
    return made


def needed(bench: Path | None, *parts: str) -> Path:
    """The path of a corpus; ends the program with a plain sentence where it is not there."""
    if bench is None:
        sys.exit(
            "No folder of corpora: give --bench FOLDER or set ONRECORD_BENCH. scores/README.md says what is in it."
        )
    path = bench.joinpath(*parts)
    if not path.exists():
        sys.exit(f"{path} is not there. scores/README.md says what the folder of corpora holds.")
    return path


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file, gzipped or not."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def extracted(path: Path) -> Iterator[Extracted]:
    """The articles of a file that ``onrecord extract`` wrote."""
    with path.open(encoding="utf-8") as file:
        yield from (from_line(line) for line in file if line.strip())
