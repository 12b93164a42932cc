"""Web archives on the command line: their pages, what else was in them, and how many workers they are given."""

from __future__ import annotations

import gzip
import json
import os

import pytest

import loopback
from onrecord.cli.options import workers_for
from onrecord.reading import Source

HEAD = "WARC/1.1\r\nWARC-Type: {}\r\nWARC-Date: 2021-01-18T00:00:00Z\r\nWARC-Target-URI: https://news.example/{}\r\n"


def record(name: str, kind: str, body: bytes) -> bytes:
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + body
    head = HEAD.format("response", name) + f"Content-Type: application/http\r\nContent-Length: {len(answer)}\r\n\r\n"
    return gzip.compress(head.encode() + answer + b"\r\n\r\n")


@pytest.fixture
def archive(tmp_path):
    pages = [record(name, "text/html", loopback.html(f"We will wait for {name}.").encode()) for name in "ab"]
    (tmp_path / "crawl.warc.gz").write_bytes(b"".join([*pages, record("c", "image/png", bytes(9))]))


@pytest.mark.usefixtures("archive")
def test_the_pages_are_added_and_the_rest_is_told(onrecord):
    ran = onrecord("add", "crawl.warc.gz", "--jobs", "1")
    assert (ran.status, ran.err) == (0, "")
    assert "2 articles, 2 statements read into onrecord.db" in ran.out
    assert "passed over, being no articles: 1 picture" in ran.out
    listed = json.loads(onrecord("articles", "--json").out)["items"]
    assert [article["url"] for article in listed] == ["https://news.example/a", "https://news.example/b"]
    again = json.loads(onrecord("add", "crawl.warc.gz", "--jobs", "1", "--json").out)
    assert (again["articles"], again["others"]) == ({"already": 2}, {"pictures": 1})
    assert onrecord("audit", "--from-bytes", "--jobs", "1").status == 0


@pytest.mark.usefixtures("archive")
def test_extract_tells_the_rest_beside_its_lines(onrecord):
    ran = onrecord("extract", "crawl.warc.gz", "--jobs", "1")
    assert (ran.status, len(ran.out.splitlines())) == (0, 2)
    assert ran.err == "onrecord: passed over, being no articles: 1 picture\n"


@pytest.mark.parametrize(
    ("path", "data", "many"),
    [
        ("a.jsonl", b'{"text": "a"}\n' * 900, True),
        ("a.jsonl.gz", gzip.compress(b'{"text": "a"}\n' * 900), True),
        ("-", b'{"text": "a"}\n' * 900, True),
        ("a.json", b"[" + b'{"text": "a"},' * 900, True),
        ("a.csv", b"text\n" + b"a word\n" * 2000, True),
        ("a.warc", b"WARC/1.1\r\n", True),
        ("a.warc.gz", b"", True),
        ("a.txt", b"  1 of 2 DOCUMENTS\n\nLENGTH: 5 words\n" + b"word " * 2000, True),
        ("a.jsonl", b'{"text": "a"}\n', False),
        ("a.csv", b"text\na\nb\n", False),
        ("a.txt", b"One article.", False),
        ("a.json.txt", b"One article.", False),
        ("a.html", b"<html>", False),
        ("a.txt", b"", False),
    ],
)
def test_a_file_of_many_articles_gets_a_worker_a_core(path, data, many):
    cores = len(os.sched_getaffinity(0))
    assert workers_for(None, [Source("b.txt", data=b"b"), Source(path, data=data)]) == (cores if many else 1)
    assert workers_for(3, [Source(path, data=data)]) == 3


def test_many_files_get_a_worker_a_core_without_being_opened():
    assert workers_for(None, [Source(f"missing-{at}.txt") for at in range(12)]) == len(os.sched_getaffinity(0))
    assert workers_for(None, [Source("missing.txt")]) == 1
