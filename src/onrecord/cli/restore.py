"""``onrecord restore``: a record from a backup."""

from __future__ import annotations

from pathlib import Path

import click

from . import screen
from .backup import holds
from .options import for_this_record, record_option

_EPILOG = """\b
Examples:
  onrecord restore press.backup --record copy.db
  onrecord restore press.backup --record postgresql://press@db.lan/press
  onrecord audit --record copy.db          prove every word of it

Nothing is written over: the record is a new file, or a database without tables.
What is read is held against the checksums of the backup, and a record is there
when all of it is, or not at all. One of an earlier version is brought up to
date.
"""


@click.command("restore", epilog=_EPILOG)
@click.argument("file", type=click.Path(path_type=Path))
@record_option
def command(file: Path, record_target: str) -> None:
    """Make a record from FILE, which `onrecord backup` wrote."""
    from onrecord.record.restoring import restore

    with screen.progress() as bar:
        task = bar.add_task("restoring", total=None)
        made = restore(file, record_target, tell=lambda done, of: bar.update(task, completed=done, total=of))
    screen.tell(f"{holds(made)} restored. Prove every word of it with: {for_this_record('onrecord audit')}")
