"""Statements, people and sayings put right in the browser: seen on every page, taken back, and told when wrong."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
import web_record
from shared_room import BASE, words
from starlette.testclient import TestClient

from onrecord.record import Query, Record

ADA = {"who": "Ada Byron", "why": "against the tape"}


def fields(page: str) -> dict[str, str]:
    """What a form would send as it was shown: its inputs, textareas and selects."""
    form = page.split('<form class="decide"')[1].split("</form>", maxsplit=1)[0]
    found = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and "checkbox" not in tag:
            found[name[1]] = html.unescape(value[1]) if value else ""
    for name, value in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.S):
        found[name] = html.unescape(value).removeprefix("\n").replace("\n", "\r\n")
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option(?: value="([^"]*)")? selected>([^<]*)', options)
        first = re.search(r'<option(?: value="([^"]*)")?[^>]*>([^<]*)', options)
        one = chosen or first
        found[name] = one[1] if one[1] is not None else one[2]
    return found


def the_statement(record: Record, article: str) -> str:
    return next(iter(record.article(article).statement_ids.values()))


def correct(desk: TestClient, own: str, do: str = "change", **given: str):
    address = f"/correct/statements/{own}"
    return desk.post(address, data=fields(desk.get(address).text) | ADA | {"do": do} | given)


# --- statements -------------------------------------------------------------------------------------------------------


def test_another_speaker_is_seen_on_every_page_at_once_and_taken_back(desk, own):
    one = the_statement(own, "ledger")
    before = own.search(Query(speaker="marrow")).total
    answer = correct(desk, one, speaker="Tom Okafor")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/articles/ledger#{one}")
    reading = words(desk.get("/articles/ledger"))
    assert "Edit 1 is made" in reading
    assert "1 Tom Okafor quoted" in reading
    assert "edited by Ada Byron" in reading
    assert "Tom Okafor 31 statements" in words(desk.get("/"))
    okafor = own.search(Query(speaker="okafor")).items[0].person
    assert "never for sale" in desk.get(f"/people/{okafor}?q=harbour").text
    assert own.search(Query(speaker="marrow")).total == before - 1
    assert desk.post("/edits/1", data=ADA | {"why": "it was her"}).headers["location"] == "/edits/1"
    assert "taken back by edit 2" in words(desk.get("/edits/1"))
    assert "1 Ilse Marrow quoted" in words(desk.get("/articles/ledger"))
    assert own.search(Query(speaker="marrow")).total == before
    assert "Tom Okafor 30 statements" in words(desk.get("/"))


def test_that_an_edit_was_made_is_told_once_and_the_address_stays_what_is_cited(desk, own):
    correct(desk, the_statement(own, "ledger"), day="2026-01-08")
    assert "Edit 1 is made" in words(desk.get("/articles/ledger"))
    assert "Edit 1 is made" not in words(desk.get("/articles/ledger"))


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({"day": "2026-01-08"}, "8 January 2026"),
        ({"day": ""}, "day not known"),
        ({"day": "2026-01"}, "January 2026"),
        ({"form": "mixed"}, "partly quoted"),
        ({"act": "refused"}, "would not say"),
        ({"speaker": ""}, "she quoted"),
        ({"speaker": "The Harbour Board", "speaker_type": "organisation"}, "The Harbour Board quoted"),
        ({"content": "The harbour was ... stone of it"}, "The harbour was ... stone of it"),
        ({"content": "", "content_at": "0-11"}, "Ilse Marrow was content"),
    ],
    ids=str,
)
def test_what_is_changed_stands_there_afterwards(desk, own, given, shown):
    one = the_statement(own, "ledger")
    answer = correct(desk, one, **given)
    assert answer.status_code == 303, words(answer)
    (after,) = own.article("ledger").extracted.statements
    if "content_at" in given:
        assert own.search(Query("ilse")).items[0].content == "Ilse Marrow"
    else:
        assert shown in words(desk.get("/articles/ledger"))
    assert after.review.who == "Ada Byron"


def test_what_is_not_touched_is_not_changed_though_somebody_else_changed_it_meanwhile(desk, own):
    one = the_statement(own, "ledger")
    stale = fields(desk.get(f"/correct/statements/{one}").text)
    correct(desk, one, speaker="Tom Okafor")
    desk.post(f"/correct/statements/{one}", data=stale | ADA | {"do": "change", "day": "2026-01-08"})
    (after,) = own.article("ledger").extracted.statements
    assert (after.speaker.name, after.said_on.edtf) == ("Tom Okafor", "2026-01-08")


@pytest.mark.parametrize(
    ("given", "told", "field"),
    [
        ({"day": "yesterday"}, "'yesterday' is no day. Write it as 2021-01-17", "day"),
        ({"content": "words of somebody else"}, "do not stand in the text. Copy them from the article", "content"),
        ({"why": "", "day": "2026"}, "needs one who makes it and a reason. Give a reason", "why"),
        ({"who": " ", "day": "2026"}, "needs one who makes it and a reason. Write your name", "who"),
        ({"form": "sung"}, "sung", None),
        ({"speaker": "X", "speaker_type": "alien"}, "'alien' is no sort of speaker", "kind"),
        ({"content_at": "5-999999"}, "is no stretch of a text", "content"),
        ({}, "Nothing is to be changed", None),
        ({"do": "reject", "day": "2026"}, "Fields were changed too", None),
        ({"do": "review", "speaker": "X"}, "Fields were changed too", None),
    ],
    ids=str,
)
def test_what_is_wrong_is_told_beside_the_form_and_what_was_typed_stays(desk, own, given, told, field):
    answer = correct(desk, the_statement(own, "ledger"), **given)
    assert answer.status_code == 400
    assert told in words(answer)
    assert "onrecord " not in words(answer).split("Who decides")[0].split("In its article")[0]
    if field:
        assert re.search(rf'id="{field}"[^>]*aria-invalid="true" aria-describedby="wrong"', answer.text)
    sent = fields(answer.text)
    for name, value in given.items():
        if name not in ("do", "form", "speaker_type"):
            assert sent[name] == value.strip()
    assert own.edits.every() == ()


def test_a_statement_is_found_right(desk, own):
    one = the_statement(own, "post")
    correct(desk, one, "review")
    assert "reviewed by Ada Byron" in words(desk.get("/articles/post"))
    assert "found right" in words(desk.get(f"/correct/statements/{one}")).split("What was decided about it")[1]


def test_what_is_rejected_goes_and_can_be_had_back(desk, own):
    one = the_statement(own, "post")
    assert correct(desk, one, "reject").headers["location"] == "/articles/post"
    assert "No statement" in words(desk.get("/articles/post"))
    assert desk.get(f"/correct/statements/{one}").status_code == 404
    assert 'href="/edits/1"' in desk.get("/articles/post").text
    assert 'href="/articles/post"' in desk.get("/edits/1").text
    desk.post("/edits/1", data=ADA)
    assert "1 statement" in words(desk.get("/articles/post"))


def test_a_statement_that_was_missed_is_added_by_quoting(desk, own):
    words_of_it = "A book called “The Sea and its Price” lay there."
    given = {"content": words_of_it, "speaker": "Ilse Marrow", "cue": "", "form": ""}
    answer = desk.post("/correct/articles/ledger", data=ADA | given)
    assert answer.status_code == 303
    where, _, added = answer.headers["location"].partition("#")
    assert where == "/articles/ledger"
    reading = desk.get("/articles/ledger")
    assert f'id="{added}"' in reading.text
    assert "added by Ada Byron" in words(reading)
    assert own.article("ledger").extracted.statements[0].form == "mixed"


def test_words_that_were_marked_are_in_the_form_and_added_where_they_were_marked(desk, own):
    text = own.article("ledger").extracted.article.text
    start = text.index("Read on.")
    page = desk.get(f"/correct/articles/ledger?at={start}-{start + 7}")
    assert fields(page.text)["content"] == "Read on"
    assert desk.post("/correct/articles/ledger", data=fields(page.text) | ADA).status_code == 303
    assert any(s.content[0].start == start for s in own.article("ledger").extracted.statements)


@pytest.mark.parametrize("at", ["x", "9-", "7-3", "0-" + "9" * 400, "-"])
def test_marks_that_are_none_are_passed_over(desk, at):
    page = desk.get("/correct/articles/ledger", params={"at": at})
    assert (page.status_code, fields(page.text)["content"]) == (200, "")


def test_what_is_a_statement_already_is_not_added_twice(desk, own):
    answer = desk.post("/correct/articles/ledger", data=ADA | {"content": f"“{web_record.WHOLE}”"})
    assert answer.status_code == 400
    assert "are a statement already" in words(answer)


def test_the_history_of_a_statement_stands_at_it(desk, own):
    one = the_statement(own, "ledger")
    correct(desk, one, day="2026-01-08", why="heard it live")
    history = words(desk.get(f"/correct/statements/{one}")).split("What was decided about it")[1]
    assert "day 8 January 2026 Ada Byron" in history
    assert "heard it live" in history
    assert "heard it live" in words(desk.get("/edits"))


def test_who_decided_is_remembered_in_this_browser_alone(desk, own):
    answer = correct(desk, the_statement(own, "ledger"), day="2026-01-08", who="Jörg Ä; x=y")
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("who="))
    assert "SameSite=strict" in cookie
    assert "HttpOnly" in cookie
    assert fields(desk.get(f"/correct/statements/{the_statement(own, 'post')}").text)["who"] == "Jörg Ä; x=y"


def test_names_are_offered(desk, own):
    page = desk.get(f"/correct/statements/{the_statement(own, 'ledger')}").text
    offered = re.findall(r'<option value="([^"]+)"></option>', page)
    assert offered[0] == "Ilse Marrow"
    assert "Tom Okafor" in offered
    assert desk.get("/names?q=oka").json() == ["Tom Okafor"]
    assert desk.get("/names?q=%22*%20").json() == []


# --- people -----------------------------------------------------------------------------------------------------------


def person(record: Record, name: str) -> str:
    return record.persons.named(name).id


def test_two_people_are_made_one_and_two_again(desk, own):
    marrow, okafor = person(own, "Ilse Marrow"), person(own, "Tom Okafor")
    answer = desk.post(f"/correct/people/{marrow}", data=ADA | {"do": "merge", "other": "Tom Okafor"})
    assert answer.headers["location"] == f"/people/{marrow}"
    assert desk.get(f"/people/{okafor}").headers["location"].startswith("/people/")
    assert "2 names" in words(desk.get(f"/people/{marrow}"))
    assert "are one" in words(desk.get(f"/correct/people/{marrow}")).split("What was decided about this person")[1]
    desk.post("/edits/1", data=ADA)
    assert person(own, "Tom Okafor") == okafor
    assert "1 name" in words(desk.get(f"/people/{marrow}"))


def test_the_bearer_of_a_name_in_some_articles_is_set_apart(desk, own):
    okafor = person(own, "Tom Okafor")
    answer = desk.post(
        f"/correct/people/{okafor}", data=ADA | {"do": "split", "name": "Tom Okafor", "article": ["n1", "n2"]}
    )
    assert answer.status_code == 303, words(answer)
    assert [row.statements for row in own.people(name="okafor").items] == [28, 2]


def test_a_person_is_renamed_and_linked(desk, own):
    marrow = person(own, "Ilse Marrow")
    desk.post(f"/correct/people/{marrow}", data=ADA | {"do": "rename", "to": "Ilse M. Marrow"})
    desk.post(f"/correct/people/{marrow}", data=ADA | {"do": "link", "qid": "Q42"})
    page = words(desk.get(f"/people/{marrow}"))
    assert "Ilse M. Marrow" in page
    assert "Wikidata Q42" in page


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"do": "merge", "other": "Nobody Here"}, "Name it otherwise"),
        ({"do": "merge", "other": "Ilse Marrow"}, "are one already"),
        ({"do": "merge", "other": ""}, "A field was left empty"),
        ({"do": "split", "name": "Ilse Marrow"}, "has one name only"),
        ({"do": "link", "qid": "42"}, "'42' is no item of Wikidata"),
        ({"do": "rename", "to": "!!"}, "'!!' is no name"),
        ({"do": "sing"}, "Nothing that can be done was chosen"),
    ],
    ids=str,
)
def test_what_is_wrong_about_people_is_told(desk, own, given, told):
    answer = desk.post(f"/correct/people/{person(own, 'Ilse Marrow')}", data=ADA | given)
    assert answer.status_code == 400
    assert told in words(answer)
    assert "onrecord " not in words(answer).split("Who is")[1].split("A machine read")[0]
    assert own.edits.every() == ()


# --- sayings ----------------------------------------------------------------------------------------------------------


def test_reports_are_set_apart_and_joined_again(desk, own):
    ledger, courier = the_statement(own, "ledger"), the_statement(own, "courier")
    address = f"/correct/sayings/{ledger}"
    assert desk.post(address, data=ADA | {"do": "part", "report": courier}).headers["location"] == f"/sayings/{ledger}"
    assert "1 saying, 1 report" in words(desk.get(f"/sayings/{ledger}"))
    found = desk.get(f"{address}?q=harbour").text
    assert f'name="other" value="{courier}"' in found
    assert f'name="other" value="{ledger}"' not in found
    assert desk.post(address, data=ADA | {"do": "join", "other": courier}).status_code == 303
    assert "1 saying, 2 reports" in words(desk.get(f"/sayings/{ledger}"))


@pytest.mark.parametrize("pattern", ["{}", f"{BASE}/articles/mail#{{}}", "/sayings/{}", "/articles/mail#about-{}"])
def test_a_report_is_named_by_id_or_by_any_address_of_it(desk, own, pattern):
    ledger, mail = the_statement(own, "ledger"), the_statement(own, "mail")
    given = {"do": "join", "typed": pattern.format(mail)}
    assert desk.post(f"/correct/sayings/{ledger}", data=ADA | given).status_code == 303
    assert len(own.sayings.named(ledger).reports) == 3


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"do": "part"}, "No report was ticked"),
        ({"do": "join"}, "No statement was named"),
        ({"do": "join", "typed": "nothing"}, "Name it otherwise"),
    ],
)
def test_what_is_wrong_about_sayings_is_told(desk, own, given, told):
    answer = desk.post(f"/correct/sayings/{the_statement(own, 'ledger')}", data=ADA | given)
    assert answer.status_code == 400
    assert told in words(answer)


# --- safety -----------------------------------------------------------------------------------------------------------


def test_what_is_taken_back_twice_or_was_never_made_is_told(desk, own):
    correct(desk, the_statement(own, "ledger"), day="2026-01-08")
    desk.post("/edits/1", data=ADA)
    assert "was taken back already" in words(desk.post("/edits/1", data=ADA))
    assert desk.get("/edits/99").status_code == 404
    assert desk.post("/edits/99", data=ADA).status_code == 404
    assert desk.get("/edits/x").status_code == 400


def test_harmful_words_in_an_edit_are_shown_as_text(desk, own):
    harm = web_record.HARM + web_record.BIDI
    correct(desk, the_statement(own, "ledger"), speaker=harm, who=harm, why=harm)
    for path in ("/articles/ledger", "/edits", "/edits/1", f"/correct/statements/{the_statement(own, 'ledger')}",
                 f"/correct/people/{person(own, 'Mallory')}",
                 f"/correct/articles/{quote(web_record.HARMFUL_ID, safe='')}",
                 f"/correct/sayings/{the_statement(own, web_record.HARMFUL_ID)}?q=alert"):  # fmt: skip
        answer = desk.get(path)
        assert answer.status_code == 200, path
        assert "<script>" not in answer.text, path
        assert "<img" not in answer.text, path
        assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in answer.text, path


def test_a_form_larger_than_any_statement_is_refused_before_it_is_read(desk, own):
    address = f"/correct/statements/{the_statement(own, 'ledger')}"

    def body() -> Iterator[bytes]:
        yield b"why="
        for _ in range(40):
            yield b"x" * 65536

    announced = desk.post(address, content=b"x", headers={"content-length": str(2**40)})
    assert announced.status_code == 413
    streamed = desk.post(address, content=body(), headers={"content-type": "application/x-www-form-urlencoded"})
    assert streamed.status_code == 413
    assert "1 MB" in words(streamed)
