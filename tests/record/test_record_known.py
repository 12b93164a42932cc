"""Known people: who of the list is who in the record, and what they were on the day of a statement."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from onrecord.domain import Extracted, Known, Term
from onrecord.errors import QueryError, RecordError, UsageError
from onrecord.ingest.people import update_people
from onrecord.record import Asked, Query, Record, manifest, parse_query

Build = Callable[..., Extracted]
RUIZ = Known(
    "Ana Ruiz",
    ("Annie Ruiz",),
    (
        Term("Harbour Party", "Member for the Isles", "2030-01-01", "2031-01-31"),
        Term("Free Harbour Party", "Minister of Ferries", "2031-02-01", None),
    ),
)
HALE = Known("Tom Hale", (), (Term("Harbour Party", "Mayor"),))
BY = {"who": "ed", "why": "I know them"}


@pytest.fixture
def told(record: Record, article: Build) -> Record:
    """Ana Ruiz speaks in January and February 2031 and on no day that is known, Tom Hale in January."""
    record.add(article("“We wait,” Ana Ruiz said.", id="n1", said="2031-01-05"))
    record.add(article("“We sail,” Ana Ruiz said.", id="n2", said="2031-02-05"))
    record.add(article("“We swim,” Ana Ruiz said.", id="n3"))
    record.add(article("“We fly,” Tom Hale said.", id="n4", said="2031-01-05"))
    update_people(record)
    return record


def found(record: Record, text: str) -> list[str]:
    return sorted(hit.article.id for hit in record.search(parse_query(text)).items)


def test_party_and_office_hold_on_the_day_of_the_statement(told: Record, article: Build) -> None:
    imported = told.persons.know([RUIZ, HALE])
    assert (imported.new, imported.changed, imported.joined, imported.doubts) == (("Ana Ruiz", "Tom Hale"), (), 2, ())
    days = {row.id: told.article(row.id).extracted.statements[0].said_on.edtf for row in told.articles().items}
    assert days == {"n1": "2031-01-05", "n2": "2031-02-05", "n3": None, "n4": "2031-01-05"}
    assert found(told, 'party:"harbour party"') == ["n1", "n2", "n4"]  # of Hale's the list says no days
    assert found(told, 'party:"free harbour"') == ["n2"]
    assert found(told, "office:minister") == ["n2"]
    assert found(told, "office:isles wait") == ["n1"]
    assert found(told, 'party:"free harbour" office:member') == []  # of one term, or of none
    assert found(told, "party:harbour act:said before:2031-01") == ["n1", "n4"]
    told.add(article("“We drift,” Ana Ruiz said.", id="n5", published="2031-03-01"))
    update_people(told)
    assert found(told, "office:minister") == ["n2", "n5"]  # without a day of its own: when it was printed
    assert told.counts.count(Asked(parse_query("party:harbour"))).total == 4
    for refused in ("party:---", "office:“”", "party:a party:b"):
        with pytest.raises(QueryError):
            parse_query(refused)
    with pytest.raises(QueryError, match="asked of statements"):
        told.search_articles(Query("wait", party="harbour"))
    with pytest.raises(QueryError, match="on an earlier day is not kept"):
        told.counts.count(Asked(Query(office="mayor")), as_of="2031")


def test_they_stand_beside_what_is_shown_and_exported(told: Record) -> None:
    told.persons.know([RUIZ])
    hits = {hit.article.id: (hit.party, hit.office) for hit in told.search(Query()).items}
    assert hits["n1"] == ("Harbour Party", "Member for the Isles")
    assert hits["n2"] == ("Free Harbour Party", "Minister of Ferries")
    assert hits["n3"] == hits["n4"] == (None, None)
    stored = {one.id: one.persons["s1"][0] for one in told.selected()}
    assert (stored["n2"].party, stored["n2"].office) == ("Free Harbour Party", "Minister of Ferries")
    assert stored["n4"].party is None
    (row,) = told.people(name="ruiz").items
    assert (row.party, row.office) == ("Free Harbour Party", "Minister of Ferries")
    assert [row.name for row in told.people(party="harbour").items] == ["Ana Ruiz"]
    assert told.people(office="mayor").items == ()
    assert told.persons.named("ruiz").terms == RUIZ.terms
    assert told.persons.named("hale").terms == ()


def test_two_terms_at_one_time_both_stand(told: Record) -> None:
    told.persons.know([Known("Tom Hale", (), (Term("Harbour Party", "Mayor"), Term("Harbour Party", "Chair")))])
    (hit,) = told.search(Query("fly")).items
    assert (hit.party, hit.office) == ("Harbour Party", "Mayor; Chair")
    assert found(told, "office:mayor") == found(told, "office:chair") == ["n4"]


def test_whoever_comes_later_is_joined_too_and_by_another_name(told: Record, article: Build) -> None:
    told.persons.know([RUIZ, Known("Eva Lund", (), (Term("Harbour Party"),))])
    told.add(article("“We row,” Eva Lund said.", id="n5"))
    told.add(article("“We dive,” ANNIE RUIZ said.", id="n6", said="2031-02-06"))
    assert told.people(party="harbour").total == 1  # nobody looked yet
    update_people(told)
    assert found(told, "party:harbour row") == ["n5"]
    assert found(told, "office:ferries") == ["n2", "n6"]


def test_imported_again_nothing_is_doubled_and_what_changed_is_changed(told: Record) -> None:
    told.persons.know([RUIZ, HALE])
    again = told.persons.know([RUIZ, Known("tom hale", ("Tommy",), (Term("Sea Party"),), id="7")])
    assert (again.new, again.changed, again.same) == ((), ("tom hale",), ("Ana Ruiz",))
    assert [row.known.names for row in told.persons.known_people()] == [
        ("Ana Ruiz", "Annie Ruiz"),
        ("tom hale", "Tommy"),
    ]
    assert found(told, 'party:"sea party"') == ["n4"]
    assert found(told, "office:mayor") == []
    renamed = told.persons.know([Known("Thomas Hale", ("Tom Hale",), (Term("Sea Party"),), id="7")])
    assert renamed.changed == ("Thomas Hale",)
    assert len(told.persons.known_people()) == 2
    assert told.persons.know([Known("Thomas Hale", ("Tom Hale",), (Term("Sea Party"),))]).same == ("Thomas Hale",)
    assert told.audit().ok


def test_an_alias_may_pass_from_one_to_another_in_one_import(told: Record) -> None:
    told.persons.know([Known("Ana Ruiz", ("The Chief",)), HALE])
    told.persons.know([Known("Ana Ruiz"), Known("Tom Hale", ("The Chief",))])
    assert {row.known.name: row.known.aliases for row in told.persons.known_people()} == {
        "Ana Ruiz": (),
        "Tom Hale": ("The Chief",),
    }


@pytest.mark.parametrize("clash", [Known("Eva Lund", ("ANNIE RUÍZ",)), Known("Ana Ruiz", id="9")])
def test_a_name_that_would_be_that_of_two_is_refused_with_both_and_nothing_is_changed(
    told: Record, clash: Known
) -> None:
    told.persons.know([Known(RUIZ.name, RUIZ.aliases, RUIZ.terms, id="8")])
    before = told.persons.known_people()
    with pytest.raises(UsageError, match=f"names two, Ana Ruiz and {clash.name}"):
        told.persons.know([HALE, clash])
    assert told.persons.known_people() == before


def test_a_trial_tells_and_changes_nothing(told: Record) -> None:
    assert told.persons.know([RUIZ], dry_run=True).joined == 1
    assert told.persons.known_people() == ()
    assert found(told, "party:harbour") == []


def test_a_name_that_two_of_the_record_bear_is_joined_to_neither_and_told(told: Record) -> None:
    told.persons.split("Ana Ruiz", articles=["n2"], **BY)
    update_people(told)
    imported = told.persons.know([RUIZ, HALE])
    assert imported.joined == 1
    (doubt,) = imported.doubts
    assert doubt.startswith("'Ana Ruiz' fits 2 persons: Ana Ruiz (p-")
    assert found(told, "party:harbour") == ["n4"]
    edit = told.persons.edits()[0]
    told.persons.undo(edit.id, **BY)
    update_people(told)
    assert found(told, "party:harbour") == ["n1", "n2", "n4"]
    assert [row.doubts for row in told.persons.known_people()] == [(), ()]


def test_a_person_who_would_be_two_of_the_list_is_neither_and_told(told: Record) -> None:
    told.persons.know([RUIZ, HALE])
    told.persons.merge("Ana Ruiz", "Tom Hale", **BY)
    update_people(told)
    assert found(told, "party:harbour") == []
    doubts = [doubt for row in told.persons.known_people() for doubt in row.doubts]
    assert len(doubts) == 2
    assert all("who would be" in doubt and "Ana Ruiz" in doubt and "Tom Hale" in doubt for doubt in doubts)


def test_a_surname_that_may_be_several_peoples_is_nobodys_whatever_the_list_says(told: Record, article: Build) -> None:
    told.add(article("“We float,” Eva Ruiz said.", id="n5"))
    told.add(article("“We sink,” Ruiz said.", id="n6"))
    update_people(told)
    assert told.persons.named(told.search(Query("sink")).items[0].person or "").candidates
    imported = told.persons.know([Known("Ana Ruiz", ("Ruiz",), (Term("Harbour Party"),))])
    assert imported.joined == 1
    assert "nothing tells which" in imported.doubts[0]
    assert found(told, "party:harbour sink") == []


def test_whoever_is_taken_off_the_list_has_no_party_any_more(told: Record) -> None:
    told.persons.know([RUIZ, HALE])
    with pytest.raises(RecordError, match="nobody on the list of known people is called 'Eva'"):
        told.persons.forget_known(["Ana Ruiz", "Eva"])
    assert told.persons.forget_known(["annie ruiz"]) == 1
    assert found(told, "party:harbour") == ["n4"]
    assert told.persons.forget_known(None) == 1
    assert told.persons.known_people() == ()
    assert told.audit().ok


def test_a_count_by_party_is_counted_again_and_says_where_the_list_is_another(told: Record) -> None:
    told.persons.know([RUIZ, HALE])
    asked = Asked(parse_query("party:harbour"))
    _, made = told.counts.manifest(asked)
    sheet = manifest.from_dict(json.loads(json.dumps(made.as_dict())), where="a sheet")
    assert told.counts.recount(sheet).same
    told.persons.know([Known("Tom Hale", (), (Term("Sea Party"),))])
    again = told.counts.recount(sheet)
    assert [(change.what, change.article, change.why) for change in again.statements] == [
        ("lost", "n4", "the list of known people is another")
    ]
