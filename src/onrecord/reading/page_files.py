"""The files that a METS names as its pages: where they lie beside it, or in the same zip.

Only what lies in the folder of the METS or below is opened, whatever it names: a METS from a stranger must not be a way
to other files. Names that lead elsewhere (of the disk on which it was made, of the web) are sought beside it.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import ReadError

from .mets_text import Fetch
from .page_names import places
from .sniffing import root_of
from .sources import MAX_BYTES, Source, too_large

_PEEK = 8192
_MOST_UNPACKED = 16 * MAX_BYTES  # of all XML in a zip; an issue of a hundred pages has some 200 MB
_WHOLE = "Download or pack it again."
_BROKEN = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, ValueError, OSError)


def beside(path: str) -> Fetch:
    """Gives the pages of a METS file from its folder and below.

    Args:
        path: of the METS.
    """
    folder = Path(path).parent

    def fetch(name: str) -> bytes:
        for place in places(name):
            for found in (folder / place, folder / f"{place}.gz"):
                if found.is_file():
                    return Source(str(found)).load()
        raise _not_there(name)

    return fetch


def not_at_hand(_: str) -> bytes:
    """Of a METS that came alone, such as by upload or from an address.

    Raises:
        ReadError: always.
    """
    raise ReadError(
        "it lies in another file, which did not come with the METS",
        next_step="Add the folder with all its files, or a zip of it.",
        code="missing",
    )


def issues_in(stream: BinaryIO) -> Iterator[tuple[str, bytes, Fetch]]:
    """The METS files in a zip, in the order of their names: the name, the bytes, and what gives their pages.

    Raises:
        ReadError: where it is no whole zip (code ``broken``), unpacks to too much (``huge``), or has none in it
            (``empty``).
    """
    try:
        with zipfile.ZipFile(stream) as packed:
            sizes = {
                part.filename: part.file_size for part in packed.infolist() if part.filename.lower().endswith(".xml")
            }
            if sum(sizes.values()) > _MOST_UNPACKED:
                raise ReadError(
                    f"its XML unpacks to more than {_MOST_UNPACKED // 1024**3} GB",
                    next_step="Unpack it, and add the folder.",
                    code="huge",
                )
            any_yet = False
            for name in sorted(sizes):
                with packed.open(name) as part:
                    head = part.read(_PEEK)
                if root_of(head) == b"mets":
                    any_yet = True
                    yield name, _unpacked(packed, name), _beside_in(packed, sizes, posixpath.dirname(name))
            if not any_yet:
                raise ReadError(
                    "it is a zip without a METS file, of which alone zips are read",
                    next_step="Unpack it, and add the folder.",
                    code="empty",
                )
    except _BROKEN as error:
        raise ReadError(f"it is not a whole zip ({error})", next_step=_WHOLE, code="broken") from error


def _beside_in(packed: zipfile.ZipFile, names: dict[str, int], folder: str) -> Fetch:
    def fetch(name: str) -> bytes:
        for place in places(name):
            found = posixpath.join(folder, place)
            if found in names:
                try:
                    return _unpacked(packed, found)
                except _BROKEN as error:
                    raise ReadError(f"it is damaged ({error})", next_step=_WHOLE, code="broken") from error
        raise _not_there(name)

    return fetch


def _unpacked(packed: zipfile.ZipFile, name: str) -> bytes:
    with packed.open(name) as part:
        data = part.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise too_large(None)
    return data


def _not_there(name: str) -> ReadError:
    sought = places(name)
    where = f", sought as {' and '.join(sought)}" if sought and sought != [name] else ""
    return ReadError(f"no such file beside the METS{where}", code="missing")
