"""What else a statement says of itself: event, place, medium, addressee, and whose word it is that it was said.

Each is scored over the gold statements that were found and whose document marks it at all: right where the words agree
with those of gold, as sources agree (a shared word that tells, and not bloated). Where the same words stand twice in a
text, it does not matter which was marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from .names import same_name
from .pairing import Paired
from .rate import Rate
from .words import words_agree

DetailKind = Literal["event", "place", "medium", "addressee", "asserted by"]
_KEYS: dict[DetailKind, str] = {
    "event": "event",
    "place": "place",
    "medium": "medium",
    "addressee": "addressee",
    "asserted by": "asserted_by",
}
DETAILS = tuple(_KEYS)


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing that gold or the prediction says beside a found statement. ``wanted`` or ``given`` may be None."""

    document: str
    statement: int
    kind: DetailKind
    wanted: str | None
    given: str | None

    @property
    def right(self) -> bool:
        """What was given is what gold has."""
        if not self.wanted or not self.given:
            return False
        if self.kind == "asserted by":
            return any(same_name(self.wanted, self.given, person=p) for p in (True, False))
        return words_agree(self.wanted, self.given)

    @property
    def rate(self) -> Rate:
        """What it adds to the figures of its kind."""
        return Rate(self.right, bool(self.given), bool(self.wanted))


def details(
    document: Mapping[str, Any], predicted: Sequence[Mapping[str, Any]], pairs: Iterable[Paired]
) -> Iterator[Detail]:
    """The details of one document's found statements; only the kinds that its gold statements have as keys."""
    statements = document["statements"]
    found_ones = sorted((p.gold, p.predicted) for p in pairs if p.gold is not None and p.predicted is not None)
    for place, answer in found_ones:
        gold, found = statements[place], predicted[answer]
        if gold.get("unsure"):
            continue
        for kind, key in _KEYS.items():
            if key in gold:
                wanted, given = _words(gold[key]), _words(found.get(key))
                if wanted or given:
                    yield Detail(str(document["id"]), place, kind, wanted, given)


def _words(value: Any) -> str | None:
    """The words of a detail: a string, or ``{"text", "span"}``."""
    found = value.get("text") if isinstance(value, Mapping) else value
    return found or None
