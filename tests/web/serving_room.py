"""``onrecord serve`` as a process of its own with several workers, each of which can be asked, and killed."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

# The command as it is, but that each answer tells which process gave it, a model that needs no weights, a draft with
# HOLD in it whose check takes two minutes, and no pause before a worker is started again.
SERVICE = """
import os, sys, threading
import quoting_model
from onrecord import extraction, web
from onrecord.cli.main import run
from onrecord.web import workers
from onrecord.web.pages import check

class Telling:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        async def told(message):
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"worker", str(os.getpid()).encode())]
            await send(message)
        await self.app(scope, receive, told)

def create_app(*given, made=web.create_app, **options):
    app = made(*given, **options)
    app.add_middleware(Telling)
    return app

def checked(room, source, given, job, check=check._check):
    if b"HOLD" in source.data:
        job.told = "holding"
        threading.Event().wait(120)
    return check(room, source, given, job)

web.create_app, extraction.load_model, check._check = create_app, quoting_model.load, checked
check._PATIENCE, workers._PAUSE = 0.2, 0.0
sys.exit(run(sys.argv[1:]))
"""


@dataclass(frozen=True)
class Answer:
    """Of one worker: which, the status, headers and text."""

    worker: int
    status: int
    headers: dict[str, str]
    text: str


@dataclass
class Room:
    """One that runs: its process, and at which port of this machine."""

    process: subprocess.Popen[str]
    port: int
    said: list[str] = field(default_factory=list)

    def workers(self) -> set[int]:
        """The numbers of its worker processes."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return {int(one) for one in children if alive(int(one))}

    def ask(self, path: str, *, of: int | None = None, **sent: str) -> Answer:
        """Ask one worker, or whichever has least to do; with ``sent`` a form is sent."""
        return until(lambda: self._ask(path, of, sent), f"a connection that comes to {of}")

    def _ask(self, path: str, of: int | None, sent: dict[str, str]) -> Answer | None:
        with ExitStack() as held:  # each connection goes to who has fewest, so both are found among a few
            for _ in range(6):
                asking = held.enter_context(closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)))
                if of is None or _asked(asking, "GET", "/healthz").worker == of:
                    return _asked(asking, "POST" if sent else "GET", path, sent)
        return None

    def until_said(self, words: str) -> None:
        """Read what it says, until that."""
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.said.append(line)
            if words in line:
                return
        raise AssertionError(f"it ended: {self.said}")

    def end(self, number: int = signal.SIGTERM) -> int:
        """Send a signal; the exit status, once what it says is read to the end."""
        assert self.process.stderr is not None
        self.process.send_signal(number)
        self.said += self.process.stderr.readlines()
        return self.process.wait(60)


def _asked(asking: http.client.HTTPConnection, method: str, path: str, sent: dict[str, str] | None = None) -> Answer:
    headers = {"content-type": "application/x-www-form-urlencoded"} if sent else {}
    asking.request(method, path, urlencode(sent) if sent else None, headers)
    answer = asking.getresponse()
    text = answer.read().decode()
    found = {name.lower(): value for name, value in answer.getheaders()}
    return Answer(int(found["worker"]), answer.status, found, text)


def alive(process: int) -> bool:
    """Whether a process runs; one that ended and was not waited for does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def until(holds, what: str):
    """Wait for what other processes bring about, and give it."""
    for _ in range(1200):
        if found := holds():
            return found
        time.sleep(0.05)
    raise AssertionError(what)


@contextmanager
def running(record: Path, folder: Path, *options: str, workers: int = 2) -> Iterator[Room]:
    """One that is open, over a record; ``folder`` is for what its workers share and for the index of its drafts."""
    paths = os.pathsep.join(path for path in sys.path if path)
    environment = {**os.environ, "PYTHONPATH": paths, "XDG_CACHE_HOME": str(folder), "OMP_NUM_THREADS": "1"}
    given = ["serve", "--record", str(record), "--port", "0", "--workers", str(workers), *options]
    started = subprocess.Popen(
        [sys.executable, "-c", SERVICE, *given], env=environment, stderr=subprocess.PIPE, text=True
    )
    room = Room(started, 0)
    try:
        room.until_said("http://")
        room.port = int(re.search(r"http://[^:]+:(\d+)/", room.said[-1])[1])
        yield room
    finally:
        started.kill()
        started.wait(60)
        assert started.stderr is not None
        started.stderr.close()
