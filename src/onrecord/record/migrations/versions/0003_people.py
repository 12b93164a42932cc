"""People across articles: names with what articles say of them, the persons that follow, and what people decided.

The tables of older records are filled when people are asked for the first time.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables; no row of older ones is touched."""
    op.create_table(
        "edit",
        _number("id"),
        *map(_text, ("kind", "target")),
        sa.Column("payload", sa.JSON, nullable=False),
        *map(_text, ("who", "made_at", "why")),
        sa.Column("undone_by", sa.Integer),
        sa.ForeignKeyConstraint(["undone_by"], ["edit.id"], name="fk_edit_undone_by_edit"),
        sa.PrimaryKeyConstraint("id", name="pk_edit"),
    )
    op.create_index("ix_edit_target", "edit", ["target"])
    op.create_table(
        "person",
        _number("key"),
        *map(_text, ("public_id", "name", "type")),
        sa.Column("qid", _TEXT),
        sa.Column("short", sa.Boolean, nullable=False),
        sa.Column("candidates", sa.JSON, nullable=False),
        _text("search_name"),
        sa.PrimaryKeyConstraint("key", name="pk_person"),
        sa.UniqueConstraint("public_id", name="uq_person_public_id"),
    )
    _make_names()
    _make_places()


def _make_names() -> None:
    op.create_table(
        "name",
        _number("key"),
        *map(_text, ("public_id", "name", "block")),
        *(sa.Column(name, sa.JSON, nullable=False) for name in ("spellings", "kinds", "offices")),
        _text("search_name"),
        *map(_number, ("he", "she")),
        sa.Column("person", sa.Integer),
        _text("why"),
        sa.Column("sure", sa.Boolean, nullable=False),
        _number("position"),
        sa.Column("waits", sa.Boolean, nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.key"], name="fk_name_person_person", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("key", name="pk_name"),
        sa.UniqueConstraint("public_id", name="uq_name_public_id"),
        sa.UniqueConstraint("name", name="uq_name_name"),
    )
    for column in ("block", "person", "waits"):
        op.create_index(f"ix_name_{column}", "name", [column])
    op.create_table(
        "name_link",
        *map(_text, ("short", "long", "sort")),
        _number("articles"),
        sa.PrimaryKeyConstraint("short", "long", "sort", name="pk_name_link"),
    )
    op.create_index("ix_name_link_long", "name_link", ["long"])


def _make_places() -> None:
    """What ties names to articles and statements."""
    op.create_table(
        "article_names",
        _number("article"),
        _text("rules"),
        _belongs("article_names", "article"),
        sa.PrimaryKeyConstraint("article", name="pk_article_names"),
    )
    op.create_table(
        "article_name",
        *map(_number, ("article", "name")),
        sa.Column("seen", sa.JSON, nullable=False),
        _belongs("article_name", "article"),
        sa.ForeignKeyConstraint(["name"], ["name.key"], name="fk_article_name_name_name"),
        sa.PrimaryKeyConstraint("article", "name", name="pk_article_name"),
    )
    op.create_table(
        "statement_name",
        *map(_number, ("statement", "name")),
        _belongs("statement_name", "statement"),
        sa.ForeignKeyConstraint(["name"], ["name.key"], name="fk_statement_name_name_name"),
        sa.PrimaryKeyConstraint("statement", "name", name="pk_statement_name"),
    )
    for table in ("article_name", "statement_name"):
        op.create_index(f"ix_{table}_name", table, ["name"])


def _belongs(table: str, parent: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [parent], [f"{parent}.key"], name=f"fk_{table}_{parent}_{parent}", ondelete="CASCADE"
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, _TEXT, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)
