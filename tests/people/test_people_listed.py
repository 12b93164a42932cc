"""A list of known people as a file: what is read of it, and what is refused with line and column."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.domain import Known, Term
from onrecord.errors import ReadError
from onrecord.people.listed import read_list

HEAD = "name,aliases,party,office,from,to\n"


def test_a_row_is_a_person_with_other_names_and_days():
    people, others = read_list(
        (HEAD + "Ana Ruiz,A. Ruiz; Annie Ruiz ;,Harbour Party,Minister,2031,2031-03\n\nTom Hale,,,,,\n").encode(), "l"
    )
    assert people == (
        Known("Ana Ruiz", ("A. Ruiz", "Annie Ruiz"), (Term("Harbour Party", "Minister", "2031-01-01", "2031-03-31"),)),
        Known("Tom Hale"),
    )
    assert others == ()


def test_rows_of_one_id_are_the_terms_of_one_and_its_names_are_gathered():
    text = (
        "ID;Name;Office;Born\n7;Ana Ruiz;Mayor;1970\n8;Tom Hale;Mayor;\n7;Ana Ruiz-Hale;Minister;\n7;Ana Ruiz;Mayor;\n"
    )
    people, others = read_list(text.encode("utf-16"), "list.csv")
    assert [(one.id, one.names) for one in people] == [("7", ("Ana Ruiz", "Ana Ruiz-Hale")), ("8", ("Tom Hale",))]
    assert people[0].terms == (Term(office="Mayor"), Term(office="Minister"))
    assert others == ("born",)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "line 1: no column is called name"),
        ("person,party\nAna Ruiz,x\n", "line 1: no column is called name"),
        ("name,party,Party\nAna Ruiz,x,y\n", "line 1: two columns are called party"),
        (HEAD, "nobody stands in this list"),
        (HEAD + ",x,,,,\n", "line 2, column name: there is no name"),
        (HEAD + "Ana Ruiz,---,,,,\n", "line 2, column aliases: '---' is no name"),
        (HEAD + "Ana Ruiz,,,,soon,\n", "line 2, column from: 'soon' is no day"),
        (HEAD + "Ana Ruiz,,,,,2031-02-30\n", "line 2, column to: '2031-02-30' is no day"),
        (HEAD + "Ana Ruiz,,,,2032,2031\n", "line 2, column to: 2031 is before 2032"),
        (HEAD + "Ana Ruiz,,,,,,more\n", "line 2 has 7 cells under 6 names"),
        (HEAD + 'Ana "Ruiz",,,"x" y,,\n', "line 2: "),
        (HEAD + f"Ana Ruiz,,{'x' * 501},,,\n", "line 2, column party: longer than 500 characters"),
        (HEAD + "Ana Ruiz,,,,x,\nTom Hale,,,,y,\n", "'x' is no day (2021-01-17, 2021-01 or 2021); line 3"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_line_and_column(text, says):
    with pytest.raises(ReadError) as raised:
        read_list(text.encode(), "list.csv")
    assert raised.value.code == "people-list"
    assert raised.value.where == "list.csv"
    assert raised.value.next_step
    assert says in raised.value.what


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (
            ["Ana Ruiz,The Chief", "Tom Hale,the chief"],
            "line 3, column aliases: 'the chief' names two, Tom Hale here and Ana Ruiz in line 2 ('The Chief')",
        ),
        (["Ana Ruiz,", "Tom Hale,ANA RUÍZ"], "'ANA RUÍZ' names two, Tom Hale here and Ana Ruiz in line 2"),
        (["Ana Ruiz,", "Ana Ruiz,"], "column name: 'Ana Ruiz' names two, Ana Ruiz here and Ana Ruiz in line 2 (where"),
    ],
)
def test_a_name_of_two_is_refused_with_both(rows, says):
    with pytest.raises(ReadError) as raised:
        read_list(("name,aliases\n" + "\n".join(rows)).encode(), "list.csv")
    assert says in raised.value.what


@given(st.text(max_size=300))
def test_any_text_is_a_list_or_an_error_that_says_why(text):
    try:
        people, _ = read_list(("name,aliases,from,to\n" + text).encode("utf-8", "replace"), "list.csv")
    except ReadError as problem:
        people, where = (), problem.where
    else:
        where = "list.csv"
    assert where == "list.csv"
    assert all(one.name for one in people)
