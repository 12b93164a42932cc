"""Sayings and their reports, the keys by which reports find one another, and the originals in transcripts.

Triggers see to it that no writer can forget: whenever a statement comes, goes or changes in what matching looks at,
its article waits to be gone through again; whenever a report goes, its saying waits to be grouped anew. The tables of
older records are filled when sayings are asked for the first time.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_LOOKED_AT = ("act", "form", "speaker_name", "speaker_type", "content")


def upgrade() -> None:
    """Make the tables and what keeps them up to date; no row of older ones is touched."""
    op.create_table(
        "saying",
        _number("key"),
        sa.Column("public_id", _TEXT, nullable=False),
        sa.Column("first_day", _TEXT, nullable=False),
        _number("reports"),
        sa.Column("waits", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_saying"),
    )
    op.create_index("ix_saying_public_id", "saying", ["public_id"])
    op.create_index("ix_saying_waits", "saying", ["waits"])
    op.create_index("ix_saying_reports", "saying", ["reports"])
    op.create_table(
        "saying_report",
        _number("statement"),
        _number("saying"),
        sa.PrimaryKeyConstraint("statement", name="pk_saying_report"),
        _belongs("saying_report", "statement"),
        _belongs("saying_report", "saying"),
    )
    op.create_index("ix_saying_report_saying", "saying_report", ["saying"])
    _make_keys()
    _make_originals()
    op.create_table(
        "article_sayings",
        _number("article"),
        sa.Column("rules", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("article", name="pk_article_sayings"),
        _belongs("article_sayings", "article"),
    )
    _triggers_on_sqlite() if op.get_bind().dialect.name == "sqlite" else _triggers_on_postgresql()


def _make_keys() -> None:
    op.create_table(
        "saying_key",
        sa.Column("hash", sa.BigInteger, nullable=False),
        _number("day"),
        _number("statement"),
        sa.PrimaryKeyConstraint("hash", "day", "statement", name="pk_saying_key"),
        _belongs("saying_key", "statement"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_saying_key_statement", "saying_key", ["statement"])


def _make_originals() -> None:
    op.create_table(
        "saying_original",
        *map(_number, ("statement", "turn", "start", "stop", "words", "of", "apart")),
        sa.PrimaryKeyConstraint("statement", name="pk_saying_original"),
        _belongs("saying_original", "statement"),
        sa.ForeignKeyConstraint(
            ["turn"], ["statement.key"], name="fk_saying_original_turn_statement", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_saying_original_turn", "saying_original", ["turn"])


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _belongs(table: str, parent: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [parent], [f"{parent}.key"], name=f"fk_{table}_{parent}_{parent}", ondelete="CASCADE"
    )


def _again(row: str) -> str:
    return f"DELETE FROM article_sayings WHERE article = {row}.article"


def _again_reports_of_turn() -> str:
    # The words of a report whose original is gone may stand in another transcript.
    return "DELETE FROM article_sayings WHERE article = (SELECT article FROM statement WHERE key = OLD.statement)"


_WAITS = "UPDATE saying SET waits = {true}, reports = reports - 1 WHERE key = OLD.saying"


def _triggers_on_sqlite() -> None:
    for name, when, what in _triggers("IS NOT", "1"):
        condition = f" WHEN {when[1]}" if when[1] else ""
        _run(f"CREATE TRIGGER {name} AFTER {when[0]}{condition} BEGIN {what}; END")


def _triggers_on_postgresql() -> None:
    for name, when, what in _triggers("IS DISTINCT FROM", "true"):
        _run(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {what}; RETURN NULL; END $$")
        condition = f" WHEN ({when[1]})" if when[1] else ""
        _run(f"CREATE TRIGGER {name} AFTER {when[0]} FOR EACH ROW{condition} EXECUTE FUNCTION {name}()")


def _triggers(sign: str, true: str) -> list[tuple[str, tuple[str, str], str]]:
    changed = " OR ".join(f'OLD."{name}" {sign} NEW."{name}"' for name in _LOOKED_AT)
    return [
        ("sayings_statement_new", ("INSERT ON statement", ""), _again("NEW")),
        ("sayings_statement_gone", ("DELETE ON statement", ""), _again("OLD")),
        ("sayings_statement_changed", ("UPDATE ON statement", changed), _again("NEW")),
        ("sayings_article_changed", ("UPDATE ON article", f"OLD.published {sign} NEW.published"),
         "DELETE FROM article_sayings WHERE article = NEW.key"),
        ("sayings_report_gone", ("DELETE ON saying_report", ""), _WAITS.format(true=true)),
        ("sayings_original_gone", ("DELETE ON saying_original", ""), _again_reports_of_turn()),
    ]  # fmt: skip


def _run(command: str) -> None:
    op.get_bind().exec_driver_sql(command)
