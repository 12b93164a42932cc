"""What an address delivered: read by the reader that its type tells, kept with its address and the day."""

from __future__ import annotations

import pytest

import loopback
from onrecord.domain import Fetched
from onrecord.errors import ReadError
from onrecord.reading import Given, find, is_address, read_fetched, read_source

ADDRESS = "https://www.news.example/2021/01/17/ferry?from=rss"
PAGE = loopback.html("We will wait for spring.")


def fetched(data: str | bytes, media_type: str | None = "text/html", **fields: str) -> Fetched:
    raw = data.encode() if isinstance(data, str) else data
    given = {"asked": ADDRESS, "address": ADDRESS, "at": "2026-11-28T18:04:00Z"} | fields
    return Fetched(data=raw, media_type=media_type, **given)


def one(found: Fetched, given: Given | None = None):
    (article,) = read_fetched(found, given=given or Given())
    return article


def test_a_page_keeps_its_address_and_the_day_it_was_fetched_on():
    article = one(fetched(PAGE))
    assert (article.url, article.path) == (ADDRESS, ADDRESS)
    assert article.meta == {"fetched": "2026-11-28"}
    assert article.raw == PAGE.encode()
    assert (article.title, article.published) == ("The ferry stays in port", "2021-01-17")


def test_after_a_redirect_the_address_that_answered_is_the_articles():
    found = fetched(PAGE, asked="https://short.example/x", address=ADDRESS)
    assert (one(found).url, one(found).path) == (ADDRESS, "https://short.example/x")


@pytest.mark.parametrize(
    ("own", "kept"),
    [
        ("https://www.news.example/2021/01/17/ferry", True),
        ("https://news.example/2021/01/17/ferry", True),
        ("http://WWW.news.example/2021/01/17/ferry", True),
        # A page does not speak for somebody else's site, nor is it its own front page.
        ("https://other.example/2021/01/17/ferry", False),
        ("https://news.example.evil.example/a", False),
        ("https://www.news.example/", False),
        ("https://www.news.example", False),
        ("https://[broken/", False),
    ],
)
def test_the_address_that_a_page_gives_as_its_own_is_believed_within_its_site(own, kept):
    article = one(fetched(loopback.html("We will wait.", head=f"<link rel=canonical href='{own}'>")))
    assert article.url == (own if kept else ADDRESS)


def test_an_address_that_somebody_gives_goes_before_all():
    assert one(fetched(PAGE), Given(url="https://archive.example/1")).url == "https://archive.example/1"


@pytest.mark.parametrize(
    ("data", "media_type", "address", "reader"),
    [
        (PAGE, "text/html", "https://news.example/a.txt", "html"),
        (PAGE, None, "https://news.example/a", "html"),
        (PAGE.split("<body>")[1].replace("article>", "main>"), "text/html", "https://news.example/a", "html"),
        ("The ferry will wait. " * 30, "text/plain", "https://news.example/a", "plain"),
        ("# Ferry\n\nIt will wait.", "text/plain", "https://news.example/a.md?raw=1", "markdown"),
        ("Ferry\n\nIt will wait.", "text/markdown", "https://news.example/a", "markdown"),
        ("Ferry\n\nIt will wait.", "application/octet-stream", "https://news.example/a", "plain"),
        ('{"text": "The ferry will wait."}', "application/json", "https://news.example/a", "jsonl"),
    ],
)
def test_the_reader_is_the_one_that_type_and_content_tell(data, media_type, address, reader):
    assert one(fetched(data, media_type, address=address)).reader == reader


def test_the_encoding_that_a_server_names_goes_before_what_a_page_names():
    page = PAGE.replace("</title>", "</title><meta charset=iso-8859-1>").replace("ferry", "фериботът")
    raw = page.replace("“", '"').replace("”", '"').encode("cp1251")
    article = one(fetched(raw, charset="windows-1251"))
    assert "фериботът" in article.text
    assert not article.warned("encoding-guessed")
    text = ("фериботът " * 30).encode("cp1251")
    assert "фериботът" in one(fetched(text, "text/plain", charset="cp1251")).text


def test_each_article_of_a_file_of_many_keeps_its_own_address():
    lines = (
        '{"id": "a", "text": "One.", "url": "https://a.example/1"}\n{"id": "b", "text": "Two.", "fetched": "2020"}\n'
    )
    first, second = read_fetched(fetched(lines, "application/x-ndjson", asked="https://news.example/all.jsonl"))
    assert (first.url, first.path) == ("https://a.example/1", "https://news.example/all.jsonl:1")
    assert first.meta == {"fetched": "2026-11-28"}
    assert (second.url, second.meta) == (None, {"fetched": "2020"})


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "empty"), (b"\x89PNG\r\n" + bytes(99), "binary"), ("<html></html>", "no-text")]
)
def test_what_is_no_article_is_told_with_its_address(data, code):
    error = one(fetched(data))
    assert isinstance(error, ReadError)
    assert (error.code, error.where) == (code, ADDRESS)


def test_addresses_are_sources_beside_files_and_are_fetched_when_they_are_read(tmp_path):
    (tmp_path / "a.txt").write_text("The ferry will wait.", encoding="utf-8")
    asked = []

    def fetch(address):
        asked.append(address)
        return fetched(PAGE)

    sources = list(find([ADDRESS, str(tmp_path), ADDRESS, "HTTP://news.example/*?[a]"], fetch=fetch))
    assert [source.path for source in sources] == [ADDRESS, str(tmp_path / "a.txt"), "HTTP://news.example/*?[a]"]
    assert asked == []
    assert [article.path for article in read_source(sources[0])] == [ADDRESS]
    assert asked == [ADDRESS]


def test_a_command_that_takes_no_addresses_says_what_does():
    (source,) = find([ADDRESS])
    (error,) = read_source(source)
    assert "it is an address" in error.what
    assert "onrecord add ADDRESS" in error.next_step


@pytest.mark.parametrize("path", ["http.txt", "news/https", "ftp://news.example/a", "c:/news", ""])
def test_what_is_no_address_is_a_file(path):
    assert not is_address(path)
