"""The commands, run in this process in a folder of their own, with a model that needs no weights."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

import quoting_model
from onrecord import extraction
from onrecord.cli.main import run
from small_news import news


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str


@pytest.fixture
def onrecord(tmp_path, monkeypatch, capfd):
    """Runs a command: ``onrecord("add", "news")`` gives its exit status and what it wrote."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONRECORD_RECORD", raising=False)
    monkeypatch.setattr(extraction, "load_model", quoting_model.load)
    monkeypatch.setenv("COLUMNS", "100")

    def command(*args: str) -> Ran:
        capfd.readouterr()
        status = run([str(arg) for arg in args])
        return Ran(status, *capfd.readouterr())

    return command


@pytest.fixture
def added(onrecord, tmp_path):
    """A record of three articles, and the folder ``news`` that they came from."""
    folder = tmp_path / "news"
    folder.mkdir()
    news(folder, "n1", "We will wait for spring.")
    news(folder, "n2", "The price is wrong.", "18 January 2021")
    news(folder, "n3", "We will not wait.", "19 January 2021")
    assert onrecord("add", "news", "--outlet", "Harbour Post").status == 0
    return onrecord
