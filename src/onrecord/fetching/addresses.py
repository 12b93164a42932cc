"""An address taken apart, once, into the pieces that everything after it uses.

That two readers of one address see two hosts in it is how a check is got round. So it is parsed in one place, what
browsers and libraries read differently is refused, and only the pieces go on: they are what is resolved, what is
connected to, what is sent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import quote, urljoin, urlsplit

import idna

from .refusals import bad_address

PORTS = {"http": 80, "https": 443}
"""The schemes that are fetched, and the port of each."""

_OTHER_PORTS = frozenset({80, 443, 8000, 8008, 8080, 8443})
"""Ports on which web servers are found. On others lie mail, databases and the like, which may be talked into things."""

LONGEST = 4096
"""Characters of an address; no page that people read has a longer one."""

_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9_-]{1,63}(?<!-))*")
_NUMERIC = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SAFE = "/%:=&?~+!$,;'@()*[]|-._"  # what stands in paths and queries as it is (RFC 3986, and "|" as browsers leave it)


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the web that may be asked.

    Attributes:
        scheme: ``http`` or ``https``.
        host: in lower case and ASCII, without brackets and final dot; a name or an IP address.
        port: a number, also where the address does not say it.
        target: path and query, as it is sent: ``/2026/01/news?page=2``. A fragment is never sent.
    """

    scheme: str
    host: str
    port: int
    target: str

    @property
    def site(self) -> str:
        """Host, and port where it is not the scheme's own, as the Host header has it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: that for which one robots.txt holds."""
        return f"{self.scheme}://{self.site}"

    def __str__(self) -> str:
        return self.origin + self.target

    def at(self, target: str) -> Address:
        """Another path of the same origin."""
        return Address(self.scheme, self.host, self.port, target)


def _without_secrets(text: str) -> str:
    """An address as it may be shown and kept: user and password taken out."""
    return re.sub(r"(?<=://)[^/?#\\]*@", "", text.strip())


def parse(text: str, *, any_port: bool = False) -> Address:
    """Take an address apart.

    Args:
        text: as a person types it or a server sends it.
        any_port: also ports on which no web server is usually found.

    Raises:
        FetchError: where it may not be asked (code ``address``), with what is wrong with it.
    """
    where = _without_secrets(text)
    text = text.strip()
    if len(text) > LONGEST:
        raise bad_address("this address is too long", where[:80] + "…")
    if _CONTROL.search(text):
        raise bad_address("this address has control characters in it", _CONTROL.sub("�", where))
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise bad_address(f"this is no address ({error})", where) from error
    scheme = parts.scheme.lower()
    if scheme not in PORTS:
        raise bad_address("only addresses of the web are fetched", where)
    if "@" in parts.netloc:
        raise bad_address(
            "this address has a user or a password in it", where, "Take out what stands before the @; it would be kept"
        )
    number = PORTS[scheme] if port is None else port
    if number not in _OTHER_PORTS and not any_port:
        raise bad_address(f"port {number} is none of web servers", where)
    target = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    return Address(scheme, _host(parts.hostname or "", where), number, target)


def joined(base: Address, location: str, *, any_port: bool = False) -> Address:
    """Where a redirect leads.

    Args:
        base: what answered with it.
        location: absolute or relative to that.
        any_port: as for ``parse``.

    Raises:
        FetchError: as ``parse``.
    """
    try:
        whole = urljoin(str(base), location.strip())
    except ValueError as error:
        raise bad_address(f"it leads to what is no address ({error})", str(base)) from error
    return parse(whole, any_port=any_port)


def _host(text: str, where: str) -> str:
    text = text.removesuffix(".")
    if ":" in text:
        try:
            return str(IPv6Address(text.replace("%", "/")))  # with a zone (RFC 6874) it is an address of this machine
        except ValueError as error:
            raise bad_address(f"{text} is no host", where) from error
    try:
        # As browsers do: UTS 46 folds case and widths, then the letters become ASCII.
        name = text.lower() if text.isascii() else idna.encode(text, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise bad_address(f"{text} is no host", where) from error
    if not _NAME.fullmatch(name) or len(name) > 253:
        raise bad_address("this address names no host" if not name else f"{name} is no host", where)
    if _NUMERIC.fullmatch(name.rpartition(".")[2]) and not _is_plain_ipv4(name):
        # 2130706433, 0177.0.0.1, 0x7f.1: old ways to write 127.0.0.1, read by some and not by others.
        raise bad_address(f"{name} is no host", where)
    return name


def _is_plain_ipv4(name: str) -> bool:
    try:
        return isinstance(ip_address(name), IPv4Address)
    except ValueError:
        return False
