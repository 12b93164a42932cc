"""``onrecord watch`` and ``onrecord feeds``, over real sockets, and as a process that is sent signals."""

from __future__ import annotations

import json
import os
import signal

import pytest
from service import start, until

import loopback
from onrecord import fetching, ingest
from onrecord.ingest.pipeline import read_here
from onrecord.record import open_record

FEED = "<rss version='2.0'><channel><title>Harbour Post</title><item><link>{}</link></item></channel></rss>"


@pytest.fixture
def news():
    with loopback.site() as found:
        found.put("/a", loopback.html("We will wait for spring."))
        found.put("/feed", FEED.format(found.url("/a")))
        yield found


@pytest.fixture
def watch(onrecord, monkeypatch):
    """Runs a command whose client may ask this machine, and that reads in this process: another takes time to start."""
    monkeypatch.setattr(fetching, "Client", loopback.client)
    monkeypatch.setattr(ingest, "read_within", read_here)
    return onrecord


def test_a_feed_is_followed_and_stays_on_the_list(watch, news):
    ran = watch("watch", news.url("/feed"), "--once")
    assert (ran.status, ran.out) == (0, "")
    assert ran.err.splitlines() == [
        f"followed from now on: {news.url('/feed')}",
        f"{news.url('/feed')}: 1 new, 0 changed",
        f"added: {news.url('/a')}",
        "round over: 1 asked; articles: 1 added",
    ]
    assert "⟦1 “We will wait for spring.”⟧" in watch("show", news.url("/a")).out
    assert watch("watch", "--once").err == "round over: 0 asked; articles: none new\n"
    shown = watch("feeds").out
    assert "Harbour Post" in shown
    assert "1 article; answered" in shown
    assert "1 followed" in shown
    (listed,) = json.loads(watch("feeds", "--json").out)
    assert (listed["address"], listed["stored"], listed["why"]) == (news.url("/feed"), 1, None)


def test_as_a_log_each_step_is_an_object_with_what_it_is_about(watch, news):
    ran = watch("watch", news.url("/feed"), "--once", "--log-format", "json")
    assert ran.status == 0
    followed, feed, added, over = map(json.loads, ran.err.splitlines())
    assert followed["message"].startswith("followed from now on")
    assert (feed["address"], feed["new"]) == (news.url("/feed"), 1)
    assert (added["address"], added["became"]) == (news.url("/a"), "added")
    assert (over["asked"], over["failed"], over["articles"]) == (1, 0, 1)
    assert {line["logger"] for line in (followed, feed, added, over)} == {"onrecord.watch"}
    (wrong, _) = map(
        json.loads, watch("watch", news.url("/gone"), "--once", "--log-format", "json").err.splitlines()[1:]
    )
    assert (wrong["level"], wrong["code"], wrong["address"]) == ("warning", "gone", news.url("/gone"))


def test_what_cannot_be_had_is_told_with_why_and_gives_status_1(watch, news):
    news.put("/bad", FEED.format(news.url("/gone")))
    news.put("/page", "<html><head><link rel=alternate type=application/atom+xml href=/feed></head></html>")
    ran = watch("watch", news.url("/bad"), news.url("/page"), "--once")
    assert ran.status == 1
    assert f"! {news.url('/gone')}: there is no page at this address (status 404); not asked for again" in ran.err
    shown = watch("feeds").out
    assert "! this is a page, not a feed" in shown
    assert "1 not to be had" in shown
    assert "2 followed, 1 in trouble" in shown
    assert "not asked for again" in " ".join(watch("feeds", "articles").out.split())
    (one,) = json.loads(watch("feeds", "articles", "--json").out)
    assert (one["address"], one["feed"], one["code"]) == (news.url("/gone"), news.url("/bad"), "gone")


def test_a_folder_is_followed_wherever_the_command_is_run(watch, tmp_path):
    (tmp_path / "press").mkdir()
    path = tmp_path / "press" / "a.txt"
    path.write_text("The ferry waits, the harbour office announced on Monday morning.", encoding="utf-8")
    os.utime(path, (1_000_000_000, 1_000_000_000))
    assert "articles: 1 added" in watch("watch", "press", "--once").err
    (listed,) = json.loads(watch("feeds", "--json").out)
    assert (listed["address"], listed["kind"]) == (str(tmp_path / "press"), "folder")


def test_a_feed_taken_off_the_list_leaves_its_articles(watch, news):
    watch("watch", news.url("/feed"), "--once")
    assert watch("feeds", "remove", news.url("/feed")).status == 0
    assert "Nothing is followed" in watch("feeds").out
    assert watch("show", news.url("/a")).status == 0
    assert watch("feeds", "remove", news.url("/feed")).status == 2


def test_lists_of_feeds_go_in_and_out(watch, news, tmp_path):
    (tmp_path / "in.opml").write_text(f"<opml><body><outline xmlUrl='{news.url('/feed')}'/></body></opml>", "utf-8")
    assert watch("feeds", "import", "in.opml").err.startswith("1 feed put on the list, 0 were on it")
    assert watch("feeds", "import", "in.opml").err.startswith("0 feeds put on the list, 1 were on it")
    assert watch("watch", "--once").status == 0
    assert 'title="Harbour Post"' in watch("feeds", "export").out
    watch("feeds", "export", "-o", "out.opml")
    assert watch("feeds", "import", "out.opml", "--record", "other.db").err.startswith("1 feed put on the list")


def test_an_address_with_a_password_in_a_list_is_passed_over_and_kept_nowhere(watch, tmp_path):
    outlines = "".join(f"<outline xmlUrl='https://{host}/'/>" for host in ("ada:s3cret@a.example", "b.example"))
    (tmp_path / "in.opml").write_text(f"<opml><body>{outlines}</body></opml>", "utf-8")
    ran = watch("feeds", "import", "in.opml")
    assert ran.status == 1
    assert "https://a.example/: this address has a user or a password in it" in ran.err
    assert "1 feed put on the list" in ran.err
    assert "s3cret" not in ran.err
    assert b"s3cret" not in (tmp_path / "onrecord.db").read_bytes()


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["watch", "nowhere", "--once"], "this is neither an address of the web nor a folder"),
        (["watch", "https://ada:s3cret@news.example/", "--once"], "a user or a password in it"),
        (["watch", "--every", "5s"], "'5s' is no time from a minute to a day"),
        (["watch", "--every", "2d"], "'2d' is no time from a minute to a day"),
        (["watch", "--once"], "there is no record here"),
        (["feeds", "import", "nowhere.opml"], "no such file"),
    ],
)
def test_what_is_put_wrongly_says_so_and_leaves_no_record(watch, tmp_path, args, says):
    ran = watch(*args)
    assert ran.status != 0
    assert says in ran.err
    assert "s3cret" not in ran.err
    assert not (tmp_path / "onrecord.db").exists()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (f"\ufeff<?xml version='1.0'?><?xml-stylesheet href='a.xsl'?><!-- a --> {FEED}", "onrecord watch ADDRESS"),
        ("<rdf:RDF xmlns='http://purl.org/rss/1.0/'></rdf:RDF>", "onrecord watch ADDRESS"),
        ("<feed xmlns='http://www.w3.org/2005/Atom'></feed>", "onrecord watch ADDRESS"),
        ("<urlset></urlset>", "onrecord watch ADDRESS"),
        ('{"version": "https://jsonfeed.org/version/1.1", "items": []}', "onrecord watch ADDRESS"),
        ('{"title": "Post", "version": "https://jsonfeed.org/version/1", "items": []}', "onrecord watch ADDRESS"),
        ("<opml version='2.0'></opml>", "onrecord feeds import FILE"),
    ],
)
def test_a_feed_given_to_add_says_which_command_follows_it(watch, news, data, says):
    for kind in ("application/rss+xml", "text/plain", "application/json"):
        news.put("/any", data, content_type=kind)
        ran = watch("add", news.url("/any"))
        assert ran.status == 1
        assert f"{news.url('/any')}: it is a " in ran.err
        assert says in ran.err


def test_an_empty_list_says_how_to_begin(watch):
    open_record("onrecord.db").close()
    ran = watch("watch")
    assert (ran.status, ran.out) == (2, "")
    assert "nothing is followed yet" in ran.err
    assert watch("feeds", "export").status == 1


def test_a_service_ends_cleanly_and_one_that_is_killed_goes_on_where_it_was(news, tmp_path):
    names = [f"a{n}" for n in range(4)]
    for name in names:
        news.put(f"/{name}", loopback.html("We will wait.", title=f"The ferry {name} stays in port"))
    links = "</link></item><item><link>".join(news.url(f"/{name}") for name in names)
    news.put("/feed", FEED.format(links))
    killed = start(tmp_path, "watch", news.url("/feed"))
    until(killed, "added: ")
    killed.kill()
    killed.communicate()
    service = start(tmp_path, "watch")
    until(service, "round over")
    service.send_signal(signal.SIGTERM)
    _, rest = service.communicate(timeout=60)
    assert service.returncode == 0, rest
    assert rest.endswith("stopped; what is still to be fetched stands in the record.\n")
    with open_record(tmp_path / "onrecord.db") as record:
        assert sorted(row.title for row in record.articles().items) == [f"The ferry {n} stays in port" for n in names]
        assert record.audit().ok
