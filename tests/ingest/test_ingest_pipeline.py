"""The stages in their order, and what is left out below a confidence."""

from __future__ import annotations

import quoting_model
from onrecord.domain import Article, Extracted, Figure, ReadingWarning, Span, Statement, Turn
from onrecord.extraction.statements import numbered, turns
from onrecord.ingest import Extractor, extract_article, extract_each
from onrecord.ingest.pipeline import confident

TEXT = "Ilse Marrow said, “We will wait.” On Friday Ilse Marrow said, “It is perhaps 80 percent done.”"


def article(text: str = TEXT, **fields) -> Article:
    values = {"published": "2026-01-16", "language": "en"}
    return Article("a", text, b"the bytes", "0" * 64, "plain", "1", **values | fields)


def test_speaker_and_day_are_worked_out():
    found = extract_article(article(), quoting_model.load())
    assert found.model == "quoting-1"
    assert found.statements[0].speaker.name == "Ilse Marrow"
    assert found.statements[1].said_on.reason


def test_only_statements_stops_before_people_and_days():
    found = extract_article(article(), quoting_model.load(), only_statements=True)
    assert [s.speaker.name for s in found.statements] == [None, None]
    assert [s.said_on.reason for s in found.statements] == ["", ""]


def test_figures_know_the_statement_they_stand_in():
    (figure,) = extract_article(article(), quoting_model.load()).figures
    assert (figure.value, figure.statement) == (80, "s2")


def test_of_a_transcript_in_another_language_who_speaks_is_told_and_no_figure():
    text = "ANA SOL, ALCALDESA: Somos 80 por ciento."
    doubt = ReadingWarning("not-english", 'The language is "es".')
    turn = Turn(Span(0, 18), Span(20, len(text)))
    spoken = article(text, language="es", warnings=(doubt,), turns=(turn,), kind="transcript")
    found = extract_article(spoken, TurnsModel())
    assert (found.model, found.figures) == ("turns-1", ())
    assert (found.statements[0].speaker.name, found.statements[0].speaker.description) == ("Ana Sol", "ALCALDESA")
    assert extract_article(spoken, TurnsModel(), only_statements=True).figures == ()
    assert extract_article(article(text, language="es", warnings=(doubt,)), TurnsModel()) == Extracted(
        article(text, language="es", warnings=(doubt,))
    )


class TurnsModel:
    version = "turns-1"

    def extract(self, article: Article) -> tuple[Statement, ...]:
        return numbered(turns(article))


def test_the_bytes_come_back_though_no_worker_saw_them():
    (found,) = extract_each([article()], Extractor(quoting_model.load), jobs=2)
    assert found.article.raw == b"the bytes"


def test_what_is_less_sure_is_left_out():
    (found,) = extract_each([article()], Extractor(quoting_model.load, min_confidence=0.5))
    assert [s.id for s in found.statements] == ["s1"]


def test_what_stood_inside_a_dropped_statement_stands_alone():
    outer = Statement("s1", (), (), (Span(0, 20),), confidence=0.2)
    inner = Statement("s2", (), (), (Span(5, 20),), confidence=0.9, within="s1")
    figure = Figure("5", Span(1, 2), 5.0, statement="s1")
    found = confident(Extracted(article(), (outer, inner), (figure,), "m"), 0.5)
    assert [(s.id, s.within) for s in found.statements] == [("s2", None)]
    assert found.figures[0].statement is None
