from __future__ import annotations

import pytest

from onrecord.matching import abroad
from onrecord.matching.abroad import Speech, candidates, spoken_by


def speech(day, text):
    return Speech(f"t-{day}", f"Conferencia del {day}", day, "es", text, 100)


SPEECHES = [
    speech("2026-01-07", "El puerto no se vende. Esa compañía Valcourt pretende censurar a los pescadores. " * 2),
    speech("2026-01-08", "Vamos a inaugurar una escuela, una clínica y un mercado en la región del norte. " * 3),
]


def test_the_transcript_with_the_names_and_cognates_comes_first_with_its_stretch():
    found = candidates("They pretend to censor us", "She accused Valcourt, and said so again.", SPEECHES)
    assert found[0].day == "2026-01-07"
    assert {"Valcourt", "censurar", "pretende"} <= set(found[0].shared)
    text = SPEECHES[0].text
    assert found[0].text == text[found[0].span.start - 100 : found[0].span.end - 100]


def test_nothing_shared_is_no_candidate():
    assert candidates("Trout swim upstream", "Nobody was there.", SPEECHES) == ()


@pytest.mark.parametrize(
    ("around", "days"),
    [("Nobody was there.", []), ("She had been asked about Valcourt.", ["2026-01-07"])],
)
def test_a_single_word_is_a_candidate_where_it_is_a_name(around, days):
    long = "El puerto no se vende, y nada del norte se compra. " * 2_500  # in which a word that stands once is rare
    spoken = [speech("2026-01-07", f"Valcourt. {long}"), speech("2026-01-08", f"Es la materia. {long}")]
    assert [one.day for one in candidates("That matters to us", around, spoken)] == days


@pytest.mark.parametrize(
    ("english", "spanish"),
    [("special", "especial"), ("regulated", "regulado"), ("censorship", "censura"), ("photograph", "fotografía")],
)
def test_cognates_are_told_by_their_first_letters(english, spanish):
    shapes = [abroad.alike(abroad.folding.fold(word)) for word in (english, spanish)]
    assert abroad.cognates(*shapes)


def test_words_that_only_begin_alike_are_no_cognates():
    assert not abroad.cognates("compas", "comunicaciones")
    assert not abroad.cognates("2021", "2020")


@pytest.mark.parametrize(
    ("label", "speaks"),
    [("PRESIDENTA ILSE MARROW", True), ("ILSE MARROW CORTÉS", True), ("MARROW", False), ("OTTO MARROW", False)],
)
def test_a_label_names_a_person_by_all_words_of_the_name(label, speaks):
    assert spoken_by("Ilse Marrow", label) is speaks
