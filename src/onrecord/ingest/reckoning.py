"""How long would it take, and how big would it get? Answered from a sample, before a night is spent on it.

The sample is spread evenly over the sources of each kind of file (one PDF costs what fifty lines of JSON cost), is
really read, extracted, stored and joined in a record that is thrown away, and is scaled by bytes.
"""

from __future__ import annotations

import io
import itertools
import os
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.domain import Article
from onrecord.errors import ReadError
from onrecord.reading import Given, Source, is_web_archive, read_source

from .people import update_people
from .pipeline import NOTHING, Extractor, extract_each

SAMPLE = 12  # sources of each kind; past that the figure moves less than one machine differs from another
_ARTICLES = 48  # of each kind; a single JSON Lines file may hold a million


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What adding would come to.

    Attributes:
        sources: files found.
        articles, statements: expected, rounded to whole ones.
        seconds: expected wall time with ``jobs`` workers.
        bytes: expected size of the record.
        sampled: articles that it is reckoned from; 0 where not one of them could be read.
        unreadable: sampled sources that could not be read.
        jobs: as given.
    """

    sources: int
    articles: int
    statements: int
    seconds: float
    bytes: int
    sampled: int
    unreadable: int
    jobs: int


@dataclass(slots=True)
class _Sample:
    read: int = 0  # bytes of the sampled articles
    articles: int = 0
    statements: int = 0
    seconds: float = 0.0
    bytes: int = 0
    unreadable: int = 0
    empty: int = 0  # bytes of a record with nothing in it


def reckon(sources: Sequence[Source], extractor: Extractor, given: Given = NOTHING, jobs: int = 1) -> Reckoning:
    """Reckon time and space of adding ``sources`` to an empty record. Nothing is kept.

    Args:
        sources: all that would be added.
        extractor: run in this process.
        given: as for ``add``.
        jobs: workers that the real run would have.
    """
    kinds: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        kinds[Path(source.path).suffix.lower()].append(source)
    extractor()  # so that loading the model is not counted with the first sample
    samples = [(of_kind, _take(_spread(of_kind), extractor, given)) for of_kind in kinds.values()]
    # What one sampled byte stands for, kind by kind.
    scaled = [(sample, sum(map(_size, of_kind)) / sample.read if sample.read else 0.0) for of_kind, sample in samples]
    return Reckoning(
        sources=len(sources),
        articles=round(sum(s.articles * scale for s, scale in scaled)),
        statements=round(sum(s.statements * scale for s, scale in scaled)),
        seconds=sum(s.seconds * scale for s, scale in scaled) / jobs,
        bytes=round(sum(s.bytes * scale for s, scale in scaled)) + max((s.empty for s, _ in scaled), default=0),
        sampled=sum(s.articles for s, _ in scaled),
        unreadable=sum(s.unreadable for s, _ in scaled),
        jobs=jobs,
    )


def _spread(sources: Sequence[Source]) -> list[Source]:
    """At most ``SAMPLE`` of them, evenly spread; the same ones each time."""
    step = max(1.0, len(sources) / SAMPLE)
    return [sources[int(i * step)] for i in range(min(SAMPLE, len(sources)))]


def _take(sources: Sequence[Source], extractor: Extractor, given: Given) -> _Sample:
    from onrecord.record import open_record  # SQLAlchemy, for which those who only extract should not wait

    from .sayings import update_sayings

    sample = _Sample()
    with tempfile.TemporaryDirectory(prefix="onrecord-dry-run-") as folder:
        target = Path(folder, "sample.db")
        open_record(target).close()
        sample.empty = target.stat().st_size
        started = time.monotonic()
        with open_record(target) as record:
            for found in extract_each(_read(sources, given, sample), extractor):
                if isinstance(found, ReadError):
                    sample.unreadable += 1
                    continue
                record.add(found)
                sample.articles += 1
                sample.statements += len(found.statements)
            update_people(record)
            update_sayings(record)
        sample.seconds = time.monotonic() - started
        sample.bytes = target.stat().st_size - sample.empty
    return sample


@dataclass(frozen=True, slots=True)
class _Watched(Source):
    """A web archive of which is known how far it was read: its pages are only a part of what is in it."""

    opened: list[io.BufferedReader] = field(default_factory=list)

    def open(self, *, packed: bool = False) -> io.BufferedReader:
        self.opened.append(Source.open(self, packed=packed))
        return self.opened[-1]

    def place(self) -> int:
        """Bytes of the file, as it lies there, before the place that was reached."""
        return self.opened[-1].tell() if self.opened else 0


def _read(sources: Sequence[Source], given: Given, sample: _Sample) -> Iterator[Article]:
    """The first articles of each source; what is read of it is counted in ``sample``, readable or not."""
    each = max(1, _ARTICLES // len(sources))
    for source in sources:
        if is_web_archive(source.path):
            yield from _read_archive(source, each, given, sample)
            continue
        for item in itertools.islice(read_source(source, given=given), each):
            if isinstance(item, ReadError):
                sample.unreadable += 1
                sample.read += _size(source)
            else:
                sample.read += len(item.raw)
                yield item


def _read_archive(source: Source, each: int, given: Given, sample: _Sample) -> Iterator[Article]:
    watched = _Watched(source.path)
    place = 0
    for item in itertools.islice(read_source(watched, given=given), each):
        place = watched.place()
        if isinstance(item, ReadError):
            sample.unreadable += 1
        else:
            yield item
    sample.read += place or _size(source)


def _size(source: Source) -> int:
    """Bytes of the file, unpacked where it is packed as a whole; 0 where it has gone since it was found."""
    try:
        with Path(source.path).open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            if source.path.lower().endswith(".gz") and size > 4 and not is_web_archive(source.path):
                file.seek(-4, os.SEEK_END)  # RFC 1952: a gzip file ends with its unpacked size, modulo 2**32
                return int.from_bytes(file.read(4), "little")
            return size
    except OSError:
        return 0
