"""Articles that mean harm are text, wherever they are shown; and pages can be read as plain text, from the top on."""

from __future__ import annotations

import dataclasses
import html
import itertools
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
import shared_room
import web_record
from starlette.testclient import TestClient

from onrecord.extraction.unrecorded import unrecorded
from onrecord.record import Query, Record
from onrecord.web import create_app

MARKS = 100_000
HIDDEN = "\u200b\u200d\ufeff\u2060"
REPLACED = "\ufffd"
BIDI = "\u202a\u202e\u2066\u2069"


@pytest.fixture(scope="module")
def own(tmp_path_factory) -> Iterator[Record]:
    with web_record.build(tmp_path_factory.mktemp("hostile") / "onrecord.db") as record:
        record.add(web_record.article("hidden", f"Pay {BIDI}nothing{HIDDEN}", speaker=f"Eve{HIDDEN} Moor", outlet=BIDI))
        record.add(web_record.article("long", "x" * 60_000, title="y" * 60_000, byline="&lt;b&gt;"))
        yield record


@pytest.fixture(scope="module")
def app(own):
    return create_app(own)


@pytest.fixture(scope="module")
def asking(app) -> Iterator[TestClient]:
    with TestClient(app, shared_room.BASE, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="module")
def everywhere(app, own) -> list[str]:
    """Every page that can show one of these articles, taken from the routes of the app."""
    found = set()
    for hit in own.search(Query(limit=100)).items:
        if hit.article.id not in {web_record.HARMFUL_ID, "hidden", "long", "ledger"}:
            continue
        kinds = {"articles": hit.article.id, "people": hit.person or "Ilse Marrow"}
        for route in shared_room.routes(app):
            if "GET" not in route.methods or "{job_id}" in route.path or "{version}" in route.path:
                continue
            kind = next((one for one in kinds if one in route.path), "")
            value = quote(kinds.get(kind, hit.id), safe="")
            path = re.sub(r"\{public_id(:path)?\}", lambda _, value=value: value, route.path).replace("{number}", "1")
            found |= {path, f"{path}?q=alert"} if "{" not in path else set()
    return sorted(found)


def test_nothing_of_a_hostile_article_becomes_a_part_of_a_page(asking, everywhere):
    assert len(everywhere) > 40
    shown = 0
    for path in everywhere:
        answer = asking.get(path)
        assert answer.status_code in (200, 400, 404), path
        if not answer.headers["content-type"].startswith("text/html"):
            json.loads(answer.text) if "json" in answer.headers["content-type"] else None
            continue
        assert "<script>alert" not in answer.text, path
        assert "<img" not in answer.text, path
        assert not any(name.startswith("on") for name in Text(answer.text).attributes), path
        assert 'href="javascript:' not in answer.text.lower(), path
        assert not set(BIDI) & set(answer.text), path
        shown += "&lt;script&gt;alert" in answer.text
    assert shown > 10  # it was there to be seen


def test_signs_that_are_not_seen_change_no_word(asking, own):
    (hit,) = own.search(Query(words="pay")).items
    page = asking.get("/articles/hidden").text
    assert f"Pay {REPLACED * len(BIDI)}nothing{HIDDEN}" in html.unescape(page)
    assert hit.content == f"“Pay {BIDI}nothing{HIDDEN}”"  # as stored, letter for letter


@pytest.mark.parametrize("mark", ['"', "“", "'"])
def test_a_flood_of_quotation_marks_is_shown_as_text(tmp_path, mark):
    flood = web_record.article("flood", "All in all", raw=b"flood" + mark.encode())
    text = flood.article.text + "\n\n" + mark * MARKS + "\n\n" + "“three words there” " * 300
    with web_record.open_record(tmp_path / "r.db") as record:
        record.add(dataclasses.replace(flood, article=dataclasses.replace(flood.article, text=text)))
        with TestClient(create_app(record), shared_room.BASE) as client:
            page = client.get("/articles/flood").text
    assert html.unescape(page).count(mark) >= MARKS
    assert "These are the first 200 of 301" in page


def test_quotations_in_no_statement_are_counted_though_not_all_are_listed(asking, own):
    (apart,) = unrecorded(own.article("ledger").extracted)
    assert apart.of(own.article("ledger").extracted.article.text) == "“The Sea and its Price”"
    assert "The Sea and its Price" in asking.get("/articles/ledger").text


# --- read from top to bottom ------------------------------------------------------------------------------------------


class Text(HTMLParser):
    """A page as a browser without style or script shows it: its headings, its words in order, and what tags carry."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.words: list[str] = []
        self.attributes: set[str] = set()
        self._hidden = 0
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.attributes |= {name for name, _ in attrs}
        self._hidden += tag in ("script", "title", "datalist", "svg")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag):
        self._hidden -= tag in ("script", "title", "datalist", "svg")

    def handle_data(self, data):
        if not self._hidden:
            self.words += data.split()

    @property
    def text(self) -> str:
        return " ".join(self.words)


def test_headings_are_in_order_on_every_page(asking, everywhere):
    for path in everywhere:
        answer = asking.get(path)
        if answer.headers["content-type"].startswith("text/html"):
            levels = Text(answer.text).headings
            assert levels[0] == 1, path
            assert all(after - before <= 1 for before, after in itertools.pairwise(levels)), (path, levels)


def test_in_a_text_browser_an_article_is_read_in_order_with_its_statements_after_it(asking):
    text = Text(asking.get("/articles/ledger").text).text
    head = ["To the text", "Title of ledger", "The Ledger", "Ilse Marrow spoke at the quay", "“The harbour"]
    rest = ["1 statement", "Why", "compare and cite", "A machine read"]
    places = [text.index(part) for part in head + rest]
    assert places == sorted(places)


def test_in_a_text_browser_who_said_what_stands_in_words_not_in_colour(asking, marrow):
    text = Text(asking.get(f"/people/{marrow}").text).text
    for part in ("quoted", "paraphrased", "would not say", "Mail writes:", "The same as a table"):
        assert part in text
