"""Which worker has which host, and when each host may be asked again: kept in the record, so that several workers on
one record share the work and never ask one host twice at a time, nor sooner than it likes.

A worker takes a host for itself before it asks for what is due there, and frees it once all of that was stored. It
holds it by a lease that it renews while it lives; that of a worker that was killed runs out, at once for whoever looks
from the same machine, and another takes up what it left.
"""

from __future__ import annotations

import os
import socket
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from onrecord.errors import RecordError
from onrecord.fetching.politeness import TooLongError, Turns
from onrecord.record import Record
from onrecord.record.schema_feeds import asked_host

LEASE = 180.0
"""Seconds after which what a worker held is free that was killed. Longer than a writer may have to wait for others."""

FILES = ""
"""Stands for the host of files: all of them are one worker's at a time."""

_LONGEST_NAME = 253  # of a host, by RFC 1035; what is longer is none, and is refused when it is asked
_AT_WORK = 35.0  # seconds within which a request is over, or whoever made it was killed
_LOOK = 0.5  # seconds after which to look whether another worker's request is over
_FAR = 2 * 24 * 3600.0  # no host is put off for longer: a time beyond it is that of a clock that was put back


class Hosts:
    """The hosts that one worker holds. Its methods may be called from several threads.

    Args:
        record: which; the workers of one record share.
        lease: seconds; ``LEASE`` where None.
    """

    def __init__(self, record: Record, lease: float | None = None) -> None:
        self._reading, self._writing = record.transactions
        self._lease = LEASE if lease is None else lease
        self._worker = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
        self._held: set[str] = set()
        self._lock = threading.Lock()

    def take(self, host: str) -> bool:
        """Take a host for this worker; returns whether it is free, or this worker's already."""
        name = host[:_LONGEST_NAME]
        with self._writing() as connection:
            now = moment(connection)
            row = _row(connection, name)
            if row is not None and now < row.until < now + _FAR and self._is_anothers(row.worker):
                return False
            _put(connection, name, row is not None, worker=self._worker, until=now + self._lease)
        with self._lock:
            self._held.add(name)
        return True

    def free(self, host: str) -> None:
        """Let go of a host."""
        name = host[:_LONGEST_NAME]
        with self._lock:
            self._held.discard(name)
        with self._writing() as connection:
            own = asked_host.update().where(asked_host.c.host == name, asked_host.c.worker == self._worker)
            connection.execute(own.values(worker=None))

    def of_others(self) -> frozenset[str]:
        """The hosts that other workers hold."""
        with self._reading() as connection:
            now = moment(connection)
            query = sa.select(asked_host.c.host, asked_host.c.worker).where(
                asked_host.c.worker != self._worker, asked_host.c.until.between(now, now + _FAR)
            )
            held = connection.execute(query).all()
        return frozenset(host for host, worker in held if self._is_anothers(worker))

    def _is_anothers(self, worker: str | None) -> bool:
        """Whether a host is held by another worker, and not by one of this machine that lives no more."""
        if worker is None or worker == self._worker:
            return False
        machine, pid, _ = worker.rsplit(":", 2)
        return machine != socket.gethostname() or _lives(int(pid))

    @contextmanager
    def kept(self) -> Iterator[None]:
        """While this lasts, what is held stays held; afterwards nothing is."""
        over = threading.Event()
        renewing = threading.Thread(target=self._renew, args=(over,), name="onrecord-hosts", daemon=True)
        renewing.start()
        try:
            yield
        finally:
            over.set()
            renewing.join()
            with self._lock:
                held = sorted(self._held)
            for host in held:
                self.free(host)

    def _renew(self, over: threading.Event) -> None:
        while not over.wait(self._lease / 4):
            with self._lock:
                held = sorted(self._held)
            if not held:
                continue
            try:
                with self._writing() as connection:
                    own = asked_host.update().where(asked_host.c.worker == self._worker, asked_host.c.host.in_(held))
                    connection.execute(own.values(until=moment(connection) + self._lease))
            except RecordError:  # whoever works with the record meets it too, and tells
                continue


class SharedTurns(Turns):
    """When each host may be asked again, over all workers of a record; see ``Turns``."""

    def __init__(self, record: Record, on_wait: Callable[[str, float], object] = lambda _host, _seconds: None) -> None:
        super().__init__(on_wait)
        self._writing = record.transactions.writing

    def begin(self, host: str, patience: float) -> float:
        """See ``Turns.begin``. The threads of this worker wait for one another first, and then for other workers."""
        began, tell = time.monotonic(), self._teller(host)
        super().begin(host, patience)
        try:
            while rest := self._not_yet(host):
                waited = time.monotonic() - began
                if waited + rest > patience:
                    raise TooLongError(rest)
                tell(rest)
                time.sleep(min(rest, _LOOK))
        except BaseException:
            super().end(host, 0)
            raise
        return time.monotonic() - began

    def _not_yet(self, host: str) -> float:
        """Seconds until a host may be asked; 0 where it may be now, and then it is kept from others meanwhile."""
        with self._writing() as connection:
            now = moment(connection)
            row = _row(connection, host)
            if row is not None and now < row.next_at < now + _FAR:
                return float(row.next_at - now)
            _put(connection, host, row is not None, next_at=now + _AT_WORK)
            return 0.0

    def end(self, host: str, interval: float) -> None:
        """See ``Turns.end``."""
        try:
            self._put_off(host, interval)
        finally:
            super().end(host, interval)

    def put_off(self, host: str, seconds: float) -> None:
        """See ``Turns.put_off``."""
        super().put_off(host, seconds)
        self._put_off(host, seconds)

    def _put_off(self, host: str, seconds: float) -> None:
        with self._writing() as connection:
            _put(connection, host, _row(connection, host) is not None, next_at=moment(connection) + seconds)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's, and alive
        return True
    return True


def moment(connection: sa.Connection) -> float:
    """Seconds since 1970 by the one clock that all workers share: the server's, or that of the machine of the file."""
    if connection.dialect.name == "postgresql":
        return float(connection.execute(sa.select(sa.extract("epoch", sa.func.clock_timestamp()))).scalar_one())
    return time.time()


def _row(connection: sa.Connection, host: str) -> sa.Row[tuple[object, ...]] | None:
    return connection.execute(sa.select(asked_host).where(asked_host.c.host == host)).one_or_none()


def _put(connection: sa.Connection, host: str, there: bool, **values: object) -> None:
    if there:
        connection.execute(asked_host.update().where(asked_host.c.host == host).values(values))
    else:
        connection.execute(asked_host.insert(), {"host": host, "worker": None, "until": 0.0, "next_at": 0.0} | values)
