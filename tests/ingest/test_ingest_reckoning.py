"""The dry run: near enough to what the real run gives, and nothing kept."""

from __future__ import annotations

import json

import pytest

import quoting_model
from onrecord.ingest import Extractor, add, reckon
from onrecord.reading import find
from onrecord.record import open_record

EXTRACTOR = Extractor(quoting_model.load)


def lines(path, many):
    body = "Ilse Marrow said, “We will wait for the letter with the new timetable, as everybody else does.” " * 4
    path.write_text("".join(json.dumps({"id": f"n{i}", "text": f"Number {i}. {body}"}) + "\n" for i in range(many)))
    return path


def test_a_sample_tells_how_many_and_how_big(tmp_path):
    sources = list(find([str(lines(tmp_path / "many.jsonl", 400))]))
    found = reckon(sources, EXTRACTOR)
    assert found.sampled < 60
    assert found.articles == pytest.approx(400, rel=0.05)
    assert found.statements == pytest.approx(1600, rel=0.05)
    with open_record(tmp_path / "real.db") as record:
        add(record, sources, EXTRACTOR, "quoting-1")
        real = record.stats().bytes
    assert found.bytes == pytest.approx(real, rel=0.35)


def test_packed_lines_are_reckoned_unpacked(tmp_path):
    import gzip

    plain = lines(tmp_path / "many.jsonl", 100)
    packed = tmp_path / "many.jsonl.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert reckon(list(find([str(packed)])), EXTRACTOR).articles == pytest.approx(100, rel=0.05)


def test_nothing_is_left_behind(tmp_path, folder, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    before = sorted(tmp_path.rglob("*"))
    reckon(list(find([str(folder)])), EXTRACTOR)
    assert sorted(tmp_path.rglob("*")) == before


def test_files_that_cannot_be_read_are_counted(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(b"")
    found = reckon(list(find([str(tmp_path)])), EXTRACTOR)
    assert (found.sampled, found.unreadable, found.articles) == (0, 2, 0)


def test_of_a_web_archive_it_counts_how_far_it_was_read(tmp_path):
    import gzip
    import random

    noise = random.Random(5)

    def record(number, kind, body):
        answer = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + body
        head = f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/{number}\r\n"
        head += f"Content-Type: application/http\r\nContent-Length: {len(answer)}\r\n\r\n"
        return gzip.compress(head.encode() + answer + b"\r\n\r\n")

    def page(number):
        text = f"Ilse Marrow of house {number} said, “We will wait for the letter.” {noise.randbytes(3000).hex()}"
        return record(number, "text/html", f"<html><body><article><p>{text}</p></article></body></html>".encode())

    pictures = (record(number, "image/png", noise.randbytes(9000)) for number in range(300))
    archive = tmp_path / "a.warc.gz"
    archive.write_bytes(b"".join(page(number) + next(pictures) for number in range(300)))
    found = reckon(list(find([str(archive)])), EXTRACTOR)
    assert found.articles == pytest.approx(300, rel=0.3)
    assert found.sampled < 60
