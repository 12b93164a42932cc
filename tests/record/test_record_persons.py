from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.domain import Extracted, Person, Span, Speaker, person_id
from onrecord.errors import QueryError, RecordError, UsageError
from onrecord.ingest.people import update_people
from onrecord.people import across
from onrecord.record import Asked, Identity, Query, Record

Build = Callable[..., Extracted]
BY = {"who": "ed", "why": "I know them"}


@pytest.fixture
def said(article: Build) -> Callable[..., Extracted]:
    """``said("n1", "Ana Ruiz")``: an article in which she speaks; with ``full``, under a short form of that name."""

    def make(public_id: str, name: str, *, full: str | None = None, kind: str = "person", **fields: Any) -> Extracted:
        text = f"{full + ' came. ' if full else ''}“We are here in {public_id},” {name} said."
        found = article(text, id=public_id, **fields)
        spans = [Span(text.rindex(name), text.rindex(name) + len(name))]
        if full:
            spans.append(Span(0, len(full)))
        bare = full.partition(" (")[0] if full else name
        speaker = Speaker(bare, kind, 0.9, reason="named", evidence=tuple(spans))  # type: ignore[arg-type]
        statements = tuple(dataclasses.replace(s, speaker=speaker) for s in found.statements)
        return dataclasses.replace(found, statements=statements)

    return make


@pytest.fixture
def lopez(record: Record, said: Callable[..., Extracted]) -> Record:
    """One person under three names in three articles."""
    record.add(said("n1", "AMLO", full="Andrés Manuel López Obrador (known as AMLO)"))
    record.add(said("n2", "AMLO"))
    record.add(said("n3", "López Obrador"))
    update_people(record)
    return record


def groups(record: Record) -> set[frozenset[str]]:
    """The names of each person."""
    found = (record.persons.named(row.id or "") for row in record.people(limit=1000).items)
    return {frozenset(alias.name for alias in person.aliases) for person in found}


def test_a_person_is_counted_once_and_found_under_every_name(lopez: Record) -> None:
    (row,) = lopez.people().items
    assert (row.name, row.statements, row.articles, row.names) == ("Andrés Manuel López Obrador", 3, 3, 3)
    for words in ("amlo", "obrador", "andrés manuel"):
        assert lopez.search(Query(speaker=words)).total == 3, words
        assert lopez.people(name=words).items == (row,)
    assert lopez.stats().people == 1
    assert [(count.value, count.count) for count in lopez.facets(Query()).people] == [(row.name, 3)]


def test_the_order_of_all_persons_and_the_rows_of_some_are_those_of_the_list(
    lopez: Record, said: Callable[..., Extracted]
) -> None:
    lopez.add(said("n4", "Ana Ruiz"))
    lopez.add(said("n5", "Bo Lind"))
    update_people(lopez)
    everybody = lopez.people()
    order = lopez.persons.in_order()
    assert order == tuple(row.id for row in everybody.items)
    assert lopez.persons.listed([order[2], "p-0000000000", order[0]]) == (everybody.items[2], everybody.items[0])


def test_a_query_for_a_person_finds_the_statements_under_every_name_and_no_others(
    lopez: Record, said: Callable[..., Extracted]
) -> None:
    lopez.add(said("n4", "Ana Ruiz"))
    update_people(lopez)
    person = lopez.persons.named("AMLO")
    for alias in person.aliases:  # the id of each name leads to all of them
        assert lopez.search(Query(person=person_id(alias.key))).total == 3
    assert {hit.person for hit in lopez.search(Query(speaker="amlo")).items} == {person.id}
    assert lopez.search(Query("n2", person=person.id)).total == 1
    assert lopez.search(Query(person="p-0000000000")).total == 0
    assert lopez.counts.count(Asked(Query(person=person.id))).total == 3
    with pytest.raises(QueryError, match="on an earlier day"):
        lopez.counts.count(Asked(Query(person=person.id)), as_of="2031")


def test_who_was_in_the_news_lately_is_counted_over_the_articles_published_last(
    record: Record, said: Callable[..., Extracted]
) -> None:
    record.add(said("n1", "Ana Ruiz", published="2031-01-01"))
    record.add(said("n2", "Ana Ruiz", published="2031-01-02"))
    record.add(said("n3", "Tom Okafor", published="2031-01-03"))
    update_people(record)
    names = [(heard.name, heard.articles, heard.statements) for heard in record.persons.lately()]
    assert names == [("Ana Ruiz", 2, 2), ("Tom Okafor", 1, 1)]
    assert [heard.name for heard in record.persons.lately(articles=1)] == ["Tom Okafor"]
    assert [heard.name for heard in record.persons.lately(limit=1)] == ["Ana Ruiz"]


def test_statements_keep_the_names_that_their_articles_give(lopez: Record) -> None:
    names = [e.statements[0].speaker.name for e in lopez.every()]
    assert sorted(filter(None, names)) == ["AMLO", "Andrés Manuel López Obrador", "López Obrador"]
    assert lopez.audit().ok


def test_it_is_told_why_names_are_one_and_where_it_stands(lopez: Record) -> None:
    person = lopez.persons.named("AMLO")
    why = {alias.name: alias.why for alias in person.aliases}
    assert why["AMLO"] == "an article says that it is another name of 'Andrés Manuel López Obrador'"
    assert "last words" in why["López Obrador"]
    key = next(alias.key for alias in person.aliases if alias.name == "AMLO")
    assert lopez.persons.examples(person)[key] == ("Andrés Manuel López Obrador (known as AMLO)", "n1")


def test_what_leaves_the_record_says_who_of_its_persons_speaks(lopez: Record) -> None:
    lopez.persons.link("AMLO", "Q1", **BY)
    update_people(lopez)
    person = lopez.persons.named("AMLO")
    who = [stored.persons["s1"] for stored in lopez.selected()]
    assert who == [(Identity(person.id, "Andrés Manuel López Obrador", "Q1"),)] * 3


def test_a_record_is_behind_where_other_rules_joined_it(lopez: Record) -> None:
    assert not lopez.persons.behind(across.VERSION)
    assert lopez.persons.behind("of tomorrow")


def test_a_fuller_name_that_comes_later_is_joined_and_a_second_one_parts_them(
    record: Record, said: Callable[..., Extracted]
) -> None:
    record.add(said("n1", "Tomás Arrieta"))
    update_people(record)
    record.add(said("n2", "Tomás Arrieta de la Cal"))
    update_people(record)
    assert groups(record) == {frozenset({"Tomás Arrieta", "Tomás Arrieta de la Cal"})}
    record.add(said("n3", "Tomás Arrieta del Río"))
    update_people(record)
    assert groups(record) == {
        frozenset({n}) for n in ("Tomás Arrieta", "Tomás Arrieta de la Cal", "Tomás Arrieta del Río")
    }


def test_the_id_of_every_name_leads_to_the_person(lopez: Record, said: Callable[..., Extracted]) -> None:
    before = {row.id for row in lopez.people().items}
    lopez.add(said("n4", "Andrés López Obrador"))
    update_people(lopez)
    assert len(lopez.people().items) == 1
    for public_id in before:
        assert {"AMLO", "Andrés Manuel López Obrador"} < {a.name for a in lopez.persons.named(public_id or "").aliases}


def test_a_re_reading_takes_out_what_the_old_reading_said(record: Record, said: Callable[..., Extracted]) -> None:
    first = said("n1", "AMLO", full="Andrés Manuel López Obrador (known as AMLO)")
    for one in (first, said("n2", "AMLO")):
        record.add(one)
    update_people(record)
    assert groups(record) == {frozenset({"AMLO", "Andrés Manuel López Obrador"})}
    bare = tuple(dataclasses.replace(s, speaker=Speaker("Ana Ruiz", "person", 0.9)) for s in first.statements)
    record.add(dataclasses.replace(first, statements=bare, model="m2"))
    update_people(record)
    assert groups(record) == {frozenset({"AMLO"}), frozenset({"Ana Ruiz"})}
    record.add(dataclasses.replace(first, model="m3"))
    update_people(record)
    assert groups(record) == {frozenset({"AMLO", "Andrés Manuel López Obrador"})}
    assert record.audit().ok


NAMES = [
    ("Ana Ruiz", None),
    ("Ana M. Ruiz", None),
    ("Ana B. Ruiz", None),
    ("Ruiz", "Ana Ruiz"),
    ("Ruiz", None),
    ("Tom Hale", None),
    ("Thomas Hale Jr.", None),
    ("Tommy", "Thomas Hale (nicknamed Tommy)"),
    ("Tommy", None),
    ("Tommy", "Tom Ruiz (nicknamed Tommy)"),
    ("Ana Peña", None),
    ("Ana Peña Nieto", None),
    ("Ana Peña-Nieto", None),
]


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False), st.integers(1, 4))
def test_the_order_of_adding_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory,
    empty: Any,
    said: Callable[..., Extracted],
    chance: random.Random,
    at_once: int,
) -> None:
    import shutil

    from onrecord.record import open_record

    articles = [said(f"n{n}", name, full=full) for n, (name, full) in enumerate(NAMES)]
    found = []
    for order in (articles, chance.sample(articles, len(articles))):
        path = tmp_path_factory.mktemp("order") / "onrecord.db"
        shutil.copy(empty, path)
        with open_record(path) as record:
            for n, one in enumerate(order):
                record.add(one)
                if n % at_once == 0:
                    update_people(record)
            update_people(record)
            found.append(sorted(_persons(record), key=lambda p: p.id))
    assert found[0] == found[1]


def _persons(record: Record) -> Iterable[Person]:
    return [record.persons.named(row.id or "") for row in record.people(limit=100).items]


# --- by hand ---


def test_a_merge_holds_after_a_re_reading_and_can_be_undone(record: Record, said: Callable[..., Extracted]) -> None:
    articles = [said("n1", "Ana Ruiz"), said("n2", "Eva Okafor")]
    for one in articles:
        record.add(one)
    update_people(record)
    edit = record.persons.merge("Ana Ruiz", "Eva Okafor", **BY)
    update_people(record)
    person = record.persons.named("okafor")
    assert (person.name, len(person.aliases)) == ("Ana Ruiz", 2)
    assert person.aliases[1].why.startswith("joined by hand by ed on ")
    for one in articles:
        record.add(dataclasses.replace(one, model="m2"))
    update_people(record)
    assert len(record.people().items) == 1
    undone = record.persons.undo(edit.id, who="ed", why="no, they are sisters")
    update_people(record)
    assert len(record.people().items) == 2
    assert not undone.holds
    again = record.persons.undo(undone.undone_by or 0, who="ed", why="they are one after all")
    update_people(record)
    assert len(record.people().items) == 1
    assert [e.kind for e in record.persons.edits()] == ["person.merge", "undo", "undo"]
    assert again.kind == "undo"


def test_a_name_set_apart_stays_apart(lopez: Record, said: Callable[..., Extracted]) -> None:
    edit = lopez.persons.split("AMLO", **BY)
    lopez.add(said("n5", "AMLO", full="Andrés Manuel López Obrador (known as AMLO)"))
    update_people(lopez)
    assert frozenset({"AMLO"}) in groups(lopez)
    lopez.persons.undo(edit.id, **BY)
    update_people(lopez)
    assert len(groups(lopez)) == 1


def test_two_people_of_one_name_are_set_apart_by_their_articles(record: Record, said: Callable[..., Extracted]) -> None:
    articles = [said(f"n{n}", "Tom Hale") for n in range(4)]
    for one in articles:
        record.add(one)
    update_people(record)
    record.persons.split("Tom Hale", articles=["n1", "n3"], **BY)
    update_people(record)
    assert sorted(row.statements for row in record.people().items) == [2, 2]
    for one in articles:
        record.add(dataclasses.replace(one, model="m2"))
    update_people(record)
    assert sorted(row.statements for row in record.people().items) == [2, 2]
    with pytest.raises(RecordError, match="fits 2 persons"):
        record.persons.named("Tom Hale")


def test_a_name_given_by_hand_is_shown_and_found(lopez: Record) -> None:
    lopez.persons.rename("AMLO", "Andrés López", **BY)
    lopez.persons.link("AMLO", "Q1", **BY)
    update_people(lopez)
    person = lopez.persons.named("andres lopez")
    assert (person.name, person.qid, len(person.aliases)) == ("Andrés López", "Q1", 3)
    assert [row.name for row in lopez.people(name="andres lopez").items] == ["Andrés López"]


@pytest.mark.parametrize(
    ("decide", "says"),
    [
        (lambda p: p.merge("AMLO", "López Obrador", **BY), "are one already"),
        (lambda p: p.split("Obrador Manuel", **BY), "no name that an article gives"),
        (lambda p: p.link("AMLO", "12", **BY), "no item of Wikidata"),
        (lambda p: p.rename("AMLO", "…", **BY), "is no name"),
        (lambda p: p.rename("AMLO", "Andrés", who="ed", why=" "), "needs one who makes it and a reason"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_in_plain_words(
    lopez: Record, decide: Callable[[Any], Any], says: str
) -> None:
    with pytest.raises(UsageError, match=says):
        decide(lopez.persons)
    assert lopez.persons.edits() == ()


def test_a_split_by_article_wants_an_article_with_that_name(lopez: Record, said: Callable[..., Extracted]) -> None:
    lopez.add(said("n9", "Ana Ruiz"))
    update_people(lopez)
    with pytest.raises(RecordError, match="nobody of this name speaks"):
        lopez.persons.split("AMLO", articles=["n9"], **BY)


@pytest.mark.parametrize(
    "decide",
    [
        lambda p: p.merge("AMLO", "\ud800", **BY),
        lambda p: p.split("\ud800", **BY),
        lambda p: p.split("AMLO", articles=["\ud800"], **BY),
        lambda p: p.rename("\ud800", "Andrés", **BY),
        lambda p: p.link("\ud800", "Q42", **BY),
    ],
)
def test_a_name_that_is_no_text_is_nobodys(lopez: Record, decide: Callable[[Any], Any]) -> None:
    with pytest.raises(RecordError) as raised:
        decide(lopez.persons)
    assert raised.value.code == "not-found"


def test_nobody_of_a_name_is_told_with_the_way_to_the_list(lopez: Record) -> None:
    with pytest.raises(RecordError) as raised:
        lopez.persons.named("Nobody Atall")
    assert "onrecord people" in (raised.value.next_step or "")


def test_offices_are_shown_with_their_first_and_last_day(record: Record, article: Build) -> None:
    for number, (title, day) in enumerate(
        [("Mayor", "2031-01-02"), ("Mayor", "2031-03-04"), ("Senator", "2033-05-06")]
    ):
        text = f"“Welcome to day {number},” {title} Ana Ruiz said."
        start = text.index("Ana Ruiz")
        found = article(text, id=f"n{number}", published=day, speaker="Ana Ruiz")
        speaker = Speaker("Ana Ruiz", "person", 0.9, evidence=(Span(start, start + 8),))
        record.add(
            dataclasses.replace(
                found, statements=tuple(dataclasses.replace(s, speaker=speaker) for s in found.statements)
            )
        )
    update_people(record)
    offices = [(o.title, o.first, o.last, o.articles) for o in record.persons.named("Ana Ruiz").offices]
    assert offices == [("Mayor", "2031-01-02", "2031-03-04", 2), ("Senator", "2033-05-06", "2033-05-06", 1)]


def test_members_of_a_group_speak_each_for_themselves(record: Record, article: Build) -> None:
    found = article("“We agree,” they said.", id="n1")
    both = Speaker("Ana Ruiz and Tom Hale", "group", 0.9, members=("Ana Ruiz", "Tom Hale"))
    statements = tuple(dataclasses.replace(s, speaker=both) for s in found.statements)
    record.add(dataclasses.replace(found, statements=statements))
    update_people(record)
    assert [(row.name, row.statements) for row in record.people().items] == [("Ana Ruiz", 1), ("Tom Hale", 1)]


@pytest.mark.parametrize(
    ("order", "what"),
    [
        ("UPDATE name SET he = he + 1 WHERE key = 1", "its he are not the sums of what its articles say"),
        ("UPDATE name SET kinds = '{}' WHERE key = 1", "its kinds are not the sums of what its articles say"),
        ("UPDATE name SET person = NULL", "it is nobody's"),
        ("DELETE FROM article_name WHERE name = 1", "whom its article does not name"),
    ],
)
def test_an_audit_finds_names_that_are_not_what_their_articles_say(lopez: Record, order: str, what: str) -> None:
    assert lopez.audit().ok
    with lopez._writing() as connection:
        assert connection.exec_driver_sql(order).rowcount > 0
    found = lopez.audit().findings
    assert {finding.code for finding in found} == {"person"}
    assert any(what in finding.what for finding in found)


def test_other_rules_go_through_all_articles_again(lopez: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(across, "VERSION", "next")
    seen: list[str] = []
    monkeypatch.setattr(across, "observe", lambda e: seen.append(e.article.id) or ())
    lopez.persons.update(across)
    assert sorted(seen) == ["n1", "n2", "n3"]
    assert lopez.people().items == ()
