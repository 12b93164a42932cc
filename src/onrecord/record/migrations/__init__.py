"""The schema as numbered steps, run on opening, so that every record ever made can be read by every later version.

A step is never edited once it was released: it says what was done to records that exist. That is also why the steps
spell their tables out instead of taking them from ``schema``, which goes on changing.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

_FOLDER = Path(__file__).parent


def known(version: str) -> bool:
    """Whether ``version`` is one of the steps, and so not of a later onrecord than this."""
    return any(step.revision == version for step in ScriptDirectory(str(_FOLDER)).walk_revisions())


def upgrade(connection: sa.Connection, to: str = "head") -> None:
    """Bring the schema to the newest step, in the caller's transaction, so that a crash leaves the old one whole.

    Args:
        connection: inside a transaction that writes.
        to: the step to stop at: what is measured and tested wants records of earlier schemas too.
    """
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)
