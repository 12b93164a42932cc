"""Statements as columns, for pandas, Polars and Arrow, with none of them needed here.

A dict of columns, since each of them takes one as it is. A list of rows would lose the columns where nothing was found,
and Polars guesses the types of rows from the first hundred, which goes wrong where these are empty. An Arrow stream
would need pyarrow, which is large, and what takes Arrow takes columns too.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from onrecord.domain import Article, Extracted
from onrecord.views.flat import COLUMNS, flat

from .pipeline import extract


def extract_frame(
    articles: Iterable[Article | Extracted | str], *, only_statements: bool = False
) -> dict[str, list[Any]]:
    """The statements of many articles as columns of one length, a row each, in the order given.

    Names and types of the columns are those of ``onrecord export --format parquet``, without what only a record knows:
    words as text, empty ones None; probabilities; lists of names; spans as lists of ``{"start", "end", "text"}``.

    Args:
        articles: what ``read`` gave; texts in English, whose ``article`` is made from their hash; or what was extracted
            already, by ``extract`` or from a record (``record.every()``), which is taken as it stands. One alone will
            do.
        only_statements: of what is to be extracted, stop before people and dates.

    Raises:
        UsageError: where something else is among them (code ``usage``).
        ExtractionError: where the model is missing or damaged.
    """
    columns: dict[str, list[Any]] = {name: [] for name in COLUMNS}
    for item in [articles] if isinstance(articles, str | Article | Extracted) else articles:
        extracted = item if isinstance(item, Extracted) else extract(item, only_statements=only_statements)
        for row in flat(extracted):
            for name, column in columns.items():
                column.append(row[name])
    return columns
