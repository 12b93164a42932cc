"""``onrecord sample``: statements and passages for people to code, and the sheet that tells them how."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.errors import UsageError

from . import screen
from .asking import listed, origin_of, understood
from .options import record_option
from .writing import write_pieces, write_text

if TYPE_CHECKING:
    from onrecord.record import Drawn
    from onrecord.views.about import About

_EPILOG = """\b
Examples:
  onrecord sample 200 --stratify form,year --seed 1 -o code.csv
  onrecord sample 200 --coders 2 -o code.csv         and code2.csv
  onrecord sample 100 act:would-not-say -o refusals.csv
  onrecord evaluate code.csv code2.csv

Half of the sample are statements, for precision, and half are passages from all
articles, those without a statement too, for recall. Beside the file stands
code.sheet.md, which tells a coder what to do. The files say nothing of how sure
the model was, and each coder gets the rows in another order.
"""


@click.command("sample", epilog=_EPILOG)
@click.argument("number", type=click.IntRange(2))
@click.argument("query", nargs=-1, metavar="[QUERY]...")
@record_option
@click.option("--stratify", metavar="WHAT,...", default="", help="Draw within these (form, year ...; as count --by).")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed draws the same sample.")
@click.option("--coders", type=click.IntRange(1, 9), default=1, show_default=True, metavar="N", help="Files to write.")
@click.option("--output", "-o", required=True, metavar="FILE", help="Where to write the CSV.")
def command(
    number: int, query: tuple[str, ...], record_target: str, stratify: str, seed: int, coders: int, output: str
) -> None:
    """Draw NUMBER rows at random, of the statements that QUERY finds, for people to code."""
    from onrecord.record import Asked, open_record
    from onrecord.views.coding import coding_lines

    by = listed(stratify)
    found, text = understood(query)
    files = [_numbered(Path(output), coder) for coder in range(1, coders + 1)]
    _refuse_written(files)
    passages = number // 2
    with open_record(record_target, create=False) as record:
        drawn = record.counts.sample(Asked(found, by), number - passages, passages=passages, seed=seed)
        strata = ["--stratify", stratify] if by else []
        typed = ["onrecord", "sample", str(number), *query, *strata, "--seed", str(seed), "-o", Path(output).name]
        origin = origin_of(record, shlex.join(typed), text)
    _tell_short(drawn, number - passages, passages)
    for coder, path in enumerate(files, 1):
        write_text(path, coding_lines(drawn, by, seed=seed, coder=coder), head="\N{BYTE ORDER MARK}")
        screen.tell(f"Written to {path}.")
    _write_sheet(Path(output), drawn, origin, by)


def _numbered(path: Path, coder: int) -> Path:
    return path if coder == 1 else path.with_name(f"{path.stem}{coder}{path.suffix}")


def _refuse_written(files: list[Path]) -> None:
    """Raise where a file is there: somebody may have written answers into it."""
    for path in files:
        if path.exists():
            raise UsageError(
                "there is such a file already, and it may hold somebody's answers",
                where=str(path),
                next_step="Name another with -o, or move this one away",
            )


def _tell_short(drawn: list[Drawn], statements: int, passages: int) -> None:
    found = sum(one.passage is None for one in drawn)
    if found < statements:
        screen.tell(f"onrecord: the record has {found:,} such statements, not {statements:,}; all of them are in.")
    if len(drawn) - found < passages:
        screen.tell(f"onrecord: the record has {len(drawn) - found:,} passages, not {passages:,}; all of them are in.")


def _write_sheet(path: Path, drawn: list[Drawn], origin: About, by: tuple[str, ...]) -> None:
    from onrecord.views.coding import sheet

    statements = sum(one.passage is None for one in drawn)
    beside = path.with_name(f"{path.stem}.sheet.md")
    text = sheet(origin, statements=statements, passages=len(drawn) - statements, by=by, file=path.name)
    write_pieces(beside, [text])
    screen.tell(f"What to do with it stands in {beside}.")
