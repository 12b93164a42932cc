"""Addresses: what may be asked is taken apart in one way only, and what can be read in two ways is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import FetchError
from onrecord.fetching.addresses import Address, joined, parse

TAKEN = [
    ("http://news.example", "http://news.example/"),
    ("  HTTPS://News.Example:443/A?b=c#d ", "https://news.example/A?b=c"),
    ("http://news.example:8080/", "http://news.example:8080/"),
    ("http://news.example./a", "http://news.example/a"),
    ("http://münchen.example/straße?q=ö", "http://xn--mnchen-3ya.example/stra%C3%9Fe?q=%C3%B6"),
    ("http://news.example/a b|c\\d", "http://news.example/a%20b|c%5Cd"),
    ("http://news.example/%7Eada/100%", "http://news.example/%7Eada/100%"),
    ("http://[2606:4700::1111]:443/", "http://[2606:4700::1111]:443/"),
    ("http://93.184.216.34/", "http://93.184.216.34/"),
    ("http://ＮＥＷＳ.example/", "http://news.example/"),
]

REFUSED = [
    ("ftp://news.example/a", "only addresses of the web"),
    ("file:///etc/passwd", "only addresses of the web"),
    ("gopher://news.example:70/", "only addresses of the web"),
    ("javascript:alert(1)", "only addresses of the web"),
    ("news.example/a", "only addresses of the web"),
    ("http://", "names no host"),
    ("http:///etc/passwd", "names no host"),
    ("http:/news.example", "names no host"),
    ("http://ada:secret@news.example/", "a user or a password"),
    ("http://news.example@127.0.0.1/", "a user or a password"),
    ("http://news.example\\@127.0.0.1/", "a user or a password"),
    ("http://news.example\\.evil.example/", "is no host"),
    ("http://news.example:25/", "port 25"),
    ("http://news.example:99999/", "is no address"),
    ("http://news.example:http/", "is no address"),
    ("http://2130706433/", "is no host"),
    ("http://0x7f000001/", "is no host"),
    ("http://0x7f.1/", "is no host"),
    ("http://0177.0.0.1/", "is no host"),
    ("http://127.1/", "is no host"),
    ("http://news.0x7f/", "is no host"),
    ("http://[::1%25lo]/", "is no"),
    ("http://[fe80::1%eth0]/", "is no"),
    ("http://[::1/", "is no address"),
    ("http://news..example/", "is no host"),
    ("http://-news.example/", "is no host"),
    ("http://news.example%2f@evil/", "a user or a password"),
    ("http://news%2eexample/", "is no host"),
    ("http://exa mple/", "is no host"),
    ("http://news.example/a\r\nHost: evil", "control characters"),
    ("http://news.example/\x00", "control characters"),
    ("http://news.example/" + "a" * 5000, "too long"),
]


@pytest.mark.parametrize(("text", "address"), TAKEN)
def test_an_address_is_taken_in_its_one_form(text: str, address: str) -> None:
    assert str(parse(text)) == address


@pytest.mark.parametrize(("text", "why"), REFUSED, ids=[text[:40] for text, _ in REFUSED])
def test_what_is_no_address_of_the_web_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(FetchError) as raised:
        parse(text)
    assert raised.value.code == "address"
    assert why in raised.value.what
    assert raised.value.next_step


def test_a_password_is_never_repeated() -> None:
    with pytest.raises(FetchError) as raised:
        parse("https://ada:s3cret@news.example/a")
    assert "s3cret" not in str(raised.value)
    assert "ada" not in str(raised.value)
    assert raised.value.where == "https://news.example/a"


def test_an_address_knows_its_origin_and_its_host_header() -> None:
    address = parse("https://news.example:8443/a?b")
    assert (address.host, address.port, address.target) == ("news.example", 8443, "/a?b")
    assert (address.site, address.origin) == ("news.example:8443", "https://news.example:8443")
    assert parse("https://[2606:4700::1111]/").site == "[2606:4700::1111]"


@pytest.mark.parametrize(
    ("location", "address"),
    [
        ("/b", "https://news.example/b"),
        ("c?d", "https://news.example/x/c?d"),
        ("//other.example/e", "https://other.example/e"),
        ("http://other.example/é", "http://other.example/%C3%A9"),
    ],
)
def test_a_redirect_is_read_against_what_answered(location: str, address: str) -> None:
    assert str(joined(Address("https", "news.example", 443, "/x/a"), location)) == address


@pytest.mark.parametrize("location", ["file:///etc/passwd", "http://a:b@c/", "http://[", "//127.1/"])
def test_a_redirect_is_held_to_the_same_rules(location: str) -> None:
    with pytest.raises(FetchError):
        joined(Address("https", "news.example", 443, "/x/a"), location)


@given(st.one_of(st.text(), st.text().map("http://".__add__), st.text().map("https://news.example/".__add__)))
def test_any_text_is_an_address_or_is_refused(text: str) -> None:
    try:
        address = parse(text)
    except FetchError:
        return
    assert parse(str(address)) == address
    assert str(address).isascii()
    assert not any(ord(letter) <= 32 or ord(letter) == 127 for letter in str(address))
