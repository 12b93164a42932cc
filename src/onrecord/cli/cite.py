"""``onrecord cite``: how to cite a statement, with a link that shows its words on the live page."""

from __future__ import annotations

import click

from . import screen
from .options import record_option

_EPILOG = """\b
Examples:
  onrecord cite 4f1c#s3
  onrecord cite 074e74125d73 --style markdown
  onrecord cite 074e74 --style bibtex >> sources.bib
  onrecord cite 074e74 --style csl-json | pandoc ...

An ID stands at the end of each hit of "onrecord search": the article's with #s3,
or the statement's own, of which the beginning is enough. The link ends in a text
fragment: browsers that know them scroll to the words and mark them. A paraphrase
is cited as the outlet's words, without quotation marks.
"""


@click.command("cite", epilog=_EPILOG)
@click.argument("statement", metavar="ID")
@record_option
@click.option(
    "--style",
    type=click.Choice(["plain", "markdown", "bibtex", "csl-json"]),
    default="plain",
    show_default=True,
    help="The shape.",
)
def command(statement: str, record_target: str, style: str) -> None:
    """Say how to cite the statement ID."""
    from onrecord.record import open_record
    from onrecord.views.citing import bibtex, citation, csl, markdown, plain

    with open_record(record_target, create=False) as record:
        stored = record.statement(statement)
    cited = citation(stored, stored.extracted.statements[0])
    if style == "csl-json":
        screen.show_json([csl(cited)])
    else:
        screen.write_lines([{"plain": plain, "markdown": markdown, "bibtex": bibtex}[style](cited)])
