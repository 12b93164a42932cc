"""``onrecord people``: who speaks in a record, under which names, and what people decided about that."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from onrecord.errors import UsageError

from . import screen
from .groups import DefaultGroup
from .options import decision_options, for_this_record, json_option, page_options, record_option

if TYPE_CHECKING:
    from onrecord.domain import Edit
    from onrecord.record import Record

_EPILOG = """\b
Examples:
  onrecord people
  onrecord people marrow
  onrecord people --limit 100 --json
  onrecord people show "Ana Marrow"        all her names, and why
  onrecord people merge "Ana Marrow" "Ana Reyes" --why "married in 2024"
  onrecord people split "Tom Hale" --article n7 --why "the baker of the name"
  onrecord people import members.csv       who held which office, and when
  onrecord search party:labour office:minister after:2025
"""
_LIST = "list"


@click.group("people", cls=DefaultGroup, default=_LIST, epilog=_EPILOG)
def command() -> None:
    """List who speaks, and put right who is who.

    `onrecord people NAME` is short for `onrecord people list NAME`.
    """


@command.command(_LIST)
@click.argument("name", required=False)
@click.option("--party", metavar="NAME", help="Only those who ever were of it, by the list of known people.")
@click.option("--office", metavar="NAME", help="Only those who ever had it, by that list.")
@record_option
@page_options
@json_option
def _list(
    name: str | None,
    party: str | None,
    office: str | None,
    record_target: str,
    limit: int,
    offset: int,
    as_json: bool,
) -> None:
    """List people, organisations and groups, those with most statements first.

    NAME keeps those one of whose names has these words.
    """
    from onrecord.views.answers import answer
    from onrecord.views.tables import people_view

    with _people_of(record_target) as record:
        page = record.people(name=name, party=party, office=office, limit=limit, offset=offset)
    screen.show_json(answer(page)) if as_json else screen.show(people_view(page))


@command.command("show")
@click.argument("name")
@record_option
@json_option
def _show(name: str, record_target: str, as_json: bool) -> None:
    """Show one person: all names and why they are one's, offices with the days they were seen.

    NAME is a name, words of one, or the id that --json gives.
    """
    from onrecord.views.answers import answer
    from onrecord.views.people import person_view

    with _people_of(record_target) as record:
        person = record.persons.named(name)
        examples = record.persons.examples(person)
    screen.show_json(answer(person)) if as_json else screen.show(person_view(person, examples))


@command.command("import")
@click.argument("file")
@click.option("--dry-run", is_flag=True, help="Show what would become of it, and change nothing.")
@record_option
@json_option
def _import(file: str, dry_run: bool, record_target: str, as_json: bool) -> None:
    """Take up a list of known people: party and office, from when to when. - reads standard input.

    FILE is a table with the columns name, aliases (with ; between), party, office, from and to; a row a term. Rows of
    one person want the same id, in a column of that name. Whoever is on the list already is changed, nobody is doubled.
    Each is joined to the person of the record who bears one of these names. A name that two of the list would bear is
    refused; one that two persons of the record bear is joined to neither, and told.
    """
    from onrecord.people.listed import read_list
    from onrecord.reading import Source
    from onrecord.views.answers import answer
    from onrecord.views.people import imported_view

    people, others = read_list(Source(file).load(), file)
    if others:
        screen.tell(f"passed over, since it is not known what it means: {', '.join(others)}")
    with _people_of(record_target) as record:
        told = record.persons.know(people, dry_run=dry_run)
    screen.show_json(answer(told)) if as_json else screen.show(imported_view(told))
    known, forget = for_this_record("onrecord people known"), for_this_record("onrecord people forget")
    screen.tell("Nothing was changed." if dry_run else f"The list: {known}. Off it: {forget}")


@command.command("known")
@record_option
@json_option
def _known(record_target: str, as_json: bool) -> None:
    """List the known people, and who in the record each of them is."""
    from onrecord.views.answers import answer
    from onrecord.views.people import known_view

    with _people_of(record_target) as record:
        found = record.persons.known_people()
    screen.show_json(answer(found)) if as_json else screen.show(known_view(found))


@command.command("forget")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--all", "everybody", is_flag=True, help="Everybody.")
@record_option
def _forget(names: tuple[str, ...], everybody: bool, record_target: str) -> None:
    """Take NAMEs off the list of known people. The record's own persons and statements stay as they are."""
    from onrecord.record import open_record

    if bool(names) == everybody:
        raise UsageError("whom to forget was not said", next_step="Name them, or give --all")
    with open_record(record_target, create=False) as record:
        gone = record.persons.forget_known(None if everybody else names)
    screen.tell(f"{gone:,} taken off the list of known people.")


@command.command("merge")
@click.argument("one")
@click.argument("other")
@decision_options
@record_option
def _merge(one: str, other: str, record_target: str, who: str, why: str) -> None:
    """Say that two are one, for good. Shown by the name of ONE."""
    with _people_of(record_target) as record:
        _tell(record, record.persons.merge(one, other, who=who, why=why), one)


@command.command("split")
@click.argument("name")
@click.option("--article", "articles", multiple=True, metavar="ID", help="An article whose NAME is somebody else.")
@decision_options
@record_option
def _split(name: str, articles: tuple[str, ...], record_target: str, who: str, why: str) -> None:
    """Set NAME apart from the person it was joined with, for good.

    With --article (as often as needed), two people bear one name: the one in these articles becomes a person of
    his or her own.
    """
    with _people_of(record_target) as record:
        _tell(record, record.persons.split(name, articles=articles, who=who, why=why), None)


@command.command("rename")
@click.argument("name")
@click.argument("to")
@decision_options
@record_option
def _rename(name: str, to: str, record_target: str, who: str, why: str) -> None:
    """Show the person NAME by the name TO, for good."""
    with _people_of(record_target) as record:
        _tell(record, record.persons.rename(name, to, who=who, why=why), name)


@command.command("link")
@click.argument("name")
@click.argument("qid")
@decision_options
@record_option
def _link(name: str, qid: str, record_target: str, who: str, why: str) -> None:
    """Give the person NAME a Wikidata item (Q42)."""
    with _people_of(record_target) as record:
        _tell(record, record.persons.link(name, qid, who=who, why=why), name)


@command.command("undo")
@click.argument("edit", type=int)
@decision_options
@record_option
def _undo(edit: int, record_target: str, who: str, why: str) -> None:
    """Take back the edit number EDIT; `onrecord people edits` lists them."""
    with _people_of(record_target) as record:
        _tell(record, record.persons.undo(edit, who=who, why=why), None)


@command.command("edits")
@record_option
@json_option
def _edits(record_target: str, as_json: bool) -> None:
    """List what was decided about people: who, when, why, and what was taken back."""
    from onrecord.views.answers import answer
    from onrecord.views.edits import edits_view

    with _people_of(record_target) as record:
        found = record.persons.edits()
    screen.show_json(answer(found)) if as_json else screen.show(edits_view(found))


@contextmanager
def _people_of(target: str) -> Iterator[Record]:
    """The record, with its people up to date."""
    from onrecord.ingest.people import update_people
    from onrecord.record import open_record

    with open_record(target, create=False) as record:
        update_people(record)
        yield record


def _tell(record: Record, edit: Edit, name: str | None) -> None:
    from onrecord.ingest.people import update_people

    update_people(record)
    number = f"To take it back: {for_this_record(f'onrecord people undo {edit.id} --why ...')}"
    if not edit.holds:
        screen.tell(f"Edit {edit.id} is taken back.")
    elif name is None:
        screen.tell(f"Done. {number}")
    else:
        person = record.persons.named(edit.target)
        others = "; ".join(dict.fromkeys(a.name for a in person.aliases if a.name != person.name))
        screen.tell(f"{person.name}{f' (also {others})' if others else ''}. {number}")
