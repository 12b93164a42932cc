"""``onrecord backup`` and ``restore``: what they say, and what they leave alone."""

from __future__ import annotations

import stat


def test_there_and_back_the_export_is_the_same(added, tmp_path):
    ran = added("backup", "press.backup")
    assert ran.status == 0
    assert ran.err.startswith("3 articles with 3 statements written to press.backup (")
    assert stat.S_IMODE((tmp_path / "press.backup").stat().st_mode) == 0o600
    ran = added("restore", "press.backup", "--record", "copy.db")
    assert (ran.status, ran.out) == (0, "")
    told = "Prove every word of it with: onrecord audit --record copy.db"
    assert ran.err == f"3 articles with 3 statements restored. {told}\n"
    assert added("export", "--record", "copy.db").out == added("export").out
    assert added("audit", "--record", "copy.db").status == 0


def test_an_earlier_backup_is_replaced_and_anything_else_left_alone(added, tmp_path):
    (tmp_path / "mine.txt").write_text("my notes")
    ran = added("backup", "mine.txt")
    assert ran.status == 2
    assert "mine.txt: there is something else of that name" in ran.err
    assert (tmp_path / "mine.txt").read_text() == "my notes"
    assert added("backup", "press.backup").status == 0
    assert added("remove", "n1.txt", "--reason", "a court said so", "--yes").status == 0
    assert added("backup", "press.backup").err.startswith("2 articles")
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_a_record_that_is_there_is_not_written_over(added):
    added("backup", "press.backup")
    ran = added("restore", "press.backup")
    assert ran.status == 1
    assert ran.err.startswith("onrecord: onrecord.db: there is something here already")


def test_where_it_cannot_be_written_is_told(added):
    ran = added("backup", "nowhere/press.backup")
    assert ran.status == 1
    assert "could not be written" in ran.err


def test_a_file_that_is_no_backup_is_told(onrecord, tmp_path):
    (tmp_path / "x.txt").write_text("x")
    ran = onrecord("restore", "x.txt")
    assert ran.status == 1
    assert ran.err == (
        "onrecord: x.txt: this is no whole backup of a record. Name a file that `onrecord backup` wrote.\n"
    )
    assert not (tmp_path / "onrecord.db").exists()
