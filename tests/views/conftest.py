"""One invented article with everything that a view must show, built by hand: no reader and no model is asked."""

from __future__ import annotations

import dataclasses
import hashlib

import pytest

from onrecord.domain import (
    Article,
    Extracted,
    Figure,
    Named,
    ReadingWarning,
    Repair,
    Review,
    Span,
    Speaker,
    Statement,
    When,
)
from onrecord.record import StoredArticle
from onrecord.views.about import About

TEXT = """At a press conference on Wednesday, Finance Minister Ilse Marrow (known as “the Abacus”) said the harbour \
would not be sold. “We will not sell the harbour,” she said. “Not this year, and not the next.”

The union called the plan “a fire sale” and warned that 27,000 jobs were at risk.

A spokesman for Cordel Shipping declined to comment on the talks. Officials said that Marrow had told them “the price \
is wrong”.

Read more below."""


def at(words: str, text: str = TEXT, nth: int = 1) -> Span:
    """The place of the ``nth`` occurrence of ``words``."""
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def make_article(text: str = TEXT, **fields) -> Article:
    raw = text.encode("utf-8", "surrogatepass")
    values = {"reader": "plain", "reader_version": "1", "language": "en", "sha256": hashlib.sha256(raw).hexdigest()}
    return Article(**{"id": "a1b2c3d4e5f60718", "text": text, "raw": raw} | values | fields)


MARROW = Speaker(
    "Ilse Marrow",
    "person",
    0.97,
    reason="'she' <- 'Ilse Marrow (known as “the Abacus”)'",
    evidence=(at("she"), at("Ilse Marrow")),
)
WEDNESDAY = When("2026-01-14", "'on Wednesday' before publication on 2026-01-16", (at("on Wednesday"),))


def statement(number: int, source: str, cue: Span, *content: Span, **fields) -> Statement:
    defaults = {"confidence": 0.9, "cue_lemma": "say", "asserted_by": "Harbour Post"}
    return Statement(f"s{number}", (at(source),) if source else (), (cue,), content, **defaults | fields)


STATEMENTS = (
    statement(
        1,
        "Finance Minister Ilse Marrow",
        at("said"),
        at("the harbour would not be sold"),
        speaker=MARROW,
        said_on=WEDNESDAY,
        event=Named("a press conference", at("a press conference")),
    ),
    statement(
        2,
        "",
        at("said", nth=2),
        at("“We will not sell the harbour,”"),
        at("“Not this year, and not the next.”"),
        form="direct",
        speaker=MARROW,
        said_on=WEDNESDAY,
    ),
    statement(3, "The union", at("called"), at("the plan “a fire sale”"), form="mixed"),
    statement(4, "The union", at("warned"), at("that 27,000 jobs were at risk"), asserted_by=None),
    statement(
        5,
        "A spokesman for Cordel Shipping",
        at("declined to comment"),
        at("on the talks"),
        act="refused",
        speaker=Speaker(None, "unnamed", reason="the article does not name the spokesman", description="a spokesman"),
        said_on=When(None, "nothing tells the day"),
    ),
    statement(
        6,
        "Officials",
        at("said", nth=3),
        at("that Marrow had told them “the price is wrong”"),
        form="mixed",
        speaker=Speaker(None, "group", candidates=("Ilse Marrow", "Jan Novak"), reason="nobody is named"),
    ),
    statement(
        7,
        "",
        at("had told"),
        at("“the price is wrong”"),
        form="direct",
        within="s6",
        asserted_by="Officials",
        speaker=MARROW,
        said_on=When("2026-01", "'last month'"),
        addressee=Named("them", at("them")),
    ),
)


@pytest.fixture
def harbour() -> Extracted:
    """Seven statements of all forms, one nested, one refusal; a warning and two repairs; the headline apart."""
    article = make_article(
        title="Minister: harbour is not for sale",
        title_apart=True,
        byline="Ada Quill",
        outlet="Harbour Post",
        published="2026-01-16",
        path="examples/harbour.html",
        url="https://harbour.example/1",
        warnings=(ReadingWarning("cut-short", "the text ends with “Read more below.”", at("Read more below")),),
        repairs=(
            Repair("page-break", at("harbour would").start, "\n\n", " "),
            Repair("hyphen", at("conference").start, "-\n", ""),
        ),
        meta={"desk": "news"},
    )
    figure = Figure("27,000 jobs", at("27,000 jobs"), 27000.0, "jobs", "jobs", "s4")
    return Extracted(article, STATEMENTS, (figure,), "2026-11")


def headline(harbour: Extracted) -> Statement:
    """A statement in the headline of ``harbour``."""
    title = harbour.article.title or ""
    return statement(
        8, "", Span(0, 8), at("harbour is not for sale", title), field="title", form="indirect", cue_lemma=None
    )


@pytest.fixture
def stored(harbour) -> StoredArticle:
    """``harbour`` as a record gives it, with a statement in its headline besides, and one that was edited."""
    was = (("content", "the plan “a fire sale” and warned that 27,000 jobs"),)
    review = Review("edited", "ada", "2026-01-18T09:30:00Z", "the union called it “a fire sale”", was)
    edited = (dataclasses.replace(one, review=review if one.id == "s3" else None) for one in harbour.statements)
    whole = dataclasses.replace(harbour, statements=(*edited, headline(harbour)))
    ids = {one.id: f"public-{one.id}" for one in whole.statements}
    return StoredArticle("harbour-1", whole, "2026-01-17T08:00:00Z", "2026-01-17T08:00:00Z", None, (), ids)


@pytest.fixture
def about() -> About:
    """The origin of an export."""
    return About("onrecord export sale", "sale", "2026-01-18", "0.1.0", ("2026-11",), "0004")
