"""``onrecord edits``: what people decided, what became of it, and what a model can learn from it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.errors import UsageError

from . import screen
from .groups import DefaultGroup
from .options import decision_options, json_option, record_option
from .writing import put, write_folder

if TYPE_CHECKING:
    from onrecord.domain import Statement
    from onrecord.record import StoredArticle
    from onrecord.views.training import Decided

_LIST = "list"
_EPILOG = """\b
Examples:
  onrecord edits                             all, the oldest first
  onrecord edits list n7                     of one article
  onrecord edits undo 12 --why "not her"
  onrecord edits orphans                     what could not be found again
  onrecord edits export --format spans > gold.jsonl
  onrecord edits export --format brat -o gold
"""


@click.group("edits", cls=DefaultGroup, default=_LIST, epilog=_EPILOG)
def command() -> None:
    """List what people decided about statements and people, take it back, export it."""


@command.command(_LIST)
@click.argument("article", required=False)
@record_option
@json_option
def _list(article: str | None, record_target: str, as_json: bool) -> None:
    """List edits, the oldest first, those taken back included; of ARTICLE alone where it is named."""
    from onrecord.record import open_record
    from onrecord.views.answers import answer
    from onrecord.views.edits import edits_view

    with open_record(record_target, create=False) as record:
        found = record.edits.of_article(article) if article else record.edits.every()
    screen.show_json(answer(found)) if as_json else screen.show(edits_view(found))


@command.command("undo")
@click.argument("edit", type=int)
@decision_options
@record_option
def _undo(edit: int, record_target: str, who: str, why: str) -> None:
    """Take back the edit number EDIT; of an undoing, what it took back holds again."""
    from onrecord.ingest.people import update_people
    from onrecord.record import open_record

    with open_record(record_target, create=False) as record:
        record.edits.undo(edit, who=who, why=why)
        update_people(record)
    screen.tell(f"Edit {edit} is taken back.")


@command.command("orphans")
@record_option
@json_option
def _orphans(record_target: str, as_json: bool) -> int:
    """List edits whose statement could not be found again, after a newer model or another text.

    Exit status 1 where there are any.
    """
    from onrecord.record import open_record
    from onrecord.views.answers import answer
    from onrecord.views.edits import orphans_view

    with open_record(record_target, create=False) as record:
        found = record.edits.orphans()
    screen.show_json(answer(found)) if as_json else screen.show(orphans_view(found))
    return int(bool(found))


@command.command("export")
@record_option
@click.option(
    "--format",
    "shape",
    type=click.Choice(["spans", "prodigy", "brat"]),
    default="spans",
    show_default=True,
    help="spans: an article a line, as PolNeAR is marked; prodigy: a decision a line; brat: files in a folder.",
)
@click.option("--output", "-o", metavar="PATH", help="File, or for brat the folder, to write; else standard output.")
def _export(record_target: str, shape: str, output: str | None) -> None:
    """Write what people decided as training data.

    Of the articles that people edited or reviewed: what they confirmed, corrected and added as statements, what they
    rejected as rejected. What nobody looked at is left out of prodigy and brat, and marked so in spans.
    """
    from onrecord.record import open_record
    from onrecord.views import training

    if shape == "brat" and output is None:
        raise UsageError("brat is files in a folder", where="--output", next_step="Name it: -o FOLDER")
    with open_record(record_target, create=False) as record:
        articles = _with_headlines_told(record.edits.articles())
        if shape == "brat":
            number = write_folder(Path(output or ""), training.brat_files(articles))
            screen.tell(f"{number} files written to {output}.")
            return
        put(output, training.span_lines(articles) if shape == "spans" else training.prodigy_lines(articles))


def _with_headlines_told(articles: Decided) -> Iterator[tuple[StoredArticle, tuple[Statement, ...]]]:
    """The same; at the end it is told how many decisions are about headlines, which stand in no text to learn from."""
    from onrecord.views.words import counted

    left = 0
    for stored, rejected in articles:
        confirmed = (s for s in stored.extracted.statements if s.review is not None)
        left += sum(s.field == "title" for s in (*confirmed, *rejected))
        yield stored, rejected
    if left:
        screen.tell(f"onrecord: {counted(left, 'statement of a headline', 'statements of headlines')} left out.")
