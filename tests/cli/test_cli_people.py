"""Who is who, as a person types it."""

from __future__ import annotations

import json

from small_news import news


def names(ran):
    return [item["name"] for item in json.loads(ran.out)["items"]]


def test_people_alone_and_with_a_name_list(added):
    assert names(added("people", "--json")) == ["Ilse Marrow"]
    assert names(added("people", "marrow", "--json")) == names(added("people", "list", "marrow", "--json"))
    assert "No speaker found." in added("people", "nobody").out


def test_show_tells_names_and_reasons(added):
    shown = added("people", "show", "marrow")
    assert shown.status == 0
    assert "Ilse Marrow" in shown.out
    assert "3 statements, 3 articles" in shown.out
    assert json.loads(added("people", "show", "marrow", "--json").out)["aliases"][0]["statements"] == 3


def test_two_are_made_one_and_two_again(added):
    news_of_another(added)
    merged = added("people", "merge", "Ilse Marrow", "Tom Hale", "--why", "a pen name", "--who", "ed")
    assert merged.status == 0, merged.err
    assert "Ilse Marrow (also Tom Hale). To take it back: onrecord people undo 1 --why ..." in merged.err
    assert names(added("people", "--json")) == ["Ilse Marrow"]
    assert "joined by hand by ed" in " ".join(added("people", "show", "hale").out.split())
    assert added("people", "undo", "1", "--why", "no pen name", "--who", "eva").status == 0
    assert names(added("people", "--json")) == ["Ilse Marrow", "Tom Hale"]
    told = added("people", "edits").out
    assert "a pen name" in told
    assert "taken back by edit 2" in told
    assert "2 edits." in told


def test_undo_of_people_leaves_other_edits_alone(added):
    own = json.loads(added("search", "spring", "--json").out)["items"][0]["id"]
    assert added("review", own, "--why", "read it", "--who", "ed").status == 0
    ran = added("people", "undo", "1", "--why", "a slip")
    assert ran.status == 1
    assert "edit 1 is about something else. `onrecord edits undo 1` takes back an edit of any kind" in ran.err
    assert added("sayings", "undo", "1", "--why", "a slip").status == 1
    assert added("edits", "undo", "1", "--why", "a slip").status == 0


def test_what_was_merged_can_be_split_again(added):
    news_of_another(added)
    assert added("people", "merge", "Ilse Marrow", "Tom Hale", "--why", "a pen name", "--who", "ed").status == 0
    assert added("people", "split", "Tom Hale", "--why", "a real man", "--who", "eva").status == 0
    assert names(added("people", "--json")) == ["Ilse Marrow", "Tom Hale"]


def test_a_name_borne_by_two_is_split_by_article(added):
    first = json.loads(added("articles", "--json").out)["items"][0]["id"]
    ran = added("people", "split", "Ilse Marrow", "--article", first, "--why", "a namesake", "--who", "ed")
    assert ran.status == 0, ran.err
    assert names(added("people", "--json")) == ["Ilse Marrow", "Ilse Marrow"]
    shown = added("people", "show", "Ilse Marrow")
    assert shown.status == 1
    assert "fits 2 persons" in shown.err
    assert "Give the id of the one that is meant" in shown.err


def test_a_person_is_renamed_and_linked(added):
    assert added("people", "rename", "marrow", "Ilse Marrow-Hale", "--why", "married", "--who", "ed").status == 0
    assert added("people", "link", "marrow", "Q42", "--why", "the mayor", "--who", "ed").status == 0
    shown = added("people", "show", "marrow").out
    assert "Ilse Marrow-Hale" in shown
    assert "Q42" in shown


def test_a_decision_without_a_reason_is_no_decision(added):
    ran = added("people", "rename", "marrow", "X")
    assert ran.status == 2
    assert "--why" in ran.err


def news_of_another(onrecord):
    from pathlib import Path

    page = news(Path(), "other", "The harbour is full.")
    page.write_text(page.read_text().replace("Ilse Marrow", "Tom Hale").replace("Marrow", "Hale"))
    assert onrecord("add", str(page)).status == 0


LIST = """name,aliases,party,office,from,to,born
Ilse Marrow,I. Marrow; =The Chief,Harbour Party,Mayor,2020,2021-01-18,1970
"""


def test_a_list_of_known_people_gives_filters_and_columns(added, tmp_path):
    (tmp_path / "list.csv").write_text(LIST, "utf-8")
    tried = added("people", "import", "list.csv", "--dry-run")
    assert (tried.status, "Nothing was changed." in tried.err) == (0, True)
    assert "0 known" in added("people", "known").out
    ran = added("people", "import", "list.csv")
    assert ran.status == 0, ran.err
    assert "passed over, since it is not known what it means: born" in ran.err
    assert "new: Ilse Marrow" in ran.out
    assert "1 new, 0 changed, 0 as before; 1 of them speak in this record" in ran.out
    assert "0 new, 0 changed, 1 as before" in added("people", "import", "list.csv").out
    listed = added("people", "known").out
    assert "Ilse Marrow; I. Marrow; =The Chief" in listed
    assert "2020-01-01 to 2021-01-18" in listed
    rows = added("people").out
    assert "Harbour Party" in rows
    assert "Mayor" in rows
    assert names(added("people", "--party", "harbour", "--json")) == ["Ilse Marrow"]
    assert names(added("people", "--office", "minister", "--json")) == []
    assert "Known as" in added("people", "show", "marrow").out
    hits = json.loads(added("search", "party:harbour", "--json").out)["items"]
    assert {hit["party"] for hit in hits} == {"Harbour Party"}
    assert "Ilse Marrow  Mayor, Harbour Party · " in added("search", "party:harbour").out
    exported = added("export", "party:harbour", "--format", "csv").out.splitlines()
    assert exported[0].endswith(",party,office")
    assert len(exported) == 1 + len(hits) >= 2
    assert all(line.endswith(",Harbour Party,Mayor") for line in exported[1:])
    assert added("people", "forget", "marrow", "--all").status == 2
    assert added("people", "forget", "Ilse Marrow").err.startswith("1 taken off")
    assert json.loads(added("search", "party:harbour", "--json").out)["items"] == []


def test_a_list_with_a_mistake_changes_nothing_and_says_where(added, tmp_path):
    (tmp_path / "list.csv").write_text(LIST + "Tom Hale,the chief,,,soon,,\n", "utf-8")
    ran = added("people", "import", "list.csv")
    assert ran.status == 1
    assert "list.csv: line 3, column from: 'soon' is no day" in ran.err
    (tmp_path / "list.csv").write_text(LIST + "Tom Hale,the chief,,,,,\n", "utf-8")
    ran = added("people", "import", "list.csv")
    assert "line 3, column aliases: 'the chief' names two, Tom Hale here and Ilse Marrow in line 2" in ran.err
    assert "0 known" in added("people", "known").out
    assert added("people", "import", "nowhere.csv").status == 1
