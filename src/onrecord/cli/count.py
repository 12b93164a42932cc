"""``onrecord count``: how many statements, sayings or articles a query finds, as a number that can be published."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.errors import UsageError

from . import screen
from .asking import know_people, know_sayings, listed, understood
from .options import for_this_record, json_option, record_option
from .writing import write_text

if TYPE_CHECKING:
    from onrecord.record import Asked, Count, Record

_EPILOG = """\b
Examples:
  onrecord count censorship
  onrecord count about:censorship --by speaker,year
  onrecord count act:would-not-say --by outlet --unit article
  onrecord count tariffs --by speaker --unit saying
  onrecord count tariffs --by month --manifest tariffs.json
  onrecord count tariffs --as-of 2026-01-31

\b
--by takes, one or several with commas between:
  speaker, speaker-type, outlet, year, month, day, published-year,
  published-month, form, act, language

Beside each number stands what it is out of: the statements of that row
whatever the query, so that shares can be compared. Unknown and unnamed
speakers, unknown days, statements below --min-confidence, and versions of
articles that were revised since have rows or lines of their own; nothing is left
out without a number. "onrecord recount FILE" counts a manifest again.
"""


@click.command("count", epilog=_EPILOG)
@click.argument("query", nargs=-1, metavar="[QUERY]...")
@record_option
@click.option("--by", metavar="WHAT,...", default="", help="A row for each; see below.")
@click.option(
    "--unit", default="statement", show_default=True, metavar="statement|saying|article", help="What is counted."
)
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="0..1",
    help="Set statements that are less sure apart.",
)
@click.option("--all-versions", is_flag=True, help="Count versions of articles that were revised since too.")
@click.option("--as-of", metavar="DAY", help="What the record held at the end of that day (or at a moment).")
@click.option("--manifest", metavar="FILE", help="Write all that the number hangs on to FILE.")
@click.option("--csv", "as_csv", is_flag=True, help="Write CSV instead of text.")
@json_option
def command(
    *,
    query: tuple[str, ...],
    record_target: str,
    by: str,
    unit: str,
    min_confidence: float,
    all_versions: bool,
    as_of: str | None,
    manifest: str | None,
    as_csv: bool,
    as_json: bool,
) -> None:
    """Count the statements that QUERY finds, the sayings that they report, or the articles that they stand in."""
    from onrecord.record import Asked, open_record

    if as_csv and as_json:
        raise UsageError("--csv and --json cannot go together", next_step="Choose one")
    found, _ = understood(query)
    asked = Asked(found, listed(by), unit, min_confidence, all_versions)
    with open_record(record_target, create=False) as record:
        know_people(record, asked.by)
        know_sayings(record, asked.unit)
        _show(_counted(record, asked, as_of, manifest), as_csv=as_csv, as_json=as_json)


def _counted(record: Record, asked: Asked, as_of: str | None, manifest: str | None) -> Count:
    if manifest is None:
        return record.counts.count(asked, as_of=as_of)
    count, sheet = record.counts.manifest(asked, as_of=as_of)
    write_text(Path(manifest), [json.dumps(sheet.as_dict(), ensure_ascii=False)])
    again = for_this_record(f"onrecord recount {shlex.quote(manifest)}")
    screen.tell(f"Written to {manifest}. To count again: {again}")
    return count


def _show(count: Count, *, as_csv: bool, as_json: bool) -> None:
    from onrecord.views.counts import count_lines, count_object, count_view

    if as_csv:
        screen.write_lines(count_lines(count))
    elif as_json:
        screen.show_json(count_object(count))
    else:
        screen.show(count_view(count))
