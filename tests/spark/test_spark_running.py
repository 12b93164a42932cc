"""An archive through a real Spark: the same output as one machine, also where a worker was killed in the middle."""

from __future__ import annotations

import json
from collections import Counter

import pyarrow as pa
import pytest
from pyarrow import parquet as pq

import quoting_model
from onrecord import extraction
from onrecord.cli.main import run as cli
from onrecord.errors import OnrecordError, UsageError
from onrecord.ingest import Extractor, add
from onrecord.reading import Given, find
from onrecord.record import open_record
from onrecord.spark.importing import Written
from onrecord.spark.running import run
from onrecord.views.interchange import stored_line
from onrecord.views.parquet import rows_of
from small_news import news

EXTRACTOR = Extractor(quoting_model.load)
LONG = "We shall rebuild the harbour wall before the winter storms return"
SHORT = "The lighthouse fund will not be touched"
FILLER = "The harbour office of the island town announced a new timetable for the ferries on that morning. "


def line(id_: str, said: str, *, who: str = "Ilse Marrow", day: str = "2021-01-17", **more: str) -> str:
    text = f"{FILLER}{who} said, “{said}.” {more.pop('after', '')}"
    return json.dumps({"id": id_, "text": text, "published": day, "outlet": f"The {id_} Post"} | more)


LINES = [
    line("a1", LONG),
    line("a2", LONG, who="Marrow Ilse", day="2021-06-01"),
    line("a3", f"{SHORT} this year"),
    line("a4", f"{SHORT} next year", who="Mrs Marrow", after="Ilse Marrow said, “Never.”", day="2021-01-19"),
    line("a5", f"{SHORT} again", day="2021-03-19"),
    "nonsense",
    "",
    line("a6", "I was told to fail", after="RAISE-AN-ERROR"),
    line("a7", "I end the process", after="KILL-THE-WORKER"),
    line("a1", LONG),
    line("a1", "We shall do nothing of the kind this winter, and none after it"),
    line("a8", "Nobody asked", who="Tomas Quill", url="https://post.example/8"),
    line("a9", "Nobody asked", who="Tomas Quill", url="https://post.example/8"),
    line("b0", "One", id="b0", desk="news"),
    line("b0", "One", id="b0", desk="world"),
    line("b0", "Two"),
    line("b0", "One"),
    *(line(f"c{n}", f"Number {n} of the many statements of that long day", who="Pavel Orlov") for n in range(20)),
]


def exported(record):
    return sorted(stored_line(stored) for stored in record.selected(None))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Lines in a file, articles each in a file of its own, one of them no text, below a folder with a space."""
    found = tmp_path_factory.mktemp("archive") / "the press [2021]"
    (found / "50% more").mkdir(parents=True)
    (found / "lines+.jsonl").write_text("".join(f"{one}\r\n" for one in LINES), encoding="utf-8")
    news(found / "50% more", "n1", LONG, "18 January 2021")
    news(found / "50% more", "n2", "We will wait for spring.")
    (found / "picture.txt").write_bytes(b"\x89PNG")
    (found / "photo.png").write_bytes(b"\x89PNG")
    return found


@pytest.fixture(scope="module")
def one_machine(folder, tmp_path_factory):
    """The record that one machine makes of the folder."""
    with open_record(tmp_path_factory.mktemp("one") / "one.db") as record:
        add(record, list(find([str(folder)])), EXTRACTOR, "quoting-1", jobs=2)
        yield record


@pytest.fixture(scope="module")
def without_weights():
    """Commands find the model that needs none."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(extraction, "load_model", quoting_model.load)
        yield


@pytest.fixture(scope="module")
def out(spark, folder, tmp_path_factory, without_weights):
    """Where ``onrecord spark`` wrote what it made of the folder, after it had been stopped half way."""
    found = tmp_path_factory.mktemp("out") / "made {here}"
    done = []

    def stop(step):
        done.append(step)
        if step == "told":
            raise RuntimeError("stopped")

    with pytest.raises(OnrecordError, match=r"Spark gave up: stopped\. What is done is kept"):
        run(spark, str(folder), str(found), EXTRACTOR, "quoting-1", Given(), stop)
    assert done == ["read", "ids", "extracted", "articles", "failures", "told"]
    assert not (found / "about.json").exists()
    before = {path: path.stat().st_mtime_ns for path in (found / "articles").iterdir()}
    assert cli(["spark", str(folder), str(found)]) == 1  # there are failures
    assert {path: path.stat().st_mtime_ns for path in (found / "articles").iterdir()} == before
    return found


@pytest.fixture(scope="module")
def imported(out, tmp_path_factory, without_weights):
    """The record into which ``onrecord import`` took that."""
    target = tmp_path_factory.mktemp("imported") / "imported.db"
    for _ in range(2):  # the second time there is nothing to do
        assert cli(["import", str(out), "--record", str(target)]) == 1
    with open_record(target) as record:
        yield record


def rows(out, table):
    return pq.read_table(str(out / table)).to_pylist()


def test_what_is_imported_is_what_one_machine_adds(one_machine, imported):
    assert exported(imported) == exported(one_machine)
    assert imported.audit().ok


def test_a_broken_article_costs_itself_alone_with_the_reason_of_one_machine(out, one_machine, imported):
    expected = {(f.path, f.code, f.message) for f in one_machine.failures()}
    assert {(f["path"], f["code"], f["message"]) for f in rows(out, "failures")} == expected
    assert {(f.path, f.code, f.message) for f in imported.failures()} == expected
    assert Counter(code for _, code, _ in expected) == {"json": 1, "binary": 1, "crashed": 2}


def test_statements_lie_there_as_a_record_exports_them(out, one_machine):
    found = rows(out, "statements")
    for row in found:
        del row["saying"]
    expected = [
        row | {"statement_id": stored.statement_ids[row["statement"]]}
        for stored in one_machine.selected(None)
        for row in rows_of(stored)
    ]
    by_id = {row["statement_id"]: row for row in found}
    assert len(found) == len(expected) == len(by_id)
    assert by_id == {row["statement_id"]: row for row in expected}


def test_people_are_those_of_the_record(out, one_machine):
    found = {row["id"]: (row["name"], {a["key"] for a in row["aliases"]}) for row in rows(out, "people")}
    for person_id, (name, keys) in found.items():
        person = one_machine.persons.named(person_id)
        assert (person.name, {alias.key for alias in person.aliases}) == (name, keys)
    assert len(found) == one_machine.people().total


def test_sayings_are_those_of_the_record(out, one_machine):
    expected = {s.id: [r.id for r in s.reports] for s in one_machine.sayings.listed(limit=100).items}
    found = {row["saying"]: row["reports"] for row in rows(out, "sayings")}
    assert {own: sorted(reports) for own, reports in found.items()} == {o: sorted(r) for o, r in expected.items()}
    assert len(found) >= 2
    carried = {row["statement_id"]: row["saying"] for row in rows(out, "statements") if row["saying"]}
    assert carried == {report: own for own, reports in expected.items() for report in reports}


def test_what_is_finished_is_not_written_over(spark, folder, out):
    with pytest.raises(UsageError, match="a finished run lies there"):
        run(spark, str(folder), str(out), EXTRACTOR, "quoting-1", Given())
    assert not (out / "_work").exists()


def test_a_folder_with_something_else_in_it_is_left_alone(spark, folder, tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(UsageError, match="not empty"):
        run(spark, str(folder), str(tmp_path), EXTRACTOR, "quoting-1", Given())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"schema": 2}, "it is written in shape 2, and this onrecord reads shape 1"),
        ({"schema": None}, "it is written in shape None"),
        (None, "no finished run of onrecord spark lies there"),
    ],
)
def test_what_has_another_shape_or_is_not_finished_is_refused(out, tmp_path, change, message):
    about = json.loads((out / "about.json").read_text())
    if change is not None:
        (tmp_path / "about.json").write_text(json.dumps(about | change))
    with pytest.raises(OnrecordError, match=message):
        Written(str(tmp_path))


def test_a_row_that_was_tampered_with_costs_itself_alone(out, tmp_path):
    for table in ("articles", "failures"):
        (tmp_path / table).mkdir()
    (tmp_path / "about.json").write_text((out / "about.json").read_text())
    rows = pq.read_table(str(out / "articles")).slice(0, 3).to_pylist()
    rows[0]["raw"] = b"other bytes"
    rows[1]["statements"][0]["content"][0]["end"] = -1
    schema = pq.read_schema(next(str(path) for path in sorted((out / "articles").glob("*.parquet"))))
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), str(tmp_path / "articles" / "a.parquet"))
    first, second, third = Written(str(tmp_path)).articles()
    assert "its bytes are others" in str(first)
    assert "the row is damaged (ValueError: a span needs" in str(second)
    assert third.article.id == rows[2]["id"]


def test_what_another_model_extracted_is_refused(out):
    with pytest.raises(OnrecordError, match="the model quoting-1 extracted it, and this onrecord has 2026-12"):
        Written(str(out)).check_model("2026-12")
