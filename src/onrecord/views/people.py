"""One person in a terminal: the names and why they are one's, the offices, and what was decided by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.domain import Alias, Edit, Office, Person

from .safe import one_line
from .words import counted, day_words

_DECIDED = {
    "person.merge": "are one",
    "person.split": "set apart",
    "person.rename": "renamed",
    "person.link": "linked",
    "undo": "taken back",
}


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


def edits_view(edits: Sequence[Edit]) -> RenderableType:
    """What was decided about people, the oldest first."""
    lines: list[RenderableType] = [_edit(edit) for edit in edits]
    return Group(*lines, Text(f"{counted(len(edits), 'edit')}." if edits else "No edit was made.", style="dim"))


def _edit(edit: Edit) -> Text:
    line = Text(f"{edit.id}  ", "bold")
    line.append(one_line(decided_about_people(edit)), "not bold")
    line.append(f"\n   {edit.made_at[:10]}, {one_line(edit.who)}: {one_line(edit.why)}", "not bold dim")
    if not edit.holds:
        line.append(f"\n   taken back by edit {edit.undone_by}", "not bold dim")
    return line


def decided_about_people(edit: Edit) -> str:
    """An edit about people in words, without who and why."""
    return f"{_about(edit)}: {_DECIDED.get(edit.kind, edit.kind)}"


def _about(edit: Edit) -> str:
    payload = edit.payload
    if edit.kind == "person.merge":
        return f"{payload['one'][0]} and {payload['other'][0]}"
    if edit.kind == "person.split":
        articles = payload.get("articles")
        return str(payload["key"]) + (f" in {', '.join(articles)}" if articles else "")
    if edit.kind == "undo":
        return f"edit {payload['edit']}"
    return f"{payload['keys'][0]} → {payload.get('name') or payload.get('qid')}"
