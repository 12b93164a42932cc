"""``onrecord completion``: the script by which a shell completes our commands and options."""

from __future__ import annotations

import click

_EPILOG = """\b
Examples:
  onrecord completion bash >> ~/.bashrc
  onrecord completion zsh  >> ~/.zshrc
  onrecord completion fish > ~/.config/fish/completions/onrecord.fish
"""


@click.command("completion", epilog=_EPILOG)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Write the completion script of SHELL to standard output."""
    from click.shell_completion import get_completion_class

    from .main import cli

    kind = get_completion_class(shell)
    assert kind is not None  # the choice above allows only those that click has
    completion = kind(cli, {}, "onrecord", "_ONRECORD_COMPLETE")
    # Not .source(): it runs bash to ask its version, and that tells nothing of the shell that will load the script.
    click.echo(completion.source_template % completion.source_vars())
