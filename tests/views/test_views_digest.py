"""A digest shows other people's text, and none of it becomes a tag, a link, a formula or a sign."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.domain import Span, Speaker, Statement, When
from onrecord.record import ArticleRow, Hit
from onrecord.record.arrivals import Arrival
from onrecord.views import digest

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&\x1b[31m\u202e=cmd|' /C calc'!A0\n# [a](javascript:b)"
)


def arrival(text: str, *, url: str | None = None, outlets: tuple[str, ...] = ("Harbour Post",), reports: int = 1):
    hits = tuple(
        Hit(
            id=f"n{n}-s1",
            statement=Statement(
                id="s1",
                source=(),
                cue=(),
                content=(Span(0, 1),),
                form="direct",
                confidence=0.9,
                speaker=Speaker(text or None, "person", 0.9),
                said_on=When("2031-01-05", "given"),
            ),
            content=text,
            source="",
            cue="",
            article=ArticleRow(
                f"n{n}", text, outlet, "2031-01-06", "en", url, None, 1, (), None, "2031-01-07T09:00:00Z"
            ),
            revised=False,
            snippet=Span(0, 1),
            matches=(),
            person="p-1",
            party=text,
            office=text,
        )
        for n, outlet in enumerate(outlets)
    )
    return Arrival(hits, tuple(f"n{n}-s1" for n in range(reports)), False)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag, attrs) -> None:
        self.found.append((tag, dict(attrs)))


def tags(page: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Tags()
    parser.feed(page)
    return parser.found


@given(
    st.text() | st.just(HOSTILE), st.none() | st.text() | st.sampled_from(["javascript:alert(1)", 'https://a/"><b>'])
)
def test_no_text_becomes_a_tag_or_an_attribute(text, url):
    plain = [(tag, sorted(had)) for tag, had in tags(digest.page("harbour", "x", "2031", [arrival("a")], 0))]
    found = tags(digest.page("harbour", text, "2031", [arrival(text, url=url)], 0))
    assert [(tag, sorted(had)) for tag, had in found if tag != "a"] == plain
    for tag, had in found:
        if tag == "a":
            assert re.match("https?://", had["href"] or "")
            assert sorted(had) == ["href", "rel"]


@given(st.text() | st.just(HOSTILE))
def test_no_sign_of_markdown_is_left_with_a_meaning(text):
    (line,) = [
        row for row in digest.markdown("h", "q", "2031", [arrival(text)], 0).split("\n") if row.startswith("- **")
    ]
    shown = line.removeprefix("- **").rpartition("**, ")[0]
    assert not re.search(r"(?<!\\)(?:\\\\)*[`*_\[\]<>#|~&]", shown)


@pytest.mark.parametrize("text", ["# a", "- a", "+ a", "= a", "1. a", "12) a", "> a", "| a", "    a", "***", "a\n# b"])
def test_no_line_of_markdown_begins_a_heading_or_a_list(text):
    lines = digest.markdown("h", "q", "2031", [arrival(text)], 0).split("\n")
    words = lines[next(n for n, line in enumerate(lines) if line.startswith("- **")) + 1]
    assert re.match(r"  (?:\d+)?(?:\\[-+=#>|*.)]|[a-z])", words), words


def test_one_saying_is_one_item_with_who_else_printed_it():
    item = arrival("We wait.", url="https://news.example/n1", outlets=("Harbour Post", "The Ledger"), reports=3)
    page = digest.page("harbour", "wait", "2031-01-05T09:30:00Z", [item], 2)
    assert page.count("<li>") == 1
    assert "3 reports, also The Ledger" in page
    assert "since 2031-01-05 09:30 UTC · besides, 2 earlier sayings printed again" in page
    assert 'href="https://news.example/n1"' in page
    text = digest.markdown("harbour", "wait", "2031-01-05T09:30:00Z", [item], 0)
    assert "# harbour: 1 new statement" in text
    assert "](<https://news.example/n1>)" in text


@pytest.mark.parametrize("text", [HOSTILE, "=1+1", "a;b,c\nd"])
def test_a_row_of_csv_is_a_saying_and_no_cell_a_formula(text):
    rows = [*csv.DictReader(io.StringIO("\n".join(digest.csv_lines([arrival(text), arrival("b")])), newline=""))]
    assert len(rows) == 2
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    assert (rows[1]["speaker"], rows[1]["reports"], rows[1]["outlets"]) == ("b", "1", "Harbour Post")
