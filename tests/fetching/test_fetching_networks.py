"""Where a host lies: every IP address of a name is checked, and the one that was checked is the one that is asked."""

from __future__ import annotations

import socket
import time

import pytest

import loopback
from loopback import refused
from onrecord.fetching import Client, Limits
from onrecord.fetching.networks import is_public, system_resolver

PUBLIC = ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "1.1.1.1"]
NOT_PUBLIC = """
    127.0.0.1 127.255.255.254 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 0.1.2.3
    224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255 192.0.2.1 198.51.100.1 203.0.113.1 198.18.0.1 192.88.99.1
    :: ::1 fe80::1 fe80::1%eth0 fec0::1 fc00::1 fd12::1 ff02::1 2001:db8::1 3fff::1 100::1 5f00::1
    ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b:1::1
    2002:7f00:1:: 2002:808:808:: 2001:0:4136:e378:8000:63bf:3fff:fdd2
    news.example 2130706433 0x7f.1
""".split()


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_an_address_of_no_public_network_is_not(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1:8080/",
        "http://localhost/",
    ],
)
def test_nothing_of_this_machine_or_its_network_is_asked(address: str) -> None:
    error = refused(Client(Limits(interval=0)), address)
    assert error.code == "private"
    assert "not in the public internet" in error.what


def test_one_private_address_among_many_is_enough(news: loopback.Site) -> None:
    client = Client(resolver=lambda host: ["93.184.216.34", "192.168.0.1"])
    error = refused(client, "http://news.example/")
    assert error.code == "private"
    assert "192.168.0.1" in error.what


def test_loopback_opens_no_other_private_network() -> None:
    client = loopback.client(resolver=lambda host: ["192.168.0.1"])
    assert refused(client, "http://news.example:8080/").code == "private"


def test_a_name_is_resolved_once_for_each_request_so_that_no_other_answer_can_slip_in(news: loopback.Site) -> None:
    resolved: list[str] = []

    def counting(host: str) -> list[str]:
        resolved.append(host)
        return ["127.0.0.1"]

    news.put("/a", "", 302, location="/b")
    news.put("/b", loopback.html("We will wait."))
    loopback.client(resolver=counting).fetch(news.url("/a"))
    assert len(resolved) == len(news.asked) == 4  # robots.txt, two pages, tdmrep.json


def test_a_name_that_turns_to_a_private_address_is_refused_the_second_time(news: loopback.Site) -> None:
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    news.put("/a", loopback.html("We will wait."))
    error = refused(loopback.client(resolver=lambda host: next(answers)), news.url("/a"))
    assert error.code == "private"
    assert news.pages_asked() == []


def test_the_connection_goes_to_the_address_that_was_checked(
    news: loopback.Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system's own resolver is not asked for the name again on the way to the socket."""
    names: list[object] = []
    real = socket.getaddrinfo

    def noted(host: object, *rest: object, **options: object) -> object:
        names.append(host)
        return real(host, *rest, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", noted)
    news.put("/a", loopback.html("We will wait."))
    loopback.client().fetch(news.url("/a"))
    assert set(names) == {"127.0.0.1"}


def test_the_next_address_of_a_name_is_tried_where_the_first_does_not_answer(news: loopback.Site) -> None:
    news.put("/a", loopback.html("We will wait."))
    client = loopback.client(resolver=lambda host: ["127.0.0.3", "127.0.0.1"])
    assert b"We will wait" in client.fetch(news.url("/a")).data


def test_a_name_that_is_nobodys_is_told() -> None:
    def nobody(host: str) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    assert refused(loopback.client(resolver=nobody), "http://news.example/").code == "no-host"
    assert refused(loopback.client(resolver=lambda host: []), "http://news.example/").code == "no-host"


def test_a_resolver_that_does_not_answer_does_not_hold_us_up() -> None:
    def slow(host: str) -> list[str]:
        time.sleep(5)
        return ["127.0.0.1"]

    started = time.monotonic()
    assert (
        refused(loopback.client(Limits(seconds=0.3, interval=0), resolver=slow), "http://news.example/").code == "slow"
    )
    assert time.monotonic() - started < 4


def test_the_systems_resolver_gives_each_address_once() -> None:
    found = system_resolver("localhost")
    assert {"127.0.0.1", "::1"} & set(found)
    assert len(found) == len(set(found))
