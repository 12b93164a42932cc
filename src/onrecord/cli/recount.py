"""``onrecord recount``: a published count again, and exactly what differs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from onrecord.errors import ReadError

from . import screen
from .asking import know_people, know_sayings
from .options import json_option, record_option

_EPILOG = """\b
Examples:
  onrecord recount tariffs.json
  onrecord recount tariffs.json --record press.db --json

Told are: the number then and now, and what the record gives as of then; rows
that differ; articles added, removed, revised or read again since; edits made or
taken back; each statement that was gained, lost or is in another row, and why.
Exit status 1 where the number is not the same.
"""


@click.command("recount", epilog=_EPILOG)
@click.argument("manifest", metavar="FILE")
@record_option
@json_option
def command(manifest: str, record_target: str, as_json: bool) -> int:
    """Count again what FILE counted, a manifest of "onrecord count --manifest"."""
    from onrecord.record import open_record
    from onrecord.record.manifest import from_dict
    from onrecord.views.counts import recount_object, recount_view

    old = from_dict(_loaded(manifest), where=manifest)
    with open_record(record_target, create=False) as record:
        know_people(record, old.asked.by)
        know_sayings(record, old.asked.unit)
        found = record.counts.recount(old)
    screen.show_json(recount_object(found)) if as_json else screen.show(recount_view(found))
    return int(not found.same)


def _loaded(path: str) -> Any:
    try:
        return json.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as problem:
        raise ReadError(
            f"it could not be read ({problem.strerror})", where=path, next_step="Check the name", code="missing"
        ) from problem
    except ValueError:
        return None  # from_dict says what it should have been
