"""The scorer of transcripts: it reads labels by itself, and tells a right speaker from a wrong one."""

from __future__ import annotations

import dataclasses

import pytest
from scores.transcripts import Tally, agree, begins, name_in, office_in, score_turns

from onrecord.domain import Speaker
from onrecord.extraction.statements import numbered, turns
from onrecord.ingest import resolve_article
from onrecord.reading import read

TALK = (
    "2021-01-07 Talk.md",
    (
        "**PRESIDENTA ANA SOL RÍO:** Buenos días.\n\n**PREGUNTA:** ¿Cuándo?\n\n"
        "**JAN NOVAK, DIRECTOR DEL PUERTO DE\nLUND (DPL):** Mañana.\n\n**(INICIA VIDEO)**\n\n**JAN NOVAK:** Sí.\n\n"
        "**PRESIDENTA ANA SOL RÍO:** Gracias.\n"
    ),
)


@pytest.fixture
def talk(tmp_path):
    path = tmp_path / TALK[0]
    path.write_text(TALK[1], encoding="utf-8")
    (article,) = read(path)
    return article


def scored(article, **changes) -> Tally:
    found = resolve_article(article, numbered(turns(article)))
    statements = list(found.statements)
    if changes:
        statements[2] = dataclasses.replace(statements[2], **changes)
    tally = Tally()
    score_turns(article, dataclasses.replace(found, statements=tuple(statements)), tally)
    return tally


def test_labels_are_found_over_two_lines_and_without_stage_directions():
    assert list(begins(TALK[1]).values()) == [
        "PRESIDENTA ANA SOL RÍO",
        "PREGUNTA",
        "JAN NOVAK, DIRECTOR DEL PUERTO DE LUND (DPL)",
        "JAN NOVAK",
        "PRESIDENTA ANA SOL RÍO",
    ]


@pytest.mark.parametrize(
    ("label", "name", "office"),
    [
        ("JAN NOVAK, JR.", ("jan", "novak", "jr"), None),
        ("PRESIDENTE TOMÁS SOL", ("tomas", "sol"), "PRESIDENTE"),
        ("ANA SOL, MAYOR (LUND)", ("ana", "sol"), "MAYOR (LUND)"),
        ("VOZ DE MUJER", (), None),
    ],
)
def test_a_label_has_a_name_and_an_office(label, name, office):
    assert (name_in(label), office_in(label)) == (name, office)


@pytest.mark.parametrize(
    ("label", "name", "same"),
    [
        ("bob novak", "bobby novak", True),
        ("novak", "jan novak", True),
        ("jan novak", "ana sol", False),
        ("jan novak jr", "jan novak", False),
        ("jan novak", "pia novak", False),
        ("jan novak", "", False),
    ],
)
def test_names_agree_by_surname_and_how_the_given_name_begins(label, name, same):
    assert agree(label.split(), name.split()) is same


def test_what_is_right_passes_and_each_fault_is_named(talk):
    right = scored(talk)
    assert right.wrong == []
    assert (right.numbers["turns"], right.numbers["turns with an office"]) == (5, 4)
    other = scored(talk, speaker=Speaker("Ana Sol Río", "person", 0.9))
    assert set(other.numbers) >= {"turns of another speaker", "offices not kept"}
    assert "turns not found" in scored(talk, source=(talk.turns[0].label,)).numbers
    assert "turns without a day" in scored(talk, said_on=None).numbers
