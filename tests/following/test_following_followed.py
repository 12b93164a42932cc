"""What a record keeps of its feeds, the same on both stores."""

from __future__ import annotations

from datetime import timedelta

import pytest
from follower import rss

import loopback
from onrecord.domain import Fetched
from onrecord.errors import FetchError, UsageError
from onrecord.fetching import Known
from onrecord.following import Entry, Feeds

FEED, OTHER = "https://news.example/feed", "https://other.example/feed"
A, B = "https://news.example/a", f"https://news.example/{'b' * 4000}"
TROUBLE = FetchError("it was not there", code="http")


@pytest.fixture
def feeds(either, clock):
    found = Feeds(either)
    assert found.follow(FEED, "feed", clock())
    assert found.follow(OTHER, "feed", clock())
    return found


def tell(feeds, address, clock, *entries):
    (of,) = (item for item in feeds.due(clock()) if item.address == address)
    due = clock() + timedelta(minutes=15)
    return feeds.told(of, entries, clock(), due, title="Harbour Post", known=Known('"1"', "Thu, 01 May 2031"))


def test_a_feed_is_on_the_list_once_and_goes_with_what_it_told(feeds, clock):
    assert not feeds.follow(FEED, "feed", clock())
    tell(feeds, FEED, clock, Entry(A, "1"))
    assert [(feed.address, feed.title, feed.waiting) for feed in feeds.every()] == [
        (FEED, "Harbour Post", 1),
        (OTHER, None, 0),
    ]
    feeds.forget(FEED)
    assert [feed.address for feed in feeds.every()] == [OTHER]
    assert feeds.waiting(clock(), 10) == ()
    with pytest.raises(UsageError, match="this is not followed"):
        feeds.forget(FEED)


def test_what_is_told_waits_once_whoever_tells_it_and_again_where_it_was_changed(feeds, clock):
    assert tell(feeds, FEED, clock, Entry(A, "1"), Entry(B, "1")) == (2, 0)
    assert tell(feeds, OTHER, clock, Entry(A, "in other words")) == (0, 0)
    waiting = feeds.waiting(clock(), 10)
    assert [item.address for item in waiting] == [A, B]
    for item in waiting:
        feeds.stored(item, Fetched(item.address, item.address, "2031-05-01T09:00:00Z", b"", etag='"e"'))
    assert feeds.waiting(clock(), 10) == ()
    clock.turn(minutes=15)
    assert tell(feeds, FEED, clock, Entry(A, "1"), Entry(B, "2")) == (0, 1)
    (item,) = feeds.waiting(clock(), 10)
    assert (item.address, item.known.etag) == (B, '"e"')


def test_what_a_feed_said_of_its_answer_is_given_back_when_it_is_due(feeds, clock):
    tell(feeds, FEED, clock)
    assert [item.address for item in feeds.due(clock())] == [OTHER]
    clock.turn(minutes=15)
    known = {item.address: item.known for item in feeds.due(clock())}
    assert known == {OTHER: Known(), FEED: Known('"1"', "Thu, 01 May 2031")}


def test_failures_in_a_row_are_counted_with_the_reason_until_it_answers(feeds, clock):
    for number in (1, 2):
        (of,) = (item for item in feeds.due(clock()) if item.address == FEED)
        assert of.tries == number - 1
        feeds.failed(of, TROUBLE, clock(), clock() + timedelta(hours=1))
        found = feeds.every()[0]
        assert (found.failures, found.code, found.why, found.read_at) == (number, "http", "it was not there", None)
        clock.turn(hours=1)
    tell(feeds, FEED, clock)
    found = feeds.every()[0]
    assert (found.failures, found.code, found.why, found.read_at) == (0, None, None, "2031-05-01T11:00:00Z")


def test_an_article_put_off_waits_until_its_time_and_one_refused_does_not_wait(feeds, clock):
    tell(feeds, FEED, clock, Entry(A, "1"), Entry(B, "1"))
    first, second = feeds.waiting(clock(), 10)
    feeds.later(first, TROUBLE, clock() + timedelta(minutes=5))
    feeds.refuse(second, TROUBLE)
    assert feeds.waiting(clock(), 10) == ()
    assert {(one.address, one.state) for one in feeds.not_had()} == {(A, "waiting"), (B, "refused")}
    clock.turn(minutes=5)
    assert [(item.address, item.tries) for item in feeds.waiting(clock(), 10)] == [(A, 1)]


def test_the_next_to_be_due_may_be_a_feed_or_an_article(feeds, clock):
    for address in (FEED, OTHER):
        tell(feeds, address, clock, Entry(A, "1"))
    (item,) = feeds.waiting(clock(), 10)
    feeds.later(item, TROUBLE, clock() + timedelta(minutes=5))
    assert feeds.next_due() == "2031-05-01T09:05:00Z"
    feeds.refuse(item, TROUBLE)
    assert feeds.next_due() == "2031-05-01T09:15:00Z"


def test_of_a_removed_article_nothing_stays_but_a_hash_and_no_feed_brings_it_back(follower, news, clock, tmp_path):
    news.put("/the-secret-affair", loopback.html("We will wait."))
    news.put("/feed", rss(news.url("/the-secret-affair")))
    follower.follow(news.url("/feed"))
    assert follower.once() == {"added": 1}
    removed = follower.record.remove(news.url("/the-secret-affair"), reason="a court said so", who="ed")
    assert removed.wiped
    assert b"secret-affair" not in (tmp_path / "onrecord.db").read_bytes()
    assert follower.rounds.feeds.every()[0].stored == 0
    clock.turn(hours=1)
    news.put("/feed", rss(news.url("/the-secret-affair"), said="told otherwise now"))
    news.asked.clear()
    assert follower.once() == {}
    assert news.pages_asked() == ["/feed"]
    assert b"secret-affair" not in (tmp_path / "onrecord.db").read_bytes()
    assert follower.record.audit().ok
