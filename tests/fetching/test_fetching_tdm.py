"""The reservation of text and data mining: by the page, by a header, by a file of the host; the nearest holds."""

from __future__ import annotations

import json

import pytest

import loopback
from loopback import refused
from onrecord.fetching import tdm

FILE = "/.well-known/tdmrep.json"
RESERVED = '<meta name="tdm-reservation" content="1">'
OPEN = '<meta content="0" name="tdm-reservation"/>'


def rules(*pairs: tuple[str, int]) -> str:
    return json.dumps([{"location": location, "tdm-reservation": value} for location, value in pairs])


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (RESERVED, True),
        (OPEN, False),
        ("<META NAME=tdm-reservation CONTENT=1>", True),
        ("<meta name='tdm-reservation' content='1' >", True),
        ("<meta name='tdm-policy' content='https://news.example/policy'>", None),
        ("<meta name='tdm-reservation' content='perhaps'>", None),
        ("<meta name='keywords' content='tdm-reservation'><meta content='1'>", None),
        ("", None),
    ],
)
def test_a_page_speaks_for_itself(head: str, said: bool | None) -> None:
    assert tdm.said_by_page(loopback.html("We will wait.", head=head).encode()) == said


@pytest.mark.parametrize(
    ("text", "path", "reserved"),
    [
        (rules(("/", 1)), "/a", True),
        (rules(("/", 0)), "/a", False),
        (rules(("/news/", 1)), "/a", False),
        (rules(("/", 1), ("/open/", 0)), "/open/a", False),
        (rules(("/open/", 0), ("/", 1)), "/a", True),
        (rules(("/*.html$", 1)), "/a.html", True),
        (rules(("/a", 0), ("/a", 1)), "/a", True),
        ('{"location": "/", "tdm-reservation": "1"}', "/a", True),
        ('[{"location": 3, "tdm-reservation": 1}, {"location": "/"}, 7]', "/a", False),
        ("<html>no such page</html>", "/a", False),
        ("[" * 100_000, "/a", False),
        ("", "/a", False),
    ],
)
def test_a_host_speaks_for_its_pages(text: str, path: str, reserved: bool) -> None:
    assert tdm.said_by_host(tdm.parse(text.encode()), path) == reserved


@pytest.mark.parametrize(
    ("head", "headers", "file", "by"),
    [
        (RESERVED, {}, None, "its page"),
        ("", {"tdm_reservation": "1"}, None, "the header tdm-reservation"),
        ("", {}, rules(("/a", 1)), FILE),
        # The nearer to the page goes before.
        (OPEN, {"tdm_reservation": "1"}, rules(("/", 1)), None),
        ("", {"tdm_reservation": "0"}, rules(("/", 1)), None),
        (RESERVED, {"tdm_reservation": "0"}, rules(("/", 0)), "its page"),
        ("", {}, None, None),
    ],
)
def test_what_is_reserved_is_refused_with_who_says_so(
    news: loopback.Site, head: str, headers: dict[str, str], file: str | None, by: str | None
) -> None:
    news.put("/a", loopback.html("We will wait.", head=head), **headers)
    if file:
        news.put(FILE, file, content_type="application/json")
    if by is None:
        assert loopback.client().fetch(news.url("/a")).data
        return
    error = refused(loopback.client(), news.url("/a"))
    assert error.code == "reserved"
    assert f"({by} says so)" in error.what
    assert "onrecord add page.html --url" in (error.next_step or "")


def test_a_file_is_asked_for_once_and_only_where_nothing_nearer_speaks(news: loopback.Site) -> None:
    news.put("/a", loopback.html("We will wait."))
    news.put("/b", loopback.html("We will not."))
    news.put("/c", loopback.html("We may.", head=OPEN))
    client = loopback.client()
    client.fetch(news.url("/c"))
    assert FILE not in news.paths()
    client.fetch(news.url("/a"))
    client.fetch(news.url("/b"))
    assert news.paths().count(FILE) == 1


@pytest.mark.parametrize("status", [404, 403, 500])
def test_a_host_without_such_a_file_reserves_nothing(news: loopback.Site, status: int) -> None:
    news.put("/a", loopback.html("We will wait."))
    news.put(FILE, rules(("/", 1)), status)
    assert loopback.client().fetch(news.url("/a")).data
