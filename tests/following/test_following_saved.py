"""Saved queries: what came in is told once, each saying once, and what fails is told the next time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from newsroom import LONG, come

from onrecord.errors import FetchError, QueryError, UsageError
from onrecord.following import SavedQueries
from onrecord.record import arrivals


@pytest.fixture
def queries(either, clock):
    found = SavedQueries(either)
    assert found.save("harbour", "harbour", clock())
    return found


def words(digest):
    return [item.hits[0].content for item in digest.items]


def new(queries, clock, *, name="harbour", way="digest", telling=True):
    digest = queries.new(queries.named(name), way, clock())
    if telling:
        queries.told(digest, way)
    return digest


def test_what_came_in_is_told_once_and_what_was_there_before_never(queries, either, clock):
    come(either, clock() - timedelta(days=1), "old", "The harbour is old.")
    clock.turn(minutes=10)
    come(either, clock(), "n1", "The harbour is full.")
    come(either, clock(), "n2", "The ferry waits.")
    assert words(new(queries, clock, telling=False)) == ["“The harbour is full.”"]
    assert words(new(queries, clock)) == ["“The harbour is full.”"], "what could not be told comes again"
    assert words(new(queries, clock)) == []
    clock.turn(days=3)
    come(either, clock(), "n3", "The harbour is empty.")
    assert words(new(queries, clock)) == ["“The harbour is empty.”"]
    assert words(new(queries, clock)) == []


def test_what_came_in_while_the_last_digest_was_made_is_told_by_the_next(queries, either, clock):
    clock.turn(hours=3)
    assert words(new(queries, clock)) == []
    come(either, clock() - timedelta(minutes=5), "late", "The harbour is full.")  # dated by another machine's clock
    clock.turn(minutes=1)
    assert words(new(queries, clock)) == ["“The harbour is full.”"]
    assert words(new(queries, clock)) == []


def test_one_saying_is_one_item_and_a_copy_that_comes_later_is_none(queries, either, clock):
    clock.turn(minutes=10)
    come(either, clock(), "n1", LONG)
    come(either, clock(), "n2", LONG, outlet="The Ledger")
    (item,) = new(queries, clock).items
    assert [hit.article.outlet for hit in item.hits] == ["Harbour Post", "The Ledger"]
    assert len(item.ids) == 2
    clock.turn(days=2)
    come(either, clock(), "n3", LONG, outlet="The Courier")
    later = new(queries, clock)
    assert (later.items, later.again) == ((), 1)
    assert new(queries, clock).again == 0


def test_a_copy_is_new_to_a_query_that_the_first_report_does_not_fit(queries, either, clock):
    queries.save("ledger", "outlet:ledger", clock())
    clock.turn(minutes=10)
    come(either, clock(), "n1", LONG)
    assert words(new(queries, clock, name="ledger")) == []
    clock.turn(days=2)
    come(either, clock(), "n2", LONG, outlet="The Ledger")
    assert words(new(queries, clock, name="ledger")) == [f"“{LONG}”"]


def test_since_a_moment_is_told_as_often_as_it_is_asked_without_what_was_known_before(queries, either, clock):
    come(either, clock(), "n1", LONG)
    clock.turn(days=2)
    come(either, clock(), "n2", LONG, outlet="The Ledger")
    come(either, clock(), "n3", "The harbour is full.")
    saved = queries.named("harbour")
    for _ in range(2):
        digest = queries.since(saved, clock() - timedelta(days=1), clock())
        assert (words(digest), digest.again) == (["“The harbour is full.”"], 1)
    assert len(queries.since(saved, clock() - timedelta(days=3), clock()).items) == 2


def test_a_version_that_says_the_same_again_is_no_news(queries, either, clock):
    clock.turn(minutes=10)
    come(either, clock(), "n1", "The harbour is full.")
    assert len(new(queries, clock).items) == 1
    clock.turn(days=2)
    come(either, clock(), "n1", "The harbour is full.” Ilse Marrow said, “The harbour is shut.")
    assert words(new(queries, clock)) == ["“The harbour is shut.”"]


def test_more_than_is_looked_at_at_once_comes_the_next_time(queries, either, clock, monkeypatch):
    monkeypatch.setattr(arrivals, "MOST", 2)
    monkeypatch.setattr("onrecord.following.saved.MOST", 2)
    clock.turn(minutes=10)
    names = ["one", "two", "three", "four", "five"]
    for name in names:
        come(either, clock(), name, f"The harbour has {name} gates.")
    told = []
    for _ in range(4):
        told += words(new(queries, clock))
    assert told == [f"“The harbour has {name} gates.”" for name in names]


def test_a_name_is_taken_over_and_keeps_what_was_told(queries, either, clock):
    clock.turn(minutes=10)
    come(either, clock(), "n1", "The harbour is full.")
    assert len(new(queries, clock).items) == 1
    assert not queries.save("harbour", "speaker:marrow", clock())
    assert queries.named("harbour").query == "speaker:marrow"
    assert words(new(queries, clock)) == []
    queries.forget("harbour")
    assert queries.every() == ()
    for name in ("harbour", "nobody"):
        with pytest.raises(UsageError, match="no saved query is called"):
            queries.forget(name)


@pytest.mark.parametrize(
    ("name", "query", "hook", "error"),
    [
        ("two words", "harbour", None, UsageError),
        ("list", "harbour", None, UsageError),
        ("x" * 61, "harbour", None, UsageError),
        ("harbour", "spekaer:marrow", None, QueryError),
        ("harbour", "harbour", "http://news.example/hook", UsageError),
        ("harbour", "harbour", "https://ada:s3cret@news.example/hook", FetchError),
        ("harbour", "harbour", "news.example/hook", FetchError),
    ],
)
def test_what_cannot_be_saved_is_refused_and_nothing_is_changed(queries, clock, name, query, hook, error):
    before = queries.every()
    with pytest.raises(error) as raised:
        queries.save(name, query, clock(), hook=hook)
    assert raised.value.next_step
    assert queries.every() == before
