"""Web pages: the body and nothing else, the headline apart, both days, and whether quotations stand on the page."""

from __future__ import annotations

import json

import pytest

from onrecord.domain import Article
from onrecord.errors import ReadError
from onrecord.reading import Given, read
from onrecord.reading.doubts import words_differ
from onrecord.reading.draft import Draft

QUOTE = "“We have looked at every option, and we cannot keep the harbour open while the pier stands as it does.”"
BODY = f"""
<p>The council of Ostrava Bay voted on Tuesday to close the harbour for the winter, after three storms in as many weeks
damaged the eastern pier beyond repair.</p>
<p>Mayor Lena Hartwell told reporters: {QUOTE} She added that money had been set aside for the pier in the budget.</p>
<p>Fishermen's leader Tom Arkwright refused to comment on the decision. He had earlier said that closing the harbour
would ruin more than forty families in the town and in the villages along the coast.</p>
"""
LINKED = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Harbour to close for the winter",
    "datePublished": "2023-11-14T23:30:00-05:00",
    "dateModified": "2023-11-16T08:00:00-05:00",
    "author": [{"@type": "Person", "name": "Mira Solis"}],
    "publisher": {"@type": "Organization", "name": "The Bay Courier"},
}


def page(*, head: str = "", body: str = BODY, linked: object = LINKED, charset: str = '<meta charset="utf-8">') -> str:
    data = f'<script type="application/ld+json">{json.dumps(linked)}</script>' if linked else ""
    return f"""<!DOCTYPE html><html lang="en"><head>{charset}
<title>Harbour to close for the winter - The Bay Courier</title>
<meta property="og:site_name" content="The Bay Courier"><link rel="canonical" href="https://courier.example/harbour">
{head}{data}</head><body><nav><a href="/">Home</a><a href="/sport">Sport</a></nav>
<article><h1>Harbour to close for the winter</h1>{body}</article>
<aside>Advertisement: buy a boat today</aside><footer>Imprint and privacy</footer></body></html>"""


def the(text: str, **given: str) -> Article:
    (article,) = read(text.encode(), given=Given(**given))
    return article


def test_the_body_is_taken_and_menus_and_advertisements_are_not() -> None:
    article = the(page())
    assert article.text.count("\n\n") == 2
    assert QUOTE in article.text
    for other in ("Sport", "buy a boat", "Imprint"):
        assert other not in article.text


def test_the_headline_stands_apart_and_without_the_name_of_the_site() -> None:
    article = the(page())
    assert article.title == "Harbour to close for the winter"
    assert article.title_apart
    assert article.title not in article.text


def test_the_page_tells_who_where_and_both_days_as_written_there() -> None:
    article = the(page())
    assert (article.byline, article.outlet) == ("Mira Solis", "The Bay Courier")
    assert article.url == "https://courier.example/harbour"
    assert (article.published, article.modified) == ("2023-11-14", "2023-11-16")
    assert article.language == "en"


def test_days_from_meta_tags_where_there_is_no_linked_data() -> None:
    head = """<meta property="article:published_time" content="2023-11-14T10:00:00Z">
<meta property="article:modified_time" content="2023-11-15T10:00:00Z">"""
    article = the(page(head=head, linked=None))
    assert (article.published, article.modified) == ("2023-11-14", "2023-11-15")


def test_broken_linked_data_costs_only_itself() -> None:
    article = the(page(head='<script type="application/ld+json">{"@type": "NewsArticle", oops</script>'))
    assert article.published == "2023-11-14"


def test_what_is_given_beats_what_is_found() -> None:
    article = the(page(), title="Another", published="2020-02-02", language="de", id="a1")
    assert (article.title, article.published, article.language, article.id) == ("Another", "2020-02-02", "de", "a1")


def test_a_page_in_an_old_encoding_that_says_so_is_read_without_a_guess() -> None:
    text = page(charset='<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">')
    (article,) = read(text.replace("Mira", "Míra").encode("cp1252"))
    assert QUOTE in article.text
    assert not article.warned("encoding-guessed")


def test_letters_that_the_page_itself_broke_are_repaired_and_told() -> None:
    article = the(page(body=BODY.replace("budget", "budget of the cafÃ© fund")))
    assert "café fund" in article.text
    assert [(r.kind, r.before) for r in article.repairs] == [("encoding", "Ã©")]


def test_a_quotation_that_stands_on_the_page_is_not_doubted() -> None:
    broken_over_tags = BODY.replace("every option", "every <b>op</b>tion")
    assert not the(page(body=broken_over_tags)).warned("words-differ")


def test_a_quotation_that_does_not_stand_on_the_page_is_doubted_at_its_place() -> None:
    text = f"He said: {QUOTE} She said: “Nothing of the kind was ever agreed.”"
    draft = Draft(text=text, reader="html", version="1", visible=f"He said: {QUOTE} She said: “Nothing was agreed.”")
    (warning,) = words_differ(draft)
    assert warning.code == "words-differ"
    assert warning.span is not None
    assert warning.span.of(text) == "Nothing of the kind was ever agreed."


def test_a_control_character_behind_a_script_costs_nothing() -> None:
    # Found by scores.fuzz: lxml reads it, and does not write it.
    plain = page()
    odd = plain.replace("</body>", "<p>One<script>x()</script>\x17two\x1d.</p></body>", 1)
    assert odd != plain
    assert the(odd).text == the(plain).text


def test_an_interview_on_a_page_has_turns() -> None:
    lines = "".join(
        f"<p>{name}: We have looked at every option for the harbour, and at the {thing}.</p>"
        for name, thing in zip(
            ["LENA HARTWELL", "TOM ARKWRIGHT"] * 3, "pier boats sea town fish law".split(), strict=True
        )
    )
    article = the(page(body=lines))
    assert article.kind == "transcript"
    assert [turn.label.of(article.text) for turn in article.turns] == ["LENA HARTWELL", "TOM ARKWRIGHT"] * 3


def test_a_page_without_an_article_says_so() -> None:
    with pytest.raises(ReadError) as caught:
        the("<!DOCTYPE html><html><head><title>App</title></head><body><div id='root'></div></body></html>")
    assert caught.value.code == "no-text"
    assert "JavaScript" in str(caught.value.next_step)
