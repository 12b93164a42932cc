"""What the last release made of the measured texts, kept without their words: so that any checkout can say what a
change gained and lost.

``scores/release`` holds spans and outcomes alone: other people's texts are not part of the project. Each file is a
gzipped JSON Lines file without a time stamp in it, so that the same content is the same file.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

RELEASE = Path(__file__).parent / "release"


def kept(name: str) -> list[dict[str, Any]] | None:
    """The lines that the last release left under ``name``; None where it left none."""
    path = RELEASE / f"{name}.jsonl.gz"
    if not path.exists():
        return None
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def keep(name: str, lines: Iterable[Mapping[str, Any]]) -> Path:
    """Write ``lines`` as what this release makes of it; gives the file."""
    RELEASE.mkdir(exist_ok=True)
    path = RELEASE / f"{name}.jsonl.gz"
    packed = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines).encode()
    path.write_bytes(gzip.compress(packed, mtime=0))
    return path


def print_changes(changes: list[tuple[bool, str]]) -> None:
    """How many gains and losses there are, then each.

    Args:
        changes: (it is a gain, a line that tells of it).
    """
    gains = sum(is_gain for is_gain, _ in changes)
    print(f"against the last release: {gains} gained, {len(changes) - gains} lost")
    for is_gain, line in sorted(changes):
        print(f"  {'+' if is_gain else '-'} {line}")
