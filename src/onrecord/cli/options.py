"""Options that several commands share, so that each is named and explained once."""

from __future__ import annotations

import functools
import getpass
import os
import re
import shlex
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.reading import Source

F = TypeVar("F", bound=Callable[..., Any])

RECORD_VARIABLE = "ONRECORD_RECORD"
DEFAULT_RECORD = "onrecord.db"


def record_option(command: F) -> F:
    """``--record``: which record a command works on."""
    return click.option(
        "--record",
        "record_target",
        metavar="FILE_OR_URL",
        envvar=RECORD_VARIABLE,
        default=DEFAULT_RECORD,
        show_default=f"${RECORD_VARIABLE}, else {DEFAULT_RECORD}",
        help="The record to work on.",
    )(command)


def for_this_record(command: str) -> str:
    """A command to type next, with the record that the running one was given.

    Args:
        command: without ``--record``. It is added where the next command would else find another record; of an address
            without the password, which stands on no screen.
    """
    context = click.get_current_context(silent=True)
    target = context.params.get("record_target") if context is not None else None
    if target is None or target == os.environ.get(RECORD_VARIABLE, DEFAULT_RECORD):
        return command
    plain = re.sub(r"(://[^/@:]*):[^/@]*@", r"\1@", target)
    return f"{command} --record {shlex.quote(plain)}"


def json_option(command: F) -> F:
    """``--json``: the same answer for a program."""
    return click.option("--json", "as_json", is_flag=True, help="Write JSON instead of text.")(command)


def jobs_option(command: F) -> F:
    """``--jobs``: how many worker processes."""
    return click.option(
        "--jobs",
        "-j",
        type=click.IntRange(1, 256),
        default=None,
        show_default="one a core for many files, else 1",
        help="Worker processes.",
    )(command)


def confidence_option(command: F) -> F:
    """``--min-confidence``: leave out what the model is less sure of."""
    return click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        default=0.0,
        metavar="0..1",
        help="Leave out statements that are less sure than this.",
    )(command)


def who_option(command: F) -> F:
    """``--who``: who decides."""
    return click.option(
        "--who",
        envvar="ONRECORD_WHO",
        default=getpass.getuser,
        show_default="$ONRECORD_WHO, else your user name",
        metavar="NAME",
        help="Who decides.",
    )(command)


def decision_options(command: F) -> F:
    """``--who`` and ``--why``, of every command that decides something for good."""
    command = who_option(command)
    return click.option("--why", required=True, metavar="TEXT", help="The reason; it is kept and shown.")(command)


def page_options(command: F) -> F:
    """``--limit`` and ``--offset``: one page of a long answer."""
    command = click.option("--offset", type=click.IntRange(0), default=0, metavar="N", help="Pass over the first N.")(
        command
    )
    return click.option(
        "--limit", "-n", type=click.IntRange(1), default=20, show_default=True, metavar="N", help="Show at most N."
    )(command)


def given_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--published`` and the like: metadata that beats what is found, handed on as ``given``."""
    texts = {
        "title": "The headline.",
        "byline": "The author.",
        "outlet": "The publication.",
        "url": "Its address.",
        "published": "Day of publication, YYYY-MM-DD.",
        "modified": "Day of the last change, YYYY-MM-DD.",
        "published_from": "Where the path has the day: '%Y/%m/%d'.",
        "language": "Its language, as two letters (en).",
    }

    @functools.wraps(command)
    def with_given(**values: Any) -> Any:
        from onrecord.reading import Given  # loads the readers: not for --help

        return command(given=Given(**{name: values.pop(name) for name in texts}), **values)

    found: Callable[..., Any] = with_given
    for name, text in reversed(texts.items()):
        found = click.option(f"--{name.replace('_', '-')}", metavar="TEXT", help=text)(found)
    return found


def workers(jobs: int | None, items: int, many: Callable[[], bool] = lambda: False) -> int:
    """How many workers to use: what was asked for, else one a core, and one where there is little to do.

    Args:
        jobs: as given; None for "you choose".
        items: files or articles to work on.
        many: tells whether one of these files may hold many articles; asked only where that decides.
    """
    if jobs is not None:
        return jobs
    # Each worker takes about two seconds to load the model: not worth it for a handful.
    return len(os.sched_getaffinity(0)) if items >= 12 or many() else 1


def workers_for(jobs: int | None, sources: Sequence[Source]) -> int:
    """How many workers to use for these sources, as ``workers`` decides."""
    from onrecord.reading import holds_many  # loads the readers: not for --help

    return workers(jobs, len(sources), lambda: any(map(holds_many, sources)))


def need_paths(paths: tuple[str, ...], command: str) -> None:
    """Raise UsageError where no path was given."""
    if not paths:
        raise UsageError("nothing to read was named", next_step=f"Name files or folders: onrecord {command} PATH ...")
