"""Annotations for GitHub: what a newsroom that keeps its drafts in a repository sees beside the line.

Workflow commands (GitHub, "Workflow commands for GitHub Actions"). A difference is a warning and not an error: the
check fails by its exit status, and what is wrong a person decides.
"""

from __future__ import annotations

from onrecord.domain import CheckedDraft, CheckedQuote

from .check_words import WORDINGS, doubts, sentences
from .safe import excerpt

_LONGEST = 60


def annotation_lines(draft: CheckedDraft) -> list[str]:
    """A line for each quotation that a person must look at."""
    return [_annotation(quote, draft) for quote in draft.quotes if _level(quote)]


def _level(quote: CheckedQuote) -> str | None:
    if quote.needs_a_look or quote.original_differs:
        return "warning"
    return "notice" if doubts(quote) or _remarked(quote) else None


def _remarked(quote: CheckedQuote) -> bool:
    return bool(quote.found_in and quote.found_in[0].remarks)


def _annotation(quote: CheckedQuote, draft: CheckedDraft) -> str:
    place = {"file": draft.article.path or "-"}
    if draft.lines_of_file:
        place |= {"line": str(quote.line), "col": str(quote.column)}
    place["title"] = f"Quotation: {', '.join((WORDINGS[quote.wording], *doubts(quote)))}"
    head = ",".join(f"{name}={_property(value)}" for name, value in place.items())
    said = " ".join((f"“{excerpt(quote.quote, _LONGEST)}”:", *sentences(quote, draft.searched)))
    return f"::{_level(quote)} {head}::{_data(said)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
