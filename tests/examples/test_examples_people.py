"""Who is who over all examples, the speakers of each article given as its gold has them: ``people.json`` holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from gold import EXAMPLES, Gold, article_of, golds, resolve

from onrecord.domain import Extracted, Speaker, Statement
from onrecord.ingest.people import update_people
from onrecord.people.across_names import key_of
from onrecord.record import Record, open_record

PEOPLE: list[dict[str, Any]] = json.loads((EXAMPLES / "people.json").read_text(encoding="utf-8"))


def told(gold: Gold) -> Extracted:
    """An example with the statements and speakers of its gold, but for those of its headline."""
    article, statements = article_of(gold), []
    for number, one in enumerate(gold["statements"]):
        if one["speaker"] and one["speaker_type"] and one.get("field", "text") == "text":
            spans = resolve(one, article.text)
            members, evidence = tuple(one.get("members", ())), spans["source"]
            speaker = Speaker(one["speaker"], one["speaker_type"], 1.0, members, reason="given", evidence=evidence)
            statements.append(Statement(f"s{number}", spans["source"], spans["cue"], spans["content"], speaker=speaker))
    return Extracted(article, tuple(statements), (), "gold")


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with open_record(Path(tmp_path_factory.mktemp("people"), "onrecord.db")) as opened:
        for gold in golds():
            opened.add(told(gold))
        update_people(opened)
        yield opened


@pytest.fixture(scope="module")
def whose(record: Record) -> dict[str, str]:
    """The id of the person of every name, by the name's key."""
    persons = [record.persons.named(row.id or "") for row in record.people(limit=1000).items]
    return {alias.key: person.id for person in persons for alias in person.aliases}


def ids_of(entry: dict[str, Any], whose: dict[str, str]) -> set[str]:
    keys = {key_of(name, entry["type"]) for name in (entry["name"], *entry["also"])}
    return {whose[key] for key in keys if key in whose}


def test_every_name_of_somebody_leads_to_one_person(whose: dict[str, str]) -> None:
    found = {entry["name"]: ids_of(entry, whose) for entry in PEOPLE}
    assert {name: ids for name, ids in found.items() if len(ids) > 1} == {}
    assert sum(map(len, found.values())) > 0.8 * len(PEOPLE)


def test_no_two_are_one_person(whose: dict[str, str]) -> None:
    ids = [next(iter(found)) for entry in PEOPLE if (found := ids_of(entry, whose))]
    assert len(ids) == len(set(ids))


def test_nobody_speaks_who_is_not_known(record: Record, whose: dict[str, str]) -> None:
    known = {one for entry in PEOPLE for one in ids_of(entry, whose)}
    assert {row.name for row in record.people(limit=1000).items if row.id not in known} == set()


def test_a_minister_is_one_under_one_surname_and_two_and_his_daughter_another(record: Record) -> None:
    minister = record.persons.named("Tomas Arrieta")
    assert {alias.name for alias in minister.aliases} >= {"Tomás Arrieta de la Cal", "Tomas Arrieta"}
    assert record.persons.named("Inés Arrieta").id != minister.id
