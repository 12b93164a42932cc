"""``onrecord follow``: queries that are saved, to be told what comes in for them."""

from __future__ import annotations

import click

from onrecord.errors import UsageError

from . import screen
from .asking import as_typed
from .groups import DefaultGroup
from .options import for_this_record, json_option, record_option

_SAVE = "save"
_EPILOG = """\b
Examples:
  onrecord follow harbour 'harbour party:"free harbour" act:said'
  onrecord follow                          all of them
  onrecord digest harbour --new            what came in since the last time
  onrecord follow harbour harbour --webhook https://news.example/hooks/7f2c
  onrecord follow remove harbour

`onrecord watch` posts what comes in to the webhook, signed with the secret in
$ONRECORD_WEBHOOK_SECRET. docs/monitoring.md tells how it is checked.
"""


@click.group("follow", cls=DefaultGroup, default=_SAVE, epilog=_EPILOG)
def command() -> None:
    """Save a query under a name, to be told what comes in for it.

    `onrecord follow NAME QUERY` is short for `onrecord follow save NAME QUERY`; `onrecord follow` alone lists them.
    """


@command.command(_SAVE)
@click.argument("name", required=False)
@click.argument("query", nargs=-1, metavar="[QUERY]...")
@click.option("--webhook", metavar="ADDRESS", help="Where `onrecord watch` posts what comes in, as JSON.")
@click.option("--webhook-inside", is_flag=True, help="Let that lie in your own network, and be http.")
@record_option
def _save(
    name: str | None, query: tuple[str, ...], webhook: str | None, webhook_inside: bool, record_target: str
) -> None:
    """Save QUERY as NAME, in the place of one of that name. What came in before is not told."""
    from onrecord.following import SavedQueries
    from onrecord.record import open_record
    from onrecord.record.clock import utc

    if name is None:
        _show(record_target, as_json=False)
        return
    line = as_typed(query).strip()
    if not line:
        raise UsageError(
            "no query was given", where=name, next_step=f"onrecord follow {name} QUERY; onrecord digest {name} tells"
        )
    with open_record(record_target) as record:
        new = SavedQueries(record).save(name, line, utc(), hook=webhook, inside=webhook_inside)
    told = for_this_record(f"onrecord digest {name} --new")
    screen.tell(f"{'followed from now on' if new else 'changed'}: {name}. What comes in: {told}")


@command.command("list")
@record_option
@json_option
def _list(record_target: str, as_json: bool) -> None:
    """List saved queries: when what came in was told last, and what is wrong with their webhooks."""
    _show(record_target, as_json=as_json)


@command.command("remove")
@click.argument("name")
@record_option
def _remove(name: str, record_target: str) -> None:
    """Forget the saved query NAME."""
    from onrecord.following import SavedQueries
    from onrecord.record import open_record

    with open_record(record_target, create=False) as record:
        SavedQueries(record).forget(name)
    screen.tell(f"no longer followed: {name}")


def _show(record_target: str, *, as_json: bool) -> None:
    from onrecord.following import SavedQueries
    from onrecord.record import open_record
    from onrecord.views.answers import answer

    from .feeds_tables import saved_view

    with open_record(record_target, create=False) as record:
        found = SavedQueries(record).every()
    if as_json:  # without the webhook's address: it may hold a secret
        screen.show_json([{**answer(one), "hook": one.hook_host} for one in found])
    else:
        screen.show(saved_view(found))
