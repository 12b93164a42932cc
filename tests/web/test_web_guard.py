"""Who may ask, who may write, and what a page may do."""

from __future__ import annotations

import pytest

from onrecord.web.guard import host_of

HERE = "http://127.0.0.1:8765"


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8765", "127.0.0.1", "localhost:8765", "LOCALHOST", "localhost.", "[::1]:80"]
)
def test_its_own_names_are_answered(client, host):
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/articles/ledger", "/static/x/room.css", "/nothing"])
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8765", "localhost.evil.example", "0.0.0.0"])
def test_a_foreign_name_is_answered_nowhere(client, host, path):
    answer = client.get(path, headers={"host": host})
    assert answer.status_code == 421
    assert "does not answer to the name" in answer.text
    assert "harbour" not in answer.text


@pytest.mark.parametrize("host", ["", "localhost:port", "user@localhost", "localhost/x"])
def test_what_is_no_name_is_refused(client, host):
    assert host_of(host) is None
    assert client.get("/", headers={"host": host}).status_code == 400


WRITES = ["post", "put", "patch", "delete"]


@pytest.mark.parametrize("method", WRITES)
@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": HERE, "sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site"},
    ],
    ids=str,
)
def test_a_write_from_another_site_is_refused_before_any_page_sees_it(client, method, headers):
    answer = client.request(method, "/", headers=headers)
    assert answer.status_code == 403
    assert "another site" in answer.text


@pytest.mark.parametrize("headers", [{}, {"origin": HERE}, {"origin": HERE, "sec-fetch-site": "same-origin"}], ids=str)
def test_a_write_from_here_or_from_a_program_comes_through(client, headers):
    assert client.post("/", headers=headers).status_code == 405  # there is nothing to write yet, and that is told so


def test_reading_from_a_link_on_another_site_is_allowed(client):
    assert client.get("/", headers={"sec-fetch-site": "cross-site", "origin": "http://evil.example"}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/nothing", "/search?q=speakr:x", "/static/x/room.js"])
def test_every_answer_forbids_what_no_page_needs(client, path):
    headers = client.get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_files_are_kept_for_good_under_their_version_and_pages_are_not(client):
    page = client.get("/")
    assert page.headers["cache-control"] == "private, no-cache"
    address = page.text.split('rel="stylesheet" href="')[1].split('"')[0]
    assert "immutable" in client.get(address).headers["cache-control"]
    assert "immutable" not in client.get("/static/older/room.css").headers["cache-control"]
    assert client.get("/static/x/../../app.py").status_code == 404
