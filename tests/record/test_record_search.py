from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import record_builders
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.domain import Extracted, Span
from onrecord.errors import QueryError
from onrecord.record import Query, Record, open_record
from onrecord.record.hits import snippet
from onrecord.record.query import parse_words
from onrecord.record.ranking import fit

Build = Callable[..., Extracted]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def press(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """A record of a few statements that no test writes to, on each store."""
    if request.param == "sqlite":
        record = open_record(tmp_path_factory.mktemp("press") / "onrecord.db")
    else:
        record = open_record(request.getfixturevalue("databases")())
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


ARTICLES = {
    "at the top": ("The harbour stays open, officials said.", {"published": "2031-01-05"}),
    "with a headline": ("Nobody came.", {"title": "Open harbours", "title_apart": True, "outlet": "Evening Ledger"}),
    "side by side": ("They opened it. Harbour and station.", {"published": "2031-02-05", "meta": {"desk": "port"}}),
}


@pytest.fixture
def library(record: Record, article: Build) -> Record:
    """A record of articles to be found by their texts."""
    for name, (text, about) in ARTICLES.items():
        record.add(article(text, id=name, **about))
    return record


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


def test_a_scrap_is_no_better_than_a_sentence_and_a_long_one_is_worse() -> None:
    terms = parse_words("vote", "words")
    short, usual, long = (fit(" ".join(["vote", *["and"] * more]), terms) for more in (0, 14, 40))
    assert short == usual > long


def test_the_newest_come_first_where_that_is_asked(press: Record) -> None:
    query = Query("will", newest=True, limit=1)
    first = press.search(query)
    days = [hit.statement.said_on.edtf for hit in press.search(dataclasses.replace(query, limit=9)).items]
    assert days == sorted(days, key=lambda day: day or "", reverse=True)
    assert len(days) > 1
    assert not first.ranked
    rest = press.search(dataclasses.replace(query, limit=9, cursor=first.next)).items
    assert [hit.statement.said_on.edtf for hit in rest] == days[1:]


def test_without_words_the_newest_comes_first_and_the_undated_last(press: Record) -> None:
    assert [hit.content.split()[0] for hit in press.search(Query()).items][::4] == ["Not", "Citizens"]


def test_a_hit_says_what_was_said_where_and_which_words_were_meant(press: Record) -> None:
    hit = press.search(Query('harbours "will not rise"')).items[0]
    assert [span.of(hit.content) for span in hit.matches] == ["harbour’s", "will not rise"]
    assert hit.snippet.of(hit.content) == "The harbour’s taxes will not rise"
    assert (hit.source, hit.statement.speaker.name, hit.statement.said_on.edtf) == ("Ana Ruiz", "Ana Ruiz", "2031-01")
    assert (hit.article.outlet, hit.article.statements, hit.revised) == ("The Port Vell Courier", 2, False)
    assert press.article(hit.id).statement_ids[hit.statement.id] == hit.id


@pytest.mark.parametrize("query", [Query(), Query("will"), Query("ta*", speaker="ruiz")], ids=str)
def test_pages_by_cursor_follow_on_each_other_without_gap_or_repetition(press: Record, query: Query) -> None:
    whole = press.search(query)
    ids: list[str] = []
    cursor = None
    while True:
        page = press.search(dataclasses.replace(query, limit=2, cursor=cursor))
        ids += [hit.id for hit in page.items]
        assert page.total == whole.total
        cursor = page.next
        if cursor is None:
            break
    assert ids == [hit.id for hit in whole.items]
    assert whole.next is None


@pytest.mark.parametrize("query", [Query(), Query("the")])
def test_what_is_added_between_two_pages_moves_nothing(record: Record, article: Build, query: Query) -> None:
    for number in range(6):
        record.add(article(f"“The number {number},” Ana Ruiz said.", said=f"2031-02-0{number + 1}"))
    first = record.search(dataclasses.replace(query, limit=3))
    record.add(article("“The newest,” Ana Ruiz said.", said="2031-03-01"))
    record.add(article("“The the the,” Ana Ruiz said.", said="2031-03-02"))
    second = record.search(dataclasses.replace(query, limit=3, cursor=first.next))
    assert [hit.content for hit in (*first.items, *second.items)] == [f"The number {n}" for n in (5, 4, 3, 2, 1, 0)]


def test_a_cursor_goes_without_hits_to_pass_over(press: Record) -> None:
    first = press.search(Query("harbour", limit=1))
    for search in (press.search, press.search_articles):
        with pytest.raises(QueryError, match="says already where the page begins") as caught:
            search(Query("harbour", cursor=first.next or "x", offset=1))
        assert caught.value.where == "offset"


@pytest.mark.parametrize("cursor", ["x", "", "bnVsbA", "WzEsMiwzXQ", "é", "W" * 5000])
def test_a_cursor_that_is_none_is_refused(press: Record, cursor: str) -> None:
    if cursor:
        with pytest.raises(QueryError, match="cursor"):
            press.search(Query("tax", cursor=cursor))


def test_where_many_fit_the_newest_come_first_and_are_counted_as_at_least(
    press: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    small, whole = press.search(Query("w*")), press.search(Query())
    monkeypatch.setattr("onrecord.record.search.MOST_RANKED", 1)
    monkeypatch.setattr("onrecord.record.search.COUNTED", 2)
    many = press.search(Query("w*"))
    assert (many.total, many.exact, many.ranked) == (2, False, False)
    newest = [hit.id for hit in whole.items]
    assert [hit.id for hit in many.items] == sorted((hit.id for hit in small.items), key=newest.index)
    paged = press.search(Query("w*", limit=1, cursor=press.search(Query("w*", limit=1)).next))
    assert paged.items == many.items[1:2]
    filtered = press.search(Query("w*", speaker="ruiz", form="quoted", after="2031", before="2031", outlet="ledger"))
    assert [hit.content.split()[0] for hit in filtered.items] == ["Not", "We"]


def test_facets_say_what_the_hits_are_made_of(press: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    facets = press.facets(Query("w*"))
    assert (facets.hits, facets.exact) == (4, True)
    assert [(one.value, one.count) for one in facets.people] == [("Ana Ruiz", 2), ("Eva Ruiz", 1)]
    assert [(one.value, one.count) for one in facets.outlets] == [("Evening Ledger", 2), ("The Port Vell Courier", 1)]
    assert [(one.value, one.count) for one in facets.years] == [("2031", 3)]
    assert [(one.value, one.count) for one in facets.forms] == [("direct", 4)]
    assert press.facets(Query("w*"), most=1).people == facets.people[:1]
    monkeypatch.setattr("onrecord.record.search.COUNTED", 3)
    some = press.facets(Query("w*"))
    assert (some.hits, some.exact) == (3, False)


def test_the_months_of_what_a_query_finds_are_counted_by_form_and_act(press: Record) -> None:
    found = [(one.month, one.form, one.act, one.count) for one in press.months(Query())]
    assert sum(count for *_, count in found) == press.search(Query()).total
    assert [month for month, *_ in found] == sorted(month for month, *_ in found)
    assert ("2031-01", "direct", "said") in [one[:3] for one in found]
    assert "" in [month for month, *_ in found]  # those whose day nothing tells
    assert press.months(Query(after="2031-02"))[0].month >= "2031-02"
    assert press.months(Query("nobody said that")) == ()


def test_a_statement_of_which_only_the_year_is_known_is_in_no_month(record: Record, article: Build) -> None:
    record.add(article("“We will go,” Ana Ruiz said.", said="2031"))
    record.add(article("“We will stay,” Ana Ruiz said.", said="2031-12-30/2032-01-02"))
    assert [(one.month, one.count) for one in record.months(Query())] == [("", 1), ("2031", 1)]


def test_manner_and_sort_of_cue_are_found(record: Record) -> None:
    full = record_builders.full()
    silent = dataclasses.replace(full.statements[1], manner="silent", cue_class="deny")
    record.add(dataclasses.replace(full, statements=(full.statements[0], silent)))
    for query in (Query(manner="silent"), Query(cue="deny"), Query("answer", manner="silent", cue="deny")):
        assert [hit.statement.manner for hit in record.search(query).items] == ["silent"]
    assert record.search(Query(manner="no-reply")).total == record.search(Query(cue="ask")).total == 0


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        (Query("harbour"), ["side by side", "at the top", "with a headline"]),
        (Query('"open harbour"'), ["with a headline"]),
        (Query("open*"), ["side by side", "at the top", "with a headline"]),
        (Query("officials said"), ["at the top"]),
        (Query("harbour", outlet="ledger"), ["with a headline"]),
        (Query("harbour", after="2031-02"), ["side by side"]),
        (Query("harbour", meta=(("desk", "port"),)), ["side by side"]),
        (Query(), ["side by side", "at the top", "with a headline"]),
        (Query("nowhere"), []),
    ],
    ids=str,
)
def test_articles_are_found_by_their_texts_the_latest_first(library: Record, query: Query, ids: list[str]) -> None:
    page = library.search_articles(query)
    assert [hit.article.id for hit in page.items] == ids
    assert (page.total, page.exact) == (len(ids), True)


def test_an_article_that_was_found_shows_the_words_and_where_they_stand(library: Record) -> None:
    (hit,) = library.search_articles(Query("harbours station")).items
    assert [mark.of(hit.text) for mark in hit.matches] == ["Harbour", "station"]
    text = library.article(hit.article.id).extracted.article.text
    assert text[hit.start : hit.start + len(hit.text)] == hit.text


def test_articles_come_in_pages(library: Record) -> None:
    first = library.search_articles(Query("harbour", limit=2))
    second = library.search_articles(Query("harbour", limit=2, cursor=first.next))
    assert [hit.article.id for hit in (*first.items, *second.items)] == [
        "side by side",
        "at the top",
        "with a headline",
    ]
    assert second.next is None


@pytest.mark.parametrize("name", ["speaker", "form", "act", "manner", "cue"])
def test_what_is_asked_of_statements_is_refused_of_articles(library: Record, name: str) -> None:
    value = {"speaker": "ruiz", "form": "quoted", "act": "said", "manner": "silent", "cue": "deny"}[name]
    with pytest.raises(QueryError, match=name):
        library.search_articles(Query("harbour", **{name: value}))


def test_an_article_read_again_is_found_by_its_new_text_only(record: Record, article: Build) -> None:
    record.add(article("The harbour.", raw=b"x"))
    record.add(article("The station.", raw=b"x", reader_version="2"))
    assert record.search_articles(Query("harbour")).total == 0
    assert record.search_articles(Query("station")).total == 1
    assert record.audit().ok


_VOCABULARY = [
    "tax",
    "taxes",
    "O’Brien",
    "café",
    "27,000",
    "sixty-year",
    "the",
    "a4e5",
    "http://x.example/y",
    "don't",
    "Ωmega",
    "x" * 120,
]
_ASKED = st.lists(st.sampled_from([*_VOCABULARY, '"the tax"', "ca*", "om*", '"27 000"', "t*", "sixty-y*"]), max_size=3)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.sampled_from(_VOCABULARY), min_size=1, max_size=6), min_size=1, max_size=4), _ASKED)
def test_both_stores_find_the_same_in_the_same_order(
    both: tuple[Record, Record], contents: list[list[str]], asked: list[str]
) -> None:
    text = " ".join(f"“{' '.join(words)}” Ana Ruiz said." for words in contents)
    for record in both:
        record.add(record_builders.build(text, said="2031-01-01"))
    query = Query(" ".join(asked), limit=10_000)
    first, second = (record.search(query) for record in both)
    assert [hit.id for hit in first.items] == [hit.id for hit in second.items]
    assert [hit.matches for hit in first.items] == [hit.matches for hit in second.items]
    articles = [{hit.article.id for hit in record.search_articles(query).items} for record in both]
    assert articles[0] == articles[1]


@pytest.fixture
def both(tmp_path: Path, emptied: Callable[[], str]) -> Iterator[tuple[Record, Record]]:
    """A record on each store."""
    with open_record(tmp_path / "onrecord.db") as first, open_record(emptied()) as second:
        yield first, second


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


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(), st.text(), st.text())
def test_no_text_breaks_out_of_a_search(press: Record, words: str, speaker: str, outlet: str) -> None:
    for query in (Query(words, speaker=speaker), Query(outlet=outlet), Query(meta=((words, speaker),))):
        with suppress(QueryError):  # and no other error
            assert len(press.search(query).items) <= 5


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text("ab \"*()-:+^{}<>'\\%_\x00NEAROD", max_size=30))
def test_no_sign_of_the_stores_own_language_breaks_out(press: Record, words: str) -> None:
    try:
        page = press.search(Query(words))
    except QueryError:
        return
    assert page.total == len(page.items)


@given(st.lists(st.sampled_from(["tax", "a", "harbour " * 9, "\n", "x" * 80]), max_size=60), st.data())
def test_a_snippet_lies_in_its_content(pieces: list[str], data: st.DataObject) -> None:
    content = " ".join(["begin", *pieces])
    starts = data.draw(st.lists(st.integers(0, len(content) - 1), max_size=4))
    cut = snippet(content, [Span(at, at + 1) for at in starts], 100)
    assert 0 <= cut.start < cut.end <= len(content)
    assert len(cut) <= 100
