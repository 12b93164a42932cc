"""What a reader hands on: one text and what it found beside it, before language, doubts and identity."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from onrecord.domain import ReadingWarning, Repair, Turn


@dataclass(frozen=True, slots=True)
class Draft:
    """One text as a reader leaves it.

    Attributes:
        text: the body, repaired; no later step changes it.
        reader, version: who read it.
        title, title_apart, byline, outlet, url, published, modified, turns, repairs, meta: as in ``Article``.
        language: what the source declares, to be weighed against the text itself.
        visible: the text that the original bytes show, for asking whether each quotation stands in it.
        encoding_guessed: the encoding that was guessed; None where the bytes told it.
        warnings: doubts that only the reader of this format can have.
        id: identifier that came with the text; None where none came.
    """

    text: str
    reader: str
    version: str
    title: str | None = None
    title_apart: bool = False
    byline: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    visible: str | None = None
    turns: tuple[Turn, ...] = ()
    repairs: tuple[Repair, ...] = ()
    encoding_guessed: str | None = None
    warnings: tuple[ReadingWarning, ...] = ()
    meta: dict[str, Any] = field(default_factory=dict)
    id: str | None = None
