"""Signing in and out, what a session and a token let through, and what stands beside an edit."""

from __future__ import annotations

import base64
import html
import re
from urllib.parse import quote

import pytest
import shared_room
from shared_room import PASSWORD, browser, csrf, sign_in, words
from starlette.testclient import TestClient

from onrecord.accounts import Accounts, Role
from onrecord.record import Record
from onrecord.web import create_app


@pytest.fixture
def own(own) -> Record:
    """The record, with its users."""
    shared_room.accounts(own)
    return own


@pytest.fixture
def users(own) -> Accounts:
    return shared_room.users_of(own)


@pytest.fixture
def app(own, users):
    return create_app(own, accounts=users)


@pytest.fixture
def asking(app) -> TestClient:
    return browser(app)


def the_statement(record: Record, article: str) -> str:
    return next(iter(record.article(article).statement_ids.values()))


def test_who_is_not_signed_in_is_led_to_the_form_and_from_there_to_where_they_wanted(asking):
    answer = asking.get("/search?q=harbour+form%3Aquoted")
    assert answer.status_code == 303
    form = asking.get(answer.headers["location"])
    to = html.unescape(re.search(r'name="to" value="([^"]*)"', form.text)[1])
    came = sign_in(asking, "edda", to=to)
    assert came.status_code == 303
    assert came.headers["location"] == "/search?q=harbour+form%3Aquoted"
    assert "2 statements" in words(asking.get(came.headers["location"]))
    assert asking.get("/sign-in?to=/people").headers["location"] == "/people"  # signed in already


@pytest.mark.parametrize(
    "to", ["//evil.example", "/\\evil.example", "https://evil.example/", "evil", "", "/a\tb", "/\n/evil.example"]
)
def test_a_link_to_the_form_leads_nobody_elsewhere(asking, to):
    assert f'name="to" value="{"/"}"' in asking.get("/sign-in", params={"to": to}).text
    assert sign_in(asking, "Rea", to=to).headers["location"] == "/"


@pytest.mark.parametrize(
    ("name", "password"), [("Rea", "not the right words"), ("Nemo", PASSWORD), ("", ""), ("Rea", "")]
)
def test_what_is_wrong_is_not_said_and_the_name_stays(asking, name, password):
    answer = sign_in(asking, name, password)
    assert answer.status_code == 403
    assert "Name or password is not right" in words(answer)
    assert f'id="name" name="name" value="{name}"' in answer.text
    assert password not in answer.text or not password
    assert not answer.cookies


def test_who_tries_too_often_waits(asking):
    for _ in range(5):
        assert sign_in(asking, "Rea", "not the right words").status_code == 403
    answer = sign_in(asking, "Rea")
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 901
    assert "too many tries" in words(answer)
    assert "Try again in" in words(answer)
    assert sign_in(asking, "Edda").status_code == 303  # from one address, all names wait only after thirty


def test_the_cookie_is_kept_from_scripts_and_from_other_sites(app, asking):
    cookie = sign_in(asking, "Rea").headers["set-cookie"]
    assert cookie.startswith("onrecord=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie
    over_https = TestClient(app, "https://127.0.0.1", follow_redirects=False)
    cookie = sign_in(over_https, "Rea").headers["set-cookie"]
    assert cookie.startswith("__Host-onrecord=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie
    assert over_https.get("/").status_code == 200


def test_each_sign_in_has_a_session_of_its_own_and_ends_the_one_before(app, asking):
    chosen = {"cookie": "onrecord=chosen-by-somebody-else"}
    asking.post("/sign-in", data={"name": "Rea", "password": PASSWORD}, headers=chosen)
    first = asking.cookies["onrecord"]
    assert browser(app).get("/", headers=chosen).status_code == 303
    sign_in(asking, "Edda")
    with_first = browser(app)
    with_first.cookies.set("onrecord", first)
    assert with_first.get("/").status_code == 303


def test_who_signs_out_is_out_also_with_the_old_cookie(app, asking):
    sign_in(asking, "Rea")
    cookie = asking.cookies["onrecord"]
    answer = asking.post("/sign-out", data={"csrf": csrf(asking)})
    assert answer.headers["location"] == "/sign-in"
    assert asking.get("/").status_code == 303
    again = browser(app)
    again.cookies.set("onrecord", cookie)
    assert again.get("/").status_code == 303


def test_another_role_and_another_password_hold_at_once(asking, users):
    sign_in(asking, "Edda")
    assert asking.get("/add").status_code == 200
    users.set_role("Edda", Role.READER)
    answer = asking.get("/add")
    assert answer.status_code == 403
    assert "Edda is reader here" in words(answer)
    users.set_password("Edda", "and four more words")
    assert asking.get("/").status_code == 303


def test_an_edit_bears_the_name_of_who_is_signed_in_whatever_the_form_says(asking, own):
    sign_in(asking, "Edda")
    one = the_statement(own, "ledger")
    form = asking.get(f"/correct/statements/{one}")
    assert "under your name, Edda" in words(form)
    assert 'name="who"' not in form.text
    given = {"do": "review", "why": "against the tape", "who": "Somebody Else", "csrf": csrf(asking)}
    assert asking.post(f"/correct/statements/{one}", data=given).status_code == 303
    assert [(edit.who, edit.why) for edit in own.edits.every()] == [("Edda", "against the tape")]


def test_a_reader_sees_no_way_to_change_what_he_may_not(asking, own, marrow):
    sign_in(asking, "Rea")
    for path in ("/", "/articles/ledger", f"/people/{marrow}", f"/sayings/{the_statement(own, 'ledger')}"):
        page = asking.get(path).text
        assert "/correct/" not in page
        assert 'href="/add"' not in page
    assert "Rea" in asking.get("/").text


# --- programs ---------------------------------------------------------------------------------------------------------


def test_a_token_reads_and_writes_as_its_user_and_no_more_than_it_may(asking, own, users):
    key = users.make_token("Edda", "script").key
    headers = {"authorization": f"Bearer {key}"}
    assert asking.get("/articles/ledger", headers=headers).status_code == 200
    one = the_statement(own, "ledger")
    given = {"do": "review", "why": "against the tape"}
    assert asking.post(f"/correct/statements/{one}", data=given, headers=headers).status_code == 303
    assert own.edits.every()[-1].who == "Edda"
    lesser = {"authorization": f"Bearer {users.make_token('Edda', 'lesser', role=Role.READER).key}"}
    assert asking.post(f"/correct/statements/{one}", data=given, headers=lesser).status_code == 403
    users.revoke("Edda", "script")
    assert asking.get("/articles/ledger", headers=headers).status_code == 303


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer onrecord_x", "Basic", "Basic !", "Basic eDp5", "Digest x", "\xff"]
)
def test_what_is_no_token_is_nobody_even_beside_a_session(asking, header):
    sign_in(asking, "Ada")
    assert asking.get("/people", headers={"authorization": header.encode("latin-1")}).status_code == 303


def test_a_reader_of_feeds_sends_a_token_as_a_password_and_can_write_nothing_with_it(asking, own, users):
    key = users.make_token("Edda", "feeds").key
    basic = base64.b64encode(f"Edda:{key}".encode()).decode()
    headers = {"authorization": f"Basic {basic}"}
    assert asking.get("/people", headers=headers).status_code == 200
    one = the_statement(own, "ledger")
    given = {"do": "review", "why": "against the tape"}
    answer = asking.post(f"/correct/statements/{one}", data=given, headers=headers)
    assert answer.status_code == 401
    assert not own.edits.every()


# --- by which name, and through what ----------------------------------------------------------------------------------


def test_the_address_that_was_asked_is_a_name_and_others_must_be_allowed(own, users):
    app = create_app(own, accounts=users, hosts={"archive.lan"})
    lan = TestClient(app, "http://192.0.2.7:8765", follow_redirects=False)
    assert lan.get("/sign-in").status_code == 200  # the test client's connection is to this address
    assert lan.get("/sign-in", headers={"host": "archive.lan"}).status_code == 200
    answer = lan.get("/sign-in", headers={"host": "rebound.example"})
    assert answer.status_code == 421
    assert "--allow-host rebound.example" in words(answer)
    assert lan.get("/sign-in", headers={"host": "192.0.2.8"}).status_code == 421


@pytest.mark.parametrize("header", ["x-forwarded-for", "forwarded", "x-real-ip", "X-Forwarded-Host"])
def test_a_desk_lets_no_proxy_in_since_it_would_let_in_everybody(client, header):
    answer = client.get("/", headers={header: "203.0.113.9"})
    assert answer.status_code == 403
    assert "--require-login" in words(answer)


def test_behind_a_proxy_users_sign_in(asking):
    headers = {"x-forwarded-for": "203.0.113.9", "x-forwarded-proto": "https"}
    assert asking.get("/sign-in", headers=headers).status_code == 200


def test_a_desk_has_nothing_to_sign_in_to(client):
    assert client.get("/sign-in").status_code == 404
    assert client.post("/sign-in", data={"name": "Ada", "password": PASSWORD}).status_code == 404
    assert "Sign out" not in client.get("/").text


def test_a_page_that_is_not_there_knows_who_asks(asking):
    assert "Articles" not in words(asking.get("/nothing"))
    sign_in(asking, "Rea")
    answer = asking.get("/nothing")
    assert answer.status_code == 404
    assert "Rea Sign out" in words(answer)


def test_where_one_wanted_to_go_may_have_any_letters(asking):
    answer = asking.get("/search", params={"q": "Érik & “x”"})
    assert answer.headers["location"] == "/sign-in?to=" + quote("/search?q=%C3%89rik+%26+%E2%80%9Cx%E2%80%9D", safe="")
    assert sign_in(asking, "Rea", to="/search?q=%C3%89rik").headers["location"] == "/search?q=%C3%89rik"


def test_the_form_to_sign_in_takes_no_upload(asking):
    answer = asking.post("/sign-in", data={"name": "x" * 20_000, "password": "y"})
    assert answer.status_code == 413
