"""What is removed is gone, from the bytes of the file too, and is known when it comes back."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
import record_builders
import sqlalchemy as sa

from onrecord.errors import RecordError, UsageError
from onrecord.ingest.sayings import update_sayings
from onrecord.people import across
from onrecord.record import Query, Record, Wish, open_record, removal

TEXT = (
    "“The quixotic zeppelin flies,” Zora Quintanilla said. “It does not,” Tom Okafor declared. "
    "She admitted that marmalade was extinct."
)
OTHER = "“We shall wait,” Tom Okafor said of Zora Quintanilla."
RARE = [b"quixotic", b"zeppelin", b"marmalade", b"extinct", b"Quixotina", b"secretpath"]
BY = {"who": "ada", "reason": "a court order"}


def one(text: str = TEXT, **given: object):
    return record_builders.build(
        text, **{"id": "zep", "url": "https://courier.example/zep", "path": "secretpath/zep.txt", **given}
    )


@pytest.fixture
def filled(record: Record) -> Record:
    """An article in two versions, edited, with a failure at its path; and articles that must stay."""
    record.add(one())
    record.edits.add("zep", Wish(content="marmalade was extinct", speaker="Quixotina Zumm"), who="ada", why="missed")
    record.edits.review(record.search(Query("zeppelin")).items[0].id, who="ada", why="quixotic but right")
    record.add(one(model="m2"))
    record.add(one(TEXT.replace("flies", "flies again"), id="zep2"))
    record.add_failure("secretpath/zep.txt", "bad", "it could not be read: quixotic", raw=b"zeppelin")
    record.add(record_builders.build(OTHER, id="stays"))
    for other in record_builders.many(3):
        record.add(other)
    record.persons.update(across)
    return record


def test_everything_of_an_article_goes_with_all_its_versions(filled: Record) -> None:
    planned = filled.would_remove("zep")
    assert [row.id for row in planned.articles] == ["zep", "zep2"]
    assert (planned.statements, planned.edits, planned.failures, planned.wiped) == (6, 2, 1, None)
    done = filled.remove("zep", **BY)
    assert done.wiped
    assert dataclasses.replace(done, wiped=None) == planned
    filled.persons.update(across)
    assert filled.search(Query("zeppelin")).total == 0
    assert filled.search_articles(Query("zeppelin")).total == 0
    assert (filled.edits.every(), filled.failures()) == ((), ())
    assert {row.name for row in filled.people().items} == {"Ana Ruiz", "Tom Okafor"}
    assert filled.audit().ok
    assert filled.stats().articles == 4


def in_file(path: Path) -> set[bytes]:
    """Which of the rare words stand anywhere in the bytes of a SQLite record."""
    files = [Path(f"{path}{ending}") for ending in ("", "-wal", "-shm", "-journal")]
    whole = b"".join(file.read_bytes() for file in files if file.exists())
    return {word for word in RARE if word in whole}


def in_tables(address: str) -> set[bytes]:
    """Which of the rare words stand in any row of any table of a PostgreSQL record."""
    engine = sa.create_engine(sa.make_url(address).set(drivername="postgresql+psycopg"))
    with engine.connect() as connection:
        tables = sa.inspect(connection).get_table_names()
        rows = [row for t in tables for (row,) in connection.exec_driver_sql(f'SELECT t::text FROM "{t}" t')]
    engine.dispose()
    return {word for word in RARE if any(word.decode() in row for row in rows)}


def test_the_words_are_gone_from_all_that_is_kept(filled: Record, target: str) -> None:
    def found() -> set[bytes]:
        return in_file(filled.path) if filled.path else in_tables(target)

    assert found() >= {b"quixotic", b"zeppelin", b"marmalade", b"secretpath"}
    filled.remove("zep", **BY)
    assert found() == set()


@pytest.mark.parametrize(
    "again",
    [
        one(),
        one(model="m9", reader_version="9"),
        one("Other words at the same address, “nothing” Ana Ruiz said.", id="x1"),
        one(id="x2", url="https://mirror.example/copy", raw=b"other bytes"),
        one(TEXT.replace(" ", "\n"), id="x3", url=None),
        one("Other words under the same id.", url=None),
    ],
    ids=["same", "newer reader and model", "same address", "same text elsewhere", "other white space", "same id"],
)
def test_it_is_refused_with_the_reason_when_it_comes_back(filled: Record, again) -> None:
    filled.remove("zep", **BY)
    with pytest.raises(RecordError, match="a court order") as refused:
        filled.add(again)
    assert refused.value.code == "removed"
    assert filled.removed(again.article) is not None
    assert filled.removed(record_builders.build("Something else.").article) is None
    assert filled.audit().ok


def test_a_person_goes_with_the_articles_that_hold_the_words(filled: Record) -> None:
    planned = filled.would_remove("Zora Quintanilla")
    assert [row.id for row in planned.articles] == ["zep", "zep2"]
    assert (planned.statements, planned.others, planned.elsewhere) == (6, 4, 1)
    filled.remove("Zora Quintanilla", **BY)
    assert {hit.article.id for hit in filled.search(Query(limit=100)).items} == {"stays", "a0", "a1", "a2"}
    assert filled.audit().ok


def test_a_person_can_go_and_the_articles_stay(filled: Record) -> None:
    filled.edits.change(filled.search(Query("wait")).items[0].id, Wish(day="2031"), who="ada", why="y")
    filled.remove("Zora Quintanilla", statements_only=True, **BY)
    filled.persons.update(across)
    assert filled.search(Query(speaker="zora")).total == 0
    assert filled.search(Query("wait")).items[0].statement.said_on.edtf == "2031"
    assert filled.search_articles(Query("zeppelin")).total == 2
    assert [edit.kind for edit in filled.edits.every()] == ["statement.add", "statement.change"]
    assert filled.audit().ok
    # Nothing later is given to that person.
    filled.add(record_builders.build("“I came back,” Zora Quintanilla said. “So she did,” Tom Okafor said.", id="new"))
    assert [s.speaker.name for s in filled.article("new").extracted.statements] == ["Tom Okafor"]
    assert filled.audit().ok


def test_what_a_person_gave_to_somebody_else_outlives_the_removal_of_whom_the_model_named(record: Record) -> None:
    record.add(one())
    record.add(record_builders.build("“I sing,” Zora Quintanilla said.", id="sings"))
    own = record.search(Query("zeppelin")).items[0].id
    record.edits.review(own, who="ada", why="heard it")
    record.edits.change(own, Wish(speaker="Ana Ruiz"), who="ada", why="saw her")
    record.persons.update(across)
    record.remove("Zora Quintanilla", statements_only=True, **BY)

    def stands() -> tuple[str | None, str, str]:
        record.persons.update(across)
        hit = record.search(Query("zeppelin")).items[0]
        assert record.audit().ok
        assert record.edits.orphans() == ()
        assert "Zora Quintanilla" not in {row.name for row in record.people().items}
        assert hit.statement.review is not None
        return hit.statement.speaker.name, hit.id, dict(hit.statement.review.was)["speaker"]

    there = ("Ana Ruiz", own, "not known")
    assert stands() == there
    assert [edit.kind for edit in record.edits.every()] == ["statement.change"]  # the review named her
    # So it is when another model reads the article again, and in what an upgrade is said to change.
    again = one(model="m2")
    assert [s.speaker.name for s in record.would_stand("zep", again)] == ["Ana Ruiz", "Tom Okafor"]
    record.add(again)
    assert stands() == there
    # And in a later version; what she says there is not taken up.
    record.add(one(TEXT + " “Once more,” Zora Quintanilla said.", raw=b"later"))
    later = record.article("https://courier.example/zep")
    assert [s.speaker.name for s in later.extracted.statements] == ["Ana Ruiz", "Tom Okafor"]
    assert record.audit().ok


def test_nothing_is_given_by_hand_to_somebody_who_was_removed(filled: Record) -> None:
    filled.remove("Zora Quintanilla", statements_only=True, **BY)
    with pytest.raises(UsageError, match="was removed from this record"):
        filled.edits.change(
            filled.search(Query("wait")).items[0].id, Wish(speaker="Zora Quintanilla"), who="a", why="b"
        )


def test_edits_about_sayings_keep_only_the_statements_that_stay(record: Record) -> None:
    words = "The harbour was never for sale, and as long as I sit here nobody will sell one stone of it."
    for own in "abcd":
        record.add(record_builders.build(f"“{words}”", id=own, speaker="Zora Quintanilla", published="2031-05-03"))
    update_sayings(record)
    ids = {own: next(iter(record.article(own).statement_ids.values())) for own in "abcd"}
    record.sayings.part([ids["a"], ids["b"]], who="ada", why="said twice")
    record.sayings.part([ids["a"]], who="ada", why="a slip")
    assert record.would_remove("a").edits == 1
    record.remove("a", **BY)
    update_sayings(record)
    (left,) = record.sayings.edits()
    assert (left.target, left.payload["one"]) == (ids["b"], [ids["b"]])
    assert set(left.payload["other"]) == {ids["c"], ids["d"]}
    assert ids["a"] not in str(record.edits.every())
    assert {r.article for r in record.sayings.listed().items[0].reports} == {"c", "d"}
    assert record.audit().ok


def test_nothing_goes_without_a_reason_or_where_nobody_is_meant(filled: Record) -> None:
    before = filled.stats().articles
    with pytest.raises(UsageError, match="needs a reason"):
        filled.remove("zep", who="ada", reason=" ")
    with pytest.raises(RecordError, match="no article and nobody"):
        filled.remove("Nobody Atall", **BY)
    with pytest.raises(UsageError, match="is an article"):
        filled.remove("zep", statements_only=True, **BY)
    assert filled.stats().articles == before


def test_a_removal_that_was_stopped_before_the_file_was_written_anew_is_finished_by_an_audit(path: Path) -> None:
    with open_record(path) as record:
        record.add(one())
        with record._writing() as connection:
            removal.remove(connection, "zep", statements_only=False, **BY)
    with open_record(path) as record:
        assert record.audit().ok
    assert b"zeppelin" not in path.read_bytes()
