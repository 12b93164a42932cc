"""What all formats of news agencies share: which items may be read, and how an item becomes a draft.

An item that was cancelled, withheld or embargoed is not read: its sender asked for that. Where a clock is needed,
an embargo without a time zone has ended when it has ended everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from onrecord.errors import ReadError

from .days import iso_day
from .draft import Draft
from .facts import draft_of_facts
from .mending import Mending
from .repairs import mend_letters

_CANCELLED = frozenset("canceled cancelled killed kill withdrawn retracted".split())
_LAST_ZONE = timezone(timedelta(hours=-12))


def may_be_read(
    status: str | None, embargoed: str | None, now: datetime | None = None, *, own_id: str | None = None
) -> None:
    """Nothing, where an item may be read.

    Args:
        status: of its publication, as the IPTC writes it: ``stat:usable``, ``canceled``; None where it says nothing.
        embargoed: until when, ISO 8601; empty for an embargo without an end, None for none.
        now: the time of reading; the machine's where None.
        own_id: of the item; one that takes it back says by it what it takes back.

    Raises:
        ReadError: where it is cancelled (code ``cancelled``), withheld or embargoed (``embargo``).
    """
    plain = (status or "usable").rpartition(":")[2].rpartition("/")[2].strip().lower()
    if plain in _CANCELLED:
        error = ReadError(
            f'its sender took it back (status "{plain}")',
            next_step="Do not use it. Where the record holds an earlier version: onrecord remove ARTICLE",
            code="cancelled",
        )
        error.about = own_id
        raise error
    if plain in ("withheld", "embargoed"):
        raise _embargo(f'its sender holds it back (status "{plain}")')
    if embargoed is None:
        return
    if not embargoed.strip():
        raise _embargo("its sender put an embargo on it, with no end")
    try:
        until = datetime.fromisoformat(embargoed.strip())
    except ValueError as error:
        raise _embargo(f'it has an embargo whose end, "{embargoed}", is no time of ISO 8601') from error
    until = until if until.tzinfo else until.replace(tzinfo=_LAST_ZONE)
    if until > (now or datetime.now(UTC)):
        raise _embargo(f"it is under embargo until {embargoed.strip()}")


def _day(value: str | None) -> str | None:
    """The day of ``2021-01-17T10:15:00Z``, or of ``20210117T101500Z`` as NITF writes it."""
    return iso_day(re.sub(r"^(\d{4})(\d{2})(\d{2})(?=T|$)", r"\1-\2-\3", value.strip())) if value else None


def _embargo(why: str) -> ReadError:
    return ReadError(why, next_step="Read it when its sender releases it: onrecord add --retry", code="embargo")


def item_draft(
    reader: str, version: str, paragraphs: list[str], facts: Mapping[str, str | None], meta: Mapping[str, Any]
) -> Draft:
    """The draft of one item.

    Args:
        reader, version: who read it.
        paragraphs: of the body, in order.
        facts: ``id``, ``title``, ``byline``, ``outlet``, ``url``, ``published``, ``modified`` and ``language``, as the
            item has them; days may have a time behind them.
        meta: what has no field; what is None is left out.

    Raises:
        ReadError: where there is no body (code ``no-text``).
    """
    if not paragraphs:
        raise ReadError(
            "it has no text: an item of pictures, a headline alone, or a body in another file",
            next_step="Ask the sender for the item with its text inside.",
            code="no-text",
        )
    mending = Mending("\n\n".join(paragraphs))
    mend_letters(mending)
    published, modified = _day(facts.get("published")), _day(facts.get("modified"))
    return draft_of_facts(
        reader,
        version,
        mending,
        facts,
        published=published or modified,
        modified=modified if published and modified and modified > published else None,
        language=(facts.get("language") or "")[:2].lower() or None,
        meta={key: value for key, value in meta.items() if value is not None},
    )


def plain_paragraphs(text: str) -> list[str]:
    """The paragraphs of a body that came as plain text."""
    return [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
