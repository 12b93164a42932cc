"""Fetching, over real sockets: what comes back, what is sent, where redirects lead, and what each refusal says."""

from __future__ import annotations

import pickle
import ssl
from importlib.metadata import metadata
from pathlib import Path

import pytest

import loopback
from loopback import refused
from onrecord import __version__
from onrecord.errors import FetchError
from onrecord.fetching import USER_AGENT, Client, Known, Limits
from onrecord.fetching.client import user_agent

CASES = Path(__file__).parent / "cases"


def test_a_page_comes_with_what_was_said_beside_it(news: loopback.Site) -> None:
    page = loopback.html("We will wait.")
    news.put("/a", page, content_type="Text/HTML; charset=ISO-8859-1", etag='"x1"', last_modified="Sun, 17 Jan 2021")
    found = loopback.client().fetch(news.url("/a#second-paragraph"))
    assert found.data == page.encode()
    assert found.asked == found.address == news.url("/a")
    assert (found.media_type, found.charset) == ("text/html", "iso-8859-1")
    assert (found.etag, found.last_modified) == ('"x1"', "Sun, 17 Jan 2021")
    assert found.at.endswith("Z")
    assert found.day == found.at[:10]


@pytest.mark.parametrize("given", ["", "html", ";;;"])
def test_a_type_that_is_none_is_none(news: loopback.Site, given: str) -> None:
    news.put("/a", "Text.", content_type=given)
    assert loopback.client().fetch(news.url("/a")).media_type is None


def test_every_request_says_who_asks(news: loopback.Site) -> None:
    news.put("/a", loopback.html("We will wait."))
    loopback.client().fetch(news.url("/a"))
    assert news.paths() == ["/robots.txt", "/a", "/.well-known/tdmrep.json"]
    assert {asked.headers["user-agent"] for asked in news.asked} == {USER_AGENT}

    assert {asked.headers["host"] for asked in news.asked} == {f"news.example:{news.port}"}
    assert not any("cookie" in asked.headers or "authorization" in asked.headers for asked in news.asked)


@pytest.mark.parametrize(
    ("pages", "name"),
    [
        ([], f"onrecord/{__version__}"),
        (["Changelog, https://x.example/changes"], f"onrecord/{__version__}"),
        (
            ["Source, https://x.example/code", "Homepage, https://x.example/"],
            f"onrecord/{__version__} (+https://x.example/)",
        ),
        (["repository, https://x.example/code"], f"onrecord/{__version__} (+https://x.example/code)"),
    ],
)
def test_hosts_are_told_the_program_its_version_and_no_page_that_is_not_its_own(pages: list[str], name: str) -> None:
    assert user_agent(pages) == name


def test_the_name_is_that_of_the_package_as_it_is_installed() -> None:
    assert user_agent(metadata("onrecord").get_all("Project-URL") or ()) == USER_AGENT


def test_over_tls_the_name_is_sent_and_the_certificate_must_be_of_it() -> None:
    trust = ssl.create_default_context(cafile=CASES / "ca.pem")
    with loopback.site(str(CASES / "news.example.pem")) as news:
        news.put("/a", loopback.html("We will wait."))
        assert loopback.client(trust=trust).fetch(news.url("/a")).data
        error = refused(loopback.client(trust=trust), news.url("/a", "other.example"))
        assert error.code == "certificate"
        assert "other.example" in error.what
        assert refused(loopback.client(), news.url("/a")).code == "certificate"


def test_a_server_that_speaks_no_tls_is_told(news: loopback.Site) -> None:
    assert refused(loopback.client(), news.url("/a").replace("http:", "https:")).code == "broken"


# --- redirects ---


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed_and_both_addresses_are_kept(news: loopback.Site, status: int) -> None:
    news.put("/a", "", status, location="b?c=d")
    news.put("/b?c=d", loopback.html("We will wait."))
    found = loopback.client().fetch(news.url("/a"))
    assert (found.asked, found.address) == (news.url("/a"), news.url("/b?c=d"))


def test_a_redirect_to_another_host_is_held_to_the_rules_of_that_host(news: loopback.Site) -> None:
    news.put("/a", "", 301, location=news.url("/b", "other.example"))
    news.put("/b", loopback.html("We will wait."))
    loopback.client().fetch(news.url("/a"))
    hosts = [asked.headers["host"].partition(":")[0] for asked in news.asked if asked.path == "/robots.txt"]
    assert hosts == ["news.example", "other.example"]


def test_a_redirect_in_letters_beyond_ascii_is_followed(news: loopback.Site) -> None:
    news.put("/a", "", 301, location="/stra\u00dfe".encode().decode("latin-1"))
    news.put("/stra%C3%9Fe", loopback.html("We will wait."))
    assert loopback.client().fetch(news.url("/a")).address == news.url("/stra%C3%9Fe")


@pytest.mark.parametrize(
    ("location", "code", "said"),
    [
        ("/a", "redirects", "circle"),
        ("", "redirects", "does not say where"),
        ("http://169.254.169.254/latest/", "private", "169.254.169.254"),
        ("http://[::ffff:10.0.0.1]/", "private", "not in the public internet"),
        ("file:///etc/passwd", "address", "file:///etc/passwd"),
        ("http://ada:secret@news.example/", "address", "it leads to http://news.example/"),
        ("http://0x7f.1/", "address", "0x7f.1 is no host"),
    ],
)
def test_a_redirect_that_leads_astray_is_refused(news: loopback.Site, location: str, code: str, said: str) -> None:
    news.put("/a", "", 302, **({"location": location} if location else {}))
    client = loopback.client(resolver=lambda host: ["127.0.0.1"] if host.endswith("example") else [host])
    error = refused(client, news.url("/a"))
    assert (error.code, error.where) == (code, news.url("/a"))
    assert said in error.what
    assert "secret" not in str(error)


def test_two_pages_that_lead_to_each_other_are_a_circle(news: loopback.Site) -> None:
    news.put("/a", "", 302, location="/b")
    news.put("/b", "", 302, location="/a")
    assert "circle" in refused(loopback.client(), news.url("/a")).what
    assert news.pages_asked() == ["/a", "/b"]


def test_redirects_without_end_are_ended(news: loopback.Site) -> None:
    for number in range(20):
        news.put(f"/{number}", "", 302, location=f"/{number + 1}")
    assert refused(loopback.client(), news.url("/0")).code == "redirects"
    assert len(news.pages_asked()) == QUICK_REQUESTS


QUICK_REQUESTS = loopback.QUICK.redirects + 1


# --- robots.txt ---


def test_what_robots_txt_forbids_is_not_asked_for_and_the_rule_is_told(news: loopback.Site) -> None:
    news.put("/robots.txt", "User-agent: *\nDisallow: /paper/")
    news.put("/paper/a", loopback.html("We will wait."))
    error = refused(loopback.client(), news.url("/paper/a"))
    assert error.code == "robots"
    assert "news.example asks programs not to fetch this page (robots.txt: Disallow: /paper/)" in error.what
    assert "onrecord add page.html --url" in (error.next_step or "")
    assert news.paths() == ["/robots.txt"]


def test_a_redirect_into_what_is_forbidden_is_not_followed(news: loopback.Site) -> None:
    news.put("/robots.txt", "User-agent: onrecord\nDisallow: /b")
    news.put("/a", "", 302, location="/b")
    assert refused(loopback.client(), news.url("/a")).code == "robots"
    assert news.pages_asked() == ["/a"]


def test_robots_txt_is_read_once_for_all_pages_of_a_host(news: loopback.Site) -> None:
    client = loopback.client()
    for path in ("/a", "/b"):
        news.put(path, loopback.html("We will wait."))
        client.fetch(news.url(path))
    assert news.paths().count("/robots.txt") == 1


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_host_without_robots_txt_forbids_nothing(news: loopback.Site, status: int) -> None:
    news.put("/robots.txt", "User-agent: *\nDisallow: /", status)
    news.put("/a", loopback.html("We will wait."))
    assert loopback.client().fetch(news.url("/a")).data


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_host_that_cannot_say_what_it_allows_is_left_alone(news: loopback.Site, status: int) -> None:
    news.put("/robots.txt", "", status, retry_after="120")
    news.put("/a", loopback.html("We will wait."))
    error = refused(loopback.client(), news.url("/a"))
    assert (error.code, error.again_in) == ("robots", 120)
    assert news.pages_asked() == []


def test_robots_txt_that_lies_elsewhere_is_followed_there(news: loopback.Site) -> None:
    news.put("/robots.txt", "", 301, location="/rules.txt")
    news.put("/rules.txt", "User-agent: *\nDisallow: /a")
    assert refused(loopback.client(), news.url("/a")).code == "robots"


def test_a_robots_txt_of_megabytes_is_read_as_far_as_the_rfc_asks(news: loopback.Site) -> None:
    news.put("/robots.txt", "User-agent: *\nDisallow: /a\n" + "# long\n" * 500_000)
    assert refused(loopback.client(), news.url("/a")).code == "robots"


# --- asked again ---


def test_a_page_that_is_still_the_same_need_not_come_again(news: loopback.Site) -> None:
    page = loopback.answered(loopback.html("We will wait."), etag='"x1"', last_modified="Sun, 17 Jan 2021 09:00:00 GMT")
    news.put("/a", lambda r: (loopback.answered("", 304) if r.headers["if-none-match"] == '"x1"' else page)(r))
    client = loopback.client()
    found = client.fetch(news.url("/a"))
    assert client.fetch_again(news.url("/a"), Known(found.etag, found.last_modified)) is None
    assert news.asked[-1].headers["if-modified-since"] == "Sun, 17 Jan 2021 09:00:00 GMT"
    again = client.fetch_again(news.url("/a"), Known('"old"'))
    assert again is not None
    assert again.data == found.data


def test_a_server_that_says_unchanged_to_who_knows_nothing_is_refused(news: loopback.Site) -> None:
    news.put("/a", "", 304)
    assert refused(loopback.client(), news.url("/a")).code == "http"


# --- refusals ---


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (404, "gone"),
        (410, "gone"),
        (401, "forbidden"),
        (403, "forbidden"),
        (451, "forbidden"),
        (500, "http"),
        (418, "http"),
    ],
)
def test_an_answer_that_is_no_page_is_told_by_its_kind(news: loopback.Site, status: int, code: str) -> None:
    news.put("/a", "<p>Sorry.</p>", status)
    error = refused(loopback.client(), news.url("/a"))
    assert error.code == code
    assert str(status) in error.what


def test_a_computer_that_does_not_answer_is_told() -> None:
    with loopback.site() as news:
        pass
    error = refused(loopback.client(), news.url("/a"))
    assert error.code == "unreachable"
    assert "Connection refused" in error.what


@pytest.mark.parametrize(
    "said", [b"", b"hello\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nshort", b"HTTP/1.1 xyz\r\n\r\n"]
)
def test_an_answer_that_is_not_whole_or_no_http_is_broken(news: loopback.Site, said: bytes) -> None:
    news.put("/a", loopback.dripping(iter([said]), 0))
    assert refused(loopback.client(), news.url("/a")).code == "broken"


def test_without_permission_no_port_but_those_of_web_servers_is_asked() -> None:
    assert refused(Client(Limits(interval=0)), "http://news.example:6379/").code == "address"


def test_an_error_travels_between_processes_whole() -> None:
    error = FetchError("it is busy", where="http://news.example/", next_step="Wait", code="busy")
    error.again_in = 7.0
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), again.code, again.again_in) == (FetchError, str(error), "busy", 7.0)
