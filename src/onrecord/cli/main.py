"""The root of the commands, and what becomes of every error: one clear line on standard error and an exit status.

Exit status: 0 done, 1 something was not done, 2 wrong use.
"""

from __future__ import annotations

import contextlib
import importlib
import keyword
import os
import sys
from typing import Any, NoReturn

import click

from onrecord import __version__
from onrecord.errors import OnrecordError, QueryError, UsageError

DONE, NOT_DONE, WRONG_USE = 0, 1, 2

COMMANDS = {
    "add": "read files into a record",
    "watch": "follow feeds and folders, day and night",
    "feeds": "what is followed, with failures and why",
    "follow": "queries that are asked again and again, with webhooks",
    "digest": "what came in for such a query, as a page, CSV or mail",
    "spark": "a whole archive on Apache Spark, to Parquet",
    "import": "what Spark wrote, into a record",
    "extract": "statements of files as JSON Lines, without a record",
    "serve": "the reading room: the record in a browser",
    "show": "one article with its statements marked",
    "search": "statements by words, speaker, day, outlet",
    "articles": "the articles of a record, their doubts and failures",
    "people": "who speaks, and how often",
    "sayings": "what was said once and printed many times",
    "over-time": "what one speaker said on a subject, by day",
    "stats": "what a record holds, in numbers",
    "count": "how many, as a number that can be published",
    "recount": "a published count again, and what differs",
    "sample": "a sample to be coded by people, for precision and recall",
    "export": "a record, or what a query finds, for other programs",
    "rehydrate": "an export without text, joined to your own copies",
    "check": "the quotations of a draft against the record",
    "cite": "how to cite a statement, with a link to its words",
    "open": "a statement's article in the browser, at its words",
    "diff": "which statements another model would change",
    "edit": "put a statement right for good, or add one",
    "review": "say that a statement is right as it stands",
    "edits": "what people decided; take it back, find orphans, export it",
    "revisions": "what an article said before, and what changed",
    "remove": "take an article or a person out for good",
    "user": "who may come into a record that several share",
    "audit": "prove every stored word against the stored text",
    "backup": "a whole record as one file, while others write to it",
    "restore": "a record from a backup, as a file or on PostgreSQL",
    "doctor": "what this machine lacks, and how to get it",
    "evaluate": "scores against a gold file",
    "completion": "completion of commands for your shell",
}
"""Name and short help of each command. Its module bears its name; the help is here so that none need be loaded."""

_EPILOG = """\b
Begin with:
  onrecord add article.html            read it into onrecord.db
  onrecord show article.html           see its statements marked
  onrecord search "free press"         find who said what

Each command tells more with --help. A command keeps its record in
--record FILE, else in $ONRECORD_RECORD, else in onrecord.db here.
"""


class Commands(click.Group):
    """A group whose commands are imported when they are asked for."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; that its reader went away, a pager or ``head``, is no trouble: it had what it wanted."""
        try:
            status = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # Caught here, since click would end the process with status 1.
            _let_pipe_go()
            return DONE
        return status

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names, in the order in which a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module = cmd_name.replace("-", "_") + "_" * keyword.iskeyword(cmd_name)
        command: click.Command = importlib.import_module(f"onrecord.cli.{module}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", message="onrecord %(version)s")
def cli() -> None:
    """Read the news and keep the record of what was said.

    Who said it, to whom, when, in which exact words, and what they would not say: each statement with its place in its
    article, so that it can be checked.
    """


def main() -> NoReturn:
    """Run the command line and end the process with its exit status."""
    # Read by numpy when it loads, and inherited by workers (--jobs): its threads would only wait for one another, the
    # arrays are small.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    sys.exit(run(sys.argv[1:]))


def run(args: list[str]) -> int:
    """Run one command.

    Args:
        args: what stands after ``onrecord``.

    Returns:
        the exit status.
    """
    try:
        status = cli.main(args, prog_name="onrecord", standalone_mode=False)
    except click.ClickException as problem:
        click.echo(f"onrecord: {problem.format_message()}{_help_hint(problem)}", err=True)
        return problem.exit_code
    except OnrecordError as problem:
        click.echo(f"onrecord: {problem}", err=True)
        return WRONG_USE if isinstance(problem, UsageError | QueryError) else NOT_DONE
    except (click.Abort, KeyboardInterrupt):
        click.echo("onrecord: stopped.", err=True)
        return NOT_DONE
    return status if isinstance(status, int) else DONE


def _help_hint(problem: click.ClickException) -> str:
    context = getattr(problem, "ctx", None)
    return f" Try: {context.command_path} --help" if context else ""


def _let_pipe_go() -> None:
    """Point standard output nowhere, so that Python's own flush at exit does not complain of the closed pipe."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
