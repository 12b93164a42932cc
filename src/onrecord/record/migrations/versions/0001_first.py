"""The first schema: articles with their bytes, statements with their spans, the index of words, failures."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables."""
    op.create_table(
        "setting",
        _text("key"),
        _text("value"),
        sa.PrimaryKeyConstraint("key", name="pk_setting"),
    )
    _make_article()
    _make_article_parts()
    _make_statement()
    _make_failure()
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE statement_fts USING fts5("
            "search_words, search_speaker, content='statement', content_rowid='key', tokenize='ascii')"
        )


def _make_article() -> None:
    op.create_table(
        "article",
        sa.Column("key", sa.Integer, nullable=False),
        _text("public_id"),
        _text("id"),
        _text("sha256"),
        _text("text_sha256"),
        _text("title_sha256", empty=True),
        _text("reader"),
        _text("reader_version"),
        _text("model", empty=True),
        _text("title", empty=True),
        sa.Column("title_apart", sa.Boolean, nullable=False),
        *(_text(name, empty=True) for name in ("byline", "outlet", "url", "published", "modified", "language", "path")),
        _text("kind"),
        sa.Column("revises", sa.Integer),
        _text("added_at"),
        _text("read_at"),
        _text("text"),
        sa.ForeignKeyConstraint(["revises"], ["article.key"], name="fk_article_revises_article"),
        sa.PrimaryKeyConstraint("key", name="pk_article"),
        sa.UniqueConstraint("public_id", name="uq_article_public_id"),
        sa.UniqueConstraint("sha256", "id", name="uq_article_sha256_id"),
    )
    for column in ("id", "url", "path", "outlet", "published", "revises"):
        op.create_index(f"ix_article_{column}", "article", [column])


def _make_article_parts() -> None:
    _make_part("article_bytes", sa.Column("compressed", sa.LargeBinary, nullable=False), several=False)
    _make_part("article_meta", _text("key"), _text("value"))
    op.create_index("ix_article_meta_key_value", "article_meta", ["key", "value"])
    _make_part(
        "article_warning", _text("code"), _text("message"), _place("start", empty=True), _place("stop", empty=True)
    )
    op.create_index("ix_article_warning_code", "article_warning", ["code"])
    _make_part("article_repair", _text("kind"), _place("at"), _text("before"), _text("after"))
    _make_part("article_turn", *map(_place, ("label_start", "label_stop", "speech_start", "speech_stop")))
    _make_part(
        "figure",
        _text("text"),
        _place("start"),
        _place("stop"),
        sa.Column("value", sa.Float, nullable=False),
        _text("unit", empty=True),
        _text("of", empty=True),
        _text("statement", empty=True),
    )


def _make_part(name: str, *columns: sa.Column[object], several: bool = True) -> None:
    """A table whose rows belong to an article, with a position each where there can be several."""
    place = [_place("position")] if several else []
    key = ("article", "position") if several else ("article",)
    op.create_table(
        name,
        sa.Column("article", sa.Integer, nullable=False),
        *place,
        *columns,
        sa.ForeignKeyConstraint(["article"], ["article.key"], name=f"fk_{name}_article_article", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint(*key, name=f"pk_{name}"),
    )


def _make_statement() -> None:
    op.create_table(
        "statement",
        sa.Column("key", sa.Integer, nullable=False),
        sa.Column("article", sa.Integer, nullable=False),
        _text("public_id"),
        _text("id"),
        _place("position"),
        _text("field"),
        _text("act"),
        _text("form"),
        sa.Column("confidence", sa.Float, nullable=False),
        *(_text(name, empty=True) for name in ("cue_lemma", "within", "asserted_by", "speaker_name", "speaker_type")),
        sa.Column("speaker_confidence", sa.Float, nullable=False),
        sa.Column("speaker_members", sa.JSON, nullable=False),
        sa.Column("speaker_candidates", sa.JSON, nullable=False),
        _text("speaker_reason"),
        *(_text(name, empty=True) for name in ("speaker_description", "said_on", "said_from", "said_to")),
        _text("said_reason"),
        *(_text(name, empty=True) for name in ("event", "place", "medium", "addressee")),
        *map(_text, ("source", "content", "search_words", "search_speaker")),
        sa.ForeignKeyConstraint(["article"], ["article.key"], name="fk_statement_article_article", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", name="pk_statement"),
        sa.UniqueConstraint("public_id", name="uq_statement_public_id"),
        sa.UniqueConstraint("article", "id", name="uq_statement_article_id"),
    )
    for column in ("speaker_name", "said_from"):
        op.create_index(f"ix_statement_{column}", "statement", [column])
    op.create_table(
        "span",
        sa.Column("statement", sa.Integer, nullable=False),
        _text("role"),
        _place("position"),
        _text("field"),
        _place("start"),
        _place("stop"),
        _text("text"),
        sa.ForeignKeyConstraint(
            ["statement"], ["statement.key"], name="fk_span_statement_statement", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("statement", "role", "position", name="pk_span"),
        sqlite_with_rowid=False,
    )


def _make_failure() -> None:
    op.create_table(
        "failure",
        _text("path"),
        _text("code"),
        _text("message"),
        _text("next_step", empty=True),
        _text("sha256", empty=True),
        _text("failed_at"),
        _place("tries"),
        sa.Column("compressed", sa.LargeBinary),
        sa.PrimaryKeyConstraint("path", name="pk_failure"),
    )
    op.create_index("ix_failure_code", "failure", ["code"])


# PostgreSQL must sort as SQLite does, by code points, whatever language its database was made for.
_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def _text(name: str, *, empty: bool = False) -> sa.Column[object]:
    return sa.Column(name, _TEXT, nullable=empty)


def _place(name: str, *, empty: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Integer, nullable=empty)
