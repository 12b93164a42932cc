"""Articles for programs: what a query finds in their full texts, one of them whole, and its annotations."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import Path, Request, Response

from onrecord import __version__
from onrecord.record import ArticleHit, parse_query
from onrecord.record.schema import HEAD
from onrecord.views.about import About
from onrecord.views.annotations import annotation_lines
from onrecord.views.answers import answer
from onrecord.views.interchange import stored_object
from onrecord.web.room import InRoom, api

from .answering import Asked, Cursor, Limit, get, json_answer, tagged
from .shapes import Annotations, Article, Found

router = api("articles")

ANNOTATIONS = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
"""Media type of W3C Web Annotations."""

PublicId = Annotated[str, Path(description="Public id of an article.")]


@get(router, "/articles", Found[ArticleHit])
def articles(request: Request, room: InRoom, q: Asked = "", limit: Limit = 20, cursor: Cursor = "") -> Response:
    """Articles in whose headline or text all words of a query stand, the latest published first."""
    found = room.record.search_articles(parse_query(q, limit=limit, cursor=cursor or None))
    return json_answer(request, answer(found), after=found.next)


# Before the article alone, whose id may have a slash in it.
@get(router, "/articles/{public_id:path}/annotations", Annotations, media_type=ANNOTATIONS)
def annotated(request: Request, room: InRoom, public_id: PublicId) -> Response:
    """The statements of an article as W3C Web Annotations of its address."""
    stored = room.record.article(public_id)
    models = (stored.extracted.model,) if stored.extracted.model else ()
    about = About(
        command=f"GET {request.url.path}",
        query=f"article {stored.id}",
        day=datetime.now(UTC).date().isoformat(),
        package=__version__,
        models=models,
        record_schema=HEAD,
    )
    body = "\n".join(annotation_lines([stored], about)).encode("utf-8", "replace")
    return tagged(request, body, ANNOTATIONS)


@get(router, "/articles/{public_id:path}", Article)
def article(request: Request, room: InRoom, public_id: PublicId) -> Response:
    """One article with its statements, as `onrecord export` writes it."""
    return json_answer(request, stored_object(room.record.article(public_id)))
