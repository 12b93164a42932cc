"""Saved queries and their digests, as a person types them."""

from __future__ import annotations

import json

import pytest

from onrecord.following import mailing
from small_news import news


@pytest.fixture
def followed(onrecord, tmp_path):
    """A record that follows ``spring``, into which one article came since."""
    (tmp_path / "news").mkdir()
    news(tmp_path / "news", "n1", "We will wait for spring.")
    ran = onrecord("follow", "ferry", "spring", "speaker:Ilse Marrow")
    assert (ran.status, ran.out) == (0, "")
    assert "followed from now on: ferry. What comes in: onrecord digest ferry --new" in ran.err
    assert onrecord("add", "news").status == 0
    return onrecord


def test_a_digest_says_what_came_in_since_a_moment(followed):
    ran = followed("digest", "ferry", "--since", "24h")
    assert ran.status == 0, ran.err
    assert "# ferry: 1 new statement" in ran.out
    assert "**Ilse Marrow**" in ran.out
    assert (
        '<li><span class="who"><bdi>Ilse Marrow'
        in followed("digest", "ferry", "--since", "today", "--format", "html").out
    )
    rows = followed("digest", "ferry", "--since", "yesterday", "--format", "csv", "-o", "ferry.csv")
    assert "1 saying written to ferry.csv." in rows.err
    assert followed("follow", "harbour", "harbour").status == 0
    assert "Nothing new for harbour" in followed("digest", "harbour", "--since", "7d").err


def test_new_says_each_thing_once(followed, tmp_path):
    assert "We will wait for spring" in followed("digest", "ferry", "--new").out
    news(tmp_path / "news", "n2", "We are ready for spring.", "18 January 2021")
    assert followed("add", "news").status == 0
    second = followed("digest", "ferry").out
    assert "We are ready for spring" in second
    assert "We will wait" not in second
    assert "Nothing new for ferry" in followed("digest", "ferry").err


def test_a_list_shows_what_is_followed_and_no_secret_of_it(followed):
    assert followed("follow", "hooked", "spring", "--webhook", "https://news.example/s3cret").status == 0
    shown = followed("follow").out
    assert 'ferry  spring speaker:"Ilse Marrow"' in shown
    assert "posted to news.example" in shown
    listed = followed("follow", "list", "--json").out
    assert {one["name"]: one["hook"] for one in json.loads(listed)} == {"ferry": None, "hooked": "news.example"}
    assert "s3cret" not in shown + listed
    assert followed("follow", "remove", "ferry").status == 0
    assert "ferry" not in followed("follow").out
    assert followed("follow", "remove", "hooked").status == 0
    assert "No query is followed" in followed("follow").out


def test_what_comes_in_goes_by_mail_and_counts_as_told_only_when_it_was_sent(followed, monkeypatch):
    monkeypatch.setenv("ONRECORD_SMTP", "smtp://127.0.0.1:9")
    monkeypatch.setenv("ONRECORD_MAIL_FROM", "press@news.example")
    failed = followed("digest", "ferry", "--new", "--mail", "desk@news.example")
    assert failed.status == 1
    assert "the mail could not be sent" in failed.err
    sent = []
    monkeypatch.setattr(mailing, "send", lambda *mail: sent.append(mail))
    assert "1 saying sent to desk@news.example." in followed("digest", "ferry", "--mail", "desk@news.example").err
    ((server, to, subject, text, html),) = sent
    assert (server.port, to, subject) == (9, "desk@news.example", "ferry: 1 new statement")
    assert "We will wait for spring" in text
    assert html.startswith("<!doctype html>")
    assert "No mail." in followed("digest", "ferry", "--mail", "desk@news.example").err
    assert len(sent) == 1


def test_watch_says_that_webhooks_want_a_secret(followed, tmp_path, monkeypatch):
    (tmp_path / "press").mkdir()
    assert followed("follow", "hooked", "spring", "--webhook", "https://news.example/hook").status == 0
    monkeypatch.delenv("ONRECORD_WEBHOOK_SECRET", raising=False)
    assert "ONRECORD_WEBHOOK_SECRET is not set" in followed("watch", "press", "--once").err
    monkeypatch.setenv("ONRECORD_WEBHOOK_SECRET", "short")
    assert followed("watch", "--once").status == 2


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["follow", "ferry"], "no query was given"),
        (["follow", "a b", "spring"], "'a b' is no name for a saved query"),
        (["follow", "ferry", "spekaer:x"], "spekaer: is not known"),
        (["follow", "ferry", "x", "--webhook", "http://news.example/"], "a webhook wants https"),
        (["digest", "nobody"], "no saved query is called 'nobody'"),
        (["digest", "ferry", "--since", "soon"], "'soon' is no time"),
        (["digest", "ferry", "--since", "2999"], "'2999' has not come yet"),
        (["digest", "ferry", "--since", "today", "--new"], "two ways"),
        (["digest", "ferry", "--mail", "desk"], "no mail server is named"),
        (["digest", "ferry", "--mail", "a@b", "-o", "x"], "by mail or into a file"),
    ],
)
def test_what_is_put_wrongly_says_so(followed, monkeypatch, args, says):
    monkeypatch.delenv("ONRECORD_SMTP", raising=False)
    ran = followed(*args)
    assert ran.status == 2
    assert says in ran.err
