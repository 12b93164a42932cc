"""``onrecord import``: what ``onrecord spark`` wrote, into a record."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from . import screen
from .options import json_option, record_option
from .stopping import stopped_by_signals

if TYPE_CHECKING:
    from onrecord.ingest import Event

_EPILOG = """\b
Examples:
  onrecord import out
  onrecord import out --record press.db

What the record has already is passed over, so one that was stopped is simply
started again. People and sayings are joined anew, since the record may hold
other articles, too. What another model extracted is not taken.
"""


@click.command("import", epilog=_EPILOG)
@click.argument("out", metavar="OUT")
@record_option
@json_option
def command(*, out: str, record_target: str, as_json: bool) -> int:
    """Take what "onrecord spark IN OUT" wrote into a record.

    The articles go in as if they had been added here, and what could not be read is kept as failures.
    """
    from onrecord.cli.first_screen import summary_view
    from onrecord.extraction import load_model
    from onrecord.ingest import take
    from onrecord.record import open_record
    from onrecord.spark.importing import Written

    from .add import plain_summary

    written = Written(out)
    version = load_model().version
    written.check_model(version)
    with open_record(record_target, create=True) as record:
        total = written.about["articles"] + written.about["failures"]
        with screen.progress() as bar, stopped_by_signals() as stopped:
            summary = take(record, written.articles(), version, progress=_watch(bar, total), stopped=stopped)
        articles = record.texts.days().articles
        shown = record_target if record.path else record.target  # an address may hold a password
    if as_json:
        screen.show_json(plain_summary(summary, ()))
    else:
        screen.show(summary_view(summary, record_target, shown, articles, 0))
    return int(bool(summary.failures) or summary.stopped)


def _watch(bar: Any, total: int) -> Callable[[Event], None]:
    task = bar.add_task("importing", total=total)

    def watch(event: Event) -> None:
        bar.advance(task)
        if event.kind == "failed" and event.error is not None:
            screen.complain(event.error)

    return watch
