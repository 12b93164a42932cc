"""What a machine lacks for onrecord, and how to get it. It looks, and changes nothing.

Each look is a function that gives findings; what goes wrong inside one is a finding too, so that the others are told.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.metadata
import platform
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from onrecord.errors import OnrecordError, install
from onrecord.record import Examined, examine
from onrecord.record.clock import Clock, read
from onrecord.record.sqlite import lacks

State = Literal["ok", "note", "wrong"]

_FOR = {
    "web": "the reading room (onrecord serve)",
    "postgresql": "a record that a team shares, on PostgreSQL",
    "parquet": "exports as Parquet",
    "spacy": "the component of spaCy",
    "spark": "archives on Apache Spark",
    "warc": "web archives, WARC and WACZ",
    "xlsx": "spreadsheets, .xlsx",
}
_NOT_FOR_USERS = ("dev", "training")
_NAME, _EXTRA = re.compile(r"[A-Za-z0-9._-]+"), re.compile(r"extra\s*==\s*['\"]([^'\"]+)['\"]")
_FLOOR = re.compile(r">=\s*([0-9.]+)")

_LITTLE, _TOO_LITTLE = 2_000_000_000, 100_000_000  # bytes free: some hundred thousand articles, some thousand
_WEIGHTS = ("onrecord", "extraction", "weights")
_APART = timedelta(minutes=1)
_TEXT = "“We will wait,” said Ana Reyes, the harbour master, on Friday."


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        name: a short word for it.
        state: ``ok``; ``note``, which only some need; ``wrong``, which must be put right.
        what: what was found, a sentence without a full stop.
        next_step: what to do, in the imperative; None where nothing is to be done.
    """

    name: str
    state: State
    what: str
    next_step: str | None = None


def look(target: str, *, clock: Clock) -> Iterator[Finding]:
    """Look at everything, one after another.

    Args:
        target: the record, as ``open_record`` takes it; it need not be there.
        clock: gives the time.
    """
    yield Finding("onrecord", "ok", f"{importlib.metadata.version('onrecord')} on Python {platform.python_version()}")
    yield from _told("packages", packages)
    yield from _told("model", model)
    yield from _told("SQLite", store)
    examined: list[Examined] = []
    yield from _told("record", lambda: record(target, examined))
    yield from _told("disk", lambda: disk(examined))
    yield from _told("clock", lambda: time(clock(), examined))


def _told(name: str, check: Callable[[], Iterable[Finding]]) -> Iterator[Finding]:
    try:
        yield from check()
    except OnrecordError as error:
        yield Finding(name, "wrong", f"{error.where}: {error.what}" if error.where else error.what, error.next_step)
    except Exception as error:  # whatever a broken installation throws; it is what this is there to tell
        yield Finding(name, "wrong", f"{type(error).__name__}: {error}", _AGAIN)


_AGAIN = "Install onrecord again: pip install --force-reinstall onrecord"


# --- what is installed ------------------------------------------------------------------------------------------------


def packages() -> Iterator[Finding]:
    """What every installation needs, and what each extra adds."""
    needs: dict[str, list[str]] = {"": []}
    for line in importlib.metadata.requires("onrecord") or ():
        marked = _EXTRA.search(line)
        needs.setdefault(marked[1] if marked else "", []).append(line)
    missing = list(filter(None, map(_lacks, needs.pop(""))))
    yield (
        Finding("packages", "wrong", f"lacking: {', '.join(missing)}", _AGAIN)
        if missing
        else Finding("packages", "ok", "all that every installation needs are there")
    )
    for extra, lines in needs.items():
        if extra in _NOT_FOR_USERS:
            continue
        lacking = list(filter(None, map(_lacks, lines)))
        what = _FOR.get(extra, "something that only some need")
        yield (
            Finding(
                extra,
                "note",
                f"for {what}; lacking: {', '.join(lacking)}",
                install(extra),
            )
            if lacking
            else Finding(extra, "ok", f"for {what}")
        )


def _lacks(requirement: str) -> str | None:
    """What is lacking of a requirement, in words; None where it is met."""
    name = _NAME.match(requirement)
    floor = _FLOOR.search(requirement)
    assert name is not None
    try:
        there = importlib.metadata.version(name[0])
    except importlib.metadata.PackageNotFoundError:
        return name[0]
    return f"{name[0]} {floor[1]} (is {there})" if floor and _release(there) < _release(floor[1]) else None


def _release(version: str) -> tuple[int, ...]:
    """The numbers at the beginning of a version, for comparing."""
    found = re.match(r"[0-9]+(\.[0-9]+)*", version)
    numbers = [int(part) for part in found[0].split(".")] if found else []
    return (*numbers, *[0] * (3 - len(numbers)))


def model() -> Iterator[Finding]:
    """Whether the model is whole, and finds what it should."""
    from onrecord.extraction import load_model  # numpy and the weights: not while the rest is told

    damaged, compared = _damaged_weights()
    if damaged:
        yield Finding("model", "wrong", f"damaged: {', '.join(damaged)}", _AGAIN)
        return
    loaded = load_model()
    found = [span.of(_TEXT) for statement in loaded.find(_TEXT) for span in statement.content]
    whole = f"its {compared} files have the right checksums" if compared else "no checksums are kept of a working tree"
    yield (
        Finding("model", "ok", f"{loaded.version}; {whole}")
        if "“We will wait,”" in found
        else Finding("model", "wrong", f"{loaded.version} does not find a plain quotation", _AGAIN)
    )


def _damaged_weights() -> tuple[list[str], int]:
    """Files of the model that are missing or are not as they were packed, and how many were compared."""
    damaged, compared = [], 0
    for file in importlib.metadata.files("onrecord") or ():
        if file.parts[:3] != _WEIGHTS or file.hash is None or file.hash.mode != "sha256":
            continue
        compared += 1
        path = Path(str(file.locate()))
        digest = hashlib.sha256(path.read_bytes()).digest() if path.is_file() else b""
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != file.hash.value:
            damaged.append(file.name)
    return damaged, compared


def store() -> Iterator[Finding]:
    """Whether this Python's SQLite can keep a record."""
    lacking = lacks()
    newer = "Use a Python whose sqlite3 is newer; that of python.org or of the system is"
    yield (
        Finding("SQLite", "wrong", lacking, newer)
        if lacking
        else Finding("SQLite", "ok", f"{sqlite3.sqlite_version}, with full-text search (FTS5)")
    )


# --- the record -------------------------------------------------------------------------------------------------------


def record(target: str, examined: list[Examined]) -> Iterator[Finding]:
    """Whether the record can be opened, or made; what was found of it is put into ``examined``."""
    found = examine(target)
    examined.append(found)
    where = f"{found.target} ({found.server})"
    if found.schema is None and not found.writable:
        yield Finding("record", "wrong", f"{where}: none there yet, and none can be made", "Get leave to write there")
    elif found.schema is None:
        yield Finding("record", "ok", f"{where}: none there yet; one can be made")
    elif not found.writable:
        yield Finding("record", "wrong", f"{where} may be read, not written", "Get leave to write to it and its folder")
    elif found.schema != found.newest:
        yield Finding(
            "record",
            "note",
            f"{where} has schema {found.schema}; it is brought to {found.newest} when it is next opened",
        )
    else:
        yield Finding("record", "ok", f"{where} can be read and written")


def disk(examined: Iterable[Examined]) -> Iterator[Finding]:
    """Whether there is room where the record lies; of a server's disk nothing can be seen."""
    for found in examined:
        if found.path is None:
            continue
        free = shutil.disk_usage(found.path.absolute().parent).free
        size = found.path.stat().st_size if found.path.exists() else 0
        what = f"{free / 1e9:,.1f} GB free beside a record of {size / 1e9:,.1f} GB"
        if free < _TOO_LITTLE:
            yield Finding("disk", "wrong", what, "Make room, or keep the record on another disk")
        elif free < max(_LITTLE, size):
            yield Finding(
                "disk", "note", what, "Removing an article for good needs room for the whole record once more"
            )
        else:
            yield Finding("disk", "ok", what)


def time(now: datetime, examined: Iterable[Examined]) -> Iterator[Finding]:
    """Whether the clock can be right: days in the future are doubted, and a record is counted as of a day."""
    setting = "Set the clock, or let the system keep it (NTP)"
    what = f"{now:%Y-%m-%d %H:%M} UTC"
    made = _made()
    if made is not None and now < made:
        yield Finding("clock", "wrong", f"{what}, before this model was made ({made:%Y-%m-%d})", setting)
        return
    for found in examined:
        if found.server_time is not None and abs(found.server_time - now) > _APART:
            yield Finding("clock", "wrong", f"{what}; the server's is {found.server_time:%Y-%m-%d %H:%M} UTC", setting)
            return
        if found.last_added is not None and read(found.last_added) > now + _APART:
            yield Finding("clock", "wrong", f"{what}, before the last article was added ({found.last_added})", setting)
            return
    yield Finding("clock", "ok", what)


def _made() -> datetime | None:
    """The day the model was made, which its name tells; None where it does not."""
    from onrecord.extraction import versions

    try:
        return datetime.fromisoformat(versions()[-1]).replace(tzinfo=UTC)
    except (ValueError, IndexError):
        return None
