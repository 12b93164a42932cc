"""Fixtures of the record: a fresh one on each store, and what builds articles to put in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import record_builders

from onrecord.domain import Extracted


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
