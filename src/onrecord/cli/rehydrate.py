"""``onrecord rehydrate``: an export without text, joined to one's own copies of the articles."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import click

from onrecord.errors import OnrecordError, ReadError, UsageError

from . import screen
from .writing import put

_EPILOG = """\b
Examples:
  onrecord rehydrate public.jsonl --articles ~/press > record.jsonl
  onrecord rehydrate public.jsonl --articles mine.jsonl -o record.jsonl

FILE is what "onrecord export --without-text" writes. A copy matches where its
text is the same to the letter; what has no such copy is told on standard error,
and the exit status is 1. Reasons and descriptions, which hold words of the
article, went with the text and are empty.
"""


@click.command("rehydrate", epilog=_EPILOG)
@click.argument("file")
@click.option(
    "--articles", "-a", multiple=True, metavar="PATH", help="Your copies: a file, a folder, JSON Lines; more than once."
)
@click.option("--output", "-o", metavar="FILE", help="Write to FILE instead of standard output.")
def command(file: str, articles: tuple[str, ...], output: str | None) -> int:
    """Give the lines of FILE their words back, from your own copies of the articles.

    The lines come in the order of the copies, as "onrecord extract" would write them.
    """
    if not articles:
        raise UsageError("no copies were named", where="--articles", next_step="Name a file or a folder of articles")
    waiting = _Waiting(file)
    put(output, waiting.joined(articles))
    for line in waiting.left():
        screen.tell(f"onrecord: {line}")
    screen.tell(f"{waiting.found:,} of {waiting.number:,} articles joined.")
    return int(waiting.found < waiting.number)


class _Waiting:
    """The lines without text, by the hash of the text that each waits for."""

    def __init__(self, path: str) -> None:
        self.by_text: dict[str, list[tuple[str, dict[str, Any]]]] = defaultdict(list)
        self.other_reading: dict[str, str] = {}
        self.number = self.found = 0
        for where, line in _objects(path):
            self.by_text[line["text_sha256"]].append((where, line))
            self.number += 1

    def joined(self, paths: tuple[str, ...]) -> Iterator[str]:
        """The lines that a copy was found for, whole again."""
        from onrecord.reading import find, read_source
        from onrecord.views.textless import digest, rehydrated

        by_bytes = {line["sha256"]: where for lines in self.by_text.values() for where, line in lines}
        for source in find(paths):
            for item in read_source(source):
                if isinstance(item, ReadError):
                    screen.complain(item)
                    continue
                for where, line in self.by_text.pop(digest(item.text), ()):
                    self.found += 1
                    yield json.dumps(rehydrated(line, item, where=where), ensure_ascii=False)
                if item.sha256 in by_bytes:
                    self.other_reading[by_bytes[item.sha256]] = f"{item.reader} {item.reader_version}"

    def left(self) -> Iterator[str]:
        """What no copy was found for, a line each, with the reason."""
        for where, line in (pair for lines in self.by_text.values() for pair in lines):
            name = line.get("url") or line["id"]
            reader = self.other_reading.get(where)
            if reader:
                was = f"{line.get('reader')} {line.get('reader_version')}"
                yield f"{where}: {name}: the same bytes, but read by {reader} to another text than by {was}."
            else:
                yield f"{where}: {name}: no copy has this text."


def _objects(path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    from onrecord.reading import Source

    source = Source(path)
    stream = source.open()
    try:
        for number, line in enumerate(stream, start=1):
            if line.strip():
                yield f"{path}:{number}", _object(line, f"{path}:{number}")
    finally:
        source.close(stream)


def _object(line: bytes, where: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError:
        found = None
    needed = {"text_sha256", "sha256", "statements", "id"}
    if not isinstance(found, Mapping) or not needed <= found.keys() or not isinstance(found["text_sha256"], str):
        raise OnrecordError(
            "this is no line of an export without text",
            where=where,
            next_step="Make one with: onrecord export --without-text",
            code="bad-line",
        )
    return dict(found)
