"""The loop: it rests until something is due, and no longer; and it ends when somebody asks."""

from __future__ import annotations

from follower import rss

import loopback
from onrecord.following import watch


def test_it_goes_round_when_something_is_due_and_until_it_is_to_end(follower, news, clock):
    news.put("/a", loopback.html("We will wait."))
    news.put("/feed", rss(news.url("/a")))
    follower.follow(news.url("/feed"))
    rests = []

    def wait(seconds):
        rests.append(seconds)
        clock.turn(seconds=seconds)
        follower.stop = len(rests) == 31

    watch(follower.rounds, wait)
    # Looked every minute, since another process may put something on the list; asked every fifteen.
    assert rests == [60] * 31
    assert news.pages_asked() == ["/feed", "/a", "/feed", "/feed"]
    assert sum(line.startswith("round over: 1 asked") for line in follower.lines) == 3


def test_what_is_due_sooner_is_not_kept_waiting(follower, news, clock):
    news.put("/feed", "", 503, retry_after="7")
    follower.rounds.every *= 0
    follower.follow(news.url("/feed"))
    rests = []

    def wait(seconds):
        rests.append(seconds)
        follower.stop = True

    watch(follower.rounds, wait)
    assert rests == [7]
