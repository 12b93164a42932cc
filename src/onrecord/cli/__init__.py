"""The command line: a thin face that holds no rule of the trade.

Commands are loaded when they are run and what they need when they need it, so that ``onrecord --help`` is quick.
"""

from .main import cli, main

__all__ = ["cli", "main"]
