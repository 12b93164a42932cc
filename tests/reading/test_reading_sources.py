"""Sources: what the user names becomes files in a stable order, and what is wrong with one stops no other."""

from __future__ import annotations

import gzip
import io
import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from onrecord.errors import ReadError, UsageError
from onrecord.reading import Given, Source, find, read, read_bytes, read_source

WORDS = "The council voted on Tuesday to close the harbour for the winter. " * 3


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.md", "sub/c.html", "sub/.hidden.txt", ".git/x.txt", "picture.png", "z.jsonl.gz"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(WORDS)
    return tmp_path


def names(sources: object, folder: Path) -> list[str]:
    return [os.path.relpath(source.path, folder) for source in sources]


def test_a_folder_gives_its_files_in_order_and_counts_what_it_passes_over(folder: Path) -> None:
    skipped: list[str] = []
    found = names(find([str(folder)], on_skip=skipped.append), folder)
    assert found == ["a.md", "b.txt", "z.jsonl.gz", "sub/c.html"]
    assert sorted(Path(p).name for p in skipped) == [".hidden.txt", "picture.png"]


def test_patterns_and_files_keep_the_order_given_and_none_comes_twice(folder: Path) -> None:
    given = [str(folder / "b.txt"), str(folder / "*.md"), str(folder), str(folder / "**" / "*.html")]
    assert names(find(given), folder) == ["b.txt", "a.md", "z.jsonl.gz", "sub/c.html"]


def test_a_hidden_file_or_an_unknown_ending_that_is_named_itself_is_tried(folder: Path) -> None:
    odd = folder / "sub" / ".hidden.txt"
    noted = folder / "article.story"
    noted.write_text("# Harbour to close\n\n" + WORDS)
    articles = [article for path in (odd, noted) for source in find([str(path)]) for article in read_source(source)]
    assert [article.reader for article in articles] == ["plain", "markdown"]


def test_an_empty_pattern_and_a_missing_file_are_errors_of_their_own(folder: Path) -> None:
    sources = list(find([str(folder / "*.pdf"), str(folder / "no.txt"), "a\0b", str(folder / "b.txt")]))
    results = [next(read_source(source)) for source in sources]
    assert [getattr(result, "code", "read") for result in results] == ["missing", "missing", "io", "read"]
    assert str(folder / "no.txt") in str(results[1])


def test_standard_input_is_read_and_not_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.BufferedReader(io.BytesIO(b'{"id": "a1", "text": "One."}\n{"text": "Two."}\n'))
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=stream))
    (source,) = find(["-"])
    assert [article.path for article in read_source(source)] == ["-:1", "-:2"]
    assert not stream.closed


def test_a_folder_that_may_not_be_looked_into_is_one_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scandir = os.scandir

    def locked(path: str) -> object:
        if str(path).endswith("sub"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", locked)
    sources = list(find([str(folder)]))
    (error,) = [
        result for source in sources for result in read_source(source) if getattr(result, "code", "") == "permission"
    ]
    assert error.where == str(folder / "sub")
    assert len(sources) == 4


def test_a_file_that_may_not_be_read_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(self: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", locked)
    (error,) = read_source(Source(str(folder / "b.txt")))
    assert error.code == "permission"


def test_a_pipe_is_not_a_regular_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    (error,) = read_source(Source(str(pipe)))
    assert error.code == "not-a-file"


def test_a_file_over_the_limit_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.reading.sources.MAX_BYTES", 100)
    monkeypatch.setattr("onrecord.reading.reader.MAX_BYTES", 100)
    (error,) = read_source(Source(str(folder / "b.txt")))
    assert error.code == "huge"
    with pytest.raises(ReadError, match="larger than"):
        Source(str(folder / "b.txt")).load()


def test_a_gzip_file_that_is_cut_off_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    whole = gzip.compress(os.urandom(60_000).hex().encode())
    for data in (whole[:4000], b"not gzip at all"):
        path.write_bytes(data)
        (error,) = read_source(Source(str(path)))
        assert (error.code, error.where) == ("broken", str(path))


def test_load_gives_the_bytes_decompressed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(b"Words."))
    assert Source(str(path)).load() == b"Words."


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"PK\x03\x04" + bytes(100), "binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "binary"),
        (bytes(range(256)) * 10, "binary"),
        (b"\xff\xfea", "encoding"),
    ],
)
def test_bad_bytes_say_what_where_and_what_next(data: bytes, code: str) -> None:
    (error,) = read_bytes(data, path="folder/a.txt")
    assert isinstance(error, ReadError)
    assert (error.code, error.where) == (code, "folder/a.txt")
    assert error.next_step
    with pytest.raises(ReadError):
        list(read(data))


def test_content_beats_the_name_where_it_is_plain() -> None:
    page = b"<!DOCTYPE html><html><body><p>" + WORDS.encode() + b"</p></body></html>"
    assert next(read_bytes(page, path="a.txt")).reader == "html"
    assert next(read_bytes(b"%PDF-1.4", path="a.html")).code == "broken"
    assert next(read_bytes(b"{not JSON} " + WORDS.encode(), path="a.txt")).reader == "plain"


def test_an_unknown_reader_is_wrong_use() -> None:
    with pytest.raises(UsageError, match="plain, markdown"):
        list(read(b"Words.", reader="word"))


def test_a_given_day_must_be_a_day() -> None:
    with pytest.raises(UsageError, match="2021-02-30"):
        Given(published="2021-02-30")
