"""Sending something to an address that somebody who runs this machine gave: a webhook.

The same care as in fetching: one parser of addresses, names resolved once and checked, a limit of time and of what is
read of the answer. No redirect is followed: what was signed for one receiver is not handed to another.
"""

from __future__ import annotations

import ssl
from collections.abc import Mapping

from onrecord.errors import FetchError

from . import networks
from .addresses import parse
from .client import USER_AGENT
from .connection import ask, trusted
from .deadline import Deadline

_SECONDS = 15.0
_MOST = 4096  # bytes of an answer, of which nothing is wanted but its status
_OK, _REDIRECTS = range(200, 300), range(300, 400)


def post(
    address: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    inside: bool = False,
    resolver: networks.Resolver = networks.system_resolver,
    trust: ssl.SSLContext | None = None,
) -> None:
    """Post a body.

    Args:
        address: where to.
        body: as it is sent.
        headers: beside those of every request.
        inside: whether it may lie in one's own network, and on any port.
        resolver, trust: as for ``Client``.

    Raises:
        FetchError: where it could not be posted, or the answer was no success. Of the address it names the host alone,
            for the rest of it may be a secret.
    """
    to = parse(address, any_port=inside)
    deadline = Deadline(_SECONDS, to.host)
    if inside:
        ips = networks.resolved(to.host, to.host, resolver=resolver, deadline=deadline)
    else:
        ips = networks.checked(to.host, to.host, resolver=resolver, deadline=deadline, loopback=False)
    answer = ask(
        to,
        ips,
        {"User-Agent": USER_AGENT, **headers},
        deadline=deadline,
        most=_MOST,
        cut=True,
        trust=(trust or trusted()) if to.scheme == "https" else None,
        where=to.host,
        body=body,
    )
    if answer.status not in _OK:
        what = (
            "it leads on, which is not followed" if answer.status in _REDIRECTS else "it did not take what was posted"
        )
        raise FetchError(
            f"{what} (status {answer.status})",
            where=to.host,
            next_step="Look at the receiver; its log tells why",
            code="http",
        )
