"""What the doctor finds: each thing whole, lacking, and wrong; and that looking changes nothing."""

from __future__ import annotations

import base64
import gzip
import hashlib
import importlib.metadata
import shutil
from collections import namedtuple
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from onrecord import doctor
from onrecord.domain import Article, Extracted
from onrecord.record import Record, examine, schema
from onrecord.record.clock import utc

CASES = Path(__file__).parent / "record" / "cases"
NOW = datetime(2027, 1, 16, 12, tzinfo=UTC)
Usage = namedtuple("Usage", "total used free")


def found(findings) -> dict[str, doctor.Finding]:
    return {finding.name: finding for finding in findings}


def of_record(target) -> doctor.Finding:
    (finding,) = doctor.record(str(target), [])
    return finding


# --- what is installed ------------------------------------------------------------------------------------------------


def test_a_machine_that_has_all_is_told_so(target):
    findings = list(doctor.look(str(target), clock=utc))
    assert [finding for finding in findings if finding.state == "wrong"] == []
    assert {"onrecord", "packages", "web", "postgresql", "model", "SQLite", "record", "clock"} <= found(findings).keys()
    assert found(findings)["web"].state == "ok"


@pytest.fixture
def needs(monkeypatch):
    def declare(*lines: str):
        monkeypatch.setattr(importlib.metadata, "requires", lambda _: list(lines))
        return found(doctor.packages())

    return declare


def test_what_every_installation_needs_is_wrong_where_it_lacks(needs):
    finding = needs("click>=8.1", "no-such-thing>=1")["packages"]
    assert (finding.state, finding.what) == ("wrong", "lacking: no-such-thing")
    assert "pip install" in finding.next_step


@pytest.mark.parametrize(
    ("floor", "there", "state"),
    [("2.6.3", "2.6.3", "ok"), ("2.6.3", "2.10", "ok"), ("2.6.3", "2.6.2.post1", "wrong"), ("3", "2.9.9", "wrong")],
)
def test_what_is_too_old_is_wrong(needs, monkeypatch, floor, there, state):
    monkeypatch.setattr(importlib.metadata, "version", lambda _: there)
    finding = needs(f"urllib3>={floor}")["packages"]
    assert finding.state == state
    assert (there in finding.what) is (state == "wrong")


def test_an_extra_that_lacks_is_only_told(needs):
    extras = needs(
        "click", "fastapi; extra == 'web'", "no-such-thing[x]>=2; extra == 'parquet'", "nothing; extra == 'dev'"
    )
    assert (extras["web"].state, extras["parquet"].state) == ("ok", "note")
    assert extras["parquet"].next_step == "Install it: pip install 'onrecord[parquet]'"
    assert "dev" not in extras


Packed = namedtuple("Packed", "parts hash name path")
Hash = namedtuple("Hash", "mode value")


@pytest.fixture
def packed(monkeypatch, tmp_path):
    """A file of the model as a wheel lists it."""
    path = tmp_path / "heads.npz"
    path.write_bytes(b"weights")
    digest = base64.urlsafe_b64encode(hashlib.sha256(b"weights").digest()).rstrip(b"=").decode()
    parts = ("onrecord", "extraction", "weights", "2026-12-01", "heads.npz")
    file = Packed(parts, Hash("sha256", digest), "heads.npz", path)
    monkeypatch.setattr(Packed, "locate", lambda self: self.path, raising=False)
    monkeypatch.setattr(importlib.metadata, "files", lambda _: [file])
    return path


def test_a_model_as_it_was_packed_is_whole(packed):
    (finding,) = doctor.model()
    assert finding.state == "ok"
    assert "its 1 files have the right checksums" in finding.what


@pytest.mark.parametrize("harm", [lambda path: path.write_bytes(b"weighty"), Path.unlink], ids=["changed", "gone"])
def test_a_model_that_is_damaged_is_wrong(packed, harm):
    harm(packed)
    (finding,) = doctor.model()
    assert (finding.state, finding.what) == ("wrong", "damaged: heads.npz")


def test_a_broken_library_is_a_finding_and_the_rest_is_told(target, monkeypatch):
    def broken():
        raise ImportError("libgomp.so.1: cannot open shared object file")

    monkeypatch.setattr(doctor, "model", broken)
    findings = found(doctor.look(str(target), clock=utc))
    assert findings["model"].what == "ImportError: libgomp.so.1: cannot open shared object file"
    assert findings["clock"].state == "ok"


def test_an_sqlite_without_full_text_search_is_wrong(monkeypatch):
    monkeypatch.setattr(doctor, "lacks", lambda: "SQLite was built without FTS5, its full-text search")
    (finding,) = doctor.store()
    assert finding.state == "wrong"


# --- the record -------------------------------------------------------------------------------------------------------


def test_where_there_is_none_yet_none_is_made(tmp_path):
    finding = of_record(tmp_path / "new.db")
    assert (finding.state, "one can be made" in finding.what) == ("ok", True)
    assert list(tmp_path.iterdir()) == []


def test_in_an_empty_database_no_table_is_made(databases):
    address = databases()
    assert of_record(address).state == "ok"
    assert examine(address).schema is None


def test_a_record_is_told_with_its_server(record: Record, target):
    finding = of_record(target)
    assert finding.state == "ok"
    assert ("PostgreSQL 1" if "postgresql" in str(target) else "SQLite 3.") in finding.what


def test_an_older_record_is_left_as_it_is(tmp_path):
    path = tmp_path / "old.db"
    path.write_bytes(gzip.decompress((CASES / "schema-0001.db.gz").read_bytes()))
    before = path.read_bytes()
    finding = of_record(path)
    assert (finding.state, "has schema 0001" in finding.what) == ("note", True)
    assert path.read_bytes() == before


def test_a_record_of_a_newer_onrecord_is_wrong(empty, tmp_path):
    path = shutil.copy(empty, tmp_path / "newer.db")
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    finding = found(doctor.look(str(path), clock=utc))["record"]
    assert (finding.state, "newer onrecord" in finding.what) == ("wrong", True)


@pytest.mark.parametrize("there", [True, False], ids=["a record", "none yet"])
def test_what_may_not_be_written_is_wrong(empty, tmp_path, monkeypatch, there):
    path = tmp_path / "onrecord.db"
    if there:
        shutil.copy(empty, path)
    monkeypatch.setattr("os.access", lambda where, _: Path(where) not in {path, path.parent})
    finding = of_record(path)
    assert finding.state == "wrong"
    assert finding.next_step.startswith("Get leave to write")


def test_a_server_that_is_not_there_is_wrong_and_no_password_is_told():
    finding = found(doctor.look("postgresql://ada:secret@127.0.0.1:1/press", clock=utc))["record"]
    assert finding.state == "wrong"
    assert "could not be reached" in finding.what
    assert "secret" not in str(finding)


@pytest.mark.parametrize(("free", "state"), [(10**10, "ok"), (10**9, "note"), (10**7, "wrong")])
def test_room_on_the_disk(target, monkeypatch, free, state):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(0, 0, free))
    findings = list(doctor.disk([examine(target)]))
    assert [finding.state for finding in findings] == ([] if "postgresql" in str(target) else [state])


# --- the clock --------------------------------------------------------------------------------------------------------


def test_a_clock_before_the_model_was_made_is_wrong():
    (finding,) = doctor.time(datetime(1970, 1, 1, tzinfo=UTC), [])
    assert (finding.state, "before this model was made" in finding.what) == ("wrong", True)


def test_a_clock_before_the_last_article_was_added_is_wrong(record: Record, target):
    record.add(Extracted(Article("a", "Nobody said a word.", b"x", "0" * 64, "plain", "1")))
    examined = examine(target)
    assert next(doctor.time(utc(), [examined])).state == "ok"
    (finding,) = doctor.time(utc() - timedelta(hours=2), [examined])
    assert finding.state == "wrong"


def test_a_clock_that_differs_from_the_servers_is_wrong():
    for apart, state in ((timedelta(seconds=5), "ok"), (timedelta(minutes=5), "wrong"), (-timedelta(days=1), "wrong")):
        server = examine_of(NOW + apart)
        assert next(doctor.time(NOW, [server])).state == state


def examine_of(server_time: datetime):
    from onrecord.record import Examined

    return Examined("press", None, "PostgreSQL 18", schema.HEAD, schema.HEAD, True, None, server_time)
