"""Known people, saved queries, workers that share hosts; and articles by when they came."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables; no row of older ones is touched."""
    op.create_index("ix_article_added_at", "article", ["added_at"])
    _known()
    _saved()
    op.create_table(
        "asked_host",
        *_texts("host"),
        *_texts("worker", null=True),
        *(sa.Column(name, sa.Float, nullable=False) for name in ("until", "next_at")),
        sa.PrimaryKeyConstraint("host", name="pk_asked_host"),
    )


def _known() -> None:
    op.create_table(
        "known",
        _number("key"),
        *_texts("own_id", null=True),
        *_texts("name"),
        sa.PrimaryKeyConstraint("key", name="pk_known"),
        sa.UniqueConstraint("own_id", name="uq_known_own_id"),
    )
    op.create_table(
        "known_name",
        *_texts("search_name"),
        _number("known"),
        *_texts("written"),
        _number("position"),
        sa.PrimaryKeyConstraint("search_name", name="pk_known_name"),
        _of("known_name", "known", "known"),
    )
    op.create_index("ix_known_name_known", "known_name", ["known"])
    op.create_table(
        "known_term",
        *map(_number, ("known", "position")),
        *_texts("party", "office", "first_day", "last_day", null=True),
        *_texts("search_party", "search_office"),
        sa.PrimaryKeyConstraint("known", "position", name="pk_known_term"),
        _of("known_term", "known", "known"),
    )
    op.create_table(
        "known_person",
        _number("person"),
        *_texts("search_name"),
        sa.PrimaryKeyConstraint("person", "search_name", name="pk_known_person"),
        _of("known_person", "person", "person"),
        _of("known_person", "search_name", "known_name", "search_name"),
    )
    op.create_index("ix_known_person_search_name", "known_person", ["search_name"])


def _saved() -> None:
    op.create_table(
        "saved_query",
        _number("key"),
        *_texts("name", "query", "made_at", "told_at"),
        *_texts("hook", "hook_due_at", "hook_why", null=True),
        sa.Column("hook_inside", sa.Boolean, nullable=False),
        *_texts("hook_at"),
        _number("hook_failures"),
        sa.PrimaryKeyConstraint("key", name="pk_saved_query"),
        sa.UniqueConstraint("name", name="uq_saved_query_name"),
    )
    op.create_table(
        "saved_hit",
        _number("saved_query"),
        *_texts("way", "statement"),
        sa.PrimaryKeyConstraint("saved_query", "way", "statement", name="pk_saved_hit"),
        _of("saved_hit", "saved_query", "saved_query"),
    )


def _of(table: str, column: str, parent: str, key: str = "key") -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{parent}"
    return sa.ForeignKeyConstraint([column], [f"{parent}.{key}"], name=name, ondelete="CASCADE")


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _texts(*names: str, null: bool = False) -> list[sa.Column[str]]:
    return [sa.Column(name, _TEXT, nullable=null) for name in names]
