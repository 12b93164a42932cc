"""Runs what README.md and some pages of the manual show, and writes what really came out below it: ``make docs``.

Every ``console`` block of a page is run in one folder, empty but for ``examples`` and ``tests``, block after block. A
line that begins with ``$`` is typed; all else in the block is replaced.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = (ROOT / "README.md", ROOT / "docs" / "tutorial.md", ROOT / "docs" / "evaluating.md")
_BLOCK = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)


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


def main() -> None:
    """Refresh every page."""
    for page in PAGES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for shown in ("examples", "tests"):
                (folder / shown).symlink_to(ROOT / shown)
            page.write_text(refreshed(page.read_text(encoding="utf-8"), folder), encoding="utf-8")


if __name__ == "__main__":
    main()
