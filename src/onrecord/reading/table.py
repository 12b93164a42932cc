"""Tables of articles, CSV and TSV: one article a row, its fields told by the names of the columns.

The text is a cell as it stands there. A comma, a semicolon or a tab may part the columns; whichever stands most
often in the first line does.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

from onrecord.errors import ReadError

from .days import iso_day
from .decoding import decode
from .draft import Draft
from .head import find_head
from .mending import Mending
from .repairs import mend_letters
from .sources import MAX_BYTES
from .transcript import find_turns

READER = "table"
VERSION = "1"
_COLUMNS = {
    "text": ("text", "full_text", "fulltext", "body", "content", "article", "article_text"),
    "id": ("id", "identifier", "article_id"),
    "title": ("title", "headline"),
    "published": ("published", "date", "day", "publication_date", "pub_date"),
    "modified": ("modified", "updated"),
    "outlet": ("outlet", "publisher", "publication", "source", "newspaper"),
    "byline": ("byline", "author", "authors"),
    "url": ("url", "link", "address"),
    "language": ("language", "lang"),
}
"""The fields, each with the names of columns that it is known by; of several in one table the first here is taken."""


def rows(data: bytes, charset: str | None = None) -> Iterator[bytes | ReadError]:
    """Each row that has a text as a table of its own: the names of the columns and that row, in UTF-8.

    Args:
        data: the bytes of the file.
        charset: the encoding that its server named; None for a file.

    Raises:
        ReadError: where no column has a text (code ``table``), or no encoding fits.
    """
    reader, names, delimiter = _opened(decode(data, charset).text)
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
                yield ReadError(
                    f"line {reader.line_num} has {len(cells)} cells under {len(names)} names",
                    next_step="Put a cell that holds a comma or a line end between quotation marks.",
                    code="table",
                )
                continue
            yield table_of(names, cells[: len(names)], delimiter)
    except csv.Error as error:
        yield ReadError(
            f"line {reader.line_num}: {error}", next_step="Save the table anew as CSV in UTF-8.", code="table"
        )


def table_of(names: Sequence[str], cells: Sequence[str], delimiter: str = ",") -> bytes:
    """A table of one row, as ``read_row`` takes it."""
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter).writerows([names, cells])
    return written.getvalue().encode("utf-8")


def has_texts(names: Sequence[str]) -> bool:
    """Whether one of the columns with these names holds the texts."""
    return _column("text", names) is not None


def no_texts(names: Sequence[str]) -> ReadError:
    """What is wrong with a table in which no column has a name that says that it holds the texts."""
    return ReadError(
        f"no column holds the texts; the columns are: {', '.join(names)[:200]}",
        next_step=f"Name one of them in the first line: {', '.join(_COLUMNS['text'])}.",
        code="table",
    )


def read_row(data: bytes) -> Draft:
    """Read a table of one row, as ``rows`` gives it.

    Raises:
        ReadError: where it has no column of texts (code ``table``), or no text (``empty``).
    """
    reader, names, _ = _opened(decode(data).text)
    try:
        cells: list[str] = next(reader, [])
    except csv.Error as error:
        raise ReadError(f"it is no row of a table: {error}", next_step="Read the whole file.", code="table") from error
    row = dict(zip(names, cells, strict=False))
    column = {field: name for field in _COLUMNS if (name := _column(field, names))}
    text = row.get(column["text"], "")
    if not text.strip():
        raise ReadError("its text is empty", next_step="Leave the row out, or put the text in.", code="empty")
    mending = Mending(text)
    mend_letters(mending)
    known = {field: _clean(row.get(name, "")) for field, name in column.items()}
    days = {field: iso_day(known.get(field)) for field in ("published", "modified")}
    # A day that could not be understood is given back as it came, as of JSON Lines.
    kept = {field: known[field] for field in days if known.get(field) and not days[field]}
    others = {name: _clean(cell) for name, cell in row.items() if name not in column.values()}
    head = find_head(mending.text, known.get("title"))
    return Draft(
        text=mending.text,
        reader=READER,
        version=VERSION,
        id=known.get("id"),
        title=known.get("title") or head.title,
        byline=known.get("byline") or head.byline,
        outlet=known.get("outlet") or head.outlet,
        url=known.get("url") or head.url,
        published=days["published"] or (None if known.get("published") else head.published),
        modified=days["modified"],
        language=(known.get("language") or "")[:2].lower() or None,
        turns=find_turns(mending.text, title=known.get("title")),
        repairs=mending.repairs,
        meta={name: value for name, value in {**others, **kept}.items() if name and value},
    )


def _opened(text: str) -> tuple[Any, list[str], str]:
    """The library's reader of the rows after the first, the names in the first, and what parts the columns."""
    csv.field_size_limit(MAX_BYTES)  # the standard 128 KB are less than some articles have
    line = text[: text.find("\n") if "\n" in text else len(text)]
    delimiter = max(",;\t", key=line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        names = [_clean(name) or "" for name in next(reader, [])]
    except csv.Error as error:
        raise ReadError(f"line 1: {error}", next_step="Save the table anew as CSV in UTF-8.", code="table") from error
    if not has_texts(names):
        raise no_texts(names)
    return reader, names, delimiter


def _column(field: str, names: Sequence[str]) -> str | None:
    plain = {name.lower().replace(" ", "_"): name for name in reversed(names)}
    return next((plain[known] for known in _COLUMNS[field] if known in plain), None)


def _clean(cell: str) -> str | None:
    return cell.replace("\x00", "").strip() or None
