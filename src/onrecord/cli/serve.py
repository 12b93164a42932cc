"""``onrecord serve``: the reading room, the record in a browser."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

import click

from onrecord.errors import OnrecordError, install

from .logs import log_option, saying
from .options import record_option

if TYPE_CHECKING:
    from fastapi import FastAPI

    from onrecord.web.together import Together

_NEEDS = ("fastapi", "jinja2", "uvicorn", "markdown_it", "python_multipart", "prometheus_client")
_EPILOG = """\b
Examples:
  onrecord serve                           http://127.0.0.1:8765/
  onrecord serve --record archive.db --port 9000
  onrecord serve --workers 1               with least memory

  onrecord serve --host 0.0.0.0 --allow-host archive.lan

Nothing is fetched from elsewhere: it works without internet. Without --host
only this machine reaches it, and it asks for no password. On another address,
or with --require-login behind a proxy, those whom `onrecord user add` made
sign in. Ctrl-C stops it. As a service, with logs, /healthz and /metrics: see
docs/running.md.
"""


@click.command("serve", epilog=_EPILOG)
@record_option
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="An address of this machine.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8765, show_default=True, metavar="N", help="0 for any free one."
)
@click.option("--require-login", is_flag=True, help="Ask users to sign in on this machine too, as behind a proxy.")
@click.option("--allow-host", multiple=True, metavar="NAME", help="A name by which browsers may call it; repeatable.")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    show_default="one a core, at most 4",
    metavar="N",
    help="Processes that make pages; each takes memory.",
)
@log_option
def command(
    *,
    record_target: str,
    host: str,
    port: int,
    require_login: bool,
    allow_host: tuple[str, ...],
    workers: int | None,
    log_format: str | None,
) -> None:
    """Open the reading room: the record in a browser.

    Articles with their statements marked, what a person said and when, the reports of one saying side by side, search.
    """
    lacking = [name for name in _NEEDS if find_spec(name) is None]
    if lacking:
        raise OnrecordError(
            f"the reading room needs what is not installed: {', '.join(lacking)}",
            next_step=install("web"),
            code="web",
        )
    from onrecord.ingest.people import people_wait, update_people
    from onrecord.ingest.sayings import sayings_wait, update_sayings
    from onrecord.record import open_record
    from onrecord.web import create_app
    from onrecord.web.serving import accounts_for, address_of, is_loopback, listen, names_of, serve

    with saying(log_format, "onrecord.serve") as say:
        with listen(host, port) as taken:
            with open_record(record_target, create=False) as record:
                shared = accounts_for(record, host, require_login=require_login) is not None
                if people_wait(record) or sayings_wait(record):
                    say("Joining people and sayings first; after an update of onrecord that is every article.")
                    update_people(record)
                    update_sayings(record)

            @contextmanager
            def opened(together: Together | None = None) -> Iterator[FastAPI]:
                with open_record(record_target, create=False) as record:
                    accounts = accounts_for(record, host, require_login=require_login)
                    names = names_of(host, allow_host)
                    yield create_app(record, hosts=names, accounts=accounts, together=together)

            def ready() -> None:
                say(f"The reading room is open at {address_of(host, taken.getsockname()[1])}  (Ctrl-C stops it)")
                if not is_loopback(host):
                    say("It speaks http: passwords and pages can be read on the way. See docs/accounts.md for https.")

            behind_proxy, logged = shared, log_format is not None
            if (number := workers or _workers()) == 1:
                with opened() as app:
                    ready()
                    serve(app, taken, behind_proxy=behind_proxy, logged=logged)
            else:
                from onrecord.web.workers import serve_together

                serve_together(opened, taken, number, ready=ready, say=say, behind_proxy=behind_proxy, logged=logged)
        say("The reading room is closed.")


def _workers() -> int:
    """How many processes make pages where nobody said it; one where forking is not known to be safe."""
    return min(4, len(os.sched_getaffinity(0))) if sys.platform == "linux" else 1
