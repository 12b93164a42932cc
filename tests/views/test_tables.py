"""Lists and counts: what a reader needs stands there, and nothing hostile gets through."""

from __future__ import annotations

import dataclasses
import io

import pytest
from rich.console import Console

from onrecord.domain import Span
from onrecord.record import ArticleRow, AuditReport, Failure, Finding, Hit, Page, PersonRow, Stats
from onrecord.views.answers import answer
from onrecord.views.tables import (
    articles_view,
    audit_view,
    failures_view,
    hits_view,
    people_view,
    size_words,
    stats_view,
    time_words,
)

ROW = ArticleRow(
    id="a1b2c3d4",
    title="Harbour not for sale",
    outlet="Harbour Post",
    published="2026-01-16",
    language="en",
    url=None,
    path="harbour.html",
    statements=7,
    warnings=("no-date",),
    revises=None,
    added_at="2026-01-17T08:00:00Z",
)
STATS = Stats(**{field.name: 0 for field in dataclasses.fields(Stats)} | {
    "articles": 18, "statements": 185, "named": 135, "first": None, "last": None, "warnings": {"no-date": 2},
    "languages": {"en": 18}, "models": {"2026-11": 18}, "unknown_reasons": {}, "bytes": 438_000,
})  # fmt: skip


def text(view, width: int = 100) -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False, markup=False)
    console.print(view)
    return " ".join(console.file.getvalue().split())


def one(item) -> Page:
    return Page((item,), 1, 20, 0)


def hit(harbour, number: int, content: str, **fields) -> Hit:
    values = {"source": "", "cue": "", "revised": False, "snippet": Span(0, len(content)), "matches": ()}
    return Hit(id="h1", statement=harbour.statements[number], content=content, article=ROW, **values | fields)


def test_a_quoted_hit_is_in_the_speakers_own_words(harbour):
    found = text(hits_view(one(hit(harbour, 1, "“We will not sell the harbour,”"))))
    assert found.startswith("Ilse Marrow 14 January 2026 · quoted “We will not sell the harbour,”")
    assert "a1b2c3d4#s2" in found


def test_a_refusal_is_shown_as_the_outlets_word_with_its_cue(harbour):
    found = text(hits_view(one(hit(harbour, 4, "on the talks", cue="declined to comment"))))
    assert "paraphrased, would not say Harbour Post writes: declined to comment … on the talks" in found


def test_a_long_hit_is_cut_to_its_snippet(harbour):
    found = text(hits_view(one(hit(harbour, 1, "one two three", snippet=Span(4, 7), matches=(Span(4, 7),)))))
    assert "…two…" in found


def test_an_article_shows_its_day_id_and_doubts():
    found = text(articles_view(one(ROW)))
    assert "2026-01-16 Harbour not for sale a1b2c3d4 · Harbour Post · 7 statements · ! no-date" in found


def test_what_is_no_person_says_so():
    row = PersonRow("Dockers’ Union", "organisation", 4, 1, 2, 2, "2026-01-08", None)
    found = text(people_view(one(row)))
    assert "Dockers’ Union organisation 4 1 2 2 2026-01 –" in found
    assert "No speaker found." in text(people_view(Page((), 0, 20, 0)))


def test_failures_say_what_to_do():
    failure = Failure("x.pdf", "broken", "the file is no whole PDF", "Download it again.", None, "2026-01-17", 3)
    found = text(failures_view((failure,)))
    assert "x.pdf: the file is no whole PDF (tried 3 times) Download it again." in found
    assert "onrecord add --retry" in found


def test_reasons_are_counted_without_the_names_in_them():
    reasons = {f"the text describes the source ('{who}') and does not name it": 1 for who in ("Critics", "Doctors")}
    rare = {f"reason {letter}": 1 for letter in "abcdefg"}
    found = text(stats_view(dataclasses.replace(STATS, unknown_reasons=reasons | rare)))
    assert "2 the text describes the source … and does not name it" in found
    assert "3 other reasons: onrecord show ARTICLE --why tells each" in found


def test_stats_give_shares_and_sizes():
    found = text(stats_view(STATS))
    assert "speaker named 135 (73%)" in found
    assert "size 438 kB" in found
    assert "2 no day of publication" in found


def test_an_audit_ends_with_its_claim():
    good = AuditReport(2, 3, 9, 3, (), 0, True)
    assert text(audit_view(good)).endswith(
        "✓ 3 of 3 statements match the stored text; this says nothing of speaker or truth."
    )
    bad = AuditReport(2, 3, 9, 2, (Finding("span", "the words differ", "a1#s2"),), 5, False)
    found = text(audit_view(bad))
    assert "✗ a1#s2: the words differ ... and 4 more." in found
    assert "5 findings: this record is not as it was stored." in found


@pytest.mark.parametrize(
    ("size", "words"), [(0, "0 bytes"), (999, "999 bytes"), (1200, "1.2 kB"), (438_000, "438 kB"), (2.5e9, "2.5 GB")]
)
def test_sizes_are_said_as_people_say_them(size, words):
    assert size_words(size) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 second"), (12, "12 seconds"), (180, "3 minutes"), (18_720, "5.2 hours"), (400_000, "4.6 days")],
)
def test_times_are_said_as_people_say_them(seconds, words):
    assert time_words(seconds) == words


def test_an_answer_for_a_program_is_plain_json(harbour):
    import json

    found = json.loads(json.dumps(answer(one(hit(harbour, 1, "words", matches=(Span(0, 5),))))))
    assert found["total"] == 1
    assert found["items"][0]["matches"] == [[0, 5]]
    assert found["items"][0]["article"]["warnings"] == ["no-date"]
