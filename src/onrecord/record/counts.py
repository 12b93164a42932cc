"""What is counted, and what a count answers: frozen values that know nothing of the store. How: see ``counting``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from onrecord.errors import QueryError

from .query import Query

Unit = Literal["statement", "saying", "article"]
Gap = Literal["unnamed", "unknown"]
Dimension = Literal[
    "speaker", "speaker-type", "outlet", "year", "month", "day", "published-year", "published-month", "form", "act",
    "language",
]  # fmt: skip
UNITS = get_args(Unit)
APART = ("below", "earlier", "spoken")
"""Fields of a Count that number the statements which the query finds and no row has."""
DIMENSIONS = get_args(Dimension)


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """Where a row stands in one dimension.

    Attributes:
        value: the name, month, form ...; None where there is none, and ``gap`` says what that means.
        gap: ``unnamed`` (the article keeps the source unnamed) or ``unknown``; None where there is a value.
    """

    value: str | None
    gap: Gap | None = None


@dataclass(frozen=True, slots=True)
class CountRow:
    """One row of a count.

    Attributes:
        cells: one for each dimension, in their order.
        number: how many statements, sayings or articles.
        of: out of how many of this group in the record, whatever the query: statements, sayings with a report in the
            group, or articles with a statement in it; where all dimensions are the article's own (outlet, published
            ...), all extracted articles.
    """

    cells: tuple[Cell, ...]
    number: int
    of: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What is counted.

    Attributes:
        query: which statements; its limit and offset do not matter. None counts all.
        by: dimensions of the rows; without any there is one row.
        unit: ``statement``; or ``saying`` or ``article``, which count once in each row where they have such a
            statement. A saying is what is reported, however often; transcripts report none (``Count.spoken``).
        min_confidence: statements below it are set apart, 0 to 1.
        all_versions: count versions of an article that a later one revises too, instead of setting them apart.

    Raises:
        QueryError: for a unit or dimension that there is not.
    """

    query: Query | None = None
    by: tuple[str, ...] = ()
    unit: str = "statement"
    min_confidence: float = 0.0
    all_versions: bool = False

    def __post_init__(self) -> None:
        for given, known, where in (((self.unit,), UNITS, "unit"), (self.by, DIMENSIONS, "by")):
            for name in given:
                if name not in known:
                    raise QueryError(
                        f"{name!r} is not known", where=where, next_step=f"Take one of: {', '.join(known)}"
                    )
        if len(set(self.by)) < len(self.by):
            raise QueryError("a dimension is named twice", where="by", next_step="Name each once")


@dataclass(frozen=True, slots=True)
class Counted:
    """One statement that was counted, for a manifest.

    Attributes:
        statement, article: public ids.
        row: place of the row that it is in.
        saying: with unit ``saying``, the first by id of the counted statements that are reports of the same; else None.
    """

    statement: str
    article: str
    row: int
    saying: str | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What was looked at to count.

    Attributes:
        articles, articles_with, not_extracted: how many articles; with any statement; that the model did not look at
            (not in English).
        first, last: first and last day of publication; None where no article has one.
        outlets, models: names of the outlets, and versions of the models that made the statements.
    """

    articles: int
    articles_with: int
    not_extracted: int
    first: str | None
    last: str | None
    outlets: frozenset[str]
    models: frozenset[str]

    def joined(self, other: Surroundings) -> Surroundings:
        """Both together, where they have no article in common."""
        days = sorted(filter(None, (self.first, other.first, self.last, other.last)))
        return Surroundings(
            articles=self.articles + other.articles,
            articles_with=self.articles_with + other.articles_with,
            not_extracted=self.not_extracted + other.not_extracted,
            first=days[0] if days else None,
            last=days[-1] if days else None,
            outlets=self.outlets | other.outlets,
            models=self.models | other.models,
        )


@dataclass(frozen=True, slots=True)
class Count:
    """A count with all that belongs beside it.

    Attributes:
        asked: what was counted.
        rows: as ``in_order`` puts them.
        total: statements (sayings, articles) in all rows; one that stands in several rows is one here.
        of: statements (sayings) that the query could have let through; with unit ``article``, extracted articles.
        below: statements found by the query and set apart for their confidence.
        earlier: statements found by the query and set apart since they stand in a version that was revised.
        spoken: with unit ``saying``, statements found by the query and set apart since they stand in a transcript.
        surroundings: what was looked at.
        groups: what each group has in all, also those that have no row.
    """

    asked: Asked
    rows: tuple[CountRow, ...]
    total: int
    of: int
    below: int
    earlier: int
    spoken: int
    surroundings: Surroundings
    groups: Mapping[tuple[Cell, ...], int]
