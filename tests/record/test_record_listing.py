from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.domain import Extracted, ReadingWarning
from onrecord.errors import QueryError, RecordError
from onrecord.record import Record

Build = Callable[..., Extracted]

NO_DATE = (ReadingWarning("no-date", "no day was found"),)


@pytest.fixture
def filled(record: Record, article: Build) -> Record:
    courier = "The Port Vell Courier"
    record.add(
        article(
            "“No,” Ana Ruiz said. “Yes,” he said.", id="abc1", outlet=courier, published="2031-01-02", path="in/x.txt"
        )
    )
    record.add(
        article(
            "“Oh,” Ana Ruiz said.",
            id="abc2",
            outlet="Evening Ledger",
            published="2031-01-03",
            said="2031-01",
            path="on/x.txt",
        )
    )
    record.add(article("“Ah,” Tom Okafor said.", id="b", warnings=NO_DATE, said="2031-02", path="in/y.txt"))
    record.add(article("Hij zweeg.", id="d", model=None, language="nl", kind="transcript", url="https://a.example/d"))
    record.add_failure("in/z.pdf", "empty", "the file is empty")
    return record


def test_articles_come_latest_first_and_undated_last(filled: Record) -> None:
    page = filled.articles()
    assert [row.id for row in page.items] == ["abc2", "abc1", "b", "d"]
    assert [row.statements for row in page.items] == [1, 2, 1, 0]
    assert page.total == 4
    assert [row.id for row in filled.articles(limit=2, offset=1).items] == ["abc1", "b"]


def test_articles_are_filtered_by_warning_and_outlet(filled: Record) -> None:
    (warned,) = filled.articles(warning="no-date").items
    assert (warned.id, warned.warnings) == ("b", ("no-date",))
    assert [row.id for row in filled.articles(outlet="courier").items] == ["abc1"]
    assert filled.articles(warning="cut-short", outlet="courier").total == 0


def test_a_warning_that_is_none_is_refused_with_those_there_are(filled: Record) -> None:
    with pytest.raises(QueryError) as raised:
        filled.articles(warning="nodate")
    assert "no-date" in (raised.value.next_step or "")


@pytest.mark.parametrize(
    ("reference", "article_id"),
    [("abc1", "abc1"), ("b", "b"), ("d", "d"), ("in/x.txt", "abc1"), ("y.txt", "b"), ("https://a.example/d", "d")],
)
def test_an_article_is_found_by_id_path_end_of_path_and_address(
    filled: Record, reference: str, article_id: str
) -> None:
    assert filled.article(reference).id == article_id


def test_an_article_is_found_by_the_id_of_its_statement_and_the_beginning_of_it(filled: Record) -> None:
    statement = filled.article("b").statement_ids["s1"]
    assert filled.article(statement).id == filled.article(statement[:9]).id == "b"


@pytest.mark.parametrize("reference", ["abc", "x.txt"])
def test_a_name_that_fits_several_lists_them(filled: Record, reference: str) -> None:
    with pytest.raises(RecordError) as raised:
        filled.article(reference)
    assert raised.value.code == "ambiguous"
    assert "abc1" in raised.value.what
    assert "abc2" in raised.value.what


@pytest.mark.parametrize("reference", ["nobody", "", "%", "_", "\ud800", "'", "x.tx"])
def test_a_name_that_fits_none_says_how_to_list_them(filled: Record, reference: str) -> None:
    with pytest.raises(RecordError) as raised:
        filled.article(reference)
    assert raised.value.code == "not-found"
    assert "onrecord articles" in (raised.value.next_step or "")


def test_revisions_of_one_article_are_one_candidate_the_latest(record: Record, article: Build) -> None:
    for what in ("all", "half", "nothing"):
        latest = record.add(article(f"“We sell {what},” Ana Ruiz said.", url="https://a.example/1", path="in/x.html"))
    assert record.article("https://a.example/1").id == latest.article_id
    assert record.article("x.html").id == latest.article_id


def test_people_are_counted_by_name(filled: Record) -> None:
    ana, tom = filled.people().items
    assert (ana.name, ana.type, ana.statements, ana.articles, ana.outlets) == ("Ana Ruiz", "person", 2, 2, 2)
    assert (ana.first, ana.last) == ("2031-01-01", "2031-01-31")
    assert (tom.name, tom.statements, tom.refused) == ("Tom Okafor", 1, 0)
    assert filled.people(limit=1).total == 2
    assert [who.name for who in filled.people(name="RUIZ").items] == ["Ana Ruiz"]
    assert [who.name for who in filled.people(name="oka*").items] == ["Tom Okafor"]
    assert filled.people(name="nobody").items == ()


def test_statistics_add_up(filled: Record) -> None:
    stats = filled.stats()
    assert (stats.articles, stats.transcripts, stats.not_extracted, stats.revisions) == (4, 1, 1, 0)
    assert (stats.statements, stats.direct, stats.mixed, stats.indirect, stats.refused) == (4, 4, 0, 0, 0)
    assert (stats.named, stats.unnamed, stats.unknown) == (3, 0, 1)
    assert stats.unknown_reasons == {"nobody is named": 1}
    assert (stats.dated, stats.people, stats.outlets, stats.failures) == (2, 2, 2, 1)
    assert (stats.first, stats.last) == ("2031-01-02", "2031-01-03")
    assert (stats.warnings, stats.languages, stats.models) == ({"no-date": 1}, {"en": 3, "nl": 1}, {"m1": 3})
    assert stats.bytes > 0


def test_an_empty_record_has_statistics_too(record: Record) -> None:
    stats = record.stats()
    assert (stats.articles, stats.statements, stats.direct, stats.named, stats.first) == (0, 0, 0, 0, None)
    assert record.people().items == ()
    assert record.articles().items == ()
    assert list(record.every()) == []
