"""``onrecord sayings``: what was said once and printed many times, the reports side by side."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from . import screen
from .asking import understood
from .groups import DefaultGroup
from .options import decision_options, for_this_record, json_option, page_options, record_option

if TYPE_CHECKING:
    from onrecord.domain import Edit
    from onrecord.record import Record

_EPILOG = """\b
Examples:
  onrecord sayings                         those with most reports
  onrecord sayings harbour speaker:marrow
  onrecord sayings show 3f9c27             the reports, word by word
  onrecord sayings show ledger-4#s3
  onrecord sayings join 3f9c27 b10e44 --why "one answer, told twice"
  onrecord sayings part b10e44 --why "a stump line, said again in May"

\b
Reports are joined by long identical quotations, whoever and whatever day they
are given to; by shorter ones and by paraphrases where speaker and days agree.
docs/sayings.md says how, and how often that is right.
"""
_LIST = "list"


@click.group("sayings", cls=DefaultGroup, default=_LIST, epilog=_EPILOG)
def command() -> None:
    """List what was said once and printed twice or more, and put right which reports belong together.

    `onrecord sayings QUERY` is short for `onrecord sayings list QUERY`.
    """


@command.command(_LIST)
@click.argument("query", nargs=-1)
@record_option
@page_options
@json_option
def _list(query: tuple[str, ...], record_target: str, limit: int, offset: int, as_json: bool) -> None:
    """List sayings with two reports or more, those with most first.

    QUERY keeps those of which it finds a report; it is written as for `onrecord search`.
    """
    from onrecord.views.answers import answer
    from onrecord.views.sayings import sayings_view

    with sayings_of(record_target) as record:
        page = record.sayings.listed(understood(query)[0], limit=limit, offset=offset)
    screen.show_json(answer(page)) if as_json else screen.show(sayings_view(page))


@command.command("show")
@click.argument("saying_id", metavar="ID")
@record_option
@json_option
def _show(saying_id: str, record_target: str, as_json: bool) -> None:
    """Show all reports of a saying, word by word, and where it was spoken.

    ID is that of any of its statements, as `onrecord search` shows it. Where a transcript in the record holds the
    words, they are compared with it; else with the report that quotes most.
    """
    from onrecord.ingest.sayings import candidates
    from onrecord.matching import differences
    from onrecord.views.answers import answer
    from onrecord.views.sayings import saying_view

    with sayings_of(record_target) as record:
        found = record.sayings.named(saying_id)
        spoken = {report.id: candidates(record, report) for report in found.reports}
        languages = {
            r.article: record.article(r.article).extracted.article.language for r in found.reports if spoken[r.id]
        }
    if as_json:
        screen.show_json(answer(found) | {"candidates": answer(spoken)})
    else:
        plain = screen.out().color_system is None
        screen.show(saying_view(found, differences, spoken, languages, plain=plain))


@command.command("join")
@click.argument("one")
@click.argument("other")
@record_option
@decision_options
def _join(one: str, other: str, record_target: str, who: str, why: str) -> None:
    """Say that the statements ONE and OTHER report one saying, for good."""
    with sayings_of(record_target) as record:
        _tell(record, record.sayings.join(one, other, who=who, why=why))


@command.command("part")
@click.argument("statements", nargs=-1, required=True, metavar="ID...")
@record_option
@decision_options
def _part(statements: tuple[str, ...], record_target: str, who: str, why: str) -> None:
    """Say that these statements report another saying than the others they were joined with, for good."""
    with sayings_of(record_target) as record:
        _tell(record, record.sayings.part(statements, who=who, why=why))


@command.command("undo")
@click.argument("edit", type=int)
@record_option
@decision_options
def _undo(edit: int, record_target: str, who: str, why: str) -> None:
    """Take back the edit number EDIT; `onrecord sayings edits` lists them."""
    with sayings_of(record_target) as record:
        _tell(record, record.sayings.undo(edit, who=who, why=why))


@command.command("edits")
@record_option
@json_option
def _edits(record_target: str, as_json: bool) -> None:
    """List what was decided about sayings: who, when, why, and what was taken back."""
    from onrecord.views.answers import answer
    from onrecord.views.edits import edits_view

    with sayings_of(record_target) as record:
        found = record.sayings.edits()
    screen.show_json(answer(found)) if as_json else screen.show(edits_view(found))


@contextmanager
def sayings_of(target: str) -> Iterator[Record]:
    """The record of that name, with its sayings up to date, and with its people, whose names they are given to."""
    from onrecord.ingest.people import update_people
    from onrecord.ingest.sayings import update_sayings
    from onrecord.record import open_record

    with open_record(target, create=False) as record:
        update_people(record)
        update_sayings(record)
        yield record


def _tell(record: Record, edit: Edit) -> None:
    from onrecord.ingest.sayings import update_sayings
    from onrecord.views.words import counted

    update_sayings(record)
    if not edit.holds:
        screen.tell(f"Edit {edit.id} is taken back.")
        return
    found = record.sayings.named(edit.target)
    reports = counted(len(found.reports), "report")
    undo = for_this_record(f"onrecord sayings undo {edit.id} --why ...")
    screen.tell(f"1 saying, {reports}: {found.id}. To take it back: {undo}")
