"""``onrecord show``: one article with its statements marked, in the terminal or as a page."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.errors import OnrecordError, UsageError

from . import screen
from .options import json_option, record_option

if TYPE_CHECKING:
    from onrecord.domain import Extracted

_EPILOG = """\b
Examples:
  onrecord show 4f1c                        by the beginning of its id
  onrecord show article.html                by its path or address
  onrecord show 4f1c --why                  with the reasons beside each
  onrecord show 4f1c --changes              against the version before
  onrecord show 4f1c --html article.html    as one page to keep or print
  onrecord extract article.txt | onrecord show -

Ids stand in: onrecord articles
"""


@click.command("show", epilog=_EPILOG)
@click.argument("article", metavar="ARTICLE")
@record_option
@click.option("--why", is_flag=True, help="Beside each statement, how speaker and day were found.")
@click.option(
    "--html", "page_file", metavar="FILE", help="Write one self-contained HTML page to FILE (- for standard output)."
)
@click.option("--changes", is_flag=True, help="What changed from the version before it; see onrecord revisions.")
@json_option
def command(
    *, article: str, record_target: str, why: bool, page_file: str | None, changes: bool, as_json: bool
) -> None:
    """Show ARTICLE with its statements marked.

    ARTICLE is an id (its beginning is enough), a path or an address, as the record has it; or - for lines of "onrecord
    extract" on standard input.
    """
    if changes:
        _show_changes(article, record_target, as_json)
        return
    if page_file and as_json:
        raise UsageError("--html and --json cannot go together", next_step="Choose one.")
    found = list(_from_lines() if article == "-" else _from_record(article, record_target))
    if page_file:
        _write_pages(found, page_file)
    elif as_json:
        from onrecord.views.interchange import to_line

        screen.write_lines(map(to_line, found))
    else:
        from onrecord.views.terminal import article_view

        console = screen.out()
        for extracted in found:
            console.print(article_view(extracted, console, evidence=why))


def _show_changes(article: str, target: str, as_json: bool) -> None:
    """The step that led to the version that is named."""
    from onrecord.record import open_record
    from onrecord.views.revisions import revision_object, revisions_view

    with open_record(target, create=False) as record:
        own = record.article(article).id
        found = [step for step in record.revisions(article) if step.after.id == own]
    screen.show_json([revision_object(r) for r in found]) if as_json else screen.show(revisions_view(found))


def _from_record(article: str, target: str) -> Iterator[Extracted]:
    from onrecord.record import open_record

    with open_record(target, create=False) as record:
        yield record.article(article).extracted


def _from_lines() -> Iterator[Extracted]:
    from onrecord.views.interchange import from_line

    for number, line in enumerate(sys.stdin.buffer, start=1):
        if line.strip():
            yield from_line(line.decode("utf-8", "replace"), where=f"line {number}")


def _write_pages(found: list[Extracted], target: str) -> None:
    from onrecord.views.page import page

    if len(found) != 1:
        raise UsageError(f"a page shows one article, not {len(found)}", where="--html", next_step="Name one article.")
    document = page(found[0])
    if target == "-":
        screen.write_lines([document.rstrip("\n")])
        return
    try:
        Path(target).write_text(document, encoding="utf-8")
    except OSError as problem:
        raise OnrecordError(
            f"the page could not be written ({problem.strerror})",
            where=target,
            next_step="Name a file in a folder you own.",
        ) from problem
    screen.tell(f"Written to {target}. Open it in any browser; it needs no network.")
