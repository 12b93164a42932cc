"""Spreadsheets of articles in OpenDocument, .ods (ISO 26300): each row of each sheet that has a column of texts.

A cell counts as it is shown, but days, numbers and truth values as they are stored, whatever the language of the
office. Comments beside cells are none of their texts.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from onrecord.errors import ReadError

from .markup import anywhere, local, parse_xml
from .sheets import AGAIN, check_size, filled, rows_of, too_wide
from .sources import MAX_BYTES

_WIDEST = 1_000  # columns; a cell may say that it is repeated a million times
_STORED = ("date-value", "boolean-value", "time-value", "value")


def rows(data: bytes, charset: str | None = None) -> Iterator[bytes | ReadError]:
    """Each row that has a text as a table of its own, in CSV: the names of the columns and that row.

    Args:
        data: the bytes of the file.
        charset: of no use here.

    Raises:
        ReadError: where it is no whole spreadsheet (code ``broken``, ``xml``), has a password (``encrypted``), grows
            too large when unpacked (``huge``), or has no column of texts (``table``).
    """
    del charset
    check_size(data)
    sheets = anywhere(parse_xml(_content(data)), "table")
    yield from rows_of((_attribute(sheet, "name") or "?", filled(map(_cells, _rows(sheet)))) for sheet in sheets)


def _content(data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if b"encryption-data" in packed.read("META-INF/manifest.xml"):
                raise ReadError("it has a password", next_step="Save it without one.", code="encrypted")
            if packed.getinfo("content.xml").file_size > MAX_BYTES:  # of which a tree is made, several times as large
                raise too_wide(MAX_BYTES)
            return packed.read("content.xml")
    except (zipfile.BadZipFile, zlib.error, KeyError, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise ReadError(f"it is not a whole spreadsheet ({error})", next_step=AGAIN, code="broken") from error


def _rows(sheet: Any) -> Iterator[Any]:
    """The rows of a sheet; one that says that it is repeated counts once."""
    return (row for row in anywhere(sheet, "table-row") if _attribute(row, "visibility") in (None, "visible"))


def _cells(row: Any) -> Iterator[str]:
    count = 0
    for cell in row:
        if local(cell) not in ("table-cell", "covered-table-cell"):
            continue
        words = _words(cell)
        for _ in range(min(_number(cell, "number-columns-repeated"), _WIDEST - count)):
            count += 1
            yield words


def _words(cell: Any) -> str:
    if _attribute(cell, "value-type") not in (None, "string"):
        stored = next((value for name in _STORED if (value := _attribute(cell, name)) is not None), None)
        if stored is not None:
            return stored.removesuffix("T00:00:00")
    return "\n".join("".join(_pieces(part)) for part in cell if local(part) == "p")


def _pieces(paragraph: Any) -> Iterator[str]:
    yield paragraph.text or ""
    for part in paragraph:
        match local(part):
            case "s":
                yield " " * min(_number(part, "c"), _WIDEST)
            case "tab":
                yield "\t"
            case "line-break":
                yield "\n"
            case "annotation" | "note":
                pass
            case _:
                yield from _pieces(part)
        yield part.tail or ""


def _number(element: Any, name: str) -> int:
    value = _attribute(element, name) or ""
    return int(value) if re.fullmatch(r"[0-9]{1,9}", value) else 1


def _attribute(element: Any, name: str) -> str | None:
    """An attribute by its name without its namespace."""
    found = (value for key, value in element.attrib.items() if key.rpartition("}")[2] == name)
    return next(found, None)
