"""What workers do, done here without Spark: batches in, batches out, nothing lost."""

from __future__ import annotations

import pytest

pa = pytest.importorskip("pyarrow")

import quoting_model  # noqa: E402
from onrecord.ingest import Extractor  # noqa: E402
from onrecord.reading import Given, read_bytes  # noqa: E402
from onrecord.spark.work import ARTICLE, Names, extract, read  # noqa: E402

ORDER = {"article_id": "x", "stays": True}


def part(kind, data, number=None, source="file:/data/press/a.jsonl"):
    return {"source": source, "number": number, "kind": kind, "data": data}


def rows(batches):
    return [row for batch in batches for row in batch.to_pylist()]


def read_parts(*some, apart=False):
    batch = pa.RecordBatch.from_pylist(list(some))
    return rows(read(iter([batch]), Names("file:/data/press", "press"), Given(), apart=apart))


def extract_texts(*texts, apart=False):
    articles = [next(read_bytes(text.encode(), path=f"{n}.txt")) for n, text in enumerate(texts)]
    some = [{"source": "a", "number": n, "article": ARTICLE.freeze(a)} | ORDER for n, a in enumerate(articles)]
    schema = pa.schema([("source", pa.string()), ("number", pa.int64()), ("article", ARTICLE.type)])
    for name, value in ORDER.items():
        schema = schema.append(pa.field(name, pa.scalar(value).type))
    return rows(
        extract(iter([pa.RecordBatch.from_pylist(some, schema=schema)]), Extractor(quoting_model.load), apart=apart)
    )


@pytest.mark.parametrize(
    ("root", "typed", "source", "called"),
    [
        ("file:/data/press", "press", "file:/data/press/a/b.txt", "press/a/b.txt"),
        ("file:/data/press", "press/", "file:///data/press/b.txt", "press/b.txt"),
        ("file:/data/a.txt", "./a.txt", "file:/data/a.txt", "./a.txt"),
        ("s3a://bucket/press", "s3a://bucket/press", "s3a://bucket/press/b.txt", "s3a://bucket/press/b.txt"),
        ("file:/data/press", "press", "file:/data/pressroom/b.txt", "/data/pressroom/b.txt"),
    ],
)
def test_a_file_is_called_as_the_user_named_its_folder(root, typed, source, called):
    assert Names(root, typed).of(source) == called


@pytest.mark.parametrize("apart", [False, True])
def test_a_part_that_cannot_be_read_costs_itself_alone(apart):
    found = read_parts(
        part("line", b'{"id": "a", "text": "One."}\r', 1),
        part("line", b"", 2),
        part("line", b"nonsense", 3),
        part("file", None, source="file:/data/press/large.html"),
        part("file", b"", source="file:/data/press/empty.txt"),
        apart=apart,
    )
    told = [(r["number"], (r["failure"] or {}).get("code"), (r["article"] or {}).get("path")) for r in found]
    assert told == [(1, None, "press/a.jsonl:1"), (3, "json", None), (1, "huge", None), (1, "empty", None)]
    assert found[1]["failure"]["path"] == "press/a.jsonl:3"


@pytest.mark.parametrize("apart", [False, True])
def test_an_article_that_cannot_be_extracted_costs_itself_alone(apart):
    hostile = "It went on. RAISE-AN-ERROR" if not apart else "It went on. KILL-THE-WORKER"
    one, failed, other = extract_texts("She said, “Yes.”", hostile, "She said, “No.”", apart=apart)
    assert [len(row["statements"]) for row in (one, other)] == [1, 1]
    assert (failed["failure"]["code"], failed["article"], failed["number"]) == ("crashed", None, 1)
    assert ("SIGKILL" if apart else "ValueError") in failed["failure"]["message"]
