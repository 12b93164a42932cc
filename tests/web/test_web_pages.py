"""Each page: what stands on it, where its links lead, and what it says when something is wrong."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
import web_record
from shared_room import words
from starlette.testclient import TestClient

from onrecord.record import Query
from onrecord.web import create_app

PAGES = ["/", "/articles", "/doubts", "/feeds", "/mistakes", "/search", "/search?q=harbour&in=articles", "/people",
         "/sayings", "/articles/ledger", "/articles/mail", "/search?q=speakr:x", "/nothing"]  # fmt: skip


class Tags(HTMLParser):
    def __init__(self, document: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(document)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def every_page(marrow, statement_of) -> list[str]:
    own = statement_of("ledger")
    return [*PAGES, f"/people/{marrow}", f"/people/{marrow}/over-time?q=harbour", f"/sayings/{own}"]


def test_every_page_is_whole_and_has_nothing_inline(client, marrow, statement_of):
    for path in every_page(marrow, statement_of):
        tags = Tags(client.get(path).text).found
        assert [tag for tag, _ in tags].count("h1") == 1, path
        assert not any(tag == "style" or "style" in attrs for tag, attrs in tags), path
        assert not any(name.startswith("on") for _, attrs in tags for name in attrs), path
        scripts = [attrs for tag, attrs in tags if tag == "script" and attrs.get("type") != "application/ld+json"]
        assert all("src" in attrs for attrs in scripts), path
        ids = [attrs["id"] for _, attrs in tags if "id" in attrs]
        assert len(ids) == len(set(ids)), path


def test_every_link_of_every_page_leads_somewhere(client, marrow, statement_of):
    seen: set[str] = set()
    for path in every_page(marrow, statement_of):
        for tag, attrs in Tags(client.get(path).text).found:
            address = (attrs.get("href") or attrs.get("src") or attrs.get("action") or "").partition("#")[0]
            if tag in ("a", "link", "script", "form") and address.startswith("/") and address not in seen:
                seen.add(address)
                answer = client.get(address)
                assert answer.status_code in (200, 302), (path, address)
    assert len(seen) > 60


def test_a_page_can_be_asked_for_its_head_alone(client):
    answer = client.head("/articles/ledger")
    assert (answer.status_code, answer.content) == (200, b"")


# --- first page and lists ---------------------------------------------------------------------------------------------


def test_the_first_page_tells_what_the_record_holds_what_is_new_and_who_was_in_the_news(client):
    text = words(client.get("/"))
    assert "36 articles" in text
    assert "Tom Okafor 30 statements, 30 articles" in text
    assert "Title of anon" in text


def test_an_empty_record_says_what_to_do(tmp_path):
    with (
        web_record.open_record(tmp_path / "empty.db") as record,
        TestClient(create_app(record), "http://localhost") as asking,
    ):
        assert "onrecord add" in asking.get("/").text
        for path in ("/articles", "/people", "/sayings", "/search", "/doubts", "/mistakes", "/feeds"):
            assert asking.get(path).status_code == 200


def test_articles_are_listed_by_outlet_and_by_doubt(client):
    assert "2 articles" in words(client.get("/articles?outlet=post"))
    assert "1 article" in words(client.get("/articles?warning=cut-short"))
    assert client.get("/articles?warning=nonsense").status_code == 400
    assert client.get("/articles?offset=-1").status_code == 400


def test_doubts_and_failures_stand_there_by_reason(client):
    text = words(client.get("/doubts"))
    assert "the text looks cut short 1" in text
    assert "The file is damaged 1" in text
    assert "in/broken.pdf" in text


def test_the_page_of_mistakes_shows_the_card_of_the_model_with_its_figures(client):
    answer = client.get("/mistakes")
    assert "Where it is weak" in answer.text
    assert re.search(r"<td>exact</td>\s*<td>\d\d\.\d</td>", answer.text)
    assert "whose card is not in this version" in answer.text  # of m1, a model of these tests


# --- search -----------------------------------------------------------------------------------------------------------


def test_a_search_shows_who_said_it_with_the_words_marked_and_narrows(client, marrow, statement_of):
    answer = client.get("/search", params={"q": "harbour"})
    assert "<mark>harbour</mark>" in answer.text
    assert f'href="/people/{marrow}"' in answer.text
    assert f'href="/articles/ledger#{statement_of("ledger")}"' in answer.text
    assert "2 statements, best first" in words(answer)
    assert "2 reports in 2 outlets" in words(answer)
    assert quote('harbour outlet:"The Ledger"', safe="").replace("%20", "+") in answer.text


def test_a_filter_can_be_taken_away(client):
    answer = client.get("/search", params={"q": 'harbour outlet:"The Ledger" form:quoted'})
    addresses = re.findall(r'<a href="([^"]+)" aria-label="without', answer.text)
    assert [html.unescape(address) for address in addresses] == [
        "/search?q=harbour+form%3Aquoted",
        "/search?q=harbour+outlet%3A%22The+Ledger%22",
    ]


def test_pages_of_a_search_follow_on_each_other_and_what_is_added_moves_nothing(tmp_path):
    with (
        web_record.build(tmp_path / "onrecord.db") as record,
        TestClient(create_app(record), "http://localhost") as asking,
    ):
        first = asking.get("/search", params={"q": "speaker:okafor"}).text
        record.add(web_record.article("late", "Number 99", speaker="Tom Okafor", said_on="2026-12-01"))
        address = html.unescape(re.search(r'rel="next" href="([^"]+)"', first)[1])
        second = asking.get(address).text
    numbers = [int(n) for n in re.findall(r"Number (\d+)", first + second)]
    assert numbers == sorted(range(30), reverse=True)
    assert "21 to 30 of 31" in " ".join(second.split())


@pytest.mark.parametrize(
    ("query", "marked", "said"),
    [
        ("tax speakr:Ruiz", "speakr:Ruiz", "Write speaker:"),
        ('tax "and port', "&#34;and port", "not closed"),
        ("after:yesterday", "after:yesterday", "2021-01-17"),
    ],
)
def test_a_mistake_in_a_query_is_shown_in_its_place_and_explained(client, query, marked, said):
    answer = client.get("/search", params={"q": query})
    assert answer.status_code == 400
    assert f"<mark>{marked}</mark>" in answer.text
    assert said in words(answer)


def test_full_texts_are_searched_too(client):
    answer = client.get("/search", params={"q": "quay", "in": "articles"})
    assert "<mark>quay</mark>" in answer.text
    assert client.get("/search", params={"q": "x", "cursor": "nonsense"}).status_code == 400


# --- reading ----------------------------------------------------------------------------------------------------------


def test_the_words_of_the_article_stand_there_letter_for_letter_with_their_marks(client, record, statement_of):
    answer = client.get("/articles/ledger")
    own = statement_of("ledger")
    body = answer.text.split('<div class="body"')[1].split("</div>")[0]
    shown = [
        re.sub(r"<[^>]*>", "", re.sub(r"<a class=.*?</a>", "", p)) for p in re.findall(r"<p.*?>(.*?)</p>", body, re.S)
    ]
    assert [html.unescape(p) for p in shown] == record.article("ledger").extracted.article.text.split("\n\n")
    assert f'<a class="ref k1" id="{own}" href="#about-{own}"' in body
    assert f'<span class="content direct k1" data-s="1">“{web_record.WHOLE}”</span>' in body
    assert '<span class="source k1" data-s="1">she</span> <span class="cue k1" data-s="1">said</span>' in body
    assert '<span data-e="1">Ilse Marrow</span>' in body


def test_beside_it_stands_who_why_when_and_where_else(client):
    text = words(client.get("/articles/ledger"))
    assert "1 Ilse Marrow quoted 9 January 2026" in text
    assert "she → Ilse Marrow" in text
    assert "day told there" in text
    assert "also in 1 other article" in text
    assert "90% that words and source are both right" in text
    assert "Mail writes:" in words(client.get("/articles/mail"))
    assert "would not say" in words(client.get("/articles/mail"))


def test_what_was_looked_at_and_not_recorded_is_told(tmp_path):
    with (
        web_record.build(tmp_path / "onrecord.db") as record,
        TestClient(create_app(record), "http://localhost") as asking,
    ):
        assert "“The Sea and its Price”" in asking.get("/articles/mail").text.split("Looked at and not recorded")[1]
        record.edits.reject("mail#s1", who="ada", why="a headline of another article")
        rest = asking.get("/articles/mail").text.split("Looked at and not recorded")[1]
        assert "a headline of another article" in rest
        assert "No statement" in asking.get("/articles/mail").text


def test_an_article_is_found_by_its_address_and_redirected_to_its_own(client, statement_of):
    answer = client.get(f"/articles/{quote('https://ledger.example/1', safe='')}")
    assert (answer.status_code, answer.headers["location"]) == (302, "/articles/ledger")
    own = statement_of("ledger")
    assert client.get(f"/statements/{own}").headers["location"] == f"/articles/ledger#{own}"
    assert client.get("/articles/nobody").status_code == 404


# --- people -----------------------------------------------------------------------------------------------------------


def test_a_person_has_what_was_said_by_day_and_refusals_apart(client, marrow):
    answer = client.get(f"/people/{marrow}")
    text = words(answer)
    said, refused = text.split("Would not say 1 refusal")
    assert said.index("3 February 2026") < said.index("9 January 2026")
    assert "when the ferry sails" not in said.split("Said 3 statements")[1]
    assert "Mail writes: would not say … when the ferry sails" in refused
    assert "Post writes: said … that taxes will rise by spring" in said
    assert "2 reports in 2 outlets" in said


def test_the_bars_of_a_person_have_a_table_with_the_same_numbers(client, marrow):
    answer = client.get(f"/people/{marrow}")
    table = words(answer).split("The same as a table")[1]
    assert "January 2026 1 1 February 2026 1 1 2" in table
    assert len(re.findall(r'<rect class="bar \w+" x="\d\d', answer.text)) == 3
    assert "1 statement whose day nothing tells" in table


def test_the_statements_of_a_person_are_filtered(client, marrow):
    assert "Said 1 statement" in words(client.get(f"/people/{marrow}?q=taxes"))
    assert "Said 2 statements" in words(client.get(f"/people/{marrow}?form=direct"))
    assert "Said 1 statement" in words(client.get(f"/people/{marrow}?outlet=courier"))
    assert "Said 1 statement" in words(client.get(f"/people/{marrow}?after=2026-02"))
    assert "Nothing fits all of this" in words(client.get(f"/people/{marrow}?q=nothing"))
    assert client.get(f"/people/{marrow}?after=soon").status_code == 400
    assert "Back to what was said" in words(client.get(f"/people/{marrow}?act=refused"))


def test_a_person_is_found_by_name_and_redirected_to_the_id(client, marrow):
    assert client.get("/people/Ilse%20Marrow").headers["location"] == f"/people/{marrow}"
    assert "1 speaker" in words(client.get("/people?name=marrow"))


def test_a_subject_over_time_is_in_the_order_of_days_and_two_are_laid_side_by_side(client, marrow, statement_of):
    answer = client.get(f"/people/{marrow}/over-time?q=harbour")
    assert "1 saying in 2 statements" in words(answer)
    everything = client.get(f"/people/{marrow}/over-time?q=or OR".replace(" OR", ""))
    assert everything.status_code == 200
    a, b = statement_of("ledger"), statement_of("mail")
    both = words(client.get(f"/people/{marrow}/over-time?q=the&a={b}&b={a}"))
    assert both.index("Side by side") < both.index("one stone") < both.index("when the ferry sails")


# --- sayings ----------------------------------------------------------------------------------------------------------


def test_the_reports_of_a_saying_stand_side_by_side_with_the_words_that_differ(client, statement_of):
    answer = client.get(f"/sayings/{statement_of('ledger')}")
    text = words(answer)
    assert "1 saying, 2 reports" in text
    assert re.search(r"<del>sit</del>\s*<ins>stand</ins>|<del>stand</del>\s*<ins>sit</ins>", answer.text)
    assert f"<mark>“{web_record.WHOLE}”</mark>, she said." in answer.text
    assert (
        'href="https://ledger.example/1#:~:text='
        in client.get(f"/sayings/{statement_of('ledger')}?cite={statement_of('ledger')}").text
    )
    assert "@article{onrecord-" in text


def test_any_report_leads_to_its_saying_and_cites_what_it_is_asked_for(client, statement_of):
    one, other = statement_of("ledger"), statement_of("courier")
    assert client.get(f"/sayings/{other}").status_code == 200
    assert "onrecord-" + other in client.get(f"/sayings/{one}?cite={other}").text
    assert client.get(f"/sayings/{other[:8]}").headers["location"].startswith("/sayings/")
    assert "1 saying" in words(client.get("/sayings"))
    assert "No saying found" in words(client.get("/sayings?q=lottery"))


def test_what_people_decided_about_a_saying_is_told(tmp_path):
    with (
        web_record.build(tmp_path / "onrecord.db") as record,
        TestClient(create_app(record), "http://localhost") as asking,
    ):
        own = record.search(Query("taxes")).items[0].id
        record.edits.review(own, who="ada", why="against the tape")
        assert "against the tape" in asking.get(f"/sayings/{own}").text


# --- harm -------------------------------------------------------------------------------------------------------------


def test_what_an_article_says_is_text_on_every_page(client, record):
    mallory = record.search(Query(speaker="mallory")).items[0]
    paths = ["/", "/articles", "/doubts", "/people", "/search?q=alert", "/search?q=alert&in=articles",
             f"/articles/{quote(web_record.HARMFUL_ID, safe='')}", f"/people/{mallory.person}",
             f"/sayings/{mallory.id}", f"/people/{mallory.person}/over-time?q=alert",
             "/people?name=" + quote(web_record.HARM), "/search?q=" + quote(web_record.HARM),
             "/articles/" + quote(web_record.HARM, safe="")]  # fmt: skip
    for path in paths:
        answer = client.get(path)
        assert answer.status_code in (200, 302, 400), path
        assert "<script>" not in answer.text, path
        assert "<img" not in answer.text, path
        assert "javascript:" not in re.sub(r'value="[^"]*"', "", answer.text), path
        assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in answer.text, path
    assert f'<h1 dir="auto">{html.escape(web_record.HARM).replace("&#x27;", "&#39;")}' in client.get(paths[6]).text


def test_a_mistake_of_ours_is_a_page_and_tells_no_secret(client, monkeypatch):
    from onrecord.web.pages import people

    monkeypatch.setattr(people, "timeline", lambda months: 1 / 0)
    answer = client.get(f"/people/{client.get('/people').text.split('/people/')[1].split(chr(34))[0]}")
    assert answer.status_code == 500
    assert "The reading room made a mistake" in words(answer)
    assert "ZeroDivision" not in answer.text


def test_party_and_office_are_shown_asked_for_and_answered(client):
    found = client.get("/api/people?party=harbour&office=clerk").json()
    assert [(one["name"], one["party"], one["office"]) for one in found["items"]] == [
        ("Tom Okafor", "Harbour Party", "Clerk of Lotteries")
    ]
    assert client.get("/api/people?party=sea").json()["items"] == []
    hits = client.get("/api/statements?q=office%3Alotteries&limit=1").json()
    assert hits["total"] == 30
    assert hits["items"][0]["office"] == "Clerk of Lotteries"
    own = found["items"][0]["id"]
    assert client.get(f"/api/people/{own}").json()["terms"][0]["first"] == "2026-02-01"
    assert "Clerk of Lotteries, Harbour Party" in words(client.get(f"/people/{own}"))
    assert "Clerk of Lotteries, Harbour Party" in words(client.get("/search?q=lottery"))
    assert "Clerk of Lotteries, Harbour Party" in words(client.get("/people"))
