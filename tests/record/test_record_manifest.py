"""A published count can be reached again: the same number, or exactly what differs."""

from __future__ import annotations

import dataclasses
import json

import pytest
from record_builders import build, many

from onrecord.errors import RecordError
from onrecord.record import Asked, Manifest, Query, Record, clock, edits, schema, writing
from onrecord.record.manifest import from_dict

ASKED = Asked(Query(words="count", meta=(("desk", "news"),)), ("speaker",))
PLAIN = Asked(Query(words="count"), ("speaker",))


@pytest.fixture
def sheet(record: Record, monkeypatch: pytest.MonkeyPatch) -> Manifest:
    """A manifest of a day long ago, over twenty articles."""
    with monkeypatch.context() as patch:
        for module in (writing, clock):
            patch.setattr(module, "now", lambda: "2021-05-01T10:00:00Z")
        patch.setattr("time.sleep", lambda _: None)
        for extracted in many(20):
            record.add(extracted)
        return record.counts.manifest(PLAIN)[1]


def test_an_unchanged_record_gives_the_same_number(record: Record, sheet: Manifest) -> None:
    found = record.counts.recount(sheet)
    assert found.same
    assert (found.now.total, found.then) == (sheet.total, sheet.total)
    assert [*found.rows, *found.articles, *found.statements, *found.edits, *found.versions] == []


def test_a_manifest_survives_its_file(sheet: Manifest) -> None:
    assert from_dict(json.loads(json.dumps(sheet.as_dict())), where="m.json") == sheet
    other = dataclasses.replace(sheet, asked=ASKED)
    assert from_dict(json.loads(json.dumps(other.as_dict())), where="m.json") == other


def test_a_manifest_holds_no_word_of_an_article(sheet: Manifest) -> None:
    assert "We shall" not in json.dumps(sheet.as_dict())


def test_more_articles_an_edit_and_another_model_are_told_apart_and_the_old_number_stays(
    record: Record, sheet: Manifest
) -> None:
    for extracted in many(30)[20:]:
        record.add(extracted)
    for extracted in many(4)[2:]:
        record.add(dataclasses.replace(extracted, model="m2", statements=extracted.statements[1:2]))
    edited = next(one for one in sheet.counted if one.article == "a9")
    with record._writing() as connection:
        edits.put(connection, "statement.speaker", edited.statement, {}, who="Lea", why="misread")
        table = schema.statement
        connection.execute(table.update().where(table.c.public_id == edited.statement).values(speaker_name="Eva Ruiz"))
    found = record.counts.recount(sheet)
    assert not found.same
    assert found.reproduced
    assert found.then == sheet.total
    assert {change.id for change in found.articles if change.what == "re-read"} == {"a2", "a3"}
    assert {change.id for change in found.articles if change.what == "added"} == {f"a{n}" for n in range(20, 30)}
    whys = {change.id: change.why for change in found.statements}
    assert whys[edited.statement] == "edited"
    lost = [change for change in found.statements if change.what == "lost"]
    assert {change.article for change in lost} == {"a2", "a3"}
    assert all("model m1 -> m2" in change.why for change in lost)
    gained = [change for change in found.statements if change.what == "gained"]
    assert {change.article for change in gained} == {f"a{n}" for n in range(20, 30)}
    assert "by Lea: misread" in found.edits[0]
    assert found.now.total == sheet.total + len(gained) - len(lost)


def test_a_revised_and_a_removed_article_are_told(record: Record, sheet: Manifest) -> None:
    record.add(build("“I do not count,” Ana Ruiz said.", id="a1"))
    with record._writing() as connection:
        article, statement = schema.article, schema.statement
        gone = connection.execute(article.select().where(article.c.public_id == "a5")).mappings().one()["key"]
        connection.execute(statement.delete().where(statement.c.article == gone))
        connection.execute(article.delete().where(article.c.key == gone))
    found = record.counts.recount(sheet)
    assert sorted(change.what for change in found.articles) == ["removed", "revised"]
    assert {change.article for change in found.statements if change.what == "lost"} == {"a1", "a5"}
    assert found.then != sheet.total  # a removal is for good


def test_a_count_of_an_earlier_day_has_a_manifest_too(record: Record, sheet: Manifest) -> None:
    for extracted in many(30):
        record.add(extracted)
    assert record.counts.manifest(PLAIN, as_of=sheet.made_at)[1] == sheet


@pytest.mark.parametrize(
    ("found", "code"),
    [(None, "bad-manifest"), ([], "bad-manifest"), ({"onrecord_manifest": 1}, "bad-manifest"),
     ({"onrecord_manifest": 99}, "newer")],
)  # fmt: skip
def test_what_is_no_manifest_is_told(found: object, code: str) -> None:
    with pytest.raises(RecordError) as caught:
        from_dict(found, where="m.json")
    assert caught.value.code == code
