"""``record.texts``: of one text what a check of a draft asks for, the same as the whole article would give."""

from __future__ import annotations

import pytest

from onrecord.domain import Extracted, Span
from onrecord.ingest.people import update_people
from onrecord.record import Record


def test_the_statements_of_a_text_are_those_of_its_article(record: Record, full_article: Extracted) -> None:
    record.add(full_article)
    whole = record.article("ruiz-1")
    found = record.texts.statements("ruiz-1")
    assert tuple(one.statement for one in found) == whole.extracted.statements
    assert {one.statement.id: one.id for one in found} == dict(whole.statement_ids)
    assert record.texts.statements("nobody") == ()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("We will", ["s1"]),  # in the first part of its content
        ("harbour 🚢", ["s1"]),  # in the second
        ("told reporters", []),  # between the two
        ("declined to answer", ["s2"]),
    ],
)
def test_a_stretch_of_a_text_gives_the_statements_whose_content_it_touches(
    record: Record, full_article: Extracted, words: str, found: list[str]
) -> None:
    record.add(full_article)
    start = full_article.article.text.index(words)
    there = record.texts.statements("ruiz-1", within=Span(start, start + len(words)))
    assert [one.statement.id for one in there if one.statement.field == "text"] == found


def test_who_speaks_in_a_text_is_whom_its_article_names(record: Record, full_article: Extracted) -> None:
    record.add(full_article)
    assert record.texts.speaking("ruiz-1") == {}
    update_people(record)
    persons = record.article("ruiz-1").persons
    assert record.texts.speaking("ruiz-1") == {own: tuple(who.id for who in some) for own, some in persons.items()}
    assert set(persons) == {"s1"}
    assert record.texts.speaking("nobody") == {}
