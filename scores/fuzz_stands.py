"""What an input of the fuzzer has to stand, and how it is written: the reader's name, a line feed, the file."""

from __future__ import annotations

from onrecord.domain import Article
from onrecord.errors import ReadError
from onrecord.ingest.pipeline import Extracts, extract_article
from onrecord.reading import READERS, read_bytes

_MOST_LETTERS = 20_000  # of an article that is extracted too


def joined(reader: str, data: bytes) -> bytes:
    """An input: the file, after the name of its reader."""
    return reader.encode() + b"\n" + data


def parted(told: bytes) -> tuple[str, bytes] | None:
    """Reader and file of an input; None where it begins with no reader's name."""
    name, _, data = told.partition(b"\n")
    reader = name.decode("ascii", "replace")
    return (reader, data) if reader in READERS else None


def stands(reader: str, data: bytes, model: Extracts) -> None:
    """Read and extract.

    Raises:
        AssertionError: where a span does not hold, or an error says nothing.
        Exception: whatever comes but an error of ours.
    """
    for item in read_bytes(data, path="input", reader=reader):
        if isinstance(item, ReadError):
            assert item.what
            assert item.where
            assert "more memory" not in item.what  # the limit is far above what so small an input may need
            continue
        _holds(item)
        if len(item.text) <= _MOST_LETTERS:
            _extracted(item, model)


def _extracted(article: Article, model: Extracts) -> None:
    for statement in extract_article(article, model).statements:
        field = article.text if statement.field == "text" else article.title or ""
        for span in (*statement.content, *statement.source, *statement.cue):
            assert 0 <= span.start < span.end <= len(field)


def _holds(article: Article) -> None:
    article.text.encode("utf-8")
    for repair in article.repairs:
        assert article.text[repair.at : repair.at + len(repair.after)] == repair.after
    assert all(turn.speech.end <= len(article.text) for turn in article.turns)
    assert all(warning.span is None or warning.span.end <= len(article.text) for warning in article.warnings)
