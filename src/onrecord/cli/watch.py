"""``onrecord watch``: follow feeds and folders, and take up what is new in them."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import click

from onrecord.errors import UsageError

from .logs import Say, log_option, saying, written
from .options import confidence_option, record_option
from .stopping import ENDING, Stop, ended_by_signals

if TYPE_CHECKING:
    from onrecord.following import Feeds, Hooks, Rounds
    from onrecord.record import Record

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_EPILOG = """\b
Examples:
  onrecord watch https://news.example/feed.xml
  onrecord watch ~/press                   a folder, with all below it
  onrecord watch                           what is on the list
  onrecord watch --once --every 1h         one round, for cron
  onrecord feeds                           the list, with failures and why

It goes on until Ctrl-C or SIGTERM, and then ends once the article at hand is
stored; a second time ends it at once. Nothing is lost either way: what is
still to be fetched stands in the record. docs/watching.md shows it as a
service of systemd.
"""


def _every(_ctx: click.Context, _option: click.Parameter, value: str) -> timedelta:
    """A time such as ``15m``."""
    match = re.fullmatch(r"([0-9]{1,6})([smhd])", value.strip().lower())
    seconds = int(match[1]) * _UNITS[match[2]] if match else 0
    if not 60 <= seconds <= 86400:
        raise click.BadParameter(f"{value!r} is no time from a minute to a day, such as 15m, 90s or 2h.")
    return timedelta(seconds=seconds)


@click.command("watch", epilog=_EPILOG)
@click.argument("targets", nargs=-1, metavar="[ADDRESS|FOLDER]...")
@record_option
@click.option("--once", is_flag=True, help="One round over what is due, and end.")
@click.option(
    "--every",
    callback=_every,
    default="15m",
    show_default=True,
    metavar="TIME",
    help="How often a feed is asked, where it does not want more rest: 90s, 15m, 2h.",
)
@confidence_option
@log_option
def command(
    *,
    targets: tuple[str, ...],
    record_target: str,
    once: bool,
    every: timedelta,
    min_confidence: float,
    log_format: str | None,
) -> int:
    """Follow feeds and folders, and take up what is new in them.

    A feed is RSS, Atom, JSON Feed or a news sitemap; its articles are fetched whole from where it links to. What is
    named is put on the record's list; without a name all of the list is followed. Several may run on one record, and
    share the work. Exit status 1 where --once could not have all that it asked for.
    """
    from onrecord.following import Feeds, over, watch
    from onrecord.record import open_record

    wanted = [_target(target) for target in targets]
    stop = Stop()
    with saying(log_format, "onrecord.watch") as say:
        ending = written(log_format, "onrecord.watch", ENDING)
        with open_record(record_target, create=bool(targets)) as record, ended_by_signals(stop, ending):
            _put_on_list(Feeds(record), wanted, say)
            hooks = _hooks(record, say)
            rounds = _rounds(record, stop, every, min_confidence, say)
            if once:
                told = rounds.once()
                say(over(told))
                hooks.once()
                return int(told.lacking)
            watch(rounds, stop.wait, hooks.once)
        say("stopped; what is still to be fetched stands in the record.")
    return 0


def _target(named: str) -> tuple[str, str]:
    """What was named, as it is kept, and which sort it is."""
    from pathlib import Path

    from onrecord.fetching.addresses import parse
    from onrecord.reading import is_address

    if is_address(named):
        # What can never be asked, or has a password in it, is not kept; ports are looked at when it is asked.
        parse(named, any_port=True)
        return named.strip(), "feed"
    folder = Path(named).expanduser()
    if not folder.is_dir():
        raise UsageError(
            "this is neither an address of the web nor a folder",
            where=named,
            next_step="Name a feed as http:// or https://, or a folder that is there; a file is read by onrecord add",
        )
    return str(folder.resolve()), "folder"


def _put_on_list(feeds: Feeds, wanted: Sequence[tuple[str, Any]], say: Say) -> None:
    from onrecord.record.clock import utc

    for address, kind in wanted:
        if feeds.follow(address, kind, utc()):
            say(f"followed from now on: {address}")
    if not wanted and not feeds.every():
        raise UsageError(
            "nothing is followed yet", next_step="Name a feed or a folder: onrecord watch https://news.example/feed.xml"
        )


def _rounds(record: Record, stop: Stop, every: timedelta, min_confidence: float, say: Say) -> Rounds:
    from onrecord import fetching
    from onrecord.extraction import load_model
    from onrecord.following import Rounds, SharedTurns
    from onrecord.ingest import Extractor, read_within
    from onrecord.record.clock import utc

    return Rounds(
        record,
        Extractor(load_model, min_confidence=min_confidence),
        load_model().version,
        fetching.Client(turns=SharedTurns(record)).fetch_again,
        every=every,
        clock=utc,
        tell=say,
        stopped=stop.asked,
        read=read_within,  # a page may be made so that a parser never comes back, and nobody sits at a service
    )


def _hooks(record: Record, say: Say) -> Hooks:
    from onrecord.fetching.posting import post
    from onrecord.following import Hooks
    from onrecord.following.hooks import SECRET_VARIABLE, secret_of
    from onrecord.record.clock import utc

    secret = os.environ.get(SECRET_VARIABLE)
    key = secret_of(secret) if secret else None
    return Hooks(record, post, key, utc, tell=say)
