"""Whether a record was written to: seen whoever wrote, and not where nobody did."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.domain import Extracted
from onrecord.record import Record, open_record


def test_it_is_another_after_any_write_and_the_same_after_any_question(
    record: Record, article: Callable[..., Extracted]
) -> None:
    before = record.changed()
    record.stats()
    record.people()
    assert record.changed() == before
    record.add(article("“We will wait,” Ana Ruiz said.", id="a1"))
    after = record.changed()
    assert after != before
    assert record.changed() == after


def test_what_another_process_wrote_is_seen(target: str, article: Callable[..., Extracted]) -> None:
    with open_record(target) as one, open_record(target) as other:
        before = one.changed()
        other.add(article("“We will wait,” Ana Ruiz said.", id="a1"))
        after = one.changed()
        assert after != before
        other.people()
        assert one.changed() == after
