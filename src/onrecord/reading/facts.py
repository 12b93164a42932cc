"""A draft of what a format says of its article: the facts have names, and the text is mended already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .draft import Draft
from .mending import Mending
from .transcript import find_turns


def draft_of_facts(
    reader: str,
    version: str,
    mending: Mending,
    facts: Mapping[str, str | None],
    *,
    published: str | None,
    modified: str | None = None,
    language: str | None,
    meta: Mapping[str, Any],
) -> Draft:
    """The draft of an article whose headline, where it has one, stands apart.

    Args:
        reader, version: who read it.
        mending: its text.
        facts: of ``id``, ``title``, ``byline``, ``outlet`` and ``url`` what is known.
        published, modified: ISO days.
        language: ISO 639-1.
        meta: what has no field.
    """
    title = facts.get("title")
    return Draft(
        text=mending.text,
        reader=reader,
        version=version,
        id=facts.get("id"),
        title=title,
        title_apart=title is not None,
        byline=facts.get("byline"),
        outlet=facts.get("outlet"),
        url=facts.get("url"),
        published=published,
        modified=modified,
        language=language,
        turns=find_turns(mending.text, title=title),
        repairs=mending.repairs,
        meta=dict(meta),
    )
