"""What spreadsheets of all formats have in common: sheets of rows of texts, each row an article as in a table."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence

from onrecord.errors import ReadError

from .sources import MAX_BYTES
from .table import has_texts, no_texts, table_of

UNPACKED = 4 * MAX_BYTES
"""The largest that a spreadsheet may unpack to, in bytes: it repeats each tag, and compresses well."""

AGAIN = "Save it again, or save the sheet as CSV in UTF-8."


def rows_of(sheets: Iterable[tuple[str, Iterator[list[str]]]]) -> Iterator[bytes | ReadError]:
    """Each row of each sheet that has a column of texts, as a table of its own in CSV: the names and that row.

    Args:
        sheets: the title of each, and its rows from the names of the columns on, as ``filled`` gives them.

    Raises:
        ReadError: where no sheet has such a column (code ``table``), or all are empty (``empty``).
    """
    names: list[str] = []
    found = False
    for title, lines in sheets:
        head = next(lines, [])
        names = names or head
        if has_texts(head):
            found = True
            yield from _tables(title, head, lines)
    if not names:
        raise ReadError("its sheets are empty", next_step=AGAIN, code="empty")
    if not found:
        raise no_texts(names)


def _tables(title: str, names: Sequence[str], lines: Iterator[list[str]]) -> Iterator[bytes | ReadError]:
    for cells in lines:
        if len(cells) > len(names):
            yield ReadError(
                f'a row of sheet "{title}" has {len(cells)} cells under {len(names)} names',
                next_step="Give every column a name in the first row.",
                code="table",
            )
        else:
            yield table_of(names, [*cells, *[""] * (len(names) - len(cells))])


def filled(rows: Iterable[Iterable[str]]) -> Iterator[list[str]]:
    """The rows in which anything stands, without the empty cells at their ends."""
    for row in rows:
        cells = list(row)
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            yield cells


def check_size(data: bytes) -> None:
    """See that a spreadsheet is a whole zip that does not unpack to too much.

    Raises:
        ReadError: where it is none (code ``broken``), or unpacks to more than ``UNPACKED`` bytes (``huge``).
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(part.file_size for part in packed.infolist())
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise ReadError(f"it is not a whole spreadsheet ({error})", next_step=AGAIN, code="broken") from error
    if size > UNPACKED:
        raise too_wide(UNPACKED)


def too_wide(most: int) -> ReadError:
    """The error for a spreadsheet that unpacks to more than ``most`` bytes."""
    return ReadError(
        f"it unpacks to more than {most // 1024**2} MB",
        next_step="Split it, or save the sheet as CSV in UTF-8.",
        code="huge",
    )
