"""Reading within limits: in a process of its own, which can be ended whatever it is doing.

What a stranger uploads may be made so that a parser never comes back, and a thread that waits for one cannot be
stopped. On the command line a person sees it and presses Ctrl-C; a server that many use must give up by itself. What
is read is also extracted there, which takes longer the more words there are, and no more than that: so their number is
limited, too.
"""

from __future__ import annotations

import dataclasses
import multiprocessing
import re
import signal
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from multiprocessing.connection import Connection
from typing import Any

from onrecord.domain import Article, Fetched
from onrecord.errors import ReadError
from onrecord.reading import Given, Source, read_fetched, read_source

SECONDS = 60.0
"""For one article. The largest that are found take a few seconds."""

MOST_WORDS = 150_000
"""Words and signs of an article: half a minute of one core's work to extract. The longest hearing has a third of it."""

_WORD_OR_SIGN = re.compile(r"\w+|[^\w\s]")

_LATE = ("trafilatura", "ftfy", "charset_normalizer")
"""What the readers import when they first need it: a quarter of a second of each copy, where it is not there before."""

_Read = Callable[[Source, Given], Iterable[Article | ReadError]]


def read_within(
    source: Source, given: Given, *, seconds: float = SECONDS, read: _Read | None = None
) -> Iterator[Article | ReadError]:
    """The articles of a source, as ``reading.read_source`` gives them; an error where one takes or is too long.

    Args:
        source: an address is fetched in this process, with the limits of fetching.
        given: metadata that beats what is found.
        seconds: how long each article may take.
        read: another reader, a function of a module.
    """
    try:
        fetched = source.fetch() if source.fetch else None
    except ReadError as error:
        yield error
        return
    # The server that makes the processes has one thread and has loaded the readers already: a copy of it is quick, and
    # inherits no lock half-alive, as a copy of this process would.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["onrecord.reading.html", "onrecord.reading.pdf", *_LATE, __name__])
    ours, theirs = context.Pipe(duplex=False)
    bare = dataclasses.replace(source, fetch=None)
    process = context.Process(target=_work, args=(theirs, read, bare, fetched, given), daemon=True)
    process.start()
    theirs.close()  # so that the line breaks when the process ends
    try:
        yield from map(_short_enough, _read_from(ours, source.path, seconds))
    finally:
        process.kill()
        process.join()
        ours.close()


def _short_enough(found: Article | ReadError) -> Article | ReadError:
    if isinstance(found, ReadError) or len(found.text) <= MOST_WORDS:
        return found
    if next(islice(_WORD_OR_SIGN.finditer(found.text), MOST_WORDS, None), None) is None:
        return found
    return ReadError(
        f"it has more than {MOST_WORDS:,} words, which is no article and would take minutes",
        where=found.path,
        next_step="Add a part of it; or the whole from the command line, which takes its time: onrecord add FILE",
        code="long",
    )


def _read_from(line: Connection, path: str, seconds: float) -> Iterator[Article | ReadError]:
    while line.poll(seconds):
        try:
            item = line.recv()
        except EOFError:
            yield ReadError(
                "the process that read it ended", where=path, next_step="Save it in another format", code="crashed"
            )
            return
        if item is None:
            return
        yield item
    yield ReadError(
        f"reading it took more than {seconds:.0f} seconds",
        where=path,
        next_step="Save it in another format, such as plain text",
        code="time",
    )


def _work(line: Connection, read: _Read | None, source: Source, fetched: Fetched | None, given: Given) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group, and the parent alone decides
    for item in _items(read, source, fetched, given):
        line.send(item)
    line.send(None)


def _items(read: _Read | None, source: Source, fetched: Fetched | None, given: Given) -> Iterable[Any]:
    if fetched is not None:
        return read_fetched(fetched, given=given)
    return read(source, given) if read else read_source(source, given=given)
