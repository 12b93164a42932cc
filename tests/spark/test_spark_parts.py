"""What is named comes to the workers whole, and is read there as one machine reads it."""

from __future__ import annotations

import gzip
import json

import pyarrow as pa
import pytest
from pyarrow import parquet

from onrecord.errors import ReadError
from onrecord.reading import Given, find, read_source
from onrecord.spark.parts import name_pattern, parts
from onrecord.spark.places import Place
from onrecord.spark.work import ARTICLE, Names, read
from reading.warcs import packed, response

PAGE = (
    "<html><head><title>No ferry</title></head><body><article><h1>No ferry</h1><p>The ferry to the outer islands will "
    "not sail before spring, the harbour office announced on Monday, and its passengers were told to wait.</p><p>Ilse "
    "Marrow, who keeps the lighthouse, said: “We will wait for spring.”</p></article></body></html>"
)


def known(items):
    """Of each article, or error, what tells it from others."""
    return sorted(
        (str(i.where), i.code, i.what) if isinstance(i, ReadError) else (str(i.path), i.id, i.sha256, i.text)
        for i in items
    )


def on_spark(spark, target):
    """What workers read of all that is in ``target``; their work is done here."""
    found = parts(spark, target).collect()
    batch = pa.RecordBatch.from_pylist([row.asDict() for row in found])
    rows = [
        r
        for b in read(iter([batch]), Names(Place(spark, target).address, target), Given(), apart=False)
        for r in b.to_pylist()
    ]
    failed = [r["failure"] for r in rows if r["failure"]]
    return known(ARTICLE.thaw(row["article"]) for row in rows if row["article"]) + sorted(
        (one["path"], one["code"], one["message"]) for one in failed
    )


def on_one_machine(target):
    items = [item for source in find([target]) for item in read_source(source)]
    return known(i for i in items if not isinstance(i, ReadError)) + known(i for i in items if isinstance(i, ReadError))


@pytest.fixture
def small_pieces(spark):
    """Files are cut into pieces of a few hundred bytes."""
    settings = {"spark.sql.files.maxPartitionBytes": "300", "spark.sql.files.openCostInBytes": "0"}
    before = {name: spark.conf.get(name) for name in settings}
    for name, value in settings.items():
        spark.conf.set(name, value)
    yield
    for name, value in before.items():
        spark.conf.set(name, value)


def test_lines_keep_their_numbers_however_a_file_is_cut(spark, small_pieces, tmp_path):
    lines = [json.dumps({"id": f"a{n}", "text": "All work. " * (n % 9 + 1)}) for n in range(60)]
    lines[7] = ""
    lines[20] = "nonsense"
    lines[21] = '{"id": "bad", "text": "\xff"}'
    whole = "\r\n".join(lines).encode("latin-1")
    (tmp_path / "plus+and 50%.JSONL").write_bytes(whole)
    (tmp_path / "packed.jsonl.gz").write_bytes(gzip.compress(whole))
    pieces = spark.read.text(str(tmp_path / "*.JSONL")).select("_metadata.file_block_start").distinct()
    assert pieces.count() > 9
    assert on_spark(spark, str(tmp_path)) == on_one_machine(str(tmp_path))


def test_every_kind_of_file_is_read_as_on_one_machine(spark, tmp_path):
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "page.html").write_text(PAGE)
    (tmp_path / "note.txt.gz").write_bytes(gzip.compress(b"Ilse Marrow said that she would wait for spring.\n"))
    (tmp_path / "list.json").write_text(json.dumps([{"id": "a", "text": "One."}, {"id": "b", "text": ""}]))
    (tmp_path / "crawl.warc.gz").write_bytes(
        packed([response(PAGE.encode()), response(b"<p>", uri="https://b.example")])
    )
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    found = on_spark(spark, str(tmp_path))
    assert found == on_one_machine(str(tmp_path))
    assert len(found) == 6


def test_one_file_is_read_whatever_its_name(spark, tmp_path):
    (tmp_path / "notes").write_text("Ilse Marrow said that she would wait for spring.\n")
    assert on_spark(spark, str(tmp_path / "notes")) == on_one_machine(str(tmp_path / "notes"))


def test_rows_of_parquet_are_articles_with_their_columns_as_keys(spark, tmp_path):
    rows = [{"id": "a", "text": "One.", "date": "2021-01-17", "desk": "news"}, {"id": "b", "text": None, "date": None}]
    parquet.write_table(pa.Table.from_pylist(rows), tmp_path / "a.parquet")
    batch = pa.RecordBatch.from_pylist([row.asDict() for row in parts(spark, str(tmp_path)).collect()])
    names = Names(Place(spark, str(tmp_path)).address, "press")
    one, other = (row for b in read(iter([batch]), names, Given(), apart=False) for row in b.to_pylist())
    article = ARTICLE.thaw(one["article"])
    assert (article.id, article.text, article.published, article.path) == (
        "a",
        "One.",
        "2021-01-17",
        "press/a.parquet:1",
    )
    assert article.meta == {"desk": "news"}
    assert (other["failure"]["path"], other["failure"]["code"]) == ("press/a.parquet:2", "json")


@pytest.mark.parametrize(("make", "code"), [(False, "missing"), (True, "empty")])
def test_where_there_is_nothing_to_read_that_is_said(spark, tmp_path, make, code):
    target = tmp_path / "press"
    if make:
        target.mkdir()
        (target / "photo.png").write_bytes(b"\x89PNG")
    with pytest.raises(ReadError) as told:
        parts(spark, str(target))
    assert told.value.code == code


def test_an_address_of_the_web_is_not_fetched(spark):
    with pytest.raises(ReadError, match="which Spark does not fetch"):
        parts(spark, "https://news.example/a.html")


def test_a_pattern_names_files_and_one_for_none_is_said(spark, tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"Ilse Marrow said that she would wait for {name}.\n")
    assert len(on_spark(spark, f"{tmp_path}/*.txt")) == 2
    with pytest.raises(ReadError, match="no such file"):
        parts(spark, f"{tmp_path}/*.html")


def test_names_are_matched_in_capitals_and_packed():
    assert name_pattern([".txt", ".x1"]) == "*{.[tT][xX][tT],.[tT][xX][tT].[gG][zZ],.[xX]1,.[xX]1.[gG][zZ]}"
