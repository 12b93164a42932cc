"""Sayings counted: what was printed many times once, now, as of an earlier day, and counted again."""

from __future__ import annotations

import dataclasses
import gzip
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from record_builders import build

from onrecord.domain import Extracted
from onrecord.errors import RecordError
from onrecord.ingest.sayings import update_sayings
from onrecord.record import Asked, Count, Manifest, Query, Record, open_record, schema
from onrecord.record.manifest import from_dict

WHOLE = "The harbour was never for sale, and as long as I sit here nobody will sell one stone of it."
CUT = "As long as I sit here nobody will sell one stone of it, and the ferry stays in public hands too."
END = "Nobody will sell one stone of it, and the ferry stays in public hands too, whatever lenders demand."
OTHER = "I signed the lease at midnight and read every single page of it."
BY = {"who": "ed", "why": "I was there"}
SAYINGS = Asked(by=("outlet",), unit="saying")
OLD = "2021-05-01T10:00:00Z"


def said(public_id: str, words: str, *, outlet: str = "Post", **fields: Any) -> Extracted:
    given = {"speaker": "Ilse Marrow", "published": "2021-01-10", "outlet": outlet, "id": public_id} | fields
    return build(f"“{words}”", raw=f"bytes of {public_id}".encode(), **given)


def add(record: Record, *added: Extracted) -> None:
    for one in added:
        record.add(one)
    update_sayings(record)


def rows(count: Count) -> dict[str | None, tuple[int, int]]:
    return {row.cells[0].value: (row.number, row.of) for row in count.rows}


@pytest.fixture
def long_ago(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Any]:
    """While it lasts, what is written to a record is written on a day long ago."""

    @contextmanager
    def lasting() -> Iterator[None]:
        with monkeypatch.context() as patch:
            for module in ("writing", "saying_joining", "edits", "clock"):
                patch.setattr(f"onrecord.record.{module}.now", lambda: OLD)
            patch.setattr("time.sleep", lambda _: None)
            yield

    return lasting


def test_wire_copy_counts_once_in_all_and_once_in_each_row(record: Record) -> None:
    add(record, said("a", WHOLE), said("b", WHOLE, outlet="Courier"), said("c", CUT), said("d", OTHER))
    found = record.counts.count(SAYINGS)
    assert rows(found) == {"Post": (2, 2), "Courier": (1, 1)}
    assert (found.total, found.of) == (2, 2)
    narrower = record.counts.count(dataclasses.replace(SAYINGS, query=Query(words="ferry")))
    assert rows(narrower) == {"Post": (1, 2)}


def test_a_transcript_reports_no_saying_and_is_set_apart(record: Record) -> None:
    add(record, said("a", WHOLE), said("t", WHOLE, kind="transcript"))
    found = record.counts.count(Asked(unit="saying"))
    assert (found.total, found.of, found.spoken) == (1, 1, 1)
    assert record.counts.count(Asked()).spoken == 0


def test_each_statement_that_is_found_is_in_a_saying_or_set_apart_with_a_number(record: Record) -> None:
    unsure = said("b", WHOLE)
    unsure = dataclasses.replace(unsure, statements=(dataclasses.replace(unsure.statements[0], confidence=0.1),))
    add(record, said("a", WHOLE), unsure, said("t", WHOLE, kind="transcript"), said("r", CUT, url="https://p/r"))
    add(record, said("r2", OTHER, url="https://p/r"))
    asked = Asked(unit="saying", min_confidence=0.5)
    found, sheet = record.counts.manifest(asked)
    assert (found.below, found.earlier, found.spoken) == (1, 1, 1)
    assert len(sheet.counted) + found.below + found.earlier + found.spoken == record.search(Query()).total


def test_what_was_joined_or_parted_since_does_not_matter_to_a_count_of_then(
    record: Record, long_ago: Callable[[], Any]
) -> None:
    with long_ago():
        add(record, said("a", WHOLE), said("c", END, outlet="Courier"), said("d", OTHER), said("e", OTHER))
        then = record.counts.count(SAYINGS)
    assert rows(then) == {"Post": (2, 2), "Courier": (1, 1)}
    add(record, said("b", CUT))  # like both, it makes one saying of two
    parted = next(one for one in record.sayings.listed().items if {r.article for r in one.reports} == set("de"))
    record.sayings.part([parted.reports[0].id], **BY)
    update_sayings(record)
    assert rows(record.counts.count(SAYINGS)) == {"Post": (3, 3), "Courier": (1, 1)}
    assert record.counts.count(SAYINGS, as_of="2021-05-01") == then


def test_a_saying_with_reports_in_articles_read_again_since_and_in_others_counts_once_then(
    record: Record, long_ago: Callable[[], Any]
) -> None:
    with long_ago():
        add(record, said("a", WHOLE), said("b", WHOLE), said("c", CUT), said("d", OTHER), said("e", OTHER))
        then = record.counts.count(SAYINGS)
    assert (then.total, rows(then)) == (2, {"Post": (2, 2)})
    add(record, said("b", OTHER, reader_version="2"), said("d", "Well.", reader_version="2"))
    assert record.counts.count(SAYINGS) != then
    assert record.counts.count(SAYINGS, as_of="2021-05-01") == then
    wanted = dataclasses.replace(SAYINGS, query=Query(words="stone"))
    assert record.counts.count(wanted, as_of="2021-05-01").total == 1


def test_before_the_past_of_sayings_was_kept_there_is_no_number(record: Record, long_ago: Callable[[], Any]) -> None:
    with long_ago():
        add(record, said("a", WHOLE))
    with record._writing() as connection:
        connection.execute(schema.setting.insert(), {"key": "sayings_kept_since", "value": "2022-01-01T00:00:00Z"})
    try:
        with pytest.raises(RecordError, match="kept since 2022-01-01") as caught:
            record.counts.count(SAYINGS, as_of="2021-05-01")
        assert caught.value.code == "as-of"
        assert record.counts.count(SAYINGS, as_of="2022-05-01").total == 1
        assert record.counts.count(Asked(), as_of="2021-05-01").total == 1
    finally:
        with record._writing() as connection:
            connection.execute(schema.setting.delete().where(schema.setting.c.key == "sayings_kept_since"))


def test_a_record_that_had_articles_says_from_when_on_sayings_are_kept(path: Path, tmp_path: Path) -> None:
    old = Path(__file__).parent / "cases" / "schema-0001.db.gz"
    path.write_bytes(gzip.decompress(old.read_bytes()))
    query = sa.select(schema.setting.c.key).where(schema.setting.c.key == "sayings_kept_since")
    for target, number in ((path, 1), (tmp_path / "new.db", 0)):
        with open_record(target) as record, record._reading() as connection:
            assert len(connection.execute(query).all()) == number


def test_the_past_of_a_report_goes_with_its_article(record: Record, long_ago: Callable[[], Any]) -> None:
    with long_ago():
        add(record, said("a", WHOLE), said("b", WHOLE))
    add(record, said("b", OTHER, reader_version="2"))
    kept = sa.select(sa.func.count()).select_from(schema.past_report)
    with record._reading() as connection:
        assert connection.execute(kept).scalar_one() == 2  # of b, and of a, which nothing else reports now
    record.remove("b", reason="asked to", who="ed")
    with record._reading() as connection:
        assert connection.execute(kept).scalar_one() == 1


# --- manifests -------------------------------------------------------------------------------------------------------


@pytest.fixture
def sheet(record: Record, long_ago: Callable[[], Any]) -> Manifest:
    """A manifest of a day long ago, over two sayings of five reports."""
    with long_ago():
        add(record, said("a", WHOLE), said("b", CUT, outlet="Courier"), said("d", OTHER), said("e", OTHER))
        return record.counts.manifest(SAYINGS)[1]


def test_a_manifest_of_sayings_survives_its_file_and_gives_the_same_number(record: Record, sheet: Manifest) -> None:
    assert from_dict(sheet.as_dict(), where="m.json") == sheet
    assert len({one.saying for one in sheet.counted}) == sheet.total == 2
    assert record.counts.recount(sheet).same


def test_a_manifest_as_of_then_is_the_manifest_of_then(record: Record, sheet: Manifest) -> None:
    add(record, said("a", OTHER, reader_version="2"), said("f", END))
    assert record.counts.manifest(SAYINGS, as_of=sheet.made_at)[1] == sheet


def test_a_saying_that_was_joined_or_parted_since_is_told_though_the_number_is_the_same(
    record: Record, sheet: Manifest
) -> None:
    joined, parted = record.sayings.listed().items
    if "d" in {r.article for r in joined.reports}:
        joined, parted = parted, joined
    record.sayings.part([parted.reports[0].id], **BY)
    update_sayings(record)
    record.sayings.join(joined.reports[0].id, parted.reports[0].id, **BY)
    update_sayings(record)
    found = record.counts.recount(sheet)
    assert found.now.total == sheet.total
    assert not found.same
    assert found.reproduced
    assert [change.what for change in found.sayings] == ["joined", "parted"]
    assert len(found.edits) == 2


def test_other_rules_of_sayings_are_told(record: Record, sheet: Manifest, monkeypatch: pytest.MonkeyPatch) -> None:
    was = sheet.saying_rules
    monkeypatch.setattr("onrecord.matching.VERSION", "others")
    update_sayings(record)
    found = record.counts.recount(sheet)
    assert found.versions == (("saying_rules", was, "others"),)
    assert found.then == sheet.total
