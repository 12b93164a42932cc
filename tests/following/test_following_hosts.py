"""Several workers on one record: each host is one worker's at a time, and rests between two requests of any of them."""

from __future__ import annotations

import itertools
import socket
import subprocess
import sys
import threading
import time

import pytest
import sqlalchemy as sa
from follower import Follower, rss

import loopback
from onrecord.fetching import Limits
from onrecord.fetching.politeness import TooLongError
from onrecord.following import hosts
from onrecord.following.hosts import Hosts, SharedTurns


def test_a_host_is_one_workers_until_it_lets_go(either):
    one, other = Hosts(either), Hosts(either)
    with one.kept(), other.kept():
        assert one.take("a.example")
        assert one.take("a.example")
        assert not other.take("a.example")
        assert other.take("b.example")
        assert one.of_others() == {"b.example"}
        assert other.of_others() == {"a.example"}
        other.free("a.example")  # not its own to free
        assert not other.take("a.example")
        one.free("a.example")
        assert other.take("a.example")
    assert one.take("a.example"), "a worker that ends cleanly holds nothing"


def test_what_a_killed_worker_held_is_free_when_its_lease_has_run_out(either):
    killed, other = Hosts(either, lease=0.2), Hosts(either)
    assert killed.take("a.example")
    assert not other.take("a.example")
    until(lambda: other.take("a.example"))
    assert killed.of_others() == {"a.example"}
    killed.free("a.example")  # it was only slow, and comes back: what is another's now stays the other's
    assert killed.of_others() == {"a.example"}


def test_what_a_worker_of_this_machine_held_is_free_at_once_when_it_lives_no_more(either):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    killed, far, other = Hosts(either), Hosts(either), Hosts(either)
    killed._worker = f"{socket.gethostname()}:{gone.pid}:1"
    far._worker = f"another.example:{gone.pid}:1"  # of whose processes nothing can be known here
    assert killed.take("a.example")
    assert far.take("b.example")
    assert other.of_others() == {"b.example"}
    assert other.take("a.example")
    assert not other.take("b.example")


def test_a_worker_that_lives_renews_its_lease(either):
    living = Hosts(either, lease=0.4)
    with living.kept():
        assert living.take("a.example")
        first = lease_of(either, "a.example")
        until(lambda: lease_of(either, "a.example") > first)


def test_a_clock_that_was_put_back_holds_nobody_up(either, monkeypatch):
    monkeypatch.setattr(hosts, "moment", lambda _: 4e9)
    assert Hosts(either).take("a.example")
    SharedTurns(either).put_off("a.example", 60)
    monkeypatch.undo()
    assert Hosts(either).take("a.example")
    assert SharedTurns(either).begin("a.example", 0) < 60


def test_a_host_rests_between_the_requests_of_two_workers(either):
    one, other = SharedTurns(either), SharedTurns(either)
    one.begin("a.example", 5)
    with pytest.raises(TooLongError):  # it is being asked
        other.begin("a.example", 0)
    one.end("a.example", 30)
    with pytest.raises(TooLongError) as late:
        other.begin("a.example", 5)
    assert 5 < late.value.seconds <= 30
    assert other.begin("b.example", 5) < 5
    other.put_off("b.example", 1000)
    other.end("c.example", 0)
    with pytest.raises(TooLongError) as late:
        one.begin("b.example", 5)
    assert late.value.seconds > 900
    assert other.begin("c.example", 5) < 5


@pytest.mark.parametrize("by", ["this worker", "another"])
def test_whoever_waits_for_a_host_for_more_than_a_moment_is_told(either, by, monkeypatch):
    monkeypatch.setattr("onrecord.fetching.politeness._WORTH_TELLING", 0.3)
    told = []
    turns = SharedTurns(either, lambda host, seconds: told.append((host, seconds)))
    turns.begin("a.example", 0)
    turns.end("a.example", 0)
    (turns if by == "this worker" else SharedTurns(either)).put_off("a.example", 0.5)
    turns.begin("a.example", 5)
    turns.end("a.example", 0)
    ((host, seconds),) = told
    assert host == "a.example"
    assert 0.3 < seconds <= 0.5


def test_clients_of_two_workers_ask_a_host_no_sooner_than_it_likes(either, news):
    for path in ("/a", "/b", "/c", "/d"):
        news.put(path, loopback.html("We will wait."))
    clients = [loopback.client(Limits(interval=0.3), turns=SharedTurns(either)) for _ in range(2)]
    threads = [
        threading.Thread(target=clients[n % 2].fetch, args=(news.url(path),))
        for n, path in enumerate("/a /b /c /d".split())
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times = [asked.at for asked in news.asked if asked.path in ("/a", "/b", "/c", "/d")]
    assert len(times) == 4
    # The record's clock and the monotonic one of the site differ by what a clock is set right in a second.
    assert all(later - earlier >= 0.29 for earlier, later in itertools.pairwise(times))


def test_two_workers_share_the_work_and_no_article_is_asked_twice(either, clock, news):
    names = [f"{host}.example" for host in ("one", "two", "three", "four", "five", "six")]
    for host in names:
        pages = [f"/{host}/{n}" for n in range(4)]
        for page in pages:
            news.put(page, loopback.html("We will wait.", title=f"Article {page}"))
        news.put(f"/{host}", rss(*(news.url(page, host) for page in pages)))
    workers = [Follower(either, clock) for _ in range(2)]
    workers[0].follow(*(news.url(f"/{host}", host) for host in names))
    threads = [threading.Thread(target=worker.once) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    workers[1].once()  # what was found after one of them had looked
    asked = news.pages_asked()
    assert len(asked) == len(set(asked)) == 6 + 24
    assert either.articles().total == 24
    assert either.audit().ok


def test_what_another_worker_holds_is_left_alone_and_the_round_ends(follower, news):
    news.put("/a", loopback.html("We will wait."))
    news.put("/feed", rss(news.url("/a")))
    follower.follow(news.url("/feed"))
    other = Hosts(follower.record)
    assert other.take("news.example")
    assert follower.once() == {}
    assert news.asked == []
    other.free("news.example")
    assert follower.once() == {"added": 1}


def test_a_folder_is_one_workers_at_a_time(follower, clock, tmp_path):
    (tmp_path / "press").mkdir()
    (tmp_path / "press" / "a.txt").write_text("The ferry waits, the harbour office announced on Monday.", "utf-8")
    follower.follow(str(tmp_path / "press"), kind="folder")
    other = Hosts(follower.record)
    assert other.take(hosts.FILES)
    assert follower.once() == {}
    other.free(hosts.FILES)
    assert follower.once() == {"added": 1}


def until(holds):
    """Wait for what another worker, or a lease, brings about; a suite that hangs here has found an error."""
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def lease_of(record, host):
    with record.transactions.reading() as connection:
        table = hosts.asked_host
        return connection.execute(sa.select(table.c.until).where(table.c.host == host)).scalar_one()
