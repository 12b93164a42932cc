"""E-mails (.eml), as press offices send their releases: the subject, who sent it and when, and the body.

The plain part is read where there is one, else the HTML as any page. Attachments are not: they are files of their own.
"""

from __future__ import annotations

import re
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from typing import Any

from onrecord.domain import Repair
from onrecord.errors import ReadError

from .decoding import decode
from .draft import Draft
from .markup import html_paragraphs
from .mending import Mending
from .repairs import mend, mend_letters
from .transcript import find_turns

READER = "mail"
VERSION = "1"
_LONGEST = 4096  # letters of a header; the library takes a minute for one of a megabyte
_CONTENT = re.compile(rb"^content-[\w-]{1,30}:[^\n]*(?:\n[ \t][^\n]*)*", re.I | re.M)
_TRIPS = (MessageError, ValueError, LookupError, AttributeError, TypeError, IndexError, RecursionError)
"""What the standard library's parser is known to raise at headers and parts that break the rules."""


def read_mail(data: bytes) -> Draft:
    """Read one e-mail.

    Raises:
        ReadError: where it has no body of text (code ``no-text``), or is no e-mail (``mail``).
    """
    if any(len(match[0]) > _LONGEST for match in _CONTENT.finditer(data)):
        raise ReadError("a header of it has no end", next_step="Save its text as a .txt file.", code="mail")
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
        text, repairs, guessed = _body(message)
    except _TRIPS as error:
        raise ReadError(
            f"it is not an e-mail that can be read ({error})",
            next_step="Save its text as a .txt file and read that.",
            code="mail",
        ) from error
    title = _header(message, "subject")
    name, address = _sender(message)
    return Draft(
        text=text,
        reader=READER,
        version=VERSION,
        title=title,
        title_apart=title is not None,
        outlet=name or address,
        published=_day(message),
        language=(_header(message, "content-language") or "")[:2].lower() or None,
        turns=find_turns(text, title=title),
        repairs=repairs,
        encoding_guessed=guessed,
        meta={
            key: value
            for key, value in (("identifier", _header(message, "message-id")), ("sender", address))
            if value is not None
        },
    )


def _body(message: EmailMessage) -> tuple[str, tuple[Repair, ...], str | None]:
    part = message.get_body(preferencelist=("plain", "html"))
    payload = part.get_payload(decode=True) if part is not None else None
    if not isinstance(payload, bytes) or not payload.strip():
        raise ReadError(
            "this e-mail has no text, or only attachments",
            next_step="Save the attachment as a file and read that.",
            code="no-text",
        )
    decoded = decode(payload, part.get_content_charset() if part is not None else None)
    if part is not None and part.get_content_type() == "text/html":
        mending = Mending("\n\n".join(html_paragraphs(decoded.text)))
        mend_letters(mending)
    else:
        mending = mend(decoded.text)
    if not mending.text.strip():
        raise ReadError("this e-mail has no text", next_step="Look whether it is a picture.", code="no-text")
    return mending.text, mending.repairs, decoded.encoding if decoded.guessed else None


def _parsed(message: EmailMessage, name: str) -> Any:
    """A header as the library understands it, of no more than a header has; None where there is none."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name), None)
    return None if raw is None else policy.default.header_fetch_parse(name, raw[:_LONGEST])


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = str(_parsed(message, name) or "")
    except _TRIPS:  # a header that the parser trips over costs itself alone
        return None
    return _storable(value)


def _sender(message: EmailMessage) -> tuple[str | None, str | None]:
    """Name and address of who sent it; None for what is not there."""
    try:
        sender = _parsed(message, "from").addresses[0]
        return _storable(sender.display_name), _storable(sender.addr_spec)
    except _TRIPS:
        return None, None


def _day(message: EmailMessage) -> str | None:
    """The day in the sender's own time zone."""
    try:
        return parsedate_to_datetime(str(_parsed(message, "date"))).date().isoformat()
    except _TRIPS:
        return None


def _storable(value: str) -> str | None:
    # Bytes that were in no encoding come as halves of surrogate pairs, which no database keeps.
    seen = "".join(letter if letter.isprintable() else " " for letter in value)
    return " ".join(seen.split()) or None
