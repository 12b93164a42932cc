"""``onrecord export``: a whole record as JSON Lines or CSV, always in the same order."""

from __future__ import annotations

import click

from . import screen
from .options import record_option

_EPILOG = """\b
Examples:
  onrecord export > record.jsonl
  onrecord export --format csv --excel > record.csv

JSON Lines is one article a line, as "onrecord extract" writes it. CSV is one
statement a row; a cell that a spreadsheet would take for a formula gets an
apostrophe before it.
"""


@click.command("export", epilog=_EPILOG)
@record_option
@click.option(
    "--format", "shape", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True, help="The shape."
)
@click.option("--excel", is_flag=True, help="Begin the CSV with a byte order mark, by which Excel knows UTF-8.")
def command(record_target: str, shape: str, excel: bool) -> None:
    """Write all articles with their statements to standard output.

    The order hangs on what is in the record, not on when it was added: two records with the same content give the same
    bytes.
    """
    from onrecord.record import open_record
    from onrecord.views.exports import csv_lines
    from onrecord.views.interchange import to_line

    with open_record(record_target, create=False) as record:
        if shape == "jsonl":
            screen.write_lines(map(to_line, record.every()))
        else:
            lines = csv_lines(record.every())
            screen.write_lines([("\N{BYTE ORDER MARK}" if excel else "") + next(lines)])
            screen.write_lines(lines)
