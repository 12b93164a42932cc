"""A reading room with users: a reader, an editor and an admin, each with a browser and a program of theirs."""

from __future__ import annotations

import html
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import uvicorn
from argon2 import PasswordHasher
from fastapi import FastAPI
from httpx import Response
from starlette.testclient import TestClient

from onrecord.accounts import Accounts, Passwords, Role
from onrecord.record import Record
from onrecord.web.serving import listen

BASE = "http://127.0.0.1:8765"
PASSWORD = "four other words here"
NAMES = {Role.READER: "Rea", Role.EDITOR: "Edda", Role.ADMIN: "Ada"}


def users_of(record: Record) -> Accounts:
    """The accounts of a record, with passwords that cost no time."""
    return Accounts(record, passwords=Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)))


def accounts(record: Record) -> Accounts:
    """The three are made users."""
    found = users_of(record)
    for role, name in NAMES.items():
        found.add(name, PASSWORD, role)
    return found


def browser(app: FastAPI) -> TestClient:
    """A browser of its own, which follows nothing and has no cookie."""
    return TestClient(app, BASE, raise_server_exceptions=False, follow_redirects=False)


def words(answer: Response) -> str:
    """What a reader sees of a page: without tags, on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", answer.text)).split())


def sign_in(asking: TestClient, name: str, password: str = PASSWORD, **given: str) -> Any:
    """Send the form."""
    return asking.post("/sign-in", data={"name": name, "password": password} | given)


def csrf(asking: TestClient) -> str:
    """What forms of this session bring along, as a page has it."""
    found = re.search(r'name="csrf" value="([^"]+)"', asking.get("/").text)
    return found[1] if found else ""


@dataclass(frozen=True)
class Someone:
    """Who asks: what they may (None for nobody), their browser or program, and what their forms bring along."""

    role: Role | None
    asking: TestClient
    headers: dict[str, str]
    fields: dict[str, str]


def everybody(app: FastAPI, users: Accounts) -> dict[str, Someone]:
    """Nobody, and each role with a session and with a token."""
    found = {"nobody": Someone(None, browser(app), {}, {})}
    for role, name in NAMES.items():
        asking = browser(app)
        assert sign_in(asking, name).status_code == 303
        found[role.value] = Someone(role, asking, {}, {"csrf": csrf(asking)})
        key = users.make_token(name, "test").key
        found[f"{role.value} with a token"] = Someone(role, browser(app), {"authorization": f"Bearer {key}"}, {})
    return found


def routes(app: FastAPI) -> list[Any]:
    """Every route of the app, also of the routers in it."""

    def within(those: Any) -> Any:
        for route in those:
            inner = getattr(route, "original_router", None)  # FastAPI from 0.140 on keeps what it includes whole
            if inner is None:
                yield route
            else:
                yield from within(inner.routes)

    return list(within(app.routes))


@contextmanager
def listening(app: FastAPI) -> Iterator[str]:
    """Gives the address at which the reading room answers meanwhile."""
    taken = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [taken]})
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{taken.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    taken.close()
