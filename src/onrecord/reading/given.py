"""What the user says about a source beside its bytes. It beats whatever reading finds in them.

Kept apart from the readers so that every face (command line, notebook, watched folder) fills the same small value.
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.errors import UsageError

from .dated_path import pattern_of
from .days import is_iso_day


@dataclass(frozen=True, slots=True)
class Given:
    """Metadata given as options; None where the user said nothing.

    Attributes:
        title, byline, outlet, url: as they are to be shown.
        published, modified: ISO days, ``YYYY-MM-DD``.
        language: ISO 639-1 code, ``en``; it also settles whether the text counts as English.
        id: identifier of the article. Not used for files that hold many articles.
        published_from: a pattern by which the day of publication is found in the path or the address, as
            ``dated_path.pattern_of`` takes it: ``%Y/%m/%d``. ``published`` goes before it.

    Raises:
        UsageError: where a day is not an ISO day of the calendar, or the pattern names no whole day.
    """

    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    id: str | None = None
    published_from: str | None = None

    def __post_init__(self) -> None:
        for name in ("published", "modified"):
            value = getattr(self, name)
            if value is not None and not is_iso_day(value):
                raise UsageError(
                    f'"{value}" is not a day of the calendar',
                    where=name,
                    next_step="Write it as YYYY-MM-DD, for example 2021-01-17.",
                )
        if self.published_from is not None:
            pattern_of(self.published_from)  # raises where it is none


NOTHING = Given()
"""Nothing was said: everything is taken from the bytes."""
