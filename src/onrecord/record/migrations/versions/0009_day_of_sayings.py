"""The day on which a statement is said counts for which saying it is of: where it changes, matching looks again.

The trigger of step 0006 that has the article of a changed statement gone through again heeds the day, too.
"""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"

_LOOKED_AT = ("act", "form", "speaker_name", "speaker_type", "content", "said_on")


def upgrade() -> None:
    """Put the trigger in the place of the earlier one; no row is touched."""
    if op.get_bind().dialect.name == "sqlite":
        again = "BEGIN DELETE FROM article_sayings WHERE article = NEW.article; END"
        _run("DROP TRIGGER sayings_statement_changed")
        _run(f"CREATE TRIGGER sayings_statement_changed AFTER UPDATE ON statement WHEN {_changed('IS NOT')} {again}")
    else:
        again = "FOR EACH ROW WHEN ({}) EXECUTE FUNCTION sayings_statement_changed()"
        _run("DROP TRIGGER sayings_statement_changed ON statement")
        changed = again.format(_changed("IS DISTINCT FROM"))
        _run(f"CREATE TRIGGER sayings_statement_changed AFTER UPDATE ON statement {changed}")


def _changed(sign: str) -> str:
    return " OR ".join(f'OLD."{name}" {sign} NEW."{name}"' for name in _LOOKED_AT)


def _run(command: str) -> None:
    op.get_bind().exec_driver_sql(command)
