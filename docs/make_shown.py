"""Runs what README.md and some pages of the manual show, and writes what really came out below it: ``make docs``.

Every ``console`` block of a page is run in one folder, empty but for ``examples`` and ``tests``, block after block. A
line that begins with ``$`` is typed; all else in the block is replaced. The ``pycon`` blocks of a page are one session
of Python, in such a folder too.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import re
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGES = (ROOT / "README.md", ROOT / "docs" / "tutorial.md", ROOT / "docs" / "evaluating.md")
SESSIONS = (ROOT / "docs" / "python.md",)
_BLOCK = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)
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


def main() -> None:
    """Refresh every page."""
    for pages, fresh in ((PAGES, refreshed), (SESSIONS, session)):
        for page in pages:
            with tempfile.TemporaryDirectory() as name:
                folder = Path(name)
                for shown in ("examples", "tests"):
                    (folder / shown).symlink_to(ROOT / shown)
                page.write_text(fresh(page.read_text(encoding="utf-8"), folder), encoding="utf-8")


if __name__ == "__main__":
    main()
