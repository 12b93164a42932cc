"""Statements out of the store as matching wants to see them, a batch at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, Protocol

import sqlalchemy as sa

from onrecord.domain import Turn

from . import loading
from .schema import article, article_turn, span, statement

_BESIDE = 4
"""Turns before and after one in which its speaker goes on: after an interruption, or two."""


class Rules(Protocol):
    """How reports of one saying are told; the package ``onrecord.matching`` is one."""

    VERSION: str
    NEAR: int
    told: Callable[..., Any]
    keys: Callable[[Any], Any]
    same: Callable[[Any, Any], str | None]
    pairs: Callable[[Sequence[Any]], list[tuple[str, str]]]
    groups: Callable[..., list[list[str]]]
    original: Callable[[Any, Any, str], Any]


class Teller:
    """Gives statements by their keys, each loaded once."""

    def __init__(self, connection: sa.Connection, rules: Rules) -> None:
        self._connection = connection
        self._rules = rules
        self.rows: dict[int, sa.RowMapping] = {}
        self.told: dict[int, Any] = {}
        self.places: dict[int, tuple[int, int]] = {}
        self._transcripts: dict[int, tuple[str, tuple[Turn, ...]]] = {}

    def of_articles(self, keys: Sequence[int]) -> list[int]:
        """Load all statements of some articles; their keys, in order."""
        return self._load(statement.c.article.in_(keys))

    def load(self, keys: Collection[int]) -> None:
        """Load statements by key."""
        missing = sorted({key for key in keys if key not in self.rows})
        for some in loading.batches(missing):
            self._load(statement.c.key.in_(some))

    def around(self, turn: int) -> tuple[str, int]:
        """What is said in a loaded turn of a transcript, and where that begins in the transcript, in code points.

        With what the same speaker says right before and after it, and what others throw in between.
        """
        text, turns = self._transcript(self.rows[turn]["article"])
        start, stop = self.places[turn]
        at = next((n for n, one in enumerate(turns) if one.speech.start <= start < one.speech.end), None)
        if at is not None:
            label = turns[at].label.of(text)
            own = [one.speech for one in turns[max(0, at - _BESIDE) : at + _BESIDE + 1] if one.label.of(text) == label]
            start, stop = own[0].start, own[-1].end
        return text[start:stop], start

    def _transcript(self, key: int) -> tuple[str, tuple[Turn, ...]]:
        if key not in self._transcripts:
            text = self._connection.execute(sa.select(article.c.text).where(article.c.key == key)).scalar_one()
            rows = loading.grouped(self._connection, article_turn, "article", [key]).get(key, [])
            self._transcripts[key] = (text, loading.turns(rows))
        return self._transcripts[key]

    def _load(self, which: sa.ColumnElement[bool]) -> list[int]:
        rows = list(self._connection.execute(_QUERY.where(which).order_by(statement.c.key)).mappings())
        self.rows |= {row["key"]: row for row in rows}
        self.places |= dict(self._places([row["key"] for row in rows]))
        enclosed = self._enclosed(sorted({row["article"] for row in rows}))
        for row in rows:
            self.told[row["key"]] = self._rules.told(
                row["public_id"],
                row["content"],
                row["form"],
                row["act"],
                row["speaker_name"],
                row["speaker_type"],
                row["published"],
                row["said_on"],
                f"{row['article_id']} {row['field']}",
                self.places[row["key"]],
                enclosed.get((row["article"], row["id"]), ()),
            )
        return [row["key"] for row in rows]

    def _places(self, keys: Sequence[int]) -> Iterator[tuple[int, tuple[int, int]]]:
        for some in loading.batches(keys):
            query = sa.select(span.c.statement, sa.func.min(span.c.start), sa.func.max(span.c.stop))
            query = query.where(span.c.statement.in_(some), span.c.role == "content").group_by(span.c.statement)
            yield from ((own, (start, stop)) for own, start, stop in self._connection.execute(query))

    def _enclosed(self, articles: Sequence[int]) -> dict[tuple[int, str], list[str]]:
        found: dict[tuple[int, str], list[str]] = defaultdict(list)
        for some in loading.batches(articles):
            query = sa.select(statement.c.article, statement.c.within, statement.c.content)
            query = query.where(statement.c.article.in_(some), statement.c.within.is_not(None))
            for own, within, content in self._connection.execute(query.order_by(statement.c.key)):
                found[own, within].append(content)
        return found


_QUERY = sa.select(
    *(
        statement.c[name]
        for name in (
            "key public_id article id field content form act speaker_name speaker_type said_on said_from".split()
        )
    ),
    article.c.published,
    article.c.kind,
    article.c.public_id.label("article_id"),
).join_from(statement, article, article.c.key == statement.c.article)
