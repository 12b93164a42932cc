"""What follows, over real sockets on this machine: a fresh record, its follower, its clock, and a site."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from follower import Clock, Follower

import loopback
from onrecord.record import Record, open_record


@pytest.fixture
def record(tmp_path: Path, empty: Path) -> Iterator[Record]:
    """A fresh, empty record in a file."""
    shutil.copy(empty, tmp_path / "onrecord.db")
    with open_record(tmp_path / "onrecord.db") as opened:
        yield opened


@pytest.fixture
def either(target: str) -> Iterator[Record]:
    """A fresh, empty record, on each store."""
    with open_record(target) as opened:
        yield opened


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def follower(record: Record, clock: Clock) -> Follower:
    return Follower(record, clock)


@pytest.fixture
def news() -> Iterator[loopback.Site]:
    with loopback.site() as found:
        yield found
