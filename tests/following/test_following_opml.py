"""Lists of feeds, in and out."""

from __future__ import annotations

import pytest

from onrecord.errors import ReadError
from onrecord.following.followed import Followed
from onrecord.following.opml import read_opml, write_opml


def followed(address, title=None, kind="feed"):
    return Followed(address, kind, title, None, None, None, 0, None, None, 0, 0, 0)


def test_what_is_written_is_read_again_without_folders_and_whatever_a_title_holds():
    feeds = [
        followed("https://a.example/feed?x=1&y=2", 'Post & "Mail" <\x01\ud800>'),
        followed("/press", kind="folder"),
        followed("https://b.example/"),
    ]
    text = write_opml(feeds)
    assert read_opml(text.encode(), "list.opml") == ("https://a.example/feed?x=1&y=2", "https://b.example/")
    assert 'text="Post &amp; &quot;Mail&quot; &lt;&gt;"' in text


def test_folders_of_feeds_are_opened_and_each_feed_comes_once():
    data = b"""<?xml version="1.0"?><opml version="1.0"><body><outline text="News">
        <outline xmlUrl="https://a.example/"/><outline xmlUrl=" https://b.example/ "/></outline>
        <outline xmlUrl="https://a.example/"/><outline xmlUrl="file:///etc/passwd"/></body></opml>"""
    assert read_opml(data, "list.opml") == ("https://a.example/", "https://b.example/")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "no-opml"),
        (b"<rss/>", "no-opml"),
        (b"<opml><body>", "no-opml"),
        (b"<opml><body><outline text='empty'/></body></opml>", "empty"),
        (b"<!DOCTYPE opml [<!ENTITY a 'https://a.example/'>]><opml><body>&a;</body></opml>", "empty"),
    ],
)
def test_what_is_no_list_says_what_to_do(data, code):
    with pytest.raises(ReadError) as raised:
        read_opml(data, "list.opml")
    assert (raised.value.code, raised.value.where) == (code, "list.opml")
    assert raised.value.next_step
