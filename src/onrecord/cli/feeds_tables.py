"""What a record follows, in a terminal. Here and not in ``views``, which stands below what it would show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from onrecord.views.safe import one_line
from onrecord.views.words import counted, moment_words

if TYPE_CHECKING:
    from onrecord.following import Followed, Refused, Saved


def feeds_view(found: Sequence[Followed]) -> RenderableType:
    """Each feed and folder: its name and address, what came of it, and what is wrong with it."""
    if not found:
        return Text("Nothing is followed. Begin with: onrecord watch ADDRESS, or a folder")
    parts: list[RenderableType] = []
    for one in found:
        parts += [_head(one), Padding(Text(_came(one)), (0, 0, 0, 2))]
        if one.why is not None:
            parts.append(Padding(Text(_wrong(one), style="red"), (0, 0, 0, 2)))
    troubled = sum(one.why is not None for one in found)
    total = f"{len(found):,} followed" + (f", {troubled:,} in trouble" if troubled else "")
    waiting = any(one.waiting or one.refused for one in found)
    hint = ". Articles not had: onrecord feeds articles" if waiting else ""
    return Group(*parts, Text(f"{total}{hint}", style="dim"))


def _head(one: Followed) -> Text:
    head = Text(one_line(one.title), style="bold") + Text("  ") if one.title else Text()
    return head + Text(one_line(one.address))


def _came(one: Followed) -> str:
    noun = "article" if one.kind == "feed" else "file"
    counts = [counted(one.stored, noun)]
    counts += [f"{one.waiting:,} waiting"] if one.waiting else []
    counts += [f"{one.refused:,} not to be had"] if one.refused else []
    answered = f"answered {moment_words(one.read_at)}" if one.read_at else "never answered"
    again = f"again {moment_words(one.due_at)}" if one.due_at else "asked no more"
    return f"{', '.join(counts)}; {answered}; {again if one.asked_at else 'not asked yet'}"


def _wrong(one: Followed) -> str:
    times = "" if one.failures == 1 else f" ({one.failures:,} times in a row)"
    return f"! {one_line(one.why or '')}{times}"


def not_had_view(found: Sequence[Refused]) -> RenderableType:
    """Articles that could not be had, by their feeds."""
    if not found:
        return Text("Every article that was asked for was had.")
    parts: list[RenderableType] = []
    before = None
    for one in found:
        if one.feed != before:
            parts.append(Text(one_line(one.feed), style="bold"))
            before = one.feed
        again = f"again {moment_words(one.due_at)}" if one.state == "waiting" else "not asked for again"
        parts.append(Padding(Text(f"{one_line(one.address)}: {one_line(one.why or '')}; {again}"), (0, 0, 0, 2)))
    return Group(*parts, Text(counted(len(found), "article"), style="dim"))


def saved_view(found: Sequence[Saved]) -> RenderableType:
    """The saved queries: what they ask, when they were told, and what is wrong with their webhooks."""
    if not found:
        return Text("No query is followed. Begin with: onrecord follow NAME QUERY")
    parts: list[RenderableType] = []
    for one in found:
        parts.append(Text(one.name, style="bold") + Text(f"  {one_line(one.query)}"))
        told = f"told up to {moment_words(one.told_at)}"
        hook = f"; posted to {one.hook_host} up to {moment_words(one.hook_at)}" if one.hook else ""
        parts.append(Padding(Text(told + hook), (0, 0, 0, 2)))
        if one.hook_why is not None:
            again = f"; again {moment_words(one.hook_due_at)}" if one.hook_due_at else ""
            wrong = f"! {one_line(one.hook_why)} ({counted(one.hook_failures, 'time')} in a row){again}"
            parts.append(Padding(Text(wrong, style="red"), (0, 0, 0, 2)))
    return Group(*parts, Text(f"{len(found):,} followed. What came in: onrecord digest NAME --new", style="dim"))
