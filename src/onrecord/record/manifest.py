"""The sheet that goes with a published count.

A manifest holds the query, the number, and everything that the number hangs on: which articles were in the record, by
the hash of their text, who read and extracted them, which edits held, and which statements were counted in which row,
as which saying. It holds no word of any article. ``recounting`` counts again.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import sqlalchemy as sa

from onrecord.errors import RecordError

from . import counting, edits, past, schema
from .counting import Scope
from .counts import APART, Asked, Cell, Count, Counted, CountRow
from .query import Query
from .schema import article, article_sayings
from .troubles import newer

FORMAT = 1
"""Number of the manifest's own shape."""


@dataclass(frozen=True, slots=True)
class ArticleMark:
    """By what an article is known again: its public id, the hash of its text, and who read and extracted it."""

    id: str
    text_sha256: str
    reader: str
    model: str | None
    revises: str | None


@dataclass(frozen=True, slots=True)
class Manifest:
    """A count with all that it hangs on.

    Attributes:
        made_at: the second whose state of the record was counted, UTC, ISO 8601.
        package, record_schema: version of onrecord, and step of the record's schema.
        asked, rows, total, of, below, earlier, spoken: the count; see ``Count``.
        articles: every article of the record, by id.
        counted: every statement in a row.
        edits: numbers of the edits that held.
        saying_rules: version of the rules by which reports were told to be of one saying; None where no sayings were
            counted.
    """

    made_at: str
    package: str
    record_schema: str
    asked: Asked
    rows: tuple[CountRow, ...]
    total: int
    of: int
    below: int
    earlier: int
    spoken: int
    articles: tuple[ArticleMark, ...]
    counted: tuple[Counted, ...]
    edits: tuple[int, ...]
    saying_rules: str | None

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for JSON. Statements and articles, of which there are many, are short lists."""
        asked = dataclasses.asdict(self.asked)
        plain = {f.name: getattr(self, f.name) for f in dataclasses.fields(self)}
        return plain | {
            "onrecord_manifest": FORMAT,
            "asked": asked,
            "rows": [[[[c.value, c.gap] for c in row.cells], row.number, row.of] for row in self.rows],
            "articles": [list(dataclasses.astuple(mark)) for mark in self.articles],
            "counted": [list(dataclasses.astuple(one)) for one in self.counted],
            "edits": list(self.edits),
        }


def make(connection: sa.Connection, asked: Asked, made_at: str, *, as_of: str | None = None) -> tuple[Count, Manifest]:
    """Count, and write down what the count hangs on; see ``Counts.manifest``."""
    if as_of is None:
        count = counting.count(connection, asked)
        counted = counting.counted([(connection, Scope())], asked, count.rows)
    else:
        count, counted = past.counted(connection, asked, as_of)
    held = edits.holding(connection) if as_of is None else edits.held(connection, as_of)
    numbers = {name: getattr(count, name) for name in ("asked", "rows", "total", "of", *APART)}
    return count, Manifest(
        made_at=as_of or made_at,
        package=version("onrecord"),
        record_schema=schema.HEAD,
        articles=tuple(_marks(connection, as_of)),
        counted=tuple(counted),
        edits=tuple(edit.id for edit in held),
        saying_rules=_saying_rules(connection) if asked.unit == "saying" else None,
        **numbers,
    )


def _saying_rules(connection: sa.Connection) -> str:
    query = sa.select(article_sayings.c.rules).distinct().order_by(article_sayings.c.rules)
    return ", ".join(connection.execute(query).scalars())


def _marks(connection: sa.Connection, as_of: str | None = None) -> Iterable[ArticleMark]:
    earlier = article.alias("earlier")
    query = (
        sa.select(
            article.c.public_id,
            article.c.text_sha256,
            article.c.reader,
            article.c.reader_version,
            article.c.model,
            earlier.c.public_id.label("revised"),
        )
        .join_from(article, earlier, article.c.revises == earlier.c.key, isouter=True)
        .order_by(article.c.public_id)
    )
    was: dict[str, sa.RowMapping] = {}
    if as_of is not None:
        query = query.where(article.c.added_at <= as_of)
        was = past.articles(connection, as_of)
    for row in connection.execute(query).mappings():
        read = was.get(row["public_id"], row)
        reader = f"{read['reader']} {read['reader_version']}"
        yield ArticleMark(row["public_id"], read["text_sha256"], reader, read["model"], row["revised"])


def from_dict(found: Any, *, where: str) -> Manifest:
    """A manifest from what ``as_dict`` gave.

    Raises:
        RecordError: where it is none, or of a later version.
    """
    shape = found.get("onrecord_manifest") if isinstance(found, dict) else None
    if isinstance(shape, int) and shape > FORMAT:
        raise newer(f"this manifest (shape {shape}; this version knows {FORMAT})", where)
    try:
        asked = dict(found["asked"])
        query = asked.pop("query")
        if query is not None:
            query["meta"] = tuple(tuple(pair) for pair in query.get("meta", ()))
            query = Query(**query)
        return Manifest(
            **{n: found[n] for n in ("made_at", "package", "record_schema", "saying_rules", "total", "of", *APART)},
            asked=Asked(query=query, by=tuple(asked.pop("by")), **asked),
            rows=tuple(CountRow(tuple(Cell(*c) for c in cells), number, of) for cells, number, of in found["rows"]),
            articles=tuple(ArticleMark(*mark) for mark in found["articles"]),
            counted=tuple(Counted(*one) for one in found["counted"]),
            edits=tuple(found["edits"]),
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise RecordError(
            "this is no manifest of a count",
            where=where,
            next_step="Make one with: onrecord count QUERY --manifest FILE",
            code="bad-manifest",
        ) from problem
