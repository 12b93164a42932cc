"""A draft with its bytes becomes an Article: what was given beats what was found; then language, doubts, identity."""

from __future__ import annotations

import dataclasses
import hashlib
from datetime import date
from types import MappingProxyType

from onrecord.domain import Article

from .dated_path import day_of_path
from .doubts import find_doubts
from .draft import Draft
from .given import Given
from .language import find_language

_FIELDS = ("title", "byline", "outlet", "url", "published", "modified", "language")
_ID_LENGTH = 16  # hex digits of the hash: 64 bits, no chance meeting among a billion articles worth speaking of


def assemble(draft: Draft, raw: bytes, *, path: str | None, given: Given, today: date | None = None) -> Article:
    """Make the Article.

    Args:
        draft: what the reader found.
        raw: the bytes it was read from, kept as the article's evidence.
        path: where they came from.
        given: what the user says; it beats the draft.
        today: the day of reading, for telling a day in the future; the machine's own where None.
    """
    said = {name: value for name in _FIELDS if (value := getattr(given, name)) is not None}
    if given.published is None and given.published_from:
        # A page of a web archive has its own path in its address.
        day = day_of_path(path, given.published_from) or day_of_path(draft.url, given.published_from)
        said |= {"published": day} if day else {}
    draft = dataclasses.replace(draft, **said)
    language = given.language or find_language(draft.text, draft.language)
    digest = hashlib.sha256(raw).hexdigest()
    return Article(
        id=given.id or draft.id or digest[:_ID_LENGTH],
        text=draft.text,
        raw=raw,
        sha256=digest,
        reader=draft.reader,
        reader_version=draft.version,
        title=draft.title,
        title_apart=draft.title_apart,
        byline=draft.byline,
        outlet=draft.outlet,
        url=draft.url,
        published=draft.published,
        modified=draft.modified,
        language=language,
        path=path,
        kind="transcript" if draft.turns else "article",
        turns=draft.turns,
        warnings=find_doubts(draft, language, today or date.today()),
        repairs=draft.repairs,
        meta=MappingProxyType(draft.meta),
    )
