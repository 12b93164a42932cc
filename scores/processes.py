"""What a process that is measured holds and spends, as Linux tells it in /proc; ``OSError`` where it has gone."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple


class Stat(NamedTuple):
    """The process that began this one, and the CPU seconds that this one has spent so far."""

    parent: int
    cpu: float


def stat(process: int) -> Stat:
    """Whose child a process is, and what it has spent."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return Stat(int(fields[1]), (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"))


def resident(process: int) -> int:
    """Kilobytes that a process has in RAM; 0 where it has ended and nobody has asked how."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS:")), 0)


def unshared(process: int) -> float:
    """Megabytes in RAM that are the process's own: what it shares with others, such as a mapped file, is left out."""
    fields = Path(f"/proc/{process}/statm").read_text().split()
    return (int(fields[1]) - int(fields[2])) * os.sysconf("SC_PAGE_SIZE") / 1024**2


def children(process: int) -> list[int]:
    """The processes that its first thread has begun."""
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def family(process: int) -> list[int]:
    """A process, those that it has begun, and those that they have."""
    return [process, *(one for child in children(process) for one in family(child))]


def share(process: int) -> int:
    """Kilobytes in RAM of a process: its own, and its part of what it shares, so that a sum counts all once."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
