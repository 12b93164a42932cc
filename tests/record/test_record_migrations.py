from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from onrecord.record import Record, migrations, open_record, schema

FOLDER = str(Path(migrations.__file__).parent)


def test_the_migrations_make_the_tables_that_the_code_speaks_of(record: Record) -> None:
    own = {"statement_fts", "alembic_version"}

    def include(_: object, name: str | None, kind: str, *__: object) -> bool:
        return not (kind == "table" and any((name or "").startswith(prefix) for prefix in own))

    with record._reading() as connection:
        options = {"include_object": include, "compare_type": True}
        differences = compare_metadata(MigrationContext.configure(connection, opts=options), schema.metadata)
    assert differences == []


def test_the_steps_stand_in_one_row_and_end_where_the_code_says() -> None:
    steps = list(ScriptDirectory(FOLDER).walk_revisions())
    assert steps[0].revision == schema.HEAD
    assert [step.revision for step in reversed(steps)] == [f"{n:04}" for n in range(1, len(steps) + 1)]


def test_a_step_that_fails_leaves_the_record_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("onrecord.record.opening._sign", fail)
    with pytest.raises(KeyboardInterrupt):
        open_record(path)
    monkeypatch.undo()
    with open_record(path) as record:
        assert record.audit().ok
