"""``onrecord audit``: prove that every stored word is the stored text's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from . import screen
from .options import jobs_option, json_option, record_option, workers

if TYPE_CHECKING:
    from onrecord.domain import Again
    from onrecord.record import Record

_EPILOG = """\b
Examples:
  onrecord audit
  onrecord audit --record press.db --json
  onrecord audit --from-bytes --jobs 4

Compared are: every span of every statement with the stored text, letter for
letter; texts and bytes with their hashes; rows with the rows they point at;
the search index with the statements. Nothing is said of whether the model chose
the right words or speaker, nor of whether what was said is true.

\b
--from-bytes also reads every article again from the bytes kept of it,
and says where another text comes out. It takes as long as reading took.
Nothing is changed; to take a newer reading, add the files again.
"""


@click.command("audit", epilog=_EPILOG)
@record_option
@click.option("--from-bytes", is_flag=True, help="Read everything again from the stored bytes, too.")
@jobs_option
@json_option
def command(*, record_target: str, from_bytes: bool, jobs: int | None, as_json: bool) -> int:
    """Check a whole record against itself; exit status 1 where anything does not match."""
    from onrecord.record import open_record
    from onrecord.views.answers import answer
    from onrecord.views.tables import audit_view, rereading_view

    with open_record(record_target, create=False) as record:
        report = record.audit()
        read = _read_again(record, jobs) if from_bytes else None
    ok = report.ok and all(one.differs is None for one in read or ())
    if as_json:
        plain = answer(report) | {"ok": ok, "claim": report.claim}
        screen.show_json(plain if read is None else plain | {"read_again": _told(read)})
    else:
        screen.show(audit_view(report), *([] if read is None else [rereading_view(read)]))
    return int(not ok)


def _read_again(record: Record, jobs: int | None) -> list[Again]:
    from onrecord.ingest import read_again

    number = record.texts.days().articles
    with screen.progress() as bar:
        return list(bar.track(read_again(record, jobs=workers(jobs, number)), number, description="reading"))


def _told(read: list[Again]) -> dict[str, object]:
    """For a program: how many, and those that came out otherwise."""
    return {
        "articles": len(read),
        "same": sum(one.differs is None for one in read),
        "differing": [{"article": one.id, "what": one.differs} for one in read if one.differs],
        "other_headline": [one.id for one in read if not one.headline],
    }
