"""Which names count as one when a program is scored."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.evaluation.gold import SpeakerMark
from onrecord.evaluation.mentions import mention_sort
from onrecord.evaluation.names import same_name

CASES = json.loads((Path(__file__).parent / "cases" / "names.json").read_text(encoding="utf-8"))
PERSON = SpeakerMark("Ilse Marrow", "person", ("the Iron Harbour Mistress",))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_two_names_are_one_by_the_rule(case):
    gold, name, person = case["gold"], case["given"], case["person"]
    assert same_name(gold, name, person=person) is case["full"]
    assert same_name(gold, name, person=person, surname_is_enough=True) is case["surname"]


@settings(deadline=None)
@given(st.text(), st.text(), st.booleans())
def test_whatever_is_full_enough_is_surname_enough(gold, name, person):
    if same_name(gold, name, person=person):
        assert same_name(gold, name, person=person, surname_is_enough=True)


@pytest.mark.parametrize(
    ("source", "speaker", "sort"),
    [
        ("", PERSON, "none"),
        ("“", PERSON, "none"),
        ("She", PERSON, "pronoun"),
        ("who", PERSON, "pronoun"),
        ("Ms. Marrow", PERSON, "name"),
        ("Ilse Marrow, the harbour mistress,", PERSON, "name"),
        ("the minister", PERSON, "description"),
        ("her spokesman", PERSON, "description"),
        ("Ms. Marrow's spokesman", SpeakerMark("Jan Moor", "person"), "description"),
        ("a spokesman for Ilse Marrow", SpeakerMark("", "unnamed"), "description"),
        ("the H.M.O.", SpeakerMark("Harbour Maintenance Office", "organisation"), "name"),
        ("the office", SpeakerMark("Harbour Maintenance Office", "organisation"), "name"),
        ("Marrow and Moor", SpeakerMark("", "group", members=("Ilse Marrow", "Jan Moor")), "name"),
        ("both men", SpeakerMark("", "group", members=("Ilse Marrow", "Jan Moor")), "description"),
    ],
)
def test_a_source_is_a_name_a_pronoun_a_description_or_none(source, speaker, sort):
    assert mention_sort(source, speaker) == sort
