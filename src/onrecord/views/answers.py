"""What the record answers, as plain values for JSON: the same keys as the frozen values, nothing renamed."""

from __future__ import annotations

import dataclasses
from typing import Any

from onrecord.record import Hit, Page

from .interchange import statement_object


def answer(value: Any) -> Any:
    """Plain lists, dicts, numbers and strings for any value that the record answers with."""
    if isinstance(value, Page):
        about = {"total": value.total, "exact": value.exact, "offset": value.offset, "next": value.next}
        return about | {"items": [answer(item) for item in value.items]}
    if isinstance(value, Hit):
        return _hit(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: answer(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, list | tuple):
        return [answer(item) for item in value]
    if hasattr(value, "items"):
        return {key: answer(item) for key, item in value.items()}
    return value


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "id": hit.id,
        "content": hit.content,
        "source": hit.source,
        "matches": [[m.start, m.end] for m in hit.matches],
        "statement": statement_object(hit.statement),
        "article": answer(hit.article),
        "revised": hit.revised,
        "person": hit.person,
        "party": hit.party,
        "office": hit.office,
    }
