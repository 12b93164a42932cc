"""Edits of statements, where they hold, and what was there before; and what was removed for good.

The triggers of 0004 are made anew: a statement that an edit put there was not there from the reading of its article on.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_OF_STATEMENT = (
    "public_id", "position", "field", "act", "form", "confidence", "manner", "cue_lemma", "cue_class", "within",
    "asserted_by", "speaker_name", "speaker_type", "said_on", "said_from", "said_to", "content", "search_words",
    "search_speaker", "search_outlet", "search_facts", "sort_day",
)  # fmt: skip
_CHANGES = ("act", "form", "confidence", "manner", "cue_class", "speaker_name", "speaker_type", "said_on", "content")


def upgrade() -> None:
    """Make the tables and columns, and the triggers anew."""
    for column in ("review", "reviewed_by", "reviewed_at", "reviewed_why"):
        op.add_column("statement", sa.Column(column, _TEXT))
    op.add_column("statement", sa.Column("was", sa.JSON))
    op.add_column("statement", sa.Column("since", _TEXT))
    op.create_index("ix_statement_review", "statement", ["review"])
    _make_edit_anchor()
    op.create_table(
        "original",
        _article_key(),
        sa.Column("statements", sa.JSON, nullable=False),
        sa.Column("figures", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("article", name="pk_original"),
        _of_article("original"),
    )
    op.create_table(
        "tombstone",
        sa.Column("key", sa.Integer, nullable=False),
        sa.Column("removal", sa.Integer, nullable=False),
        *(sa.Column(name, _TEXT, nullable=False) for name in ("what", "sha256", "reason", "who", "removed_on")),
        sa.PrimaryKeyConstraint("key", name="pk_tombstone"),
    )
    op.create_index("ix_tombstone_sha256", "tombstone", ["sha256"])
    if op.get_bind().dialect.name == "sqlite":
        _triggers_on_sqlite()
    else:
        _functions_on_postgresql()


def _make_edit_anchor() -> None:
    op.create_table(
        "edit_anchor",
        sa.Column("edit", sa.Integer, nullable=False),
        _article_key(),
        sa.Column("statement", _TEXT),
        sa.Column("how", _TEXT, nullable=False),
        sa.Column("why", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("edit", "article", name="pk_edit_anchor"),
        sa.ForeignKeyConstraint(["edit"], ["edit.id"], name="fk_edit_anchor_edit_edit", ondelete="CASCADE"),
        _of_article("edit_anchor"),
    )
    op.create_index("ix_edit_anchor_article", "edit_anchor", ["article"])
    op.create_index("ix_edit_anchor_how", "edit_anchor", ["how"])


def _article_key() -> sa.Column[int]:
    return sa.Column("article", sa.Integer, nullable=False)


def _of_article(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["article"], ["article.key"], name=f"fk_{table}_article_article", ondelete="CASCADE")


def _triggers_on_sqlite() -> None:
    now = "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')"
    differs = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in _CHANGES)
    for name in ("past_statement_gone", "past_statement_changed"):
        _run(f"DROP TRIGGER {name}")
    _run(f"CREATE TRIGGER past_statement_gone AFTER DELETE ON statement BEGIN {_keep_statement(now)}; END")
    _run(
        f"CREATE TRIGGER past_statement_changed AFTER UPDATE ON statement WHEN {differs} "
        f"BEGIN {_keep_statement(now)}; END"
    )


def _functions_on_postgresql() -> None:
    now = "to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
    _run(
        f"CREATE OR REPLACE FUNCTION keep_past_statement() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {_keep_statement(now)}; RETURN NULL; END $$"
    )


def _keep_statement(now: str) -> str:
    # Where the article is gone too, being removed, there is no row of it to select from, and nothing is kept.
    names = ", ".join(f'"{name}"' for name in _OF_STATEMENT)
    values = ", ".join(f'OLD."{name}"' for name in _OF_STATEMENT)
    return (
        f"INSERT INTO past_statement (article, since, until, {names}) "
        f"SELECT OLD.article, coalesce(OLD.since, article.read_at), {now}, {values} "
        "FROM article WHERE article.key = OLD.article"
    )


def _run(command: str) -> None:
    # Not op.execute, which would take the colons of a time for parameters.
    op.get_bind().exec_driver_sql(command)
