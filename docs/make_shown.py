"""Runs what README.md and some pages of the manual show, and writes what really came out below it: ``make docs``.

Every ``console`` block of a page is run in one folder, empty but for ``examples`` and ``tests``, block after block. A
line that begins with ``$`` is typed; all else in the block is replaced. The ``pycon`` blocks of a page are one session
of Python, in such a folder too.
"""

from __future__ import annotations

import contextlib
import difflib
import doctest
import io
import os
import re
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGES = (ROOT / "README.md", ROOT / "docs" / "tutorial.md", ROOT / "docs" / "evaluating.md")
SESSIONS = (ROOT / "docs" / "python.md",)
_BLOCK = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)
_SECONDS = re.compile(r"\b\d+ seconds?\b")
_SESSION = re.compile(r"(?<=```pycon\n).*?(?=```)", re.DOTALL)


def refreshed(page: str, folder: Path) -> str:
    """``page`` with the output of its commands as it is now."""
    return _BLOCK.sub(lambda block: "".join(_ran(line, folder) for line in _typed(block[0])), page)


def _typed(block: str) -> list[str]:
    return [line[2:] for line in block.splitlines() if line.startswith("$ ")]


def _ran(command: str, folder: Path) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {"PATH": path, "COLUMNS": "84", "LANG": "C.UTF-8", "HOME": str(folder)}
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    output = (done.stderr + done.stdout).lstrip("\n").rstrip()
    lines = "".join(f"{line.rstrip()}\n" for line in output.splitlines())
    return f"$ {command}\n{lines}"


def session(page: str, folder: Path) -> str:
    """``page`` with what its Python prints as it is now."""
    names: dict[str, Any] = {}
    with contextlib.chdir(folder):
        return _SESSION.sub(lambda block: _said_again(block[0], names), page)


def _said_again(block: str, names: dict[str, Any]) -> str:
    parts = []
    for part in doctest.DocTestParser().parse(block):
        if isinstance(part, doctest.Example):
            first, *more = part.source.splitlines()
            parts += [f">>> {first}\n", *(f"... {line}".rstrip() + "\n" for line in more), _printed(part.source, names)]
        else:
            parts.append(part)
    return "".join(parts)


def _printed(source: str, names: dict[str, Any]) -> str:
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        try:
            exec(compile(source, "<page>", "single"), names)
        except Exception as error:  # a page may show what goes wrong
            output.write("Traceback (most recent call last):\n  ...\n")
            output.write("".join(traceback.format_exception_only(error)))
    return output.getvalue()


def made_anew(page: Path) -> str:
    """A page of the manual with what comes out now, in a folder of its own."""
    fresh = session if page in SESSIONS else refreshed
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for shown in ("examples", "tests"):
            (folder / shown).symlink_to(ROOT / shown)
        return fresh(page.read_text(encoding="utf-8"), folder)


def differs(page: Path) -> str:
    """Where a page shows other than what comes out now, but for how long it took; empty where nowhere."""
    old, new = (_SECONDS.sub("some seconds", text) for text in (page.read_text(encoding="utf-8"), made_anew(page)))
    return "".join(difflib.unified_diff(old.splitlines(True), new.splitlines(True), str(page), "as it is now", n=1))


def main(arguments: Sequence[str]) -> int:
    """Refresh every page; with ``--check``, see whether the pages named show what comes out, and change nothing."""
    if arguments[:1] == ["--check"]:
        found = [difference for page in arguments[1:] if (difference := differs(Path(page).resolve()))]
        print("\n".join(found), end="")
        return 1 if found else 0
    for page in (*PAGES, *SESSIONS):
        page.write_text(made_anew(page), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
