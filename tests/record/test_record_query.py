from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import QueryError
from onrecord.record import Query
from onrecord.record.query import MOST_WORDS, Term, parse


def words(text: str) -> tuple[Term, ...]:
    return parse(Query(text)).words


def test_words_are_folded_and_stemmed() -> None:
    assert words("HARBOURS Café") == (Term(("harbour",)), Term(("cafe",)))


@pytest.mark.parametrize("text", ['"will not sell"', "“will not sell”", "«will not sell»", "will-not-sell"])
def test_words_in_any_quotation_marks_or_hyphenated_stand_side_by_side(text: str) -> None:
    assert words(text) == (Term(("will", "not", "sell")),)


def test_a_prefix_also_finds_words_whose_stem_is_shorter_than_it() -> None:
    assert words("citi*") == (Term(("citi",), prefix=True, alternatives=frozenset({"city"})),)


def test_names_are_folded_and_not_stemmed() -> None:
    assert parse(Query(speaker="Barnes")).speaker == (Term(("barnes",)),)


def test_and_between_words_changes_nothing() -> None:
    assert words("tax AND port") == words("tax port")


def test_screen_words_for_act_and_form_are_understood() -> None:
    parsed = parse(Query(act="would not say", form="Partly quoted"))
    assert (parsed.act, parsed.form) == ("refused", "mixed")


def test_days_include_both_ends() -> None:
    parsed = parse(Query(after="2021", before="2021-02"))
    assert (parsed.earliest, parsed.latest) == ("2021-01-01", "2021-02-28")


@pytest.mark.parametrize(
    ("query", "part", "hint"),
    [
        (Query('tax "and port'), "character 5", "Close it"),
        (Query("!!!"), "no word in", "Write a word"),
        (Query("tax OR port"), "OR", "search twice"),
        (Query("-tax"), "minus", "quotation marks"),
        (Query("*ism"), "end of a word", "begin*"),
        (Query('"nuclear pow"*'), "end of a word", "begin*"),
        (Query("speaker:Ruiz"), "speaker", "filter"),
        (Query("word " * (MOST_WORDS + 1)), "more than", "rarest"),
        (Query(after="Friday"), "Friday", "2021-01-17"),
        (Query(after="2022", before="2021"), "no day", "round"),
        (Query(form="loud"), "loud", "direct"),
        (Query(act="denied"), "denied", "would-not-say"),
        (Query(limit=0), "0", "1 to"),
        (Query(offset=-1), "-1", "0 or more"),
        (Query(meta=(("k", "\ud800"),)), "half", "full"),
    ],
)
def test_what_is_not_understood_is_explained_with_the_next_step(query: Query, part: str, hint: str) -> None:
    with pytest.raises(QueryError) as raised:
        parse(query)
    assert part in raised.value.what
    assert hint in (raised.value.next_step or "")


@given(st.text())
def test_any_text_gives_plain_words_or_an_explanation(text: str) -> None:
    try:
        terms = words(text)
    except QueryError:
        return
    assert all(word.isalnum() for term in terms for word in (*term.words, *term.alternatives))
