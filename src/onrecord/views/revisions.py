"""What changed between two versions of an article, in a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from onrecord.domain import Article, Statement, joined
from onrecord.record import Revision, Reworded, StoredArticle

from .changes import laid_out
from .interchange import statement_object
from .safe import one_line
from .words import counted, day_words, form_words, speaker_words


def revisions_view(found: Sequence[Revision]) -> RenderableType:
    """Each step, the oldest first."""
    if not found:
        return Text("There is one version of it.")
    return Group(*(part for one in found for part in _step(one)))


def _step(one: Revision) -> list[RenderableType]:
    parts: list[RenderableType] = [Text(f"{_named(one.before)} → {_named(one.after)}", "bold")]
    if one.headline:
        titles = (one.before.extracted.article.title, one.after.extracted.article.title)
        parts.append(Text("~ headline: " + " → ".join(f"“{one_line(t)}”" if t else "none" for t in titles), "yellow"))
    for change in one.changes:
        parts += _change(change, one)
    parts.append(Text(f"{counted(len(one.changes), 'change')}, {counted(one.same, 'statement')} as before.", "dim"))
    return parts


def _named(stored: StoredArticle) -> str:
    article = stored.extracted.article
    return f"{stored.id} (read {day_words(stored.added_at[:10])}, {article.modified or article.published or 'no day'})"


def _change(change: Reworded, one: Revision) -> list[RenderableType]:
    versions = ((change.before, one.before), (change.after, one.after))
    return list(laid_out(change.what, [_side(s, stored.extracted.article) for s, stored in versions if s is not None]))


def _side(statement: Statement, article: Article) -> Text:
    text = article.field_text(statement.field)
    who = one_line(speaker_words(statement, joined(statement.source, text)))
    return Text.assemble(
        (who, "bold"), (f" · {form_words(statement)}: ", "dim"), one_line(joined(statement.content, text))
    )


def revision_object(one: Revision) -> dict[str, Any]:
    """One step as plain values, for JSON."""

    def side(statement: Statement | None, stored: StoredArticle) -> dict[str, Any] | None:
        if statement is None:
            return None
        text = stored.extracted.article.field_text(statement.field)
        words = {"words": joined(statement.content, text), "public_id": stored.statement_ids[statement.id]}
        return words | statement_object(statement)

    return {
        "before": one.before.id,
        "after": one.after.id,
        "headline": one.headline,
        "same": one.same,
        "changes": [
            {"what": list(c.what), "before": side(c.before, one.before), "after": side(c.after, one.after)}
            for c in one.changes
        ],
    }
