"""Digests by mail: one message, text and HTML, handed to the mail server that the environment names."""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from urllib.parse import unquote, urlsplit

from onrecord.errors import OnrecordError, UsageError
from onrecord.fetching.connection import trusted
from onrecord.views.safe import one_line

SERVER, PASSWORD, SENDER = "ONRECORD_SMTP", "ONRECORD_SMTP_PASSWORD", "ONRECORD_MAIL_FROM"
"""Names of the variables of the environment that say by which server, with which password and from whom."""

_PORTS = {"smtp": 587, "smtps": 465}
_SECONDS = 30.0
_HERE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server.

    Attributes:
        host, port: where.
        tls: whether TLS is spoken from the beginning; else from STARTTLS on, without which none but one on this
            machine is used.
        user, password: by which to sign in; None where that is not wanted.
        sender: address from which mail comes.
    """

    host: str
    port: int
    tls: bool
    user: str | None
    password: str | None
    sender: str


def server_of(environment: Mapping[str, str] = os.environ) -> Server:
    """The mail server that the environment names.

    Raises:
        UsageError: where it names none, or what it says is not understood.
    """
    text, sender = environment.get(SERVER, ""), environment.get(SENDER, "")
    if not text:
        step = f"Set it: {SERVER}=smtp://USER@mail.example:587, {PASSWORD}=..., {SENDER}=press@news.example"
        raise UsageError("no mail server is named", where=SERVER, next_step=step)
    try:
        parts = urlsplit(text)
        port = parts.port or _PORTS[parts.scheme]
    except (ValueError, KeyError):
        parts, port = urlsplit(""), 0
    if not parts.hostname or parts.password:
        step = f"Write smtp://USER@HOST:PORT, or smtps:// for TLS from the beginning; the password goes into {PASSWORD}"
        raise UsageError("this address of a mail server is not understood", where=SERVER, next_step=step)
    user = unquote(parts.username) if parts.username else None
    password = environment.get(PASSWORD)
    return Server(parts.hostname, port, parts.scheme == "smtps", user, password, address_of(sender, SENDER))


def address_of(text: str, where: str) -> str:
    """An address of mail, alone.

    Raises:
        UsageError: where it is none.
    """
    _, address = parseaddr(text)
    if address.count("@") != 1 or address != text.strip() or not address.isprintable() or " " in address:
        raise UsageError(f"{text!r} is no address of mail", where=where, next_step="Write it as ana@news.example")
    return address


def send(server: Server, to: str, subject: str, text: str, html: str, *, trust: ssl.SSLContext | None = None) -> None:
    """Send one mail.

    Args:
        server: by which.
        to: address.
        subject: on one line.
        text, html: the same in both.
        trust: whom to believe about the server's name; the system unless said otherwise.

    Raises:
        OnrecordError: where the server cannot be reached or does not take it (code ``mail``).
    """
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = server.sender, to, one_line(subject)
    message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain=server.sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no reply about holidays
    # Other people's text may hold what no mail can: half a character is a mark in its place.
    message.set_content(text.encode("utf-8", "replace").decode())
    message.add_alternative(html.encode("utf-8", "replace").decode(), subtype="html")
    where = f"{server.host}:{server.port}"
    try:
        with _connected(server, trust or trusted()) as connection:
            if server.user is not None and server.password is not None:
                connection.login(server.user, server.password)
            connection.send_message(message)
    except (smtplib.SMTPException, OSError) as error:
        told = getattr(error, "smtp_error", b"") or getattr(error, "strerror", None) or error
        said = told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told)
        raise OnrecordError(
            f"the mail could not be sent ({one_line(said)[:200]})",
            where=where,
            next_step=f"Look at {SERVER}, {PASSWORD} and {SENDER}; nothing counts as told, so that it comes again",
            code="mail",
        ) from error


def _connected(server: Server, trust: ssl.SSLContext) -> smtplib.SMTP:
    if server.tls:
        return smtplib.SMTP_SSL(server.host, server.port, timeout=_SECONDS, context=trust)
    connection = smtplib.SMTP(server.host, server.port, timeout=_SECONDS)
    try:
        connection.ehlo()
        if connection.has_extn("starttls"):
            connection.starttls(context=trust)
            connection.ehlo()
        elif server.host not in _HERE:
            raise smtplib.SMTPNotSupportedError("it does not offer STARTTLS, and mail in the clear is not sent")
    except BaseException:
        connection.close()
        raise
    return connection
