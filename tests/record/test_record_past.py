"""What the record held on an earlier day: after more articles, another model, edits of the rows and corrections."""

from __future__ import annotations

import dataclasses

import pytest
import sqlalchemy as sa
from record_builders import build, full, many

from onrecord.errors import QueryError, RecordError
from onrecord.record import Asked, Count, Query, Record, schema, writing
from onrecord.record.past import moment

ASKED = Asked(Query(words="count"), ("speaker", "outlet"))


@pytest.fixture
def day(record: Record, monkeypatch: pytest.MonkeyPatch) -> Count:
    """A record of a day long ago, and its count; what a test does to it is done today."""
    with monkeypatch.context() as patch:
        patch.setattr(writing, "now", lambda: "2021-05-01T10:00:00Z")
        for extracted in (*many(20), full()):
            record.add(extracted)
    return record.counts.count(ASKED)


def then(record: Record) -> Count:
    return record.counts.count(ASKED, as_of="2021-05-01")


def test_more_articles_since_do_not_matter(record: Record, day: Count) -> None:
    for extracted in many(40):
        record.add(extracted)
    assert record.counts.count(ASKED).total > day.total
    assert then(record) == day


def test_statements_of_another_model_since_do_not_matter(record: Record, day: Count) -> None:
    for model in ("m2", "m3"):
        for extracted in many(20)[:7]:
            record.add(dataclasses.replace(extracted, model=model, statements=extracted.statements[1:2]))
    assert record.counts.count(ASKED).total < day.total
    assert then(record) == day


def test_a_changed_row_does_not_matter(record: Record, day: Count) -> None:
    table = schema.statement
    for name in ("Eva Ruiz", "Ida Ruiz"):
        with record._writing() as connection:
            connection.execute(table.update().where(table.c.article < 4).values(speaker_name=name))
    assert record.counts.count(ASKED).rows != day.rows
    assert then(record) == day


def test_a_corrected_outlet_does_not_matter(record: Record, day: Count) -> None:
    first = many(1)[0]
    article = dataclasses.replace(first.article, outlet="Corrected")
    record.add(dataclasses.replace(first, article=article), replace=True)
    assert "Corrected" in {row.cells[1].value for row in record.counts.count(ASKED).rows}
    assert then(record) == day


def test_a_revision_since_does_not_set_the_old_version_apart(record: Record, day: Count) -> None:
    record.add(build("“Now count on me,” Ana Ruiz said.", id="a3"))
    record.add(dataclasses.replace(many(4)[3], model="m2"))
    assert record.counts.count(ASKED).earlier > 0
    assert then(record) == day


def test_before_the_first_article_there_was_nothing(record: Record, day: Count) -> None:
    assert record.counts.count(ASKED, as_of="2021-04").total == 0


def test_an_article_read_again_before_its_past_was_kept_is_told(record: Record, day: Count) -> None:
    record.add(dataclasses.replace(many(1)[0], model="m2"))
    with record._writing() as connection:
        connection.execute(schema.past_statement.delete())
        connection.execute(schema.past_article.delete())
    with pytest.raises(RecordError, match="cannot tell any more") as caught:
        then(record)
    assert caught.value.code == "as-of"


def test_the_past_goes_with_its_article(record: Record, day: Count) -> None:
    record.add(dataclasses.replace(many(1)[0], model="m2"))
    article = schema.article
    with record._writing() as connection:
        key = sa.select(article.c.key).where(article.c.public_id == "a0").scalar_subquery()
        assert connection.execute(sa.select(sa.func.count()).select_from(schema.past_statement)).scalar_one() > 0
        connection.execute(schema.statement.delete().where(schema.statement.c.article == key))
        connection.execute(article.delete().where(article.c.public_id == "a0"))
        for table in (schema.past_statement, schema.past_article):
            assert connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one() == 0


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("2031-05-01", "2031-05-01T23:59:59Z"), ("2031", "2031-12-31T23:59:59Z"),
     ("2031-05-01T10:00:00Z", "2031-05-01T10:00:00Z"), ("2031-05-01T12:00:00+02:00", "2031-05-01T10:00:00Z")],
)  # fmt: skip
def test_a_day_means_its_end_and_a_moment_itself(typed: str, meant: str) -> None:
    assert moment(typed) == meant


def test_what_is_no_day_is_told() -> None:
    with pytest.raises(QueryError, match="'yesterday' is no day"):
        moment("yesterday")
