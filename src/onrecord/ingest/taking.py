"""What was extracted elsewhere, taken into a record as if it had been added here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from onrecord.domain import Extracted
from onrecord.errors import ReadError

from .adding import Event, Run, Summary
from .parallel import never

if TYPE_CHECKING:  # what extracts without a record should not wait for SQLAlchemy
    from onrecord.record import Record


def take(
    record: Record,
    found: Iterable[Extracted | ReadError],
    version: str,
    *,
    progress: Callable[[Event], None] | None = None,
    stopped: Callable[[], bool] = never,
) -> Summary:
    """Store articles with their statements, and keep what failed as failures; then join people and sayings.

    Args:
        record: where to; what it has already is passed over, so that one that was stopped is simply begun again.
        found: in the order in which they are to be added.
        version: of the model that extracted them.
        progress: told each step.
        stopped: asked between two articles whether to leave the rest.

    Returns:
        what was done; also where it was stopped, or interrupted by Ctrl-C, with ``stopped`` set: everything counted in
        it is stored.

    Raises:
        RecordError: where the record cannot be written.
    """
    run = Run(record, version, progress or (lambda _: None), corrects=False, asked_to_stop=stopped)

    def take_wanted(one: Extracted) -> None:
        if run.wants(one.article):
            run.store(one)

    return run.through(found, take_wanted)
