"""Which statements were one saying on an earlier day, and how articles were read then: for counts of that day.

As with statements (step 0004), triggers keep what is taken away: a report that left its saying, or went to another.
What began and ended within one second is not kept, since a count is of the end of a second. A row of the past goes when
its article goes. Before this step nothing was kept, so a count of sayings of an earlier day has to say that it cannot
tell.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_OF_ARTICLE = (
    "public_id", "outlet", "published", "language", "model", "text_sha256", "reader", "reader_version",
)  # fmt: skip
_NEW = ("text_sha256", "reader", "reader_version")
_CHANGES = (
    "title", "byline", "outlet", "url", "published", "modified", "language", "reader", "reader_version", "model",
)  # fmt: skip

_ON_SQLITE = "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')"
_ON_POSTGRESQL = "to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"


def upgrade() -> None:
    """Make the table of the past and what fills it; note from when on it is kept where there are articles already."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    now = _ON_SQLITE if sqlite else _ON_POSTGRESQL
    op.create_table(
        "past_report",
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("key", "article", "saying")),
        *(sa.Column(name, _TEXT, nullable=False) for name in ("public_id", "since", "until")),
        sa.PrimaryKeyConstraint("key", name="pk_past_report"),
        sa.ForeignKeyConstraint(
            ["article"], ["article.key"], name="fk_past_report_article_article", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_past_report_article", "past_report", ["article"])
    op.create_index("ix_past_report_until", "past_report", ["until"])
    op.add_column("saying_report", sa.Column("since", _TEXT, nullable=False, server_default=""))
    _run(f"INSERT INTO setting (key, value) SELECT 'sayings_kept_since', {now} WHERE EXISTS (SELECT 1 FROM article)")
    _triggers_on_sqlite(now) if sqlite else _triggers_on_postgresql(now)
    _keep_how_articles_were_read(now, sqlite=sqlite)


def _keep_how_articles_were_read(now: str, *, sqlite: bool) -> None:
    """Add who read an article to what is kept of it; in rows that are there already, as it is now."""
    for name in _NEW:
        op.add_column("past_article", sa.Column(name, _TEXT, nullable=False, server_default=""))
        now_is = f'SELECT "{name}" FROM article WHERE article."key" = past_article.article'
        _run(f'UPDATE past_article SET "{name}" = ({now_is})')
    names = ", ".join(f'"{name}"' for name in _OF_ARTICLE)
    values = ", ".join(f'OLD."{name}"' for name in _OF_ARTICLE)
    keep = f'INSERT INTO past_article (article, since, until, {names}) VALUES (OLD."key", OLD.read_at, {now}, {values})'
    if sqlite:
        changed = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in _CHANGES)
        _run("DROP TRIGGER past_article_changed")
        _run(f"CREATE TRIGGER past_article_changed AFTER UPDATE ON article WHEN {changed} BEGIN {keep}; END")
    else:
        _run(
            "CREATE OR REPLACE FUNCTION keep_past_article() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {keep}; RETURN NULL; END $$"
        )


def _triggers_on_sqlite(now: str) -> None:
    for name, (event, condition), what in _triggers(now, "IS NOT"):
        _run(f"CREATE TRIGGER {name} {event}{f' WHEN {condition}' if condition else ''} BEGIN {what}; END")


def _triggers_on_postgresql(now: str) -> None:
    for name, (event, condition), what in _triggers(now, "IS DISTINCT FROM"):
        gives_back = "OLD" if event.startswith("BEFORE") else "NULL"
        _run(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {what}; RETURN {gives_back}; END $$"
        )
        when = f" WHEN ({condition})" if condition else ""
        _run(f"CREATE TRIGGER {name} {event} FOR EACH ROW{when} EXECUTE FUNCTION {name}()")


def _triggers(now: str, differs: str) -> list[tuple[str, tuple[str, str], str]]:
    into = "INSERT INTO past_report (article, public_id, saying, since, until)"
    # Before a statement goes, for with it goes its report, and then nobody knows whose that was. Where the article is
    # gone too, being removed, there is no row of it to select from, and nothing is kept.
    with_statement = (
        f"{into} SELECT OLD.article, OLD.public_id, saying_report.saying, saying_report.since, {now} "
        "FROM saying_report JOIN article ON article.key = OLD.article "
        f"WHERE saying_report.statement = OLD.key AND saying_report.since < {now}"
    )
    alone = (
        f"{into} SELECT statement.article, statement.public_id, OLD.saying, OLD.since, {now} "
        f"FROM statement WHERE statement.key = OLD.statement AND OLD.since < {now}"
    )
    moved = f"OLD.saying {differs} NEW.saying"
    return [
        ("past_report_of_statement", ("BEFORE DELETE ON statement", ""), with_statement),
        ("past_report_gone", ("AFTER DELETE ON saying_report", ""), alone),
        ("past_report_moved", ("AFTER UPDATE ON saying_report", moved), alone),
    ]


def _run(command: str) -> None:
    op.get_bind().exec_driver_sql(command)
