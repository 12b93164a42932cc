"""One host, one request at a time with a rest between, and none at all for as long as it asks for (Retry-After)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

WITHOUT_RETRY_AFTER = 60.0
"""Seconds for which a host is left alone that is too busy and does not say for how long."""

_LONGEST = 24 * 3600.0
_MANY = 10_000  # hosts, above which those are forgotten whose time has come
_WORTH_TELLING = 2.0  # seconds of waiting from which a person should be told what is waited for
_SOON = 1.0  # seconds after which to try again where somebody else is asking a host and nobody knows for how long


class TooLongError(Exception):
    """That a host may not be asked as soon as we would wait.

    Attributes:
        seconds: after which it may.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Turns:
    """When each host may be asked again. One for all threads of a process.

    The rest is counted from the end of a request: from its beginning it would be too short by as long as the request
    was on its way to the host, and two requests would be on their way at once.

    Args:
        on_wait: called where one waits for a host for more than a moment, with its name and the seconds at most.
    """

    def __init__(self, on_wait: Callable[[str, float], object] = lambda _host, _seconds: None) -> None:
        self._on_wait = on_wait
        self._next: dict[str, float] = {}
        self._asking: set[str] = set()
        self._changed = threading.Condition()

    def begin(self, host: str, patience: float) -> float:
        """Wait until a host may be asked. Nobody else asks it until ``end``.

        Args:
            host: its name, or IP address.
            patience: seconds that we would wait.

        Returns:
            seconds that we waited.

        Raises:
            TooLongError: where that would be longer; then no turn was taken, and none is to be ended.
        """
        began, tell = time.monotonic(), self._teller(host)
        with self._changed:
            while True:
                waited = time.monotonic() - began
                rest = max(self._next.get(host, 0.0) - time.monotonic(), 0.0)
                if host not in self._asking and not rest:
                    self._asking.add(host)
                    return waited
                if waited + rest > patience or (host in self._asking and waited >= patience):
                    raise TooLongError(rest or _SOON)
                tell(rest)
                self._changed.wait(patience - waited if host in self._asking else rest)

    def _teller(self, host: str) -> Callable[[float], None]:
        """Tells the first rest that is worth it, and no other."""
        told = False

        def tell(rest: float) -> None:
            nonlocal told
            if rest >= _WORTH_TELLING and not told:
                told = True
                self._on_wait(host, rest)

        return tell

    def end(self, host: str, interval: float) -> None:
        """A request is over; the next one must wait for ``interval`` seconds."""
        with self._changed:
            self._forget()
            self._asking.discard(host)
            self._next[host] = max(self._next.get(host, 0.0), time.monotonic() + interval)
            self._changed.notify_all()

    def put_off(self, host: str, seconds: float) -> None:
        """Leave a host alone from now on for so long."""
        with self._changed:
            self._next[host] = max(self._next.get(host, 0.0), time.monotonic() + seconds)

    def _forget(self) -> None:
        if len(self._next) > _MANY:
            now = time.monotonic()
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
