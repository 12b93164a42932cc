"""The screen after ``onrecord add``: what a newcomer has now, what is uncertain in it, and what to type next."""

from __future__ import annotations

import os
import shlex

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from onrecord.ingest import Reckoning, Summary
from onrecord.views.safe import one_line
from onrecord.views.tables import size_words, time_words
from onrecord.views.words import WARNINGS, counted, passed_over

from .options import DEFAULT_RECORD, RECORD_VARIABLE

_SHOWN_FAILURES = 5


def summary_view(summary: Summary, target: str, shown: str, total: int, skipped: int) -> RenderableType:
    """The first screen.

    Args:
        summary: what the run did.
        target: the record, as the user named it; shown: the same without a password.
        total: articles that the record has now.
        skipped: files inside folders that no reader knows.
    """
    parts: list[RenderableType] = []
    if summary.stopped:
        parts.append(
            Text("Stopped. What is counted here is stored; run the same command again to go on.", style="bold")
        )
    parts.append(_headline(summary, shown, total))
    if summary.statements:
        parts += [Text(), _speakers(summary)]
    if notes := _notes(summary, skipped):
        parts += [Text(), *notes]
    if total:
        parts += [Text(), _next_steps(target, shown)]
    return Group(*parts)


def _headline(summary: Summary, target: str, total: int) -> Text:
    line = Text()
    if summary.new:
        line.append(f"{counted(summary.new, 'article')}, {counted(summary.statements, 'statement')}", "bold")
        line.append(f" read into {target} in {time_words(summary.seconds)}.")
    else:
        line.append(f"Nothing new for {target}.", "bold")
    kinds = (
        ("already", "already there"),
        ("re-read", "read again by a newer reader or model"),
        ("revised", "revising an earlier one"),
        ("removed", "removed before, and not taken up again"),
    )
    said = [f"{summary.articles[kind]:,} {words}" for kind, words in kinds if summary.articles.get(kind)]
    if said:
        line.append(f" {'; '.join(said)}.")
    if total != summary.new:
        line.append(f" It holds {counted(total, 'article')} now.")
    return line


def _speakers(summary: Summary) -> RenderableType:
    """Of how many statements the speaker is known, and of how many not, by the reason."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(justify="right")
    table.add_column()
    table.add_row(Text(f"{summary.named:,}", "green bold"), Text("with the name of who said it"))
    for why, number in summary.unnamed.items():
        table.add_row(f"{number:,}", Text.assemble("without: ", (why, "italic")))
    if summary.refused:
        table.add_row(f"{summary.refused:,}", Text("of all these tell that somebody would not say", style="dim"))
    return table


def _notes(summary: Summary, skipped: int) -> list[Text]:
    found = [
        Text.assemble(
            ("! ", "yellow bold"), f"{counted(number, 'article')}: {WARNINGS.get(code, code)}", (f"  ({code})", "dim")
        )
        for code, number in summary.warnings.items()
    ]
    if summary.orphans:
        found.append(
            Text.assemble(
                ("! ", "red bold"),
                f"{counted(summary.orphans, 'edit')} made before could not be found again: onrecord edits orphans",
            )
        )
    if skipped:
        found.append(
            Text(f"  {counted(skipped, 'file')} in folders passed over: hidden, or of a kind no reader knows", "dim")
        )
    if summary.others:
        found.append(Text(f"  {passed_over(summary.others)}", "dim"))
    if summary.failures:
        found.append(
            Text.assemble(("✗ ", "red bold"), f"{counted(len(summary.failures), 'failure')}, kept in the record:")
        )
        found += [
            Text(f"    {one_line(str(e.where or '-'))}: {one_line(e.what)}") for e in summary.failures[:_SHOWN_FAILURES]
        ]
        if len(summary.failures) > _SHOWN_FAILURES:
            found.append(
                Text(f"    ... and {len(summary.failures) - _SHOWN_FAILURES:,} more: onrecord articles --failed")
            )
    return found


def _next_steps(target: str, shown: str) -> RenderableType:
    table = Table.grid(padding=(0, 3, 0, 0))
    steps = [
        ("onrecord people", "who speaks"),
        ('onrecord search "a word"', "who said it"),
        ("onrecord articles", "what was read, and how to call it"),
        ("onrecord show ARTICLE", "one article with its statements marked"),
    ]
    for words, what in steps:
        table.add_row(Text(f"  {words}", "cyan"), Text(what, "dim"))
    if target in (DEFAULT_RECORD, os.environ.get(RECORD_VARIABLE)):
        return Group(Text("Next:", style="bold"), table)
    # A line of its own: a long path would squeeze the table, and a command that is broken in two cannot be copied.
    told = Text(f"  export {RECORD_VARIABLE}={shlex.quote(shown)}", "cyan", no_wrap=True, overflow="ignore")
    return Group(
        Text("Next, so that these commands find the record:", style="bold"), told, Text("Then:", style="bold"), table
    )


def reckoning_view(found: Reckoning) -> RenderableType:
    """What a dry run answers."""
    if not found.sampled:
        return Text(f"{counted(found.sources, 'file')} found, and none of those sampled could be read.")
    holds = f"about {counted(found.articles, 'article')} with {counted(found.statements, 'statement')}"
    cost = f"about {time_words(found.seconds)} with {counted(found.jobs, 'worker')} on this machine"
    basis = f"{counted(found.sampled, 'article')} read and extracted just now"
    lines = [
        Text(f"{counted(found.sources, 'file')}: {holds}.", style="bold"),
        Text(f"Adding them takes {cost}; the record will be about {size_words(found.bytes)}."),
        Text(f"Reckoned from {basis}; nothing was stored.", style="dim"),
    ]
    if found.unreadable:
        lines.append(
            Text.assemble(("! ", "yellow bold"), f"{counted(found.unreadable, 'sampled file')} could not be read.")
        )
    return Group(*lines)
