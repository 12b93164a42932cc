"""Ways out, as a person types them, each read back by a program that is not ours."""

from __future__ import annotations

import asyncio
import csv
import json
import sqlite3

import pyarrow.parquet
import pytest


def words(path):
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("shape", ["jsonl", "csv", "web-annotation", "schema-org"])
def test_a_query_exports_what_it_finds(added, tmp_path, shape):
    ran = added("export", "price", "--format", shape, "-o", "out")
    assert (ran.status, ran.out) == (0, "")
    assert "The price is wrong" in words(tmp_path / "out")
    assert "wait for spring" not in words(tmp_path / "out").replace("We will wait for spring.”\\n", "")
    assert added("export", "price", "--format", shape).out == words(tmp_path / "out")


@pytest.mark.parametrize("shape", ["jsonl", "csv"])
def test_what_has_no_place_inside_stands_beside(added, tmp_path, shape):
    added("export", "price", "--format", shape, "-o", "out")
    about = json.loads(words(tmp_path / "out.about.json"))
    assert (about["query"], about["models"], about["schema"]) == ("price", ["quoting-1"], 1)
    assert about["command"] == f"onrecord export price --format {shape}"


def test_parquet_is_read_by_pyarrow(added, tmp_path):
    assert added("export", "--format", "parquet", "-o", "out.parquet").status == 0
    table = pyarrow.parquet.read_table(tmp_path / "out.parquet")
    assert table.num_rows == 3
    assert json.loads(table.schema.metadata[b"onrecord"])["query"] is None


def test_brat_is_a_folder_of_texts_with_their_marks(added, tmp_path):
    assert added("export", "--format", "brat", "-o", "brat").status == 0
    texts = sorted((tmp_path / "brat").glob("*.txt"))
    assert len(texts) == 3
    for path in texts:
        text = path.read_bytes().decode()
        first = path.with_suffix(".ann").read_text(encoding="utf-8").splitlines()[0].split("\t")
        start, end = map(int, first[1].split()[1:])
        assert text[start:end] == first[2]
    assert (tmp_path / "brat" / "annotation.conf").exists()
    assert json.loads(words(tmp_path / "brat" / "about.json"))["package"]
    assert "not empty" in added("export", "--format", "brat", "-o", "brat").err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--format", "parquet"), "parquet is a file"),
        (("--format", "brat"), "brat is a folder"),
        (("--format", "brat", "-o", "x", "--without-text"), "nothing without the words"),
        (("price", "--format", "datasette-metadata"), "shows the whole record"),
        (("--excel",), "--excel goes with --format csv"),
        (("speaker:",), "nothing stands after speaker:"),
    ],
)
def test_what_cannot_be_exported_is_explained(added, tmp_path, args, said):
    ran = added("export", *args)
    assert ran.status == 2
    assert said in ran.err
    assert not (tmp_path / "x").exists()


def test_a_file_that_cannot_be_written_is_told_and_nothing_is_left(added, tmp_path):
    ran = added("export", "-o", "no/such/out.jsonl")
    assert ran.status == 1
    assert "no/such/out.jsonl: it could not be written" in ran.err
    assert not list(tmp_path.glob("**/*.part"))


# --- without text, and back ------------------------------------------------------------------------------------------


def test_what_is_published_without_text_is_joined_to_one_s_own_copies(added, tmp_path):
    added("export", "--without-text", "-o", "public.jsonl")
    assert "spring" not in words(tmp_path / "public.jsonl")
    ran = added("rehydrate", "public.jsonl", "--articles", "news", "-o", "whole.jsonl")
    assert ran.status == 0
    assert "3 of 3 articles joined." in ran.err
    lines = [json.loads(line) for line in words(tmp_path / "whole.jsonl").splitlines()]
    original = {line["id"]: line for line in map(json.loads, added("export").out.splitlines())}
    for line in lines:
        assert line["text"] == original[line["id"]]["text"]
        for got, was in zip(line["statements"], original[line["id"]]["statements"], strict=True):
            assert (got["content"], got["speaker"]["name"]) == (was["content"], was["speaker"]["name"])


def test_what_does_not_match_is_told(added, tmp_path):
    added("export", "--without-text", "-o", "public.jsonl")
    path = tmp_path / "news" / "n2.txt"
    path.write_text(words(path).replace("wrong", "right"), encoding="utf-8")
    (tmp_path / "news" / "n3.txt").unlink()
    ran = added("rehydrate", "public.jsonl", "--articles", "news")
    assert ran.status == 1
    assert len(ran.out.splitlines()) == 1
    assert ran.err.count("no copy has this text") == 2
    assert "1 of 3 articles joined." in ran.err


def test_copies_may_be_json_lines(added, tmp_path):
    added("export", "--without-text", "-o", "public.jsonl")
    added("export", "-o", "mine.jsonl")
    assert added("rehydrate", "public.jsonl", "--articles", "mine.jsonl").status == 0


@pytest.mark.parametrize("line", ["nonsense", "[]", '{"id": "a", "text": "Full."}'])
def test_a_line_that_is_none_is_named(added, tmp_path, line):
    (tmp_path / "public.jsonl").write_text(line + "\n")
    ran = added("rehydrate", "public.jsonl", "--articles", "news")
    assert ran.status == 1
    assert "public.jsonl:1: this is no line of an export without text" in ran.err


def test_without_copies_the_option_is_named(added):
    assert "--articles" in added("rehydrate", "public.jsonl").err


# --- Datasette -------------------------------------------------------------------------------------------------------


@pytest.fixture
def metadata(added):
    return json.loads(added("export", "--format", "datasette-metadata").out)


def test_the_views_have_no_bytes_and_no_long_text(added, tmp_path, metadata):
    with sqlite3.connect(tmp_path / "onrecord.db") as store:
        for name in ("statements", "articles", "speakers"):
            cursor = store.execute(f"SELECT * FROM {name}")
            rows = cursor.fetchall()
            assert rows, name
            assert not any(isinstance(value, bytes) or len(str(value)) > 300 for row in rows for value in row)
        columns = {row[1] for row in store.execute("PRAGMA table_info(statements)")}
        tables = {row[0] for row in store.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}
    store.close()
    listed = metadata["databases"]["onrecord"]["tables"]
    assert set(listed["statements"]["columns"]) | set(listed["statements"]["facets"]) <= columns
    hidden = {name for name, about in listed.items() if about.get("hidden")}
    assert tables - hidden - {"statements", "articles", "speakers"} == {
        name for name in tables if name.startswith(("statement_fts", "article_fts", "sqlite_"))
    }


def test_datasette_shows_the_views_and_hides_the_rest(added, tmp_path, metadata):
    from datasette.app import Datasette

    async def look():
        shown = Datasette([str(tmp_path / "onrecord.db")], metadata=metadata)
        home = (await shown.client.get("/onrecord.json")).json()
        asked = "/onrecord/statements.json?_shape=array&speaker=Ilse+Marrow&review=unreviewed"
        rows = (await shown.client.get(asked)).json()
        page = await shown.client.get("/onrecord/statements")
        return home, rows, page

    home, rows, page = asyncio.run(look())
    assert {view["name"] for view in home["views"]} == {"statements", "articles", "speakers"}
    assert [table["name"] for table in home["tables"] if not table["hidden"]] == []
    assert {row["said"] for row in rows} >= {"“The price is wrong.”"}
    assert "Who said what" in page.text or "who said what" in page.text


def test_excel_gets_a_byte_order_mark_in_a_file_too(added, tmp_path):
    added("export", "--format", "csv", "--excel", "-o", "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["speaker"] for row in csv.DictReader(file)] == ["Ilse Marrow"] * 3
