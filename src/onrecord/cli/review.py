"""``onrecord review``: a statement that a person found right as it stands."""

from __future__ import annotations

import click

from . import screen
from .options import for_this_record, record_option, who_option

_EPILOG = """\b
Examples:
  onrecord review 4f1c02
  onrecord review 4f1c02 91ab n7#s3 --why "against the tape"
  onrecord search review:unreviewed speaker:ruiz      what is left to do
"""


@click.command("review", epilog=_EPILOG)
@click.argument("statements", nargs=-1, required=True, metavar="ID...")
@record_option
@click.option(
    "--why", default="read and found right", show_default=True, metavar="TEXT", help="The reason; it is kept."
)
@who_option
def command(statements: tuple[str, ...], record_target: str, who: str, why: str) -> None:
    """Say that each statement ID is right as it stands: words, speaker, day, form.

    It holds as long as it stands so; where a newer model sees it otherwise, `onrecord edits orphans` says so.
    """
    from onrecord.record import open_record

    with open_record(record_target, create=False) as record:
        for statement in statements:
            made = record.edits.review(statement, who=who, why=why)
            undo = for_this_record(f"onrecord edits undo {made.id} --why ...")
            screen.tell(f"{statement}: reviewed. To take it back: {undo}")
