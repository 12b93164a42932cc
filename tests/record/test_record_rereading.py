"""A record read again from its bytes, on each store: what differs is told, and nothing is changed."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable

import pytest

from onrecord.domain import Again, Extracted
from onrecord.ingest import extract_article, read_again, resolve_article
from onrecord.reading import Given, plain, read_bytes
from onrecord.record import Record, schema
from quoting_model import QuotingModel

PLAIN = "# The ferry\n\nAna Ruiz\n3 May 2031\n\nAna Ruiz said, “We shall wait for the spring.”\n".encode()
LINES = '{"id": "j1",\n "text": "Tom Okafor said, “The price is wrong.”"}'.encode()
PAGE = (
    "<html><head><title>Harbour for sale</title></head><body><article><h1>Harbour for sale</h1>"
    + "<p>Ana Ruiz said, “We shall not sell the harbour, and we never meant to.” Nobody in the hall believed her.</p>"
    * 4
    + "</article></body></html>"
).encode()


def read(raw: bytes, reader: str, **given: str) -> Extracted:
    (article,) = read_bytes(raw, reader=reader, given=Given(language="en", **given))
    return extract_article(article, QuotingModel())


@pytest.fixture
def filled(record: Record) -> Record:
    """An article of each sort of bytes; the page has a headline that was given by hand."""
    record.add(read(PLAIN, "plain"))
    record.add(read(LINES, "json"))
    record.add(read(PAGE, "html", title="Ruiz: never"))
    return record


def change(record: Record, article: str, **values: object) -> None:
    with record._writing() as connection:
        table = schema.article
        connection.execute(table.update().where(table.c.public_id == article).values(values))


def told(found: Iterable[Again]) -> list[str]:
    return [one.differs for one in found if one.differs]


def test_what_is_as_it_was_read_comes_out_again(filled: Record) -> None:
    before = list(filled.every())
    found = list(read_again(filled))
    assert (len(found), told(found)) == (3, [])
    assert [one.headline for one in found] == [True, True, False]
    assert list(filled.every()) == before


def test_a_text_and_its_hash_changed_together_are_found(filled: Record) -> None:
    first = filled.texts.listed()[0].id
    text = filled.article(first).extracted.article.text
    other = text.replace("spring", "summer")
    change(filled, first, text=other, text_sha256=hashlib.sha256(other.encode()).hexdigest())
    (what,) = told(read_again(filled))
    assert what.startswith(f"its bytes give another text: from character {text.index('pring')} on “pring.”")
    assert "where the record has “ummer.”" in what


def test_bytes_that_are_gone_or_others_are_told(filled: Record) -> None:
    ids = [one.id for one in filled.texts.listed()]
    with filled._writing() as connection:
        connection.execute(schema.article_bytes.delete().where(schema.article_bytes.c.article == 1))
        connection.execute(schema.article_bytes.update().values(compressed=b"nothing"))
    found = list(read_again(filled))
    assert [one.id for one in found] == ids
    assert told(found) == ["its bytes are gone or damaged, so that it cannot be read again"] * 3


def test_another_version_of_a_reader_is_named_and_a_reader_that_is_gone(filled: Record) -> None:
    one, two, _ = (listed.id for listed in filled.texts.listed())
    change(filled, one, text="Another text.", reader_version="0")
    change(filled, two, reader="scroll")
    first, second = told(read_again(filled))
    assert first.endswith(f"; plain {plain.VERSION} reads otherwise than plain 0 did")
    assert second == "this version has no reader 'scroll'"


def test_a_text_that_was_handed_over_as_one_is_its_own_bytes(record: Record) -> None:
    text = "Ana Ruiz said, “We shall wait.”"
    (article,) = read_bytes(text.encode(), reader="plain", given=Given(language="en"))
    record.add(resolve_article(dataclasses.replace(article, reader="string"), ()))
    assert told(read_again(record)) == []
    change(record, article.id, text=text + " No.")
    assert len(told(read_again(record))) == 1
