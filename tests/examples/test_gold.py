"""The examples and their gold hold together: each says what the other needs, letter for letter."""

from __future__ import annotations

import datetime as dt
import json
import re
import runpy
from typing import get_args

import pypdfium2
import pytest
from gold import EXAMPLES, ROLES, Gold, article_of, articles, documents, form_of, golds, places, resolve, sayings

from onrecord.domain import Act, Form, Spans, SpeakerType, hull

PHENOMENA = {
    "direct", "mixed", "indirect", "content interrupted by its cue", "source in the paragraph before",
    "a quotation over several paragraphs", "refusals", "refusals to act", "relative dates", "dateline",
    "titles and offices", "aliases given in the text", "pronouns", "role nouns", "two people with one surname",
    "organisation and short form", "unnamed source", "groups", "two named people together", "second-hand chain",
    "figures with units", "scare quotes", "titles of works", "song lines", "curly quotes", "straight quotes",
    "opens curly and closes straight", "single marks inside double", "guillemets", "an unmatched mark",
    "accented names", "name particles", "one statement in four outlets", "transcript", "the original of a statement",
    "a day in print that differs from the original", "a statement in the headline", "an article not in English",
    "HTML page", "JSON Lines", "PDF in one column", "PDF in two columns", "page break inside a quotation",
    "hyphen at the end of a line", "a speaker that cannot be told", "the author as a speaker", "nested statement",
}  # fmt: skip
QUOTES = "“”\"«»‘’'"
EDTF = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?(/\d{4}-\d{2}-\d{2})?")

each_article = pytest.mark.parametrize("gold", golds(), ids=lambda gold: gold.get("id") or gold["path"][9:])


def text_of(gold: Gold, statement: Gold) -> str:
    return article_of(gold).field_text(statement.get("field", "text"))


def resolved(gold: Gold) -> list[tuple[Gold, str, dict[str, Spans]]]:
    """Each statement with the string that it stands in and its spans."""
    with_text = [(statement, text_of(gold, statement)) for statement in gold["statements"]]
    return [(statement, text, resolve(statement, text)) for statement, text in with_text]


def bare(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.lower()))


def test_every_example_has_gold_and_every_gold_its_example():
    assert len(golds()) >= 14
    assert {gold.get("id") or gold["path"].removeprefix("articles/") for gold in golds()} == set(articles())


def test_the_examples_show_all_that_they_are_written_for():
    assert PHENOMENA - {shown for gold in golds() for shown in gold["shows"]} == set()


@each_article
def test_reading_finds_title_byline_and_days(gold):
    article = article_of(gold)
    for key in ("title", "byline", "published", "modified", "language"):
        assert getattr(article, key) == gold[key], key
    assert article.outlet in (gold["outlet"], None)
    assert article.outlet or not gold["path"].endswith((".html", ".jsonl")), "metadata name the outlet"
    assert article.kind == gold.get("kind", "article")


@each_article
def test_the_text_is_as_long_as_a_short_article_and_free_of_boilerplate(gold):
    text = article_of(gold).text
    assert 120 <= len(text.split()) <= 450
    assert [words for words in gold["not_in_text"] if words in text] == []


@each_article
def test_every_string_resolves_to_the_words_it_says(gold):
    for statement, text, spans in resolved(gold):
        for role in ROLES:
            assert [" ".join(s.of(text).split()) for s in spans[role]] == statement[role]


@each_article
def test_statements_stand_in_the_order_of_the_text(gold):
    starts = [
        (statement.get("field") != "title", min(s.start for role in ROLES for s in spans[role]))
        for statement, _, spans in resolved(gold)
    ]
    assert starts == sorted(starts)


@each_article
def test_forms_agree_with_the_quotation_marks(gold):
    if gold.get("kind") == "transcript":
        assert {statement["form"] for statement in gold["statements"]} == {"direct"}
        return
    for statement, text, spans in resolved(gold):
        if not statement.get("unmatched"):
            assert form_of(text, spans) == statement["form"], statement


@each_article
def test_values_are_those_of_the_domain(gold):
    for statement in gold["statements"]:
        assert statement["act"] in get_args(Act)
        assert statement["form"] in get_args(Form)
        assert statement["speaker_type"] in (*get_args(SpeakerType), None)
        if statement["speaker_type"] == "group":
            assert statement["speaker"] == (" and ".join(statement.get("members", ())) or None)
        else:
            assert "members" not in statement
            assert not (statement["speaker"] and statement["speaker_type"] in ("unnamed", None))


@each_article
def test_days_are_edtf_and_no_later_than_the_article(gold):
    for statement in gold["statements"]:
        day = statement["said_on"]
        if day is None:
            continue
        assert EDTF.fullmatch(day), day
        for part in day.split("/"):
            assert dt.date.fromisoformat((part + "-01-01")[:10] if len(part) < 10 else part)
            assert part <= gold["published"][: len(part)]


@each_article
def test_a_nested_statement_lies_inside_the_one_that_encloses_it(gold):
    all_resolved = resolved(gold)
    for at, (statement, _, spans) in enumerate(all_resolved):
        if "within" not in statement:
            assert "asserted_by" not in statement
            continue
        outer, _, outer_spans = all_resolved[statement["within"]]
        assert statement["within"] < at
        inside, around = hull(s for role in ROLES for s in spans[role]), hull(outer_spans["content"])
        assert inside
        assert around
        assert around.contains(inside)
        assert statement.get("asserted_by") == outer["speaker"]


@each_article
def test_figures_stand_in_the_text_and_in_their_statements(gold):
    text, contents = article_of(gold).text, [spans["content"] for _, _, spans in resolved(gold)]
    for figure in gold["figures"]:
        found = places(figure["text"], text)
        assert len(found) == 1 or "at" in figure, figure
        place = found[figure.get("at", 0)]
        holding = [at for at, spans in enumerate(contents) if any(s.contains(place) for s in spans)
                   and gold["statements"][at].get("field") != "title"]  # fmt: skip
        assert (figure["statement"] in holding) if holding else figure["statement"] is None, figure
        number = re.match(r"(?:about )?([\d,.]*\d)( million)?", figure["text"])
        if number:
            assert float(number[1].replace(",", "")) * (1e6 if number[2] else 1) == pytest.approx(figure["value"])


@each_article
def test_what_is_no_speech_and_what_is_no_refusal_is_in_the_text_and_is_not_annotated(gold):
    text, all_resolved = article_of(gold).text, resolved(gold)
    for words in gold["not_speech"]:
        assert words[0] in QUOTES
        assert words[-1] in QUOTES
        assert places(words, text)
        assert all([words] != statement["content"] for statement in gold["statements"])
    for words in gold["not_statements"]:
        (place,) = places(words, text)
        assert not any(s.overlaps(place) for _, _, spans in all_resolved for s in spans["cue"])


def test_every_named_speaker_is_in_the_list_of_people():
    people = json.loads((EXAMPLES / "people.json").read_text(encoding="utf-8"))
    types = {name: person["type"] for person in people for name in (person["name"], *person["also"])}
    for gold in golds():
        for statement in gold["statements"]:
            alone = statement["speaker"] if "members" not in statement else None
            for name in (alone, *statement.get("members", ()), *statement.get("candidates", ())):
                assert name is None or name in types, name
            if alone:
                expected = "person" if statement["speaker_type"] == "author" else statement["speaker_type"]
                assert types[alone] == expected


def test_people_recur_across_articles_under_different_names():
    printed = [f"{article.outlet}\n{article.text}".casefold() for article in articles().values()]
    found: dict[str, set[str]] = {}
    for person in json.loads((EXAMPLES / "people.json").read_text(encoding="utf-8")):
        names = (person["name"], *person["also"])
        found[person["name"]] = {name for name in names if any(name.casefold() in text for text in printed)}
    assert all(found.values()), "everyone in people.json is named somewhere"
    assert sum(len(names) >= 3 for names in found.values()) >= 3


def test_originals_are_the_words_of_their_speaker_in_the_transcript():
    labels = {saying for gold in golds() for s in gold["statements"] for saying in [s.get("saying")] if saying}
    assert labels == set(sayings())
    for saying in sayings().values():
        original = saying["original"]
        if original:
            article = articles()[original["path"].removeprefix("articles/")]
            (turn,) = [turn for turn in article.turns if original["words"] in turn.speech.of(article.text)]
            assert turn.label.of(article.text) == saying["speaker"].upper()
            assert article.published == original["said_on"]


def test_one_statement_is_printed_by_four_outlets_whole_cut_altered_and_in_other_words():
    original = sayings()["no-date"]["original"]
    printed = [(gold["outlet"], s) for gold in golds() for s in gold["statements"] if s.get("saying") == "no-date"]
    words = {outlet: " ".join(s["content"]) for outlet, s in printed if s["content"][0][0] in QUOTES}
    assert {outlet for outlet, _ in printed} == {
        "The Sellick Courier",
        "Lindhaven Post",
        "Tarle Wire",
        "The Harbour Lamp",
    }
    assert bare(words["The Sellick Courier"]) == bare(original["words"])
    assert any("…" in part for _, s in printed for part in s["content"])
    altered = bare(words["Tarle Wire"]).split()
    assert sum(a != b for a, b in zip(altered, bare(original["words"]).split(), strict=False)) == 1
    assert [s["form"] for outlet, s in printed if outlet == "The Harbour Lamp"] == ["indirect"]
    assert {s["said_on"] for outlet, s in printed if outlet == "Tarle Wire"} - {original["said_on"]} == {"2026-01-09"}


def test_the_spanish_article_is_stored_with_a_warning_and_has_no_statements():
    (gold,) = [gold for gold in golds() if gold["language"] == "es"]
    assert article_of(gold).warned("not-english")
    assert gold["statements"] == []


def test_no_english_example_is_doubted():
    assert {w.code for name, a in articles().items() if a.language == "en" for w in a.warnings} == set()


def test_documents_have_the_words_of_the_gold_at_their_offsets():
    for document in documents():
        assert document["statements"], document["id"]
        for statement in document["statements"]:
            assert all(document["text"][a:b].strip() for role in ROLES for a, b in statement[role])


def test_a_page_of_the_pdf_ends_inside_a_quotation_and_a_line_inside_a_word():
    text = (EXAMPLES / "pdf_text" / "lindhaven-post-2026-01-21.txt").read_text(encoding="utf-8")
    first, second = pages(EXAMPLES / "articles" / "lindhaven-post-2026-01-21.pdf")
    assert first.rstrip().endswith("asked to")
    assert second.split("Page 2")[1].split()[0] == "believe"
    assert "“" in first.rsplit("”", 1)[1]
    assert re.search("The har\\W+bour", first)
    assert "The harbour, the company" in text


def test_the_pdfs_are_what_their_script_prints(tmp_path):
    script = runpy.run_path(str(EXAMPLES / "build_pdfs.py"))
    for layout in script["LAYOUTS"]:
        printed, again = script["build"](layout, tmp_path), (EXAMPLES / "articles" / f"{layout.source}.pdf")
        assert pages(printed) == pages(again)
        once = printed.read_bytes()
        assert script["build"](layout, tmp_path).read_bytes() == once


def pages(path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]
