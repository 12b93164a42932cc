"""``onrecord search``: statements by words, speaker, day, outlet, form and act."""

from __future__ import annotations

from typing import Any

import click

from . import screen
from .options import json_option, page_options, record_option

_EPILOG = """\b
Examples:
  onrecord search "interest rates"
  onrecord search '"not for sale"'              these words side by side
  onrecord search censor* --speaker marrow
  onrecord search --act would-not-say --after 2026-01-01
  onrecord search harbour --form quoted --json | jq '.items[].content'

All words must occur. --after and --before take a day, a month or a year, and
both ends count; a statement whose day is not known is in no range.
"""


@click.command("search", epilog=_EPILOG)
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@record_option
@click.option("--speaker", metavar="NAME", help="Words of the speaker's name, or of whom the text names.")
@click.option("--after", metavar="DAY", help="Said on this day or later.")
@click.option("--before", metavar="DAY", help="Said on this day or earlier.")
@click.option("--outlet", metavar="NAME", help="Printed by this outlet.")
@click.option(
    "--form",
    type=click.Choice(["quoted", "partly-quoted", "paraphrased", "direct", "mixed", "indirect"]),
    metavar="quoted|partly-quoted|paraphrased",
    help="How the words are given.",
)
@click.option(
    "--act",
    type=click.Choice(["said", "would-not-say", "refused"]),
    metavar="said|would-not-say",
    help="What was done.",
)
@page_options
@json_option
def command(words: tuple[str, ...], record_target: str, limit: int, offset: int, as_json: bool, **filters: Any) -> None:
    """Find statements whose content has all WORDS.

    Without words, all statements that the options let through.
    """
    from onrecord.record import Query, open_record
    from onrecord.views.answers import answer
    from onrecord.views.tables import hits_view

    query = Query(words=" ".join(words) or None, limit=limit, offset=offset, **filters)
    with open_record(record_target, create=False) as record:
        found = record.search(query)
    if as_json:
        screen.show_json(answer(found))
    else:
        screen.show(hits_view(found))
