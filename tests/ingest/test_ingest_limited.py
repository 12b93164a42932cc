"""Reading within limits: the same articles as without, and an error where one never comes back or is too long."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from onrecord.domain import Article, Fetched
from onrecord.errors import FetchError, ReadError
from onrecord.ingest import limited, read_within
from onrecord.reading import Given, Source, read_source

NOTHING = Given()
LINES = b'{"id": "a", "text": "Ana Reyes spoke."}\nnonsense\n{"id": "b", "text": "Bo Novak spoke."}\n'


def _never(source: Source, given: Given) -> Iterator[Article | ReadError]:
    yield from read_source(source, given=given)
    while True:
        pass


def _dies(source: Source, given: Given) -> Iterator[Article | ReadError]:
    yield from ()
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize(
    "source",
    [Source("some.jsonl", data=LINES), Source("a.html", data=b"<p>Ana Reyes spoke to the council on Tuesday."),
     Source("x.png", data=b"\x89PNG\r\n"), Source("-", data=b"Ana Reyes spoke."), Source("/no/such/file")],
    ids=lambda source: source.path,
)  # fmt: skip
def test_it_reads_what_reading_without_a_limit_does(source):
    assert [plain(one) for one in read_within(source, NOTHING)] == [plain(one) for one in read_source(source)]


def plain(item: Article | ReadError) -> object:
    return item if isinstance(item, Article) else (item.what, item.where, item.code)


def test_what_is_given_beats_what_is_found():
    (article,) = read_within(Source("-", data=b"Ana Reyes spoke."), Given(outlet="Quay"))
    assert article.outlet == "Quay"


def test_what_takes_too_long_is_an_error_after_what_was_read():
    found = list(read_within(Source("some.jsonl", data=LINES), NOTHING, seconds=1, read=_never))
    assert [type(one) for one in found] == [Article, ReadError, Article, ReadError]
    assert (found[-1].code, found[-1].where) == ("time", "some.jsonl")
    assert "more than 1 seconds" in found[-1].what


@pytest.mark.parametrize("unit", ["word ", "“", "no. "], ids=["words", "marks", "both"])
def test_what_would_take_minutes_to_extract_is_an_error(unit):
    most = limited.MOST_WORDS // (2 if unit == "no. " else 1)
    (article,) = read_within(Source("-", data=(unit * most).encode()), NOTHING)
    assert isinstance(article, Article)
    (error,) = read_within(Source("-", data=(unit * (most + 1)).encode()), NOTHING)
    assert (error.code, error.where) == ("long", "-")
    assert "150,000 words" in error.what


def test_a_process_that_dies_costs_its_source_alone():
    (error,) = read_within(Source("a.pdf", data=b"x"), NOTHING, read=_dies)
    assert (error.code, error.where) == ("crashed", "a.pdf")


def test_an_address_is_fetched_here_and_read_there():
    def fetch() -> Fetched:
        return Fetched("https://x.example/", "https://x.example/", "2031-04-02T10:00:00Z", b"Ana Reyes spoke.",
                       "text/plain", "utf-8")  # fmt: skip

    (article,) = read_within(Source("https://x.example/", fetch=fetch), NOTHING)
    assert article.url == "https://x.example/"


def test_an_address_that_cannot_be_fetched_is_told():
    def fetch() -> Fetched:
        raise FetchError("it is not there", where="https://x.example/")

    (error,) = read_within(Source("https://x.example/", fetch=fetch), NOTHING)
    assert error.what == "it is not there"
