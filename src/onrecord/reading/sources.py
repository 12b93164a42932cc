"""What the user names, as sources in a stable order: files, folders with all below them, patterns, addresses, ``-``.

A source is a name until it is opened. What is wrong with it (missing, a folder that may not be looked into, not a file)
comes out when it is opened, as an error of that source alone, so that one bad name among thousands stops nothing.
"""

from __future__ import annotations

import glob
import gzip
import io
import os
import re
import stat
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from onrecord.domain import Fetched
from onrecord.errors import ReadError

from .page_names import Covered, holds_mets
from .sniffing import BY_SUFFIX, suffix_of

MAX_BYTES = 64 * 1024 * 1024
"""The largest article that is read, in bytes after decompression; a JSON Lines file may be of any size."""

STDIN = "-"

STREAM_ERRORS = (OSError, EOFError, zlib.error)
"""What reading an opened file can raise: the disk's errors, and those of a file that is not whole gzip."""


@dataclass(frozen=True, slots=True)
class Source:
    """Something to read.

    Attributes:
        path: as the user would write it: a file, an address, or ``-`` for standard input.
        problem: why it can never be opened, where that is known already.
        fetch: fetches it, where it is an address; raises ReadError. None for all else.
        data: its bytes, where they are at hand, such as of an upload; ``path`` is then only what it is called.
    """

    path: str
    problem: ReadError | None = None
    fetch: Callable[[], Fetched] | None = None
    data: bytes | None = field(default=None, repr=False)

    def open(self, *, packed: bool = False) -> io.BufferedReader:
        """Open for reading bytes, decompressed where the name ends in ``.gz``. The caller closes it.

        Args:
            packed: leave it compressed.

        Raises:
            ReadError: where it is missing, not a file, or may not be read.
        """
        if self.problem:
            raise self.problem
        if self.data is not None:
            whole = io.BytesIO(self.data)
            unpack = not packed and self.path.lower().endswith(".gz")
            return io.BufferedReader(gzip.GzipFile(fileobj=whole) if unpack else cast(io.RawIOBase, whole))
        if self.path == STDIN:
            return cast(io.BufferedReader, sys.stdin.buffer)
        try:
            if not stat.S_ISREG(Path(self.path).stat().st_mode):
                raise ReadError(
                    "it is not a regular file",
                    where=self.path,
                    next_step="Name a file, a folder or -.",
                    code="not-a-file",
                )
            if not packed and self.path.lower().endswith(".gz"):
                return io.BufferedReader(gzip.GzipFile(self.path))
            return Path(self.path).open("rb")
        except (OSError, ValueError) as error:
            raise cannot_read(self.path, error) from error

    def load(self) -> bytes:
        """All its bytes.

        Raises:
            ReadError: as ``open``, or where it is larger than ``MAX_BYTES`` (code ``huge``).
        """
        stream = self.open()
        try:
            data = stream.read(MAX_BYTES + 1)
        except STREAM_ERRORS as error:
            raise cannot_read(self.path, error) from error
        finally:
            self.close(stream)
        return within_limit(data, self.path)

    def close(self, stream: BinaryIO) -> None:
        """Close what ``open`` gave; standard input is not ours to close."""
        if self.path != STDIN:
            stream.close()


def within_limit(data: bytes, path: str | None) -> bytes:
    """``data`` itself.

    Raises:
        ReadError: where it is longer than ``MAX_BYTES`` (code ``huge``).
    """
    if len(data) > MAX_BYTES:
        raise too_large(path)
    return data


def too_large(where: str | None) -> ReadError:
    """The error for an article of more than ``MAX_BYTES``."""
    return ReadError(
        f"it is larger than {MAX_BYTES // 1024**2} MB, too large for one article",
        where=where,
        next_step="Split it into its articles, or make JSON Lines of it, one article a line.",
        code="huge",
    )


def check_zip(packed: zipfile.ZipFile) -> None:
    """Raise ReadError (code ``huge``) where a file that is a zip unpacks to more than ``MAX_BYTES``."""
    if sum(part.file_size for part in packed.infolist()) > MAX_BYTES:
        raise ReadError(f"it unpacks to more than {MAX_BYTES // 1024**2} MB", next_step="Split it.", code="huge")


def is_address(path: str) -> bool:
    """Whether what the user names is meant as an address of the web, and not as a file."""
    return re.match(r"https?:/", path, re.I) is not None


def find(
    paths: Iterable[str],
    *,
    on_skip: Callable[[str], None] | None = None,
    fetch: Callable[[str], Fetched] | None = None,
) -> Iterator[Source]:
    """The sources that ``paths`` name, in the order given and within a folder in the order of names; none twice.

    The pages of a scanned newspaper that a METS file among them names are read with it, and are no sources.

    Args:
        paths: files, folders (with all folders below), patterns with ``*``, ``?``, ``[`` or ``**``, addresses, ``-``.
        on_skip: called with each file inside a folder that is passed over, because it is hidden or no reader knows its
            ending. A file that is named itself is always tried.
        fetch: fetches an address, and raises ReadError where it cannot; None where addresses are not taken.
    """
    seen: set[str] = set()
    wanted = [str(path) for path in paths]
    pages = Covered(MAX_BYTES)
    pages.look(path for path in wanted if not is_address(path) and _is_file(path))
    for path in wanted:
        named = [_address(path, fetch)] if is_address(path) else _named(path, on_skip or (lambda _: None), pages)
        for source in named:
            # A name with a NUL in it can be no file's, and realpath would fail on it; opening it says so.
            as_it_is = source.path == STDIN or is_address(source.path) or "\0" in source.path
            key = source.path if as_it_is else os.path.realpath(source.path)
            if key not in seen and key not in pages:
                seen.add(key)
                yield source


def _address(address: str, fetch: Callable[[str], Fetched] | None) -> Source:
    if fetch is not None:
        return Source(address, fetch=partial(fetch, address))
    problem = ReadError(
        "it is an address, and this command reads files",
        where=address,
        next_step="Save the page and name the file; or take it into a record: onrecord add ADDRESS",
        code="missing",
    )
    return Source(address, problem)


def _named(path: str, on_skip: Callable[[str], None], pages: Covered) -> Iterator[Source]:
    if path == STDIN:
        yield Source(STDIN)
    elif Path(path).is_dir():
        yield from _inside(path, on_skip, pages)
    elif not _exists(path) and glob.has_magic(path):
        matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207  (Path.glob takes no absolute pattern)
        pages.look(match for match in matches if _is_file(match))
        for match in matches:
            yield from _inside(match, on_skip, pages) if Path(match).is_dir() else [Source(match)]
        if not matches:
            yield Source(path, ReadError("no file matches", where=path, next_step="Check the pattern.", code="missing"))
    else:
        yield Source(path)


def _exists(path: str) -> bool:
    return "\0" not in path and os.path.lexists(path)


def _is_ours(path: str) -> bool:
    """Whether a file in a folder is one for us, by more than its name: of zips, those with a scanned newspaper."""
    return suffix_of(path) != ".zip" or holds_mets(path)


def _is_file(path: str) -> bool:
    try:
        return path != STDIN and Path(path).is_file()
    except (OSError, ValueError):
        return False


def _inside(folder: str, on_skip: Callable[[str], None], pages: Covered) -> Iterator[Source]:
    problems: list[Source] = []

    def cannot_look(error: OSError) -> None:
        where = str(error.filename or folder)
        problems.append(Source(where, cannot_read(where, error)))

    for here, folders, files in os.walk(folder, onerror=cannot_look):
        # Sorted in place: os.walk goes down in the order it finds here.
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from problems
        problems.clear()
        pages.look(str(Path(here, name)) for name in files if not name.startswith("."))
        for name in sorted(files):
            path = str(Path(here, name))
            if name.startswith(".") or suffix_of(name) not in BY_SUFFIX or not _is_ours(path):
                on_skip(path)
            else:
                yield Source(path)
    yield from problems


def cannot_read(path: str, error: Exception) -> ReadError:
    """The error of the operating system or of gzip, in words that help."""
    if isinstance(error, FileNotFoundError):
        return ReadError("no such file or folder", where=path, next_step="Check the spelling.", code="missing")
    if isinstance(error, PermissionError):
        return ReadError(
            "it may not be read", where=path, next_step="Ask its owner for the right to read it.", code="permission"
        )
    if isinstance(error, (gzip.BadGzipFile, EOFError, zlib.error)):
        return ReadError(
            "it is not a whole gzip file", where=path, next_step="Download or compress it again.", code="broken"
        )
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return ReadError(
        f"it could not be read ({reason})", where=path, next_step="Check the disk and the name.", code="io"
    )
