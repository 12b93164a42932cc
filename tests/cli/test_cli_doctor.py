"""``onrecord doctor``: a line for each thing, exit status 1 where something needed is wrong."""

from __future__ import annotations

import json

import pytest

from onrecord import doctor
from onrecord.doctor import Finding


@pytest.mark.parametrize(("state", "status", "mark"), [("ok", 0, "✓"), ("note", 0, "○"), ("wrong", 1, "✗")])
def test_what_is_only_optional_is_no_failure(onrecord, monkeypatch, state, status, mark):
    finding = Finding("parquet", state, "lacking: pyarrow", "Install it: pip install 'onrecord[parquet]'")
    monkeypatch.setattr(doctor, "look", lambda *_, **__: [finding])
    ran = onrecord("doctor")
    assert ran.status == status
    assert ran.out.split() == [mark, *"parquet lacking: pyarrow. Install it: pip install 'onrecord[parquet]'".split()]


def test_a_program_is_told_the_same(onrecord, monkeypatch):
    monkeypatch.setattr(doctor, "look", lambda *_, **__: [Finding("disk", "wrong", "0.0 GB free", "Make room")])
    ran = onrecord("doctor", "--json")
    assert ran.status == 1
    assert json.loads(ran.out) == {
        "ok": False,
        "findings": [{"name": "disk", "state": "wrong", "what": "0.0 GB free", "next_step": "Make room"}],
    }


def test_it_looks_at_the_record_that_is_named_and_makes_none(onrecord, tmp_path, monkeypatch):
    monkeypatch.setattr(doctor, "model", list)
    ran = onrecord("doctor", "--record", "press.db")
    assert ran.status == 0
    assert "press.db (SQLite" in ran.out
    assert list(tmp_path.iterdir()) == []
