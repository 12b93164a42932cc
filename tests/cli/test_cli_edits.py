"""Statements put right, found right, taken out, as a person types it."""

from __future__ import annotations

import json

import pytest

from small_news import news


def hits(ran):
    return json.loads(ran.out)["items"]


@pytest.fixture
def own(added):
    """The id of the statement that speaks of the price."""
    return hits(added("search", "price", "--json"))[0]["id"]


def test_edit_review_list_undo(added, own):
    edited = added("edit", own, "--speaker", "Tom Hale", "--day", "2021-01-15", "--why", "heard it", "--who", "ed")
    assert edited.status == 0, edited.err
    assert "speaker Tom Hale; day 15 January 2021. To take it back: onrecord edits undo 1 --why ..." in edited.err
    shown = added("search", "review:edited").out
    assert "Tom Hale" in shown
    assert "edited by ed on" in shown
    assert "was speaker Ilse Marrow; day not known" in " ".join(shown.split())
    assert "edited by ed" in added("show", own).out
    assert hits(added("search", "price", "--json"))[0]["statement"]["review"]["state"] == "edited"
    assert "Tom Hale" in added("people").out
    assert added("edits", "undo", "1", "--why", "misheard", "--who", "eva").status == 0
    assert "Tom Hale" not in added("people").out
    told = added("edits").out
    assert "heard it" in told
    assert "taken back by edit 2" in told


def test_add_reject_and_export(added, own, tmp_path):
    article = json.loads(added("show", own, "--json").out)["id"]
    ran = added(
        "edit", "add", article, "--content", "will not sail before spring", "--cue", "announced", "--speaker",
        "Harbour Office", "--speaker-type", "organisation", "--why", "missed",
    )  # fmt: skip
    assert ran.status == 0, ran.err
    assert added("edit", own, "--reject", "--why", "no statement").status == 0
    assert added("search", "price", "--json").out.count('"content":') == 0
    (line,) = map(json.loads, added("edits", "export").out.splitlines())
    assert {s["known"] for s in line["statements"]} == {"edited", "rejected"}
    start, end = line["statements"][0]["content"][0]
    assert line["text"][start:end] == "will not sail before spring"
    tasks = [json.loads(one) for one in added("edits", "export", "--format", "prodigy").out.splitlines()]
    assert sorted(task["answer"] for task in tasks) == ["accept", "reject"]
    for task in tasks:
        assert all(task["text"][s["start"] : s["end"]].strip() for s in task["spans"])
    assert added("edits", "export", "--format", "brat", "-o", tmp_path / "gold").status == 0
    assert "Harbour Office" in next((tmp_path / "gold").glob("*.ann")).read_text()
    assert added("audit").status == 0
    assert added("edits", "export").err == ""
    added("edit", "add", article, "--in-headline", "--content", "Title", "--speaker", "Ada Quill", "--why", "missed")
    assert added("edits", "export").err == "onrecord: 1 statement of a headline left out.\n"


def test_review_and_orphans(added, own):
    assert added("review", own, "--who", "ed").status == 0
    assert "reviewed by ed" in added("search", "review:reviewed").out
    quiet = added("edits", "orphans")
    assert (quiet.status, "No orphan" in quiet.out) == (0, True)


def test_what_is_wrong_is_told(added, own):
    for order, said in (
        (["edit", own, "--why", "x"], "nothing is to be changed"),
        (["edit", own, "--reject", "--day", "2021", "--why", "x"], "--reject goes without"),
        (["edit", own, "--speaker", "A", "--speaker-type", "ghost", "--why", "x"], "no sort of speaker"),
        (["edits", "export", "--format", "brat"], "Name it: -o FOLDER"),
        (["remove", own, "--reason", "x"], "Give --yes"),
    ):
        ran = added(*order)
        assert ran.status == 2, order
        assert said in ran.err


def test_versions_and_an_edit_that_is_lost(onrecord, tmp_path):
    address = ("--url", "https://harbour.example/1")
    onrecord("add", news(tmp_path, "v1", "We will wait for spring."), *address)
    own = hits(onrecord("search", "spring", "--json"))[0]["id"]
    onrecord("edit", own, "--speaker", "Tom Hale", "--why", "heard it")
    told = onrecord("add", news(tmp_path, "v2", "Nobody asked us about prices."), *address).out
    assert "1 edit made before could not be found again: onrecord edits orphans" in told
    orphans = onrecord("edits", "orphans")
    assert orphans.status == 1
    assert "1 orphan" in orphans.out
    steps = onrecord("revisions", "https://harbour.example/1").out
    assert "+ new" in steps
    assert "- dropped" in steps
    assert onrecord("show", "https://harbour.example/1", "--changes").out == steps


def test_remove_says_what_went_and_refuses_it_afterwards(added, tmp_path):
    first = json.loads(added("articles", "--json").out)["items"][0]["id"]
    ran = added("remove", first, "--reason", "a court order", "--yes")
    assert ran.status == 0, ran.err
    assert "1 article, 1 statement" in ran.out
    assert "1 removed before, and not taken up again" in " ".join(added("add", "news").out.split())
    assert added("audit").status == 0
