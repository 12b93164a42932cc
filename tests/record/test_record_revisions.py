"""What changed between the versions of an article."""

from __future__ import annotations

import record_builders

from onrecord.record import Record

OLD = (
    "“We shall wait for the spring,” Ana Ruiz said. “The price is wrong,” Tom Okafor declared. "
    "“Nobody asked us anything,” Eva Stone said. “It will rain,” Ana Ruiz said."
)
NEW = (
    "Updated. “We shall wait for the early spring,” Ana Ruiz said. “The price is wrong,” Eva Stone declared. "
    "“It will rain,” Ana Ruiz said. “A new thing altogether,” Tom Okafor said."
)


def words(stored, statement) -> str | None:
    return statement and statement.content[0].of(stored.extracted.article.text)


def test_said_dropped_reworded_and_given_to_somebody_else(record: Record) -> None:
    for own, text in (("v1", OLD), ("v2", NEW)):
        record.add(record_builders.build(text, id=own, url="https://courier.example/a", title=own))
    (step,) = record.revisions("v1")
    assert (step.before.id, step.after.id, step.same, step.headline) == ("v1", "v2", 1, True)
    found = [(c.what, words(step.before, c.before), words(step.after, c.after)) for c in step.changes]
    assert found == [
        (("reworded",), "We shall wait for the spring", "We shall wait for the early spring"),
        (("re-attributed",), "The price is wrong", "The price is wrong"),
        (("new",), None, "A new thing altogether"),
        (("dropped",), "Nobody asked us anything", None),
    ]


def test_a_newer_model_makes_no_version(record: Record) -> None:
    record.add(record_builders.build(OLD, id="v1"))
    record.add(record_builders.build(OLD, id="v1", model="m2", speaker="Somebody Else"))
    assert record.revisions("v1") == ()


def test_three_versions_are_two_steps_from_whichever_is_named(record: Record) -> None:
    for own, text in (("v1", OLD), ("v2", NEW), ("v3", OLD + " “More,” Ana Ruiz said.")):
        record.add(record_builders.build(text, id=own, url="https://courier.example/a"))
    assert [[(s.before.id, s.after.id) for s in record.revisions(own)] for own in ("v1", "v2", "v3")] == [
        [("v1", "v2"), ("v2", "v3")]
    ] * 3
