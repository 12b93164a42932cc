"""``onrecord audit``: prove that every stored word is the stored text's."""

from __future__ import annotations

import click

from . import screen
from .options import json_option, record_option

_EPILOG = """\b
Examples:
  onrecord audit
  onrecord audit --record press.db --json

Compared are: every span of every statement with the stored text, letter for
letter; texts and bytes with their hashes; rows with the rows they point at;
the search index with the statements. Nothing is said of whether the model chose
the right words or speaker, nor of whether what was said is true.
"""


@click.command("audit", epilog=_EPILOG)
@record_option
@json_option
def command(record_target: str, as_json: bool) -> int:
    """Check a whole record against itself; exit status 1 where anything does not match."""
    from onrecord.record import open_record
    from onrecord.views.answers import answer
    from onrecord.views.tables import audit_view

    with open_record(record_target, create=False) as record:
        report = record.audit()
    if as_json:
        screen.show_json(answer(report) | {"ok": report.ok, "claim": report.claim})
    else:
        screen.show(audit_view(report))
    return int(not report.ok)
