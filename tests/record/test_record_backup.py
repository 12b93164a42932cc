"""A backup holds one state of a whole record, and becomes that record again on either store, or nothing at all."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import stat
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import record_builders
import sqlalchemy as sa
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from onrecord.accounts import Accounts, Role
from onrecord.accounts.passwords import Passwords
from onrecord.domain import Extracted
from onrecord.errors import RecordError
from onrecord.following import Feeds, SavedQueries
from onrecord.ingest.people import update_people
from onrecord.ingest.sayings import update_sayings
from onrecord.record import Query, Record, Wish, open_record, schema
from onrecord.record.backup import MANIFEST, back_up, manifest_of, member
from onrecord.record.backup import _line as line_of
from onrecord.record.clock import utc
from onrecord.record.restoring import _row as row_of
from onrecord.record.restoring import restore

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "correct horse battery"


@pytest.fixture
def filled(record: Record) -> Record:
    """A record with something in nearly every table, and rows that point at later ones of their table."""
    for found in (record_builders.full(), *record_builders.many(6)):
        record.add(found)
    for outlet in ("Courier", "Post"):
        words = "“Nobody will sell one stone of the harbour wall,” Ana Ruiz said."
        record.add(record_builders.build(words, id=f"wall-{outlet}", outlet=outlet, published="2031-05-03"))
    record.add(record_builders.build("“It was changed,” Ana Ruiz said.", id="a1", path="in/1.txt"))  # revises
    update_people(record)
    update_sayings(record)
    hits = record.search(Query("count")).items
    made = record.edits.change(hits[0].id, Wish(speaker="Eva Ruiz", day="2031-05-02"), who="ada", why="heard it")
    record.edits.undo(made.id, who="ada", why="misheard")
    record.edits.review(hits[1].id, who="ada", why="it is so")
    record.edits.change(hits[2].id, Wish(day="2031-05-02"), who="ada", why="told there")
    record.remove("a3", reason="a court said so", who="ada")
    record.add_failure("in/broken.pdf", "unreadable", "it is broken", "mend it", raw=b"\x00\xff")
    Feeds(record).follow("https://news.example/feed.xml", "feed", utc())
    SavedQueries(record).save("harbour", "harbour", utc(), hook="https://hooks.example/secret")
    accounts = Accounts(record, passwords=Passwords(QUICK))
    accounts.add("ada", PASSWORD, Role.ADMIN)
    accounts.make_token("ada", "scraper")
    accounts.sign_in("ada", PASSWORD, "127.0.0.1")
    update_people(record)
    update_sayings(record)
    return record


@pytest.fixture
def backup(filled: Record, tmp_path: Path) -> Path:
    path = tmp_path / "press.backup"
    back_up(filled, path)
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a record can be restored to, on each store."""
    if request.param == "sqlite":
        return str(tmp_path / "restored.db")
    return str(request.getfixturevalue("databases")())


@pytest.fixture
def other(request: pytest.FixtureRequest, target: str, tmp_path: Path) -> str:
    """Where a record can be restored to, on the store that it does not come from."""
    if "postgresql" in target:
        return str(tmp_path / "restored.db")
    return str(request.getfixturevalue("databases")())


def tables(path: Path) -> dict[str, tuple[int, str]]:
    """How many rows each table of a backup has, and their digest."""
    return {table["name"]: (table["rows"], table["sha256"]) for table in manifest_of(path)["tables"]}


# --- whole ------------------------------------------------------------------------------------------------------------


def test_from_and_to_either_store_every_row_of_every_table_is_as_it_was(
    filled: Record, backup: Path, fresh: str, tmp_path: Path
) -> None:
    rows = {name: number for name, (number, _) in tables(backup).items()}
    kept = (
        "article",
        "span",
        "edit",
        "past_statement",
        "saying_report",
        "tombstone",
        "failure",
        "feed",
        "account_token",
    )
    assert all(rows[name] for name in kept)
    restored_rows = restore(backup, fresh)
    with open_record(fresh, create=False) as restored:
        assert restored.audit().ok
        assert restored_rows.articles == restored.stats().articles == filled.stats().articles
        assert list(restored.every()) == list(filled.every())
        assert restored.edits.every() == filled.edits.every()
        assert restored.failed_bytes("in/broken.pdf") == b"\x00\xff"
        for query in (Query("stone harbour"), Query(speaker="ruiz"), Query(review="edited")):
            assert [hit.id for hit in restored.search(query).items] == [hit.id for hit in filled.search(query).items]
        again = tmp_path / "again.backup"
        back_up(restored, again)
    assert tables(again) == tables(backup)


def test_a_restored_record_goes_on_as_the_one_it_came_from(
    filled: Record, backup: Path, other: str, article: Callable[..., Extracted]
) -> None:
    restore(backup, other)
    with open_record(other, create=False) as restored:
        for one in (filled, restored):
            one.add(article("“We go on,” Ana Ruiz said.", id="new"))
            one.add(article("“It was changed again,” Ana Ruiz said.", id="a1", path="in/1.txt"))
            (hit,) = one.search(Query("go")).items
            one.edits.reject(hit.id, who="ada", why="she did not")  # triggers keep what it was
            update_people(one)
            update_sayings(one)
            assert one.audit().ok
        assert past(restored) == past(filled)
        assert len(restored.edits.every()) == len(filled.edits.every())
        with pytest.raises(RecordError, match="removed"):
            restored.add(record_builders.many(4)[3])


def past(record: Record) -> int:
    with record._reading() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(schema.past_statement)).scalar_one()


def test_triggers_are_on_again(sound: Path, fresh: str, empty: Path) -> None:
    restore(sound, fresh)
    with open_record(fresh) as restored, restored._reading() as connection:
        if connection.dialect.name == "postgresql":
            off = "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'O'"
            assert connection.exec_driver_sql(off).scalar_one() == 0
        else:
            assert triggers(Path(fresh)) == triggers(empty) != []


def triggers(path: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(path) as connection:
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
        return connection.execute(query).fetchall()


def test_what_is_written_meanwhile_is_in_it_wholly_or_not_at_all(
    filled: Record, tmp_path: Path, article: Callable[..., Extracted]
) -> None:
    before = filled.stats()

    def write(done: int, of: int) -> None:
        assert done <= of
        if not filled.failures()[0].path.startswith("late"):
            filled.add(article("“Late,” Ana Ruiz said.", id="late"))
            filled.add_failure("late/one.pdf", "unreadable", "it came late")
            filled.clear_failure("in/broken.pdf")

    path = tmp_path / "press.backup"
    backed_up = back_up(filled, path, tell=write)
    assert filled.stats().articles == before.articles + 1
    assert backed_up.articles == before.articles
    restore(path, tmp_path / "copy.db")
    with open_record(tmp_path / "copy.db") as restored:
        assert restored.audit().ok
        assert restored.stats().statements == before.statements
        assert [failure.path for failure in restored.failures()] == ["in/broken.pdf"]


def test_a_record_that_may_only_be_read_is_backed_up(empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = Path(shutil.copy(empty, tmp_path / "onrecord.db"))
    monkeypatch.setattr("os.access", lambda where, _: Path(where) != path)
    with open_record(path) as record:
        assert not record.writable
        assert back_up(record, tmp_path / "b").articles == 0


# --- who may read it --------------------------------------------------------------------------------------------------


def test_only_its_owner_reads_it_and_what_is_private_can_be_left_out(filled: Record, tmp_path: Path) -> None:
    path = tmp_path / "press.backup"
    path.write_bytes(b"")
    path.chmod(0o644)
    assert back_up(filled, path).users == 1
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {"account", "account_token", "saved_query"} < tables(path).keys()
    assert not {"account_session", "account_attempt"} & tables(path).keys()
    assert back_up(filled, path, accounts=False).users == 0
    content = b"".join(content for _, content in members(path))
    assert not [word for word in (b"argon2", b"scraper", b"hooks.example") if word in content]
    restore(path, tmp_path / "copy.db")
    with open_record(tmp_path / "copy.db") as restored:
        assert Accounts(restored).users() == SavedQueries(restored).every() == ()
        assert restored.audit().ok


# --- or not at all ----------------------------------------------------------------------------------------------------


def members(path: Path) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)


def rewritten(path: Path, change: Callable[[dict[str, bytes]], Any]) -> None:
    """The backup with other members, each with a right checksum of the zip's own."""
    contents = dict(members(path))
    change(contents)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, content)


def another_word(contents: dict[str, bytes]) -> None:
    contents[member("span")] = contents[member("span")].replace(b"harbour", b"harvest", 1)


def a_row_less(contents: dict[str, bytes]) -> None:
    contents[member("span")] = contents[member("span")].partition(b"\n")[2]


def no_table(contents: dict[str, bytes]) -> None:
    del contents[member("span")]


def foreign_table(contents: dict[str, bytes]) -> None:
    contents[MANIFEST] = contents[MANIFEST].replace(b'"name": "span"', b'"name": "alembic_version"')
    contents[member("alembic_version")] = contents[member("span")]


def dangling(contents: dict[str, bytes]) -> None:
    """Rightly signed, but a row points at one that is not there."""
    lines = contents[member("span")].splitlines(keepends=True)
    row = json.loads(lines[-1])
    contents[member("span")] = b"".join([*lines[:-1], line_of((999_999, *row[1:]))])
    found = json.loads(contents[MANIFEST])
    span = next(table for table in found["tables"] if table["name"] == "span")
    span["sha256"] = hashlib.sha256(contents[member("span")]).hexdigest()
    contents[MANIFEST] = json.dumps(found).encode()


def flipped(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        of_span = archive.getinfo(member("span"))
    data = bytearray(path.read_bytes())
    data[of_span.header_offset + 60 + of_span.compress_size // 2] ^= 0xFF
    path.write_bytes(data)


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-2000])


HARM: dict[str, tuple[Callable[[Path], Any], str | None]] = {
    "another word": (lambda path: rewritten(path, another_word), "damaged"),
    "a row less": (lambda path: rewritten(path, a_row_less), "damaged"),
    "a table less": (lambda path: rewritten(path, no_table), "damaged"),
    "a table of others": (lambda path: rewritten(path, foreign_table), "damaged"),
    "a reference that leads nowhere": (lambda path: rewritten(path, dangling), None),
    "a bit flipped": (flipped, "damaged"),
    "cut short": (cut_short, "not-a-backup"),
    "no manifest": (lambda path: rewritten(path, lambda contents: contents.pop(MANIFEST)), "not-a-backup"),
    "another zip": (lambda path: rewritten(path, lambda c: c.update({MANIFEST: b'{"format": "x"}'})), "not-a-backup"),
    "text": (lambda path: path.write_text("not a zip"), "not-a-backup"),
    "gone": (Path.unlink, "not-a-backup"),
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small backup, to be harmed."""
    folder = tmp_path_factory.mktemp("sound")
    with open_record(folder / "onrecord.db") as record:
        record.add(record_builders.full())
        back_up(record, folder / "press.backup")
    return folder / "press.backup"


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM.keys())
def test_of_a_damaged_backup_no_file_is_made(sound: Path, tmp_path: Path, harm: Any) -> None:
    path = Path(shutil.copy(sound, tmp_path / "press.backup"))
    harm[0](path)
    with pytest.raises(RecordError) as raised:
        restore(path, tmp_path / "copy.db")
    assert harm[1] in (None, raised.value.code)
    assert raised.value.next_step
    assert {left.name for left in tmp_path.iterdir()} <= {"press.backup"}


@pytest.mark.parametrize("change", [another_word, dangling])
def test_of_a_damaged_backup_no_table_is_made(
    sound: Path, databases: Callable[[], str], tmp_path: Path, change: Any
) -> None:
    path = Path(shutil.copy(sound, tmp_path / "press.backup"))
    rewritten(path, change)
    address = databases()
    with pytest.raises(RecordError):
        restore(path, address)
    engine = sa.create_engine(sa.make_url(address).set(drivername="postgresql+psycopg"))
    assert sa.inspect(engine).get_table_names() == []
    engine.dispose()


def test_nothing_is_written_over(sound: Path, record: Record, target: str) -> None:
    record.add(record_builders.build("“Mine,” Ana Ruiz said."))
    with pytest.raises(RecordError, match="something here already") as raised:
        restore(sound, target)
    assert raised.value.code == "exists"
    assert record.stats().articles == 1


def test_a_folder_that_is_not_there_is_told(sound: Path, tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="there is no folder"):
        restore(sound, tmp_path / "nowhere" / "copy.db")


@pytest.mark.parametrize("key", ["version", "schema"])
def test_a_backup_of_a_newer_onrecord_is_told(sound: Path, tmp_path: Path, key: str) -> None:
    path = Path(shutil.copy(sound, tmp_path / "press.backup"))

    def newer(contents: dict[str, bytes]) -> None:
        contents[MANIFEST] = json.dumps(json.loads(contents[MANIFEST]) | {key: 9999}).encode()

    rewritten(path, newer)
    with pytest.raises(RecordError, match="a newer onrecord made this backup") as raised:
        restore(path, tmp_path / "copy.db")
    assert raised.value.code == "newer"


def test_what_a_killed_restore_left_is_no_hindrance(sound: Path, tmp_path: Path) -> None:
    (tmp_path / ".copy.db.part").write_bytes(b"half of it")
    restore(sound, tmp_path / "copy.db")
    assert [left.name for left in tmp_path.iterdir()] == ["copy.db"]


# --- earlier versions -------------------------------------------------------------------------------------------------


def test_a_backup_of_an_earlier_version_is_brought_up_to_date(fresh: str) -> None:
    """Kept as a file, of format 1 and schema 0012: what is written today may change, and what was written does not."""
    restore(Path(__file__).parent / "cases" / "backup-1.zip", fresh)
    with open_record(fresh, create=False) as restored:
        assert list(restored.every()) == [record_builders.full()]
        assert restored.audit().ok


# --- a row ------------------------------------------------------------------------------------------------------------

CELLS = {
    "text": st.text(st.characters(exclude_categories=["Cs"])),
    "integer": st.integers(-(2**63), 2**63 - 1),
    "real": st.floats(allow_nan=False),
    "boolean": st.booleans(),
    "bytes": st.binary(),
    "json": st.recursive(st.none() | st.booleans() | st.text(), st.lists, max_leaves=3),
}


@given(st.lists(st.sampled_from(sorted(CELLS)).flatmap(lambda k: st.tuples(st.just(k), CELLS[k] | st.none()))))
def test_a_row_comes_back_as_it_was_on_one_line(cells: list[tuple[str, Any]]) -> None:
    row = tuple(value for _, value in cells)
    line = line_of(row)
    assert line.count(b"\n") == 1
    types = {f"c{number}": kind for number, (kind, _) in enumerate(cells)}
    assert tuple(row_of(line, types).values()) == row


def test_every_column_of_a_record_has_a_type_that_a_backup_knows(sound: Path) -> None:
    found = {table["name"] for table in manifest_of(sound)["tables"]}
    assert found | {"account_session", "account_attempt"} == {table.name for table in schema.metadata.sorted_tables}
