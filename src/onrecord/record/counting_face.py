"""``record.counts``: numbers over an open record that can be published, and reached again."""

from __future__ import annotations

import time

from . import clock, counting, manifest, past, recounting, sampling
from .counts import Asked, Count
from .manifest import Manifest
from .recounting import Recount
from .sampling import Drawn
from .store_kind import Transaction


class Counts:
    """The counts of a record. Every method may raise RecordError where the store fails.

    Speakers are the persons, and sayings those, that the last ``Persons.update`` and ``Sayings.update`` left.
    """

    def __init__(self, reading: Transaction) -> None:
        self._reading = reading

    def count(self, asked: Asked, *, as_of: str | None = None) -> Count:
        """Count statements, sayings or articles, exactly, with what each number is out of; see ``Asked`` and ``Count``.

        Args:
            asked: what.
            as_of: a day (its end is meant) or a moment, ISO 8601: count what the record held then.

        Raises:
            QueryError: where the query was not understood.
            RecordError: where the record cannot tell any more what it held then (code ``as-of``).
        """
        with self._reading() as connection:
            return past.count(connection, asked, past.moment(as_of)) if as_of else counting.count(connection, asked)

    def manifest(self, asked: Asked, *, as_of: str | None = None) -> tuple[Count, Manifest]:
        """The count, and the sheet that goes with it when it is published; arguments and errors as for ``count``.

        Takes until the end of the second: what is written to the record afterwards is then surely later than
        ``Manifest.made_at``, and a count as of that moment gives the same number.
        """
        made_at, left = clock.now(), 1 - time.time() % 1
        with self._reading() as connection:
            found = manifest.make(connection, asked, made_at, as_of=past.moment(as_of) if as_of else None)
        if as_of is None:
            time.sleep(left)
        return found

    def recount(self, old: Manifest) -> Recount:
        """Count what a manifest counted, and say exactly what differs."""
        with self._reading() as connection:
            return recounting.compare(connection, old)

    def sample(self, asked: Asked, statements: int, *, passages: int, seed: int) -> list[Drawn]:
        """Draw what people are to code; see ``sampling``.

        Args:
            asked: which statements; ``by`` are the strata.
            statements: how many; all, where there are fewer.
            passages: how many paragraphs, whatever the query, from articles with and without statements.
            seed: the same gives the same sample of the same record.
        """
        with self._reading() as connection:
            return sampling.sample(connection, asked, statements, passages, seed)
