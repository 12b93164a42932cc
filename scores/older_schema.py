"""A record as an earlier step of the schema had it: what ``scores.crash`` brings up to date under fire."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import sqlalchemy as sa
from alembic.script import ScriptDirectory

from onrecord.record import migrations

_OWN = ("sqlite_", "alembic_", "statement_fts", "article_fts")
"""How the tables are called that SQLite, Alembic and the index of words keep for themselves."""


def steps() -> list[str]:
    """All steps but the newest, the oldest first."""
    folder = str(Path(migrations.__file__).parent)
    return [step.revision for step in ScriptDirectory(folder).walk_revisions()][:0:-1]


def make(record: Path, older: Path, step: str) -> None:
    """Copy into a new record of the schema of ``step`` what it can hold of a record of today."""
    engine = sa.create_engine(f"sqlite:///{older}")
    with engine.connect() as connection, connection.begin():
        migrations.upgrade(connection, to=step)
    engine.dispose()
    file = sqlite3.connect(older)
    file.execute("PRAGMA journal_mode = WAL")
    file.execute("ATTACH ? AS today", (str(record),))
    # In the order they were made, so that what triggers say of statements is overwritten by what was known of them.
    made = file.execute("SELECT name FROM main.sqlite_master WHERE type = 'table' ORDER BY rowid").fetchall()
    for (table,) in made:
        if not table.startswith(_OWN):
            columns = ", ".join(f'"{row[1]}"' for row in file.execute(f"PRAGMA main.table_info({table})"))
            file.execute(f"DELETE FROM main.{table}")
            file.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM today.{table}")
    for (index,) in file.execute("SELECT name FROM main.sqlite_master WHERE sql LIKE '%USING fts5%'").fetchall():
        file.execute(f"INSERT INTO {index}({index}) VALUES('rebuild')")
    file.commit()
    file.close()
