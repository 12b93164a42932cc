"""A round over real sockets: what is asked and how often, what is kept, and what faults cost."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta

import pytest
from follower import Follower, rss

import loopback
from onrecord.following import rounds
from onrecord.record import open_record
from small_news import news as article_file


def put(news, *names, quote="We will wait."):
    for name in names:
        news.put(f"/{name}", loopback.html(quote, title=f"The ferry {name} stays in port"))


def conditional(body, etag):
    """Answers with 304 whoever has it already."""

    def answer(request):
        known = request.headers.get("If-None-Match") == etag
        (loopback.answered("", 304) if known else loopback.answered(body, etag=etag))(request)

    return answer


def test_each_article_comes_once_however_often_and_by_however_many_feeds_it_is_told(follower, news, clock):
    put(news, "a", "b")
    news.put("/one", rss(news.url("/a"), news.url("/b")))
    news.put("/two", rss(news.url("/b", host="news.example"), title="Other"))
    follower.follow(news.url("/one"), news.url("/two"))
    assert follower.once() == {"added": 2}
    assert follower.titles() == ["The ferry a stays in port", "The ferry b stays in port"]
    assert follower.once() == {}
    clock.turn(minutes=15)
    assert follower.once() == {}
    asked = news.pages_asked()
    assert {path: asked.count(path) for path in asked} == {"/one": 2, "/two": 2, "/a": 1, "/b": 1}
    assert follower.record.audit().ok


def test_what_is_the_same_is_not_sent_again(follower, news, clock):
    put(news, "a")
    news.put("/feed", conditional(rss(news.url("/a")), '"1"'))
    follower.follow(news.url("/feed"))
    assert follower.once() == {"added": 1}
    clock.turn(minutes=15)
    assert follower.once() == {}
    assert [asked.headers.get("if-none-match") for asked in news.asked if asked.path == "/feed"] == [None, '"1"']
    (feed,) = follower.rounds.feeds.every()
    assert (feed.failures, feed.read_at, feed.title) == (0, "2031-05-01T09:15:00Z", "Harbour Post")


def test_an_article_that_its_feed_says_was_changed_is_a_revision(follower, news, clock):
    put(news, "a")
    news.put("/feed", rss(news.url("/a"), said="first"))
    follower.follow(news.url("/feed"))
    follower.once()
    put(news, "a", quote="We will not wait.")
    news.put("/feed", rss(news.url("/a"), said="second"))
    clock.turn(minutes=15)
    assert follower.once() == {"revised": 1}
    assert len(follower.record.revisions(news.url("/a"))) == 1


def test_one_that_is_said_to_be_changed_and_is_not_is_no_revision(follower, news, clock):
    news.put("/a", conditional(loopback.html("We will wait."), '"a"'))
    news.put("/feed", rss(news.url("/a"), said="first"))
    follower.follow(news.url("/feed"))
    follower.once()
    news.put("/feed", rss(news.url("/a"), said="second"))
    clock.turn(minutes=15)
    assert follower.once() == {"unchanged": 1}
    assert follower.record.revisions(news.url("/a")) == ()


FAULTS = {
    "500": (loopback.answered("", 500), "answered with status 500"),
    "gone": (loopback.answered("", 404), "there is no page at this address"),
    "forbidden": (loopback.answered("", 403), "does not let programs see this page"),
    "page": (loopback.answered("<html><body>Hello</body></html>"), "this is a page, not a feed"),
    "nothing": (loopback.answered("The ferry waits."), "this is no feed that is known here"),
    "round": (loopback.answered("", 302, location="/round"), "round in a circle"),
    "reserved": (loopback.answered(rss(), tdm_reservation="1"), "reserves the rights"),
    "not-http": (loopback.dripping(iter([b"\0\1\2"]), 0), "its answer was broken"),
    "private": (loopback.answered("", 302, location="ftp://news.example/"), "only addresses of the web"),
}


def test_faults_cost_their_own_feed_alone_and_are_asked_less_and_less(follower, news, clock):
    put(news, "a")
    news.put("/feed", rss(news.url("/a")))
    for name, (answer, _) in FAULTS.items():
        news.put(f"/{name}", answer)
    follower.follow(news.url("/feed"), *(news.url(f"/{name}") for name in FAULTS))
    assert follower.once() == {"added": 1}
    found = {feed.address: feed for feed in follower.rounds.feeds.every()}
    for name, (_, why) in FAULTS.items():
        assert why in found[news.url(f"/{name}")].why
    # Asked at 0, 15, 45, 105, 225 ... minutes.
    for _ in range(12):
        clock.turn(minutes=15)
        follower.once()
    asked = news.pages_asked()
    assert (asked.count("/feed"), asked.count("/500"), asked.count("/nothing")) == (13, 4, 4)


def test_a_feed_that_was_gone_all_the_time_is_asked_no_more_and_says_so(follower, news, clock):
    follower.follow(news.url("/gone"))
    for _ in range(20):
        follower.once()
        clock.turn(days=2)
    assert news.pages_asked() == ["/gone"] * 8
    (feed,) = follower.rounds.feeds.every()
    assert (feed.due_at, feed.failures, feed.code) == (None, 8, "gone")


def test_a_host_is_left_alone_for_as_long_as_it_asks(follower, news, clock):
    news.put("/feed", "", 503, retry_after="7200")
    follower.follow(news.url("/feed"))
    follower.once()
    assert follower.rounds.feeds.every()[0].due_at == "2031-05-01T11:00:00Z"


def test_an_article_that_cannot_be_had_now_is_tried_again_and_had(follower, news, clock):
    news.put("/a", "", 500)
    news.put("/feed", rss(news.url("/a")))
    follower.follow(news.url("/feed"))
    assert follower.once() == {"put off": 1}
    (waits,) = follower.rounds.feeds.not_had()
    assert (waits.state, waits.code, waits.due_at) == ("waiting", "http", "2031-05-01T09:05:00Z")
    assert "again at 2031-05-01 09:05 UTC" in follower.lines[-1]
    put(news, "a")
    clock.turn(minutes=5)
    assert follower.once() == {"added": 1}
    assert follower.rounds.feeds.not_had() == ()


def test_an_article_that_fails_for_days_is_given_up(follower, news, clock):
    news.put("/a", "", 500)
    news.put("/feed", rss(news.url("/a")))
    follower.follow(news.url("/feed"))
    for _ in range(15):
        follower.once()
        clock.turn(days=1)
    assert news.pages_asked().count("/a") == 8
    assert [one.state for one in follower.rounds.feeds.not_had()] == ["refused"]


@pytest.mark.parametrize(
    ("answer", "robots", "code"),
    [
        (loopback.answered("", 404), "", "gone"),
        (loopback.answered(loopback.html("No."), tdm_reservation="1"), "", "reserved"),
        (loopback.answered(loopback.html("No.")), "User-agent: *\nDisallow: /a", "robots"),
        (loopback.answered(b"\x89PNG"), "", "binary"),
    ],
)
def test_an_article_that_may_not_be_had_or_read_is_asked_for_once(follower, news, clock, answer, robots, code):
    news.put("/robots.txt", robots)
    news.put("/a", answer)
    news.put("/feed", rss(news.url("/a")))
    follower.follow(news.url("/feed"))
    for _ in range(3):
        follower.once()
        clock.turn(days=2)
    assert news.pages_asked().count("/a") == (0 if code == "robots" else 1)
    assert [(one.state, one.code) for one in follower.rounds.feeds.not_had()] == [("refused", code)]


def test_a_broken_feed_is_read_as_far_as_it_goes_and_sent_whole_the_next_time(follower, news, clock):
    put(news, "a", "b")
    whole = rss(news.url("/a"), news.url("/b"))
    cut = whole[: whole.index("/b</link>") + 1]
    news.put("/feed", conditional(cut, '"1"'))
    follower.follow(news.url("/feed"))
    assert follower.once() == {"added": 1}
    assert any("broken, read as far as it goes" in line for line in follower.lines)
    news.put("/feed", conditional(whole, '"1"'))
    clock.turn(minutes=15)
    assert follower.once() == {"added": 1}


@pytest.mark.parametrize("moment", ["before", "after"])
def test_whoever_is_killed_in_the_middle_goes_on_where_it_was(follower, news, clock, monkeypatch, moment):
    put(news, "a", "b", "c")
    news.put("/feed", conditional(rss(*(news.url(f"/{name}") for name in "abc")), '"1"'))
    follower.follow(news.url("/feed"))
    add, seen = follower.record.add, []

    def killed(found, **options):
        seen.append(found)
        if len(seen) == 2 and moment == "before":
            raise SystemExit
        stored = add(found, **options)
        if len(seen) == 2:
            raise SystemExit
        return stored

    monkeypatch.setattr(follower.record, "add", killed)
    with pytest.raises(SystemExit):
        follower.once()
    monkeypatch.undo()
    with open_record(follower.record.path) as record:
        again = Follower(record, clock)
        counted = again.once()
        assert counted == ({"added": 2} if moment == "before" else {"added": 1, "already": 1})
        assert len(again.titles()) == 3


def test_an_article_that_ends_the_process_each_time_is_given_up_and_the_others_go_on(
    follower, news, clock, monkeypatch
):
    put(news, "a", "b")
    news.put("/feed", rss(news.url("/a"), news.url("/b")))
    follower.follow(news.url("/feed"))
    add = follower.record.add

    def killed(found, **options):
        if found.article.url == news.url("/a"):
            raise SystemExit
        return add(found, **options)

    monkeypatch.setattr(follower.record, "add", killed)
    ends = 0
    for _ in range(20):
        try:
            follower.once()
        except SystemExit:
            ends += 1
        clock.turn(days=1)
    assert ends == 8
    assert follower.titles() == ["The ferry b stays in port"]
    assert [(one.state, one.code) for one in follower.rounds.feeds.not_had()] == [("refused", "crashed")]


def test_a_stop_ends_it_after_the_article_at_hand_and_the_rest_waits(follower, news, clock):
    put(news, "a", "b", "c")
    news.put("/feed", rss(*(news.url(f"/{name}") for name in "abc")))
    follower.follow(news.url("/feed"))

    def tell(line):
        follower.stop = follower.stop or line.startswith("added")

    follower.rounds = replace(follower.rounds, tell=tell)
    assert follower.once() == {"added": 1}
    (feed,) = follower.rounds.feeds.every()
    assert (feed.stored, feed.waiting) == (1, 2)
    follower.stop = False
    follower.rounds = replace(follower.rounds, tell=follower.lines.append)
    follower.once()
    assert len(follower.titles()) == 3


def test_a_host_with_a_long_list_does_not_hold_up_the_others(follower, news, monkeypatch):
    monkeypatch.setattr(rounds, "_BATCH", 5)
    monkeypatch.setattr(rounds, "_OF_ONE_HOST", 2)
    names = [f"a{n}" for n in range(7)]
    put(news, *names, "b")
    news.put("/long", rss(*(news.url(f"/{name}", host="long.example") for name in names)))
    news.put("/short", rss(news.url("/b", host="short.example")))
    follower.follow(news.url("/long"), news.url("/short"))
    assert follower.once() == {"added": 8}
    articles = [path for path in news.pages_asked() if path not in ("/long", "/short")]
    assert "/b" in articles[:3]


def test_an_address_that_is_none_does_not_stop_a_round(follower, news):
    put(news, "a")
    news.put("/feed", rss("http://[nonsense/", "http://0x7f.1/", news.url("/a")))
    follower.follow(news.url("/feed"))
    counted = follower.once()
    assert counted["added"] == 1


def test_a_folder_is_followed_like_a_feed(follower, clock, tmp_path):
    folder = tmp_path / "press"
    folder.mkdir()
    path = article_file(folder, "n1", "We will wait.")
    settle(path, clock)
    fresh = article_file(folder, "n2", "The price is wrong.")
    os.utime(fresh, (clock().timestamp(), clock().timestamp()))
    follower.follow(str(folder), kind="folder")
    assert follower.once() == {"added": 1}  # the other one may still be on its way
    clock.turn(seconds=30)
    assert follower.once() == {"added": 1}
    clock.turn(seconds=30)
    assert follower.once() == {}
    article_file(folder, "n1", "We will not wait.")
    settle(path, clock, by=3)
    clock.turn(seconds=30)
    assert sum(follower.once().values()) == 1
    folder.rename(tmp_path / "elsewhere")
    clock.turn(seconds=30)
    follower.once()
    (feed,) = follower.rounds.feeds.every()
    assert (feed.code, feed.stored) == ("missing", 2)


def settle(path, clock, by=60):
    moment = (clock() - timedelta(seconds=by)).timestamp()
    os.utime(path, (moment, moment))
