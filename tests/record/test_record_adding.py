from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable
from types import MappingProxyType
from typing import Any

import pytest
import record_builders
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.domain import Extracted, Span
from onrecord.errors import RecordError
from onrecord.record import Query, Record
from onrecord.record.rows import ID_LENGTH

Build = Callable[..., Extracted]

SAID = "“We shall not sell,” Ana Ruiz said."


def changed(extracted: Extracted, *, model: str | None = None, **fields: Any) -> Extracted:
    article = dataclasses.replace(extracted.article, **fields)
    return dataclasses.replace(extracted, article=article, model=model or extracted.model)


def test_an_article_comes_back_as_it_was_added(record: Record, full_article: Extracted) -> None:
    record.add(full_article)
    assert list(record.every()) == [full_article]
    stored = record.article("ruiz-1")
    assert stored.extracted == full_article
    assert list(stored.statement_ids) == ["s1", "s2", "s3"]
    assert record.audit().ok


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
    st.binary(),
    st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), st.none() | st.integers() | st.text("a\x00é🚢")),
)
def test_any_text_comes_back_letter_for_letter(record: Record, text: str, raw: bytes, meta: dict[str, Any]) -> None:
    extracted = record_builders.build(
        f"“{text}” Ana Ruiz said.", raw=b"x" + raw + text.encode(), title=text, meta=MappingProxyType(meta)
    )
    added = record.add(extracted)
    stored = record.article(added.article_id).extracted
    assert (stored.article.text, stored.statements) == (extracted.article.text, extracted.statements)
    assert added.status == "already" or stored == extracted
    assert record.audit().ok


def test_what_an_article_says_of_itself_may_be_long_and_is_found_by_all_of_it(record: Record) -> None:
    noise = random.Random(7)  # what cannot be packed: PostgreSQL takes 2,700 bytes of it into an index
    long = "".join(noise.choice("0123456789abcdefghijklmnopqrstuvwxyz") for _ in range(9000))
    added = record.add(record_builders.build(SAID, meta=MappingProxyType({"abstract": long})))
    found = {value: record.search(Query(meta=(("abstract", value),))).total for value in (long, long[:500])}
    assert record.article(added.article_id).extracted.article.meta["abstract"] == long
    assert found == {long: 1, long[:500]: 0}


def test_adding_twice_writes_once(record: Record, article: Build) -> None:
    assert record.add(article(SAID)).status == "added"
    before = record.stats()
    again = record.add(article(SAID))
    assert (again.status, again.statements) == ("already", 1)
    assert record.stats() == before


def test_the_same_bytes_elsewhere_are_the_same_article(record: Record, article: Build) -> None:
    first = article(SAID, path="a.txt", raw=b"x")
    record.add(first)
    assert record.add(changed(first, path="b.txt")).status == "already"
    assert record.article("a.txt").extracted == first


def test_has_knows_the_bytes_the_reader_the_model_and_the_id(record: Record, article: Build) -> None:
    added = article(SAID, raw=b"x", id="a1")
    digest = added.article.sha256
    assert not record.has(digest, "plain", "1", "m1")
    record.add(added)
    assert record.has(digest, "plain", "1", "m1")
    assert record.has(digest, "plain", "1", "m1", article_id="a1")
    assert not record.has(digest, "plain", "1", "m1", article_id="a2")
    assert not record.has(digest, "plain", "2", "m1")
    assert not record.has(digest, "plain", "1", "m2")
    assert not record.has(digest, "plain", "1", None)


def test_what_was_not_extracted_is_known_as_such(record: Record, article: Build) -> None:
    dutch = article("Hij zweeg.", model=None, language="nl")
    record.add(dutch)
    assert record.has(dutch.article.sha256, "plain", "1", None)
    assert not record.has(dutch.article.sha256, "plain", "1", "m1")


@pytest.mark.parametrize("news", [{"model": "m2"}, {"reader_version": "2", "text": "He: " + SAID}])
def test_a_newer_model_or_reader_takes_the_place_of_the_earlier(
    record: Record, article: Build, news: dict[str, Any]
) -> None:
    first = article(f"{SAID} “No,” he said.", raw=b"x")
    added = record.add(first)
    newer = changed(dataclasses.replace(first, statements=first.statements[:1]), **news)
    newer = dataclasses.replace(
        newer,
        statements=tuple(
            dataclasses.replace(s, content=(Span(at := newer.article.text.index("We"), at + 17),), source=(), cue=())
            for s in newer.statements
        ),
    )
    again = record.add(newer)
    assert (again.status, again.article_id, again.statements) == ("re-read", added.article_id, 1)
    assert list(record.every()) == [newer]
    assert record.audit().ok


def test_a_statement_keeps_its_id_through_a_re_reading(record: Record, article: Build) -> None:
    first = article(f"{SAID} “No,” he said. “No,” Tom Okafor said.", raw=b"x")
    record.add(first)
    before = record.article(first.article.id).statement_ids
    fewer = tuple(dataclasses.replace(s, id=f"s{n}", cue=()) for n, s in enumerate(first.statements[1:], 1))
    record.add(dataclasses.replace(first, statements=fewer, model="m2"))
    after = record.article(first.article.id).statement_ids
    assert [after["s1"], after["s2"]] == [before["s2"], before["s3"]]
    assert len(set(before.values())) == 3


def test_statements_whose_short_ids_would_be_one_get_longer_ids(
    record: Record, article: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    def alike(article: str, content: str, occurrence: int) -> str:
        return "0" * ID_LENGTH + content[-1] * (64 - ID_LENGTH)

    monkeypatch.setattr("onrecord.record.rows.statement_digest", alike)
    record.add(article("“To a,” Ana Ruiz said. “To b,” Ana Ruiz said."))
    record.add(article("“To c,” Ana Ruiz said."))
    ids = [hit for row in record.articles().items for hit in record.article(row.id).statement_ids.values()]
    assert sorted(map(len, ids)) == [12, 16, 16]


@pytest.mark.parametrize("same", [{"id": "a1"}, {"url": "https://courier.example/1"}])
def test_other_words_at_the_same_id_or_address_are_a_revision_and_both_stay(
    record: Record, article: Build, same: dict[str, str]
) -> None:
    first, second, third = (
        record.add(article(f"“We shall sell {what},” Ana Ruiz said.", **same)) for what in ("all", "half", "nothing")
    )
    assert (second.status, second.revises) == ("revised", first.article_id)
    assert (third.status, third.revises) == ("revised", second.article_id)
    stored = record.article(second.article_id)
    assert (stored.revises, stored.revised_by) == (first.article_id, (third.article_id,))
    assert record.stats().revisions == 2
    assert len({first.article_id, second.article_id, third.article_id}) == 3
    assert record.add(article("“We shall sell all,” Ana Ruiz said.", **same)).status == "already"


def test_other_bytes_around_the_same_words_are_no_revision(record: Record, article: Build) -> None:
    url = "https://courier.example/1"
    first = record.add(article(SAID, url=url, raw=b"page with an advertisement"))
    again = record.add(article(SAID, url=url, raw=b"page with another"))
    assert (again.status, again.article_id) == ("already", first.article_id)
    dated = record.add(article(SAID, url=url, raw=b"page with a day", published="2031-05-03"))
    assert (dated.status, dated.article_id) == ("re-read", first.article_id)
    assert record.article(url).extracted.article.published == "2031-05-03"


def test_what_somebody_gave_takes_the_place_of_what_was_found_only_when_asked(record: Record, article: Build) -> None:
    first = article(SAID, raw=b"x")
    record.add(first)
    dated = changed(first, published="2031-05-03")
    assert record.add(dated).status == "already"
    assert record.add(dated, replace=True).status == "re-read"
    assert record.add(dated, replace=True).status == "already"
    assert list(record.every()) == [dated]


def test_the_same_bytes_under_two_given_ids_are_two_articles(record: Record, article: Build) -> None:
    assert [record.add(article(SAID, raw=b"x", id=name)).status for name in ("a1", "a2")] == ["added", "added"]
    assert record.audit().ok


def test_a_span_beyond_its_text_is_refused_and_nothing_stays(record: Record, article: Build) -> None:
    good = article(SAID)
    bad = dataclasses.replace(good.statements[0], content=(Span(0, 4000),))
    with pytest.raises(RecordError, match="beyond the end") as raised:
        record.add(dataclasses.replace(good, statements=(bad,)))
    assert raised.value.code == "span"
    assert record.stats().articles == 0


def test_text_with_half_a_character_is_refused_in_words(record: Record, article: Build) -> None:
    broken = changed(article(SAID), title="\ud83d", id="a1")
    with pytest.raises(RecordError, match=r"U\+D83D") as raised:
        record.add(broken)
    assert raised.value.code == "not-unicode"


def test_every_article_comes_in_an_order_that_adding_does_not_decide(record: Record, article: Build) -> None:
    days = ["2031-02-01", None, "2030-01-01", "2031-02-01"]
    articles = [article(SAID, id=f"a{n}", published=day) for n, day in enumerate(days)]
    for one in reversed(articles):
        record.add(one)
    assert [one.article.id for one in record.every()] == ["a1", "a2", "a0", "a3"]


def test_every_shows_one_state_while_others_add(record: Record) -> None:
    articles = record_builders.many(120)
    for one in articles[:60]:
        record.add(one)
    walk = record.every()
    next(walk)
    record.add(articles[60])
    assert sum(1 for _ in walk) == 59


def test_a_failure_stays_until_its_path_is_added(record: Record, article: Build) -> None:
    record.add_failure("in/a.pdf", "empty", "the file is empty", "Fetch it again", sha256="00", raw=b"\x00")
    record.add_failure("in/a.pdf", "binary", "this is no text")
    record.add_failure("in/b.pdf", "empty", "the file is empty")
    first, second = record.failures()
    assert (first.path, first.code, first.next_step, first.tries) == ("in/a.pdf", "binary", None, 2)
    assert second.tries == 1
    record.add(article(SAID, path="in/a.pdf"))
    assert [failure.path for failure in record.failures()] == ["in/b.pdf"]
    assert record.clear_failure("in/b.pdf")
    assert not record.clear_failure("in/b.pdf")
    assert record.failures() == ()


def test_the_bytes_of_a_failure_are_kept_where_they_were_given(record: Record) -> None:
    record.add_failure("-", "empty", "nothing came", raw=b"\x00\xff")
    record.add_failure("b", "empty", "nothing came")
    assert (record.failed_bytes("-"), record.failed_bytes("b"), record.failed_bytes("c")) == (b"\x00\xff", None, None)


def test_a_path_that_is_no_text_can_be_kept(record: Record, article: Build) -> None:
    odd = "in/\udcff.txt"
    record.add_failure(odd, "empty", "the file is empty")
    assert record.failures()[0].path == "in/\\udcff.txt"
    record.add(article(SAID, path=odd))
    assert record.failures() == ()
    assert record.article(odd).extracted.article.text == SAID
