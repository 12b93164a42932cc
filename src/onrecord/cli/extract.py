"""``onrecord extract``: statements as JSON Lines on standard output, with no record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from onrecord.errors import ReadError

from . import screen
from .options import confidence_option, given_options, jobs_option, need_paths, workers_for

if TYPE_CHECKING:
    from onrecord.domain import Article
    from onrecord.reading import Given, Source

_EPILOG = """\b
Examples:
  onrecord extract article.html
  onrecord extract archive.jsonl > statements.jsonl
  cat article.txt | onrecord extract - --published 2026-01-17
  onrecord extract article.txt | onrecord show -

One line an article, in the order read; the shape is told in docs/design.md,
"Interchange". Spans are [start, end) in code points of "text". Metadata given
as options beats what is found in the files.
"""


@click.command("extract", epilog=_EPILOG)
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option(
    "--only",
    type=click.Choice(["statements"]),
    help="Stop early: statements alone, without working out speakers and days.",
)
@confidence_option
@jobs_option
@given_options
def command(paths: tuple[str, ...], only: str | None, min_confidence: float, jobs: int | None, given: Given) -> int:
    """Write the statements of PATH... as JSON Lines, one line an article.

    A PATH is a file, a folder with all below it, a pattern, or - for standard input.
    """
    from onrecord.extraction import load_model
    from onrecord.ingest import Extractor, extract_each, read_each, read_here
    from onrecord.reading import find
    from onrecord.views.interchange import to_line
    from onrecord.views.words import passed_over

    need_paths(paths, "extract")
    sources = list(find(paths))
    extractor = Extractor(load_model, only_statements=only == "statements", min_confidence=min_confidence)
    many = workers_for(jobs, sources)
    failed: list[ReadError] = []
    others: Counter[str] = Counter()

    def fail(error: ReadError) -> None:
        failed.append(error)
        screen.complain(error)

    def read(source: Source, given: Given) -> Iterable[Article | ReadError]:
        return read_here(source, given, lambda what: others.update([what]))

    with screen.progress() as bar:
        task = bar.add_task("extracting", total=None)
        for found in extract_each(read_each(sources, given, fail, read), extractor, many):
            if isinstance(found, ReadError):
                fail(found)
            else:
                screen.write_lines([to_line(found)])
            bar.advance(task)
    if others:
        screen.tell(f"onrecord: {passed_over(others)}")
    return int(bool(failed))
