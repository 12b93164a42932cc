"""Web archives: their pages are articles with address and day, the rest is counted, and damage costs itself alone."""

from __future__ import annotations

import gzip
import io
import random
import sys
import zlib
from collections import Counter

import brotli
import pdfs
import pytest
import warcs

import loopback
from onrecord.domain import Article, Fetched
from onrecord.errors import ReadError
from onrecord.reading import Given, Source, find, holds_many, read_bytes, read_fetched, read_source
from onrecord.reading.warc import pages

PAGE = loopback.html("We will wait for spring.").encode()
NAMES = [f"Harbour {number}" for number in range(6)]


def page(name: str) -> bytes:
    return loopback.html(f"We will wait for {name}.").encode()


def named(number: int, **fields: str) -> bytes:
    return warcs.response(page(NAMES[number]), uri=f"https://news.example/{number}", **fields)


RECORDS = [warcs.record("warcinfo", b"software: by hand\r\n"), *(named(number) for number in range(6))]


def read(data: bytes, path: str = "a.warc.gz", **options):
    return list(read_source(Source(path, data=data), **options))


def numbers(found) -> list[str]:
    """Which pages were read, by the end of their addresses, and the codes of errors."""
    return [item.url[-1] if isinstance(item, Article) else item.code for item in found]


@pytest.mark.parametrize(
    ("data", "path"),
    [
        (b"".join(RECORDS), "a.warc"),
        (warcs.packed(RECORDS), "a.warc.gz"),
        (gzip.compress(b"".join(RECORDS)), "a.warc.gz"),
        (warcs.wacz({"archive/data.warc.gz": warcs.packed(RECORDS)}), "a.wacz"),
        (warcs.wacz({"archive/1.warc.gz": warcs.packed(RECORDS), "archive/2.warc": RECORDS[3]}), "a.wacz"),
        (warcs.wacz({"archive/data.warc.gz": warcs.packed(RECORDS)}), "named-otherwise"),
        (b"".join(RECORDS), "named-otherwise"),
        (warcs.packed(RECORDS), "named-otherwise.gz"),
    ],
)
def test_each_page_is_an_article_with_its_address_and_the_day_it_was_fetched_on(data, path):
    found = read(data, path)
    assert numbers(found[:6]) == list("012345")
    article = found[1]
    assert (article.path, article.url, article.meta) == (
        f"{path}:3",
        "https://news.example/1",
        {"fetched": "2021-01-18"},
    )
    assert "We will wait for Harbour 1." in article.text
    assert (article.raw, article.reader) == (page(NAMES[1]), "html")
    assert len({item.id for item in found}) == 6
    assert all(item.path == f"{path}:{at}" for at, item in enumerate(found[:6], 2))
    assert [item.path for item in found[6:]] == [f"{path}:8"] * (len(found) - 6)


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (warcs.chunked(PAGE), ["Transfer-Encoding: chunked"]),
        (gzip.compress(PAGE), ["Content-Encoding: gzip"]),
        (warcs.chunked(gzip.compress(PAGE)), ["Content-Encoding: gzip", "Transfer-Encoding: chunked"]),
        (warcs.chunked(gzip.compress(PAGE)), ["Transfer-Encoding: gzip, chunked"]),
        (zlib.compress(PAGE), ["Content-Encoding: deflate"]),
        (zlib.compress(PAGE)[2:-4], ["Content-Encoding: deflate"]),
        (brotli.compress(PAGE), ["Content-Encoding: br"]),
        (gzip.compress(brotli.compress(PAGE)), ["Content-Encoding: br, gzip"]),
        # A crawler that unpacked the body and left the head as it was.
        (PAGE, ["Content-Encoding: gzip", "Transfer-Encoding: chunked"]),
        (PAGE, ["Content-Encoding: br"]),
        (PAGE, ["Content-Encoding: deflate"]),
        (PAGE, ["Content-Encoding: identity"]),
    ],
)
def test_what_a_body_was_packed_in_is_taken_off(body, lines):
    (article,) = read(warcs.packed([warcs.response(body, *lines)]))
    assert article.raw == PAGE
    assert not article.warned("cut-short")


@pytest.mark.parametrize(
    ("body", "line", "code"),
    [
        (brotli.compress(PAGE)[:-9], "Content-Encoding: br", "broken"),
        (b"\x1f\x8b" + bytes(90), "Content-Encoding: gzip", "broken"),
        (PAGE, "Content-Encoding: sdch", "coding"),
    ],
)
def test_a_body_that_cannot_be_unpacked_costs_itself_alone(body, line, code):
    assert numbers(read(warcs.packed([warcs.response(body, line), named(3)]))) == [code, "3"]


def test_a_body_that_unpacks_beyond_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr("onrecord.reading.unpacking.MAX_BYTES", 50_000)
    bomb = warcs.response(gzip.compress(PAGE + bytes(10**6)), "Content-Encoding: gzip")
    assert numbers(read(warcs.packed([bomb, named(3)]))) == ["huge", "3"]
    monkeypatch.setattr("onrecord.reading.warc.MAX_BYTES", 50_000)
    assert numbers(read(warcs.packed([warcs.response(PAGE + bytes(10**6)), named(3)]))) == ["huge", "3"]


@pytest.mark.parametrize("media_type", [None, "application/gzip", "application/octet-stream"])
@pytest.mark.parametrize(
    ("data", "name"),
    [
        (warcs.packed(RECORDS), "a.warc.gz"),
        (warcs.wacz({"archive/data.warc.gz": warcs.packed(RECORDS)}), "a.wacz"),
    ],
)
def test_an_archive_that_was_fetched_is_read_by_its_name_and_each_page_keeps_its_own_address(data, name, media_type):
    address = f"https://archive.example/{name}?from=1"
    fetched = Fetched(address, address, "2026-11-29T00:00:00Z", data, media_type)
    found = list(read_fetched(fetched))
    assert numbers(found) == list("012345")
    assert [article.url for article in found] == [f"https://news.example/{number}" for number in range(6)]


def test_what_a_server_calls_a_page_is_one_whatever_its_address():
    address = "https://archive.example/a.warc.gz"
    (article,) = read_fetched(Fetched(address, address, "2026-11-29T00:00:00Z", page("Bern"), "text/html"))
    assert article.reader == "html"


def test_the_server_s_encoding_is_minded():
    body = loopback.html("Ще чакаме до пролетта.").encode("cp1251")
    (article,) = read(warcs.packed([warcs.response(body, kind="text/html; charset=windows-1251")]))
    assert "Ще чакаме до пролетта." in article.text
    (again,) = read_bytes(article.raw, path=article.path, reader="html", charset=article.meta["charset"])
    assert again.text == article.text


@pytest.mark.parametrize(
    ("made", "what"),
    [
        (warcs.record("request", b"GET / HTTP/1.1\r\n\r\n", "https://a.example"), "requests"),
        (warcs.record("revisit", warcs.http(b""), "https://a.example"), "revisits"),
        (warcs.record("metadata", b"via: x", "https://a.example"), "crawler notes"),
        (warcs.record("response", b"20210101 1.2.3.4", "dns:a.example", Content_Type="text/dns"), "crawler notes"),
        (warcs.record("resource", b"GIF89a", "https://a.example/a.gif", Content_Type="image/gif"), "pictures"),
        (warcs.response(b"", "Location: /b", status="301 Moved"), "redirects"),
        (warcs.response(PAGE, status="404 Not Found"), "error pages"),
        (warcs.response(PAGE, status="206 Partial Content"), "error pages"),
        (warcs.response(b"\xff\xd8\xff" + bytes(9), kind="image/jpeg"), "pictures"),
        (warcs.response(b"body {}", kind="text/css"), "other files"),
    ],
)
def test_what_is_no_page_is_counted_by_what_it_is(made, what):
    others: Counter[str] = Counter()
    assert numbers(read(warcs.packed([made, named(2)]), on_other=lambda kind: others.update([kind]))) == ["2"]
    assert others == {what: 1}


def test_a_resource_and_a_document_are_pages_too():
    document = pdfs.article()
    records = [
        warcs.record("resource", PAGE, "https://news.example/7", Content_Type="text/html"),
        warcs.response(document, uri="https://news.example/8", kind="application/pdf"),
    ]
    found = read(warcs.packed(records))
    assert [(item.reader, item.url[-1]) for item in found] == [("html", "7"), ("pdf", "8")]


@pytest.mark.parametrize("cut", ["length", None])
def test_a_page_of_which_only_the_beginning_was_kept_says_so(cut):
    body = PAGE if cut else gzip.compress(PAGE)[:-12]
    lines = [] if cut else ["Content-Encoding: gzip"]
    made = warcs.record("response", warcs.http(body, *lines), "https://news.example/1", WARC_Truncated=cut)
    (article,) = read(warcs.packed([made]))
    assert article.warned("cut-short")


def damaged(kind: str) -> bytes:
    """The archive with its fourth record, the page 2, damaged."""
    parts = [gzip.compress(record, mtime=0) for record in RECORDS]
    if kind == "bits":
        parts[3] = parts[3][:60] + bytes(20) + parts[3][80:]
    elif kind == "cut":
        parts[3] = parts[3][:100]
    elif kind == "noise":
        parts[3] = random.Random(1).randbytes(300)
    elif kind == "length":
        parts[3] = gzip.compress(RECORDS[3].replace(b"Content-Length: ", b"Content-Length: x"))
    else:
        parts[3] = gzip.compress(b"nothing of this kind")
    return b"".join(parts)


@pytest.mark.parametrize("kind", ["bits", "cut", "noise", "length", "other"])
def test_a_damaged_record_costs_itself_alone(kind):
    assert numbers(read(damaged(kind))) == ["0", "1", "damaged", "3", "4", "5"]


def test_damage_in_an_uncompressed_archive_costs_itself_alone():
    for bad in (RECORDS[3].replace(b"Content-Length: ", b"Content-Length: x"), b"noise\r\n\r\n"):
        assert numbers(read(b"".join([*RECORDS[:3], bad, *RECORDS[4:]]), "a.warc")) == ["0", "1", "damaged", *"345"]


def test_damage_at_the_beginning_and_in_a_picture_is_told_and_passed():
    picture = gzip.compress(warcs.response(random.Random(2).randbytes(9000), kind="image/png"), mtime=0)
    broken = picture[:400] + bytes(40) + picture[440:]
    assert numbers(read(broken + warcs.packed(RECORDS[1:3]))) == ["damaged", "0", "1"]


@pytest.mark.parametrize(("path", "data"), [("a.warc", b"".join(RECORDS)), ("a.warc.gz", warcs.packed(RECORDS))])
def test_a_file_that_ends_too_early_says_so(path, data):
    assert numbers(read(data[:-200], path))[:5] == list("01234")
    error = read(data[:-200], path)[-1]
    assert error.code in ("truncated", "damaged")
    assert error.where == f"{path}:7"
    assert "Download it again" in error.next_step


@pytest.mark.parametrize(
    ("data", "path", "code"),
    [
        (b"", "a.warc.gz", "empty"),
        (b"Not of this kind at all.", "a.warc", "broken"),
        (gzip.compress(b"Not of this kind at all."), "a.warc.gz", "broken"),
        (b"PK\x03\x04", "a.wacz", "broken"),
        (warcs.wacz({"pages/pages.jsonl": b"{}"}), "a.wacz", "empty"),
        (warcs.wacz({"archive/data.warc.gz": warcs.packed(RECORDS)})[:2000], "a.wacz", "broken"),
    ],
)
def test_what_is_no_archive_says_so(data, path, code):
    (error,) = read(data, path)
    assert isinstance(error, ReadError)
    assert (error.code, error.where) == (code, path)
    assert error.next_step


def test_a_head_that_is_not_whole_costs_itself_alone():
    nowhere = warcs.record("response", warcs.http(PAGE))
    no_http = warcs.record("response", b"nothing of HTTP", "https://news.example/1")
    undated = warcs.record("response", warcs.http(PAGE), "<https://news.example/9>", WARC_Date="yesterday")
    *errors, article = read(warcs.packed([nowhere, no_http, undated]))
    assert numbers(errors) == ["broken", "broken"]
    assert (article.url, article.meta) == ("https://news.example/9", {})


def test_names_within_a_wacz_lead_nowhere(tmp_path):
    made = warcs.wacz({"../../archive/../evil.warc.gz": warcs.packed(RECORDS[:2]), "/etc/x.warc": RECORDS[2]})
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "a.wacz").write_bytes(made)
    assert numbers(read_source(Source(str(tmp_path / "inner" / "a.wacz")))) == ["0", "1"]
    assert [path.name for path in tmp_path.rglob("*")] == ["inner", "a.wacz"]


def test_a_folder_as_cc_news_lays_it_out_is_read(tmp_path):
    for month in ("01", "02"):
        folder = tmp_path / "2021" / month
        folder.mkdir(parents=True)
        (folder / f"CC-NEWS-2021{month}18063000-00001.warc.gz").write_bytes(warcs.packed(RECORDS))
    sources = list(find([str(tmp_path)]))
    assert len(sources) == 2
    assert all(holds_many(source) for source in sources)
    found = [article for source in sources for article in read_source(source, given=Given(published_from="%Y/%m/%d"))]
    assert len(found) == 12


def test_the_day_may_stand_in_a_page_s_own_address():
    made = warcs.response(PAGE.replace(b"2021-01-17", b""), uri="https://news.example/2021/01/15/ferry")
    (article,) = read(warcs.packed([made]), given=Given(published_from="%Y/%m/%d", id="one"))
    assert article.published == "2021-01-15"
    assert article.id != "one"


def test_without_the_library_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "fastwarc", None)
    (error,) = read(warcs.packed(RECORDS))
    assert error.code == "extra"
    assert "onrecord[warc]" in error.next_step


def test_one_record_is_in_memory_at_a_time():
    class Counted(io.BytesIO):
        def read(self, size=-1):
            assert 0 < size <= 1 << 20
            return super().read(size)

    stream = Counted(warcs.packed([warcs.response(random.Random(3).randbytes(200_000)) for _ in range(9)]))
    for at, _ in enumerate(pages(stream, "a.warc.gz"), 1):
        assert stream.tell() <= (at + 1) * 202_000


def test_no_bytes_at_all_are_an_error_of_the_library_s():
    random_bytes = random.Random(4)
    whole = warcs.packed(RECORDS[:3])
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(4):
            data[random_bytes.randrange(len(data))] = random_bytes.randrange(256)
        assert all(isinstance(item, (Article, ReadError)) for item in read(bytes(data)))
