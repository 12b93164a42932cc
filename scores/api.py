"""The API under schemathesis: requests made up from its own OpenAPI, to find one that makes it fail.

    python -m scores.api RECORD [--examples 200] [--schemathesis PATH/TO/st]

schemathesis is no part of the developers' packages: it brings a plugin into every run of pytest, and many libraries.
Install it apart (``python -m venv st && st/bin/pip install schemathesis``), name its program here. Looked for: status
500 and above, answers of another shape, type or status than is described, and methods that are not there. A query that
is not understood is refused (400) however well its parameters fit the description, so that is no failure here.
Exit status 1 where something was found.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from .room import open_room

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "unsupported_method",
)


def main() -> int:
    """Start a reading room over the record, and let schemathesis at it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", type=Path)
    parser.add_argument("--examples", type=int, default=200, help="requests of each sort for each route, at most")
    parser.add_argument(
        "--schemathesis", type=Path, default=shutil.which("st"), help="its program; else st of the path"
    )
    options = parser.parse_args()
    if options.schemathesis is None:
        print("api: schemathesis is not here; the first lines of scores/api.py say how to get it.", file=sys.stderr)
        return 2
    with open_room(options.record) as room:
        command = [str(Path(options.schemathesis).absolute()), "run", f"{room.address}/api/openapi.json"]
        command += ["--checks", ",".join(CHECKS), "--max-examples", str(options.examples)]
        with tempfile.TemporaryDirectory() as folder:  # it leaves what it learned where it runs
            return int(subprocess.run(command, check=False, cwd=folder).returncode != 0)


if __name__ == "__main__":
    sys.exit(main())
