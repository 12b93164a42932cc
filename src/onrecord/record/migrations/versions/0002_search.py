"""Manner and sort of saying; search by outlet, form and year without looking at rows; the full texts of articles.

Older records are filled on the way: what search needs is reckoned from what they hold, and manner and sort of saying
stay unknown until an article is read again.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from onrecord.record import folding

revision = "0002"
down_revision = "0001"

_BATCH = 50
_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

_article = sa.table("article", *map(sa.column, ("key", "outlet", "title", "title_apart", "text")))
_search = sa.table("article_search", sa.column("article"), sa.column("search_words"))
_statement = sa.table("statement", *map(sa.column, ("article", "search_outlet", "search_facts", "sort_day")))


def upgrade() -> None:
    """Add the columns and the table, fill them, and make the indexes anew."""
    for name in ("manner", "cue_class"):
        op.add_column("statement", sa.Column(name, _TEXT))
    for name in ("search_outlet", "search_facts", "sort_day"):
        op.add_column("statement", sa.Column(name, _TEXT, nullable=False, server_default=""))
    op.create_table(
        "article_search",
        sa.Column("article", sa.Integer, nullable=False),
        sa.Column("search_words", _TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["article"], ["article.key"], name="fk_article_search_article_article", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article", name="pk_article_search"),
    )
    connection = op.get_bind()
    _fill_statements(connection)
    _fill_articles(connection)
    op.drop_index("ix_statement_said_from", "statement")
    op.create_index("ix_statement_sort_day_public_id", "statement", ["sort_day", "public_id"])
    _index_on_sqlite() if connection.dialect.name == "sqlite" else _index_on_postgresql()


def _fill_statements(connection: sa.Connection) -> None:
    connection.exec_driver_sql(
        "UPDATE statement SET sort_day = coalesce(said_from, ''), search_facts = "
        "'form' || form || ' act' || act || ' year' || coalesce(substr(said_from, 1, 4), 'none')"
    )


def _fill_articles(connection: sa.Connection) -> None:
    """The folded words of each article and of its outlet, a few articles at a time."""
    last = -1
    while True:
        query = sa.select(_article).where(_article.c.key > last).order_by(_article.c.key).limit(_BATCH)
        rows = connection.execute(query).mappings().all()
        if not rows:
            return
        connection.execute(_search.insert(), [{"article": r["key"], "search_words": _words(r)} for r in rows])
        for row in rows:
            folded = folding.names(row["outlet"] or "")
            connection.execute(_statement.update().where(_statement.c.article == row["key"]), {"search_outlet": folded})
        last = rows[-1]["key"]


def _words(row: Any) -> str:
    return folding.stems(f"{row['title']}\n{row['text']}" if row["title_apart"] and row["title"] else row["text"])


def _index_on_sqlite() -> None:
    op.execute("DROP TABLE statement_fts")
    op.execute(
        "CREATE VIRTUAL TABLE statement_fts USING fts5(search_words, search_speaker, search_outlet, search_facts, "
        "content='statement', content_rowid='key', tokenize='ascii')"
    )
    op.execute(
        "CREATE VIRTUAL TABLE article_fts USING fts5(search_words, "
        "content='article_search', content_rowid='article', tokenize='ascii')"
    )
    for table in ("statement_fts", "article_fts"):
        op.execute(f"INSERT INTO {table}({table}) VALUES('rebuild')")


def _index_on_postgresql() -> None:
    """The words themselves as lexemes; no configuration of PostgreSQL's parses, folds or stems them again."""

    def lexemes(column: str) -> str:
        return f"array_to_tsvector(string_to_array({column}, ' '))"

    columns = ", ".join(map(lexemes, ("search_words", "search_speaker", "search_outlet")))
    op.execute(f"CREATE INDEX ix_statement_lexemes ON statement USING gin ({columns})")
    op.execute(f"CREATE INDEX ix_article_search_lexemes ON article_search USING gin ({lexemes('search_words')})")
