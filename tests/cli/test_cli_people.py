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
