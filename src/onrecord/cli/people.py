"""``onrecord people``: who speaks in a record, and how often."""

from __future__ import annotations

import click

from . import screen
from .options import json_option, page_options, record_option

_EPILOG = """\b
Examples:
  onrecord people
  onrecord people marrow
  onrecord people --limit 100 --json
"""


@click.command("people", epilog=_EPILOG)
@click.argument("name", required=False)
@record_option
@page_options
@json_option
def command(name: str | None, record_target: str, limit: int, offset: int, as_json: bool) -> None:
    """List who speaks: people, organisations and groups, those with most statements first.

    NAME keeps those whose name has these words.
    """
    from onrecord.record import open_record
    from onrecord.views.answers import answer
    from onrecord.views.tables import people_view

    with open_record(record_target, create=False) as record:
        page = record.people(name=name, limit=limit, offset=offset)
    screen.show_json(answer(page)) if as_json else screen.show(people_view(page))
