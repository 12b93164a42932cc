"""``onrecord add ADDRESS``, over real sockets: what is taken in, what is refused, and what the record keeps of it."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import pytest

import loopback
from onrecord import fetching
from onrecord.following import SharedTurns
from onrecord.record import open_record


@pytest.fixture
def news():
    with loopback.site() as found:
        yield found


@pytest.fixture
def add(onrecord, monkeypatch):
    """Runs a command whose client may ask this machine, which no option and no variable allows."""
    monkeypatch.setattr(fetching, "Client", loopback.client)
    return onrecord


def test_a_page_is_added_by_its_address_and_found_by_it(add, news):
    news.put("/ferry", loopback.html("We will wait for spring."))
    ran = add("add", news.url("/ferry"))
    assert (ran.status, ran.err) == (0, "")
    assert "1 article, 1 statement read into onrecord.db" in ran.out
    assert "⟦1 “We will wait for spring.”⟧" in add("show", news.url("/ferry")).out
    (line,) = add("export").out.splitlines()
    found = json.loads(line)
    assert (found["url"], found["path"]) == (news.url("/ferry"), news.url("/ferry"))
    assert len(found["meta"]["fetched"]) == len("2026-11-28")
    assert "1 statement." in add("search", "spring", f"meta.fetched:{found['meta']['fetched']}").out


def test_files_and_addresses_are_added_together_and_one_bad_one_stops_nothing(add, news, tmp_path):
    news.put("/ferry", loopback.html("We will wait for spring."))
    (tmp_path / "a.txt").write_text("The ferry waits, the harbour office announced on Monday.", encoding="utf-8")
    ran = add("add", news.url("/gone"), "a.txt", news.url("/ferry"), "--json")
    assert (ran.status, json.loads(ran.out)["articles"]) == (1, {"added": 2, "failed": 1})
    assert f"{news.url('/gone')}: there is no page at this address (status 404)" in ran.err


def test_what_robots_txt_forbids_says_how_to_do_it_by_hand(add, news, tmp_path):
    news.put("/robots.txt", "User-agent: *\nDisallow: /")
    page = loopback.html("We will wait for spring.")
    news.put("/ferry", page)
    ran = add("add", news.url("/ferry"))
    assert ran.status == 1
    assert "asks programs not to fetch this page (robots.txt: Disallow: /)" in ran.err
    assert "Open it in a browser, save the page, and add the file: onrecord add page.html --url ADDRESS." in ran.err
    assert ran.err.count("\n") == 1
    # And so it is done.
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    assert add("add", "page.html", "--url", news.url("/ferry")).status == 0
    assert add("show", news.url("/ferry")).status == 0


def test_a_reservation_of_text_mining_is_respected(add, news):
    news.put("/ferry", loopback.html("We will wait."), tdm_reservation="1")
    ran = add("add", news.url("/ferry"))
    assert ran.status == 1
    assert "reserves the rights to text and data mining (the header tdm-reservation says so)" in ran.err
    assert "onrecord add page.html --url" in ran.err


def test_what_failed_is_fetched_again_with_retry_and_is_then_no_failure(add, news):
    news.put("/ferry", "", 500)
    assert add("add", news.url("/ferry")).status == 1
    assert news.url("/ferry") in add("articles", "--failed").out
    news.put("/ferry", loopback.html("We will wait."))
    assert add("add", "--retry").status == 0
    assert json.loads(add("articles", "--failed", "--json").out) == []


def test_the_port_of_an_address_is_not_taken_for_the_number_of_a_line(add, news):
    bare = news.url("")
    news.put("/", "", 500)
    assert add("add", bare).status == 1
    news.put("/", loopback.html("We will wait."))
    assert add("add", "--retry").status == 0


def test_a_bad_line_fetched_is_tried_again_with_its_file(add, news):
    news.put("/all.jsonl", '{"id": "a", "text": "One ferry waits."}\nnonsense\n', content_type="text/plain")
    assert add("add", news.url("/all.jsonl"), "--language", "en").status == 1
    good = '{"id": "a", "text": "One ferry waits."}\n{"id": "b", "text": "Two."}\n'
    news.put("/all.jsonl", good, content_type="text/plain")
    assert add("add", "--retry", "--language", "en").status == 0


def test_the_same_page_again_is_there_already_and_a_changed_one_revises_it(add, news):
    news.put("/ferry", loopback.html("We will wait for spring."))
    add("add", news.url("/ferry"))
    news.put("/ferry", loopback.html("We will wait for spring.") + "<!-- served at 09:01 -->")
    assert "1 already there" in add("add", news.url("/ferry")).out
    news.put("/ferry", loopback.html("We will wait for summer."))
    assert "1 revising an earlier one" in add("add", news.url("/ferry")).out


def test_without_the_tests_own_client_this_machine_is_not_asked(onrecord, news):
    ran = onrecord("add", f"http://127.0.0.1:{news.port}/ferry", "http://127.0.0.1/ferry", "http://localhost/ferry")
    assert ran.status == 1
    assert ran.err.count("is not in the public internet") == 2
    assert news.asked == []


def test_a_password_in_an_address_is_refused_and_kept_nowhere(add, news, tmp_path):
    ran = add("add", news.url("/ferry").replace("http://", "http://ada:s3cret@"))
    assert ran.status == 1
    assert "user or a password" in ran.err
    assert "s3cret" not in ran.err + ran.out + add("articles", "--failed").out
    assert b"s3cret" not in (tmp_path / "onrecord.db").read_bytes()


def test_hosts_are_asked_in_turn_with_all_others_at_work_on_the_record(add, news, tmp_path):
    news.put("/ferry", loopback.html("We will wait for spring."))
    host = urlsplit(news.url("/ferry")).hostname
    with open_record(tmp_path / "onrecord.db") as record:
        SharedTurns(record).put_off(host, 3600)  # as ``watch`` does where a host asks for rest
    ran = add("add", news.url("/ferry"))
    assert (ran.status, "/ferry" in [asked.path for asked in news.asked]) == (1, False)
    with open_record(tmp_path / "onrecord.db") as record:
        SharedTurns(record).put_off(host, 0)
    assert add("add", "--retry").status == 0


def test_what_is_fetched_is_not_sampled(add, news):
    ran = add("add", news.url("/ferry"), "--dry-run")
    assert (ran.status, news.asked) == (2, [])


def test_extract_says_which_command_takes_addresses(add, news):
    ran = add("extract", news.url("/ferry"))
    assert ran.status == 1
    assert "onrecord add ADDRESS" in ran.err
