"""``onrecord spark``: a whole archive on Apache Spark, to Parquet that ``onrecord import`` takes into a record."""

from __future__ import annotations

import dataclasses
import sys
from typing import TYPE_CHECKING

import click

from onrecord.errors import UsageError

from . import screen
from .options import confidence_option, given_options, json_option

if TYPE_CHECKING:
    from onrecord.reading import Given
    from onrecord.spark.running import Outcome

_EPILOG = """\b
Examples:
  onrecord spark archive.jsonl out
  onrecord spark ~/press out --published-from '%Y/%m/%d'
  onrecord spark s3a://press/2026 s3a://press/out --master spark://head:7077
  onrecord spark archive.jsonl out --conf spark.driver.memory=4g
  onrecord import out --record press.db

IN holds JSON Lines, Parquet with the same keys as columns, web archives, and
any other file that "onrecord add" reads. A file whose name begins with a dot or
a low line is passed over. Under OUT come to lie articles, statements, people,
sayings and failures. What was stopped is begun again with the same command, and
goes on with the step it was at. docs/spark.md tells of clusters and costs.
"""


@click.command("spark", epilog=_EPILOG)
@click.argument("source", metavar="IN")
@click.argument("out", metavar="OUT")
@click.option("--master", metavar="ADDRESS", help="The cluster; without it that of spark-submit, else all cores here.")
@click.option("--conf", "settings", multiple=True, metavar="NAME=VALUE", help="A setting of Spark; more than once.")
@confidence_option
@given_options
@json_option
def command(
    *,
    source: str,
    out: str,
    master: str | None,
    settings: tuple[str, ...],
    min_confidence: float,
    given: Given,
    as_json: bool,
) -> int:
    """Read and extract all that is in IN on Apache Spark, join people and sayings, and write Parquet to OUT.

    IN and OUT are files and folders, on this machine or where the cluster sees them (hdfs://, s3a://).
    """
    from onrecord.extraction import load_model
    from onrecord.ingest import Extractor
    from onrecord.spark.session import opened

    wide = sys.stderr.isatty()
    extractor = Extractor(load_model, min_confidence=min_confidence)
    with opened(master, _pairs(settings), progress=wide) as session:
        from onrecord.spark.running import run  # imports pyarrow, which is known to be there now

        begun = (lambda step: screen.tell(f"{step} ...")) if wide else (lambda _: None)
        outcome = run(session, source, out, extractor, load_model().version, given, begun)
    if as_json:
        screen.show_json(dataclasses.asdict(outcome))
    else:
        _show(outcome, out)
    return int(outcome.failures > 0)


def _pairs(settings: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for setting in settings:
        name, sign, value = setting.partition("=")
        if not sign or not name:
            raise UsageError(
                f'"{setting}" is no setting', where="--conf", next_step="Write it as spark.executor.memory=4g"
            )
        found[name] = value
    return found


def _show(outcome: Outcome, out: str) -> None:
    from onrecord.views.words import counted

    what = f"{counted(outcome.articles, 'article')}, {counted(outcome.statements, 'statement')}"
    joined = f"{counted(outcome.people, 'speaker')}; {counted(outcome.sayings, 'saying')} printed more than once"
    click.echo(f"{what}, {joined}. Written to {out}.")
    if outcome.read > outcome.articles:
        click.echo(f"{outcome.read - outcome.articles:,} more were the same articles again, or failed.")
    if outcome.failures:
        click.echo(f"{counted(outcome.failures, 'failure')}, listed with reasons in {out.rstrip('/')}/failures.")
    click.echo(f"Next: onrecord import {out}")
