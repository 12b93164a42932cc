"""The address of every page, in one place: templates and pages ask here, so that none is written twice.

What is cited must go on leading to the same thing, so pages are named by public ids: of an article, a statement (any
report leads to its saying) and a person (whose other names' ids lead there too).
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode


def article(public_id: str, statement: str | None = None) -> str:
    """The reading view of an article; of one statement in it, by its public id, where that is given."""
    return f"/articles/{_part(public_id)}" + (f"#{statement}" if statement else "")


def statement(public_id: str) -> str:
    """A statement where it stands in its article, whichever article that is."""
    return f"/statements/{_part(public_id)}"


def saying(public_id: str) -> str:
    """A saying, by the id of any of its reports."""
    return f"/sayings/{_part(public_id)}"


def person(public_id: str, **asked: str | int | None) -> str:
    """A person, with filters where they are given."""
    return with_query(f"/people/{_part(public_id)}", **asked)


def over_time(public_id: str, **asked: str | int | None) -> str:
    """What a person said on a subject, in the order of the days."""
    return with_query(f"/people/{_part(public_id)}/over-time", **asked)


def search(query: str = "", **asked: str | int | None) -> str:
    """The search page with a query."""
    return with_query("/search", q=query, **asked)


def correct(public_id: str) -> str:
    """Where a statement is put right, reviewed or rejected, and what was decided about it."""
    return f"/correct/statements/{_part(public_id)}"


def missed(article_id: str, **asked: str | int | None) -> str:
    """Where a statement that was missed is added to an article."""
    return with_query(f"/correct/articles/{_part(article_id)}", **asked)


def correct_person(public_id: str) -> str:
    """Where people are merged, parted and renamed."""
    return f"/correct/people/{_part(public_id)}"


def correct_saying(public_id: str, **asked: str | int | None) -> str:
    """Where reports are joined to a saying, or set apart from it."""
    return with_query(f"/correct/sayings/{_part(public_id)}", **asked)


def feed(query: str = "") -> str:
    """What is new of a query, for readers of feeds."""
    return with_query("/api/feed.atom", q=query)


def annotated(public_id: str) -> str:
    """The statements of an article as web annotations."""
    return f"/api/articles/{_part(public_id)}/annotations"


def edit(number: int | str) -> str:
    """One edit, which can be taken back there."""
    return f"/edits/{number}"


def added(job: str) -> str:
    """What came of something that was added."""
    return f"/add/{_part(job)}"


def checked(job: str) -> str:
    """A draft that was checked; it is kept for a while only."""
    return f"/check/{_part(job)}"


def with_query(path: str, **asked: str | int | None) -> str:
    """``path`` with what is given of ``asked``; empty values are left out."""
    given = {name: value for name, value in asked.items() if value not in (None, "")}
    return f"{path}?{urlencode(given, errors='replace')}" if given else path


def around(path: str, offset: int, size: int, *, more: bool, **asked: str | int | None) -> dict[str, Any]:
    """The addresses of the pages ``before`` and ``after`` this one, as lists show them; None where there is none.

    Args:
        path: of the list.
        offset: how many stand before this page; size: how many on one.
        more: whether something stands after it.
        asked: what else was asked for; see ``with_query``.
    """

    def to(at: int) -> str:
        return with_query(path, **asked, offset=at)

    return {"before": to(max(0, offset - size)) if offset else None, "after": to(offset + size) if more else None}


def _part(public_id: str) -> str:
    """An id as one part of a path. An article's own id may have any letters in it."""
    return quote(public_id, safe="", errors="replace")
