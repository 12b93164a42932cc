"""What a feed says: each format, what is broken in them, and what is no feed at all."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import ReadError
from onrecord.following.feed import read_feed

HERE = "https://news.example/feeds/all.xml"
ATOM = 'xmlns="http://www.w3.org/2005/Atom"'
MAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def rss(*items: str, head: str = "") -> bytes:
    return f"<rss version='2.0'><channel><title>Harbour  Post</title>{head}{''.join(items)}</channel></rss>".encode()


def addresses(data: bytes) -> list[str]:
    return [entry.address for entry in read_feed(data, HERE).entries]


@pytest.mark.parametrize(
    ("data", "kind", "address"),
    [
        (rss("<item><link>https://news.example/a#top</link></item>"), "rss", "https://news.example/a"),
        (rss("<item><link> /a?x=1&amp;y=2 </link></item>"), "rss", "https://news.example/a?x=1&y=2"),
        (rss("<item><guid>https://news.example/g</guid></item>"), "rss", "https://news.example/g"),
        (
            b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>"
            b"<channel><title>Harbour Post</title></channel><item><link>https://news.example/r</link></item></rdf:RDF>",
            "rss",
            "https://news.example/r",
        ),
        (
            f"<feed {ATOM} xml:base='/2031/'><title>Harbour Post</title><entry><link rel='self' href='/no'/>"
            "<link type='application/pdf' href='/p'/><link href='e'/></entry></feed>".encode(),
            "atom",
            "https://news.example/2031/e",
        ),
        (
            f"<urlset {MAP}><url><loc>https://news.example/s</loc><news:news><news:title>Ferry</news:title>"
            "</news:news></url></urlset>".encode(),
            "sitemap",
            "https://news.example/s",
        ),
        (
            json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Harbour Post",
                        "items": [{"id": "1", "url": "/j"}]}).encode(),
            "json",
            "https://news.example/j",
        ),
    ],
)  # fmt: skip
def test_each_format_gives_its_title_and_the_addresses_of_its_articles(data, kind, address):
    feed = read_feed(data, HERE)
    assert (feed.kind, [entry.address for entry in feed.entries]) == (kind, [address])
    assert feed.title == (None if kind == "sitemap" else "Harbour Post")
    assert feed.broken is None


def test_an_address_twice_is_one_entry_and_what_leads_nowhere_is_counted():
    one = "<item><link>https://news.example/a</link></item>"
    guid = "<item><guid isPermaLink='false'>https://news.example/b</guid></item>"
    feed = read_feed(rss(one, one, guid, "<item><link>mailto:ada@news.example</link></item>"), HERE)
    assert (len(feed.entries), feed.without_address) == (1, 2)


def told(item: str) -> str:
    return read_feed(rss(f"<item><link>https://news.example/a</link>{item}</item>"), HERE).entries[0].told


def test_what_is_told_anew_is_known_by_its_day_of_change_or_else_by_its_words():
    assert told("<title>A</title>") != told("<title>B</title>")
    assert told("<description>1</description>") != told("<description>2</description>")
    assert told("<comments>1</comments>") == told("<comments>2</comments>")
    dated = "<updated xmlns='http://www.w3.org/2005/Atom'>2031-05-0{}</updated><description>{}</description>"
    assert told(dated.format(1, "read 5 times")) == told(dated.format(1, "read 6 times"))
    assert told(dated.format(1, "same")) != told(dated.format(2, "same"))


@pytest.mark.parametrize(("ttl", "rest"), [("60", 3600), ("999999", 86400), ("soon", 0), ("", 0), ("-5", 0)])
def test_the_rest_that_a_feed_wants_is_at_most_a_day(ttl, rest):
    assert read_feed(rss(head=f"<ttl>{ttl}</ttl>"), HERE).rest == rest


def test_broken_xml_is_read_as_far_as_it_goes_and_says_so():
    feed = read_feed(rss("<item><title>A & B &nbsp;</title><link>https://news.example/a</link></item>"), HERE)
    assert [entry.address for entry in feed.entries] == ["https://news.example/a"]
    assert feed.broken is not None


def test_of_a_feed_cut_short_no_half_address_is_taken():
    whole = rss(*(f"<item><link>https://news.example/{n}</link></item>" for n in ("a", "b")))
    cut = whole[: whole.index(b"/b") + 1]
    assert addresses(cut) == ["https://news.example/a"]


def test_entities_are_not_resolved_and_no_file_is_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("/secret", encoding="utf-8")
    head = f"<!DOCTYPE rss [<!ENTITY own 'https://news.example/own'><!ENTITY file SYSTEM 'file://{secret}'>]>"
    for entity in ("own", "file"):
        assert addresses(head.encode() + rss(f"<item><link>&{entity};</link></item>")) == []


@pytest.mark.parametrize(
    ("data", "code", "step"),
    [
        (
            b"<html><head><link rel='alternate' type='application/rss+xml' href='/feed'/></head></html>",
            "no-feed",
            "onrecord watch https://news.example/feed",
        ),
        (b"<html><body>Hello</body></html>", "no-feed", "Give the address of its feed"),
        (b"The ferry waits.", "no-feed", "Give the address of its feed"),
        (b"", "no-feed", "Give the address of its feed"),
        (b'{"items": []}', "no-feed", "Give the address of its feed"),
        (b'{"items": ', "no-feed", "Give the address of its feed"),
        (
            b"<sitemapindex><sitemap><loc>https://news.example/news.xml</loc></sitemap></sitemapindex>",
            "index",
            "https://news.example/news.xml",
        ),
    ],
)
def test_what_is_no_feed_says_what_to_do_instead(data, code, step):
    with pytest.raises(ReadError) as raised:
        read_feed(data, HERE)
    assert (raised.value.code, raised.value.where) == (code, HERE)
    assert step in raised.value.next_step


@given(st.binary(max_size=200) | st.binary(max_size=200).map(lambda noise: rss("<item><link>") + noise))
def test_whatever_comes_is_a_feed_or_an_error_that_says_so(data):
    with contextlib.suppress(ReadError):
        assert all(entry.address.lower().startswith(("http://", "https://")) for entry in read_feed(data, HERE).entries)


def test_half_characters_in_json_are_no_address_and_no_title():
    data = b'{"version": "https://jsonfeed.org/version/1", "title": "a\\ud800", "items": [{"url": "https://a.example/\\ud800"}]}'
    feed = read_feed(data, HERE)
    assert (feed.title, feed.entries, feed.without_address) == ("a?", (), 1)
