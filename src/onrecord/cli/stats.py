"""``onrecord stats``: what a record holds, in numbers."""

from __future__ import annotations

import click

from . import screen
from .options import json_option, record_option

_EPILOG = """\b
Examples:
  onrecord stats
  onrecord stats --record press.db --json
"""


@click.command("stats", epilog=_EPILOG)
@record_option
@json_option
def command(record_target: str, as_json: bool) -> None:
    """Say what a record holds: articles, statements by form, how many with a speaker and a day, doubts."""
    from onrecord.record import open_record
    from onrecord.views.answers import answer
    from onrecord.views.tables import stats_view

    with open_record(record_target, create=False) as record:
        found = record.stats()
    screen.show_json(answer(found)) if as_json else screen.show(stats_view(found))
