"""What waits to be gone through is found, wherever it stands, and mostly without a look at what does not wait."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from onrecord.record import Record, schema, schema_people, steps
from onrecord.record.selecting import versions

MANY = 2_000
THROUGH = schema_people.article_names


@pytest.fixture
def full(record: Record) -> Record:
    """A record of many articles, all gone through by rules 1."""
    names = [column.name for column in schema.article.c if not column.nullable and column.name != "key"]
    with record._writing() as connection:
        articles = [dict.fromkeys(names, str(n)) | {"key": n, "title_apart": False} for n in range(1, MANY + 1)]
        connection.execute(schema.article.insert(), articles)
        connection.execute(THROUGH.insert(), [{"article": n, "rules": "1"} for n in range(1, MANY + 1)])
    return record


def undone(record: Record, *keys: int) -> None:
    with record._writing() as connection:
        connection.execute(THROUGH.delete().where(THROUGH.c.article.in_(keys)))


def waiting(record: Record, version: str | None = "1", limit: int = 50) -> list[int]:
    with record._reading() as connection:
        return list(steps.waiting(connection, THROUGH, version, limit))


def test_where_all_were_gone_through_nothing_waits(full: Record) -> None:
    assert waiting(full) == waiting(full, None) == []


def test_all_that_wait_are_found_wherever_they_stand(full: Record) -> None:
    undone(full, 3, 700, MANY - 1, MANY)
    found = []
    while some := waiting(full, limit=1):
        found += some
        with full._writing() as connection:
            connection.execute(THROUGH.insert(), [{"article": key, "rules": "1"} for key in some])
    assert sorted(found) == [3, 700, MANY - 1, MANY]


def test_new_rules_wait_for_every_article_and_old_ones_count_where_any_do(full: Record) -> None:
    assert waiting(full, "2", MANY) == list(range(1, MANY + 1))
    assert waiting(full, None) == []


@pytest.mark.parametrize("target", ["sqlite"], indirect=True)  # which alone tells how many steps it took
def test_one_more_article_is_found_without_a_walk_through_all(full: Record) -> None:
    undone(full, MANY)
    with full._reading() as connection:
        assert steps_taken(connection, lambda: steps.waiting(connection, THROUGH, "1", 50)) < MANY


@pytest.mark.parametrize("target", ["sqlite"], indirect=True)
def test_the_versions_of_one_article_are_found_without_a_walk_through_all(full: Record) -> None:
    with full._writing() as connection:
        connection.execute(schema.article.update().where(schema.article.c.key == MANY).values(revises=7))
    with full._reading() as connection:
        assert versions(connection, [7]) == ({MANY: "7"}, {7: [str(MANY)]})
        assert steps_taken(connection, lambda: versions(connection, [7])) < MANY


def steps_taken(connection: sa.Connection, work: Any) -> int:
    """How many instructions of its machine SQLite carries out, to the next hundred."""
    taken = 0

    def count() -> int:
        nonlocal taken
        taken += 100
        return 0

    driver: Any = connection.connection.dbapi_connection
    driver.set_progress_handler(count, 100)
    try:
        work()
    finally:
        driver.set_progress_handler(None, 100)
    return taken
