"""Lists and counts in a terminal: search hits, articles, failures, people, what a record holds, what an audit found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypeVar

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.domain import Again, Span
from onrecord.record import ArticleRow, AuditReport, Failure, Hit, Page, PersonRow, Stats

from .edits import review_words
from .safe import one_line, shown
from .words import ACTS, FORMS, WARNINGS, counted, day_words, held_words, how_words, lead_words, speaker_words

T = TypeVar("T")

_MATCH = "bold underline"
_QUOTED = re.compile(r"\(?'[^']*'\)?")
_MOST_REASONS = 5


def hits_view(page: Page[Hit]) -> RenderableType:
    """Search hits, best first: who and when, the words with the matches underlined, and where they stand."""
    parts: list[RenderableType] = []
    for hit in page.items:
        parts += [_hit_head(hit), Padding(_snippet(hit), (0, 0, 0, 2)), Padding(_hit_place(hit), (0, 0, 0, 2)), Text()]
    return Group(*parts, Text(page_line(page, "statement"), style="dim"))


def _hit_head(hit: Hit) -> Text:
    statement = hit.statement
    head = Text(one_line(speaker_words(statement, hit.source)), style="bold")
    held = held_words(hit.office, hit.party)
    bits = [held, day_words(statement.said_on.edtf) or "day not known", how_words(statement)]
    return head.append("  " + " · ".join(filter(None, bits)), style="not bold dim")


def _snippet(hit: Hit) -> Text:
    teller, cued = lead_words(hit.statement, hit.cue)
    text = Text.assemble((teller, "dim"), cued, "…" if hit.snippet.start > 0 else "")
    text.append(underlined(hit.content, hit.snippet, hit.matches))
    return text.append("…" if hit.snippet.end < len(hit.content) else "")


def underlined(content: str, part: Span, matches: Sequence[Span]) -> Text:
    """``part`` of ``content`` as it may be shown, with ``matches`` underlined, all in code points of ``content``."""
    # Replaced one for one, so that the spans still fit.
    text = Text(shown(content).replace("\n", " ").replace("\t", " "))
    for match in matches:
        text.stylize(_MATCH, match.start, match.end)
    return text[part.start : part.end]


def _hit_place(hit: Hit) -> Text:
    article = hit.article
    bits = (article.outlet, article.title, day_words(article.published), "since revised" if hit.revised else None)
    by_hand = review_words(hit.statement.review)
    line = " · ".join(one_line(bit) for bit in bits if bit)
    place = Text(f"{line or article.path or ''}  {article.id}#{hit.statement.id}".strip(), style="dim")
    return place.append(f"\n{by_hand}", "not dim italic") if by_hand else place


def articles_view(page: Page[ArticleRow]) -> RenderableType:
    """Articles, two lines each: day and headline; id, outlet, and doubts by the codes that ``--warning`` takes."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column()
    for row in page.items:
        title = Text(one_line(row.title or row.path or row.id), "bold")
        about = [one_line(row.outlet)] if row.outlet else []
        about += [counted(row.statements, "statement"), *([f"revises {row.revises}"] if row.revises else [])]
        line = Text(" · ".join((row.id, *about)), style="dim")
        if row.warnings:
            line.append(" · ").append("! " + ", ".join(row.warnings), "not dim yellow")
        grid.add_row(row.published or "no day", Group(title, line))
    return Group(grid, Text(), Text(page_line(page, "article"), style="dim"))


def failures_view(failures: Sequence[Failure]) -> RenderableType:
    """What could not be read, why, and what to do."""
    parts: list[RenderableType] = []
    for failure in failures:
        tries = f" (tried {failure.tries} times)" if failure.tries > 1 else ""
        parts.append(Text.assemble((one_line(failure.path), "bold"), f": {one_line(failure.message)}{tries}"))
        if failure.next_step:
            parts.append(Padding(Text(one_line(failure.next_step), style="dim"), (0, 0, 0, 2)))
    return Group(
        *parts, Text(f"{counted(len(failures), 'failure')}. Try again with: onrecord add --retry", style="dim")
    )


def people_view(page: Page[PersonRow]) -> RenderableType:
    """Speakers, one a row; what is no person says so."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False)
    table.add_column("name", ratio=1, min_width=16, overflow="fold")
    for column in ("statements", "would\nnot say", "articles", "outlets"):
        table.add_column(column, justify="right", no_wrap=True)
    for column in ("from", "to"):
        table.add_column(column, no_wrap=True)
    for row in page.items:
        person = row.type in (None, "person")
        kinds = ("" if person else row.type, ("surname only" if person else "short name only") if row.short else "")
        kind = "".join(f"  {what}" for what in kinds if what)
        refused = f"{row.refused:,}" if row.refused else ""
        held = held_words(row.office, row.party)
        table.add_row(
            Text.assemble(one_line(row.name), (kind, "dim"), (f"\n{held}" if held else "", "dim")),
            f"{row.statements:,}",
            refused,
            f"{row.articles:,}",
            f"{row.outlets:,}",
            (row.first or "–")[:7],  # the month: two whole days would leave no room for the name
            (row.last or "–")[:7],
        )
    parts: list[RenderableType] = [table, Text()] if page.items else []
    return Group(*parts, Text(page_line(page, "speaker"), style="dim"))


def stats_view(stats: Stats) -> RenderableType:
    """What a record holds. A part is set in under what it is a part of."""
    rows: list[tuple[str, str]] = [
        ("articles", f"{stats.articles:,}"),
        *_parts({"transcripts": stats.transcripts, "revisions of earlier ones": stats.revisions}),
        *_parts({"not extracted": stats.not_extracted}),
        ("published", _range(stats.first, stats.last)),
        ("outlets", f"{stats.outlets:,}"),
        ("statements", f"{stats.statements:,}"),
        *_parts({FORMS["direct"]: stats.direct, FORMS["mixed"]: stats.mixed, FORMS["indirect"]: stats.indirect}),
        *_parts({ACTS["refused"]: stats.refused}),
        ("speaker named", _share(stats.named, stats.statements)),
        *_parts({"source unnamed in the article": stats.unnamed, "not known": stats.unknown}),
        ("day known", _share(stats.dated, stats.statements)),
        ("people and bodies that speak", f"{stats.people:,}"),
        ("figures", f"{stats.figures:,}"),
        ("failures", f"{stats.failures:,}"),
        ("size", size_words(stats.bytes)),
        ("model", ", ".join(stats.models) or "–"),
    ]
    table = Table.grid(padding=(0, 3, 0, 0))
    table.add_column()
    table.add_column(justify="right")
    for label, value in rows:
        table.add_row(Text(label), Text(value))
    lists = [_tally("Warnings", {WARNINGS.get(k, k): n for k, n in stats.warnings.items()})]
    lists += [_tally("Why a speaker is not known", _by_kind(stats.unknown_reasons))]
    lists += [_tally("Languages", stats.languages)]
    return Group(table, *(part for tally in lists for part in tally))


def audit_view(report: AuditReport) -> RenderableType:
    """What was looked at, each finding, and the claim that follows."""
    parts: list[RenderableType] = [
        Text(
            f"Looked at {counted(report.articles, 'article')}, {counted(report.statements, 'statement')}, "
            f"{counted(report.spans, 'span')}."
        )
    ]
    if not report.index_read:
        parts.append(Text("The record may not be written, so the search index was only counted.", style="dim"))
    for finding in report.findings:
        parts.append(
            Text.assemble(("✗ ", "red bold"), (one_line(finding.where), "bold"), f": {one_line(finding.what)}")
        )
    if report.found > len(report.findings):
        parts.append(Text(f"... and {report.found - len(report.findings):,} more."))
    head = ("✓ ", "green bold") if report.ok else ("✗ ", "red bold")
    verdict = "" if report.ok else f" {counted(report.found, 'finding')}: this record is not as it was stored."
    return Group(*parts, Text.assemble(head, f"{report.claim}.{verdict}"))


def rereading_view(read: Sequence[Again]) -> RenderableType:
    """What came of reading every article again: those that read otherwise, and what that proves of the others."""
    differing = [(one.id, one.differs) for one in read if one.differs]
    parts: list[RenderableType] = [
        Text.assemble(("✗ ", "red bold"), (f"article {public_id}", "bold"), f": {one_line(what)}")
        for public_id, what in differing
    ]
    headlines = sum(not one.headline for one in read)
    if headlines:
        of = counted(headlines, "article has a headline that is", "articles have headlines that are")
        parts.append(Text(f"{of} not in the bytes: given by hand, or changed.", style="dim"))
    head = ("✗ ", "red bold") if differing else ("✓ ", "green bold")
    same = len(read) - len(differing)
    return Group(
        *parts,
        Text.assemble(
            head, f"{same:,} of {counted(len(read), 'article')} read again from the bytes give the stored text."
        ),
    )


def size_words(size: float) -> str:
    """Bytes as a person says them: ``640 kB``, ``1.2 GB``, in steps of a thousand."""
    for unit in ("bytes", "kB", "MB", "GB"):
        if size < 1000:
            return f"{size:,.0f} {unit}" if size >= 10 or unit == "bytes" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:,.1f} TB"


def time_words(seconds: float) -> str:
    """A duration as a person says it: ``12 seconds``, ``3 minutes``, ``5.2 hours``, ``3.1 days``."""
    for limit, unit, length in ((90, "second", 1), (5400, "minute", 60), (172_800, "hour", 3600)):
        if seconds < limit:
            amount = seconds / length
            return counted(max(1, round(amount)), unit) if length < 3600 else f"{amount:.1f} hours"
    return f"{seconds / 86_400:.1f} days"


def page_line(page: Page[T], noun: str) -> str:
    """How many there are, and which of them these are: ``1 to 20 of at least 10,000 statements.``"""
    if not page.total:
        return f"No {noun} found."
    shown_now = len(page.items)
    if shown_now == page.total:
        return f"{counted(page.total, noun)}."
    total = counted(page.total, noun) if page.exact else f"at least {counted(page.total, noun)}"
    line = f"{page.offset + 1:,} to {page.offset + shown_now:,} of {total}."
    return f"{line} For more: --offset {page.offset + shown_now}" if page.more else line


def _parts(values: Mapping[str, int]) -> list[tuple[str, str]]:
    return [(f"  {label}", f"{value:,}") for label, value in values.items() if value]


def _share(part: int, whole: int) -> str:
    return f"{part:,} ({part / whole:.0%})" if whole else "0"


def _range(first: str | None, last: str | None) -> str:
    if first is None:
        return "–"
    return first if first == last else f"{first} to {last}"


def _by_kind(reasons: Mapping[str, int]) -> dict[str, int]:
    """Reasons counted without the names in them, the commonest first; what is rare is one line at the end."""
    kinds: Counter[str] = Counter()
    for reason, number in reasons.items():
        kinds[_QUOTED.sub("…", reason)] += number
    found = dict(kinds.most_common(_MOST_REASONS))
    rest = kinds.total() - sum(found.values())
    return found | ({"other reasons: onrecord show ARTICLE --why tells each": rest} if rest else {})


def _tally(title: str, values: Mapping[str, int]) -> list[RenderableType]:
    if not values:
        return []
    table = Table.grid(padding=(0, 3, 0, 0))
    table.add_column(justify="right")
    table.add_column()
    for label, number in values.items():
        table.add_row(Text(f"{number:,}"), Text(one_line(label)))
    return [Text(), Text(title, style="bold"), table]
