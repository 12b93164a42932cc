"""One request on one connection of its own, to an IP address that was checked; what comes back is held to limits.

urllib3 speaks HTTP: it frames, joins chunks, and unpacks no more of a compressed body than is asked of it. The socket
is ours: so it leads to the address that was checked, and the certificate is the one of the name.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import certifi
from urllib3.connection import HTTPConnection
from urllib3.exceptions import HTTPError
from urllib3.response import HTTPResponse

from . import refusals
from .addresses import Address
from .deadline import Deadline

_CONNECT = 10.0  # seconds for one IP address, that there be time for the next
_MOST_TRIED = 4
_PIECE = 64 * 1024
_ENCODINGS = ("gzip", "x-gzip", "deflate")
"""What we ask for and unpack. Every server knows gzip; other ways would each want a library that bounds its memory."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one request brought.

    Attributes:
        status: of HTTP.
        headers: by their names in lower case; of several of one name, joined with commas.
        body: decompressed; empty for anything but a status of 200.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes


def trusted() -> ssl.SSLContext:
    """Whom to believe about names: the system's certificates; where it has none, those of Mozilla."""
    context = ssl.create_default_context()
    if not context.get_ca_certs():
        context.load_verify_locations(certifi.where())
    return context


def ask(
    address: Address,
    ips: Sequence[str],
    headers: Mapping[str, str],
    *,
    deadline: Deadline,
    most: int,
    cut: bool,
    trust: ssl.SSLContext | None,
    where: str,
    body: bytes | None = None,
) -> Answer:
    """Send one GET, or one POST.

    Args:
        address: what to ask for.
        ips: where to connect to, the first that lets us.
        headers: beside Host and Accept-Encoding.
        deadline: of the whole fetch.
        most: bytes of the body after decompression.
        cut: take the beginning of a longer body, instead of refusing it.
        trust: whom to believe about names; None where no TLS is spoken.
        where: the address that is fetched, for errors.
        body: is posted; None to ask.

    Raises:
        FetchError: where nothing came, or not in time, or not whole, or too much.
    """
    wire = _connected(address, ips, deadline, where)
    try:
        with deadline.cutting(wire):
            return _answered(
                address, wire, headers, deadline=deadline, most=most, cut=cut, trust=trust, where=where, body=body
            )
    except ssl.SSLCertVerificationError as error:
        raise refusals.certificate(address.host, error.verify_message, where) from error
    except TimeoutError as error:
        raise refusals.unreachable(address.host, "it does not answer", where) from error
    except (HTTPError, http.client.HTTPException, OSError, ValueError) as error:
        raise refusals.broken(_plain(error), where) from error
    finally:
        wire.close()


def _connected(address: Address, ips: Sequence[str], deadline: Deadline, where: str) -> socket.socket:
    problem: OSError | None = None
    for ip in ips[:_MOST_TRIED]:
        try:
            return socket.create_connection((ip, address.port), timeout=min(_CONNECT, deadline.left()))
        except OSError as error:
            problem = error
    deadline.left()
    raise refusals.unreachable(address.host, _plain(problem), where) from problem


def _answered(
    address: Address,
    wire: socket.socket,
    headers: Mapping[str, str],
    *,
    deadline: Deadline,
    most: int,
    cut: bool,
    trust: ssl.SSLContext | None,
    where: str,
    body: bytes | None,
) -> Answer:
    # Later than the deadline, which shall be what ends it.
    patience = deadline.left() + 1
    wire.settimeout(patience)
    if trust is not None:
        wire = trust.wrap_socket(wire, server_hostname=address.host)
    connection = HTTPConnection(address.host, address.port, timeout=patience)
    connection.sock = wire
    try:
        sent = {"Host": address.site, "Accept-Encoding": "gzip, deflate", "Connection": "close", **headers}
        method = "GET" if body is None else "POST"
        connection.request(method, address.target, body=body, headers=sent, preload_content=False)
        with contextlib.closing(connection.getresponse()) as response:
            told = {name.lower(): value for name, value in response.headers.items()}
            if response.status != http.HTTPStatus.OK:
                return Answer(response.status, told, b"")
            return Answer(response.status, told, _body(response, told, deadline, most, cut=cut, where=where))
    finally:
        connection.close()
        wire.close()


def _body(
    response: HTTPResponse, headers: Mapping[str, str], deadline: Deadline, most: int, *, cut: bool, where: str
) -> bytes:
    encoding = headers.get("content-encoding", "identity").strip().lower() or "identity"
    if encoding not in (*_ENCODINGS, "identity"):
        raise refusals.encoded(encoding, where)
    body = bytearray()
    # Not more than is allowed is ever unpacked: a bomb of a few kilobytes stays one.
    while piece := response.read1(min(_PIECE, most + 1 - len(body))):
        body += piece
        if len(body) > most:
            if cut:
                return bytes(body[:most])
            raise refusals.too_large(most, where)
        deadline.left()
    return bytes(body)


def _plain(error: Exception | None) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return " ".join(str(error).split())[:200] or type(error).__name__
