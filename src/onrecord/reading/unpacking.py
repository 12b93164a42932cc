"""What the body of an answer was packed in on its way (chunks, gzip, deflate, br, zstd) taken off, within a limit.

Crawlers write bodies down packed or unpacked, and not all of them mend the head when they unpack. So a body that is
not packed in what its head says is taken as it stands.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from onrecord.errors import ReadError

from .sources import MAX_BYTES, too_large

_CHUNK = re.compile(rb"(?:\r?\n)?([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")
_GZIP, _ZLIB, _DEFLATE = 31, 15, -15  # as ``zlib.decompressobj`` takes them


def unpacked(data: bytes, codings: Iterable[str]) -> tuple[bytes, bool]:
    """The body, and whether it is whole.

    Args:
        data: as it was sent.
        codings: what it was packed in, in the order in which that is to be taken off.

    Raises:
        ReadError: where it unpacks to more than ``MAX_BYTES`` (code ``huge``), is damaged (``broken``), or packed in
            something that is not known (``coding``).
    """
    whole = True
    for coding in codings:
        data, ended = _without(data, coding)
        whole = whole and ended
        if len(data) > MAX_BYTES:
            raise too_large(None)
    return data, whole


def _without(data: bytes, coding: str) -> tuple[bytes, bool]:
    if coding == "chunked":
        return _joined(data)
    if coding in ("gzip", "x-gzip"):
        return _inflated(data, _GZIP) if data.startswith(b"\x1f\x8b") else (data, True)
    try:
        if coding == "deflate":  # by the standard with a head of zlib's, from some servers without
            return _inflated(data, _ZLIB if data[:1] == b"\x78" else _DEFLATE)
        if coding in ("br", "zstd"):
            return _stream(coding)(BytesIO(data)).read(MAX_BYTES + 1), True
    except (OSError, ReadError) as error:
        if b"<" in data[:512] and min(data[:512]) >= 9:  # it is unpacked already
            return data, True
        raise _damaged(coding) from error
    raise ReadError(
        f'its body is packed as "{coding[:40]}", which is not known', next_step="Save the page anew.", code="coding"
    )


def _joined(data: bytes) -> tuple[bytes, bool]:
    """The chunks in one piece; what does not begin with the size of a chunk as it stands."""
    pieces: list[bytes] = []
    at = 0
    while match := _CHUNK.match(data, at):
        size = int(match[1], 16)
        if not size:
            return b"".join(pieces), True
        pieces.append(data[match.end() : match.end() + size])
        at = match.end() + size
    return (b"".join(pieces), False) if pieces else (data, True)


def _inflated(data: bytes, form: int) -> tuple[bytes, bool]:
    unpacker = zlib.decompressobj(form)
    try:
        return unpacker.decompress(data, MAX_BYTES + 1), unpacker.eof
    except zlib.error as error:
        raise _damaged("gzip" if form == _GZIP else "deflate") from error


def _stream(coding: str) -> Any:
    from fastwarc import stream_io  # with the extra for web archives, which alone have such bodies here

    return stream_io.BrotliReader if coding == "br" else stream_io.ZstdReader


def _damaged(coding: str) -> ReadError:
    return ReadError(
        f"its body is damaged: it cannot be unpacked ({coding})", next_step="Save the page anew.", code="broken"
    )
