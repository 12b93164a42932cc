"""``onrecord export``: a record, or what a query finds in it, in the shapes that other programs read."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.errors import UsageError

from . import screen
from .asking import know_people, origin_of, understood
from .options import record_option
from .writing import put, told, write_folder, write_text, write_whole

if TYPE_CHECKING:
    from onrecord.domain import Statement
    from onrecord.record import Query, Record, StoredArticle
    from onrecord.views.about import About

_EPILOG = """\b
Examples:
  onrecord export > record.jsonl
  onrecord export --format csv --excel -o record.csv
  onrecord export censorship --format parquet -o censorship.parquet
  onrecord export --without-text -o public.jsonl

\b
Formats:
  jsonl           one article a line, as "onrecord extract" writes it
  csv             one statement a row, safe to open in a spreadsheet
  parquet         one statement a row, spans as structs (onrecord[parquet])
  web-annotation  W3C Web Annotations, JSON-LD
  schema-org      schema.org Quotations, JSON-LD: quoted statements alone
  brat            a folder of .txt and .ann
  datasette-metadata
                  metadata.json for: datasette onrecord.db -m metadata.json

Each says query, versions and day: inside it, or beside it in FILE.about.json.
--without-text gives offsets, hashes and addresses, which may be published;
"onrecord rehydrate" joins them to one's own copies of the articles.
"""

LINES, FOLDERS = ("jsonl", "csv", "web-annotation", "schema-org", "datasette-metadata"), ("brat",)
TEXTLESS = ("jsonl", "csv", "parquet", "web-annotation")


@click.command("export", epilog=_EPILOG)
@click.argument("query", nargs=-1, metavar="[QUERY]...")
@record_option
@click.option(
    "--format",
    "shape",
    type=click.Choice([*LINES, "parquet", *FOLDERS]),
    default="jsonl",
    show_default=True,
    metavar="FORMAT",
    help="The shape; see below.",
)
@click.option("--output", "-o", metavar="FILE", help="Write to FILE (brat: a folder) instead of standard output.")
@click.option("--without-text", is_flag=True, help="Only what may be published: no words of the articles.")
@click.option("--excel", is_flag=True, help="Begin the CSV with a byte order mark, by which Excel knows UTF-8.")
def command(
    query: tuple[str, ...], record_target: str, shape: str, output: str | None, without_text: bool, excel: bool
) -> None:
    """Write all articles with their statements, or those statements that QUERY finds.

    The order hangs on what is in the record, not on when it was added: two records with the same content give the same
    lines.
    """
    from onrecord.record import open_record

    asked, text = understood(query)
    _check(shape, output, without_text, excel, query=bool(text))
    options = [*(["--without-text"] if without_text else []), *(["--excel"] if excel else [])]
    typed = shlex.join(["onrecord", "export", *query, "--format", shape, *options])
    with open_record(record_target, create=False) as record:
        know_people(record, ("speaker",))
        origin = origin_of(record, typed, text, with_text=not without_text)
        if shape == "parquet":
            _parquet(record, asked, Path(str(output)), origin)
        elif shape == "brat":
            _brat(record, asked, Path(str(output)), origin)
        else:
            head = "\N{BYTE ORDER MARK}" if excel else ""
            put(output, _lines(record, asked, shape, origin), head=head)
    if output not in (None, "-") and shape in {"jsonl", "csv"}:
        write_text(Path(f"{output}.about.json"), [json.dumps(origin.as_dict(), ensure_ascii=False, indent=2)])
    if output not in (None, "-"):
        screen.tell(f"Written to {output}.")


def _check(shape: str, output: str | None, without_text: bool, excel: bool, *, query: bool) -> None:
    if shape not in LINES and output in (None, "-"):
        what = "a folder" if shape in FOLDERS else "a file"
        raise UsageError(f"{shape} is {what}, not lines", where="--output", next_step="Name one: -o NAME")
    if without_text and shape not in TEXTLESS:
        raise UsageError(
            f"{shape} is nothing without the words", where="--without-text", next_step=f"Take: {', '.join(TEXTLESS)}"
        )
    if query and shape == "datasette-metadata":
        raise UsageError("Datasette shows the whole record", where="QUERY", next_step="Leave the query out")
    if excel and shape != "csv":
        raise UsageError("--excel goes with --format csv alone", next_step="Leave it out")


def _lines(record: Record, query: Query | None, shape: str, about: About) -> Iterable[str]:
    from onrecord.views.annotations import annotation_lines
    from onrecord.views.datasette import metadata
    from onrecord.views.exports import csv_lines
    from onrecord.views.interchange import stored_line
    from onrecord.views.quotations import is_quotation, quotation_lines
    from onrecord.views.textless import textless_object

    if shape == "datasette-metadata":
        if record.path is None:
            raise UsageError(
                "Datasette opens SQLite files, and this record is none",
                where=record.target,
                next_step="Take another format; parquet and jsonl hold everything",
            )
        return [json.dumps(metadata(record.path.stem, about), ensure_ascii=False, indent=2)]
    articles = record.selected(query)
    if shape == "csv":
        return csv_lines(articles, text=about.text)
    if shape == "web-annotation":
        return annotation_lines(articles, about)
    if shape == "schema-org":
        left_out = _told(articles, lambda s: not is_quotation(s), "paraphrase or refusal", "paraphrases and refusals")
        return quotation_lines(left_out, about)
    if about.text:
        return map(stored_line, articles)
    return (json.dumps(textless_object(stored), ensure_ascii=False) for stored in articles)


def _told(
    articles: Iterable[StoredArticle], without: Callable[[Statement], bool], noun: str, plural: str, why: str = ""
) -> Iterator[StoredArticle]:
    """The same articles; how many statements a format has no place for is told at the end."""
    from onrecord.views.words import counted

    left = 0
    for stored in articles:
        left += sum(map(without, stored.extracted.statements))
        yield stored
    if left:
        screen.tell(f"onrecord: {counted(left, noun, plural)} left out{why}.")


def _parquet(record: Record, query: Query | None, path: Path, about: About) -> None:
    from onrecord.views.parquet import write_parquet

    def write(part: Path) -> None:
        write_parquet(part, record.selected(query), about)

    write_whole(path, write)


def _brat(record: Record, query: Query | None, folder: Path, about: About) -> None:
    from onrecord.views.brat import files

    with told(folder):
        if folder.exists() and any(folder.iterdir()):
            raise UsageError("the folder is not empty", where=str(folder), next_step="Name a new one")
    articles = _told(
        record.selected(query),
        lambda s: s.field == "title",
        "statement of a headline",
        "statements of headlines",
        ": brat knows the text alone",
    )
    write_folder(folder, files(articles))
    write_text(folder / "about.json", [json.dumps(about.as_dict(), ensure_ascii=False, indent=2)])
