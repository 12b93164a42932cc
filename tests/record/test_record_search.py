from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
import record_builders
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.domain import Extracted, Span
from onrecord.errors import QueryError
from onrecord.record import Query, Record, open_record
from onrecord.record.search import snippet

Build = Callable[..., Extracted]


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """A record of a few statements that no test writes to."""
    record = open_record(tmp_path_factory.mktemp("press") / "onrecord.db")
    courier, ledger = "The Port Vell Courier", "Evening Ledger"
    for text, outlet, said in (
        (
            "“The harbour’s taxes will not rise,” Ana Ruiz said. “Taxes, taxes, taxes,” Tom Okafor said.",
            courier,
            "2031-01",
        ),
        ("“We will build in three cities,” Ana Ruiz said.", ledger, "2031-02-03"),
        ("“Not a word about the harbour,” Eva Ruiz declared.", ledger, "2031-03-01/2031-03-05"),
        ("“Citizens will ask,” he said.", None, None),
    ):
        record.add(
            record_builders.build(text, outlet=outlet, said=said, meta={"section": "port", "page": 3} if said else {})
        )
    yield record
    record.close()


def found(record: Record, query: Query) -> list[str]:
    return sorted(hit.content.split()[0].strip(",") for hit in record.search(query).items)


@pytest.mark.parametrize(
    ("query", "first_words"),
    [
        (Query("taxes"), ["Taxes", "The"]),
        (Query("TAX harbours"), ["The"]),
        (Query('"will not rise"'), ["The"]),
        (Query('"not will rise"'), []),
        (Query("citi*"), ["Citizens", "We"]),
        (Query("cities*"), ["We"]),
        (Query("city"), ["We"]),
        (Query("ruiz"), []),  # words are words of the content
        (Query(speaker="ruiz"), ["Not", "The", "We"]),
        (Query(speaker="ANA RUÍZ"), ["The", "We"]),
        (Query(speaker="he"), ["Citizens"]),  # whom the text names, where nobody knows who it is
        (Query("harbour", speaker="eva"), ["Not"]),
        (Query(outlet="ledger"), ["Not", "We"]),
        (Query(outlet="port vell"), ["Taxes", "The"]),
        (Query(outlet="vell port"), []),
        (Query("harbour", outlet="ledger"), ["Not"]),
        (Query(after="2031-01-01"), ["Not", "Taxes", "The", "We"]),
        (Query(after="2031-01-15"), ["Not", "We"]),  # some day of January may be before the 15th
        (Query(before="2031-02"), ["Taxes", "The", "We"]),
        (Query(before="2031-03-04"), ["Taxes", "The", "We"]),
        (Query(after="2031-02", before="2031-03"), ["Not", "We"]),
        (Query(form="quoted"), ["Citizens", "Not", "Taxes", "The", "We"]),
        (Query(form="indirect"), []),
        (Query(act="would-not-say"), []),
        (Query(meta=(("section", "port"), ("page", "3"))), ["Not", "Taxes", "The", "We"]),
        (Query(meta=(("section", "sport"),)), []),
        (Query(), ["Citizens", "Not", "Taxes", "The", "We"]),
    ],
    ids=str,
)
def test_a_query_finds(press: Record, query: Query, first_words: list[str]) -> None:
    assert found(press, query) == first_words
    assert press.search(query).total == len(first_words)


def test_what_fits_the_words_best_comes_first(press: Record) -> None:
    assert press.search(Query("taxes")).items[0].content == "Taxes, taxes, taxes"


def test_without_words_the_newest_comes_first_and_the_undated_last(press: Record) -> None:
    assert [hit.content.split()[0] for hit in press.search(Query()).items][::4] == ["Not", "Citizens"]


def test_a_hit_says_what_was_said_where_and_which_words_were_meant(press: Record) -> None:
    hit = press.search(Query('harbours "will not rise"')).items[0]
    assert [span.of(hit.content) for span in hit.matches] == ["harbour’s", "will not rise"]
    assert hit.snippet.of(hit.content) == "The harbour’s taxes will not rise"
    assert (hit.source, hit.statement.speaker.name, hit.statement.said_on.edtf) == ("Ana Ruiz", "Ana Ruiz", "2031-01")
    assert (hit.article.outlet, hit.article.statements, hit.revised) == ("The Port Vell Courier", 2, False)
    assert press.article(hit.id).statement_ids[hit.statement.id] == hit.id


def test_pages_follow_on_each_other_without_gap_or_repetition(press: Record) -> None:
    whole = press.search(Query())
    pages = [press.search(Query(limit=2, offset=at)) for at in (0, 2, 4, 6)]
    assert [hit.id for page in pages for hit in page.items] == [hit.id for hit in whole.items]
    assert [page.more for page in pages] == [True, True, False, False]


def test_a_hit_in_an_article_that_was_revised_says_so(record: Record, article: Build) -> None:
    record.add(article("“All,” Ana Ruiz said.", id="a1"))
    record.add(article("“Nothing,” Ana Ruiz said.", id="a1"))
    assert {hit.content: hit.revised for hit in record.search(Query()).items} == {"All": True, "Nothing": False}


def test_what_is_read_again_is_found_by_its_new_words_only(record: Record, article: Build) -> None:
    record.add(article("“The harbour,” Ana Ruiz said.", raw=b"x"))
    record.add(article("“The station,” Ana Ruiz said.", raw=b"x", reader_version="2"))
    assert (record.search(Query("harbour")).total, record.search(Query("station")).total) == (0, 1)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(), st.text(), st.text())
def test_no_text_breaks_out_of_a_search(press: Record, words: str, speaker: str, outlet: str) -> None:
    for query in (Query(words, speaker=speaker), Query(outlet=outlet), Query(meta=((words, speaker),))):
        with suppress(QueryError):  # and no other error
            assert len(press.search(query).items) <= 5


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text("ab \"*()-:+^{}<>'\\%_\x00NEAROD", max_size=30))
def test_no_sign_of_the_stores_own_language_breaks_out(press: Record, words: str) -> None:
    try:
        page = press.search(Query(words))
    except QueryError:
        return
    assert page.total == len(page.items)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["tax", "a", "harbour " * 9, "\n", "x" * 80]), max_size=60), st.data())
def test_a_snippet_lies_in_its_content(pieces: list[str], data: st.DataObject) -> None:
    content = " ".join(["begin", *pieces])
    starts = data.draw(st.lists(st.integers(0, len(content) - 1), max_size=4))
    cut = snippet(content, [Span(at, at + 1) for at in starts], 100)
    assert 0 <= cut.start < cut.end <= len(content)
    assert len(cut) <= 100
