"""How much must be installed for ``onrecord extract``: the size of exactly the distributions that it imports.

    python -m scores.installed

A child process extracts one text file; what is new in its ``sys.modules`` at the end is asked which distribution it
came from. Counted are the files of those distributions, as installed, without the bytecode that Python writes beside
them.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from importlib.metadata import Distribution, distribution, packages_distributions
from pathlib import Path

_PROGRAM = """
import json, pathlib, sys
before = set(sys.modules)
from onrecord.cli.main import run
if run(["extract", sys.argv[1], "--jobs", "1"]):
    sys.exit(1)
found = sorted({name.split(".")[0] for name in set(sys.modules) - before})
pathlib.Path(sys.argv[2]).write_text(json.dumps(found), "utf-8")
"""
_OWN = "onrecord"


def imported(file: Path) -> dict[str, int]:
    """The distributions that extracting ``file`` imports, each with its size in bytes.

    Raises:
        SystemExit: where extraction fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "modules.json"
        command = [sys.executable, "-c", _PROGRAM, str(file), str(told)]
        if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode:
            sys.exit(f"{file} could not be extracted")
        modules = json.loads(told.read_text("utf-8"))
    known = packages_distributions()
    names = {_OWN}.union(*(known.get(module, []) for module in modules))
    return {name: _size(distribution(name)) for name in sorted(names)}


def _size(found: Distribution) -> int:
    if found.name == _OWN:  # in development its files lie in the checkout, and the distribution lists none of them
        package = Path(__file__).resolve().parents[1] / "src" / _OWN
        return sum(f.stat().st_size for f in package.rglob("*") if f.is_file() and f.suffix != ".pyc")
    files = [Path(str(f.locate())) for f in found.files or () if f.suffix != ".pyc"]
    return sum(f.stat().st_size for f in files if f.is_file())


def show(sizes: Mapping[str, int]) -> None:
    """Prints the sums and the distributions, the largest first."""
    own = sizes[_OWN] / 1e6
    others = sum(sizes.values()) / 1e6 - own
    print(f"extract imports {others:.0f} MB of {len(sizes) - 1} distributions, and {own:.0f} MB of onrecord's own:")
    ordered = sorted(sizes.items(), key=lambda item: -item[1])
    print("  " + ", ".join(f"{name} {size / 1e6:.1f}" for name, size in ordered))


def main() -> int:
    """Extracts one sentence and says what that imported."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sentence.txt"
        file.write_text("“We will wait for the report,” Ana Reyes said.\n", encoding="utf-8")
        show(imported(file))
    return 0


if __name__ == "__main__":
    sys.exit(main())
