"""One saying in many articles, as a person types it."""

from __future__ import annotations

import json

import pytest

from small_news import news

LONG = "The harbour was never for sale, and as long as I sit here nobody will sell one stone of it."


@pytest.fixture
def twice(added, tmp_path):
    """A record in which one quotation stands in two articles, once with a word changed."""
    folder = tmp_path / "more"
    folder.mkdir()
    news(folder, "m1", LONG)
    news(folder, "m2", LONG.replace("one stone", "a stone"), "18 January 2021")
    assert added("add", "more", "--outlet", "The Ledger").status == 0
    return added


def only(ran):
    (found,) = json.loads(ran.out)["items"]
    return found


def test_sayings_are_joined_when_articles_are_added_and_listed(twice):
    assert len(only(twice("sayings", "--json"))["reports"]) == 2
    assert only(twice("sayings", "harbour", "--json")) == only(twice("sayings", "list", "harbour", "--json"))
    assert "2 reports" in twice("sayings").out
    assert "No saying was found" in twice("sayings", "winter").out


def test_show_puts_reports_side_by_side_with_the_words_that_differ(twice):
    shown = " ".join(twice("sayings", "show", only(twice("sayings", "--json"))["id"]).out.split())
    assert "1 saying, 2 reports" in shown
    assert "[-one-] {+a+} stone" in shown or "[-a-] {+one+} stone" in shown
    assert "Given different days" not in shown


def test_parted_by_hand_and_joined_again(twice):
    reports = [report["id"] for report in only(twice("sayings", "--json"))["reports"]]
    parted = twice("sayings", "part", reports[0], "--why", "said twice", "--who", "ed")
    assert parted.status == 0, parted.err
    assert "onrecord sayings undo 1" in parted.err
    assert json.loads(twice("sayings", "--json").out)["items"] == []
    assert "said twice" in twice("sayings", "edits").out
    assert twice("sayings", "undo", "1", "--why", "it was one", "--who", "eva").status == 0
    assert len(only(twice("sayings", "--json"))["reports"]) == 2
    assert twice("audit").status == 0


def test_over_time_asks_of_statements_that_may_not_go_together(added, tmp_path):
    folder = tmp_path / "more"
    folder.mkdir()
    news(folder, "m1", "We will sell the lighthouse and the ferry terminal.", "18 January 2021")
    news(folder, "m2", "We will never sell the lighthouse or the ferry terminal.", "21 January 2021")
    added("add", "more")
    shown = added("over-time", "--speaker", "marrow", "lighthouse").out
    assert "Do these go together?" in shown
    assert "1 and 2: “never” stands in the later one alone" in shown
    assert added("over-time", "--speaker", "marrow", "lighthouse", "--json").status == 0
    assert "Nothing was found" in added("over-time", "--speaker", "hale", "lighthouse").out


def test_what_is_not_there_is_told_plainly(added):
    missing = added("sayings", "show", "zzzz")
    assert missing.status == 1
    assert "no statement of this record" in missing.err
