"""What of sayings can be proved by reading: that each holds its reports, and each original lies in its transcript.

Whether two reports are rightly one saying is a judgement, and no audit's matter. A saying that waits to be worked out
anew is passed over: the next command that looks at sayings puts it right.
"""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from .schema import article, saying, saying_original, saying_report, statement


def findings(connection: sa.Connection) -> Iterator[tuple[str, str]]:
    """What is wrong, one sentence each, and where."""
    yield from _sayings(connection)
    yield from _originals(connection)


def _sayings(connection: sa.Connection) -> Iterator[tuple[str, str]]:
    first = sa.func.min(sa.func.coalesce(article.c.published, "9999") + " " + statement.c.public_id)
    held = (
        sa.select(saying_report.c.saying, sa.func.count().label("number"), first.label("first"))
        .join_from(saying_report, statement, statement.c.key == saying_report.c.statement)
        .join(article, article.c.key == statement.c.article)
        .group_by(saying_report.c.saying)
        .subquery()
    )
    query = sa.select(saying.c.public_id, saying.c.first_day, saying.c.reports, held.c.number, held.c.first)
    query = query.join_from(saying, held, held.c.saying == saying.c.key, isouter=True)
    for row in connection.execute(query.where(sa.not_(saying.c.waits)).order_by(saying.c.key)):
        where = f"saying {row.public_id}"
        if (row.number or 0) != row.reports:
            yield f"it is said to have {row.reports} reports and has {row.number or 0}", where
        elif row.reports < 2:
            yield "it has a single report", where
        elif row.first != f"{row.first_day} {row.public_id}":
            yield "it does not bear the id of its first report", where


def _originals(connection: sa.Connection) -> Iterator[tuple[str, str]]:
    at = saying_original.c
    turn = statement.alias("turn")
    query = (
        sa.select(statement.c.public_id, article.c.kind)
        .join_from(saying_original, statement, statement.c.key == at.statement)
        .join(turn, turn.c.key == at.turn)
        .join(article, article.c.key == turn.c.article)
        .where(sa.or_(article.c.kind != "transcript", at.start < 0, at.start >= at.stop,
                      at.stop > sa.func.length(article.c.text)))
        .order_by(statement.c.public_id)
    )  # fmt: skip
    for public_id, kind in connection.execute(query):
        what = "lies outside its text" if kind == "transcript" else "is no transcript"
        yield f"its original {what}", f"statement {public_id}"
