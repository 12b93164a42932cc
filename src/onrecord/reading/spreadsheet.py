"""Spreadsheets of articles, .xlsx: each row of each sheet that has a column of texts, handed on as a row of a table.

openpyxl reads rows one at a time, and what a file unpacks to is bounded before it is opened. Formulas count as what
they last came to, and hidden sheets are left alone.
"""

from __future__ import annotations

import datetime
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from onrecord.errors import ReadError

from .sources import MAX_BYTES
from .table import has_texts, no_texts, table_of

_UNPACKED = 4 * MAX_BYTES
"""The largest that a spreadsheet may unpack to, in bytes: it repeats each tag, and compresses well."""

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NEXT = "Save it again, or save the sheet as CSV in UTF-8."


def rows(data: bytes, charset: str | None = None) -> Iterator[bytes | ReadError]:
    """Each row that has a text as a table of its own, in CSV: the names of the columns and that row.

    Args:
        data: the bytes of the file.
        charset: of no use here.

    Raises:
        ReadError: where it is no whole spreadsheet (code ``broken``), grows too large when unpacked (``huge``), has no
            column of texts (``table``), or openpyxl is not installed (``extra``).
    """
    del charset
    load = _openpyxl()
    _check_size(data)
    names: list[str] = []
    found = False
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl's, of colours and forms that it cannot keep
        try:
            book = load(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            for sheet in book.worksheets:
                if sheet.sheet_state != "visible":
                    continue
                lines = _lines(sheet)
                head = next(lines, [])
                names = names or head
                if has_texts(head):
                    found = True
                    yield from _tables(sheet.title, head, lines)
        except ReadError:
            raise
        except Exception as error:  # a file that trips a library must not stop those after it
            raise ReadError(f"it cannot be read as a spreadsheet ({error})", next_step=_NEXT, code="broken") from error
    if not names:
        raise ReadError("its sheets are empty", next_step=_NEXT, code="empty")
    if not found:
        raise no_texts(names)


def _openpyxl() -> Any:
    try:
        import defusedxml  # noqa: F401  (openpyxl takes it by itself, and reads hostile XML where it is not there)
        from openpyxl import load_workbook
    except ImportError as problem:
        raise ReadError(
            "spreadsheets need openpyxl and defusedxml, which are not installed",
            next_step="Install them: pip install 'onrecord[xlsx]'; or save the sheet as CSV in UTF-8",
            code="extra",
        ) from problem
    return load_workbook


def _check_size(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(part.file_size for part in packed.infolist())
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise ReadError(f"it is not a whole spreadsheet ({error})", next_step=_NEXT, code="broken") from error
    if size > _UNPACKED:
        raise ReadError(
            f"it unpacks to more than {_UNPACKED // 1024**2} MB",
            next_step="Split it, or save the sheet as CSV in UTF-8.",
            code="huge",
        )


def _lines(sheet: Any) -> Iterator[list[str]]:
    """The rows in which anything stands, without the empty cells at their ends."""
    sheet.reset_dimensions()  # what a sheet says of its own size is often wrong
    for row in sheet.iter_rows(values_only=True):
        cells = [_text(value) for value in row]
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            yield cells


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


def _text(value: object) -> str:
    """A cell as text: a day as ``2021-01-17``, a number as it would be typed."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case datetime.datetime() if value.time() == datetime.time():
            return value.date().isoformat()
        case datetime.date() | datetime.time():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))
