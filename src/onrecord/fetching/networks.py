"""Names to IP addresses, and which of these lie in the public internet.

A server that fetches what it is told to is a way into the network that it stands in (server-side request forgery). So a
name is resolved once, every answer is checked, and the connection goes to one of the addresses that were checked: a
name server that answers otherwise a moment later (DNS rebinding) is not asked again.
"""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

from .deadline import Deadline
from .refusals import no_host, private

Resolver = Callable[[str], Sequence[str]]
"""Gives the IP addresses of a host's name; raises OSError where it has none."""

_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address lies in its last 32 bits
# What Python's own lists lack or came to have only in later versions of 3.11: IANA's registries of special purpose.
_ALSO_SPECIAL = tuple(
    ip_network(block)
    for block in ("192.88.99.0/24", "64:ff9b:1::/48", "100::/64", "3fff::/20", "5f00::/16", "fec0::/10")
)


def system_resolver(host: str) -> Sequence[str]:
    """The addresses that the system's resolver gives for a name, none twice."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def is_public(text: str) -> bool:
    """Whether an IP address is one of the public internet: no private, loopback, link-local, multicast or reserved one.

    An IPv6 address that carries an IPv4 address within it is as public as that one; 6to4 and Teredo, which nobody
    needs any more, are never.
    """
    try:
        address = _unwrapped(ip_address(text.partition("%")[0]))
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and (address.sixtofour or address.teredo or "%" in text):
        return False
    special = any(address in block for block in _ALSO_SPECIAL if block.version == address.version)
    return address.is_global and not (special or address.is_multicast or address.is_reserved)


def _is_loopback(text: str) -> bool:
    return _unwrapped(ip_address(text)).is_loopback


def _unwrapped(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return address.ipv4_mapped
        if address in _NAT64:
            return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def checked(host: str, where: str, *, resolver: Resolver, deadline: Deadline, loopback: bool) -> Sequence[str]:
    """The IP addresses to connect to, each of them checked.

    Args:
        host: a name, or an IP address.
        where: the address that is fetched, for the error.
        resolver: asked once.
        deadline: of the whole fetch.
        loopback: whether this machine itself may be asked.

    Raises:
        FetchError: where there is no such host (code ``no-host``), or one of its addresses is not public
            (``private``).
    """
    found = resolved(host, where, resolver=resolver, deadline=deadline)
    for address in found:
        if not (is_public(address) or (loopback and _is_loopback(address))):
            raise private(host, address, where)
    return found


def resolved(host: str, where: str, *, resolver: Resolver, deadline: Deadline) -> Sequence[str]:
    """The IP addresses of a host, whatever network they lie in; arguments and errors as for ``checked``."""
    try:
        found = _within(deadline, lambda: resolver(host))
    except (OSError, UnicodeError) as error:
        raise no_host(host, where) from error
    if not found:
        raise no_host(host, where)
    return found


def _within(deadline: Deadline, call: Callable[[], Sequence[str]]) -> Sequence[str]:
    """What ``call`` gives, if it comes in time: the system's resolver knows no time limit of ours."""
    answers: queue.SimpleQueue[Sequence[str] | Exception] = queue.SimpleQueue()

    def answer() -> None:
        try:
            answers.put(call())
        except Exception as error:  # told in the thread that waits
            answers.put(error)

    threading.Thread(target=answer, name="onrecord-resolver", daemon=True).start()
    try:
        found = answers.get(timeout=deadline.left())
    except queue.Empty:
        raise deadline.over() from None
    if isinstance(found, Exception):
        raise found
    return found
