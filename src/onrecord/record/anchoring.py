"""Which statement an edit is about, after everything around it has changed.

A newer model may cut a statement otherwise, a better reader may move every offset, an outlet may reword a page. An
edit must then be found to be about the same thing, or be said to have lost it; it must never slip onto another
statement. So it is sought in this order, and the first that finds something decides:

1. the public id, which hangs on the words of the content alone: the same words in the same article;
2. the same words, as search folds them: in a revision, or with other quotation marks;
3. the same place: the statement that shares most of its words with the old one, where that is at least half of the
   words of both together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from onrecord.domain import Article, Edit, Field, Span, Spans, Statement, joined

from . import folding, quoting
from .originals import spans
from .rows import GAP, sha256

LEAST_SHARED = 0.5
"""Share of the code points of both that must be common. Below it, more is other than the same."""

How = Literal["id", "words", "place", "itself", "gone", "lost", "undone"]
"""How an edit holds: by one of the three; ``itself`` where it brings its own statement; ``gone`` where a rejected
statement is not found any more, so that nothing is left to be done; ``lost`` where it is an orphan; or not, having been
taken back."""


@dataclass(slots=True)
class Standing:
    """A statement as it will stand.

    Attributes:
        statement: with the edits so far.
        digest: what its public id is the beginning of.
        found: as the model found it; None where a person added it.
        edits: that are about it and hold, the oldest first.
    """

    statement: Statement
    digest: str
    found: Statement | None
    edits: list[Edit] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Anchor:
    """By what an edit knows its statement again.

    Attributes:
        article: public id of the article it was made on.
        text: hash of the string that the spans point into, at that time.
        field: which string that is; content: the spans; words: of the content.
    """

    article: str
    text: str
    field: Field
    content: Spans
    words: str

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return {
            "article": self.article,
            "text": self.text,
            "field": self.field,
            "content": [[s.start, s.end] for s in self.content],
            "words": self.words,
        }


def anchor_of(statement: Statement, article: Article, public_id: str) -> Anchor:
    """The anchor of a statement in the article of this public id."""
    string = article.field_text(statement.field)
    words = joined(statement.content, string, GAP)
    return Anchor(public_id, sha256(string), statement.field, statement.content, words)


def anchor_from(found: Mapping[str, Any]) -> Anchor:
    """An anchor from its plain values."""
    return Anchor(found["article"], found["text"], found["field"], spans(found["content"]), found["words"])


def sought(
    anchor: Anchor, target: str, standing: Sequence[Standing], article: Article, old: str | None
) -> tuple[Standing, How] | None:
    """The statement that an edit is about, and how it was found; None where there is none.

    Args:
        anchor: of the edit; target: public id of its statement, as it was then.
        standing: the statements of the article as it is now.
        article: it.
        old: the string that the anchor points into; None where it is not to be had any more.
    """
    by_id = [one for one in standing if target and one.digest.startswith(target)]
    if by_id:
        return by_id[0], "id"
    there = placed(anchor.content, anchor, article, old)
    alike = [one for one in standing if _same_words(anchor, one, article)]
    if alike:
        at = there[0].start if there else 0
        return min(alike, key=lambda one: abs(one.statement.start - at)), "words"
    best = max(standing, key=lambda one: share(there, anchor.field, one), default=None)
    if best is not None and share(there, anchor.field, best) >= LEAST_SHARED:
        return best, "place"
    return None


def placed(content: Spans, anchor: Anchor, article: Article, old: str | None) -> Spans:
    """Where stretches of the old text stand in the article's, as far as they do."""
    new = article.field_text(anchor.field)
    if sha256(new) == anchor.text:
        return content
    if old is not None:
        return quoting.Alignment(old, new).map(content)
    return quoting.find(anchor.words, new, near=content[0].start)


def share(there: Spans, field: Field, one: Standing) -> float:
    """How much of the code points of ``there`` and of a statement's content is common to both, 0 to 1."""
    if one.statement.field != field or not there:
        return 0.0
    first, second = points(there), points((one.found or one.statement).content)
    return len(first & second) / len(first | second)


def points(found: Sequence[Span]) -> set[int]:
    """Every offset that spans cover."""
    return {at for span in found for at in range(span.start, span.end)}


def _same_words(anchor: Anchor, one: Standing, article: Article) -> bool:
    own = one.found or one.statement
    words = joined(own.content, article.field_text(own.field), GAP)
    return own.field == anchor.field and folding.stems(words) == folding.stems(anchor.words) != ""
