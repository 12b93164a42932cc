from __future__ import annotations

import gzip
import subprocess
import sys
import time
from pathlib import Path

import pytest
import record_builders
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from onrecord.domain import Extracted
from onrecord.record import Query, Record, migrations, open_record, schema

FOLDER = str(Path(migrations.__file__).parent)
CASES = Path(__file__).parent / "cases"

# Brings a record up to date, and says so when it is about to begin.
KILLED = """
import sys
from onrecord.record import migrations, open_record
print("now", flush=True)
open_record(sys.argv[1]).close()
"""

# What only one store has, or Alembic: the indexes of words, and where the schema stands.
OWN = {
    "table": ("statement_fts", "article_fts", "alembic_version"),
    "index": ("ix_statement_lexemes", "ix_article_search_lexemes"),
}


def test_the_migrations_make_the_tables_that_the_code_speaks_of(record: Record) -> None:
    def include(_: object, name: str | None, kind: str, *__: object) -> bool:
        return not (name or "").startswith(OWN[kind]) if kind in OWN else True

    with record._reading() as connection:
        options = {"include_object": include, "compare_type": True}
        differences = compare_metadata(MigrationContext.configure(connection, opts=options), schema.metadata)
    assert differences == []


def test_the_steps_stand_in_one_row_and_end_where_the_code_says() -> None:
    steps = list(ScriptDirectory(FOLDER).walk_revisions())
    assert steps[0].revision == schema.HEAD
    assert [step.revision for step in reversed(steps)] == [f"{n:04}" for n in range(1, len(steps) + 1)]


@pytest.mark.parametrize("version", ["0001"])
def test_a_record_of_an_earlier_version_is_brought_up_to_date_and_loses_nothing(path: Path, version: str) -> None:
    path.write_bytes(gzip.decompress((CASES / f"schema-{version}.db.gz").read_bytes()))
    with open_record(path) as record:
        assert record.audit().ok
        added = [record_builders.full(), *record_builders.many(3)]
        assert sorted(record.every(), key=_id) == sorted(added, key=_id)
        assert record.failed_bytes("in/broken.pdf") == b"x"
        # What the earlier version could not find is found.
        assert record.search(Query("harbour", outlet="courier", form="quoted", after="2031", before="2031")).total == 1
        assert [hit.article.id for hit in record.search_articles(Query("officials met")).items] == ["ruiz-1"]
        assert {record.add(one).status for one in added} == {"already"}


def test_a_migration_that_is_killed_leaves_the_earlier_record_whole(path: Path) -> None:
    raw = gzip.decompress((CASES / "schema-0001.db.gz").read_bytes())
    for moment in range(6):
        path.write_bytes(raw)
        process = subprocess.Popen([sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.01 * moment)
        process.kill()
        process.communicate()
        with open_record(path) as record:
            assert record.audit().ok
            assert record.stats().statements == 15


def _id(extracted: Extracted) -> str:
    return extracted.article.id


def test_a_step_that_fails_leaves_the_record_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("onrecord.record.opening._sign", fail)
    with pytest.raises(KeyboardInterrupt):
        open_record(path)
    monkeypatch.undo()
    with open_record(path) as record:
        assert record.audit().ok
