"""``onrecord feeds``: what a record follows, with last answers, articles, failures and why; lists in and out."""

from __future__ import annotations

import click

from onrecord.errors import FetchError, RecordError

from . import screen
from .groups import DefaultGroup
from .options import for_this_record, json_option, record_option
from .writing import put

_LIST = "list"
_EPILOG = """\b
Examples:
  onrecord feeds                           all, with failures and why
  onrecord feeds articles                  articles that could not be had
  onrecord feeds remove https://news.example/feed.xml
  onrecord feeds import subscriptions.opml
  onrecord feeds export > subscriptions.opml

`onrecord watch ADDRESS` puts a feed or a folder on the list, and follows it.
"""


@click.group("feeds", cls=DefaultGroup, default=_LIST, epilog=_EPILOG)
def command() -> None:
    """List what a record follows, with failures and why; take lists in and give them out."""


@command.command(_LIST)
@record_option
@json_option
def _list(record_target: str, as_json: bool) -> None:
    """List feeds and folders: when they last answered, how many articles, what is wrong."""
    from onrecord.following import Feeds
    from onrecord.record import open_record
    from onrecord.views.answers import answer

    from .feeds_tables import feeds_view

    with open_record(record_target, create=False) as record:
        found = Feeds(record).every()
    screen.show_json(answer(found)) if as_json else screen.show(feeds_view(found))


@command.command("articles")
@record_option
@json_option
def _articles(record_target: str, as_json: bool) -> None:
    """List articles that could not be had, why, and when they are tried again."""
    from onrecord.following import Feeds
    from onrecord.record import open_record
    from onrecord.views.answers import answer

    from .feeds_tables import not_had_view

    with open_record(record_target, create=False) as record:
        found = Feeds(record).not_had()
    screen.show_json(answer(found)) if as_json else screen.show(not_had_view(found))


@command.command("remove")
@click.argument("address")
@record_option
def _remove(address: str, record_target: str) -> None:
    """Take ADDRESS, a feed or a folder, from the list; its articles stay."""
    from onrecord.following import Feeds
    from onrecord.record import open_record

    with open_record(record_target, create=False) as record:
        Feeds(record).forget(address)
    screen.tell(f"no longer followed: {address}")


@command.command("import")
@click.argument("file")
@record_option
def _import(file: str, record_target: str) -> int:
    """Put the feeds of an OPML FILE on the list; - reads standard input. `onrecord watch` then follows them.

    Exit status 1 where an address could not be taken.
    """
    from onrecord.fetching.addresses import parse
    from onrecord.following import Feeds
    from onrecord.following.opml import read_opml
    from onrecord.reading import Source
    from onrecord.record import open_record
    from onrecord.record.clock import utc
    from onrecord.views.words import counted

    addresses = []
    named = read_opml(Source(file).load(), file)
    for address in named:
        try:
            parse(address, any_port=True)  # as for `watch`: no password is kept
            addresses.append(address)
        except FetchError as problem:
            screen.complain(problem)
    with open_record(record_target) as record:
        new = sum(Feeds(record).follow(address, "feed", utc()) for address in addresses)
    known = f"{len(addresses) - new:,} were on it"
    screen.tell(f"{counted(new, 'feed')} put on the list, {known}. Follow: {for_this_record('onrecord watch')}")
    return int(len(addresses) < len(named))


@command.command("export")
@click.option("--output", "-o", metavar="PATH", help="File to write; else standard output.")
@record_option
def _export(output: str | None, record_target: str) -> None:
    """Write the feeds of the list as OPML, for other programs."""
    from onrecord.following import Feeds
    from onrecord.following.opml import write_opml
    from onrecord.record import open_record

    with open_record(record_target, create=False) as record:
        found = Feeds(record).every()
    if not any(one.kind == "feed" for one in found):
        raise RecordError(
            "no feed is followed",
            where=record_target,
            next_step=for_this_record("onrecord watch ADDRESS"),
            code="empty",
        )
    put(output, write_opml(found).splitlines())
