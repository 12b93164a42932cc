"""Whether a record was written to since it was last looked at, by whomever: so that what was counted may be kept."""

from __future__ import annotations

import threading

import sqlalchemy as sa

from . import stores
from .troubles import told_plainly


class Changing:
    """Looks at one record, over a connection of its own: SQLite tells what others wrote since by connection.

    Args:
        engine: of the record.
        target: what messages call it.
    """

    def __init__(self, engine: sa.Engine, target: str) -> None:
        self._engine = engine
        self._target = target
        self._lock = threading.Lock()
        self._connection: sa.Connection | None = None
        self._connected = 0

    def number(self) -> tuple[int, int]:
        """Another value than before where anything was committed in between, by this process or another.

        Raises:
            RecordError: where the store fails; the next call begins anew, and gives another value.
        """
        with self._lock, told_plainly(self._target):
            if self._connection is None:
                self._connection = self._engine.connect()
                self._connected += 1
            try:
                found = stores.of(self._connection).commits(self._connection)
                self._connection.rollback()
            except BaseException:
                self._let_go()
                raise
            return self._connected, found

    def close(self) -> None:
        """Let go of the connection; it is opened again where it is needed."""
        with self._lock:
            self._let_go()

    def _let_go(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
