"""What people marked besides the spans: who spoke, on which day, where, to whom; which are refusals; which figures.

A gold line may hold all of it, in the shape that ``onrecord extract`` writes, or it stands in files of their own: one
line a statement, one line a refusal, as annotators often work. ``with_speakers`` puts such files into the gold lines,
so that everything after it knows one shape. A key that gold does not have is not scored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from onrecord.errors import UsageError

NAMED_TYPES = ("person", "organisation")
"""The types of speaker that have a proper name of their own."""


@dataclass(frozen=True, slots=True)
class SpeakerMark:
    """Whom gold gives a statement to.

    Attributes:
        name: the fullest name, or a description where it has no proper name; empty where there is neither.
        type: person, organisation, group, unnamed or author; None where nothing tells.
        also: other names that are right as well.
        members: the names, of a group whose members are named.
    """

    name: str = ""
    type: str | None = None
    also: tuple[str, ...] = ()
    members: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The proper names that are right; none for groups, authors and unnamed sources."""
        return tuple(n for n in (self.name, *self.also) if n) if self.type in NAMED_TYPES else ()

    @property
    def unnamed(self) -> bool:
        """Nobody could give this speaker a proper name: an unnamed source, or none that can be told."""
        return self.type in (None, "unnamed") or (self.type in NAMED_TYPES and not self.names)


def speaker_mark(statement: Mapping[str, Any]) -> SpeakerMark | None:
    """The speaker that a gold statement is marked with; None where it is not marked, or its annotator was unsure."""
    found = statement.get("speaker")
    if found is None or statement.get("unsure"):
        return None
    return SpeakerMark(
        found.get("name") or "", found.get("type"), tuple(found.get("also") or ()), tuple(found.get("members") or ())
    )


def checked(document: Mapping[str, Any], side: str, keys: tuple[str, ...]) -> Mapping[str, Any]:
    """The document, if it can be scored.

    Args:
        document: a line.
        side: gold or predicted, for the error.
        keys: what it must have.

    Raises:
        UsageError: where a key is missing, or a role is no list of ``[start, end)``.
    """
    missing = [k for k in keys if k not in document]
    if missing:
        name = str(document.get("id", "a line without an id"))
        raise UsageError(
            f"the {side} document has no {' and no '.join(missing)}",
            where=name,
            next_step=f"Each line of the {side} file needs {', '.join(keys)}; 'onrecord extract' writes such lines.",
        )
    for number, statement in enumerate(document["statements"]):
        for role in ("source", "cue", "content"):
            if not _are_spans(statement.get(role) if isinstance(statement, Mapping) else 0):
                raise UsageError(
                    f"{role} of statement {number} of the {side} document is no list of [start, end)",
                    where=str(document["id"]),
                    next_step="Give spans as in [[0, 11]], and an empty list where there is none.",
                )
    return document


def _are_spans(value: Any) -> bool:
    return value is None or (isinstance(value, (list, tuple)) and all(map(_is_span, value)))


def _is_span(value: Any) -> bool:
    whole = isinstance(value, (list, tuple)) and len(value) == 2 and all(type(n) is int for n in value)
    return whole and bool(0 <= value[0] < value[1])


def with_speakers(
    gold_docs: Iterable[Mapping[str, Any]],
    speakers: Iterable[Mapping[str, Any]] = (),
    refusals: Iterable[Mapping[str, Any]] = (),
) -> list[dict[str, Any]]:
    """Gold lines with what the two other files say of them.

    Args:
        gold_docs: ``{"id", "text", "statements"}``.
        speakers: ``{"id", "statement", "speaker", "speaker_kind", "said_on", "also"?, "unsure"?}``, where ``statement``
            counts the document's statements from 0.
        refusals: ``{"id", "who", "text", "unsure"?}``, where ``text`` is words of the document.

    Returns:
        new objects; a document that neither file speaks of is as it was.

    Raises:
        UsageError: where a gold line cannot be scored, or a line of the others points to a document, statement or
            words that gold does not have.
    """
    documents: dict[str, dict[str, Any]] = {}
    for document in gold_docs:
        name = str(checked(document, "gold", ("id", "text", "statements"))["id"])
        if name in documents:
            raise UsageError("two gold documents have this id", where=name, next_step="Give each an id of its own")
        documents[name] = dict(document) | {"statements": [dict(s) for s in document["statements"]]}
    for number, line in enumerate(speakers, 1):
        document = _document(documents, line, "speakers", number)
        document.setdefault("refusals", [])
        _statement(document, line, number).update(_marks(line))
    for number, line in enumerate(refusals, 1):
        document = _document(documents, line, "refusals", number)
        document.setdefault("refusals", []).append(_refusal(document, line, number))
    return list(documents.values())


def refusals_of(document: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    """The refusals that gold lists for a document, as ``{"spans", "who", "unsure"}``; None where it marks none at all.

    A document whose statements have an ``act`` lists those that are refused.
    """
    if "refusals" in document:
        return list(document["refusals"])
    acts = [s for s in document["statements"] if "act" in s]
    if not acts:
        return None
    return [
        {
            "spans": [*(s.get("content") or ()), *(s.get("cue") or ())],
            "who": (s.get("speaker") or {}).get("name"),
            "unsure": bool(s.get("unsure")),
        }
        for s in acts
        if s["act"] == "refused"
    ]


def _marks(line: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "speaker": {"name": line["speaker"], "type": line["speaker_kind"], "also": line.get("also") or []},
        "said_on": {"edtf": line.get("said_on")},
        "unsure": bool(line.get("unsure")),
    }


def _document(
    documents: Mapping[str, dict[str, Any]], line: Mapping[str, Any], file: str, number: int
) -> dict[str, Any]:
    document = documents.get(str(line.get("id")))
    if document is None:
        raise _wrong(f"gold has no document {line.get('id')!r}", file, number)
    return document


def _statement(document: Mapping[str, Any], line: Mapping[str, Any], number: int) -> dict[str, Any]:
    missing = [key for key in ("statement", "speaker", "speaker_kind") if key not in line]
    if missing:
        raise _wrong(f"it has no {' and no '.join(missing)}", "speakers", number)
    statements: list[dict[str, Any]] = document["statements"]
    place = line["statement"]
    if not isinstance(place, int) or not 0 <= place < len(statements):
        raise _wrong(f"{document['id']} has {len(statements)} statements, none with number {place}", "speakers", number)
    return statements[place]


def _refusal(document: Mapping[str, Any], line: Mapping[str, Any], number: int) -> dict[str, Any]:
    words = line.get("text") or ""
    at = document["text"].find(words) if words else -1
    if at < 0:
        raise _wrong(f"the words {words!r} are not in the text of {document['id']}", "refusals", number)
    return {"spans": [[at, at + len(words)]], "who": line.get("who"), "unsure": bool(line.get("unsure"))}


def _wrong(what: str, file: str, number: int) -> UsageError:
    return UsageError(what, where=f"{file} file, line {number}", next_step="See: onrecord evaluate --help")
