"""``onrecord export``: a record, or what a query finds in it, in the shapes that other programs read."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.errors import UsageError

from . import screen
from .asking import know_people, today, understood
from .options import record_option
from .writing import put, told, write_pieces, write_text, write_whole

if TYPE_CHECKING:
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

    _check(shape, output, without_text, excel)
    asked, text = understood(query)
    options = [*(["--without-text"] if without_text else []), *(["--excel"] if excel else [])]
    typed = shlex.join(["onrecord", "export", *query, "--format", shape, *options])
    with open_record(record_target, create=False) as record:
        know_people(record, ("speaker",))
        about = _about(record, typed, text, not without_text)
        if shape == "parquet":
            _parquet(record, asked, Path(str(output)), about)
        elif shape == "brat":
            _brat(record, asked, Path(str(output)), about)
        else:
            head = "\N{BYTE ORDER MARK}" if excel else ""
            put(output, _lines(record, asked, shape, about), head=head)
    if output not in (None, "-") and shape in {"jsonl", "csv"}:
        write_text(Path(f"{output}.about.json"), [json.dumps(about.as_dict(), ensure_ascii=False, indent=2)])
    if output not in (None, "-"):
        screen.tell(f"Written to {output}.")


def _check(shape: str, output: str | None, without_text: bool, excel: bool) -> None:
    if shape not in LINES and output in (None, "-"):
        what = "a folder" if shape in FOLDERS else "a file"
        raise UsageError(f"{shape} is {what}, not lines", where="--output", next_step="Name one: -o NAME")
    if without_text and shape not in TEXTLESS:
        raise UsageError(
            f"{shape} is nothing without the words", where="--without-text", next_step=f"Take: {', '.join(TEXTLESS)}"
        )
    if excel and shape != "csv":
        raise UsageError("--excel goes with --format csv alone", next_step="Leave it out")


def _about(record: Record, typed: str, text: str | None, with_text: bool) -> About:
    from onrecord import __version__
    from onrecord.record.schema import HEAD
    from onrecord.views.about import About

    models = tuple(sorted(record.stats().models))
    return About(typed, text, today(), __version__, models, HEAD, with_text)


def _lines(record: Record, query: Query | None, shape: str, about: About) -> Iterable[str]:
    from onrecord.views.annotations import annotation_lines
    from onrecord.views.datasette import metadata
    from onrecord.views.exports import csv_lines
    from onrecord.views.interchange import stored_line
    from onrecord.views.quotations import quotation_lines
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
        return quotation_lines(_told(articles), about)
    if about.text:
        return map(stored_line, articles)
    return (json.dumps(textless_object(stored), ensure_ascii=False) for stored in articles)


def _told(articles: Iterable[StoredArticle]) -> Iterator[StoredArticle]:
    """The same articles; how many statements schema.org has no place for is told at the end."""
    from onrecord.views.quotations import is_quotation
    from onrecord.views.words import counted

    left = 0
    for stored in articles:
        left += sum(not is_quotation(s) for s in stored.extracted.statements)
        yield stored
    if left:
        screen.tell(f"onrecord: {counted(left, 'paraphrase or refusal', 'paraphrases and refusals')} left out.")


def _parquet(record: Record, query: Query | None, path: Path, about: About) -> None:
    from onrecord.views.parquet import write_parquet

    def write(part: Path) -> None:
        write_parquet(part, record.selected(query), about)

    write_whole(path, write)


def _brat(record: Record, query: Query | None, folder: Path, about: About) -> None:
    from onrecord.views.brat import CONFIGURATION, ann_lines, file_name
    from onrecord.views.words import counted

    with told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise UsageError("the folder is not empty", where=str(folder), next_step="Name a new one")
    used = {"annotation", "about"}
    headlines = 0
    for stored in record.selected(query):
        name = file_name(stored.id, used)
        write_pieces(folder / f"{name}.txt", [stored.extracted.article.text])
        write_text(folder / f"{name}.ann", ann_lines(stored))
        headlines += sum(s.field == "title" for s in stored.extracted.statements)
    write_pieces(folder / "annotation.conf", [CONFIGURATION])
    write_text(folder / "about.json", [json.dumps(about.as_dict(), ensure_ascii=False, indent=2)])
    if headlines:
        left = counted(headlines, "statement of a headline", "statements of headlines")
        screen.tell(f"onrecord: {left} left out: brat knows the text alone.")
