"""What a search found, in a terminal: a page of statements or of articles, and what all the hits are made of."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest
from typing import cast

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.domain import Form, Span
from onrecord.record import ArticleHit, FacetCount, Facets, Hit, Page

from .safe import one_line
from .tables import hits_view, page_line, underlined
from .words import FORMS, counted, day_words


def found_view(page: Page[Hit] | Page[ArticleHit]) -> RenderableType:
    """A page of hits, of whichever sort."""
    if page.items and isinstance(page.items[0], ArticleHit):
        return article_hits_view(page)
    return hits_view(page)  # type: ignore[arg-type]


def article_hits_view(page: Page[ArticleHit]) -> RenderableType:
    """Articles, the latest first: headline, outlet and day, and the words around those that were searched for."""
    parts: list[RenderableType] = []
    for hit in page.items:
        article = hit.article
        head = Text(one_line(article.title or article.path or article.id), style="bold")
        about = (article.outlet, day_words(article.published), "since revised" if hit.revised else None)
        line = " · ".join(one_line(bit) for bit in about if bit)
        words = underlined(hit.text, Span(0, max(1, len(hit.text))), hit.matches)
        place = Text(f"{line}  {article.id}", style="dim")
        parts += [head, Padding(words, (0, 0, 0, 2)), Padding(place, (0, 0, 0, 2)), Text()]
    return Group(*parts, Text(page_line(page, "article"), style="dim"))


def facets_view(facets: Facets) -> RenderableType:
    """What the hits are made of, side by side, the commonest first."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    columns = {
        "Who": _rows(facets.people),
        "Where": _rows(facets.outlets),
        "When": _rows(facets.years),
        "Form": [(FORMS[cast("Form", one.value)], one.count) for one in facets.forms],
    }
    for name in columns:
        grid.add_column(justify="right", style="dim", min_width=3, no_wrap=True)
        grid.add_column(no_wrap=name in ("When", "Form"))  # whole; names are cut where the line is too short
    grid.add_row(*(cell for name in columns for cell in (Text(), Text(name, style="bold"))))
    for row in zip_longest(*columns.values(), fillvalue=("", 0)):
        grid.add_row(*(cell for value, count in row for cell in (Text(f"{count:,}" if count else ""), _cut(value))))
    note = "" if facets.exact else f"Counted in {counted(facets.hits, 'statement')}; there are more of each."
    return Group(grid, Text(note, style="dim"))


def _cut(value: str) -> Text:
    """A cell that is cut and not wrapped."""
    return Text(value, no_wrap=True, overflow="ellipsis")


def _rows(counts: Iterable[FacetCount]) -> list[tuple[str, int]]:
    return [(one_line(one.value), one.count) for one in counts]
