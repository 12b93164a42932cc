from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import QueryError
from onrecord.record import Query, parse_query
from onrecord.record.language import FIELDS, filters_in, names_in
from onrecord.record.query import parse

CASES = json.loads((Path(__file__).parent / "cases" / "language.json").read_text())


@pytest.mark.parametrize("case", CASES["understood"], ids=lambda case: case["line"])
def test_a_line_is_understood(case: dict[str, object]) -> None:
    expected = {name: value for name, value in case.items() if name not in {"line", "meta"}}
    meta = tuple(map(tuple, case.get("meta", [])))  # type: ignore[call-overload]
    assert parse_query(str(case["line"])) == Query(**expected, meta=meta)  # type: ignore[arg-type]


@pytest.mark.parametrize("case", CASES["mistakes"], ids=lambda case: case["line"])
def test_a_mistake_is_explained_with_its_place(case: dict[str, str]) -> None:
    with pytest.raises(QueryError) as raised:
        parse_query(case["line"])
    error = raised.value
    assert error.place is not None
    assert case["line"][slice(*error.place)] == case["at"]
    assert case["said"] in error.what
    assert case["hint"] in (error.next_step or "")
    assert error.where == f"character {error.place[0] + 1} of the search"


def test_a_range_that_ends_before_it_begins_is_a_mistake_of_no_one_place() -> None:
    with pytest.raises(QueryError, match="no day is both") as raised:
        parse_query("tax after:2031 before:2030")
    assert raised.value.place is None


def test_the_page_that_is_asked_for_goes_with_the_query() -> None:
    assert parse_query("tax", limit=5, offset=10) == Query("tax", limit=5, offset=10)
    assert parse_query("tax", cursor="x").cursor == "x"


def test_the_place_of_a_mistake_travels_between_processes() -> None:
    with pytest.raises(QueryError) as raised:
        parse_query("tax speakr:x")
    assert pickle.loads(pickle.dumps(raised.value)).place == (4, 12)


def test_names_are_told_from_words_with_a_colon() -> None:
    assert names_in("speaker:Ruiz tax: Act:said at 10:30 http://x meta.desk:port xact:said") == [
        "speaker",
        "Act",
        "meta.desk",
    ]


def test_the_filters_of_a_line_are_told_with_their_places() -> None:
    line = 'tax speaker:"Ana Ruiz" about:port FORM:quoted'
    found = filters_in(line)
    assert [(one.name, one.value) for one in found] == [("speaker", "Ana Ruiz"), ("form", "quoted")]
    assert [line[one.start : one.end] for one in found] == ['speaker:"Ana Ruiz"', "FORM:quoted"]


lines = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.builds("{}:{}".format, st.sampled_from([*FIELDS, "meta.desk", "Speaker", "spaeker"]), st.text(max_size=12)),
        st.sampled_from(['"', "“", "”", "*", "-tax", "OR", "AND", ":", "NEAR(", "speaker:", 'about:"', "\x00", "^tax"]),
    ),
    max_size=6,
).map(" ".join)


@given(lines)
def test_any_line_gives_a_query_of_plain_words_or_an_explanation(line: str) -> None:
    try:
        asked = parse(parse_query(line))
    except QueryError as error:
        place = error.place or (0, 1)
        ended = error.what and 0 <= place[0] < place[1] <= max(1, len(line))
    else:
        ended = all(
            word.isalnum()
            for term in (*asked.words, *asked.speaker, *asked.outlet)
            for word in (*term.words, *term.alternatives)
        )
    assert ended
