"""One short text with its statements marked, and predictions of it, for the tests of evaluation."""

from __future__ import annotations

from typing import Any

TEXT = (
    "Ilse Marrow said on Friday that the bridge is safe. She declined to comment on the price of 80 crowns. "
    "An official said it will fall."
)


def spans(*words: str) -> list[list[int]]:
    """Where ``words`` stand in the text."""
    return [[TEXT.index(w), TEXT.index(w) + len(w)] for w in words]


def statement(source: str, cue: str, content: str, **more: Any) -> dict[str, Any]:
    """A statement in its JSON shape."""
    return {"source": spans(source), "cue": spans(cue), "content": spans(content), **more}


def safe(**more: Any) -> dict[str, Any]:
    return statement("Ilse Marrow", "said", "that the bridge is safe", **more)


def declined(**more: Any) -> dict[str, Any]:
    return statement("She", "declined", "to comment on the price of 80 crowns", **more)


def fall(**more: Any) -> dict[str, Any]:
    return statement("An official", "said", "it will fall", **more)


def document(*statements: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A gold or predicted line."""
    return {"id": "a", "text": TEXT, "statements": list(statements), **more}


def by(name: str | None, kind: str | None = "person", **more: Any) -> dict[str, Any]:
    """A speaker in its JSON shape."""
    return {"name": name, "type": kind, **more}


def on(day: str | None) -> dict[str, Any]:
    """A day in its JSON shape."""
    return {"edtf": day}
