"""``onrecord serve``: the reading room, the record in a browser."""

from __future__ import annotations

from importlib.util import find_spec

import click

from onrecord.errors import OnrecordError

from . import screen
from .options import record_option

_NEEDS = ("fastapi", "jinja2", "uvicorn", "markdown_it", "python_multipart")
_EPILOG = """\b
Examples:
  onrecord serve                           http://127.0.0.1:8765/
  onrecord serve --record archive.db --port 9000

Nothing is fetched from elsewhere: it works without internet. Only this machine
reaches it, and it asks for no password. Ctrl-C stops it.
"""


@click.command("serve", epilog=_EPILOG)
@record_option
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="An address of this machine.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8765, show_default=True, metavar="N", help="0 for any free one."
)
def command(record_target: str, host: str, port: int) -> None:
    """Open the reading room: the record in a browser.

    Articles with their statements marked, what a person said and when, the reports of one saying side by side, search.
    """
    lacking = [name for name in _NEEDS if find_spec(name) is None]
    if lacking:
        raise OnrecordError(
            f"the reading room needs what is not installed: {', '.join(lacking)}",
            next_step="Install it: pip install 'onrecord[web]'",
            code="web",
        )
    from onrecord.ingest.people import update_people
    from onrecord.ingest.sayings import update_sayings
    from onrecord.record import open_record
    from onrecord.web import create_app
    from onrecord.web.app import LOOPBACK
    from onrecord.web.serving import address_of, listen, serve

    with listen(host, port) as taken, open_record(record_target, create=False) as record:
        update_people(record)
        update_sayings(record)
        app = create_app(record, hosts={*LOOPBACK, host})
        screen.tell(f"The reading room is open at {address_of(host, taken.getsockname()[1])}  (Ctrl-C stops it)")
        serve(app, taken)
    screen.tell("The reading room is closed.")
