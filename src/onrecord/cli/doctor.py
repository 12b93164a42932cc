"""``onrecord doctor``: what this machine lacks for onrecord, and how to get it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import click

from . import screen
from .options import json_option, record_option

if TYPE_CHECKING:
    from rich.table import Table

    from onrecord.doctor import Finding

_EPILOG = """\b
Examples:
  onrecord doctor
  onrecord doctor --record postgresql://press@db.lan/press
  onrecord doctor --json

Looked at are: what is installed and what each extra adds; the model, by its
checksums and by a sentence; the record, or the place for one; room on its
disk; the clock. Nothing is changed, and nothing asked of the network but of the
record's own server.
"""

_MARKS = {"ok": ("✓", "green bold"), "note": ("○", "dim"), "wrong": ("✗", "red bold")}


@click.command("doctor", epilog=_EPILOG)
@record_option
@json_option
def command(*, record_target: str, as_json: bool) -> int:
    """Tell what is missing here and how to get it; exit status 1 where something that is needed is wrong."""
    from onrecord.doctor import look
    from onrecord.record.clock import utc

    findings = []
    for finding in look(record_target, clock=utc):
        findings.append(finding)
        if not as_json:
            screen.show(_line(finding))
    ok = all(finding.state != "wrong" for finding in findings)
    if as_json:
        screen.show_json({"ok": ok, "findings": [dataclasses.asdict(finding) for finding in findings]})
    return int(not ok)


def _line(finding: Finding) -> Table:
    from rich.table import Table
    from rich.text import Text

    from onrecord.views.safe import one_line

    line = Table.grid(padding=(0, 1, 0, 0))
    line.add_column(width=1)
    line.add_column(width=10)
    line.add_column(ratio=1)
    next_step = f". {one_line(finding.next_step)}" if finding.next_step else ""
    mark, style = _MARKS[finding.state]
    line.add_row(
        Text(mark, style), Text(finding.name, "bold"), Text.assemble(one_line(finding.what), (next_step, "yellow"))
    )
    return line
