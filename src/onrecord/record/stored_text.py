"""Text as the stores keep it: any Python text without half characters, in the order of its code points.

PostgreSQL differs from SQLite in two things. It sorts by the rules of a language that somebody chose when the database
was made, so that one record would list its people in two orders; the collation "C" sorts by code points, as SQLite
does. And it cannot hold U+0000, which JSON may carry into a text whose offsets must not move; so there the character
is written as two that Unicode promises never to give a meaning (noncharacters, Unicode 16, 23.7), and is itself again
when it is read.
"""

from __future__ import annotations

import sqlalchemy as sa

_ESCAPE = "\ufdd0"
_NUL, _ITSELF = f"{_ESCAPE}\ufdd1", f"{_ESCAPE}\ufdd2"


class _PostgresText(sa.types.TypeDecorator[str]):
    """Text of a PostgreSQL column, U+0000 included."""

    impl = sa.Text
    cache_ok = True

    def __init__(self) -> None:
        super().__init__(collation="C")

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:  # noqa: ARG002
        """What is written."""
        if value is None or ("\x00" not in value and _ESCAPE not in value):
            return value
        return value.replace(_ESCAPE, _ITSELF).replace("\x00", _NUL)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> str | None:  # noqa: ARG002
        """What is read."""
        if value is None or _ESCAPE not in value:
            return value
        return value.replace(_NUL, "\x00").replace(_ITSELF, _ESCAPE)


Text = sa.Text().with_variant(_PostgresText(), "postgresql")
"""The type of every column of text."""
