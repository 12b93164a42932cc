"""A headline that says whose words follow makes one turn of them, where they are printed whole."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import extract, read
from onrecord.reading.signed_statement import signed_statement

BODY = "Luis Ortega was a soldier and a friend.\n\nI first met him in 1994. We send our love to Rosa."


def turn(title, below):
    text = f"{title}\n\n{below}"
    found = signed_statement(text, title)
    return found and (found.label.of(text), found.speech.of(text))


@pytest.mark.parametrize(
    ("title", "who"),
    [
        ("Statement by President Dana Holt on the Passing of Luis Ortega", "President Dana Holt"),
        ("Statement from the Harbor Alliance on the Clean Harbors Act", "Harbor Alliance"),
        ("Official Statement from Governor Anne Hale", "Governor Anne Hale"),
        ("Open Letter from Anne Hale to the Town", "Anne Hale"),
        ("Minister Kavita Joshi's statement on the floods", "Minister Kavita Joshi"),
        ("Senator Maria Delgado Statement on Storm Relief", "Senator Maria Delgado"),
    ],
)
def test_the_words_below_are_those_of_whom_the_headline_names(title, who):
    assert turn(title, f"June 14, 2022\n\n{BODY}\n\n###\n\nMedia contact: Jane Poole") == (who, BODY)


@pytest.mark.parametrize(
    ("title", "below"),
    [
        ("Statement by Dana Holt on the storm", "Dana Holt said we must wait."),  # told of her
        ("Statement by Dana Holt on the storm", "The town has no more to say."),  # nobody's own words
        ("Statement by Dana Holt on the storm", "“We will rebuild,” it says. “I am sure of it.” So we wait."),  # quoted
        ("Statement by the mayor stirs anger", BODY),
        ("Letter from Lund", BODY),  # one word names no person
        ("Ferry sails again", BODY),
        ("Statement by Dana Holt on the storm", ""),
    ],
)
def test_news_of_a_statement_is_none(title, below):
    assert turn(title, below) is None


def test_it_is_read_with_headline_day_and_speaker(tmp_path):
    path = tmp_path / "statement.txt"
    path.write_text(
        f"FOR IMMEDIATE RELEASE\n\nStatement by President Dana Holt on Luis Ortega\n\nJune 14, 2022\n\n{BODY}\n"
    )
    (article,) = read(str(path))
    assert (article.title, article.published) == ("Statement by President Dana Holt on Luis Ortega", "2022-06-14")
    (statement,) = extract(article).statements
    assert (statement.speaker.name, statement.form) == ("Dana Holt", "direct")
    assert statement.said_on.edtf == date(2022, 6, 14).isoformat()
    assert [span.of(article.text) for span in statement.content] == [BODY]


@given(st.text("aI .:\n#“”", max_size=80))
def test_any_text_gives_a_turn_in_it_or_none(below):
    title = "Statement by Dana Holt on the storm"
    found = turn(title, below)
    assert found is None or (found[0] == "Dana Holt" and found[1] and found[1] in below)
