"""The made-up web archive is one, and a run is looked at while it goes."""

from __future__ import annotations

import sys

import pytest
from scores.made_up_pages import page, write_warc
from scores.throughput import Look, most, watched

from onrecord.domain import Article
from onrecord.reading import Source, read_source


def test_made_up_pages_are_articles_each_of_its_own(tmp_path):
    path = tmp_path / "made-up.warc.gz"
    write_warc(path, 3)
    others: list[str] = []
    found = list(read_source(Source(str(path)), on_other=others.append))
    assert all(isinstance(item, Article) for item in found)
    assert [item.url for item in found] == [f"https://paper.example/{number}" for number in range(3)]
    assert len({item.text for item in found}) == 3
    assert all(item.published and item.text.count("“") == 4 for item in found)
    assert sorted(set(others)) == ["crawler notes", "pictures", "requests"]
    assert page(7) == page(7)


def test_a_run_is_looked_at_while_it_goes_and_a_failure_ends_all(tmp_path, monkeypatch):
    monkeypatch.setattr("scores.throughput._EVERY", 0.02)
    waits = "import pathlib, sys\nheld = b'a' * 30_000_000\nwhile not pathlib.Path(sys.argv[1]).exists(): pass"
    looks = watched([sys.executable, "-c", waits, str(tmp_path / "enough")], tmp_path / "a.db")
    assert any(look.reading > 25 and look.articles == 0 for look in looks)
    (tmp_path / "enough").touch()
    assert all(look.articles == 0 for look in looks)
    with pytest.raises(SystemExit, match="it failed"):
        list(watched([sys.executable, "-c", "raise ValueError"], tmp_path / "a.db"))


def test_memory_is_told_by_how_many_articles_were_stored():
    looks = [Look(1.0, 0, 90.0, 0.0), Look(2.0, 3, 50.0, 0.0), Look(3.0, 4, 70.0, 0.0), Look(4.0, 8, 60.0, 0.0)]
    assert [most(looks, at, at + 4) for at in (0, 4, 8, 12)] == [90.0, 70.0, 60.0, 0.0]
