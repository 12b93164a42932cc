"""What was taken away is kept for counts of earlier days; named views for people who open the file itself.

A trigger copies what can be counted by, whenever a statement or an article's facts are changed or taken away: so no
program that writes to the record can forget to. A row of the past goes when its article goes.

The views hold no text of articles and no bytes. A later step that alters ``article`` or ``statement`` by making the
table anew (SQLite's way for all but new columns) must drop them first and make them again.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_OF_STATEMENT = (
    "public_id", "position", "field", "act", "form", "confidence", "manner", "cue_lemma", "cue_class", "within",
    "asserted_by", "speaker_name", "speaker_type", "said_on", "said_from", "said_to", "content", "search_words",
    "search_speaker", "search_outlet", "search_facts", "sort_day",
)  # fmt: skip
_NULLABLE = {
    "manner", "cue_lemma", "cue_class", "within", "asserted_by", "speaker_name", "speaker_type", "said_on", "said_from",
    "said_to",
}  # fmt: skip
_OF_ARTICLE = ("public_id", "outlet", "published", "language", "model")
_READING = (
    "title",
    "byline",
    "outlet",
    "url",
    "published",
    "modified",
    "language",
    "reader",
    "reader_version",
    "model",
)
_CHANGES = ("act", "form", "confidence", "manner", "cue_class", "speaker_name", "speaker_type", "said_on", "content")

_VIEWS = {
    "statements": """
        SELECT statement.public_id AS statement_id, statement.speaker_name AS speaker, statement.content AS said,
            statement.form AS form, statement.act AS act, statement.said_on AS said_on,
            article.outlet AS outlet, article.title AS title, article.published AS published, article.url AS url,
            statement.source AS source, statement.speaker_type AS speaker_type,
            statement.speaker_reason AS speaker_reason, statement.said_reason AS said_on_reason,
            statement.said_from AS said_from, statement.said_to AS said_to, statement.manner AS manner,
            statement.cue_class AS cue_class, statement.asserted_by AS asserted_by, statement.event AS event,
            statement.place AS place, statement.addressee AS addressee, statement.confidence AS confidence,
            article.public_id AS article_id, article.model AS model
        FROM statement JOIN article ON article.key = statement.article""",
    "articles": """
        SELECT article.public_id AS article_id, article.title AS title, article.outlet AS outlet,
            article.published AS published, article.byline AS byline, article.url AS url,
            article.language AS language,
            (SELECT count(*) FROM statement WHERE statement.article = article.key) AS statements,
            article.model AS model, article.sha256 AS sha256, article.text_sha256 AS text_sha256,
            earlier.public_id AS revises, article.added_at AS added_at
        FROM article LEFT JOIN article AS earlier ON earlier.key = article.revises""",
    "speakers": """
        SELECT statement.speaker_name AS name, statement.speaker_type AS type, count(*) AS statements,
            sum(CASE WHEN statement.act = 'refused' THEN 1 ELSE 0 END) AS would_not_say,
            count(DISTINCT statement.article) AS articles, count(DISTINCT article.outlet) AS outlets,
            min(statement.said_from) AS first_day, max(statement.said_to) AS last_day
        FROM statement JOIN article ON article.key = statement.article
        WHERE statement.speaker_name IS NOT NULL
        GROUP BY statement.speaker_name, statement.speaker_type""",
}  # fmt: skip


def upgrade() -> None:
    """Make the tables of the past, what fills them, and the views."""
    _make_past_article()
    _make_past_statement()
    if op.get_bind().dialect.name == "sqlite":
        _triggers_on_sqlite()
    else:
        _triggers_on_postgresql()
    for name, query in _VIEWS.items():
        _run(f"CREATE VIEW {name} AS {query}")


def _make_past_article() -> None:
    _make("past_article", [sa.Column(n, _TEXT, nullable=n != "public_id") for n in _OF_ARTICLE])


def _make_past_statement() -> None:
    kinds: dict[str, sa.types.TypeEngine[Any]] = {"position": sa.Integer(), "confidence": sa.Float()}
    _make("past_statement", [sa.Column(n, kinds.get(n, _TEXT), nullable=n in _NULLABLE) for n in _OF_STATEMENT])


def _make(name: str, columns: list[sa.Column[object]]) -> None:
    op.create_table(
        name,
        sa.Column("key", sa.Integer, nullable=False),
        sa.Column("article", sa.Integer, nullable=False),
        sa.Column("since", _TEXT, nullable=False),
        sa.Column("until", _TEXT, nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("key", name=f"pk_{name}"),
        sa.ForeignKeyConstraint(["article"], ["article.key"], name=f"fk_{name}_article_article", ondelete="CASCADE"),
    )
    op.create_index(f"ix_{name}_article", name, ["article"])
    op.create_index(f"ix_{name}_until", name, ["until"])


def _triggers_on_sqlite() -> None:
    now = "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')"
    _run(f"CREATE TRIGGER past_statement_gone AFTER DELETE ON statement BEGIN {_keep_statement(now)}; END")
    _run(
        f"CREATE TRIGGER past_statement_changed AFTER UPDATE ON statement "
        f"WHEN {_differs(_CHANGES, 'IS NOT')} BEGIN {_keep_statement(now)}; END"
    )
    _run(
        f"CREATE TRIGGER past_article_changed AFTER UPDATE ON article "
        f"WHEN {_differs(_READING, 'IS NOT')} BEGIN {_keep_article(now)}; END"
    )


def _triggers_on_postgresql() -> None:
    now = "to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
    for name, keep in (("statement", _keep_statement(now)), ("article", _keep_article(now))):
        _run(
            f"CREATE FUNCTION keep_past_{name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {keep}; RETURN NULL; END $$"
        )
    _run(
        "CREATE TRIGGER past_statement_gone AFTER DELETE ON statement "
        "FOR EACH ROW EXECUTE FUNCTION keep_past_statement()"
    )
    for name, columns in (("statement", _CHANGES), ("article", _READING)):
        _run(
            f"CREATE TRIGGER past_{name}_changed AFTER UPDATE ON {name} FOR EACH ROW "
            f"WHEN ({_differs(columns, 'IS DISTINCT FROM')}) EXECUTE FUNCTION keep_past_{name}()"
        )


def _keep_statement(now: str) -> str:
    # Where the article is gone too, being removed, there is no row of it to select from, and nothing is kept.
    names = ", ".join(f'"{name}"' for name in _OF_STATEMENT)
    values = ", ".join(f'OLD."{name}"' for name in _OF_STATEMENT)
    return (
        f"INSERT INTO past_statement (article, since, until, {names}) "
        f"SELECT OLD.article, article.read_at, {now}, {values} FROM article WHERE article.key = OLD.article"
    )


def _keep_article(now: str) -> str:
    names = ", ".join(f'"{name}"' for name in _OF_ARTICLE)
    values = ", ".join(f'OLD."{name}"' for name in _OF_ARTICLE)
    return f'INSERT INTO past_article (article, since, until, {names}) VALUES (OLD."key", OLD.read_at, {now}, {values})'


def _differs(columns: tuple[str, ...], sign: str) -> str:
    return " OR ".join(f'OLD."{name}" {sign} NEW."{name}"' for name in columns)


def _run(command: str) -> None:
    # Not op.execute, which would take the colons of a time for parameters.
    op.get_bind().exec_driver_sql(command)
