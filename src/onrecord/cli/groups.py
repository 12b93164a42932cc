"""Groups of commands of which one is meant where none is named."""

from __future__ import annotations

from typing import Any

import click


class DefaultGroup(click.Group):
    """A group that, given nothing or a first word that is none of its commands, runs the one named ``default``."""

    def __init__(self, *args: Any, default: str, **given: Any) -> None:
        super().__init__(*args, **given)
        self.default = default

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the name of the default before what is meant for it."""
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = [self.default, *args]
        return super().parse_args(ctx, args)
