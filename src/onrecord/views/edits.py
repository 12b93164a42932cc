"""What people decided, in a terminal: edits of statements and people, orphans, removals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.domain import Edit, Review
from onrecord.record import Orphan, Removal

from .safe import excerpt, one_line
from .words import ACTS, FORMS, counted, day_words

_MOST_WORDS = 80  # letters of a statement
_MARKS = tuple('“"«„')
_NAMES = {"said_on": "day"}
_MOST_ARTICLES = 20
_NAMED = {str(value): words for value, words in [*FORMS.items(), *ACTS.items()]}


def decided(edit: Edit) -> str:
    """An edit in words, without who and why."""
    payload = edit.payload
    if edit.kind.startswith("person."):
        return one_line(_of_people(edit))
    if edit.kind.startswith("saying."):
        return one_line(_of_sayings(edit))
    if edit.kind == "undo":
        return f"edit {payload['edit']} taken back"
    words = _quoted(payload["anchor"]["words"])
    if edit.kind == "statement.reject":
        return f"{words} rejected"
    if edit.kind == "statement.review":
        return f"{words} found right"
    given = "; ".join(f"{_NAMES.get(name, name)} {_value(name, value)}" for name, value in payload["set"].items())
    return f"{words} added: {given}" if edit.kind == "statement.add" else f"{words}: {given}"


def _of_people(edit: Edit) -> str:
    payload = edit.payload
    if edit.kind == "person.merge":
        return f"{payload['one'][0]} and {payload['other'][0]} are one"
    if edit.kind == "person.split":
        articles = payload.get("articles")
        return f"{payload['key']} set apart" + (f" in {', '.join(articles)}" if articles else "")
    if edit.kind == "person.rename":
        return f"{payload['keys'][0]} renamed {payload['name']}"
    return f"{payload['keys'][0]} linked to {payload['qid']}"


def _of_sayings(edit: Edit) -> str:
    one, other = (", ".join(edit.payload[side]) for side in ("one", "other"))
    return f"{one} and {other} are one saying" if edit.kind == "saying.join" else f"{one} set apart from {other}"


def _value(name: str, value: Any) -> str:
    if isinstance(value, Mapping):
        said = value["name"] if name == "speaker" else value["words"]
        return excerpt(said, _MOST_WORDS) if said else "not known" if name == "speaker" else "none"
    if value is None:
        return "not known"
    return _NAMED.get(value, value) if name in ("form", "act") else day_words(str(value)) or str(value)


def _quoted(words: str) -> str:
    line = excerpt(words, _MOST_WORDS)
    return line if line[:1] in _MARKS else f"“{line}”"


def edits_view(edits: Sequence[Edit]) -> RenderableType:
    """All edits, the oldest first."""
    number = f"{counted(len(edits), 'edit')}." if edits else "No edit was made."
    return Group(*map(_edit, edits), Text(number, style="dim"))


def _edit(edit: Edit) -> RenderableType:
    about = f"{edit.target} · " if edit.kind != "undo" else ""
    told = Text(decided(edit))
    told.append(f"\n{about}{edit.made_at[:10]}, {one_line(edit.who)}: {one_line(edit.why)}", "dim")
    if not edit.holds:
        told.append(f"\ntaken back by edit {edit.undone_by}", "dim")
    row = Table.grid(padding=(0, 2, 0, 0))
    row.add_row(Text(str(edit.id), "bold"), told)
    return row


def orphans_view(orphans: Sequence[Orphan]) -> RenderableType:
    """Edits that lost their statement."""
    if not orphans:
        return Text("No orphan: every edit that holds was found again.")
    lines: list[RenderableType] = []
    for one in orphans:
        lines.append(_edit(one.edit))
        title = f" ({one_line(one.title)})" if one.title else ""
        lines.append(Padding(Text(f"not found in {one.article}{title}: {one_line(one.why)}", "yellow"), (0, 0, 0, 3)))
    number = len({one.edit.id for one in orphans})
    lines.append(
        Text(
            f"{counted(number, 'orphan')}. Look at each: make the edit anew on the statement that is meant, or take it "
            "back with `onrecord edits undo`.",
            style="dim",
        )
    )
    return Group(*lines)


def review_words(review: Review | None) -> str | None:
    """What people did with a statement, with what was there before: "edited by Ada on 3 May 2031: was ..."."""
    if review is None:
        return None
    by = f"{review.state} by {one_line(review.who)} on {day_words(review.at[:10])}"
    if not review.was:
        return by
    if review.was[0][0] == "statement":
        return f"added by {one_line(review.who)} on {day_words(review.at[:10])}: {review.was[0][1]}"
    was = "; ".join(f"{name} {_was(name, before)}" for name, before in review.was)
    return f"{by}: was {was}"


def _was(name: str, before: str) -> str:
    if name in ("content", "source", "cue"):
        return _quoted(before) if before else "none"
    if name == "day":
        return day_words(before) or before
    return _NAMED.get(before, before)


def removal_view(removal: Removal) -> RenderableType:
    """What goes, or went."""
    goes = "goes" if removal.wiped is None else "went"
    lines: list[RenderableType] = [Text(f"{one_line(removal.name)}: this {goes} for good", "bold")]
    for row in removal.articles[:_MOST_ARTICLES]:
        about = " · ".join(one_line(bit) for bit in (row.outlet, row.title, day_words(row.published)) if bit)
        lines.append(Text(f"  {row.id}  {about}"))
    if len(removal.articles) > _MOST_ARTICLES:
        lines.append(Text(f"  and {counted(len(removal.articles) - _MOST_ARTICLES, 'more article', 'more articles')}"))
    others = f" ({removal.others:,} of other people)" if removal.others else ""
    numbers = [
        counted(len(removal.articles), "article"),
        counted(removal.statements, "statement") + others,
        *(
            counted(number, noun)
            for number, noun in ((removal.figures, "figure"), (removal.edits, "edit"), (removal.failures, "failure"))
            if number
        ),
    ]
    lines.append(Text(f"  {', '.join(numbers)}."))
    if removal.elsewhere:
        stay = counted(removal.elsewhere, "more article, which stays", "more articles, which stay")
        lines.append(Text(f"  The name stands in {stay}."))
    return Group(*lines)
