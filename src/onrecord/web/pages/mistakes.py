"""Where this tool is wrong: the card of each model whose statements the record holds, and what people put right."""

from __future__ import annotations

from functools import lru_cache

from fastapi import Request, Response
from markdown_it import MarkdownIt
from markupsafe import Markup

from onrecord.extraction.model import card, versions
from onrecord.web.rendering import page
from onrecord.web.room import InRoom, pages

router = pages()


@router.api_route("/mistakes", methods=["GET", "HEAD"])
def mistakes(request: Request, room: InRoom) -> Response:
    """Figures and errors of the models, from their cards."""
    used = room.stats.get().models
    told = {version: text for version in versions() if (text := card(version)) is not None}
    known = [version for version in told if version in used] or list(told)[-1:]
    return page(
        request,
        "mistakes.html",
        cards=[(version, _as_html(told[version])) for version in reversed(known)],
        others=[version for version in used if version not in told],
        looked_at=room.looked_at.get(),
    )


@lru_cache(maxsize=4)
def _as_html(text: str) -> Markup:
    """A card, which comes with the package, as HTML, its headings a level lower; HTML inside it is shown as text."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, int(token.tag[1:]) + 1)}"
        if token.type in {"th_open", "td_open"}:
            token.attrs.pop("style", None)
    return Markup(reader.renderer.render(tokens, reader.options, {}))
