"""``onrecord revisions``: what an article said before, version by version."""

from __future__ import annotations

import click

from . import screen
from .options import json_option, record_option

_EPILOG = """\b
Examples:
  onrecord revisions n7
  onrecord revisions https://courier.example/ruiz
  onrecord show n7 --changes          the last step alone
"""


@click.command("revisions", epilog=_EPILOG)
@click.argument("article", metavar="ARTICLE")
@record_option
@json_option
def command(article: str, record_target: str, as_json: bool) -> None:
    """Show what changed from each version of ARTICLE to the next: said, dropped, reworded, given to somebody else.

    A version is the same address, or the same id, read again with other words. A newer model or reader makes none.
    """
    from onrecord.record import open_record
    from onrecord.views.revisions import revision_object, revisions_view

    with open_record(record_target, create=False) as record:
        record.article(article)  # says where there is none
        found = record.revisions(article)
    screen.show_json([revision_object(r) for r in found]) if as_json else screen.show(revisions_view(found))
