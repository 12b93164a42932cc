"""Parquet, read back by pyarrow: rows, spans as structs, and where the file came from."""

from __future__ import annotations

import dataclasses
import json
import sys

import pyarrow.parquet
import pytest

from onrecord.errors import OnrecordError
from onrecord.views import parquet
from onrecord.views.parquet import METADATA_KEY, write_parquet


@pytest.fixture
def table(tmp_path, stored, about):
    path = tmp_path / "record.parquet"
    assert write_parquet(path, [stored], about) == len(stored.extracted.statements)
    return pyarrow.parquet.read_table(path)


def test_each_statement_is_a_row_with_typed_columns(table, stored):
    first = table.to_pylist()[0]
    assert first["content"] == "the harbour would not be sold"
    assert first["speaker"] == "Ilse Marrow"
    assert first["confidence"] == 0.9
    assert first["statement_id"] == "public-s1"
    assert first["published"] == "2026-01-16"
    assert (first["review"], first["reviewed_by"]) == ("unreviewed", None)
    edited = table.to_pylist()[2]
    assert (edited["review"], edited["reviewed_by"], edited["was"][:9]) == ("edited", "ada", "content: ")
    assert table.to_pylist()[5]["speaker_candidates"] == ["Ilse Marrow", "Jan Novak"]


def test_spans_are_structs_that_lead_back_to_the_words(table, stored):
    article = stored.extracted.article
    for row in table.to_pylist():
        for span in row["content_spans"]:
            assert article.field_text(row["field"])[span["start"] : span["end"]] == span["text"]


def test_the_file_says_where_it_came_from(table, about):
    assert json.loads(table.schema.metadata[METADATA_KEY]) == about.as_dict()


def test_without_text_no_word_of_the_article_is_in_the_file(tmp_path, stored, about):
    path = tmp_path / "public.parquet"
    write_parquet(path, [stored], dataclasses.replace(about, text=False))
    rows = pyarrow.parquet.read_table(path).to_pylist()
    said = json.dumps(rows, ensure_ascii=False)
    assert not {
        word for word in ("harbour would", "fire sale", "jobs", "Not this year", "press conference") if word in said
    }
    assert rows[0]["content_spans"][0]["end"] > 0


def test_rows_go_out_in_groups(tmp_path, stored, about, monkeypatch):
    monkeypatch.setattr(parquet, "ROWS", 3)
    path = tmp_path / "record.parquet"
    write_parquet(path, [stored], about)
    assert pyarrow.parquet.ParquetFile(path).num_row_groups == 3


def test_without_pyarrow_the_extra_is_named(tmp_path, about, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(OnrecordError, match=r"onrecord\[parquet\]"):
        write_parquet(tmp_path / "record.parquet", [], about)
