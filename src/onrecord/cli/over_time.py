"""``onrecord over-time``: what one speaker said on a subject, in the order in which it was said."""

from __future__ import annotations

import dataclasses

import click

from onrecord.errors import UsageError

from . import screen
from .asking import understood
from .options import json_option, record_option
from .sayings import sayings_of

_EPILOG = """\b
Examples:
  onrecord over-time --speaker marrow harbour
  onrecord over-time --speaker "Ilse Marrow" 'tax*' after:2025
"""


@click.command("over-time", epilog=_EPILOG)
@click.argument("query", nargs=-1, required=True)
@click.option("--speaker", required=True, metavar="NAME", help="Words of the speaker's name.")
@record_option
@json_option
def command(query: tuple[str, ...], speaker: str, record_target: str, as_json: bool) -> None:
    """Show what a speaker said on a subject, by the day it was said, each saying once with its reports.

    QUERY is written as for `onrecord search`. Pairs of statements that may not go together are pointed out as
    questions: whether anybody changed a position, only a reader can tell.
    """
    from onrecord.matching.positions import questions
    from onrecord.views.answers import answer
    from onrecord.views.over_time import over_time_view

    asked, _ = understood(query)
    if asked is None:
        raise UsageError("no subject was given", next_step="Name it: onrecord over-time --speaker NAME SUBJECT")
    asked = dataclasses.replace(asked, speaker=" ".join(filter(None, (asked.speaker, speaker))))
    with sayings_of(record_target) as record:
        found, looked_at = record.sayings.in_time(asked)
    doubts = questions(found)
    if as_json:
        screen.show_json({"statements": looked_at, "sayings": answer(found), "questions": answer(doubts)})
    else:
        screen.show(over_time_view(found, doubts, looked_at))
