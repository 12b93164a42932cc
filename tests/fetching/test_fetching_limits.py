"""What nobody can do to us: hold us up, or fill our memory. And what we do to nobody: ask more often than they like."""

from __future__ import annotations

import gzip
import itertools
import threading
import time
import tracemalloc
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler

import pytest

import loopback
from loopback import refused
from onrecord.fetching import Limits
from onrecord.fetching.politeness import TooLongError, Turns, retry_after

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
SHORT = Limits(seconds=0.6, interval=0)
SMALL = Limits(interval=0, bytes=100_000)


# --- time ---

DRIPS = {
    "a body": itertools.chain([HEAD + b"Content-Length: 100000\r\n\r\n"], itertools.repeat(b"x", 120)),
    "a body that ends with its connection": itertools.chain([HEAD + b"\r\n"], itertools.repeat(b"x", 120)),
    "a body in chunks": itertools.chain(
        [HEAD + b"Transfer-Encoding: chunked\r\n\r\n"], itertools.repeat(b"1\r\nx\r\n", 100)
    ),
    "headers": itertools.chain([HEAD], (b"X-%d: y\r\n" % n for n in range(120))),
    "one long header": itertools.chain([HEAD + b"X: "], itertools.repeat(b"y", 100)),
    "the first line": itertools.repeat(b"H", 100),
    "nothing": iter([b""] * 100),
    "a compressed body that unpacks to nothing": itertools.chain(
        [HEAD + b"Content-Encoding: deflate\r\n\r\n\x78\x9c"], itertools.repeat(b"\x00\x00\x00\xff\xff", 100)
    ),
}


@pytest.mark.parametrize("dripped", DRIPS)
def test_a_server_that_lets_its_answer_drip_is_cut_off(news: loopback.Site, dripped: str) -> None:
    news.put("/a", loopback.dripping(DRIPS[dripped], 0.05))
    started = time.monotonic()
    error = refused(loopback.client(SHORT), news.url("/a"))
    assert error.code == "slow"
    assert "0.6 seconds" in error.what
    assert time.monotonic() - started < 5


def test_a_host_that_begins_tls_and_does_not_go_on_is_cut_off() -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as silent:
        started = time.monotonic()
        error = refused(loopback.client(SHORT), f"https://news.example:{silent.getsockname()[1]}/a")
        assert error.code == "slow"
        assert time.monotonic() - started < 5


def test_the_time_is_that_of_the_whole_fetch_redirects_and_robots_included(news: loopback.Site) -> None:
    def slowly(path: str) -> loopback.Answer:
        def answer(request: object) -> None:
            time.sleep(0.25)
            loopback.answered("", 302, location=path)(request)  # type: ignore[arg-type]

        return answer

    for number in range(5):
        news.put(f"/{number}", slowly(f"/{number + 1}"))
    assert refused(loopback.client(SHORT), news.url("/0")).code == "slow"
    assert len(news.pages_asked()) < 4


# --- size ---


def test_a_body_that_says_it_is_too_large_is_not_read(news: loopback.Site) -> None:
    sent: list[int] = []

    def answer(request: object) -> None:
        request.wfile.write(HEAD + b"Content-Length: 100000000\r\n\r\n")  # type: ignore[attr-defined]
        for _ in range(1000):
            request.wfile.write(b"x" * 100_000)  # type: ignore[attr-defined]
            sent.append(100_000)

    news.put("/a", answer)  # type: ignore[arg-type]
    error = refused(loopback.client(SMALL), news.url("/a"))
    assert error.code == "huge"
    assert sum(sent) < 20_000_000  # what the system's buffers took


def test_a_body_without_end_is_ended(news: loopback.Site) -> None:
    news.put("/a", loopback.dripping(itertools.chain([HEAD + b"\r\n"], itertools.repeat(b"x" * 10_000)), 0))
    assert refused(loopback.client(SMALL), news.url("/a")).code == "huge"


def test_a_body_of_just_the_size_is_taken(news: loopback.Site) -> None:
    news.put("/a", b"x" * SMALL.bytes)
    news.put("/b", b"x" * (SMALL.bytes + 1))
    assert len(loopback.client(SMALL).fetch(news.url("/a")).data) == SMALL.bytes
    assert refused(loopback.client(SMALL), news.url("/b")).code == "huge"


@pytest.mark.parametrize("name", ["gzip", "deflate"])
def test_a_bomb_is_not_unpacked(news: loopback.Site, name: str) -> None:
    # One block that stands for itself (RFC 1951), many times over.
    packer = zlib.compressobj(9, wbits=-15)
    block = packer.compress(b"\0" * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    start = b"\x1f\x8b\x08\0\0\0\0\0\0\xff" if name == "gzip" else b"\x78\x9c"
    bomb = start + block * 100
    assert len(bomb) < 200_000
    news.put("/a", bomb, content_encoding=name)
    client = loopback.client(SMALL)
    tracemalloc.start()
    error = refused(client, news.url("/a"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert error.code == "huge"
    assert peak < 5_000_000  # of 100 million


@pytest.mark.parametrize("name", ["gzip", "x-gzip", "GZIP", "deflate"])
def test_a_compressed_page_is_unpacked(news: loopback.Site, name: str) -> None:
    page = loopback.html("We will wait.").encode()
    news.put("/a", zlib.compress(page) if name == "deflate" else gzip.compress(page), content_encoding=name)
    assert loopback.client().fetch(news.url("/a")).data == page


@pytest.mark.parametrize("name", ["br", "zstd", "gzip, gzip", "compress"])
def test_what_was_not_asked_for_is_not_unpacked(news: loopback.Site, name: str) -> None:
    news.put("/a", gzip.compress(b"x"), content_encoding=name)
    error = refused(loopback.client(), news.url("/a"))
    assert error.code == "broken"
    assert name in error.what
    assert next(asked for asked in news.asked if asked.path == "/a").headers["accept-encoding"] == "gzip, deflate"


def test_what_is_no_gzip_is_broken(news: loopback.Site) -> None:
    news.put("/a", b"not packed at all", content_encoding="gzip")
    assert refused(loopback.client(), news.url("/a")).code == "broken"


# --- politeness ---


def test_a_host_is_asked_no_more_often_than_the_interval(news: loopback.Site) -> None:
    for path in ("/a", "/b", "/c"):
        news.put(path, loopback.html("We will wait."))
    client = loopback.client(Limits(interval=0.5))
    threads = [threading.Thread(target=client.fetch, args=(news.url(path),)) for path in ("/a", "/b", "/c")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times = sorted(asked.at for asked in news.asked if asked.path in ("/a", "/b", "/c"))
    assert len(times) == 3
    assert times[2] - times[0] > 0.6  # of 1.0, since the first of them may be slow to arrive


def test_two_hosts_do_not_wait_for_each_other(news: loopback.Site) -> None:
    news.put("/a", loopback.html("We will wait."))
    client = loopback.client(Limits(interval=60, patience=0))
    assert client.fetch(news.url("/a", "one.example")).data
    assert client.fetch(news.url("/a", "two.example")).data
    assert refused(client, news.url("/a", "one.example")).code == "busy"


def test_the_delay_that_robots_txt_asks_for_is_kept(news: loopback.Site) -> None:
    news.put("/robots.txt", "User-agent: *\nCrawl-delay: 1.0")
    news.put("/a", loopback.html("We will wait."))
    client = loopback.client()
    client.fetch(news.url("/a"))
    client.fetch(news.url("/a"))
    first, second = (asked.at for asked in news.asked if asked.path == "/a")
    assert second - first > 0.6  # of 1.0, since the first may be slow to arrive


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_is_busy_is_left_alone_for_as_long_as_it_says(news: loopback.Site, status: int) -> None:
    news.put("/a", "", status, retry_after="120")
    news.put("/b", loopback.html("We will wait."))
    client = loopback.client()
    error = refused(client, news.url("/a"))
    assert (error.code, error.again_in) == ("busy", 120)
    later = refused(client, news.url("/b"))
    assert later.code == "busy"
    assert later.again_in is not None
    assert 100 < later.again_in <= 120
    assert news.pages_asked() == ["/a"]


def test_waiting_out_of_politeness_does_not_count_as_the_hosts_time(news: loopback.Site) -> None:
    news.put("/a", loopback.html("We will wait."))
    client = loopback.client(Limits(seconds=3, interval=0))
    client._turns.put_off("news.example", 3.5)
    assert client.fetch(news.url("/a")).data


def test_a_turn_too_far_off_is_not_taken() -> None:
    turns = Turns()
    assert turns.begin("h", 0) < 1
    with pytest.raises(TooLongError):  # somebody else is asking it
        turns.begin("h", 0)
    turns.end("h", 10)
    with pytest.raises(TooLongError) as late:
        turns.begin("h", 5)
    assert 9 < late.value.seconds <= 10
    assert turns.begin("other", 0) < 1


def test_a_rest_is_counted_from_the_end_of_a_request_and_none_is_short(news: loopback.Site) -> None:
    ends: list[float] = []

    def slowly(request: BaseHTTPRequestHandler) -> None:
        time.sleep(0.1)
        ends.append(time.monotonic())
        loopback.answered(loopback.html("We will wait."))(request)

    paths = [f"/{n}" for n in range(4)]
    for path in paths:
        news.put(path, slowly)
    client = loopback.client(Limits(interval=0.2))
    threads = [threading.Thread(target=client.fetch, args=(news.url(path),)) for path in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    begins = sorted(asked.at for asked in news.asked if asked.path in paths)
    assert len(begins) == len(ends) == 4
    assert all(begin - end >= 0.2 for end, begin in zip(sorted(ends), begins[1:], strict=False))


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("0", 0), ("30", 30), ("9999999", 86_400), (None, 60), ("soon", 60), ("", 60), ("-5", 60), ("٣", 60)],
)
def test_retry_after_is_read_as_a_number_of_seconds(value: str | None, seconds: float) -> None:
    assert retry_after(value) == seconds


def test_retry_after_is_read_as_a_date() -> None:
    later = datetime.now(UTC) + timedelta(seconds=90)
    assert 80 < retry_after(format_datetime(later, usegmt=True)) < 91
    assert retry_after("Sun, 17 Jan 2021 09:00:00 GMT") == 0
