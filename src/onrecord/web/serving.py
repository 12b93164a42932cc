"""The server: an address of this machine, taken before anything is promised, and a clean stop."""

from __future__ import annotations

import errno
import ipaddress
import logging
import signal
import socket
from contextlib import suppress
from types import FrameType

import uvicorn
from fastapi import FastAPI

from onrecord.errors import OnrecordError, UsageError

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
        host: of this machine alone; port: 0 for any that is free.

    Raises:
        UsageError: where others would reach it.
        OnrecordError: where it is taken, or may not be.
    """
    if not is_loopback(host):
        raise UsageError(
            f"on {host} others could read and change the record, and accounts are not built yet",
            where="--host",
            next_step="Leave --host out; from another machine: ssh -L 8765:127.0.0.1:8765 THIS-MACHINE",
        )
    family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    taken = socket.socket(family, kind)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind(address)
        taken.listen(128)
    except OSError as error:
        taken.close()
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


def address_of(host: str, port: int) -> str:
    """What to type into a browser."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def serve(app: FastAPI, taken: socket.socket) -> None:
    """Answer until Ctrl-C or SIGTERM; requests that are under way may end.

    Args:
        app: from ``create_app``.
        taken: from ``listen``; closed afterwards.
    """
    logging.getLogger("onrecord.web").setLevel(logging.WARNING)
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=_PATIENCE, ws="none"
    )
    # uvicorn hands a signal on once it has stopped; of both, the end of the server is what was asked for.
    signal.signal(signal.SIGTERM, _stop)
    with suppress(KeyboardInterrupt), taken:
        uvicorn.Server(config).run(sockets=[taken])


def _stop(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise KeyboardInterrupt
