"""A sample that people can code: statements to judge, and passages in which to look for what was missed.

Precision is seen in what was found; recall only in what was read by somebody. So half of a sample are statements, drawn
within strata in proportion to their size, and half are passages (paragraphs), drawn uniformly from all extracted
articles, those without a statement as much as the others. The same record, query and seed give the same sample.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import sqlalchemy as sa

from onrecord.domain import Span
from onrecord.domain.sentences import paragraphs

from . import counting, loading, selecting
from .answers import StoredArticle
from .counts import Asked, Cell
from .schema import article, statement


@dataclass(frozen=True, slots=True)
class Drawn:
    """One thing to be coded.

    Attributes:
        stored: the article with all its statements.
        statement: public id of the statement to be judged; None for a passage.
        passage: the paragraph to be read, in the article's text; None for a statement.
        stratum: the cells of its stratum, empty for a passage; size: how many statements (passages) that has in all.
    """

    stored: StoredArticle
    statement: str | None
    passage: Span | None
    stratum: tuple[Cell, ...]
    size: int


def sample(connection: sa.Connection, asked: Asked, statements: int, passages: int, seed: int) -> list[Drawn]:
    """Draw; see ``Counts.sample``."""
    lot = random.Random(seed)
    return [*_statements(connection, asked, statements, lot), *_passages(connection, passages, lot)]


def shares(sizes: dict[tuple[Cell, ...], int], number: int) -> dict[tuple[Cell, ...], int]:
    """How many to draw of each stratum: in proportion, what is left over going to the largest remainders (Hamilton)."""
    whole = sum(sizes.values())
    number = min(number, whole)
    exact = {stratum: number * size / whole for stratum, size in sizes.items()} if whole else {}
    found = {stratum: int(share) for stratum, share in exact.items()}
    rest = sorted(exact, key=lambda stratum: (found[stratum] - exact[stratum], [c.value or "" for c in stratum]))
    for stratum in rest[: number - sum(found.values())]:
        found[stratum] += 1
    return found


def _statements(connection: sa.Connection, asked: Asked, number: int, lot: random.Random) -> Iterator[Drawn]:
    strata: dict[tuple[Cell, ...], list[str]] = defaultdict(list)
    for public_id, cells in counting.placed(connection, asked):
        strata[cells].append(public_id)
    ordered = dict(sorted(strata.items(), key=lambda pair: [(c.value or "", c.gap or "") for c in pair[0]]))
    wanted = shares({cells: len(ids) for cells, ids in ordered.items()}, number)
    chosen = {one: cells for cells, ids in ordered.items() for one in lot.sample(sorted(ids), wanted[cells])}
    homes: dict[str, int] = {}
    for some in loading.batches(list(chosen)):
        query = sa.select(statement.c.public_id, statement.c.article).where(statement.c.public_id.in_(some))
        homes |= dict(connection.execute(query).tuples().all())
    stored = dict(selecting.each(connection, sorted(set(homes.values()))))
    for public_id, cells in chosen.items():
        yield Drawn(stored[homes[public_id]], public_id, None, cells, len(strata[cells]))


def _passages(connection: sa.Connection, number: int, lot: random.Random) -> Iterator[Drawn]:
    numbers = {key: len(_worth_reading(text)) for key, text in connection.execute(_texts()).tuples()}
    keys, ends = list(numbers), list(accumulate(numbers.values()))
    whole = ends[-1] if ends else 0
    places = lot.sample(range(whole), min(number, whole))
    homes = [bisect_right(ends, place) for place in places]
    stored = dict(selecting.each(connection, sorted({keys[home] for home in homes})))
    for place, home in zip(places, homes, strict=True):
        own = stored[keys[home]]
        first = ends[home - 1] if home else 0
        yield Drawn(own, None, _worth_reading(own.extracted.article.text)[place - first], (), whole)


def _texts() -> sa.Select[Any]:
    """Texts of the extracted articles that no later version revises, in an order that hangs on nothing but them."""
    latest = article.c.key.not_in(selecting.REVISED)
    query = sa.select(article.c.key, article.c.text).where(article.c.model.is_not(None), latest)
    return query.order_by(article.c.public_id)


def _worth_reading(text: str) -> list[Span]:
    """The paragraphs that have a word in them."""
    return [span for span in paragraphs(text) if any(map(str.isalpha, span.of(text)))]
