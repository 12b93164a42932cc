"""cite, open and diff, as a person types them."""

from __future__ import annotations

import dataclasses
import json
import webbrowser
from pathlib import Path
from urllib.parse import unquote, urlparse

import pytest

import quoting_model
from onrecord import extraction
from small_news import news


@pytest.fixture
def live(onrecord, tmp_path):
    """A record of one article that has an address."""
    news(tmp_path, "n1", "The price is wrong.")
    assert onrecord("add", "n1.txt", "--outlet", "Harbour Post", "--url", "https://post.example/1").status == 0
    return onrecord


def ids(run):
    (item,) = json.loads(run("search", "price", "--json").out)["items"]
    return item["id"], f"{item['article']['id']}#{item['statement']['id']}"


@pytest.mark.parametrize("style", ["plain", "markdown", "bibtex"])
def test_a_statement_is_cited_by_either_of_its_ids(live, style):
    public, within = ids(live)
    cited = live("cite", public, "--style", style).out
    assert "The price is wrong." in cited
    assert "https://post.example/1#:~:text=" in cited
    assert live("cite", within, "--style", style).out == live("cite", public[:6], "--style", style).out == cited


def test_csl_json_is_a_list_of_items(live):
    (item,) = json.loads(live("cite", ids(live)[0], "--style", "csl-json").out)
    assert item["container-title"] == "Harbour Post"


@pytest.mark.parametrize("command", ["cite", "open"])
def test_an_id_that_is_none_is_told(live, command):
    ran = live(command, "zzz")
    assert ran.status == 1
    assert "'zzz'" in ran.err


def test_open_opens_the_live_page_at_the_words(live, monkeypatch):
    opened = []
    monkeypatch.setattr(webbrowser, "open", lambda address: opened.append(address) or True)
    assert live("open", ids(live)[1]).status == 0
    assert unquote(opened[0]) == "https://post.example/1#:~:text=“The price is wrong.”"
    assert live("open", ids(live)[1].split("#")[0]).status == 0
    assert opened[1] == "https://post.example/1"


def shown_copy(ran):
    address = urlparse(ran.out.strip())
    page = Path(unquote(address.path)).read_text(encoding="utf-8")
    assert not address.fragment or f'id="{address.fragment}"' in page
    return page


def test_open_shows_the_stored_copy_where_it_is_asked_for(live):
    assert "The price is wrong." in shown_copy(live("open", ids(live)[0], "--stored", "--print"))


def test_open_shows_the_stored_copy_where_there_is_no_address(added):
    assert "The price is wrong." in shown_copy(added("open", "n2.txt", "--print"))
    assert "The price is wrong." in shown_copy(added("open", ids(added)[1], "--print"))


def test_without_a_browser_the_address_is_told(live, monkeypatch):
    monkeypatch.setattr(webbrowser, "open", lambda _: False)
    ran = live("open", ids(live)[1])
    assert ran.status == 1
    assert "https://post.example/1" in ran.err


# --- diff ------------------------------------------------------------------------------------------------------------


class Other(quoting_model.QuotingModel):
    """A model that leaves out what has "price" in it, and the last letters of all else."""

    version = "other-1"

    def extract(self, article):
        found = [s for s in super().extract(article) if "price" not in s.content[0].of(article.text)]
        ends = [dataclasses.replace(s.content[0], end=s.content[0].end - 5) for s in found]
        return tuple(dataclasses.replace(s, content=(end,)) for s, end in zip(found, ends, strict=True))


@pytest.fixture
def two_models(added, monkeypatch):
    models = {None: quoting_model.load(), "quoting-1": quoting_model.load(), "other-1": Other()}
    monkeypatch.setattr(extraction, "load_model", lambda version=None: models[version])
    return added


def test_the_model_that_made_the_record_changes_nothing(two_models):
    assert two_models("diff").out == "3 articles, the record -> quoting-1: 3 same.\n"


def test_what_another_model_changes_is_told(two_models):
    ran = two_models("diff", "--model", "other-1")
    assert "- lost" in ran.out
    assert "3 articles, the record -> other-1: 1 lost, 2 reworded." in ran.out
    found = json.loads(two_models("diff", "--model", "other-1", "--model", "quoting-1", "--json").out)
    assert (found["before"], found["after"], found["counts"]) == ("other-1", "quoting-1", {"gained": 1, "reworded": 2})


def test_what_people_decided_is_no_change_of_a_model(two_models):
    own = {hit["content"].strip("“”"): hit["id"] for hit in json.loads(two_models("search", "--json").out)["items"]}
    assert two_models("edit", own["We will not wait."], "--reject", "--why", "a joke", "--who", "ed").status == 0
    assert two_models("edit", own["The price is wrong."], "--speaker", "Eva Ruiz", "--why", "x").status == 0
    assert two_models("diff").out == "3 articles, the record -> quoting-1: 2 same.\n"


def test_what_was_removed_of_a_person_is_no_change_of_a_model(two_models):
    gone = two_models("remove", "Ilse Marrow", "--statements-only", "--reason", "asked to", "--yes")
    assert gone.status == 0, gone.err
    ran = two_models("diff")
    assert ran.out == "3 articles, the record -> quoting-1: no statement in either.\n"


def test_articles_are_drawn_by_the_seed(two_models):
    drawn = json.loads(two_models("diff", "--model", "other-1", "--articles", "1", "--json").out)
    assert drawn["articles"] == 1
    assert (
        two_models("diff", "--model", "other-1", "--articles", "1", "--json").out
        == json.dumps(drawn, ensure_ascii=False, indent=2) + "\n"
    )


def test_a_folder_without_weights_is_told(added, tmp_path):
    (tmp_path / "weights").mkdir()
    ran = added("diff", "--model", "weights")
    assert ran.status == 1
    assert "missing or damaged" in ran.err


def test_three_models_are_wrong_use(added):
    assert added("diff", *["--model", "x"] * 3).status == 2
