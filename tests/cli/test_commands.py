"""Each command as a person types it: what it writes, where, and its exit status."""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
import sys

import pytest

from onrecord.record import open_record, schema
from small_news import news


def test_after_add_the_first_screen_tells_what_there_is_and_what_to_type(onrecord, tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    news(folder, "n1", "We will wait.")
    news(folder, "n2", "We will not.", published="")
    ran = onrecord("add", "news")
    assert ran.status == 0
    assert "2 articles, 2 statements read into onrecord.db" in ran.out
    assert "2  with the name of who said it" in ran.out
    assert "1 article: no day of publication  (no-date)" in ran.out
    assert "onrecord people" in ran.out
    assert ran.err == ""


def test_the_next_steps_find_a_record_that_lies_elsewhere(added, monkeypatch):
    assert "export ONRECORD_RECORD=other.db" in added("add", "news", "--record", "other.db").out
    monkeypatch.setenv("ONRECORD_RECORD", "other.db")
    assert "export" not in added("add", "news").out


def test_adding_again_says_that_nothing_is_new(added):
    ran = added("add", "news")
    assert ran.status == 0
    assert "Nothing new for onrecord.db. 3 already there. It holds 3 articles now." in ran.out


def test_a_bad_file_is_told_on_one_line_with_reason_and_next_step(added, tmp_path):
    (tmp_path / "news" / "empty.txt").touch()
    ran = added("add", "news")
    assert ran.status == 1
    assert ran.err == "onrecord: news/empty.txt: the file is empty. Check that it was saved or downloaded whole.\n"
    assert "1 failure, kept in the record" in ran.out


def test_failures_are_listed_and_tried_again(added, tmp_path):
    bad = tmp_path / "news" / "bad.txt"
    bad.touch()
    added("add", "news")
    listed = added("articles", "--failed")
    assert listed.out.startswith("news/bad.txt: the file is empty")
    assert added("add", "--retry").status == 1
    news(tmp_path / "news", "bad", "We will try again.")
    assert added("add", "--retry").status == 0
    assert added("articles", "--failed", "--json").out == "[]\n"


def test_add_tells_a_program_as_much_as_a_person(onrecord, tmp_path):
    news(tmp_path, "n1", "We will wait.")
    ran = onrecord("add", "n1.txt", "nothing.txt", "--json")
    found = json.loads(ran.out)
    assert (ran.status, found["articles"]) == (1, {"added": 1, "failed": 1})
    assert found["failures"][0]["code"] == "missing"


def test_a_dry_run_stores_nothing(onrecord, tmp_path):
    news(tmp_path, "n1", "We will wait.")
    ran = onrecord("add", ".", "--dry-run")
    assert ran.status == 0
    assert ran.out.startswith("1 file: about 1 article with 1 statement.")
    assert not (tmp_path / "onrecord.db").exists()


def test_extract_writes_a_line_an_article_in_order_and_no_record(onrecord, tmp_path):
    lines = [{"id": f"a{n}", "text": f"Ilse Marrow said, “Number {n}.”", "desk": "news"} for n in range(5)]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    ran = onrecord("extract", "in.jsonl", "--jobs", "2")
    found = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.status == 0
    assert [f["id"] for f in found] == [line["id"] for line in lines]
    assert [f["text"] for f in found] == [line["text"] for line in lines]
    assert found[3]["meta"] == {"desk": "news"}
    start, end = found[3]["statements"][0]["content"][0]
    assert found[3]["text"][start:end] == "“Number 3.”"
    assert not (tmp_path / "onrecord.db").exists()


def test_extract_goes_on_after_a_bad_line(onrecord, tmp_path):
    (tmp_path / "in.jsonl").write_text('{"id": "a", "text": "One."}\nnonsense\n{"id": "b", "text": "Two."}\n')
    ran = onrecord("extract", "in.jsonl", "--language", "en")
    assert ran.status == 1
    assert [json.loads(line)["id"] for line in ran.out.splitlines()] == ["a", "b"]
    assert ran.err.startswith("onrecord: in.jsonl:2: ")
    assert ran.err.count("\n") == 1


def test_extract_can_stop_at_statements_and_leave_out_the_unsure(onrecord, tmp_path):
    news(tmp_path, "n1", "It is perhaps so.")
    (line,) = onrecord("extract", "n1.txt", "--only", "statements").out.splitlines()
    assert json.loads(line)["statements"][0]["speaker"]["reason"] == ""
    (line,) = onrecord("extract", "n1.txt", "--min-confidence", "0.5").out.splitlines()
    assert json.loads(line)["statements"] == []


def test_show_marks_the_statements_of_an_article(added):
    ran = added("show", "n1.txt")
    assert ran.status == 0
    assert "Ilse Marrow said, ⟦1 “We will wait for spring.”⟧" in ran.out
    assert "1 Ilse Marrow · quoted" in " ".join(ran.out.split())
    assert "speaker: " in added("show", "n1.txt", "--why").out


def test_show_writes_a_page(added, tmp_path):
    ran = added("show", "n1.txt", "--html", "page.html")
    assert ran.status == 0
    assert "page.html" in ran.err
    assert "“We will wait for spring.”" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_a_page_that_cannot_be_written_is_told(added):
    ran = added("show", "n1.txt", "--html", "no/such/folder/page.html")
    assert ran.status == 1
    assert "no/such/folder/page.html: the page could not be written" in ran.err


def test_show_takes_lines_of_extract_on_standard_input(onrecord, tmp_path, monkeypatch):
    news(tmp_path, "n1", "We will wait.")
    lines = tmp_path / "lines.jsonl"
    lines.write_text(onrecord("extract", "n1.txt").out, encoding="utf-8")
    with lines.open() as file:
        monkeypatch.setattr(sys, "stdin", file)
        assert "⟦1 “We will wait.”⟧" in onrecord("show", "-").out


def test_search_finds_by_words_speaker_and_filters(added):
    assert "1 statement." in added("search", "price").out
    assert "2 statements." in added("search", "we", "will", "--speaker", "marrow").out
    assert "No statement found." in added("search", "--act", "would-not-say").out
    assert "3 statements." in added("search", "--form", "quoted", "--outlet", "harbour post").out


def test_search_tells_a_program_the_whole_statement(added):
    found = json.loads(added("search", "price", "--json").out)
    (item,) = found["items"]
    assert found["total"] == 1
    assert item["content"] == "“The price is wrong.”"
    assert item["statement"]["form"] == "direct"
    assert item["article"]["outlet"] == "Harbour Post"
    start, end = item["matches"][0]
    assert item["content"][start:end] == "price"


def test_a_long_answer_says_how_to_go_on(added):
    assert "1 to 2 of 3 articles. For more: --offset 2" in added("articles", "--limit", "2").out
    assert "3 to 3 of 3 articles." in added("articles", "--limit", "2", "--offset", "2").out


def test_articles_are_found_by_their_doubts(added, tmp_path):
    news(tmp_path, "undated", "No day.", published="")
    added("add", "undated.txt")
    found = json.loads(added("articles", "--warning", "no-date", "--json").out)
    assert [item["path"] for item in found["items"]] == ["undated.txt"]
    assert "! no-date" in added("articles").out


def test_people_and_stats_count_what_is_there(added):
    assert json.loads(added("people", "--json").out)["items"][0]["statements"] == 3
    assert "Ilse Marrow" in added("people", "marrow").out
    assert json.loads(added("stats", "--json").out)["articles"] == 3
    assert "speaker named" in added("stats").out


def test_export_gives_lines_that_are_articles(added):
    lines = [json.loads(line) for line in added("export").out.splitlines()]
    assert [line["published"] for line in lines] == ["2021-01-17", "2021-01-18", "2021-01-19"]


def test_export_gives_rows_that_are_statements(added):
    rows = list(csv.DictReader(added("export", "--format", "csv").out.splitlines()))
    assert [row["speaker"] for row in rows] == ["Ilse Marrow"] * 3
    assert added("export", "--format", "csv", "--excel").out.startswith("\N{BYTE ORDER MARK}article,")


def test_audit_says_what_it_proves_and_what_not(added):
    ran = added("audit")
    assert ran.status == 0
    assert "3 of 3 statements match the stored text; this says nothing of speaker or truth." in " ".join(
        ran.out.split()
    )


def test_audit_fails_where_a_letter_was_changed(added, tmp_path):
    import sqlite3

    with sqlite3.connect(tmp_path / "onrecord.db") as store:
        store.execute("UPDATE article SET text = replace(text, 'spring.”', 'Spring.”')")
    store.close()
    ran = added("audit", "--json")
    assert ran.status == 1
    assert json.loads(ran.out)["ok"] is False


def test_audit_reads_everything_again_from_the_bytes(added, tmp_path):
    ran = added("audit", "--from-bytes")
    assert ran.status == 0
    assert "3 of 3 articles read again from the bytes give the stored text." in " ".join(ran.out.split())
    with open_record(tmp_path / "onrecord.db") as record, record._writing() as connection:
        table = schema.article
        row = connection.execute(table.select().where(table.c.path == "news/n2.txt")).mappings().one()
        text = row["text"].replace("harbour", "harbor ")
        digest = hashlib.sha256(text.encode()).hexdigest()
        connection.execute(table.update().where(table.c.key == row["key"]).values(text=text, text_sha256=digest))
    ran = added("audit", "--from-bytes", "--jobs", "2")
    assert ran.status == 1
    assert "2 of 3 articles read again" in " ".join(ran.out.split())
    told = json.loads(added("audit", "--from-bytes", "--json").out)
    assert (told["ok"], told["read_again"]["same"]) == (False, 2)
    assert "its bytes give another text" in told["read_again"]["differing"][0]["what"]


def test_evaluate_scores_the_model_and_a_file(onrecord, tmp_path):
    text = "Ilse Marrow said, “We will wait.”"
    gold = {"id": "a", "text": text, "statements": [{"source": [[0, 11]], "cue": [[12, 16]], "content": [[18, 33]]}]}
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold) + "\n")
    found = json.loads(onrecord("evaluate", "gold.jsonl", "--jobs", "1", "--json").out)
    assert found["attributed"]["f"] == 100
    (tmp_path / "none.jsonl").write_text(json.dumps(gold | {"statements": []}) + "\n")
    ran = onrecord("evaluate", "gold.jsonl", "none.jsonl")
    assert ran.status == 0
    assert "attributed" in ran.out


def test_evaluate_wants_a_file_and_no_folder(onrecord, tmp_path):
    (tmp_path / "gold").mkdir()
    ran = onrecord("evaluate", "gold")
    assert ran.status == 1
    assert "gold: this is a folder, and what people marked is one file. Name the file" in ran.err


def test_evaluate_names_a_bad_line(onrecord, tmp_path):
    (tmp_path / "gold.jsonl").write_text('{"id": "a"}\n')
    ran = onrecord("evaluate", "gold.jsonl")
    assert ran.status == 1
    assert "gold.jsonl:1:" in ran.err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_ask_the_command_itself(onrecord, shell):
    ran = onrecord("completion", shell)
    assert ran.status == 0
    assert f"_ONRECORD_COMPLETE={shell}_complete" in ran.out


def test_completion_knows_commands_and_options():
    environment = {
        "_ONRECORD_COMPLETE": "bash_complete",
        "COMP_WORDS": "onrecord sea",
        "COMP_CWORD": "1",
        "PATH": "/bin",
    }
    code = "from onrecord.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert done.stdout == "plain,search\n"


def test_one_line_asks_for_words_speaker_day_and_outlet(added):
    line = 'about:price speaker:"Ilse Marrow" outlet:harbour form:quoted act:said'
    assert "1 statement." in added("search", line).out
    # As a shell hands it on, without the quotation marks.
    assert "1 statement." in added("search", "about:price", "speaker:Ilse Marrow", "outlet:harbour post").out
    assert "2 statements." in added("search", "wait", "form:quoted", "--speaker", "marrow").out
    assert "No statement found." in added("search", "about:price", "speaker:Ilse Quill").out


def test_a_search_that_is_not_understood_is_told_with_its_place(added):
    ran = added("search", "wait", "speakr:marrow")
    assert ran.status == 2
    assert ran.err.startswith("onrecord: character 6 of the search: speakr: is not known. Write speaker:")


def test_a_filter_given_twice_is_wrong_use(added):
    ran = added("search", "after:2021", "--after", "2020")
    assert ran.status == 2
    assert "given twice" in ran.err


def test_facets_tell_what_the_hits_are_made_of(added):
    ran = added("search", "--facets")
    assert "Ilse Marrow" in ran.out.split("\n\n")[0]
    found = json.loads(added("search", "--facets", "--json").out)
    assert found["facets"]["forms"] == [{"value": "direct", "count": 3}]
    assert (found["total"], found["exact"], found["next"]) == (3, True, None)


def test_full_texts_are_searched_and_paged_by_cursor(added):
    first = json.loads(added("search", "marrow", "--in", "articles", "--limit", "2", "--json").out)
    second = json.loads(added("search", "marrow", "--in", "articles", "--cursor", first["next"], "--json").out)
    days = [item["article"]["published"] for item in (*first["items"], *second["items"])]
    assert days == ["2021-01-19", "2021-01-18", "2021-01-17"]
    assert "3 articles." in added("search", "marrow", "--in", "articles").out
