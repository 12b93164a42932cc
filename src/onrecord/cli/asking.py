"""A query as commands take it, and what an export or a sample says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.errors import RecordError

if TYPE_CHECKING:
    from onrecord.record import Query, Record
    from onrecord.views.about import About

_MARKS = set('"“”')


def as_typed(pieces: tuple[str, ...]) -> str:
    """The query as it was typed, with the quotation marks that the shell took away.

    A shell hands speaker:"Ilse Marrow" on as one piece without its marks; one with marks in it is left as it is.
    """
    from onrecord.record.language import names_in

    typed = []
    for piece in pieces:
        names = names_in(piece)
        name, _, value = piece.partition(":")
        whole = len(names) == 1 and piece.startswith(names[0]) and len(value.split()) > 1 and not set(value) & _MARKS
        typed.append(f'{name}:"{value}"' if whole else piece)
    return " ".join(typed)


def understood(words: tuple[str, ...]) -> tuple[Query | None, str | None]:
    """The query that the words of a command line make, and the same as one line; None for both where there are none.

    Raises:
        QueryError: where it is not understood.
    """
    from onrecord.record import parse_query

    line = as_typed(words).strip()
    return (parse_query(line), line) if line else (None, None)


def listed(names: str) -> tuple[str, ...]:
    """Names that were given with commas between."""
    return tuple(name.strip() for name in names.split(",") if name.strip())


def know_people(record: Record, by: tuple[str, ...]) -> None:
    """Join the names of articles added since the last time, where speakers are counted: they go by who they are."""
    if "speaker" in by:
        from onrecord.ingest.people import update_people  # the rules of names: not for every count

        update_people(record)


def know_sayings(record: Record, unit: str) -> None:
    """Join the statements of articles added since the last time, where sayings are counted.

    Raises:
        RecordError: where some were not joined and the record may not be written: no number would be exact.
    """
    if unit == "saying":
        from onrecord.ingest.sayings import update_sayings
        from onrecord.matching import VERSION

        update_sayings(record)
        if not record.writable and record.sayings.behind(VERSION):
            raise RecordError(
                "not all sayings of this record are joined yet, and it may not be written",
                where=record.target,
                next_step="Have somebody who may write it run: onrecord sayings",
                code="read-only",
            )


def origin_of(record: Record, typed: str, text: str | None, *, with_text: bool = True) -> About:
    """What is said of an export or a sample, made today.

    Args:
        record: that it is made from.
        typed: what to type to make it again; text: the query as one line, None for all.
        with_text: whether the words are in it.
    """
    from datetime import UTC, datetime

    from onrecord import __version__
    from onrecord.record.schema import HEAD
    from onrecord.views.about import About

    models = tuple(sorted(record.stats().models))
    return About(typed, text, datetime.now(UTC).date().isoformat(), __version__, models, HEAD, with_text)
