from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import record_builders

from onrecord.record import Record, audit, open_record


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of four articles, made once, to be copied."""
    made = tmp_path_factory.mktemp("filled") / "onrecord.db"
    with open_record(made) as record:
        for one in (record_builders.full(), *record_builders.many(3)):
            record.add(one)
    return made


@pytest.fixture
def audited(path: Path, filled: Path) -> Iterator[Record]:
    shutil.copy(filled, path)
    with open_record(path) as record:
        yield record


def tamper(path: Path, *orders: str) -> None:
    other = sqlite3.connect(path, isolation_level=None)  # without foreign keys, as any other program would
    for order in orders:
        assert other.execute(order).rowcount != 0
    other.close()


def test_a_record_that_is_whole_says_what_is_proved_and_what_is_not(audited: Record) -> None:
    report = audited.audit()
    assert report.ok
    assert report.index_read
    assert (report.articles, report.statements, report.matching) == (4, 15, 15)
    assert report.claim == "15 of 15 statements match the stored text; this says nothing of speaker or truth"


def test_an_empty_record_is_whole(record: Record) -> None:
    assert record.audit().claim.startswith("0 of 0")
    assert record.audit().ok


TAMPERINGS = {
    "one letter of a text": (
        "text",
        "UPDATE article SET text = replace(text, 'harbour', 'harbor!') WHERE id = 'ruiz-1'",
    ),
    "the hash of a text": ("text", "UPDATE article SET text_sha256 = '00' WHERE id = 'ruiz-1'"),
    "one letter of a title": ("title", "UPDATE article SET title = 'Ruiz: “Newer”' WHERE id = 'ruiz-1'"),
    "the bytes": ("bytes", "UPDATE article_bytes SET compressed = x'789c4b040000620062'"),
    "bytes that are a number": ("bytes", "UPDATE article_bytes SET compressed = 7"),
    "a text that is no UTF-8": ("text", "UPDATE article SET text = CAST(x'ff' || text AS TEXT) WHERE id = 'ruiz-1'"),
    "the hash of the bytes": ("bytes", "UPDATE article SET sha256 = '00' WHERE id = 'ruiz-1'"),
    "bytes that are gone": ("bytes", "DELETE FROM article_bytes"),
    "one offset": ("span", "UPDATE span SET start = start + 1 WHERE role = 'content' AND position = 1"),
    "an offset that is no number": ("span", "UPDATE span SET stop = 'x' WHERE role = 'cue'"),
    "an offset beyond the text": ("span", "UPDATE span SET stop = 99999 WHERE role = 'source'"),
    "evidence of a speaker": ("span", "UPDATE span SET text = 'Eva Ruiz' WHERE role = 'speaker'"),
    "evidence of a day": ("span", "UPDATE span SET start = start - 2 WHERE role = 'said_on'"),
    "what an event is": ("span", "UPDATE span SET text = 'a party' WHERE role = 'event'"),
    "a span's field": ("span", "UPDATE span SET field = 'title' WHERE role = 'content' AND position = 1"),
    "a span's field that is none": ("span", "UPDATE span SET field = 'meta' WHERE role = 'cue'"),
    "the words shown": ("content", "UPDATE statement SET content = replace(content, 'not', 'now')"),
    "the source shown": ("content", "UPDATE statement SET source = 'Eva Ruiz' WHERE source = 'Mayor Ana Ruiz'"),
    "a content that is gone": ("content", "DELETE FROM span WHERE role = 'content'"),
    "a figure": ("span", "UPDATE figure SET text = '90 percent'"),
    "a turn": ("span", "UPDATE article_turn SET speech_stop = 99999"),
    "the place of a warning": ("span", "UPDATE article_warning SET stop = start WHERE start IS NOT NULL"),
    "a day it is found by": ("day", "UPDATE statement SET said_from = '2030-01-01' WHERE said_on IS NOT NULL"),
    "the words it is found by": ("search", "UPDATE statement SET search_words = 'x' WHERE id = 's1'"),
    "the names it is found by": ("search", "UPDATE statement SET search_speaker = 'x' WHERE id = 's1'"),
    "members that are no JSON": ("search", "UPDATE statement SET speaker_members = '[' WHERE id = 's1'"),
    "a statement's id": ("id", "UPDATE statement SET public_id = 'f00' WHERE id = 's3' AND field = 'title'"),
    "an enclosing statement": ("reference", "UPDATE statement SET within = 's9' WHERE within = 's1'"),
    "an article that is gone": ("reference", "DELETE FROM article WHERE id = 'ruiz-1'"),
    "the outlet it is found by": ("search", "UPDATE statement SET search_outlet = 'x' WHERE id = 's1'"),
    "the facts it is found by": ("search", "UPDATE statement SET search_facts = 'x' WHERE id = 's1'"),
    "the form": ("search", "UPDATE statement SET form = 'indirect' WHERE id = 's1'"),
    "the day it is sorted by": ("day", "UPDATE statement SET sort_day = '2030-01-01' WHERE said_on IS NOT NULL"),
    "the words an article is found by": ("search", "UPDATE article_search SET search_words = 'x'"),
    "the words of an article that are gone": ("search", "DELETE FROM article_search"),
    "a row of the index of articles": ("index", "DELETE FROM article_fts_docsize WHERE id = 1"),
    "a row of the index": ("index", "DELETE FROM statement_fts_docsize WHERE id = 1"),
    "words of the index": (
        "index",
        "INSERT INTO statement_fts(statement_fts, rowid, search_words, search_speaker) "
        "SELECT 'delete', key, search_words, search_speaker FROM statement WHERE key = 1",
    ),
}


@pytest.mark.parametrize(("code", "order"), TAMPERINGS.values(), ids=TAMPERINGS)
def test_tampering_is_found(audited: Record, path: Path, code: str, order: str) -> None:
    tamper(path, order)
    report = audited.audit()
    assert not report.ok
    assert code in {finding.code for finding in report.findings}
    assert all(finding.what and finding.where for finding in report.findings)


# PostgreSQL lets none of these happen: text that is no UTF-8, a number where bytes must stand or a word where a number
# must, JSON that is none, an index that is not that of its table.
_NEVER = ("CAST(", "compressed = 7", "'x' WHERE role = 'cue'", "speaker_members = '['", "_fts")
ON_POSTGRESQL = {
    name: (code, order.replace("x'789c4b040000620062'", "'\\x789c4b040000620062'"))
    for name, (code, order) in TAMPERINGS.items()
    if not any(piece in order for piece in _NEVER)
}


@pytest.mark.parametrize(("code", "order"), ON_POSTGRESQL.values(), ids=ON_POSTGRESQL)
def test_tampering_is_found_on_postgresql(emptied: Callable[[], str], code: str, order: str) -> None:
    with open_record(emptied()) as record:
        for one in (record_builders.full(), *record_builders.many(1)):
            record.add(one)
        with record._writing() as connection:
            connection.exec_driver_sql("SET session_replication_role = replica")  # without foreign keys
            assert connection.exec_driver_sql(order).rowcount != 0
        report = record.audit()
    assert not report.ok
    assert code in {finding.code for finding in report.findings}


def test_a_statement_that_does_not_match_is_not_counted_as_matching(audited: Record, path: Path) -> None:
    tamper(path, "UPDATE span SET start = start + 1 WHERE role = 'content' AND position = 1")
    report = audited.audit()
    assert (report.matching, report.statements) == (14, 15)
    assert report.claim.startswith("14 of 15")


def test_a_finding_says_what_stands_there_and_where(audited: Record, path: Path) -> None:
    tamper(path, "UPDATE span SET start = start + 1, stop = stop + 1 WHERE role = 'said_on'")
    (finding,) = audited.audit().findings
    assert "'on Friday'" in finding.what
    assert "'n Friday,'" in finding.what
    assert finding.where.endswith("of article ruiz-1")


def test_a_span_that_is_gone_with_its_words_is_found(audited: Record, path: Path) -> None:
    tamper(path, "DELETE FROM span WHERE role = 'content' AND position = 1")
    assert {finding.code for finding in audited.audit().findings} == {"content"}


def test_a_decision_that_is_no_json_is_found(audited: Record, path: Path) -> None:
    audited.edits.review("ruiz-1#s1", who="ada", why="heard it")
    assert audited.audit().ok
    tamper(path, "UPDATE edit SET payload = '['")
    assert "what should be JSON is none" in {finding.what.partition(":")[0] for finding in audited.audit().findings}


def test_findings_are_counted_beyond_those_listed(audited: Record, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "MOST_FINDINGS", 2)
    tamper(path, "UPDATE article SET text_sha256 = '00'")
    report = audited.audit()
    assert (len(report.findings), report.found) == (2, 4)


def test_a_page_overwritten_in_the_file_is_found(path: Path) -> None:
    with open_record(path) as record:
        for one in record_builders.many(40):
            record.add(one)
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page = other.execute("SELECT rootpage FROM sqlite_master WHERE name = 'span'").fetchone()[0]
    other.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    with open_record(path) as record:
        report = record.audit()
    assert not report.ok
    assert "file" in {finding.code for finding in report.findings}
