"""Plain text, Markdown and transcripts: taken whole, exactly as in the file but for the repairs that are told.

Nothing is cut off the top or the bottom: the headline stays in the text, Markdown's marks stay where they are, lines
stay as they were wrapped. So a person who opens the file finds every quotation at its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath

from .days import iso_day
from .decoding import decode
from .draft import Draft
from .head import Head, find_head
from .repairs import mend
from .signed_statement import signed_statement
from .transcript import find_turns

VERSION = "2"
_TURNS_VERSION = "3"  # of transcripts: labels of parliaments and of who asks
_NAMED = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})(?:[ T_-]+\d{1,2}[.:h-]\d{2}(?:[.:-]\d{2})?)?[ _-]*(?:\([^)]*\))?[ _-]*(?P<title>.*)"
)


@dataclass(frozen=True, slots=True)
class FileName:
    """What a file's name tells: the day it begins with, and a title after it; None where it tells neither."""

    day: str | None = None
    title: str | None = None


def read_plain(data: bytes, *, path: str | None = None, reader: str = "plain", charset: str | None = None) -> Draft:
    """Read one text.

    Args:
        data: the bytes of the file.
        path: where they came from; a name such as ``2016-01-03 Interview with John Dickerson.txt`` gives day and title.
        reader: ``plain``, ``markdown`` or ``transcript``. A plain text in which speakers take turns is a transcript;
            given ``transcript``, one label is enough.
        charset: the encoding that its server named; None for a file.

    Raises:
        ReadError: where the bytes are in no encoding (code ``encoding``).
    """
    decoded = decode(data, charset)
    mending = mend(decoded.text)
    text = mending.text
    named = file_name(path)
    head = find_head(text)
    title = head.title
    turns = find_turns(text, title=named.title or title, certain=reader == "transcript")
    whole = None if turns else signed_statement(text, title)
    if whole:
        turns = (whole,)
    if turns:  # in a transcript the head ends where the first speaker begins
        head = find_head(text[: turns[0].speech.start if whole else turns[0].label.start])
    return Draft(
        text=text,
        reader="transcript" if turns else reader,
        version=_TURNS_VERSION if turns else VERSION,
        title=head.title or named.title or (title if whole else None),
        byline=head.byline,
        outlet=head.outlet,
        url=head.url,
        published=head.published or named.day,
        modified=_later(head),
        language=head.language,
        visible=decoded.text,
        turns=turns,
        repairs=mending.repairs,
        encoding_guessed=decoded.encoding if decoded.guessed else None,
    )


def file_name(path: str | None) -> FileName:
    """What the name of a file tells of the text in it, where it begins with a day: ``YYYY-MM-DD``."""
    match = _NAMED.fullmatch(_stem(path)) if path else None
    day = iso_day(match["day"]) if match else None
    if match is None or day is None:
        return FileName()
    title = match["title"].replace("_", " ").strip()
    # "2021-01-17-strike" is a slug for an address, "2016-01-03 Interview with John Dickerson" is written for a reader.
    return FileName(day, title if " " in title else None)


def _stem(path: str) -> str:
    return re.sub(r"\.(?:txt|text|md|markdown|srt|vtt)(?:\.gz)?$", "", PurePath(path).name, flags=re.I)


def _later(head: Head) -> str | None:
    return head.modified if head.modified and (head.published is None or head.modified >= head.published) else None
