"""The two screens: answers on standard output, progress and trouble on standard error.

rich is loaded when the first line is shown, not for ``--help``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from onrecord.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.progress import Progress


def out() -> Console:
    """Standard output. NO_COLOR and a pipe take the colours away."""
    from rich.console import Console

    # Only what we style is styled: rich's own guesses would colour numbers inside quotations.
    return Console(highlight=False, markup=False, emoji=False, soft_wrap=False)


def err() -> Console:
    """Standard error."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, markup=False, emoji=False)


def show(*parts: RenderableType) -> None:
    """Write to standard output."""
    console = out()
    for part in parts:
        console.print(part)


def show_json(value: Any) -> None:
    """Write one JSON document to standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def write_lines(lines: Iterable[str]) -> None:
    """Write lines to standard output in UTF-8, whatever the locale says: they are data."""
    for line in lines:
        sys.stdout.buffer.write(line.encode() + b"\n")
    sys.stdout.buffer.flush()


def tell(message: str) -> None:
    """A line on standard error that is no error."""
    click.echo(message, err=True)


def confirm(question: str) -> None:
    """Ask, and end the command where the answer is no.

    Raises:
        UsageError: where nobody is there to be asked.
    """
    if not sys.stdin.isatty():
        raise UsageError("nobody is there to be asked", next_step="Give --yes where this is meant")
    click.confirm(question, abort=True, err=True)


def complain(problem: Exception) -> None:
    """An error that did not stop the command, on one line."""
    click.echo(f"onrecord: {' '.join(str(problem).split())}", err=True)


def progress() -> Progress:
    """A progress display on standard error; silent where that is no terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = err()
    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
