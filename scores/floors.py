"""What has been reached: floors.json, by run. Floors never sink by themselves."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

FLOORS = Path(__file__).parent / "floors.json"
# An int8 model may give another rounding on another processor: one statement of 2,192 moves a figure by 0.05.
TOLERANCE = 0.3


def floors_passed(run: str, figures: Mapping[str, float], *, update: bool) -> bool:
    """Compares with the floors of ``run``; with ``update`` raises those that were passed and writes the file."""
    known: dict[str, dict[str, float]] = json.loads(FLOORS.read_text(encoding="utf-8"))
    floors = known.get(run, {})
    under = {name: value for name, value in figures.items() if value < floors.get(name, 0.0) - TOLERANCE}
    for name, value in under.items():
        print(f"UNDER ITS FLOOR: {name} {value:.1f}, floor {floors[name]:.1f}")
    if update:
        known[run] = floors | {name: max(round(value, 1), floors.get(name, 0.0)) for name, value in figures.items()}
        FLOORS.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")
    return not under
