from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from onrecord.domain import Extracted
from onrecord.errors import RecordError
from onrecord.record import Query, open_record, opening, sqlite

Build = Callable[..., Extracted]


def refused(target: str | Path, *, create: bool = True) -> RecordError:
    with pytest.raises(RecordError) as raised:
        open_record(target, create=create)
    assert raised.value.next_step
    return raised.value


def test_a_record_is_made_and_found_again(path: Path, article: Build) -> None:
    with open_record(path) as record:
        record.add(article("“No,” Ana Ruiz said."))
    with open_record(f"sqlite:///{path}", create=False) as record:
        assert record.stats().statements == 1


def test_a_record_writes_ahead_holds_references_and_is_signed(path: Path) -> None:
    with open_record(path) as record, record._reading() as connection:
        pragmas = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "foreign_keys")]
        signed = dict(connection.exec_driver_sql("SELECT key, value FROM setting").tuples().all())
    assert pragmas == ["wal", 1]
    assert signed["format"] == "onrecord"
    assert signed["made_by"]


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("postgresql://reader:secret@host", "target"),
        ("postgresql://reader:secret@host:port/press", "target"),
        ("mysql://host/press", "target"),
        ("sqlite://", "target"),
        ("sqlite:///", "target"),
        ("", "target"),
        (":memory:", "target"),
    ],
)
def test_an_address_that_is_none_of_a_record_is_refused(target: str, code: str) -> None:
    error = refused(target)
    assert error.code == code
    assert "secret" not in str(error)


def test_a_server_out_of_reach_is_told_without_the_password() -> None:
    error = refused("postgresql://reader:secret@127.0.0.1:1/press")
    assert error.code == "cannot-open"
    assert error.where == "postgresql://reader@127.0.0.1:1/press"
    assert "secret" not in str(error)


def test_a_server_that_is_too_old_is_told(emptied: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.record.postgresql.OLDEST", 99)
    error = refused(emptied())
    assert error.code == "server"
    assert "version 99" in (error.next_step or "")


def test_a_database_that_is_not_there_is_told_with_how_to_make_one(server: str) -> None:
    error = refused(server.format(database="nowhere"))
    assert error.code == "missing"
    assert "createdb" in (error.next_step or "")


def test_a_database_of_another_program_is_left_alone_on_postgresql_too(databases: Callable[[], str]) -> None:
    address = databases()
    engine = sa.create_engine(sa.make_url(address).set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE article (title text)")
    assert refused(address).code == "not-a-record"
    with engine.begin() as connection:
        assert sa.inspect(connection).get_table_names() == ["article"]
    engine.dispose()


def test_who_may_only_read_a_database_searches_and_does_not_write(databases: Callable[[], str], article: Build) -> None:
    address = databases()
    with open_record(address) as record:
        record.add(article("“No,” Ana Ruiz said."))
        with record._writing() as connection:
            connection.exec_driver_sql("CREATE ROLE guest LOGIN")
            connection.exec_driver_sql("GRANT SELECT ON ALL TABLES IN SCHEMA public TO guest")
    with open_record(address.replace("press@", "guest@")) as record:
        assert not record.writable
        assert record.search(Query("no")).total == 1
        assert record.audit().ok
        with pytest.raises(RecordError) as raised:
            record.add(article("“Yes,” Ana Ruiz said."))
    assert raised.value.code == "read-only"


def test_a_missing_record_is_not_made_by_looking_into_it(path: Path) -> None:
    error = refused(path, create=False)
    assert (error.code, error.next_step) == ("missing", "`onrecord add FILE` makes one")
    assert not path.exists()


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    error = refused(tmp_path / "none" / "onrecord.db")
    assert error.code == "missing"
    assert str(tmp_path / "none") in error.what


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path).code == "not-a-record"


@pytest.mark.parametrize("content", [b"Dear editor,\n", b"SQLite format 3\x00 and then nothing that fits" * 40])
def test_a_file_that_is_something_else_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert refused(path).code == "not-a-record"
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_refused_and_left_alone(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE article (title)")
    other.close()
    before = path.read_bytes()
    assert refused(path).code == "not-a-record"
    assert path.read_bytes() == before


def test_a_device_is_refused() -> None:
    assert refused("/dev/null").code == "not-a-record"


def test_what_a_kill_in_the_first_moment_leaves_is_taken_up(path: Path) -> None:
    path.touch()
    assert refused(path, create=False).code == "missing"
    with open_record(path) as record:
        assert record.stats().articles == 0


def test_a_later_schema_is_refused_with_what_to_install(path: Path) -> None:
    open_record(path).close()
    later = sqlite3.connect(path)
    later.execute("UPDATE alembic_version SET version_num = '9999'")
    later.commit()
    later.close()
    error = refused(path)
    assert error.code == "newer"
    assert "9999" in error.what
    assert "pip install" in (error.next_step or "")


def test_a_folder_out_of_reach_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: Any) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_dir", denied)
    error = refused(path)
    assert error.code == "cannot-open"
    assert "Permission denied" in error.what


@pytest.mark.parametrize("folder_too", [False, True])
def test_a_record_that_may_only_be_read_is_searched_and_audited_and_not_written(
    path: Path, article: Build, monkeypatch: pytest.MonkeyPatch, folder_too: bool
) -> None:
    with open_record(path) as record:
        record.add(article("“No,” Ana Ruiz said."))
    locked = {path, path.parent} if folder_too else {path}
    monkeypatch.setattr(os, "access", lambda where, _: Path(where) not in locked)
    with open_record(path) as record:
        assert not record.writable
        assert [found.article.text for found in record.every()] == ["“No,” Ana Ruiz said."]
        report = record.audit()
        assert report.ok
        assert not report.index_read
        with pytest.raises(RecordError, match="read but not written") as raised:
            record.add(article("“Yes,” Ana Ruiz said."))
    assert raised.value.code == "read-only"


def test_an_older_schema_that_may_only_be_read_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_record(path).close()
    monkeypatch.setattr(os, "access", lambda where, _: Path(where) != path)
    monkeypatch.setattr(opening.schema, "HEAD", "0002")
    assert refused(path).code == "read-only"


def test_a_locked_record_is_told_after_waiting(path: Path, article: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.05)
    with open_record(path) as record:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordError) as raised:
            record.add(article("“No,” Ana Ruiz said."))
        other.execute("ROLLBACK")
        other.close()
        assert raised.value.code == "locked"
        assert record.add(article("“No,” Ana Ruiz said.")).status == "added"


def test_a_full_disk_is_told_and_nothing_of_the_article_stays(path: Path, article: Build) -> None:
    with open_record(path) as record:
        record.add(article("“No,” Ana Ruiz said."))
        with record._reading() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(RecordError) as raised:
            record.add(article("“Yes,” Ana Ruiz said. " * 3000))
        assert raised.value.code == "disk-full"
        assert record.stats().articles == 1
        assert record.audit().ok


def test_a_lost_connection_is_told_and_what_was_added_is_kept(databases: Callable[[], str], article: Build) -> None:
    address = databases()
    other = sa.create_engine(sa.make_url(address).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")

    def lose() -> None:
        with other.connect() as connection:
            ours = "datname = current_database() AND pid <> pg_backend_pid()"
            connection.exec_driver_sql(f"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE {ours}")

    def lose_in_an_article(*told: Any) -> None:
        if str(told[2]).startswith("INSERT INTO statement"):
            sa.event.remove(record._engine, "after_cursor_execute", lose_in_an_article)
            lose()

    with open_record(address) as record:
        record.add(article("“No,” Ana Ruiz said."))
        lose()  # between two articles: another connection is made
        record.add(article("“Never,” Ana Ruiz said."))
        sa.event.listen(record._engine, "after_cursor_execute", lose_in_an_article)
        with pytest.raises(RecordError) as raised:
            record.add(article("“Yes,” Ana Ruiz said."))
        assert raised.value.code == "cannot-open"
        assert "nothing was lost" in str(raised.value)
        assert record.stats().articles == 2
        assert record.add(article("“Yes,” Ana Ruiz said.")).status == "added"
        assert record.audit().ok
    other.dispose()


def test_a_file_that_was_overwritten_in_its_middle_is_told_as_damaged(path: Path, article: Build) -> None:
    with open_record(path) as record:
        record.add(article("“No,” Ana Ruiz said. " * 500))
        with record._writing() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            size = connection.exec_driver_sql("PRAGMA page_size").scalar_one()
    whole = path.read_bytes()
    path.write_bytes(whole[:size] + b"\xaa" * (size * (pages - 1)))
    with pytest.raises(RecordError) as raised, open_record(path) as record:
        record.add(article("“Yes,” Ana Ruiz said."))
    assert raised.value.code == "damaged"
    assert "backup" in (raised.value.next_step or "")


def test_an_sqlite_without_full_text_search_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "OLDEST", (99, 0, 0))
    error = refused(path)
    assert error.code == "sqlite"
    assert "too old" in error.what


def test_an_open_record_is_named_without_its_password(emptied: Callable[[], str]) -> None:
    with open_record(emptied().replace("press@", "press:secret@")) as record:
        assert record.path is None
        assert record.target.startswith("postgresql://press@/")
        assert "secret" not in repr(record)
