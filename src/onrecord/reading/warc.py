"""Web archives, WARC (ISO 28500) and WACZ: their pages one at a time, each as if it had been fetched just now.

fastwarc reads the records. Ours on top of it: a damaged record costs itself alone, since reading begins again at the
next one; a file that ends too early says so; and what is no page is counted by what it is. Nothing is unpacked to disk.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Any

from onrecord.domain import Fetched
from onrecord.errors import ReadError, from_extra

from .sources import MAX_BYTES, too_large
from .unpacking import unpacked

_PAGES = frozenset({"text/html", "application/xhtml+xml", "application/pdf"})
_STATUS = frozenset({200, 201, 202, 203})  # an answer with a body that is the page, and the whole of it
_RECORD = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]|(?<=\n)WARC/[01]\.\d\r?\n")
_PIECE = 1 << 18  # bytes that are looked through at a time
_HEAD = 1 << 10  # bytes of a compressed record that show whether it is one
_TRIES = 200  # places at which reading begins again in vain, before the rest is given up
_ARCHIVE = re.compile(r".*\.warc(?:\.gz)?", re.I | re.S)
_MAX_HEADERS = 1 << 20
_AGAIN = "Download it again; what stands before was read."


def pages(stream: IO[bytes], path: str) -> Iterator[Fetched | str | ReadError]:
    """The pages of a WARC, compressed or not, in the order of the file; never more than one in memory.

    Args:
        stream: the file as it lies there.
        path: its name, by which each record is called with its number in the file: ``a.warc.gz:17``.

    Yields:
        Each page; for any other record what it is, in the plural: ``requests``, ``error pages``; and an error in the
        place of what cannot be read.

    Raises:
        ReadError: where fastwarc is not installed (code ``extra``), or the file holds no record (``broken``).
    """
    yield from _pages(stream, path, 0)


def packed_pages(stream: IO[bytes], path: str) -> Iterator[Fetched | str | ReadError]:
    """The pages of all archives within a WACZ, as ``pages`` gives them; the numbers count on from one to the next.

    Raises:
        ReadError: as ``pages``, or where it is no whole WACZ (code ``broken``) or has no archive in it (``empty``).
    """
    number = 0
    try:
        with zipfile.ZipFile(stream) as packed:
            names = [name for name in packed.namelist() if _ARCHIVE.fullmatch(name)]
            if not names:
                raise ReadError("it holds no web archive", next_step="Name the .warc.gz files alone.", code="empty")
            for name in names:
                with packed.open(name) as archive:
                    for found in _pages(archive, path, number):
                        number += 1
                        yield found
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
        raise ReadError(f"it is not a whole WACZ ({error})", next_step=_AGAIN, code="broken") from error


def _pages(stream: IO[bytes], path: str, number: int) -> Iterator[Fetched | str | ReadError]:
    damaged = False
    for record in _records(stream):
        if damaged and isinstance(record, ReadError):  # the record that was being read when the damage was met
            continue
        number += 1
        where = f"{path}:{number}"
        found = record if isinstance(record, ReadError) else _found(record, where)
        damaged = isinstance(found, ReadError) and found.code == "damaged"
        if isinstance(found, ReadError):
            found = found.at(where)
        yield found


def _records(stream: IO[bytes]) -> Iterator[Any]:
    """fastwarc's records, and an error in the place of each damaged stretch, behind which reading begins again."""
    read = _reader()
    begin, tries, any_yet = 0, 0, False
    while True:
        try:
            for record in read(stream, max_header_len=_MAX_HEADERS):
                begin, tries, any_yet = record.stream_pos, 0, True
                yield record
        except OSError as error:
            if error.errno is not None:  # the disk's, not of what is on it
                raise
        else:
            if not any_yet:
                raise ReadError("the file is empty", next_step=_AGAIN, code="empty")
            return
        tries += 1
        place = _next_record(stream, begin + 1) if stream.seekable() and tries <= _TRIES else None
        if place is None and not any_yet:
            raise ReadError("it is no web archive, or damaged all through", next_step=_AGAIN, code="broken")
        if place is None or tries == 1:
            yield _damage(place)
        if place is None:
            return
        begin = place
        stream.seek(place)


def _reader() -> Any:
    lacking = "web archives need fastwarc, which is not installed"
    with from_extra("warc", lacking, kind=ReadError, then="; then: onrecord add --retry"):
        from fastwarc import ArchiveIterator
    return ArchiveIterator


def _damage(place: int | None) -> ReadError:
    if place is None:
        return ReadError("it is damaged, and no whole record was found behind it", next_step=_AGAIN, code="damaged")
    return ReadError(
        f"it is damaged; reading went on with the next whole record, at byte {place}", next_step=_AGAIN, code="damaged"
    )


def _next_record(stream: IO[bytes], at: int) -> int | None:
    """The place of the first record that begins at byte ``at`` or behind it; None where there is none."""
    stream.seek(at)
    window = b""
    while piece := stream.read(_PIECE):
        window += piece
        ends = len(piece) < _PIECE
        for match in _RECORD.finditer(window):
            head = window[match.start() : match.start() + _HEAD]
            if len(head) < _HEAD and not ends:
                break
            if _begins(head):
                return at + match.start()
        # The last bytes are looked at again with those behind them.
        at, window = at + max(0, len(window) - _HEAD), window[-_HEAD:]
    return None


def _begins(head: bytes) -> bool:
    if head.startswith(b"WARC/"):
        return True
    try:
        return zlib.decompressobj(31).decompress(head, 5) == b"WARC/"
    except zlib.error:
        return False


def _found(record: Any, where: str) -> Fetched | str | ReadError:
    try:
        if not (record.headers.get("Content-Length") or "").strip().isdecimal():
            raise ReadError("its head is damaged", next_step=_AGAIN, code="damaged")
        what = _no_page(record)
        if what is None:
            return _page(record, where)
        record.consume()
        _check_whole(record)
        return what
    except ReadError as error:
        return error
    except OSError as error:
        if error.errno is not None:
            raise
        return ReadError(f"it is damaged ({error})"[:200], next_step=_AGAIN, code="damaged")


def _no_page(record: Any) -> str | None:
    """What a record is that holds no page; None of one that does."""
    kind = (record.headers.get("WARC-Type") or "").strip().lower()
    if kind in ("request", "revisit"):
        return f"{kind}s"
    if kind == "resource":
        media_type = _media_type(record.headers.get("Content-Type"))
    elif kind == "response" and record.is_http:
        status = record.http_headers.status_code if record.is_http_parsed else None
        if status is None:
            raise ReadError("the answer in it has no head of HTTP", next_step=_AGAIN, code="broken")
        if status not in _STATUS:
            return "redirects" if 300 <= status < 400 else "error pages"
        media_type = _media_type(record.http_headers.get("Content-Type"))
    else:
        return "crawler notes"
    if media_type in _PAGES:
        return None
    return "pictures" if media_type.startswith("image/") else "other files"


def _media_type(value: str | None) -> str:
    return (value or "").partition(";")[0].strip().lower()


def _page(record: Any, where: str) -> Fetched:
    data = record.reader.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise too_large(where)
    _check_whole(record)
    headers = record.headers
    cut = headers.get("WARC-Truncated")
    http = record.http_headers if record.is_http_parsed else None
    if http is not None:
        data, whole = unpacked(data, _codings(http))
        cut = cut or (None if whole else "its body ends too early")
    address = (headers.get("WARC-Target-URI") or "").strip(" <>")
    if not address:
        raise ReadError("it does not say from which address it is", next_step="Save the page anew.", code="broken")
    return Fetched(
        asked=where,
        address=address,
        at=_moment(headers.get("WARC-Date")),
        data=data,
        media_type=_media_type((http or headers).get("Content-Type")),
        charset=record.http_charset if http is not None else None,
        cut=cut,
    )


def _check_whole(record: Any) -> None:
    if record.reader.tell() < record.content_length:
        raise ReadError("the file ends in the middle of it", next_step=_AGAIN, code="truncated")


def _codings(http: Any) -> list[str]:
    """What a body is packed in, outermost first."""
    given = [http.get_multiple(name) for name in ("Content-Encoding", "Transfer-Encoding")]
    inner, outer = ([one.strip().lower() for value in values for one in value.split(",")] for values in given)
    return [one for one in reversed([*inner, *outer]) if one not in ("", "identity")]


def _moment(value: str | None) -> str:
    """When the page was fetched; empty where the record does not say it as the standard asks."""
    return value if value and re.match(r"\d{4}-\d\d-\d\dT", value) else ""
