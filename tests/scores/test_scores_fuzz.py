"""The fuzzer: begins with every reader, goes on where it stopped, and keeps what does not stand."""

from __future__ import annotations

import io
import json
import random
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from scores.fuzz import Fuzzing
from scores.fuzz_damage import damaged
from scores.fuzz_seeds import seeds

from onrecord.reading import READERS, read_bytes
from quoting_model import QuotingModel
from scores import fuzz

ROOT = Path(__file__).parents[2]


def test_every_reader_has_a_file_to_begin_with_and_reads_it():
    begun = seeds()
    assert {reader for reader, _ in begun} == set(READERS)
    for reader, data in begun:
        assert all(hasattr(found, "text") for found in read_bytes(data, path="input", reader=reader)), reader


def test_a_run_goes_on_where_the_last_one_stopped(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(fuzz, "_trouble", lambda reader, data, model: (None, reader))
    for runs in (1, 2):
        assert Fuzzing(tmp_path, QuotingModel()).run(5, most=8) == 0
        state = json.loads((tmp_path / "state.json").read_text())
        assert (state["runs"], state["inputs"], state["faults"]) == (runs, 8 * runs, 0)
    kept = [path.name.split("-")[:2] for path in (tmp_path / "corpus").iterdir()]
    assert len(kept) == len({did for _, did in kept}) > 1
    assert len(Fuzzing(tmp_path, QuotingModel()).seeds) == len(seeds()) + len(kept)
    assert "2 runs in all: 16 inputs" in capsys.readouterr().out


def test_what_does_not_stand_is_kept_and_counted(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(fuzz, "_trouble", lambda reader, data, model: ("crash", ""))
    assert Fuzzing(tmp_path, QuotingModel()).run(5, most=2) == 2
    kept = [path for path in tmp_path.iterdir() if path.name.startswith("crash-")]
    assert len(kept) == 2
    told = capsys.readouterr().out
    assert all(f"--repeat {path}\n" in told for path in kept)
    assert json.loads((tmp_path / "state.json").read_text())["faults"] == 2


@pytest.mark.parametrize(
    ("ended", "memory", "what"),
    [
        (0, 1 << 20, None),
        (0, 2 << 30, "memory"),
        (1 << 8, 1 << 20, "crash"),
        (signal.SIGSEGV, 1 << 20, "crash"),
        (signal.SIGXCPU, 1 << 20, "time"),
        (signal.SIGALRM, 1 << 20, "hang"),
    ],
)
def test_each_way_to_end_is_called_what_it_is(ended, memory, what):
    assert fuzz._what(ended, memory) == what


def test_an_input_is_read_in_a_process_with_limits(tmp_path):
    run = [sys.executable, "-m", "scores.fuzz", "--inputs", "3", "--out", str(tmp_path)]
    done = subprocess.run(run, capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 runs in all: 3 inputs" in done.stdout
    assert json.loads((tmp_path / "state.json").read_text())["cpu_seconds"] > 0


def parts(packed: bytes) -> list[bytes] | None:
    """What is in a zip; None where it is not whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as whole:
            return [whole.read(name) for name in whole.namelist()]
    except Exception:  # damage takes many forms
        return None


def test_a_packed_file_is_damaged_inside_and_packed_again():
    (packed,) = [data for reader, data in seeds() if reader == "epub"]
    whole = [made for seed in range(20) if (made := parts(damaged(packed, random.Random(seed)))) is not None]
    assert sum(made != parts(packed) for made in whole) > 10
