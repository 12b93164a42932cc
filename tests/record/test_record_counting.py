"""Counts: exact, with what each number is out of, and nothing left out without a number."""

from __future__ import annotations

import dataclasses

import pytest
from record_builders import build, full, many

from onrecord.domain import Speaker
from onrecord.errors import QueryError
from onrecord.record import Asked, Cell, Query, Record
from onrecord.record.sampling import shares

ANA, TOM = Cell("Ana Ruiz"), Cell("Tom Okafor")


@pytest.fixture
def filled(record: Record) -> Record:
    """Forty articles of two speakers, and one with everything: a refusal by an unnamed source, a headline."""
    for extracted in (*many(40), full()):
        record.add(extracted)
    return record


def rows(record: Record, *by: str, **asked: object) -> dict[tuple[str | None, ...], tuple[int, int]]:
    found = record.counts.count(Asked(by=by, **asked))  # type: ignore[arg-type]
    return {tuple(cell.value or cell.gap for cell in row.cells): (row.number, row.of) for row in found.rows}


def test_a_count_finds_what_search_finds(filled: Record) -> None:
    query = Query(words="count", speaker="ruiz")
    assert filled.counts.count(Asked(query)).total == filled.search(query).total == 100


def test_each_row_says_what_it_is_out_of(filled: Record) -> None:
    found = rows(filled, "speaker", query=Query(words="count"))
    assert found == {("Ana Ruiz",): (100, 101)}


def test_unknown_and_unnamed_speakers_have_rows_of_their_own(filled: Record) -> None:
    found = rows(filled, "speaker")
    assert found[("unnamed",)] == (1, 1)
    assert found[("unknown",)] == (1, 1)
    assert sum(number for number, _ in found.values()) == filled.stats().statements


def test_a_day_known_to_the_month_is_in_the_month_and_in_no_day(record: Record) -> None:
    for said in ("2031-05-02", "2031-05", "2031", None, "2031-05-30/2031-06-02"):
        record.add(build("“Well,” Ana Ruiz said.", said=said, id=str(said).replace("/", "-")))
    assert rows(record, "day") == {("unknown",): (4, 4), ("2031-05-02",): (1, 1)}
    assert rows(record, "month") == {("unknown",): (3, 3), ("2031-05",): (2, 2)}
    assert rows(record, "year") == {("2031",): (4, 4), ("unknown",): (1, 1)}


def test_two_dimensions_make_a_row_for_each_pair(filled: Record) -> None:
    found = rows(filled, "form", "act")
    assert found[("indirect", "refused")] == (1, 1)
    assert found[("direct", "said")] == (202, 202)


def test_an_article_is_counted_once_in_each_row(filled: Record) -> None:
    asked = Asked(by=("speaker",), unit="article", query=Query(speaker="ruiz okafor"))
    assert filled.counts.count(asked).total == 0
    found = filled.counts.count(dataclasses.replace(asked, query=None))
    numbers = {row.cells[0]: row.number for row in found.rows}
    assert (numbers[ANA], numbers[TOM], found.total, found.of) == (41, 40, 41, 41)


def test_articles_without_statements_are_in_what_an_outlet_is_out_of(record: Record) -> None:
    record.add(build("“Well,” Ana Ruiz said.", id="a", outlet="Courier"))
    record.add(build("Nobody spoke.", id="b", outlet="Courier"))
    record.add(build("Nadie habló.", id="c", outlet="Courier", language="es", model=None))
    assert rows(record, "outlet", unit="article") == {("Courier",): (1, 2)}
    seen = record.counts.count(Asked()).surroundings
    assert (seen.articles, seen.articles_with, seen.not_extracted) == (3, 1, 1)


def test_what_is_below_the_confidence_asked_for_is_set_apart(filled: Record) -> None:
    found = filled.counts.count(Asked(min_confidence=0.5))
    assert (found.total, found.of, found.below) == (200, 200, 3)


def test_versions_since_revised_are_set_apart_unless_asked_for(record: Record) -> None:
    record.add(build("“Well,” Ana Ruiz said.", id="a"))
    record.add(build("“Well,” Ana Ruiz said. Corrected.", id="a"))
    found = record.counts.count(Asked())
    assert (found.total, found.earlier, found.surroundings.articles) == (1, 1, 1)
    assert record.counts.count(Asked(all_versions=True)).total == record.search(Query()).total == 2


def test_rows_and_what_was_set_apart_add_up_to_the_search(record: Record) -> None:
    unsure = build("“Well,” Ana Ruiz said. “Well,” he said.", id="b")
    weak = dataclasses.replace(unsure.statements[0], confidence=0.2, speaker=Speaker())
    record.add(dataclasses.replace(unsure, statements=(weak, unsure.statements[1])))
    record.add(build("“Well,” Ana Ruiz said.", id="a"))
    record.add(build("“Well, yes,” Ana Ruiz said.", id="a"))
    found = record.counts.count(Asked(Query(words="well"), ("speaker",), min_confidence=0.5))
    assert sum(row.number for row in found.rows) + found.below + found.earlier == 4


@pytest.mark.parametrize(
    ("given", "said"),
    [({"unit": "word"}, "'word' is not known"),
     ({"by": ("weather",)}, "'weather' is not known"), ({"by": ("form", "form")}, "named twice")],
)  # fmt: skip
def test_what_cannot_be_counted_is_explained(given: dict[str, object], said: str) -> None:
    with pytest.raises(QueryError, match=said):
        Asked(**given)  # type: ignore[arg-type]


# --- selections and samples ------------------------------------------------------------------------------------------


def test_a_selection_is_every_article_with_what_the_query_finds(filled: Record) -> None:
    everything = list(filled.selected())
    assert [stored.extracted for stored in everything] == list(filled.every())
    found = list(filled.selected(Query(speaker="okafor")))
    assert {s.speaker.name for stored in found for s in stored.extracted.statements} == {"Tom Okafor"}
    assert sum(len(stored.statement_ids) for stored in found) == 100


def test_a_statement_taken_alone_stands_in_no_other(filled: Record) -> None:
    alone = filled.statement("ruiz-1#s2")
    assert [s.within for s in alone.extracted.statements] == [None]
    assert filled.statement(alone.statement_ids["s2"][:8]).statement_ids == alone.statement_ids


def test_statements_of_several_articles_are_taken_alone_at_once(filled: Record) -> None:
    every = [(own, stored) for stored in filled.selected(None) for own in stored.statement_ids.values()]
    found = filled.statements([*(own for own, _ in every), "ffffff"])
    assert every
    assert set(found) == {own for own, _ in every}
    for own, stored in every:
        assert found[own] == filled.statement(own)
        assert found[own].extracted.article == stored.extracted.article
        assert list(found[own].statement_ids.values()) == [own]
    assert filled.statements([]) == {}


def test_the_same_seed_draws_the_same_sample_of_statements_and_passages(filled: Record) -> None:
    asked = Asked(by=("form", "outlet"))
    one, same, other = (filled.counts.sample(asked, 20, passages=10, seed=seed) for seed in (1, 1, 2))
    assert one == same != other
    assert sum(drawn.passage is None for drawn in one) == 20
    assert len({drawn.statement for drawn in one if drawn.statement}) == 20


def test_passages_are_drawn_from_articles_without_a_statement_too(record: Record) -> None:
    record.add(build("Nobody spoke.\n\nNobody at all.", id="a"))
    record.add(build("“Well,” Ana Ruiz said.\n\n—", id="b"))
    drawn = record.counts.sample(Asked(), 5, passages=9, seed=1)
    found = sorted(d.passage.of(d.stored.extracted.article.text) for d in drawn if d.passage)
    assert found == ["Nobody at all.", "Nobody spoke.", "“Well,” Ana Ruiz said."]
    assert {d.size for d in drawn if d.passage} == {3}


def test_strata_are_drawn_in_proportion() -> None:
    a, b, c = ((Cell(name),) for name in "abc")
    assert shares({a: 600, b: 300, c: 100}, 10) == {a: 6, b: 3, c: 1}
    assert shares({a: 2, b: 1}, 50) == {a: 2, b: 1}
    assert sum(shares({a: 7, b: 7, c: 7}, 10).values()) == 10
    assert shares({}, 10) == {}
