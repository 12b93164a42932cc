"""The reading room over one small record, asked without a server."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import web_record
from starlette.testclient import TestClient

from onrecord.record import Query, Record
from onrecord.web import create_app

BASE = "http://127.0.0.1:8765"


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The record of ``web_record``; tests only read it."""
    with web_record.build(tmp_path_factory.mktemp("room") / "onrecord.db", followed=True) as built:
        yield built


@pytest.fixture(scope="session")
def client(record: Record) -> Iterator[TestClient]:
    """Asks pages; follows no redirect, and an error of the app is a page and not raised."""
    with TestClient(create_app(record), BASE, raise_server_exceptions=False, follow_redirects=False) as asking:
        yield asking


@pytest.fixture(scope="session")
def statement_of(record: Record) -> Callable[[str], str]:
    """The public id of the one statement of an article."""
    return lambda article: next(iter(record.article(article).statement_ids.values()))


@pytest.fixture(scope="session")
def marrow(record: Record) -> str:
    """The public id of Ilse Marrow."""
    return str(record.search(Query(speaker="marrow")).items[0].person)
