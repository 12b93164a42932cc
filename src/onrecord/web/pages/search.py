"""The search: statements, or articles by their full text, in the query language of the record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Query, Request, Response

from onrecord.errors import QueryError
from onrecord.record import FacetCount, Facets, Hit, parse_query
from onrecord.record.language import FIELDS, filters_in
from onrecord.views.words import FORMS
from onrecord.web import addresses
from onrecord.web.rendering import page
from onrecord.web.room import InRoom, pages

router = pages()

_ON_A_PAGE = 20
_MARKS = str.maketrans("", "", '"“”„‟«»')


@dataclass(frozen=True, slots=True)
class Choice:
    """A link that narrows a search, or takes a filter of it away: what it says, where it leads, how many hits."""

    words: str
    address: str
    count: int | None = None


@router.api_route("/search", methods=["GET", "HEAD"])
def search(
    request: Request,
    room: InRoom,
    q: str = "",
    place: Annotated[Literal["statements", "articles"], Query(alias="in")] = "statements",
    cursor: str = "",
    first: Annotated[int, Query(ge=1, lt=2**31)] = 1,
) -> Response:
    """What a query finds. ``first`` is only the number that the first hit of a later page is shown with."""
    try:
        asked = parse_query(q, limit=_ON_A_PAGE, cursor=cursor or None)
        found = room.record.search_articles(asked) if place == "articles" else room.record.search(asked)
        about = room.facets.get(q) if place == "statements" and found.total else None
        filters = [Choice(q[f.start : f.end], _to(_without(q, f.start, f.end), place)) for f in filters_in(q)]
    except QueryError as error:
        start, end = error.place or (0, 0)
        wrong = (q[:start], q[start:end], q[end:]) if error.place else None
        return page(request, "search.html", status=400, q=q, place=place, error=error, wrong=wrong, fields=FIELDS)
    more = {"in": place if place == "articles" else "", "cursor": found.next, "first": first + len(found.items)}
    return page(
        request,
        "search.html",
        q=q,
        place=place,
        error=None,
        found=found,
        first=first,
        filters=filters,
        facets=list(_choices(q, about)) if about else [],
        exact=about.exact if about else True,
        sayings=room.record.sayings.holding([hit.id for hit in found.items if isinstance(hit, Hit)]),
        next=addresses.search(q, **more) if found.next else None,
        anew=_to(q, place) if cursor else None,
        fields=FIELDS,
    )


def _to(query: str, place: str) -> str:
    return addresses.search(query, **{"in": place if place == "articles" else ""})


def _without(query: str, start: int, end: int) -> str:
    return " ".join(f"{query[:start].rstrip()} {query[end:].lstrip()}".split(" ")).strip()


def _choices(query: str, facets: Facets) -> Iterator[tuple[str, list[Choice]]]:
    """What can be added to a query: only of what it does not ask for already."""
    asked = {one.name for one in filters_in(query)}
    groups: dict[str, tuple[set[str], tuple[FacetCount, ...], str]] = {
        "Who": ({"speaker", "person"}, facets.people, 'speaker:"{}"'),
        "Where": ({"outlet"}, facets.outlets, 'outlet:"{}"'),
        "When": ({"after", "before"}, facets.years, "after:{0} before:{0}"),
        "Form": ({"form"}, facets.forms, "form:{}"),
    }
    for title, (names, counts, pattern) in groups.items():
        if len(counts) > (title == "Form") and not names & asked:
            yield title, [_choice(query, title, one, pattern) for one in counts]


def _choice(query: str, title: str, one: FacetCount, pattern: str) -> Choice:
    narrower = f"{query} {pattern.format(one.value.translate(_MARKS))}".strip()
    words = str(FORMS[one.value]) if title == "Form" else one.value  # type: ignore[index]
    return Choice(words, addresses.search(narrower), one.count)
