"""Whatever the bytes: an article whose spans hold, or one clear error, never anything else."""

from __future__ import annotations

import json

import pdfs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.domain import Article
from onrecord.errors import ReadError
from onrecord.reading import READERS, read, read_bytes
from onrecord.reading.decoding import decode
from onrecord.reading.mending import undo

ODD = st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))
SLOW = settings(max_examples=60)


def holds(item: Article | ReadError) -> None:
    if isinstance(item, ReadError):
        assert item.what
        assert item.where
        return
    item.text.encode("utf-8")
    for warning in item.warnings:
        assert warning.span is None or warning.span.end <= len(item.text)
    for turn in item.turns:
        assert turn.speech.end <= len(item.text)
    for repair in item.repairs:
        assert item.text[repair.at : repair.at + len(repair.after)] == repair.after


@pytest.mark.parametrize("reader", [None, *READERS])
@SLOW
@given(data=ODD)
@example(data=b"<")
@example(data=b"<html>\x00</html>")
@example(data=b'<?xml version="1.0" encoding="utf-16"?><html><body>a</body></html>')
@example(data=b"%PDF-")
@example(data=b"A: b\n\nA: c\n")
@example(data=b"\xff\xfe\x00\xd8")
def test_any_bytes_are_an_article_or_an_error_that_says_where(reader: str | None, data: bytes) -> None:
    for item in read_bytes(data, path="a", reader=reader):
        holds(item)


@SLOW
@given(at=st.integers(0, 3000), junk=st.binary(max_size=8))
def test_a_damaged_pdf_is_an_article_or_an_error(at: int, junk: bytes) -> None:
    whole = pdfs.article(pdfs.PARAGRAPHS[:1])
    for item in read_bytes(whole[:at] + junk + whole[at + len(junk) :], path="a.pdf"):
        holds(item)


@SLOW
@given(
    at=st.integers(0, 400),
    junk=st.sampled_from([b"<", b">", b"\x00", b"</p>", b'"', b"&#0;", b"&#xD800;", b"\xff", b"<!--"]),
)
def test_a_damaged_page_is_an_article_or_an_error(at: int, junk: bytes) -> None:
    page = b"<!DOCTYPE html><html><head><title>A</title></head><body><article>" + b"<p>One and two, he said.</p>" * 12
    for item in read_bytes(page[:at] + junk + page[at:] + b"</article></body></html>", path="a.html"):
        holds(item)


@SLOW
@given(ODD)
def test_repairs_of_a_plain_text_replay_to_the_decoded_bytes(data: bytes) -> None:
    for item in read_bytes(data, path="a", reader="plain"):
        if isinstance(item, Article):
            assert undo(item.text, item.repairs) == decode(data).text
            assert item.raw == data


@SLOW
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(), lambda v: st.lists(v) | st.dictionaries(st.text(), v)
    )
)
def test_any_json_line_is_an_article_or_an_error(value: object) -> None:
    for item in read_bytes(json.dumps({"text": value, "title": value, "x": value}).encode(), path="a.jsonl"):
        holds(item)


@pytest.mark.parametrize("data", [pdfs.article(), b"# A title\n\nBy Mira Solis\n\nWords.\r\n"], ids=["pdf", "markdown"])
def test_two_readings_of_the_same_bytes_are_the_same(data: bytes) -> None:
    assert list(read(data)) == list(read(data))
