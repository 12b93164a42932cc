"""Counts, samples and what people coded, as a person types them."""

from __future__ import annotations

import csv
import json

import pytest

from onrecord.evaluation.coded import COUNTS, QUESTIONS
from onrecord.record import open_record
from onrecord.views import coding
from small_news import news


def test_a_count_says_what_it_is_out_of(added):
    ran = added("count", "wait", "--by", "speaker,year")
    assert ran.status == 0
    assert "2 statements of 3 (66.7%)." in ran.out
    assert "Ilse Marrow" in ran.out
    assert "Looked at 3 articles of 1 outlet, published 2021-01-17 to 2021-01-19" in " ".join(ran.out.split())


def test_the_query_language_is_that_of_search(added):
    assert json.loads(added("count", "speaker:Ilse Marrow", "price", "--json").out)["total"] == 1
    assert json.loads(added("count", "speaker:marrow about:price", "--json").out)["total"] == 1
    ran = added("count", "colour:red")
    assert ran.status == 2
    assert "colour: is not known" in ran.err


def test_a_count_for_a_program_names_gaps(added, tmp_path):
    (tmp_path / "x.txt").write_text("# A title\n\nSome said, “Nobody knows.”\n", encoding="utf-8")
    added("add", "x.txt", "--language", "en")
    found = json.loads(added("count", "--by", "speaker,outlet", "--json").out)
    row = next(row for row in found["rows"] if row["speaker"] is None)
    assert row["gaps"] == {"speaker": "unknown", "outlet": "unknown"}
    assert "(not known)" in added("count", "--by", "speaker").out


def test_a_count_as_csv_adds_up(added):
    rows = list(csv.DictReader(added("count", "--by", "outlet", "--min-confidence", "0.95", "--csv").out.splitlines()))
    assert [(row["row"], row["number"]) for row in rows] == [
        ("statements below confidence 0.95, set apart", "3"),
        ("statements of versions since revised, set apart", "0"),
        ("total", "0"),
    ]


@pytest.mark.parametrize(
    ("args", "said"),
    [(("--unit", "word"), "'word' is not known"), (("--by", "weather"), "'weather' is not known"),
     (("--as-of", "yesterday"), "'yesterday' is no day"), (("--csv", "--json"), "cannot go together")],
)  # fmt: skip
def test_what_cannot_be_counted_is_wrong_use(added, args, said):
    ran = added("count", *args)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err


def test_a_manifest_is_counted_again(added, tmp_path):
    assert added("count", "wait", "--by", "speaker", "--manifest", "wait.json").status == 0
    same = added("recount", "wait.json")
    assert same.status == 0
    assert "The same number: 2 of 3" in " ".join(same.out.split())
    news(tmp_path / "news", "n4", "We wait still.", "20 January 2021")
    added("add", "news")
    ran = added("recount", "wait.json")
    assert ran.status == 1
    assert "2 of 3 on " in ran.out
    assert "the record gives 2: the old number" in " ".join(ran.out.split())
    assert "1 article added" in ran.out
    assert "1 statement gained" in ran.out
    found = json.loads(added("recount", "wait.json", "--json").out)
    assert (found["was"]["total"], found["now"]["total"], found["as_of_then"]["total"]) == (2, 3, 2)
    assert [change["what"] for change in found["articles"]] == ["added"]


def test_sayings_are_joined_before_they_are_counted(added, tmp_path):
    news(tmp_path / "news", "n4", "We will wait for spring.", "18 January 2021")
    added("add", "news", "--outlet", "Harbour Post")
    ran = added("count", "--unit", "saying", "--by", "outlet", "--manifest", "sayings.json")
    assert "3 sayings of 3" in ran.out
    assert json.loads(added("count", "--json").out)["total"] == 4
    assert "transcripts" not in ran.out
    with open_record(tmp_path / "onrecord.db") as record:
        first = record.sayings.listed().items[0].reports[0].id
    added("sayings", "part", first, "--why", "said again in May", "--who", "ed")
    ran = added("recount", "sayings.json")
    assert (ran.status, "1 saying parted" in ran.out) == (1, True)
    assert "3 of 3 on " in ran.out
    assert json.loads(added("recount", "sayings.json", "--json").out)["sayings"][0]["what"] == "parted"


@pytest.mark.parametrize("content", ["nonsense", "{}", None])
def test_what_is_no_manifest_is_told(added, tmp_path, content):
    if content is not None:
        (tmp_path / "m.json").write_text(content)
    ran = added("recount", "m.json")
    assert ran.status == 1
    assert ran.err.startswith("onrecord: m.json: ")


# --- samples ---------------------------------------------------------------------------------------------------------


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_sample_is_a_file_for_each_coder_and_a_sheet(added, tmp_path):
    ran = added("sample", "6", "--stratify", "form,year", "--seed", "3", "--coders", "2", "-o", "code.csv")
    assert ran.status == 0
    one, other = rows(tmp_path / "code.csv"), rows(tmp_path / "code2.csv")
    assert sorted(r["row"] for r in one) == sorted(r["row"] for r in other) == list("123456")
    assert {r["part"] for r in one} == {"statement", "passage"}
    assert all(r[column] == "" for r in one for column in (*QUESTIONS, *COUNTS))
    assert "confidence" not in one[0]
    assert "--seed 3 -o code.csv`" in (tmp_path / "code.sheet.md").read_text(encoding="utf-8")
    assert "`missed`" in (tmp_path / "code.sheet.md").read_text(encoding="utf-8")


def test_what_was_found_in_a_passage_is_marked(added, tmp_path):
    added("sample", "40", "-o", "code.csv")
    marked = [row["passage"] for row in rows(tmp_path / "code.csv") if row["part"] == "passage"]
    assert "Ilse Marrow said, ⟦1 “The price is wrong.”⟧" in marked
    assert any("⟦" not in passage for passage in marked)


def test_the_columns_that_coders_fill_in_are_those_that_are_evaluated():
    assert (tuple(QUESTIONS), COUNTS) == (coding.QUESTIONS, coding.COUNTS)


def coded(path, answer, delimiter=","):
    found = rows(path)
    for row in found:
        row.update({"right": "1", "missed": "0"} if row["part"] == "passage" else dict.fromkeys(QUESTIONS, answer))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(found[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(found)


def test_what_two_coders_filled_in_is_told(added, tmp_path):
    added("sample", "6", "--coders", "2", "-o", "code.csv")
    coded(tmp_path / "code.csv", "y")
    coded(tmp_path / "code2.csv", "n", delimiter=";")
    ran = added("evaluate", "code.csv", "code2.csv")
    assert ran.status == 0
    assert "100.0 [43.9, 100.0] of 3" in ran.out
    assert "0.0 [0.0, 56.1] of 3" in ran.out
    assert "alpha" in ran.out
    found = json.loads(added("evaluate", "code.csv", "--json").out)
    assert found["coders"][0]["recall"][:2] == [3, 3]


def test_answers_are_not_written_over_and_nobody_agrees_with_himself(added, tmp_path):
    added("sample", "4", "--coders", "2", "-o", "code.csv")
    coded(tmp_path / "code2.csv", "y")
    (tmp_path / "code.csv").unlink()
    before = (tmp_path / "code2.csv").read_bytes()
    ran = added("sample", "4", "--coders", "2", "-o", "code.csv")
    assert ran.status == 2
    assert "code2.csv: there is such a file already" in ran.err
    assert (tmp_path / "code2.csv").read_bytes() == before
    assert not (tmp_path / "code.csv").exists()
    assert "named twice" in added("evaluate", "code2.csv", "./code2.csv").err


def test_a_wrong_answer_is_told_with_its_row(added, tmp_path):
    added("sample", "4", "-o", "code.csv")
    coded(tmp_path / "code.csv", "perhaps")
    ran = added("evaluate", "code.csv")
    assert ran.status == 1
    assert "code.csv, row 2: statement_ok is 'perhaps'" in ran.err
