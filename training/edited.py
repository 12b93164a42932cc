"""Articles that people edited, as further marked ones: what ``onrecord edits export`` wrote.

Nobody need go through a whole article to decide about one statement in it. So what nobody looked at must teach nothing,
or the network would be taught its own mistakes: an article with statements left open teaches by those sentences alone
in which somebody decided, and there not by what was left open. Only an article without any left open, in which what was
missed had its chance to be added, teaches whole, as PolNeAR's do.

A rejected statement teaches that its words are no cue and no content. A statement without a cue cannot be taught, for
the network finds statements by their cues; its words teach nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from scores.bench_data import lines

from onrecord.domain.sentences import sentences
from onrecord.extraction.words import WordPiece

from .corpus import Document, document

CONFIRMED = frozenset({"reviewed", "edited"})
_ROLES = ("source", "cue", "content")

Spans = list[list[int]]


def edited_documents(path: Path, wordpiece: WordPiece) -> list[Document]:
    """Reads what people decided.

    Args:
        path: JSON Lines as ``onrecord edits export --format spans`` writes them, gzipped or not.
        wordpiece: the encoder's word pieces.

    Raises:
        SystemExit: where a line does not say what is known of its statements: then it is no such file.
    """
    found = []
    for number, line in enumerate(lines(path), 1):
        statements = line.get("statements")
        if not isinstance(statements, list) or not all("known" in one for one in statements):
            raise SystemExit(f"{path}:{number}: this is no line of `onrecord edits export --format spans`")
        found.append(document(as_marked(line), wordpiece))
    return found


def as_marked(line: Mapping[str, Any]) -> dict[str, Any]:
    """A line of edits as a line of PolNeAR: what was confirmed, and as "discard" all that teaches nothing."""
    statements = line["statements"]
    taught = [one for one in statements if one["known"] in CONFIRMED and one["cue"] and one["content"]]
    decided = [*taught, *(one for one in statements if one["known"] == "rejected")]
    unlearned = [one for one in statements if one["known"] != "rejected" and one not in taught]
    discard = _spans(unlearned)
    if any(one["known"] is None for one in statements):
        discard += _outside(line["text"], _spans(decided))
    return {"id": line["id"], "text": line["text"], "statements": taught, "discard": discard}


def _spans(statements: Iterable[Mapping[str, Any]]) -> Spans:
    return [span for one in statements for role in _ROLES for span in one[role]]


def _outside(text: str, decided: Sequence[Sequence[int]]) -> Spans:
    """The sentences in which nobody decided about anything."""
    return [[s.start, s.end] for s in sentences(text) if not any(a < s.end and s.start < b for a, b in decided)]
