"""A reading room that runs while it is measured: ``onrecord serve`` as a process of its own."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from .speed import onrecord


class Room(NamedTuple):
    """Where it answers, without a slash at the end, and which process it is."""

    address: str
    process: int


@contextmanager
def open_room(record: Path) -> Iterator[Room]:
    """Start one over a record, on any free port of this machine, and stop it at the end.

    Raises:
        RuntimeError: where it did not start, with what it said.
    """
    command = onrecord("serve", "--record", str(record), "--port", "0")
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        line = running.stderr.readline()
        if "http://" not in line:
            raise RuntimeError(line + running.stderr.read())
        try:
            yield Room("http://" + line.split("http://")[1].split("/")[0], running.pid)
        finally:
            running.terminate()
