"""The view ``statements`` says of each whether people looked at it, or edited it, who and when."""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"

_STATEMENTS = """
        SELECT statement.public_id AS statement_id, statement.speaker_name AS speaker, statement.content AS said,
            statement.form AS form, statement.act AS act, statement.said_on AS said_on,
            article.outlet AS outlet, article.title AS title, article.published AS published, article.url AS url,
            statement.source AS source, statement.speaker_type AS speaker_type,
            statement.speaker_reason AS speaker_reason, statement.said_reason AS said_on_reason,
            statement.said_from AS said_from, statement.said_to AS said_to, statement.manner AS manner,
            statement.cue_class AS cue_class, statement.asserted_by AS asserted_by, statement.event AS event,
            statement.place AS place, statement.addressee AS addressee, statement.confidence AS confidence,
            article.public_id AS article_id, article.model AS model,
            coalesce(statement.review, 'unreviewed') AS review, statement.reviewed_by AS reviewed_by,
            statement.reviewed_at AS reviewed_at
        FROM statement JOIN article ON article.key = statement.article"""


def upgrade() -> None:
    """Make the view again; no row is touched."""
    _run("DROP VIEW statements")
    _run(f"CREATE VIEW statements AS {_STATEMENTS}")


def _run(command: str) -> None:
    op.get_bind().exec_driver_sql(command)
