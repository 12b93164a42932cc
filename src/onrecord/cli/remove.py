"""``onrecord remove``: an article or a person taken out for good, after asking."""

from __future__ import annotations

import click

from . import screen
from .options import for_this_record, json_option, record_option, who_option

_EPILOG = """\b
Examples:
  onrecord remove n7 --reason "court order 12/2031"
  onrecord remove https://courier.example/ruiz --reason takedown --yes
  onrecord remove "Tom Hale" --reason "asked for it, not a public figure"
  onrecord remove "Tom Hale" --statements-only --reason "asked for it"

Copies elsewhere (backups, exports, the files it was read from) are yours to
clear. An article that was removed is refused when it is added again.
"""


@click.command("remove", epilog=_EPILOG)
@click.argument("what", metavar="ARTICLE|PERSON")
@click.option("--reason", required=True, metavar="TEXT", help="Why; told to whoever adds it again.")
@click.option("--statements-only", is_flag=True, help="Of a person: take the statements, let the articles stay.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@who_option
@record_option
@json_option
def command(
    *, what: str, reason: str, statements_only: bool, yes: bool, who: str, record_target: str, as_json: bool
) -> int:
    """Take ARTICLE, with all its versions, or PERSON out of the record for good. It says what will go, and asks.

    Text, bytes, statements, index, edits and failures go, and the file is written anew without them. A person goes
    with every article that he or she speaks in, since the words stand in its text.
    """
    from onrecord.ingest.people import update_people
    from onrecord.record import open_record
    from onrecord.views.answers import answer
    from onrecord.views.edits import removal_view

    with open_record(record_target, create=False) as record:
        update_people(record)
        planned = record.would_remove(what, statements_only=statements_only)
        if not yes:
            screen.err().print(removal_view(planned))
            screen.confirm("Take it out for good?")
        done = record.remove(what, reason=reason, who=who, statements_only=statements_only)
        update_people(record)
    if as_json:
        screen.show_json(answer(done))
    else:
        screen.show(removal_view(done))
    if not done.wiped:
        screen.tell(
            "onrecord: the words are out of the record, but another program holds its log open, where they may still "
            f"be read. Close it, then run: {for_this_record('onrecord audit')}"
        )
    return int(not done.wiped)
