"""Items of news agencies: NITF, NewsML-G2 and ninjs are read alike, and what must not be read is not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import wire_items
from wire_items import BODY, news_item, news_message, ninjs, nitf

from onrecord.domain import Article
from onrecord.errors import ReadError
from onrecord.reading import read_bytes
from onrecord.reading.wires import may_be_read

TEXT = "\n\n".join(BODY)
FUTURE = "2999-01-01T00:00:00Z"
BILLION = (
    '<!DOCTYPE nitf [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
OUTSIDE = '<!DOCTYPE nitf [<!ENTITY c SYSTEM "file:///etc/passwd">]>'


def one(text: str, path: str) -> Article | ReadError:
    (item,) = read_bytes(text.encode(), path=path)
    return item


def article(text: str, path: str) -> Article:
    found = one(text, path)
    assert isinstance(found, Article), found
    return found


@pytest.mark.parametrize(
    ("text", "path", "reader"),
    [
        (nitf(), "a.xml", "nitf"),
        (news_item(), "a.xml", "newsml"),
        (news_item(body=f"<inlineXML>{nitf().split('?>')[1]}</inlineXML>"), "a.xml", "newsml"),
        (news_item(body=f"<inlineData contenttype='text/plain'>{TEXT}</inlineData>"), "a", "newsml"),
        (ninjs(1), "a.json", "ninjs"),
        (ninjs(2), "a.json", "ninjs"),
        (ninjs(3), "a.jsonl", "ninjs"),
    ],
    ids=["nitf", "newsml", "newsml-nitf", "newsml-plain", "ninjs-1", "ninjs-2", "ninjs-3"],
)
def test_body_headline_author_and_day_are_those_of_the_item(text: str, path: str, reader: str) -> None:
    found = article(text, path)
    assert (found.reader, found.text, found.title) == (reader, TEXT, "Ferry stays in port")
    assert found.byline == "Casper Dlamini"
    assert found.published in ("2021-01-17", "2021-01-18")
    assert found.title_apart
    assert "Tarle Wire" in found.meta["rights"]
    assert found.id == found.meta["identifier"]
    (again,) = read_bytes(found.raw, path=found.path, reader=found.reader)
    assert again.text == found.text


def test_edition_page_and_section_of_nitf_are_kept() -> None:
    found = article(nitf(), "a.xml")
    assert {key: found.meta[key] for key in ("edition", "page", "section", "dateline")} == {
        "edition": "Late", "page": "A3", "section": "Harbour", "dateline": "PORT AMSEL",
    }  # fmt: skip
    assert (found.outlet, found.published) == ("Lindhaven Post", "2021-01-18")


@pytest.mark.parametrize(
    ("text", "path", "code"),
    [
        (nitf("<date.release norm='29990101T000000Z'/>"), "a.xml", "embargo"),
        (nitf("management-status='canceled'"), "a.xml", "cancelled"),
        (news_item("<pubStatus qcode='stat:canceled'/>"), "a.xml", "cancelled"),
        (news_item("<pubStatus qcode='stat:withheld'/>"), "a.xml", "embargo"),
        (news_item(f"<embargoed>{FUTURE}</embargoed>"), "a.xml", "embargo"),
        (news_item("<embargoed/>"), "a.xml", "embargo"),
        (news_item("<embargoed>tomorrow</embargoed>"), "a.xml", "embargo"),
        (ninjs(1, pubstatus="canceled"), "a.json", "cancelled"),
        (ninjs(1, embargoed=FUTURE), "a.json", "embargo"),
        (ninjs(3, pubStatus="withheld"), "a.json", "embargo"),
        (ninjs(3, embargoed=5), "a.json", "embargo"),
        (ninjs(1, type="picture"), "a.json", "no-text"),
        (ninjs(1, body_text=" "), "a.json", "no-text"),
        (news_item(body="<remoteContent href='a.jpg'/>"), "a.xml", "no-text"),
        ("<packageItem xmlns='http://iptc.org/std/nar/2006-10-01/'/>", "a.xml", "xml"),
        ("<sitemap/>", "a.xml", "xml"),
        (nitf()[:-20], "a.xml", "xml"),
        (nitf(before=BILLION, content="<p>&c;</p>"), "a.xml", "xml"),
        (nitf(before=OUTSIDE, content="<p>&c;</p>"), "a.xml", "xml"),
        (nitf(content="<p>" * 5000), "a.xml", "xml"),
    ],
)
def test_what_is_not_read_says_why_where_and_what_next(text: str, path: str, code: str) -> None:
    error = one(text, path)
    assert isinstance(error, ReadError)
    assert error.code == code
    assert str(error.where).startswith(path)
    assert error.next_step


def test_an_embargo_that_is_over_is_none() -> None:
    assert article(news_item("<embargoed>2021-01-17T09:00:00Z</embargoed>"), "a.xml").text == TEXT


def test_without_a_time_zone_an_embargo_ends_when_it_has_ended_everywhere() -> None:
    may_be_read("usable", "2021-01-17T12:00:00", datetime(2021, 1, 18, 0, 0, tzinfo=UTC))
    with pytest.raises(ReadError, match="embargo until"):
        may_be_read("usable", "2021-01-17T12:00:00", datetime(2021, 1, 17, 23, 59, tzinfo=UTC))


def test_of_a_message_each_item_is_an_article_or_an_error_of_its_own() -> None:
    message = news_message(
        news_item(), news_item("<pubStatus qcode='stat:canceled'/>", "urn:2"), news_item(guid="urn:3")
    )
    found = list(read_bytes(message.encode(), path="m.xml"))
    assert [getattr(item, "path", None) or item.where for item in found] == ["m.xml:1", "m.xml:2", "m.xml:3"]
    assert [getattr(item, "code", "read") for item in found] == ["read", "cancelled", "read"]
    for item in found:
        if isinstance(item, Article):
            (again,) = read_bytes(item.raw, path=item.path, reader=item.reader)
            assert (again.text, again.id) == (item.text, item.id)


def test_a_list_of_ninjs_gives_its_items() -> None:
    found = list(read_bytes(f"[{ninjs(1)}, {ninjs(2, uri='urn:2')}]".encode(), path="a.json"))
    assert [item.reader for item in found] == ["ninjs", "ninjs"]


def test_a_json_article_with_a_text_is_no_ninjs() -> None:
    assert article(ninjs(1, text="Own words."), "a.json").reader == "jsonl"


def test_half_a_surrogate_pair_is_an_error() -> None:
    error = one(ninjs(1, headline="\ud800"), "a.json")
    assert isinstance(error, ReadError)
    assert error.code == "json"


@pytest.mark.parametrize("at", range(0, 1400, 37))
def test_a_damaged_item_is_an_article_or_an_error(at: int) -> None:
    whole = wire_items.nitf().encode()
    for item in read_bytes(whole[:at] + b"<\x00&" + whole[at:], path="a.xml"):
        assert isinstance(item, ReadError) or item.text
