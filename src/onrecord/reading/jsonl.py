"""JSON Lines: one article a line, its ``text`` taken exactly as it is, so that offsets stay the sender's offsets.

Nothing is repaired here. A line that cannot be an article costs itself alone: it comes out as an error that names the
line, and the next line is read. A file is never held whole in memory.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, NoReturn

from onrecord.errors import ReadError

from .days import iso_day
from .draft import Draft
from .head import find_head
from .transcript import find_turns

READER = "jsonl"
VERSION = "1"
_ALIASES = {"date": "published", "publisher": "outlet"}
_STRINGS = ("title", "byline", "outlet", "url", "language", "published", "modified")
_DAYS = ("published", "modified")
_KINDS = {dict: "an object", list: "a list", str: "a string", bool: "true or false", int: "a number", float: "a number"}
_NEXT = 'Each line must be one JSON object with a "text": {"id": "a1", "text": "...", "published": "2021-01-17"}.'


def parse(data: bytes) -> Any:
    """The JSON value of ``data``, which must be UTF-8.

    Raises:
        ReadError: code ``encoding`` or ``json``, saying at which letter it goes wrong.
    """
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise ReadError(
            f"it is not UTF-8 (byte {error.start + 1})", next_step="Save the file as UTF-8.", code="encoding"
        ) from error
    except json.JSONDecodeError as error:
        raise ReadError(
            f"it is not JSON: {error.msg} at character {error.pos + 1}", next_step=_NEXT, code="json"
        ) from error
    except (ValueError, RecursionError) as error:
        raise ReadError(f"it is not JSON that can be read: {error}", next_step=_NEXT, code="json") from error


def draft_of(value: Any) -> Draft:
    """The article that one JSON object holds.

    Raises:
        ReadError: where it holds none (code ``json``).
    """
    if not isinstance(value, dict):
        raise ReadError(f"it is {_kind(value)}, not a JSON object", next_step=_NEXT, code="json")
    # An alias beside the name that it stands for is no alias but a key of the sender's own.
    fields = {_ALIASES[key] if _is_alias(key, value) else key: item for key, item in value.items()}
    text = _text(fields)
    known = {key: _string(fields, key) for key in _STRINGS}
    days = {key: iso_day(known[key]) for key in _DAYS}
    meta = {key: item for key, item in fields.items() if key not in (*_STRINGS, "id", "text")}
    # A day that could not be understood is given back as it came, so that nothing the sender said is lost.
    meta |= {key: known[key] for key in days if known[key] and not days[key]}
    head = find_head(text, known["title"])
    return Draft(
        text=text,
        reader=READER,
        version=VERSION,
        title=known["title"] or head.title,
        byline=known["byline"] or head.byline,
        outlet=known["outlet"] or head.outlet,
        url=known["url"] or head.url,
        published=days["published"] or (None if known["published"] else head.published),
        modified=days["modified"],
        language=known["language"][:2].lower() if known["language"] else None,
        turns=find_turns(text, title=known["title"]),
        meta=meta,
        id=_id(fields),
    )


def lines(stream: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """The lines of a stream that hold something, with their numbers from 1; None for one longer than ``limit``.

    Args:
        stream: opened for reading bytes; asked for one bounded piece at a time.
        limit: the longest line that is kept, in bytes.
    """
    number = 0
    while piece := stream.readline(limit + 1):
        number += 1
        if len(piece) > limit and not piece.endswith(b"\n"):
            while piece and not piece.endswith(b"\n"):
                piece = stream.readline(limit + 1)
            yield number, None
        elif piece.strip(b" \t\r\n\xef\xbb\xbf"):
            yield number, piece.rstrip(b"\r\n")


def items(data: bytes) -> Iterator[bytes]:
    """The bytes of each article in a ``.json`` file: the one object, or every item of the one list.

    Raises:
        ReadError: where the file is not JSON in UTF-8.
    """
    value = parse(data)
    if not isinstance(value, list):
        yield data
        return
    text = data.decode("utf-8-sig")
    decoder = json.JSONDecoder()
    at = text.index("[") + 1
    for _ in value:
        at = _skip(text, at)
        _, end = decoder.raw_decode(text, at)
        yield text[at:end].encode("utf-8")
        at = end


def _skip(text: str, at: int) -> int:
    match = re.compile(r"[\s,]*").match(text, at)
    return match.end() if match else at


def _is_alias(key: str, value: dict[str, Any]) -> bool:
    return key in _ALIASES and _ALIASES[key] not in value


def _text(fields: dict[str, Any]) -> str:
    if "text" not in fields:
        raise ReadError('it has no "text"', next_step=_NEXT, code="json")
    text = fields["text"]
    if not isinstance(text, str):
        raise ReadError(f'its "text" is {_kind(text)}, not a string', next_step=_NEXT, code="json")
    if not text.strip():
        raise ReadError('its "text" is empty', next_step="Leave the line out, or put the text in.", code="empty")
    _storable(text, "text")
    return text


def _string(fields: dict[str, Any], key: str) -> str | None:
    value = fields.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ReadError(f'its "{key}" is {_kind(value)}, not a string', next_step=_NEXT, code="json")
    _storable(value, key)
    return value.strip() or None


def _id(fields: dict[str, Any]) -> str | None:
    value = fields.get("id")
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise ReadError(f'its "id" is {_kind(value)}, not a string', next_step=_NEXT, code="json")
    _storable(str(value), "id")
    return str(value)


def _storable(value: str, key: str) -> None:
    """The two things that JSON can write and no database keeps; leaving them out would move every offset."""
    bad = re.search("[\x00\ud800-\udfff]", value)
    if bad:
        what = "a NUL character" if bad[0] == "\x00" else "half a surrogate pair"
        raise ReadError(
            f'its "{key}" has {what} at character {bad.start() + 1}',
            next_step="Take it out and send the line again.",
            code="json",
        )


def _kind(value: Any) -> str:
    return "null" if value is None else _KINDS.get(type(value), type(value).__name__)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")
