"""One host, one request at a time with a rest between, and none at all for as long as it asks for (Retry-After)."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

WITHOUT_RETRY_AFTER = 60.0
"""Seconds for which a host is left alone that is too busy and does not say for how long."""

_LONGEST = 24 * 3600.0
_MANY = 10_000  # hosts, above which those are forgotten whose time has come


class Turns:
    """When each host may be asked again. One for all threads of a process."""

    def __init__(self) -> None:
        self._next: dict[str, float] = {}
        self._lock = threading.Lock()

    def take(self, host: str, interval: float, patience: float) -> float:
        """Take the next turn at a host.

        Args:
            host: its name, or IP address.
            interval: seconds that the turn after this one must wait.
            patience: seconds that we would wait for our turn.

        Returns:
            seconds to wait before the request. Where that is more than ``patience``, no turn was taken.
        """
        with self._lock:
            now = time.monotonic()
            self._forget(now)
            turn = max(now, self._next.get(host, now))
            if turn - now <= patience:
                self._next[host] = turn + interval
            return turn - now

    def put_off(self, host: str, seconds: float) -> None:
        """Leave a host alone from now on for so long."""
        with self._lock:
            self._next[host] = max(self._next.get(host, 0.0), time.monotonic() + seconds)

    def _forget(self, now: float) -> None:
        if len(self._next) > _MANY:
            self._next = {host: turn for host, turn in self._next.items() if turn > now}


def retry_after(value: str | None) -> float:
    """Seconds that a Retry-After header asks for (RFC 9110, 10.2.3), at most a day.

    Args:
        value: a number of seconds, or a date; None or anything else stands for a minute.
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text), _LONGEST)
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return WITHOUT_RETRY_AFTER
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return min(max((when - datetime.now(UTC)).total_seconds(), 0.0), _LONGEST)
