"""What comes in for saved queries, posted to their webhooks as JSON, signed as https://www.standardwebhooks.com says.

A post is repeated until the receiver takes it, less and less often; what it took is never posted again, unless this
process ends between the answer and the note of it. Then the same items come with the same ``webhook-id``.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from onrecord.errors import FetchError, QueryError, UsageError
from onrecord.ingest.people import update_people
from onrecord.ingest.sayings import update_sayings
from onrecord.record import Record
from onrecord.record.arrivals import Arrival
from onrecord.record.clock import Clock, read
from onrecord.views.digest import object_of

from .again import again_words, rest
from .hosts import Hosts
from .saved import Digest, Saved, SavedQueries

SECRET_VARIABLE = "ONRECORD_WEBHOOK_SECRET"
"""Name of the variable of the environment that holds the secret by which posts are signed."""

_LEAST = 16  # bytes of a secret
_AT_ONCE = 50  # items in one post
_FIRST, _LONGEST = timedelta(minutes=1), timedelta(hours=6)

Post = Callable[..., None]
"""As ``fetching.posting.post``."""


def secret_of(given: str) -> bytes:
    """The key of a secret: as it stands there, or of ``whsec_...`` what follows in base64.

    Raises:
        UsageError: where it is none, or a short one.
    """
    try:
        key = base64.b64decode(given[6:], validate=True) if given.startswith("whsec_") else given.encode()
    except (binascii.Error, ValueError):
        key = b""
    if len(key) < _LEAST:
        raise UsageError(
            f"the secret for webhooks has less than {_LEAST} bytes",
            where=SECRET_VARIABLE,
            next_step="Make one: openssl rand -hex 32; and give it to the receiver, too",
        )
    return key


def signed(body: bytes, own: str, moment: datetime, key: bytes) -> dict[str, str]:
    """The headers of a post: its id, its time, and the signature of both with the body.

    Args:
        body: as it is sent.
        own: id of the post, the same each time that it is tried.
        moment: now.
        key: as ``secret_of`` gives it.
    """
    at = str(int(moment.timestamp()))
    digest = hmac.new(key, f"{own}.{at}.".encode() + body, hashlib.sha256).digest()
    return {
        "content-type": "application/json",
        "webhook-id": own,
        "webhook-timestamp": at,
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }


@dataclass(slots=True)
class Hooks:
    """The webhooks of one record.

    Attributes:
        record: which.
        post: sends a body to an address; raises FetchError.
        key: by which posts are signed; None where none is given, and then nothing is posted.
        clock: gives the time.
        tell: is told what went wrong, a line each.
    """

    record: Record
    post: Post
    key: bytes | None
    clock: Clock
    tell: Callable[[str], None]

    def once(self) -> None:
        """Post what came in for each saved query whose webhook is due. A dead webhook stops no other."""
        queries = SavedQueries(self.record)
        due = [one for one in queries.every() if one.hook and self._is_due(one)]
        if not due:
            return
        if self.key is None:
            self.tell(f"! webhooks: nothing is posted, since {SECRET_VARIABLE} is not set")
            return
        update_people(self.record)
        update_sayings(self.record)
        hosts = Hosts(self.record)
        with hosts.kept():
            for one in due:
                # Of several workers one posts; by then another may have done it.
                if hosts.take(f"webhook of {one.name}"):
                    self._post_all(queries, next((now for now in queries.every() if now.name == one.name), None))

    def _is_due(self, one: Saved) -> bool:
        return one.hook_due_at is None or read(one.hook_due_at) <= self.clock()

    def _post_all(self, queries: SavedQueries, saved: Saved | None) -> None:
        if saved is None or saved.hook is None or not self._is_due(saved):
            return
        try:
            digest = queries.new(saved, "hook", self.clock())
            for start in range(0, len(digest.items), _AT_ONCE):
                some = digest.items[start : start + _AT_ONCE]
                self._post(digest, some)
                queries.told(digest, "hook", items=some)
            queries.told(digest, "hook")
        except (FetchError, QueryError) as error:
            due = self.clock() + rest(error, saved.hook_failures, first=_FIRST, longest=_LONGEST)
            queries.hook_failed(saved, error.what, due)
            self.tell(f"! webhook of {saved.name} at {saved.hook_host}: {error.what}; {again_words(due)}")

    def _post(self, digest: Digest, items: Sequence[Arrival]) -> None:
        assert self.key is not None
        assert digest.saved.hook is not None
        about = {"name": digest.saved.name, "query": digest.saved.query}
        body = json.dumps({"type": "onrecord.sayings", "query": about, "items": [*map(object_of, items)]}).encode()
        ids = json.dumps([digest.saved.name, *(item.hits[0].id for item in items)]).encode()
        own = f"msg_{hashlib.sha256(ids).hexdigest()[:24]}"
        headers = signed(body, own, self.clock(), self.key)
        self.post(digest.saved.hook, body, headers, inside=digest.saved.hook_inside)
