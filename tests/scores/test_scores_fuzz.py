"""The fuzzer: begins with every reader, goes on where it stopped, and keeps what does not stand."""

from __future__ import annotations

import importlib.util
import io
import json
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from scores.fuzz_damage import damaged
from scores.fuzz_seeds import seeds
from scores.fuzz_stands import joined, parted

from onrecord.reading import READERS, read_bytes
from quoting_model import QuotingModel
from scores import fuzz

ROOT = Path(__file__).parents[2]


def test_every_reader_has_a_file_to_begin_with_and_reads_it():
    begun = seeds()
    assert {reader for reader, _ in begun} == set(READERS)
    for reader, data in begun:
        assert all(hasattr(found, "text") for found in read_bytes(data, path="input", reader=reader)), reader


def test_an_input_is_a_file_after_the_name_of_its_reader():
    assert parted(joined("html", b"<p>\n</p>")) == ("html", b"<p>\n</p>")
    assert parted(b"no-reader\n<p>") is None
    assert parted(b"") is None


def test_runs_add_up_and_keep_what_took_a_new_way(tmp_path):
    pytest.importorskip("atheris")
    told = []
    for _ in range(2):
        run = [sys.executable, "-m", "scores.fuzz", "--inputs", "30", "--out", str(tmp_path)]
        done = subprocess.run(run, capture_output=True, text=True, check=False, cwd=ROOT)
        assert (done.returncode, done.stderr) == (0, "")
        told.append(json.loads((tmp_path / "state.json").read_text()))
        assert f"in all {told[-1]['inputs']} inputs" in done.stdout
    assert told[1]["inputs"] > told[0]["inputs"] >= len(seeds())
    assert told[1]["cpu_seconds"] > told[0]["cpu_seconds"] > 0
    assert all(parted(path.read_bytes()) for path in (tmp_path / "corpus").iterdir())
    assert list((tmp_path / "corpus").iterdir())


def test_what_does_not_stand_is_kept_and_named(tmp_path, monkeypatch, capsys):
    pytest.importorskip("atheris")
    monkeypatch.setattr(fuzz, "_FLAGS", ("-rss_limit_mb=60",))  # less than the model takes: the first one is too much
    assert fuzz.fuzz(tmp_path, 0.02) == 1
    (kept,) = tmp_path.glob("oom-*")
    told = capsys.readouterr().out
    assert f"oom: python -m scores.fuzz --repeat {kept}\n" in told
    assert told.endswith("1 that did not stand\n")


def test_an_input_that_raises_or_takes_long_is_given_to_libfuzzer(tmp_path, monkeypatch):
    pytest.importorskip("atheris")
    from scores import fuzz_target

    one = fuzz_target.target(fuzz_target.Count(tmp_path / "state.json"), QuotingModel())
    told = joined("plain", b"It is late, said Ann.")
    one(told)
    monkeypatch.setattr(fuzz_target, "_SECONDS", 0)
    with pytest.raises(AssertionError, match=r"s of CPU for 27 bytes"):
        one(told)
    monkeypatch.setattr(fuzz_target, "stands", lambda reader, data, model: {}[reader])
    with pytest.raises(KeyError, match="plain"):
        one(told)


def test_what_is_made_of_an_input_keeps_a_reader_and_fits(monkeypatch):
    atheris = pytest.importorskip("atheris")
    from scores.fuzz_target import mutated

    # libFuzzer's own ends a process that it did not start.
    monkeypatch.setattr(atheris, "Mutate", lambda data, largest: (data * 2)[:largest])
    for seed in range(50):
        made = mutated(joined("html", b"<p>It is late.</p>" * 50), 500, seed)
        assert parted(made)
        assert len(made) <= 500


def test_who_lacks_atheris_is_told_how_to_get_it(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "argv", ["scores.fuzz", "--out", str(tmp_path)])
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match="pip install atheris"):
        fuzz.main()


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
