"""``onrecord digest``: what came in for a saved query, each saying once."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

from onrecord.errors import UsageError

from . import screen
from .options import record_option
from .writing import put

if TYPE_CHECKING:
    from onrecord.following import Digest

_UNITS = {"h": 3600, "d": 86400, "w": 7 * 86400}
_EPILOG = """\b
Examples:
  onrecord digest harbour --since yesterday
  onrecord digest harbour --new --mail desk@news.example
  onrecord digest harbour --since 7d --format csv -o week.csv

One item is one saying, however many outlets printed it. A saying that was
there before is not told again when somebody else prints it. Mail goes by the
server in $ONRECORD_SMTP (smtp://USER@HOST:587), with $ONRECORD_SMTP_PASSWORD
and $ONRECORD_MAIL_FROM; where nothing came in, none is sent.
"""


@click.command("digest", epilog=_EPILOG)
@click.argument("name")
@click.option("--since", metavar="WHEN", help="What came in since: yesterday, today, 24h, 7d, or a day.")
@click.option("--new", is_flag=True, help="What came in since the last --new.  [default]")
@click.option(
    "--format",
    "shape",
    type=click.Choice(["md", "html", "csv"]),
    default="md",
    show_default=True,
    help="The shape.",
)
@click.option("--output", "-o", metavar="FILE", help="Write to FILE instead of standard output.")
@click.option("--mail", "to", metavar="ADDRESS", help="Send it by mail instead.")
@record_option
def command(
    name: str, since: str | None, new: bool, shape: str, output: str | None, to: str | None, record_target: str
) -> None:
    """Tell what came into the record for the saved query NAME."""
    from onrecord.following import SavedQueries
    from onrecord.following.mailing import address_of, server_of
    from onrecord.ingest.people import update_people
    from onrecord.ingest.sayings import update_sayings
    from onrecord.record import open_record
    from onrecord.record.clock import utc

    if since and new:
        raise UsageError("--since and --new are two ways to say since when", next_step="Leave one of them out")
    if to and output:
        raise UsageError("it goes by mail or into a file", where="--mail", next_step="Leave -o out")
    moment = _moment(since, utc()) if since else None
    server = server_of() if to else None
    receiver = address_of(to, "--mail") if to else ""
    with open_record(record_target, create=False) as record:
        queries = SavedQueries(record)
        saved = queries.named(name)
        update_people(record)
        update_sayings(record)
        digest = queries.since(saved, moment, utc()) if moment else queries.new(saved, "digest", utc())
        if server is None:
            put(output, _lines(digest, shape))
        elif digest.items:
            from onrecord.following.mailing import send
            from onrecord.views.digest import title

            text, page = ("\n".join(_lines(digest, sort)) for sort in ("md", "html"))
            send(server, receiver, title(name, len(digest.items)), text, page)
        if moment is None:
            queries.told(digest, "digest")  # only now: what could not be written comes again
    _tell(digest, receiver, output)


def _lines(digest: Digest, shape: str) -> list[str]:
    from onrecord.views.digest import csv_lines, markdown, page

    if shape == "csv":
        return [*csv_lines(digest.items)]
    make = page if shape == "html" else markdown
    return [make(digest.saved.name, digest.saved.query, digest.since, digest.items, digest.again).rstrip("\n")]


def _tell(digest: Digest, receiver: str, output: str | None) -> None:
    from onrecord.views.words import counted

    number = counted(len(digest.items), "saying")
    if not digest.items:
        screen.tell(f"Nothing new for {digest.saved.name} since {digest.since}." + (" No mail." if receiver else ""))
    elif receiver:
        screen.tell(f"{number} sent to {receiver}.")
    elif output not in (None, "-"):
        screen.tell(f"{number} written to {output}.")


def _moment(text: str, now: datetime) -> datetime:
    """Since when, UTC.

    Raises:
        UsageError: where that is not understood, or has not come yet.
    """
    from onrecord.record.days import plain_bounds

    words = text.strip().lower()
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if words in ("today", "yesterday"):
        return today - timedelta(days=words == "yesterday")
    if match := re.fullmatch(r"([0-9]{1,4})([hdw])", words):
        return now - timedelta(seconds=int(match[1]) * _UNITS[match[2]])
    found = plain_bounds(words)
    moment = datetime.fromisoformat(found.earliest).replace(tzinfo=UTC) if found and found.earliest else None
    if moment is None or moment > now:
        what = f"{text!r} has not come yet" if moment else f"{text!r} is no time"
        raise UsageError(what, where="--since", next_step="Write yesterday, today, 24h, 7d, or a day: 2026-01-17")
    return moment
