"""Writes docs/commands.md from what the commands say of themselves.

A test holds the file to it: ``make docs`` after a change.
"""

from __future__ import annotations

from pathlib import Path

import click
from click.testing import CliRunner

from onrecord import __version__
from onrecord.cli.main import COMMANDS, cli

TARGET = Path(__file__).parent / "commands.md"
_HEAD = f"""# Commands

Of onrecord {__version__}. Made by `make docs` from `onrecord --help`; do not edit it by hand.

Exit status of every command: 0 done, 1 something was not done, 2 wrong use. Answers go to standard output, progress and
trouble to standard error. `NO_COLOR` takes the colours away.
"""


def manual() -> str:
    """The whole of docs/commands.md."""
    parts = [_HEAD, _section("onrecord", [])]
    for name in COMMANDS:
        parts.append(_section(f"onrecord {name}", [name]))
        command = cli.get_command(click.Context(cli), name)
        if isinstance(command, click.Group):
            parts += [_section(f"onrecord {name} {own}", [name, own]) for own in command.commands]
    return "\n".join(parts)


def _section(title: str, args: list[str]) -> str:
    # A fixed width: the help must not hang on the terminal that it is written from.
    output = CliRunner().invoke(cli, [*args, "--help"], terminal_width=80, prog_name="onrecord").output
    return f"## {title}\n\n```\n{output.rstrip()}\n```\n"


if __name__ == "__main__":
    TARGET.write_text(manual(), encoding="utf-8")
