"""``--log-format``, for what runs as a service: each line with its time and level, or a JSON object a line.

On standard error, as a service manager expects it. It is Python's own logging, so that what libraries have to say comes
in the same form.
"""

from __future__ import annotations

import json
import logging
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import click

from . import screen

F = TypeVar("F", bound=Callable[..., Any])

Say = Callable[[str], None]
"""Is told a line, which may be a ``following.Line``; one that begins with ``!`` tells that something went wrong."""

_ALWAYS = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}


def log_option(command: F) -> F:
    """``--log-format``."""
    return click.option(
        "--log-format",
        type=click.Choice(["text", "json"]),
        show_default="lines for a person",
        help="Log with time and level; as JSON, an object a line.",
    )(command)


@contextmanager
def saying(log_format: str | None, name: str) -> Iterator[Say]:
    """Gives what is to be told each line.

    Args:
        log_format: ``text`` or ``json``; None for lines without time and level, and no log of requests.
        name: of the logger.
    """
    if log_format is None:
        yield lambda line: screen.tell(_safe(line))
        return
    log = logging.getLogger(name)

    def say(line: str) -> None:
        wrong = line.startswith("! ")
        level = logging.WARNING if wrong else logging.INFO
        log.log(level, "%s", line.removeprefix("! "), extra=getattr(line, "about", None))

    with _logging(_FORMATTERS[log_format]()):
        yield say


def written(log_format: str | None, name: str, line: str) -> bytes:
    """A line as ``saying`` would write it, for where no stream of Python's may be used.

    Args:
        log_format, name: as for ``saying``.
        line: to be told.
    """
    if log_format is None:
        return f"{line}\n".encode()
    record = logging.LogRecord(name, logging.INFO, "", 0, line, None, None)
    return f"{_FORMATTERS[log_format]().format(record)}\n".encode()


@contextmanager
def _logging(formatter: logging.Formatter) -> Iterator[None]:
    """While this lasts, all loggers write to standard error in one form: ours from ``info`` on, others ``warning``."""
    root, ours = logging.getLogger(), logging.getLogger("onrecord")
    before = (root.handlers[:], root.level, ours.level)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    ours.setLevel(logging.INFO)
    logging.captureWarnings(True)
    try:
        yield
    finally:
        logging.captureWarnings(False)
        root.handlers = before[0]
        root.setLevel(before[1])
        ours.setLevel(before[2])


class Plain(logging.Formatter):
    """``2026-11-29T01:02:03Z info onrecord.watch added: https://news.example/a``."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, and below it where an error came from."""
        line = f"{_moment(record)} {record.levelname.lower()} {record.name} {_safe(record.getMessage())}"
        return f"{line}\n{_trace(record)}" if record.exc_info else line


class Json(logging.Formatter):
    """One object: time, level, logger, message, what the line is about, and where an error came from."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        found = {
            "time": _moment(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _safe(record.getMessage()),
            **{name: value for name, value in record.__dict__.items() if name not in _ALWAYS},
        }
        if record.exc_info:
            found["error"] = _trace(record)
        return json.dumps(found, ensure_ascii=False, default=str)


_FORMATTERS: dict[str, type[logging.Formatter]] = {"text": Plain, "json": Json}


def _safe(message: str) -> str:
    """On one line, and nothing in it that a terminal would obey: strangers' words and addresses stand in it."""
    from onrecord.views.safe import one_line

    return one_line(message)


def _moment(record: logging.LogRecord) -> str:
    return f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(record.created))}.{int(record.msecs):03}Z"


def _trace(record: logging.LogRecord) -> str:
    assert record.exc_info is not None
    return "".join(traceback.format_exception(*record.exc_info)).rstrip()
