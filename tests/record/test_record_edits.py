"""What people decide holds: over everything that reads, over newer models, over other texts; or is said to be lost."""

from __future__ import annotations

import dataclasses

import pytest
import record_builders
from hypothesis import given
from hypothesis import strategies as st

from onrecord.domain import Extracted, Span
from onrecord.errors import QueryError, RecordError, UsageError
from onrecord.record import Asked, Record, Wish, edits, parse_query
from onrecord.record.quoting import Alignment, find

TEXT = (
    "“We shall wait for the spring,” Ana Ruiz said.\n\n“The price of salt is wrong,” Tom Okafor declared. "
    "Nobody on the island doubted that the ferry would sail again."
)
ADDRESS = "https://courier.example/ferry"
BY = {"who": "ada", "why": "heard it"}


def one(text: str = TEXT, **given: object) -> Extracted:
    return record_builders.build(text, **{"id": "ferry", "url": ADDRESS, "outlet": "Courier", **given})


def cut(found: Extracted, number: int, *spans: Span) -> Extracted:
    """The same article with other content for one statement, as a newer model would cut it."""
    statements = list(found.statements)
    statements[number] = dataclasses.replace(statements[number], content=spans)
    return dataclasses.replace(found, statements=tuple(statements), model="m2")


@pytest.fixture
def ferry(record: Record) -> Record:
    """A record with one article, on each store."""
    record.add(one())
    return record


def hit(record: Record, words: str):
    (found,) = record.search(parse_query(words)).items
    return found


def total(record: Record, line: str) -> int:
    return record.search(parse_query(line)).total


def test_every_reader_sees_the_edited_values_and_what_was_before(ferry: Record) -> None:
    own = hit(ferry, "spring").id
    ferry.edits.change(own, Wish(speaker="Eva Ruiz", day="2031-05", form="paraphrased", act="would-not-say"), **BY)
    found = hit(ferry, "speaker:eva after:2031 form:paraphrased act:would-not-say")
    assert found.id == own
    review = found.statement.review
    assert (review.state, review.who, review.why) == ("edited", "ada", "heard it")
    assert dict(review.was) == {"speaker": "Ana Ruiz", "day": "not known", "form": "direct", "act": "said"}
    assert total(ferry, "speaker:ana act:said") == 0
    assert ferry.article("ferry").extracted.statements[0].speaker.name == "Eva Ruiz"
    assert (ferry.stats().refused, ferry.stats().dated) == (1, 1)
    rows = ferry.counts.count(Asked(by=("speaker",))).rows
    assert sorted(row.cells[0].value for row in rows) == ["Eva Ruiz", "Tom Okafor"]
    assert next(iter(ferry.every())).statements[0].said_on.edtf == "2031-05"
    assert ferry.audit().ok


def test_the_edits_of_a_statement_are_found_by_the_id_it_has_now_with_what_took_them_back(ferry: Record) -> None:
    own, other = hit(ferry, "spring").id, hit(ferry, "salt").id
    first = ferry.edits.change(own, Wish(speaker="Eva Ruiz"), **BY)
    second = ferry.edits.change(own, Wish(day="2031"), **BY)
    ferry.edits.change(other, Wish(day="2031"), **BY)
    ferry.edits.undo(first.id, **BY)
    ferry.add(cut(one(), 0, Span(4, 29)))
    now = hit(ferry, "spring").id
    assert now != own
    kinds = [(edit.id, edit.kind) for edit in ferry.edits.on_statements([now])]
    assert kinds == [(first.id, "statement.change"), (second.id, "statement.change"), (4, "undo")]
    assert ferry.edits.on_statements(["nobody"]) == ()


def test_a_rejected_statement_is_nowhere_until_that_is_undone(ferry: Record) -> None:
    own = hit(ferry, "spring").id
    made = ferry.edits.reject(own, **BY)
    assert total(ferry, "") == ferry.stats().statements == ferry.counts.count(Asked()).total == 1
    assert ferry.audit().ok
    ferry.edits.undo(made.id, **BY)
    assert hit(ferry, "spring").id == own
    assert hit(ferry, "spring").statement.review is None
    ferry.edits.undo(2, **BY)
    assert total(ferry, "spring") == 0
    assert ferry.audit().ok


@pytest.mark.parametrize("face", ["persons", "sayings"])
def test_an_edit_is_taken_back_where_its_kind_is_or_any(ferry: Record, face: str) -> None:
    made = ferry.edits.change(hit(ferry, "spring").id, Wish(speaker="Eva Ruiz"), **BY)
    with pytest.raises(RecordError, match="edit 1 is about something else") as caught:
        getattr(ferry, face).undo(made.id, **BY)
    assert caught.value.code == "not-found"
    taken = ferry.edits.undo(made.id, **BY)
    assert (taken.id, taken.undone_by) == (made.id, made.id + 1)
    with pytest.raises(RecordError, match="edit 2 is about something else"):  # an undoing is of the kind it undid
        getattr(ferry, face).undo(made.id + 1, **BY)
    assert hit(ferry, "spring").statement.speaker.name == "Ana Ruiz"
    assert ferry.audit().ok


def test_other_words_keep_the_public_id(ferry: Record) -> None:
    own = hit(ferry, "spring").id
    ferry.edits.change(own, Wish(content="We shall ... the spring"), **BY)
    found = hit(ferry, "spring")
    assert (found.id, found.content) == (own, "We shall ... the spring")
    assert total(ferry, '"wait for"') == 0
    assert dict(found.statement.review.was) == {"content": "We shall wait for the spring"}
    assert ferry.audit().ok


def test_a_missed_statement_is_added_in_its_place_and_told_as_added(ferry: Record) -> None:
    wish = Wish(content="the ferry would  sail again", source="Nobody on the island", speaker="Ana Ruiz")
    ferry.edits.add("ferry", wish, **BY)
    found = hit(ferry, "ferry")
    assert (found.statement.form, found.statement.confidence, found.source) == ("indirect", 1.0, "Nobody on the island")
    assert found.statement.review.was == (("statement", "not found by the model"),)
    assert [s.id for s in ferry.article("ferry").extracted.statements] == ["s1", "s2", "e1"]
    with pytest.raises(UsageError, match="a statement already"):
        ferry.edits.add("ferry", wish, **BY)
    ferry.edits.change(found.id, Wish(speaker="-"), **BY)
    assert hit(ferry, "ferry").statement.speaker.name is None
    ferry.edits.undo(1, **BY)
    assert total(ferry, "ferry") == 0
    assert [orphan.edit.id for orphan in ferry.edits.orphans()] == [2]
    assert ferry.audit().ok


def test_review_says_who_looked_and_is_searched(ferry: Record) -> None:
    ferry.edits.review(hit(ferry, "spring").id, **BY)
    ferry.edits.change(hit(ferry, "salt").id, Wish(day="2031-05-02"), **BY)
    assert [total(ferry, f"review:{state}") for state in ("unreviewed", "reviewed", "edited")] == [0, 1, 1]
    assert hit(ferry, "spring").statement.review.state == "reviewed"
    with pytest.raises(QueryError, match="not known"):
        ferry.search(parse_query("review:maybe"))


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (Wish(), "nothing is to be changed"),
        (Wish(speaker="Ana  Ruiz", form="quoted", content="We shall wait for the spring"), "it stands so already"),
        (Wish(day="soon"), "is no day"),
        (Wish(content="words of another text"), "do not stand in the text"),
        (Wish(content_at=("9-9",)), "is no stretch"),
        (Wish(content="We", content_at=("1-3",)), "both given"),
        (Wish(speaker=" "), "has no name"),
        (Wish(speaker_type="group"), "without a speaker"),
    ],
)
def test_what_cannot_be_is_explained_and_nothing_is_written(ferry: Record, wish: Wish, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        ferry.edits.change(hit(ferry, "spring").id, wish, **BY)
    with pytest.raises(RecordError, match="no statement"):
        ferry.edits.change("ffff", Wish(speaker="X"), **BY)
    with pytest.raises(UsageError, match="a reason"):
        ferry.edits.reject(hit(ferry, "spring").id, who="ada", why=" ")
    assert ferry.edits.every() == ()


# --- what outlives what ----------------------------------------------------------------------------------------------


def test_an_edit_holds_over_a_newer_model_with_the_same_words(ferry: Record) -> None:
    own = hit(ferry, "spring").id
    ferry.edits.change(own, Wish(speaker="Eva Ruiz"), **BY)
    assert ferry.add(one(model="m2", speaker="Someone Else")).orphans == 0
    found = hit(ferry, "spring")
    assert (found.id, found.statement.speaker.name) == (own, "Eva Ruiz")
    assert dict(found.statement.review.was) == {"speaker": "Someone Else"}
    assert ferry.audit().ok


def test_an_edit_follows_a_statement_that_a_newer_model_cuts_otherwise(ferry: Record) -> None:
    own = hit(ferry, "spring").id
    ferry.edits.change(own, Wish(speaker="Eva Ruiz"), **BY)
    assert ferry.add(cut(one(), 0, Span(4, 29))).orphans == 0
    found = hit(ferry, "spring")
    assert (found.content, found.statement.speaker.name) == ("shall wait for the spring", "Eva Ruiz")
    assert ferry.edits.orphans() == ()
    # Who cited it by its old id, finds it.
    assert ferry.statement(own).statement_ids == {"s1": found.id}


def test_an_edit_whose_statement_is_gone_is_an_orphan_and_says_so(ferry: Record) -> None:
    own = hit(ferry, "spring").id
    ferry.edits.change(own, Wish(speaker="Eva Ruiz"), **BY)
    assert ferry.add(cut(one(), 0, Span(1, 4))).orphans == 1
    (orphan,) = ferry.edits.orphans()
    assert (orphan.edit.target, orphan.article) == (own, "ferry")
    assert "no statement has its words" in orphan.why
    assert "Eva Ruiz" not in {row.name for row in ferry.people().items}
    assert ferry.audit().ok
    ferry.add(one(model="m3"))  # it comes back, and so does the edit
    assert (hit(ferry, "spring").statement.speaker.name, ferry.edits.orphans()) == ("Eva Ruiz", ())


def test_whoever_asks_for_a_statement_that_is_gone_is_told_what_became_of_it(ferry: Record) -> None:
    rejected, gone = hit(ferry, "spring").id, hit(ferry, "salt").id
    made = ferry.edits.reject(rejected, **BY)
    with pytest.raises(RecordError, match=r"was rejected by ada on .*: heard it.*undo 1") as told:
        ferry.statement(rejected)
    assert told.value.code == "not-found"
    ferry.edits.undo(made.id, **BY)
    assert ferry.statement(rejected).extracted.statements
    ferry.add(dataclasses.replace(one(), statements=one().statements[:1], model="m2"))
    with pytest.raises(RecordError, match=r"stood in ferry until .* and is not found any more"):
        ferry.statement(gone)
    with pytest.raises(RecordError, match="no statement of this record"):
        ferry.statement("ffffff")


def test_a_rejection_needs_nothing_where_a_newer_model_finds_nothing(ferry: Record) -> None:
    ferry.edits.reject(hit(ferry, "spring").id, **BY)
    found = one()
    ferry.add(dataclasses.replace(found, statements=found.statements[1:], model="m2"))
    assert ferry.edits.orphans() == ()
    ferry.add(dataclasses.replace(cut(one(), 0, Span(1, 12)), model="m3"))  # less than half of it: nobody rejected this
    assert [orphan.edit.id for orphan in ferry.edits.orphans()] == [1]


def test_a_review_holds_only_of_what_was_reviewed(ferry: Record) -> None:
    ferry.edits.review(hit(ferry, "spring").id, **BY)
    ferry.add(one(model="m2"))
    assert total(ferry, "review:reviewed") == 1
    ferry.add(one(model="m3", speaker="Someone Else"))
    assert total(ferry, "review:reviewed") == 0
    assert "speaker was 'Ana Ruiz' and is 'Someone Else'" in ferry.edits.orphans()[0].why


def test_an_addition_becomes_an_edit_of_what_a_newer_model_finds(ferry: Record) -> None:
    ferry.edits.add("ferry", Wish(content="the ferry would sail again", speaker="Eva Ruiz"), **BY)
    own, found = hit(ferry, "ferry"), one(model="m2")
    plain = dataclasses.replace(found.statements[1], id="s3", content=own.statement.content, source=(), cue=())
    ferry.add(dataclasses.replace(found, statements=(*found.statements, plain)))
    again = hit(ferry, "ferry")
    assert (again.id, again.statement.id, again.statement.speaker.name) == (own.id, "s3", "Eva Ruiz")
    assert ferry.audit().ok


def test_edits_go_over_to_a_later_version_of_the_article(ferry: Record) -> None:
    ferry.edits.change(hit(ferry, "spring").id, Wish(speaker="Eva Ruiz"), **BY)
    ferry.edits.change(hit(ferry, "salt").id, Wish(content="price of salt"), **BY)
    ferry.edits.add("ferry", Wish(content="the ferry would sail again", speaker="Tom Okafor"), **BY)
    later = "A new first line.\n\n" + TEXT.replace("wait for the spring", "wait a little for the spring")
    added = ferry.add(one(later.replace("salt is", "salt here is"), id="ferry2"))
    assert (added.status, added.orphans) == ("revised", 0)
    new = ferry.article("ferry2")
    who = {s.content[0].of(new.extracted.article.text): s.speaker.name for s in new.extracted.statements}
    assert who == {
        "We shall wait a little for the spring": "Eva Ruiz",
        "price of salt": "Tom Okafor",
        "the ferry would sail again": "Tom Okafor",
    }
    assert ferry.audit().ok
    gone = ferry.add(one("“Nothing of this,” Ana Ruiz said.", id="ferry3"))
    assert (gone.status, gone.orphans) == ("revised", 3)
    assert {orphan.article for orphan in ferry.edits.orphans()} == {"ferry3"}
    assert ferry.audit().ok


def test_an_earlier_day_is_counted_without_the_edits_since(ferry: Record) -> None:
    with ferry._writing() as connection:
        connection.exec_driver_sql(
            "UPDATE article SET added_at = '2020-01-01T00:00:00Z', read_at = '2020-01-01T00:00:00Z'"
        )
    ferry.edits.change(hit(ferry, "spring").id, Wish(speaker="Eva Ruiz"), **BY)
    ferry.edits.reject(hit(ferry, "salt").id, **BY)
    ferry.edits.add("ferry", Wish(content="the ferry would sail again"), **BY)
    asked = Asked(by=("speaker",))

    def counted(as_of: str | None) -> dict[str | None, int]:
        return {r.cells[0].value: r.number for r in ferry.counts.count(asked, as_of=as_of).rows}

    assert counted("2020-06-01") == {"Ana Ruiz": 1, "Tom Okafor": 1}
    assert counted(None) == {"Eva Ruiz": 1, None: 1}


def test_an_edit_that_was_tampered_with_is_found_by_the_audit(ferry: Record) -> None:
    ferry.edits.change(hit(ferry, "spring").id, Wish(speaker="Eva Ruiz"), **BY)
    with ferry._writing() as connection:
        connection.exec_driver_sql("UPDATE statement SET reviewed_by = 'eve' WHERE review IS NOT NULL")
    assert {finding.code for finding in ferry.audit().findings} == {"edit"}


# --- words of a text -------------------------------------------------------------------------------------------------

words = st.lists(st.text("abé’'“”", min_size=1, max_size=4), min_size=1, max_size=12)


def test_of_places_that_overlap_the_nearest_is_taken() -> None:
    assert find("no no", "no no no", near=3) == (Span(3, 8),)


@given(words, st.data())
def test_quoted_words_are_found_where_they_stand(pieces: list[str], data: st.DataObject) -> None:
    text = " ".join(pieces)
    start = data.draw(st.integers(0, len(pieces) - 1))
    end = data.draw(st.integers(start + 1, len(pieces)))
    quoted = "\n ".join(pieces[start:end]).replace("’", "'")
    at = len(" ".join(pieces[:start])) + bool(start)
    (span,) = find(quoted, text, near=at)
    assert span == Span(at, at + len(" ".join(pieces[start:end])))


@given(words, words, words)
def test_words_that_stay_are_mapped_to_themselves(before: list[str], middle: list[str], after: list[str]) -> None:
    old, new = " ".join(["MARK", *middle, "END"]), " ".join([*before, "MARK", *middle, "END", *after])
    (there,) = Alignment(old, new).map((Span(0, len(old)),))
    assert there.of(new) == old


# --- what held on an earlier day -------------------------------------------------------------------------------------


def test_edits_that_held_at_a_moment_are_those_that_held_then(ferry: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    own = hit(ferry, "spring").id
    ticks = iter(f"2031-05-0{day}T10:00:00Z" for day in range(1, 8))
    monkeypatch.setattr(edits, "now", lambda: next(ticks))
    held = []
    for step in (
        lambda: ferry.edits.review(own, **BY),
        lambda: ferry.edits.undo(1, **BY),
        lambda: ferry.edits.undo(2, **BY),
        lambda: ferry.edits.change(own, Wish(speaker="Eva Ruiz"), **BY),
        lambda: ferry.edits.undo(3, **BY),
    ):
        step()
        with ferry._reading() as connection:
            held.append([one.id for one in edits.holding(connection)])
    assert held == [[1], [], [1], [1, 4], [4]]
    with ferry._reading() as connection:
        then = [[one.id for one in edits.held(connection, f"2031-05-0{day}T10:00:00Z")] for day in range(1, 6)]
    assert then == held


def test_a_count_of_an_earlier_day_names_the_edits_model_and_reader_of_then(
    ferry: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        for module in ("writing", "edits"):
            patch.setattr(f"onrecord.record.{module}.now", lambda: "2021-05-01T10:00:00Z")
        ferry.add(one("“We sail,” Ana Ruiz said.", id="sails", url="https://courier.example/sails"))
        ferry.edits.review(hit(ferry, "sail").id, **BY)
    then = ferry.counts.manifest(Asked(), as_of="2021-05-01")[1]
    assert (len(then.articles), then.edits) == (1, (1,))
    ferry.edits.undo(1, **BY)
    ferry.add(
        one(
            "“We sail,” Ana Ruiz said.", id="sails", url="https://courier.example/sails", reader_version="2", model="m2"
        )
    )
    assert ferry.counts.manifest(Asked(), as_of="2021-05-01")[1] == then
