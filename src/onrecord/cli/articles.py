"""``onrecord articles``: what was read, what reading doubts of it, and what could not be read."""

from __future__ import annotations

from typing import get_args

import click

from onrecord.domain import WarningCode
from onrecord.errors import UsageError

from . import screen
from .options import json_option, page_options, record_option

_EPILOG = """\b
Examples:
  onrecord articles
  onrecord articles --warning no-date
  onrecord articles --outlet "Harbour Post" --limit 100
  onrecord articles --failed
"""


@click.command("articles", epilog=_EPILOG)
@record_option
@click.option(
    "--warning",
    type=click.Choice(get_args(WarningCode)),
    metavar="CODE",
    help="Only those with this doubt (" + ", ".join(get_args(WarningCode)) + ").",
)
@click.option("--outlet", metavar="NAME", help="Only those of this outlet.")
@click.option("--failed", is_flag=True, help="What could not be read, instead of what was.")
@page_options
@json_option
def command(
    *,
    record_target: str,
    warning: WarningCode | None,
    outlet: str | None,
    failed: bool,
    limit: int,
    offset: int,
    as_json: bool,
) -> None:
    """List the articles of a record, their doubts and failures."""
    from onrecord.record import open_record
    from onrecord.views.answers import answer
    from onrecord.views.tables import articles_view, failures_view

    if failed and (warning or outlet):
        raise UsageError("--failed goes without --warning and --outlet", next_step="What failed has neither.")
    with open_record(record_target, create=False) as record:
        if failed:
            failures = record.failures()
            screen.show_json(answer(failures)) if as_json else screen.show(failures_view(failures))
            return
        page = record.articles(warning=warning, outlet=outlet, limit=limit, offset=offset)
        screen.show_json(answer(page)) if as_json else screen.show(articles_view(page))
