"""Counts in a terminal and as CSV: each row with what it is out of, and below the rows all that was set apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from onrecord.record import APART, Cell, Change, Count, CountRow, Recount

from .answers import answer
from .exports import cell as safe_cell
from .exports import csv_line
from .safe import one_line
from .words import ACTS, FORMS, counted

_GAPS = {"unnamed": "(unnamed in the article)", "unknown": "(not known)"}
_NAMES: dict[str, Mapping[Any, str]] = {"form": FORMS, "act": ACTS}


_IN_SEVERAL = {
    "article": "An article that stands in several rows",
    "saying": "A saying with reports in several rows",
}


def cell_words(dimension: str, cell: Cell) -> str:
    """What a row shows in one dimension."""
    if cell.value is None:
        return _GAPS[cell.gap or "unknown"]
    return one_line(_NAMES.get(dimension, {}).get(cell.value, cell.value))


def set_apart(count: Count) -> list[tuple[str, int]]:
    """What the query found and the rows do not have: which statements, in words that go on, and how many."""
    asked = count.asked
    found = []
    if asked.min_confidence > 0:
        found.append((f"below confidence {asked.min_confidence:g}, set apart", count.below))
    if not asked.all_versions:
        found.append(("of versions since revised, set apart", count.earlier))
    if asked.unit == "saying":
        found.append(("of transcripts, which report no saying, set apart", count.spoken))
    return found


def count_view(count: Count) -> RenderableType:
    """The rows, what they add up to, what was set apart, and what was looked at."""
    asked = count.asked
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False)
    for name in asked.by:
        table.add_column(name, overflow="fold")
    # Without a query each row is all there is of it, and only its share of the whole tells something.
    whole = asked.query is None and asked.unit != "article"
    for name in (f"{asked.unit}s", *(() if whole else ("of",)), "%"):
        table.add_column(name, justify="right", no_wrap=True)
    for row in count.rows if asked.by else ():
        cells = [cell_words(name, cell) for name, cell in zip(asked.by, row.cells, strict=True)]
        style = "dim" if any(cell.value is None for cell in row.cells) else ""
        of = () if whole else (f"{row.of:,}",)
        table.add_row(*cells, f"{row.number:,}", *of, _share(row.number, count.total if whole else row.of), style=style)
    parts: list[RenderableType] = [table, Text()] if asked.by and count.rows else []
    parts.append(
        Text(f"{counted(count.total, asked.unit)} of {count.of:,} ({_share(count.total, count.of)}%).", "bold")
    )
    if asked.unit in _IN_SEVERAL and len(count.rows) > 1:
        parts.append(Text(f"{_IN_SEVERAL[asked.unit]} is counted once in each."))
    parts += [Text(f"{counted(number, 'statement')} {what}.") for what, number in set_apart(count) if number]
    return Group(*parts, Text(_looked_at(count), style="dim"))


def _looked_at(count: Count) -> str:
    seen = count.surroundings
    days = f", published {seen.first} to {seen.last}" if seen.first else ""
    missed = f"; {counted(seen.not_extracted, 'article')} not extracted" if seen.not_extracted else ""
    return (
        f"Looked at {counted(seen.articles, 'article')} of {counted(len(seen.outlets), 'outlet')}{days}; "
        f"{seen.articles_with:,} with statements{missed}. Model: {', '.join(sorted(seen.models)) or 'none'}."
    )


def count_object(count: Count) -> dict[str, Any]:
    """The count for a program; each row has its dimensions by name, and ``gaps`` where a value is null."""
    seen = answer(count.surroundings)
    return {
        "asked": answer(count.asked),
        "rows": [
            {**_by_name(count.asked.by, row.cells), "number": row.number, "of": row.of, "gaps": _gaps(count, row)}
            for row in count.rows
        ],
        **{name: getattr(count, name) for name in ("total", "of", *APART)},
        "looked_at": seen | {name: sorted(seen[name]) for name in ("outlets", "models")},
    }


def _by_name(by: Sequence[str], cells: Sequence[Cell]) -> dict[str, str | None]:
    return {name: cell.value for name, cell in zip(by, cells, strict=True)}


def _gaps(count: Count, row: CountRow) -> dict[str, str]:
    return {name: cell.gap for name, cell in zip(count.asked.by, row.cells, strict=True) if cell.gap}


def count_lines(count: Count) -> Iterator[str]:
    """Lines of CSV: the rows, then what was set apart, with ``row`` saying which is which."""
    names = list(count.asked.by)
    yield _line(["row", *names, "number", "of"])
    for row in count.rows:
        cells = [cell_words(n, c) if c.value is None else c.value for n, c in zip(names, row.cells, strict=True)]
        yield _line(["count", *cells, str(row.number), str(row.of)])
    for what, number in set_apart(count):
        yield _line([f"statements {what}", *([""] * len(names)), str(number), ""])
    yield _line(["total", *([""] * len(names)), str(count.total), str(count.of)])


def _line(values: Iterable[str]) -> str:
    return csv_line(map(safe_cell, values))


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "–"


# --- counted again ---------------------------------------------------------------------------------------------------

_MOST = 20
"""Changes of one sort that are listed in a terminal; ``--json`` lists all."""


def recount_view(found: Recount) -> RenderableType:
    """The number then and now, and everything that differs."""
    old, now = found.manifest, found.now
    head = "✓ The same number" if found.same else "The number differs"
    parts: list[RenderableType] = [
        Text(f"{head}: {old.total:,} of {old.of:,} on {old.made_at}, {now.total:,} of {now.of:,} now.", "bold")
    ]
    if not found.same:
        parts.append(Text(_then_words(found)))
    for name, was, now_is in found.versions:
        parts.append(Text(f"{name.replace('_', ' ')}: {was} then, {now_is} now"))
    if found.rows:
        parts += [Text(), _differing(found)]
    for sort, title in _SORTS:
        parts += _listed(title, [_change_words(change) for change in found.articles if change.what == sort])
    parts += _listed("edit changed", list(found.edits))
    for sort in ("gained", "lost", "moved"):
        parts += _listed(f"statement {sort}", [_change_words(c) for c in found.statements if c.what == sort])
    for sort in ("joined", "parted"):
        parts += _listed(f"saying {sort}", [_change_words(c) for c in found.sayings if c.what == sort])
    return Group(*parts)


_SORTS = (
    ("added", "article added"),
    ("removed", "article removed"),
    ("revised", "article revised"),
    ("re-read", "article read again"),
)


def _then_words(found: Recount) -> str:
    made = found.manifest.made_at
    if found.then is None:
        return f"The old number cannot be reached again: {found.then_why}."
    verdict = "the old number" if found.then == found.manifest.total else f"not the {found.manifest.total:,} of then"
    return f"As of {made} the record gives {found.then:,}: {verdict}."


def _differing(found: Recount) -> Table:
    by = found.now.asked.by
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False)
    for name in by:
        table.add_column(name, overflow="fold")
    for name in ("then", "now"):
        table.add_column(name, justify="right", no_wrap=True)
    for cells, was, now_is in found.rows:
        table.add_row(*(cell_words(n, c) for n, c in zip(by, cells, strict=True)), f"{was:,}", f"{now_is:,}")
    return table


def _change_words(change: Change) -> str:
    where = "" if change.id == change.article else f" in {change.article}"
    return one_line(f"{change.id}{where}: {change.why}")


def _listed(noun: str, lines: Sequence[str]) -> list[RenderableType]:
    if not lines:
        return []
    thing, _, rest = noun.partition(" ")
    title = f"{counted(len(lines), thing)} {rest}"
    more = [Text(f"  ... and {len(lines) - _MOST:,} more (--json lists all)", "dim")] if len(lines) > _MOST else []
    return [Text(), Text(title, "bold"), *(Text(f"  {line}") for line in lines[:_MOST]), *more]


def recount_object(found: Recount) -> dict[str, Any]:
    """The same for a program, with every change."""
    by = found.now.asked.by
    old = found.manifest
    return {
        "same": found.same,
        "was": {name: getattr(old, name) for name in ("made_at", "total", "of", *APART)},
        "now": {name: getattr(found.now, name) for name in ("total", "of", *APART)},
        "as_of_then": {"total": found.then, "why_not": found.then_why or None},
        "rows": [{**_by_name(by, cells), "was": was, "now": now} for cells, was, now in found.rows],
        "articles": answer(found.articles),
        "statements": answer(found.statements),
        "sayings": answer(found.sayings),
        "edits": list(found.edits),
        "versions": [{"name": name, "was": was, "now": now} for name, was, now in found.versions],
    }
