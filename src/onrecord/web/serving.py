"""The server: an address of this machine, taken before anything is promised, who may come in, and a clean stop."""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import logging
import signal
import socket
from collections.abc import Callable, Iterable
from contextlib import suppress
from types import FrameType

import uvicorn
from fastapi import FastAPI
from uvicorn.config import LOGGING_CONFIG

from onrecord.accounts import Accounts
from onrecord.errors import OnrecordError, UsageError
from onrecord.record import Record

from .app import LOOPBACK

_PATIENCE = 5  # seconds in which requests may end when the server is stopped


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def listen(host: str, port: int) -> socket.socket:
    """Take an address.

    Args:
        host: an address of this machine; port: 0 for any that is free.

    Raises:
        UsageError: where ``host`` is none of this machine.
        OnrecordError: where it is taken, or may not be.
    """
    try:
        family, kind, _, _, address = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        raise _not_ours(host) from None
    taken = socket.socket(family, kind)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind(address)
        taken.listen(128)
    except OSError as error:
        taken.close()
        if error.errno == errno.EADDRNOTAVAIL:
            raise _not_ours(host) from None
        if error.errno == errno.EADDRINUSE:
            raise OnrecordError(
                f"port {port} is in use",
                where="--port",
                next_step=f"Perhaps the reading room is open already, at {address_of(host, port)}; "
                f"else take another: --port {port + 1 if port < 65535 else port - 1}",
                code="port",
            ) from None
        raise OnrecordError(
            f"port {port} cannot be opened: {error.strerror or error}",
            where="--port",
            next_step="Take one above 1023, such as --port 8765",
            code="port",
        ) from error
    return taken


def _not_ours(host: str) -> UsageError:
    return UsageError(
        f"{host!r} is no address of this machine",
        where="--host",
        next_step="Leave it out for this machine alone; or 0.0.0.0 for every address that it has",
    )


def accounts_for(record: Record, host: str, *, require_login: bool) -> Accounts | None:
    """The accounts that a reading room must have; None where it stays one person's desk.

    Args:
        record: whose users may come in.
        host: the address that is listened on.
        require_login: whether they are asked for on this machine too, as behind a proxy.

    Raises:
        UsageError: where it must have users and has none.
    """
    if is_loopback(host) and not require_login:
        return None
    accounts = Accounts(record)
    if not accounts.users():
        raise UsageError(
            "this record has no users, and nobody could sign in"
            if is_loopback(host)
            else f"on {host} others reach the record, and it has no users",
            where="--require-login" if is_loopback(host) else "--host",
            next_step="Make one: onrecord user add NAME --role admin; or leave the option out, for this machine alone",
        )
    return accounts


def names_of(host: str, allowed: Iterable[str]) -> set[str]:
    """By which names a reading room may be called: this machine's own, and those that were allowed."""
    own = [] if is_loopback(host) else [socket.gethostname()]
    return {name.lower() for name in (*LOOPBACK, host, *own, *allowed)} - {"", "0.0.0.0", "::"}


def address_of(host: str, port: int) -> str:
    """What to type into a browser."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def serve(app: FastAPI, taken: socket.socket, *, behind_proxy: bool = False, logged: bool = False) -> None:
    """Answer until Ctrl-C or SIGTERM; requests that are under way may end.

    Args:
        app: from ``create_app``.
        taken: from ``listen``; closed afterwards.
        behind_proxy: whether to believe a proxy on this machine about whom it asks for, and over what.
        logged: whether there is a log already, into which the server's own lines go.
    """
    # uvicorn hands a signal on once it has stopped; of both, the end of the server is what was asked for.
    signal.signal(signal.SIGTERM, _stop)
    with suppress(KeyboardInterrupt), taken:
        uvicorn.Server(_config(app, behind_proxy, logged)).run(sockets=[taken])


def serve_handed(
    app: FastAPI, line: socket.socket, ended: Callable[[], None], *, behind_proxy: bool = False, logged: bool = False
) -> None:
    """Answer those who come over connections that another process takes, until it closes the line to this one.

    Args:
        app: from ``create_app``.
        line: brings a byte with each connection; closed afterwards.
        ended: is called at the end of each connection.
        behind_proxy, logged: as for ``serve``.
    """
    _Handed(_config(app, behind_proxy, logged), line, ended).run()


def _config(app: FastAPI, behind_proxy: bool, logged: bool) -> uvicorn.Config:
    logging.getLogger("onrecord.web").setLevel(logging.WARNING)
    return uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        log_config=None if logged else LOGGING_CONFIG,
        server_header=False,
        timeout_graceful_shutdown=_PATIENCE,
        ws="none",
        proxy_headers=behind_proxy,
        forwarded_allow_ips=["127.0.0.1", "::1"],
    )


class _Handed(uvicorn.Server):
    """A server that listens nowhere."""

    def __init__(self, config: uvicorn.Config, line: socket.socket, ended: Callable[[], None]) -> None:
        super().__init__(config)
        self._line = line
        self._ended = ended
        self._begun: set[asyncio.Task[object]] = set()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets or [])
        self._kind = _counting(self.config.http_protocol_class, self._ended)
        self._line.setblocking(False)
        asyncio.get_running_loop().add_reader(self._line, self._take)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        asyncio.get_running_loop().remove_reader(self._line)
        self._line.close()  # so that no more are handed to this process
        await super().shutdown(sockets=sockets)

    def _take(self) -> None:
        """Take a connection; at the end of the line stop, also where that came by the other process being killed."""
        try:
            came, handles, _, _ = socket.recv_fds(self._line, 1, 1)
        except BlockingIOError:
            return
        if not came:
            self.should_exit = True
            asyncio.get_running_loop().remove_reader(self._line)
            return
        for handle in handles:
            loop = asyncio.get_running_loop()
            begun = loop.create_task(loop.connect_accepted_socket(self._protocol, socket.socket(fileno=handle)))
            self._begun.add(begun)
            begun.add_done_callback(self._begun.discard)

    def _protocol(self) -> asyncio.Protocol:
        """As uvicorn makes one for those whom it lets in itself."""
        return self._kind(config=self.config, server_state=self.server_state, app_state=self.lifespan.state)


def _counting(kind: type[asyncio.Protocol], ended: Callable[[], None]) -> Callable[..., asyncio.Protocol]:
    """The same protocol, but that the end of its connection is told."""

    class Counting(kind):  # type: ignore[valid-type,misc]
        def connection_lost(self, error: Exception | None) -> None:
            super().connection_lost(error)
            ended()

    return Counting


def _stop(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise KeyboardInterrupt
