"""By which names a METS calls the files of its pages, and where they may lie; without reading it as XML.

A folder may hold ten thousand issues: which of its files are pages of one is looked up before anything is read.
"""

from __future__ import annotations

import gzip
import html
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast
from urllib.parse import unquote

from .sniffing import root_of

_PEEK = 8192
_LOCATED = re.compile(rb"<(?:[\w.-]{1,100}:)?FLocat\b[^<>]{0,2000}?\bhref\s*=\s*[\"']([^\"'<>]{1,1000})[\"']")
_METS = re.compile(r"mets[^/]*\.xml$", re.I)
_XML = (".xml", ".xml.gz")
_CANNOT = (OSError, EOFError, zlib.error, ValueError)


class Covered:
    """The files that METS files name as their pages: they are read with these, and not once more by themselves."""

    def __init__(self, most: int) -> None:
        self._most = most  # bytes of a METS that are looked at
        self._issues: set[str] = set()
        self._pages: set[str] = set()

    def look(self, paths: Iterable[str]) -> None:
        """Look for METS files among files."""
        for path in paths:
            if is_xml(path) and is_mets(path):
                self._issues.add(str(Path(path).resolve()))
                self._pages.update(str(Path(page).resolve()) for page in named_by(path, self._most))

    def __contains__(self, path: object) -> bool:
        """Whether a file, by its real path, is a page of one of them."""
        return path in self._pages and path not in self._issues


def places(name: str) -> list[str]:
    """Where a file may lie that a METS names so, from the folder of the METS, the likeliest first.

    Args:
        name: as the METS gives it: ``file://./ALTO/0001.xml``, ``ALTO/0001.xml``, ``D:\\\\scan\\\\0001.xml``.
    """
    plain = unquote(re.sub(r"^file:(?://)?", "", name.strip(), flags=re.I)).replace("\\", "/")
    if not plain or "\0" in plain:
        return []
    told = posixpath.normpath(plain)
    found = [posixpath.basename(told)]
    if not told.startswith(("/", "../")) and not re.match(r"[a-z][a-z0-9+.-]*:", told, re.I):
        found.insert(0, told)
    return [place for place in dict.fromkeys(found) if place not in ("", ".", "..")]


def is_mets(path: str) -> bool:
    """Whether a file is a METS, told from its beginning; False where that cannot be read."""
    try:
        with _opened(path) as file:
            return root_of(file.read(_PEEK)) == b"mets"
    except _CANNOT:
        return False


def is_xml(path: str) -> bool:
    """Whether a file's name says that it is XML."""
    return path.lower().endswith(_XML)


def holds_mets(path: str) -> bool:
    """Whether a zip holds a METS, told from the names of its files."""
    try:
        with zipfile.ZipFile(path) as packed:
            return any(_METS.search(name) for name in packed.namelist())
    except (*_CANNOT, zipfile.BadZipFile, RuntimeError, NotImplementedError):
        return False


def named_by(path: str, most: int) -> Iterator[str]:
    """The files of XML that a METS names as its own and that are there, by their paths.

    Args:
        path: of the METS.
        most: bytes of it that are looked at.
    """
    try:
        with _opened(path) as file:
            data = file.read(most)
    except _CANNOT:
        return
    folder = Path(path).parent
    for match in _LOCATED.finditer(data):
        name = html.unescape(match[1].decode("utf-8", "replace"))
        if is_xml(name):
            yield from (str(folder / place) for place in places(name)[:2] if _is_there(folder / place))


def _opened(path: str) -> BinaryIO:
    return cast(BinaryIO, gzip.open(path)) if path.lower().endswith(".gz") else Path(path).open("rb")


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
