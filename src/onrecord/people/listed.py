"""A list of known people as a file: CSV with the columns name, aliases, party, office, from, to, and id where wanted.

A row is what somebody was from one day to another. Rows with the same id are one person's; that two rows of one name
are, no rule can know, so without an id they are refused.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from onrecord.domain import Known, Term
from onrecord.errors import ReadError
from onrecord.reading.decoding import decode
from onrecord.record import days, folding

_COLUMNS = ("name", "aliases", "party", "office", "from", "to", "id")
_LONGEST = 500
"""Characters of a cell: a name, a party, an office. PostgreSQL keeps no order of much longer ones."""

_MOST_TOLD = 5


@dataclass
class _Gathered:
    """One person of the list while it is read: where the names stood first, and the terms."""

    id: str | None
    names: dict[str, tuple[str, int]] = field(default_factory=dict)  # by the folded name
    terms: list[Term] = field(default_factory=list)

    def known(self) -> Known:
        name, *aliases = (written for written, _ in self.names.values())
        return Known(name, tuple(aliases), tuple(self.terms), self.id)


def read_list(data: bytes, path: str) -> tuple[tuple[Known, ...], tuple[str, ...]]:
    """Read a list.

    Args:
        data: its bytes; the encoding is told as of any file, and commas, semicolons or tabs may part the cells.
        path: where it came from, for errors.

    Returns:
        the people, in the order of the list; and the columns that are not understood, and were passed over.

    Raises:
        ReadError: where it is no such list (code ``people-list``); every error with its line and column.
    """
    reader, columns = _opened(decode(data).text, path)
    people: list[_Gathered] = []
    by_id: dict[str, _Gathered] = {}
    bearers: dict[str, _Gathered] = {}
    wrong: list[str] = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                row = {name: _clean(cell) for name, cell in zip(columns, cells, strict=False)}
                line = reader.line_num
                found = [*_mistakes(row, len(cells), len(columns), line)]
                wrong += found or _taken(row, line, people, by_id, bearers)
    except csv.Error as error:
        wrong.append(f"line {reader.line_num}: {error}")
    if wrong:
        more = f"; and {len(wrong) - _MOST_TOLD} more" if len(wrong) > _MOST_TOLD else ""
        raise _no_list(f"{'; '.join(wrong[:_MOST_TOLD])}{more}", path, "Put them right and import the list again")
    if not people:
        raise _no_list("nobody stands in this list", path, "Write one person a line, under the names of the columns")
    return tuple(one.known() for one in people), tuple(name for name in columns if name and name not in _COLUMNS)


def _opened(text: str, path: str) -> tuple[Any, list[str]]:
    """The library's reader of the rows after the first, and the names of the columns."""
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count), strict=True)
    try:
        columns = [name.strip().lower() for name in next(reader, [])]
    except csv.Error as error:
        raise _no_list(f"line 1: {error}", path, "Save the list anew as CSV in UTF-8") from error
    twice = next((name for name in columns if name and columns.count(name) > 1), None)
    if "name" not in columns or twice:
        what = f"two columns are called {twice}" if twice else "no column is called name"
        raise _no_list(f"line 1: {what}", path, f"The first line names the columns: {', '.join(_COLUMNS)}")
    return reader, columns


def _mistakes(row: dict[str, str], cells: int, columns: int, line: int) -> Iterator[str]:
    """What is wrong with one row by itself."""
    if cells > columns:
        yield f"line {line} has {cells} cells under {columns} names (a cell with a comma wants quotation marks)"
        return
    for column in _COLUMNS:
        value = row.get(column, "")
        if len(value) > _LONGEST * (20 if column == "aliases" else 1):
            yield f"line {line}, column {column}: longer than {_LONGEST} characters"
        if column in ("from", "to") and value and days.plain_bounds(value) is None:
            yield f"line {line}, column {column}: {value!r} is no day (2021-01-17, 2021-01 or 2021)"
    if not folding.names(row.get("name", "")):
        yield f"line {line}, column name: there is no name"
    for alias in _aliases(row):
        if not folding.names(alias) or len(alias) > _LONGEST:
            yield f"line {line}, column aliases: {alias[:40]!r} is no name"
    term = _term(row)
    if term.first and term.last and term.first > term.last:
        yield f"line {line}, column to: {row['to']} is before {row['from']}"


def _taken(
    row: dict[str, str],
    line: int,
    people: list[_Gathered],
    by_id: dict[str, _Gathered],
    bearers: dict[str, _Gathered],
) -> list[str]:
    """Put a row to the people; returns what is wrong with the names in it that are somebody else's already."""
    wrong = []
    own = row.get("id") or None
    one = by_id.get(own) if own else None
    if one is None:
        one = _Gathered(own)
        people.append(one)
        if own:
            by_id[own] = one
    for column, written in (("name", row["name"]), *(("aliases", alias) for alias in _aliases(row))):
        folded = folding.names(written)
        other = bearers.setdefault(folded, one)
        if other is not one:
            first, at = other.names[folded]
            wrong.append(
                f"line {line}, column {column}: {written!r} names two, {row['name']} here and "
                f"{other.known().name} in line {at}"
                + ("" if first == written else f" ({first!r})")
                + (" (where they are one, give both lines the same id)" if column == "name" else "")
            )
        one.names.setdefault(folded, (written, line))
    term = _term(row)
    if term != Term() and term not in one.terms:
        one.terms.append(term)
    return wrong


def _term(row: dict[str, str]) -> Term:
    first, last = (days.plain_bounds(row.get(column, "")) for column in ("from", "to"))
    return Term(row.get("party") or None, row.get("office") or None, first and first.earliest, last and last.latest)


def _aliases(row: dict[str, str]) -> Sequence[str]:
    return [alias for one in row.get("aliases", "").split(";") if (alias := one.strip())]


def _clean(cell: str) -> str:
    return " ".join(cell.replace("\x00", "").split())


def _no_list(what: str, path: str, step: str) -> ReadError:
    return ReadError(what, where=path, next_step=step, code="people-list")
