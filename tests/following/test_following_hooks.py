"""Webhooks: each hit is posted once and signed; one that is dead stops nothing, and is tried again."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from datetime import timedelta

import pytest
from newsroom import LONG, come, receiving

from onrecord.errors import FetchError, UsageError
from onrecord.fetching.posting import post
from onrecord.following import Hooks, SavedQueries
from onrecord.following.hooks import secret_of, signed

SECRET = "whsec_" + base64.b64encode(b"a secret of more than sixteen").decode()
KEY = secret_of(SECRET)


@pytest.fixture
def receiver():
    with receiving() as found:
        yield found


@pytest.fixture
def lines():
    return []


@pytest.fixture
def hooks(either, clock, receiver, lines):
    SavedQueries(either).save("harbour", "harbour", clock(), hook=receiver.address, inside=True)
    clock.turn(minutes=10)
    return Hooks(either, post, KEY, clock, lines.append)


def test_each_hit_is_posted_once_one_item_a_saying(hooks, either, clock, receiver, lines):
    hooks.once()
    assert receiver.posted == []
    come(either, clock(), "n1", LONG)
    come(either, clock(), "n2", LONG, outlet="The Ledger")
    come(either, clock(), "n3", "The harbour is full.")
    hooks.once()
    hooks.once()
    assert receiver.contents() == [[f"“{LONG}”", "“The harbour is full.”"]]
    clock.turn(days=1)
    come(either, clock(), "n4", LONG, outlet="The Courier")
    come(either, clock(), "n5", "The harbour is shut.")
    hooks.once()
    hooks.once()
    assert receiver.contents()[1:] == [["“The harbour is shut.”"]]
    assert lines == []
    item = json.loads(receiver.posted[0][1])["items"][0]
    assert (item["speaker"], item["outlet"], item["reports"]) == ("Ilse Marrow", "Harbour Post", 2)
    assert item["url"] == "https://news.example/n1"


def test_a_post_is_signed_as_standard_webhooks_are(hooks, either, clock, receiver):
    come(either, clock(), "n1", "The harbour is full.")
    hooks.once()
    ((headers, body),) = receiver.posted
    told = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    digest = hmac.new(KEY, told, hashlib.sha256).digest()
    assert headers["webhook-signature"] == f"v1,{base64.b64encode(digest).decode()}"
    assert headers["content-type"] == "application/json"
    assert int(headers["webhook-timestamp"]) == clock().timestamp()
    # The example of the specification, https://www.standardwebhooks.com.
    key = secret_of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    assert signed(b'{"test": 2432232314}', "msg_p5jXN8AQM9LWM0D4loKWxJek", _At(1614265330), key)[
        "webhook-signature"
    ] == ("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")


def test_a_webhook_that_fails_is_tried_again_later_and_later_with_the_same_id(hooks, either, clock, receiver, lines):
    receiver.status = 500
    come(either, clock(), "n1", "The harbour is full.")
    hooks.once()
    hooks.once()  # not due
    (saved,) = SavedQueries(either).every()
    assert (saved.hook_failures, saved.hook_why) == (1, "it did not take what was posted (status 500)")
    assert len(lines) == 1
    assert "s3cret" not in lines[0]
    assert "webhook of harbour at 127.0.0.1" in lines[0]
    clock.turn(minutes=1)
    hooks.once()
    clock.turn(minutes=1)
    hooks.once()
    assert len(receiver.site.asked) == 2
    clock.turn(minutes=1)
    receiver.status = 204
    hooks.once()
    assert receiver.contents() == [["“The harbour is full.”"]]
    assert len({asked.headers["webhook-id"] for asked in receiver.site.asked}) == 1
    (saved,) = SavedQueries(either).every()
    assert (saved.hook_failures, saved.hook_why, saved.hook_due_at) == (0, None, None)


def test_a_dead_webhook_stops_no_other(hooks, either, clock, receiver, lines):
    queries = SavedQueries(either)
    queries.save("a-dead-one", "harbour", clock() - timedelta(minutes=5), hook="http://127.0.0.1:9/", inside=True)
    come(either, clock(), "n1", "The harbour is full.")
    hooks.once()
    assert receiver.contents() == [["“The harbour is full.”"]]
    assert "a-dead-one" in lines[0]


def test_many_are_posted_in_parts_and_what_was_taken_does_not_come_again(hooks, either, clock, receiver, monkeypatch):
    monkeypatch.setattr("onrecord.following.hooks._AT_ONCE", 1)
    for name in ("one", "two", "three"):
        come(either, clock(), name, f"The harbour has {name} gates.")
    taken = hooks.post

    def once_then_dead(*args, **options):
        if receiver.posted:
            raise FetchError("it died", where="here")
        taken(*args, **options)

    hooks.post = once_then_dead
    hooks.once()
    hooks.post = taken
    clock.turn(minutes=1)
    hooks.once()
    assert [len(items) for items in receiver.contents()] == [1, 1, 1]
    assert sorted(words for (words,) in receiver.contents()) == sorted(
        f"“The harbour has {name} gates.”" for name in ("one", "two", "three")
    )


def test_two_workers_post_a_hit_once(hooks, either, clock, receiver):
    come(either, clock(), "n1", "The harbour is full.")
    threads = [threading.Thread(target=Hooks(either, post, KEY, clock, print).once) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert receiver.contents() == [["“The harbour is full.”"]]


def test_without_a_secret_nothing_is_posted_and_it_is_told(hooks, either, clock, receiver, lines):
    come(either, clock(), "n1", "The harbour is full.")
    hooks.key = None
    hooks.once()
    assert receiver.posted == []
    assert "ONRECORD_WEBHOOK_SECRET is not set" in lines[0]


@pytest.mark.parametrize("secret", ["", "short", "whsec_!!!", "whsec_c2hvcnQ="])
def test_a_secret_that_is_none_is_refused(secret):
    with pytest.raises(UsageError, match="less than 16 bytes"):
        secret_of(secret)


def test_a_webhook_in_ones_own_network_is_asked_only_where_that_was_said(receiver):
    with pytest.raises(FetchError) as raised:
        post(receiver.address, b"{}", {})
    assert raised.value.code == "address"  # its port
    with pytest.raises(FetchError) as raised:
        post("https://127.0.0.1/hook/s3cret", b"{}", {})
    assert raised.value.code == "private"
    assert "s3cret" not in str(raised.value)
    assert receiver.site.asked == []
    receiver.status = 302
    with pytest.raises(FetchError, match="it leads on, which is not followed"):
        post(receiver.address, b"{}", {}, inside=True)


class _At:
    """A moment of so many seconds since 1970."""

    def __init__(self, seconds):
        self.seconds = seconds

    def timestamp(self):
        return self.seconds
