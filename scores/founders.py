"""The founders' own scorers over the same predictions: ``onrecord.evaluation`` must give the same figures.

What ``onrecord evaluate`` prints is measured by our own code; this holds it to the definitions that the targets were
set in.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from math import isclose
from pathlib import Path
from typing import Any


def differences(bench: Path, script: str, files: list[Path], ours: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Where a founders' scorer gives another figure than we do, a line each; empty where all are the same.

    Args:
        bench: the folder of corpora, in which the scorers lie.
        script: the scorer's file name; where it is not there, nothing is compared and a line says so.
        files: its arguments.
        ours: our figures under its names: ``{row: {"p": percent, ...}}``.
    """
    path = bench / script
    if not path.exists():
        print(f"{script} is not in {bench}: our figures are not compared with it")
        return []
    done = subprocess.run([sys.executable, path, *files, "--json"], capture_output=True, text=True, check=True)
    theirs: dict[str, Any] = json.loads(done.stdout)
    wrong = [
        f"{script}: {row} {key} is {theirs[row][key]}, ours is {value}"
        for row, figures in ours.items()
        for key, value in figures.items()
        if not isclose(theirs[row][key], value, abs_tol=1e-9)  # they round in another order
    ]
    print(*wrong or [f"{script} gives the same figures"], sep="\n")
    return wrong
