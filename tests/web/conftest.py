"""The reading room over one small record, asked without a server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shared_room
import web_record
from starlette.testclient import TestClient

import chromium
from onrecord.record import Query, Record
from onrecord.web import create_app


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The record of ``web_record``; tests only read it."""
    with web_record.build(tmp_path_factory.mktemp("room") / "onrecord.db", followed=True) as built:
        yield built


@pytest.fixture(scope="session")
def client(record: Record) -> Iterator[TestClient]:
    """Asks pages; follows no redirect, and an error of the app is a page and not raised."""
    with shared_room.browser(create_app(record)) as asking:
        yield asking


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Record]:
    """The same record, for one test that may write it."""
    with web_record.build(tmp_path / "onrecord.db") as built:
        yield built


@pytest.fixture
def desk(own: Record) -> Iterator[TestClient]:
    """Asks pages of a record that may be written."""
    with shared_room.browser(create_app(own)) as asking:
        yield asking


@pytest.fixture(scope="session")
def statement_of(record: Record) -> Callable[[str], str]:
    """The public id of the one statement of an article."""
    return lambda article: next(iter(record.article(article).statement_ids.values()))


@pytest.fixture(scope="session")
def marrow(record: Record) -> str:
    """The public id of Ilse Marrow."""
    return str(record.search(Query(speaker="marrow")).items[0].person)


@pytest.fixture(scope="module")
def browser():
    with chromium.started() as one:
        yield one


@pytest.fixture
def open_page(browser, address: str) -> Iterator[Callable[..., object]]:
    """Opens a path of the reading room that the module's ``address`` names. What the browser complains of, or fetches
    from elsewhere, fails the test.
    """
    contexts, complaints = [], []

    def make(path: str, **given: object):
        context = browser.new_context(**given)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith(address) else complaints.append(asked.url))
        page.goto(address + path)
        return page

    yield make
    for context in contexts:
        context.close()
    assert complaints == []
