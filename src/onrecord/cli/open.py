"""``onrecord open``: an article in the browser, at the words of a statement."""

from __future__ import annotations

import tempfile
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.errors import OnrecordError, RecordError

from . import screen
from .options import record_option

if TYPE_CHECKING:
    from onrecord.record import Record, StoredArticle

_EPILOG = """\b
Examples:
  onrecord open 4f1c#s3            the live page, at the words
  onrecord open 4f1c               the live page of an article
  onrecord open 4f1c#s3 --stored   the copy in the record
  onrecord open 4f1c#s3 --print    only say the address

The live page may have changed since; the stored copy is what was read. It is
shown too where the article has no address on the web.
"""


@click.command("open", epilog=_EPILOG)
@click.argument("reference", metavar="ID")
@record_option
@click.option("--stored", "as_stored", is_flag=True, help="Show the copy in the record, not the live page.")
@click.option("--print", "only_print", is_flag=True, help="Write the address and open nothing.")
def command(reference: str, record_target: str, as_stored: bool, only_print: bool) -> None:
    """Open the article of a statement (or an article) ID in your browser, at the statement's words."""
    from onrecord.record import open_record
    from onrecord.views.citing import link
    from onrecord.views.safe import web_address

    with open_record(record_target, create=False) as record:
        stored, own = _found(record, reference)
    article = stored.extracted.article
    statement = next((s for s in stored.extracted.statements if s.id == own), None)
    live = link(article, statement) if statement else web_address(article.url)
    address = live if live and not as_stored else _page(stored, own)
    if only_print:
        screen.write_lines([address])
    elif not webbrowser.open(address):
        raise OnrecordError(
            "no browser could be opened", where=address, next_step="Open this address yourself, or use --print"
        )


def _found(record: Record, reference: str) -> tuple[StoredArticle, str | None]:
    """The whole article, and the id of the statement in it; None where an article was named."""
    try:
        one = record.statement(reference)
    except RecordError as problem:
        if problem.code != "not-found":
            raise
        return record.article(reference), None
    return record.article(one.id), one.extracted.statements[0].id


def _page(stored: StoredArticle, own: str | None) -> str:
    """The stored copy as a page in the folder for temporary files, and its address."""
    from onrecord.views.brat import file_name
    from onrecord.views.page import page

    numbers = {statement.id: number for number, statement in enumerate(stored.extracted.statements, 1)}
    folder = Path(tempfile.mkdtemp(prefix="onrecord-"))
    path = folder / f"{file_name(stored.id, set())}.html"
    path.write_text(page(stored.extracted), encoding="utf-8")
    return path.as_uri() + (f"#t{numbers[own]}" if own else "")
