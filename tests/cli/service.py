"""``onrecord watch`` as a process of its own, that is sent signals and killed."""

from __future__ import annotations

import os
import subprocess
import sys

# The command as it is, but for a client that may ask this machine, a model that needs no weights, and reading in one
# process. Each start of it takes seconds, for all that a service loads.
SERVICE = """
import sys
import loopback, quoting_model
from onrecord import extraction, fetching, ingest
from onrecord.fetching import Limits
from onrecord.following import hosts
from onrecord.cli.main import run
from onrecord.ingest.pipeline import read_here
fetching.Client = lambda **options: loopback.client(Limits(seconds=120, interval=0), **options)
extraction.load_model, ingest.read_within = quoting_model.load, read_here
hosts._AT_WORK = 2.0  # seconds for which a host is left alone that a killed one was asking
sys.exit(run(sys.argv[1:]))
"""


def start(folder, *args):
    paths = os.pathsep.join(path for path in sys.path if path)
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONUNBUFFERED": "1"}
    environment.pop("ONRECORD_RECORD", None)
    return subprocess.Popen(
        [sys.executable, "-c", SERVICE, *args], cwd=folder, env=environment, stderr=subprocess.PIPE, text=True
    )


def until(service, beginning):
    """The lines that a service writes, up to the first that begins so."""
    lines = []
    for line in service.stderr:
        lines.append(line)
        if line.startswith(beginning):
            return lines
    raise AssertionError(f"it ended: {lines}")
