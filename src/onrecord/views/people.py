"""One person in a terminal: the names and why they are one's, and the offices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.domain import Alias, Office, Person

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
