"""Spreadsheets of articles, .xlsx: each row of each sheet that has a column of texts, handed on as a row of a table.

openpyxl reads rows one at a time, and what a file unpacks to is bounded before it is opened. Formulas count as what
they last came to, and hidden sheets are left alone.
"""

from __future__ import annotations

import datetime
import io
import re
import warnings
from collections.abc import Iterator
from typing import Any

from onrecord.errors import ReadError, from_extra

from .sheets import AGAIN, check_size, filled, rows_of

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


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
    check_size(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl's, of colours and forms that it cannot keep
        try:
            book = load(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            shown = (sheet for sheet in book.worksheets if sheet.sheet_state == "visible")
            yield from rows_of((sheet.title, filled(_cells(sheet))) for sheet in shown)
        except ReadError:
            raise
        except Exception as error:  # a file that trips a library must not stop those after it
            raise ReadError(f"it cannot be read as a spreadsheet ({error})", next_step=AGAIN, code="broken") from error


def _openpyxl() -> Any:
    lacking = "spreadsheets need openpyxl and defusedxml, which are not installed"
    with from_extra("xlsx", lacking, kind=ReadError, then="; or save the sheet as CSV in UTF-8"):
        import defusedxml  # noqa: F401  (openpyxl takes it by itself, and reads hostile XML where it is not there)
        from openpyxl import load_workbook
    return load_workbook


def _cells(sheet: Any) -> Iterator[Iterator[str]]:
    sheet.reset_dimensions()  # what a sheet says of its own size is often wrong
    for row in sheet.iter_rows(values_only=True):
        yield map(_text, row)


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
