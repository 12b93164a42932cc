"""Fixtures of the record: a fresh one, and what builds articles to put in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import record_builders

from onrecord.domain import Extracted
from onrecord.record import Record, open_record


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


@pytest.fixture
def record(path: Path, empty: Path) -> Iterator[Record]:
    """A fresh, empty record."""
    shutil.copy(empty, path)
    with open_record(path) as opened:
        yield opened
