"""The people of a record brought up to date: the rules of ``people`` handed to the ``record``, which knows none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.people import across

if TYPE_CHECKING:  # what extracts without a record should not wait for SQLAlchemy
    from onrecord.record import Record


def people_wait(record: Record) -> bool:
    """Whether articles were added, or the rules changed, since people were last joined."""
    return record.writable and record.persons.behind(across.VERSION)


def update_people(record: Record) -> None:
    """Join the names of the articles that were added since the last time; quick where there are none.

    After a change of the rules that is every article.

    A record that may not be written stays as it is.
    """
    if people_wait(record):
        record.persons.update(across)
