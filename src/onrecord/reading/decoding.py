"""Bytes to text: which encoding they are in, found from the surest sign to the least sure.

A byte order mark is certain. Bytes that hold more than ASCII and are valid UTF-8 are UTF-8 whatever the page declares:
the odds of that happening by chance in another encoding fall with every letter. Then what the page declares, and only
then a guess, which the article carries as a warning.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from onrecord.errors import ReadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What browsers do with these names (WHATWG Encoding Standard): the declared set is read as its superset.
_SUPERSET = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding=["']([\w.:-]{2,40})""", re.I
)
_NEXT = "Save it as UTF-8 and read it again."


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with the encoding it was in. ``guessed`` says that the bytes did not tell it."""

    text: str
    encoding: str
    guessed: bool = False


def declared_charset(data: bytes) -> str | None:
    """The encoding that an HTML page names in its first 4096 bytes; None where it names none."""
    match = _DECLARED.search(data[:4096])
    return (match[1] or match[2]).decode("ascii", "replace") if match else None


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode ``data``, strictly: no letter is ever replaced by a question mark.

    Args:
        data: the bytes as delivered.
        declared: the encoding they are said to be in, by whatever name; None where nobody says.

    Raises:
        ReadError: where no encoding fits them (code ``encoding``).
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return Decoded(_strictly(data[len(mark) :], name), name)
    known = _codec(declared)
    if known and data.isascii():
        return Decoded(_or_none(data, known) or data.decode("ascii"), known)
    if (text := _or_none(data, "utf-8")) is not None:
        return Decoded(text, "utf-8")
    if known and known != "utf-8" and (text := _or_none(data, known)) is not None:
        return Decoded(text, known)
    return _guess(data)


def _codec(declared: str | None) -> str | None:
    try:
        name = codecs.lookup(declared).name if declared else None
    except LookupError:
        return None
    # A declaration read as ASCII cannot be in an encoding of two-byte units; browsers, too, take it for UTF-8.
    if name is None or name.startswith(("utf-16", "utf-32")) or not codecs.lookup(name)._is_text_encoding:
        return None
    return _SUPERSET.get(name, name)


def _or_none(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, ValueError):
        return None


def _strictly(data: bytes, encoding: str) -> str:
    if (text := _or_none(data, encoding)) is None:
        raise ReadError(
            f"its byte order mark says {encoding.upper()}, but it is not that", next_step=_NEXT, code="encoding"
        )
    return text


def _guess(data: bytes) -> Decoded:
    # Imported here: it is needed for few files and takes a tenth of a second to load.
    from charset_normalizer import from_bytes

    matches = from_bytes(data)
    best = matches.best()
    if best is None:
        raise ReadError("it is in no encoding that could be told", next_step=_NEXT, code="encoding")
    # Where the guesser finds several equally good, the one that nearly all Western newsrooms used is the likeliest.
    western = _or_none(data, "cp1252")
    encodings = {
        name
        for match in matches
        if match.chaos <= best.chaos
        for name in (match.encoding, *match.could_be_from_charset)
    }
    if western is not None and "cp1252" in encodings:
        return Decoded(western, "cp1252", guessed=True)
    return Decoded(_or_none(data, best.encoding) or str(best), best.encoding, guessed=True)
