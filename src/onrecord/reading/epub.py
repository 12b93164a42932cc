"""EPUB (https://www.w3.org/TR/epub-33/): all chapters in reading order as one text, and what its package says."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from onrecord.errors import ReadError

from .days import iso_day
from .decoding import declared_charset, decode
from .draft import Draft
from .markup import anywhere, check_tags, first, html_paragraphs, local, parse_xml, words_of
from .mending import Mending
from .repairs import mend_letters
from .sources import check_zip
from .transcript import find_turns

READER = "epub"
VERSION = "1"
_PAGES = ("application/xhtml+xml", "text/html")
_BROKEN = "Open it in a reading program; where it can be read there, save its text."


def read_epub(data: bytes) -> Draft:
    """Read one EPUB.

    Raises:
        ReadError: where it is no whole EPUB (code ``broken``, ``xml``), is encrypted (``encrypted``), grows too large
            when unpacked (``huge``), or holds no text (``no-text``).
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            check_zip(packed)
            package, folder = _package(packed)
            paragraphs = list(_paragraphs(packed, package, folder))
    except (zipfile.BadZipFile, zlib.error, KeyError, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise ReadError(f"it is not a whole EPUB ({error})", next_step=_BROKEN, code="broken") from error
    if not paragraphs:
        raise ReadError("it has no text", next_step="Its pages may be pictures.", code="no-text")
    mending = Mending("\n\n".join(paragraphs))
    mend_letters(mending)
    title = _about(package, "title")
    return Draft(
        text=mending.text,
        reader=READER,
        version=VERSION,
        title=title,
        title_apart=title is not None,
        byline=_about(package, "creator"),
        outlet=_about(package, "publisher"),
        published=iso_day(_about(package, "date")),
        language=(_about(package, "language") or "")[:2].lower() or None,
        turns=find_turns(mending.text, title=title),
        repairs=mending.repairs,
        meta={name: value for name in ("identifier", "rights") if (value := _about(package, name)) is not None},
    )


def _package(packed: zipfile.ZipFile) -> tuple[Any, str]:
    """The package document, and the folder to which its names are relative."""
    rootfile = first(anywhere(parse_xml(packed.read("META-INF/container.xml")), "rootfile"))
    path = rootfile.get("full-path") if rootfile is not None else None
    if not path:
        raise ReadError("its container names no package", next_step=_BROKEN, code="broken")
    return parse_xml(packed.read(path)), posixpath.dirname(path)


def _paragraphs(packed: zipfile.ZipFile, package: Any, folder: str) -> Iterator[str]:
    pages = {item.get("id"): item for item in anywhere(package, "item")}
    locked = _locked(packed)
    read: set[str] = set()
    # The standard lets each page stand once; a file of a kilobyte could else say one page a million times.
    for idref in dict.fromkeys(reference.get("idref") for reference in anywhere(package, "itemref")):
        item = pages.get(idref)
        # The table of contents repeats the headings.
        if item is None or item.get("media-type") not in _PAGES or "nav" in (item.get("properties") or "").split():
            continue
        path = posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))
        if path in locked:
            raise ReadError(
                "its text is encrypted", next_step="Ask its publisher for a copy without a lock.", code="encrypted"
            )
        if path in read:  # two items may name one file
            continue
        read.add(path)
        page = packed.read(path)
        check_tags(page)
        yield from html_paragraphs(decode(page, declared_charset(page)).text)


def _locked(packed: zipfile.ZipFile) -> set[str]:
    """The files that are encrypted, as the container says; fonts often are, and do not matter."""
    if "META-INF/encryption.xml" not in packed.namelist():
        return set()
    root = parse_xml(packed.read("META-INF/encryption.xml"))
    return {unquote(found.get("URI") or "") for found in anywhere(root, "CipherReference")}


def _about(package: Any, name: str) -> str | None:
    metadata = first(child for child in package if local(child) == "metadata")
    return words_of(first(anywhere(metadata, name))) if metadata is not None else None
