"""One person in a terminal: the names and why they are one's, and the offices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.domain import Alias, Office, Person, Term
from onrecord.record.known import Imported, KnownRow

from .safe import one_line
from .words import counted, day_words


def person_view(person: Person, examples: Mapping[str, tuple[str, str]]) -> RenderableType:
    """What ``onrecord people show`` prints.

    Args:
        person: with names and offices.
        examples: by the key of a name, the words that say whose it is and the article they stand in.
    """
    head = Text(one_line(person.name), "bold")
    several = "surname or single name only" if person.type == "person" else "short name only"
    kind = "" if person.type == "person" else person.type
    head.append(
        "  " + " · ".join(x for x in (kind, several if person.short else "", person.qid, person.id) if x),
        "not bold dim",
    )
    parts: list[RenderableType] = [head]
    if person.candidates:
        parts.append(Text(f"Could be: {'; '.join(map(one_line, person.candidates))}. Nothing tells which."))
    parts.append(Text(f"\nNames ({len(person.aliases)})"))
    for alias in person.aliases:
        parts.append(Padding(_alias(alias, examples.get(alias.key)), (0, 0, 0, 2)))
    if person.terms:
        parts += [Text("\nKnown as"), Padding(_terms(person.terms), (0, 0, 0, 2))]
    if person.offices:
        parts += [Text("\nSeen as"), Padding(_offices(person.offices), (0, 0, 0, 2))]
    return Group(*parts)


def _alias(alias: Alias, example: tuple[str, str] | None) -> Text:
    line = Text(one_line(alias.name), "bold")
    line.append(f"  {counted(alias.statements, 'statement')}, {counted(alias.articles, 'article')}", "not bold dim")
    if alias.why:
        doubt = "" if alias.sure else "likely: "
        line.append(f"\n  {doubt}{one_line(alias.why)}", "not bold")
    if example:
        line.append(f"\n  “{one_line(example[0])}” in {example[1]}", "not bold dim")
    return line


def _offices(offices: Sequence[Office]) -> Table:
    table = Table.grid(padding=(0, 3, 0, 0))
    for office in offices:
        first, last = day_words(office.first) or "no day", day_words(office.last) or "no day"
        days = first if first == last else f"{first} to {last}"
        table.add_row(Text(one_line(office.title)), Text(days), Text(counted(office.articles, "article"), "dim"))
    return table


def _terms(terms: Sequence[Term]) -> Table:
    table = Table.grid(padding=(0, 3, 0, 0))
    for term in terms:
        table.add_row(Text(one_line(term.office or "")), Text(one_line(term.party or "")), Text(term_days(term)))
    return table


def term_days(term: Term) -> str:
    """From when to when; empty where the list does not say."""
    if term.first and term.last:
        return f"{term.first} to {term.last}"
    return f"from {term.first}" if term.first else f"to {term.last}" if term.last else ""


def known_view(rows: Sequence[KnownRow]) -> RenderableType:
    """The list of known people: names, what they were, and who in the record they are or why nobody."""
    parts: list[RenderableType] = []
    for row in rows:
        head = Text(one_line(row.known.name), "bold")
        head.append("".join(f"; {one_line(alias)}" for alias in row.known.aliases), "not bold")
        parts.append(head)
        if row.known.terms:
            parts.append(Padding(_terms(row.known.terms), (0, 0, 0, 2)))
        who = "; ".join(f"{one_line(name)} ({own})" for own, name in row.persons)
        parts.append(Text(f"  in the record: {who or 'nobody'}", "dim"))
        parts += [Text(f"  ! {one_line(doubt)}", "red") for doubt in row.doubts]
    joined = sum(bool(row.persons) for row in rows)
    return Group(*parts, Text(f"{len(rows):,} known, {joined:,} of them speak in this record", "dim"))


def imported_view(told: Imported) -> RenderableType:
    """What became of a list."""
    parts: list[RenderableType] = []
    for what, names in (("new", told.new), ("changed", told.changed)):
        parts += [Text(f"{what}: {one_line(name)}") for name in names]
    parts += [Text(f"! {one_line(doubt)}; joined to nobody", "red") for doubt in told.doubts]
    sums = f"{len(told.new):,} new, {len(told.changed):,} changed, {len(told.same):,} as before"
    return Group(*parts, Text(f"{sums}; {told.joined:,} of them speak in this record", "dim"))
