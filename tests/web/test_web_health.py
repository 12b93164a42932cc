"""``/healthz``, ``/metrics`` and the log: what they say, to whom, and what they keep to themselves."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime

import pytest
import shared_room
from prometheus_client.parser import text_string_to_metric_families

from onrecord.accounts import Role
from onrecord.errors import ReadError
from onrecord.fetching import Known
from onrecord.following import Entry, Feeds
from onrecord.following.followed import Item
from onrecord.web import create_app

NOW = datetime(2031, 5, 1, 9, tzinfo=UTC)


@pytest.fixture
def asking(own):
    """A reading room that nobody has asked anything."""
    with shared_room.browser(create_app(own)) as client:
        yield client


def gone(record):
    """The file of the record is no longer there, as when a disk went; what the room made beforehand is made."""
    for thread in threading.enumerate():
        if thread.name == "warm":
            thread.join()  # it would hold a connection, to which the file is still there
    record._engine.dispose()
    record.path.rename(record.path.with_name("elsewhere.db"))


def numbers(asking, **headers) -> dict[tuple[str, ...], float]:
    """Every number by its name and labels."""
    answer = asking.get("/metrics", headers=headers)
    assert answer.status_code == 200
    found = {}
    for family in text_string_to_metric_families(answer.text):
        for sample in family.samples:
            found[(sample.name, *(value for _, value in sorted(sample.labels.items())))] = sample.value
    return found


# --- /healthz ---------------------------------------------------------------------------------------------------------


def test_a_record_that_answers_is_well(asking):
    assert (asking.get("/healthz").status_code, asking.get("/healthz").json()) == (200, {"status": "ok"})
    assert asking.head("/healthz").status_code == 200


def test_a_record_that_is_gone_is_told_with_503_and_no_path(asking, own):
    gone(own)
    answer = asking.get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"status": "unavailable", "code": "cannot-open"})


def test_it_asks_for_no_password_and_answers_by_ip_alone(own):
    asking = shared_room.browser(create_app(own, accounts=shared_room.accounts(own)))
    assert asking.get("/healthz").status_code == 200
    assert asking.get("/healthz", headers={"host": "evil.example"}).status_code == 421


# --- /metrics ---------------------------------------------------------------------------------------------------------


def test_requests_are_counted_by_route_and_status_and_their_time_is_told(asking):
    for path in ("/", "/articles/ledger", "/articles/nothing", "/nowhere", "/healthz"):
        asking.get(path)
    asking.request("BREW", "/")
    asking.get("/", headers={"host": "evil.example"})
    found = numbers(asking)
    for labels, number in {
        ("GET", "/", "200"): 1,
        ("GET", "/articles/{public_id:path}", "200"): 1,
        ("GET", "/articles/{public_id:path}", "404"): 1,
        ("GET", "none", "404"): 1,
        ("GET", "none", "421"): 1,
        ("GET", "/healthz", "200"): 1,
        ("other", "/", "405"): 1,
    }.items():
        assert found[("onrecord_http_requests_total", *labels)] == number, labels
    assert found["onrecord_http_request_seconds_count", "/articles/{public_id:path}"] == 2
    assert found["onrecord_http_request_seconds_bucket", "+Inf", "/"] == 2


def test_what_the_record_holds_is_counted(asking, own):
    found, stats = numbers(asking), own.stats()
    for name in ("articles", "statements", "failures"):
        assert found[f"onrecord_{name}",] == getattr(stats, name) > 0
    assert found["onrecord_record_up",] == 1
    assert found["process_resident_memory_bytes",] > 0


def test_feeds_are_counted_by_how_they_do_and_articles_by_what_became_of_them(asking, own):
    feeds = Feeds(own)
    for name in ("well", "failing", "gone"):
        feeds.follow(f"https://{name}.example/feed", "feed", NOW)
    by_name = {item.address.split("/")[2].partition(".")[0]: item for item in feeds.due(NOW)}
    entries = [Entry(f"https://well.example/{n}", "1") for n in range(3)]
    feeds.told(by_name["well"], entries, NOW, NOW, title=None, known=Known())
    feeds.failed(by_name["failing"], ReadError("it broke", code="broken"), NOW, NOW)
    feeds.failed(by_name["gone"], ReadError("it is gone", code="gone"), NOW, None)
    first = feeds.waiting(NOW, 3)[0]
    assert isinstance(first, Item)
    feeds.refuse(first, ReadError("no text", code="empty"))
    found = numbers(asking)
    assert [found["onrecord_feeds", state] for state in ("ok", "failing", "given_up")] == [1, 1, 1]
    states = ("waiting", "stored", "refused")
    assert [found["onrecord_feed_articles", state] for state in states] == [2, 0, 1]
    assert found["onrecord_feeds_asked_timestamp_seconds",] == NOW.timestamp()


def test_of_a_record_that_is_gone_it_tells_that(asking, own):
    gone(own)
    found = numbers(asking)
    assert found["onrecord_record_up",] == 0
    assert ("onrecord_articles",) not in found


def test_nothing_of_what_anybody_looked_for_is_in_it(asking):
    asking.get("/search?q=a+secret+source")
    asking.get("/articles/ledger")
    asking.get("/people/whoever")
    text = asking.get("/metrics").text
    assert not [word for word in ("secret", "ledger", "whoever") if word in text]


def test_a_program_may_ask_for_openmetrics(asking):
    answer = asking.get("/metrics", headers={"accept": "application/openmetrics-text; version=1.0.0"})
    assert answer.headers["content-type"].startswith("application/openmetrics-text")
    assert answer.text.endswith("# EOF\n")


def test_where_there_are_users_it_wants_the_token_of_a_reader(own):
    users = shared_room.accounts(own)
    asking = shared_room.browser(create_app(own, accounts=users))
    refused = asking.get("/metrics")
    assert (refused.status_code, "onrecord_articles" in refused.text) == (401, False)
    key = users.make_token("Rea", "prometheus", role=Role.READER).key
    assert ("onrecord_articles",) in numbers(asking, authorization=f"Bearer {key}")


# --- the log ----------------------------------------------------------------------------------------------------------


def test_each_request_is_logged_without_its_query(asking, caplog):
    caplog.set_level(logging.INFO, "onrecord.access")
    asking.get("/search?q=a+secret+source")
    (line,) = [record for record in caplog.records if record.name == "onrecord.access"]
    assert line.getMessage() == "GET /search 200"
    assert (line.method, line.path, line.route, line.status) == ("GET", "/search", "/search", 200)
    assert line.seconds >= 0
    assert "secret" not in str(line.__dict__)


def test_asking_whether_it_is_alive_is_logged_only_where_it_is_not(asking, own, caplog):
    caplog.set_level(logging.INFO, "onrecord.access")
    asking.get("/healthz")
    asking.get("/metrics")
    assert [record for record in caplog.records if record.name == "onrecord.access"] == []
    gone(own)
    asking.get("/healthz")
    assert [record.getMessage() for record in caplog.records if record.name == "onrecord.access"] == [
        "GET /healthz 503"
    ]
