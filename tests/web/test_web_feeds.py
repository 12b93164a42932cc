"""The page of feeds: what is followed, what is wrong with it, and nothing of a stranger's that is not escaped."""

from __future__ import annotations

import dataclasses
import re
import shutil
from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from onrecord.errors import ReadError
from onrecord.fetching import Known
from onrecord.following import Entry, Feeds, SavedQueries
from onrecord.record import open_record
from onrecord.web import create_app

NOW = datetime(2031, 5, 1, 9, 30, tzinfo=UTC)
HARM = "<script>alert('x')</script>"


@pytest.fixture
def record(tmp_path, empty):
    with open_record(shutil.copy(empty, tmp_path / "onrecord.db")) as opened:
        yield opened


@pytest.fixture
def asking(record):
    with TestClient(create_app(record), "http://localhost", follow_redirects=False) as client:
        yield client


def words(answer) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", answer.text.partition("<main")[2]).split())


def test_nothing_followed_says_how_to_begin(asking):
    assert "Nothing is followed yet" in words(asking.get("/feeds"))
    assert asking.get("/api/feeds").json()["items"] == []


def test_feeds_stand_there_with_answers_articles_failures_and_why(record, asking):
    feeds = Feeds(record)
    for address in ("https://a.example/feed?key=s3cret", "https://b.example/feed"):
        feeds.follow(address, "feed", NOW)
    good, bad = feeds.due(NOW)
    told = [Entry(f"https://a.example/{name}", "x") for name in ("one", "two")]
    feeds.told(good, told, NOW, NOW.replace(hour=10), title=f"Harbour {HARM}", known=Known())
    refused, stored = feeds.waiting(NOW, 10)
    feeds.refuse(refused, ReadError(f"it is gone {HARM}"))
    feeds.stored(stored, None)
    feeds.failed(bad, ReadError(f"it does not answer {HARM}"), NOW, None)
    feeds.failed(dataclasses.replace(bad, tries=1), ReadError(f"it does not answer {HARM}"), NOW, None)
    SavedQueries(record).save("harbour", "harbour act:said", NOW, hook="https://c.example/s3cret")
    answer = asking.get("/feeds")
    shown = words(answer)
    assert "2 feeds and folders, 1 in trouble" in shown
    assert "2031-05-01 09:30 UTC 2031-05-01 10:30 UTC" in shown
    assert "(2 times in a row)" in shown
    assert "asked no more" in shown
    assert "1 article" in shown
    assert "harbour act:said 2031-05-01 09:30 UTC c.example" in shown
    assert HARM not in answer.text
    assert answer.text.count("&lt;script&gt;") == 3
    assert "s3cret" not in answer.text
    found = asking.get("/api/feeds")
    assert "s3cret" not in found.text
    first, second = found.json()["items"]
    assert (first["address"], first["stored"], first["refused"]) == ("https://a.example/feed", 1, 1)
    assert second["failures"] == 2
