"""How the fuzzer damages a file: cut, put in, double, move, flip; in what is packed also inside, packed again whole."""

from __future__ import annotations

import gzip
import io
import random
import zipfile
import zlib
from collections.abc import Callable

LARGEST = 200_000  # bytes of an input, packed and unpacked
_SIGNS = (
    *(b"<", b">", b"&", b"&#0;", b"&#xD800;", b"<!--", b"]]>", b"<![CDATA[", b'"', b"'", b"\x00", b"\xff", b"\xff\xfe"),
    *(b"\r", b"\n\n", b"\t", b" ", b"{", b"}", b"[", b"]", b",", b":", b";", b"\\", b"\\ud800", b"-1", b"."),
    *("“".encode(), "\u202e".encode(), "a\u0301".encode(), "😀".encode(), b"--", b"%", b"PK\x03\x04", b"A: ", b"said "),
    *(b"99999999999", b"1e999", b"\r\n\r\n", b"<p>", b"<br/>", b"=?utf-8?q?=", b"\xef\xbb\xbf", "\u0335".encode()),
)


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The file, damaged in one to sixteen ways; most often inside where it is packed."""
    if chance.random() < 0.75 and (within := _within(data, chance)) is not None:
        return within
    for _ in range(chance.choice((1, 1, 2, 4, 8, 16))):
        data = chance.choice(_WAYS)(data, chance)[:LARGEST]
    return data


def _within(data: bytes, chance: random.Random) -> bytes | None:
    """A zip or gzip with a part of it damaged; None where it is neither, or no longer whole."""
    try:
        if data.startswith(b"PK\x03\x04"):
            return _within_zip(data, chance)
        if data.startswith(b"\x1f\x8b"):
            with gzip.open(io.BytesIO(data)) as packed:
                return gzip.compress(damaged(packed.read(LARGEST), chance), mtime=0)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, NotImplementedError):
        pass
    return None


def _within_zip(data: bytes, chance: random.Random) -> bytes | None:
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        parts = [(info.filename, whole.open(info).read(LARGEST)) for info in whole.infolist()[:100]]
    if not parts:
        return None
    at = chance.randrange(len(parts))
    parts[at] = (parts[at][0], damaged(parts[at][1], chance))
    if chance.random() < 0.05:
        parts.pop(chance.randrange(len(parts)))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as whole:
        for name, part in parts:
            whole.writestr(zipfile.ZipInfo(name), part)
    return made.getvalue()


def _place(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randint(0, len(data))
    return start, min(len(data), start + chance.choice((0, 1, 1, 2, 5, 20, 100, 1000)))


def _cut(data: bytes, chance: random.Random) -> bytes:
    start, end = _place(data, chance)
    return data[:start] + data[end:]


def _put(data: bytes, chance: random.Random) -> bytes:
    start, end = _place(data, chance)
    return data[:start] + chance.choice(_SIGNS) * chance.choice((1, 1, 1, 2, 5, 300, 5000)) + data[end:]


def _double(data: bytes, chance: random.Random) -> bytes:
    start, end = _place(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 2, 10, 500)) + data[end:]


def _move(data: bytes, chance: random.Random) -> bytes:
    (start, end), (to, _) = _place(data, chance), _place(data, chance)
    return data[:to] + data[start:end] + data[to:]


def _flip(data: bytes, chance: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(chance.choice((1, 3, 20))):
        if made:
            made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


_WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (_cut, _put, _double, _move, _flip)
