"""What stands before every page: by which name it may be asked, what a page may do, and from where it may be written.

The reading room of one person's desk knows no login, so whatever reaches it may read and write. Three ways lead there
that nobody meant. A proxy that hands on what comes from elsewhere is told by what it adds to the head of a request.
Another web page in the same browser that sends a form to 127.0.0.1 is told by ``Origin`` and ``Sec-Fetch-Site``, which
a page cannot set or leave out on a write. A foreign name that is made to lead to 127.0.0.1 ("DNS rebinding"), whose
pages the browser then takes for ours, is told by ``Host``, which keeps the foreign name.

This is plain ASGI: it sees a request before anything else has read of it, also those for files.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    # Files of our own and nothing else; nothing inline, so that text that got through unescaped could still not run.
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # Not no-referrer: that makes a browser send "Origin: null" with our own forms.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

PROXY = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
"""Headers that a proxy adds and no browser sends."""

READING = frozenset({"GET", "HEAD", "OPTIONS"})

Refuse = Callable[[Scope, int, str, str], Awaitable[ASGIApp]]
"""Makes the answer to a request that is refused, from the request, a status, what is wrong, and what to do."""


class Guard:
    """Refuses what may not come in, and puts the headers of safety on everything that goes out.

    Args:
        app: what it guards.
        hosts: names by which this reading room may be called, small letters, without a port. The IP address that a
            request came to is one too: no foreign name is.
        shared: whether those who come in sign in; then a proxy may stand before it.
        refuse: makes the page of a refusal.
    """

    def __init__(self, app: ASGIApp, *, hosts: frozenset[str], shared: bool, refuse: Refuse) -> None:
        self.app = app
        self.hosts = hosts
        self.shared = shared
        self.refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return  # there is no websocket here

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "private, no-cache")
            await send(message)

        wrong = self._wrong(scope)
        app = self.app if wrong is None else await self.refuse(scope, *wrong)
        await app(scope, receive, guarded)

    def _wrong(self, scope: Scope) -> tuple[int, str, str] | None:
        """Status, what is wrong and what to do; None where nothing is."""
        headers = Headers(scope=scope)
        named = headers.getlist("host")
        if len(named) != 1 or host_of(named[0]) is None:
            return 400, "this request does not say which host it asks", "Open the address that `onrecord serve` printed"
        if host_of(named[0]) not in self.hosts and not _is_where_it_came(named[0], scope):
            return (
                421,
                f"this reading room does not answer to the name {named[0]!r}",
                f"Whoever started it can let it: onrecord serve --allow-host {host_of(named[0])}"
                if self.shared
                else "Open the address that `onrecord serve` printed",
            )
        if not self.shared and any(name in headers for name in PROXY):
            return (
                403,
                "this came through a proxy, and whoever reaches this reading room may write",
                "Start it so that its users sign in: onrecord serve --require-login",
            )
        if scope["method"] not in READING and not _from_here(headers, named[0]):
            return (
                403,
                "another site sent this, so nothing was written",
                "Make the change on a page of this reading room",
            )
        return None


def host_of(header: str) -> str | None:
    """The name in a ``Host`` header, in small letters and without the port; None where it is none."""
    try:
        split = urlsplit(f"//{header}")
        split.port  # noqa: B018  raises where it is no number
    except ValueError:
        return None
    if not split.hostname or split.username is not None or split.path or split.query or split.fragment:
        return None
    return split.hostname.rstrip(".")


def _is_where_it_came(header: str, scope: Scope) -> bool:
    """Whether a ``Host`` header is the IP address of ours that the request came to."""
    try:
        return bool(scope.get("server")) and ip_address(host_of(header) or "") == ip_address(scope["server"][0])
    except ValueError:
        return False


def _from_here(headers: Headers, host: str) -> bool:
    """Whether a write comes from a page of ours, or from a program, which sends neither of the two headers."""
    if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = headers.get("origin")
    # Of the origin name and port alone count: a proxy may speak https before us.
    return origin is None or urlsplit(origin).netloc.lower() == host.lower()
