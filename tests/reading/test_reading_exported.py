"""Export files of news databases: several articles in one text, each found with what stands above and below it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.domain import Article
from onrecord.errors import ReadError
from onrecord.reading import read_bytes

NEXIS = """
                               1 of 2 DOCUMENTS


                               Lindhaven Post

                        January 17, 2021 Sunday
                            Late Edition

Ferry stays in port,
mayor says

BYLINE: By Casper Dlamini

SECTION: Harbour; Pg. 3

LENGTH: 21 words

DATELINE: PORT AMSEL

The ferry will wait.

"We will not be hurried," said Lena
Hartwell, the mayor.

LOAD-DATE: January 18, 2021

LANGUAGE: ENGLISH

                    Copyright 2021 Lindhaven Post
                         All Rights Reserved


                               2 of 2 DOCUMENTS

                               Lindhaven Post

                        January 18, 2021 Monday

Second

LENGTH: 3 words

Rain fell: nobody minded.

LOAD-DATE: January 19, 2021
"""
NEXIS_UNI = """Page 1 of 2

Ferry stays in port,
mayor says

Lindhaven Post

January 17, 2021 Sunday

Copyright 2021 Lindhaven Post All Rights Reserved

Section: Harbour; Pg. 3
Length: 21 words
Byline: By Casper Dlamini
Dateline: PORT AMSEL

Body


The ferry will wait.

"We will not be hurried," said Lena
Hartwell, the mayor.

Load-Date: January 18, 2021


End of Document

Second
Lindhaven Post
January 18, 2021 Monday
Copyright 2021 Lindhaven Post
Length: 3 words
Body
Rain fell: nobody minded.
Load-Date: January 19, 2021
End of Document
"""
FACTIVA = """SE Front
SE    Harbour
HD    Ferry stays in port, mayor says
BY    By Casper Dlamini
WC    21 words
PD    17 January 2021
SN    Lindhaven Post
PG    3
LA    English
CY    Copyright 2021 Lindhaven Post
LP
The ferry will wait.

TD
"We will not be hurried," said Lena
Hartwell, the mayor.

IN  i7 : Shipping
AN  Document LNDHVN0020210117eh1h0001a

HD    Second
WC    3 words
PD    18 January 2021
SN    Lindhaven Post
LA    English
TD
Rain fell: nobody minded.
AN    Document LNDHVN0020210118eh1h0002b
"""
PROQUEST = f"""{"_" * 60}
Report Information from ProQuest
{"_" * 60}

Document 1 of 2

Title: Ferry stays in port, mayor says

Author: Dlamini, Casper

Publication info: Lindhaven Post ; Port Amsel, 17 Jan 2021: A.3.

Links: http://library.example/1

Full text: The ferry will wait.

"We will not be hurried," said Lena
Hartwell, the mayor.

Subject: Ferries

Title: Ferry stays in port, mayor says

Publication title: Lindhaven Post
Pages: A.3
Publication date: Jan 17, 2021
Section: Harbour
Language of publication: English
ProQuest document ID: 4711
Document URL: https://www.proquest.example/4711
Copyright: Copyright 2021 Lindhaven Post

{"_" * 60}

Document 2 of 2

Title: Second

Full text: Rain fell: nobody minded.

Publication title: Lindhaven Post
Publication date: Jan 18, 2021

{"_" * 60}
Contact us at: http://proquest.example
"""
BODY = 'The ferry will wait.\n\n"We will not be hurried," said Lena\nHartwell, the mayor.'
FORMS = {"nexis": NEXIS, "nexis-uni": NEXIS_UNI, "factiva": FACTIVA, "proquest": PROQUEST}


def read(text: str, path: str = "export.txt") -> list[Article | ReadError]:
    return list(read_bytes(text.encode(), path=path))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_each_article_has_its_own_text_headline_outlet_and_day(form: str, end: str) -> None:
    first, second = read(FORMS[form].replace("\n", end))
    assert (first.reader, first.path) == (form.removesuffix("-uni"), "export.txt:1")
    assert first.text == BODY
    assert first.title == "Ferry stays in port, mayor says"
    assert (first.outlet, first.published) == ("Lindhaven Post", "2021-01-17")
    assert first.byline in ("Casper Dlamini", "Dlamini, Casper")
    assert first.meta["section"].startswith("Harbour")
    assert (second.text, second.title, second.published) == ("Rain fell: nobody minded.", "Second", "2021-01-18")


@pytest.mark.parametrize("form", FORMS)
def test_each_article_reads_again_from_its_own_bytes(form: str) -> None:
    for article in read(FORMS[form]):
        (again,) = read_bytes(article.raw, path=article.path, reader=article.reader)
        assert (again.text, again.title, again.id) == (article.text, article.title, article.id)


def test_the_place_in_an_export_does_not_make_another_article() -> None:
    assert read(NEXIS)[0].raw == read(NEXIS.replace("1 of 2", "7 of 90"))[0].raw


def test_numbers_of_the_database_and_rights_are_kept() -> None:
    factiva, proquest, nexis = read(FACTIVA)[0], read(PROQUEST)[0], read(NEXIS)[0]
    assert factiva.id == "factiva:LNDHVN0020210117eh1h0001a"
    assert (proquest.id, proquest.url) == ("proquest:4711", "https://www.proquest.example/4711")
    assert {a.meta["rights"] for a in (factiva, proquest, nexis)} == {"Copyright 2021 Lindhaven Post"}
    assert (factiva.meta["page"], proquest.meta["page"], nexis.meta["dateline"]) == ("3", "A.3", "PORT AMSEL")


@pytest.mark.parametrize(
    ("form", "old", "new", "code"),
    [
        ("nexis", "LENGTH: 3 words\n", "", "nexis"),
        ("nexis", "Rain fell: nobody minded.\n", "", "no-text"),
        ("nexis-uni", "Rain fell: nobody minded.\n", "", "no-text"),
        ("factiva", "Rain fell: nobody minded.\n", "", "no-text"),
        ("proquest", "Full text: Rain fell: nobody minded.", "ProQuest document ID: 5", "no-text"),
    ],
)
def test_an_article_without_a_text_costs_itself_alone(form: str, old: str, new: str, code: str) -> None:
    assert old in FORMS[form]
    first, error = read(FORMS[form].replace(old, new))
    assert first.text == BODY
    assert isinstance(error, ReadError)
    assert (error.code, error.where) == (code, "export.txt:2")
    assert error.next_step


def test_lines_of_the_article_that_look_like_fields_stay_in_it() -> None:
    words = 'Hartwell, the mayor.\n\nLocation: the pier.\n\nIN the end it rained.\n\nShe said: "Wait."'
    for form in ("factiva", "proquest"):
        text = read(FORMS[form].replace("Hartwell, the mayor.", words))[0].text
        assert text.endswith('"Wait."'), form
        assert "Location: the pier." in text


@pytest.mark.parametrize(
    "text",
    [
        "The council voted.\n\nLength: it took hours.\n\nBody\n\nAfter all.",
        "Title: A\n\nWords of a release that begins like a form, he said.",
        "HD television came late.\nPD stands for nothing.\nWC is a room.",
    ],
)
def test_other_texts_stay_plain(text: str) -> None:
    assert [item.reader for item in read(text)] == ["plain"]


@settings(max_examples=60)
@given(form=st.sampled_from(sorted(FORMS)), at=st.integers(0, 900), junk=st.text(max_size=6))
def test_a_damaged_export_is_articles_or_errors_that_read_again(form: str, at: int, junk: str) -> None:
    data = (FORMS[form][:at] + junk + FORMS[form][at:]).encode("utf-8", "replace")
    for item in read_bytes(data, path="a.txt", reader=form.removesuffix("-uni")):
        if isinstance(item, Article):
            (again,) = read_bytes(item.raw, path=item.path, reader=item.reader)
            assert again.text == item.text
