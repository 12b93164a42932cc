"""``onrecord backup``: a whole record as one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.errors import RecordError, UsageError

from . import screen
from .options import record_option
from .writing import told, write_whole

if TYPE_CHECKING:
    from onrecord.record.backup import BackedUp

_EPILOG = """\b
Examples:
  onrecord backup press.backup
  onrecord backup press.backup --record postgresql://press@db.lan/press
  onrecord restore press.backup --record copy.db

It holds one state of the record, and nobody who writes meanwhile has to wait.
It can be restored as a file or on PostgreSQL, whichever it came from. An earlier
backup of that name is replaced once the new one is whole; anything else of that
name is left alone.

Users are in it, with the hashes of their passwords and tokens, and all texts:
the file is made for its owner alone (mode 0600). --without-accounts makes one
to hand on: without users, and without the queries that are followed and their
webhooks. Nobody stays signed in by a copy.
"""


@click.command("backup", epilog=_EPILOG)
@click.argument("file", type=click.Path(path_type=Path))
@record_option
@click.option("--without-accounts", is_flag=True, help="Leave out users and the queries that are followed.")
def command(file: Path, record_target: str, without_accounts: bool) -> None:
    """Write a whole record into FILE, from which it can be restored."""
    from onrecord.record import open_record
    from onrecord.record.backup import back_up
    from onrecord.views.tables import size_words

    _need_room_for(file)
    with open_record(record_target, create=False) as record, screen.progress() as bar:
        task = bar.add_task("backing up", total=None)
        written = []

        def write(part: Path) -> None:
            written.append(
                back_up(
                    record,
                    part,
                    accounts=not without_accounts,
                    tell=lambda done, of: bar.update(task, completed=done, total=of),
                )
            )

        write_whole(file, write)
    (backed_up,) = written
    screen.tell(f"{holds(backed_up)} written to {file} ({size_words(file.stat().st_size)}).")


def holds(backed_up: BackedUp) -> str:
    """What is in it, in words."""
    from onrecord.views.words import counted

    users = f" and {counted(backed_up.users, 'user')}" if backed_up.users else ""
    return f"{counted(backed_up.articles, 'article')} with {counted(backed_up.statements, 'statement')}{users}"


def _need_room_for(file: Path) -> None:
    """Raise where something else than an earlier backup stands there."""
    from onrecord.record.backup import manifest_of

    with told(file):
        if not file.exists():
            return
    try:
        manifest_of(file)
    except RecordError as error:
        if error.code == "not-a-backup":
            raise UsageError(
                "there is something else of that name, and it is left alone",
                where=str(file),
                next_step="Name another file",
                code="exists",
            ) from None
