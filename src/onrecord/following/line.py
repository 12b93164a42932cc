"""A line that is told to whoever watches: a sentence for a person, with what it is about for a log."""

from __future__ import annotations

from collections.abc import Mapping


class Line(str):
    """A line; one that begins with ``!`` tells that something went wrong.

    Attributes:
        about: what it is about, as plain values by name: ``address``, ``code``, ``new`` ...
    """

    about: Mapping[str, str | int | None]

    def __new__(cls, text: str, **about: str | int | None) -> Line:
        """Make one from the sentence and what it is about."""
        made = super().__new__(cls, text)
        made.about = about
        return made
