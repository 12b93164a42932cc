"""Every route and every form, as each role and as nobody, by a foreign name and from a foreign page.

The routes are taken from the app, the forms from its pages: one that is added is walked too, and is shut until it is
named here as open.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
import shared_room
import web_record
from shared_room import Someone

from onrecord.accounts import Role
from onrecord.record import Query, Record
from onrecord.web import create_app

TO_ALL = {"/sign-in", "/static/{version}/{name}", "/healthz"}
READERS_WRITE = {"/check", "/sign-out"}
EDITORS_READ = {
    "/add",
    "/add/{job_id}",
    "/correct/articles/{public_id:path}",
    "/correct/people/{public_id}",
    "/correct/sayings/{public_id:path}",
    "/correct/statements/{public_id:path}",
}
READING = {"GET", "HEAD", "OPTIONS"}
WHO = ["nobody", *(f"{role.value}{with_}" for role in Role for with_ in ("", " with a token"))]


def needed(path: str, method: str) -> Role | None:
    """The least role that may use a route."""
    if path in TO_ALL:
        return None
    if path in EDITORS_READ:
        return Role.EDITOR
    return Role.READER if method in READING or path in READERS_WRITE else Role.EDITOR


@pytest.fixture(scope="module")
def own(tmp_path_factory) -> Iterator[Record]:
    with web_record.build(tmp_path_factory.mktemp("shared") / "onrecord.db") as record:
        yield record


@pytest.fixture(scope="module")
def app(own):
    return create_app(own, accounts=shared_room.accounts(own))


@pytest.fixture(scope="module")
def everybody(app) -> dict[str, Someone]:
    return shared_room.everybody(app, app.state.accounts)


@pytest.fixture(scope="module")
def addresses(app, own) -> dict[tuple[str, str], str]:
    """By path and method of each route, an address that it answers to."""
    statement = next(iter(own.article("ledger").statement_ids.values()))
    person = own.search(Query(speaker="marrow")).items[0].person
    edit = own.edits.review(statement, who="Ada", why="a walk through all routes").id

    def fill(path: str) -> str:
        kind = "people" if "people" in path else "articles" if "articles" in path else "statements"
        public_id = {"people": person, "articles": "ledger", "statements": statement}[kind]
        values = {"public_id": public_id, "number": edit, "job_id": "x", "version": "x", "name": "room.css"}
        return re.sub(r"\{(\w+)(?::\w+)?\}", lambda match: quote(str(values[match[1]]), safe=""), path)

    return {
        (route.path, method): fill(route.path) for route in shared_room.routes(app) for method in sorted(route.methods)
    }


def ask(someone: Someone, method: str, address: str, **headers: str):
    data = someone.fields if method not in READING else None
    return someone.asking.request(method, address, headers=someone.headers | headers, data=data)


def refused(answer) -> bool:
    """Whether somebody was told to sign in, or that this is not for them."""
    to_sign_in = answer.status_code == 303 and answer.headers["location"].startswith("/sign-in")
    return to_sign_in or answer.status_code in (401, 403)


def test_the_walk_sees_the_routes_of_the_app(addresses):
    assert len(addresses) > 40
    assert {path for path, _ in addresses} >= TO_ALL | READERS_WRITE | EDITORS_READ


@pytest.mark.parametrize("who", WHO)
def test_each_route_is_open_to_those_it_is_for_and_shut_to_all_others(everybody, addresses, who):
    someone = everybody[who]
    for (path, method), address in addresses.items():
        if (path, method) in {("/sign-in", "POST"), ("/sign-out", "POST")}:
            continue  # these would begin and end sessions; they have tests of their own in test_web_entry
        least = needed(path, method)
        may = least is None or (someone.role is not None and someone.role.may(least))
        answer = ask(someone, method, address)
        assert refused(answer) is not may, (path, method, answer.status_code)
        assert answer.status_code < 500, (path, method)
        if not may:
            assert "harbour" not in answer.text


@pytest.mark.parametrize("who", WHO)
def test_no_route_answers_to_a_foreign_name_or_a_foreign_page_whoever_asks(everybody, addresses, own, who):
    someone = everybody[who]
    before = own.edits.every()
    for (path, method), address in addresses.items():
        assert ask(someone, method, address, host="evil.example").status_code == 421, path
        if method in READING:
            continue
        for headers in ({"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}):
            assert ask(someone, method, address, **headers).status_code == 403, (path, headers)
    assert own.edits.every() == before


@pytest.mark.parametrize("role", list(Role))
def test_nothing_is_written_in_a_session_without_the_token_of_its_forms(everybody, addresses, own, role):
    someone = everybody[role.value]
    before = own.edits.every()
    writes = {(path, method): address for (path, method), address in addresses.items() if method not in READING}
    assert len(writes) >= 9
    for (path, method), address in writes.items():
        if path == "/sign-in":
            continue  # there is no session yet; a foreign page is kept away by its origin
        for fields in ({}, {"csrf": ""}, {"csrf": "0" * 64}, {"csrf": everybody["admin"].fields["csrf"] + "0"}):
            answer = someone.asking.request(method, address, data=fields)
            assert answer.status_code == 403, (path, fields)
    assert own.edits.every() == before
    assert someone.asking.get("/").status_code == 200  # and the session goes on


# --- forms ------------------------------------------------------------------------------------------------------------


def forms(page: str) -> list[tuple[str, str]]:
    """The forms of a page that write: where they are sent, and what stands in them."""
    found = re.findall(r"(<form[^>]*>)(.*?)</form>", page, re.S)
    return [
        (html.unescape(re.search(r'action="([^"]*)"', tag)[1]), inside)
        for tag, inside in found
        if 'method="post"' in tag
    ]


@pytest.mark.parametrize("who", ["reader", "editor", "admin"])
def test_every_form_on_every_page_is_one_that_its_reader_may_send_and_carries_the_token(everybody, addresses, who):
    someone = everybody[who]
    declared = {path for path, method in addresses if method == "POST"}
    reached = set()
    for (path, method), address in addresses.items():
        if method != "GET":
            continue
        for action, inside in forms(someone.asking.get(address).text):
            route = next(one for one in sorted(declared, key=len, reverse=True) if fits(one, action))
            reached.add(route)
            assert someone.role.may(needed(route, "POST")), (path, action)
            assert f'name="csrf" value="{someone.fields["csrf"]}"' in inside, (path, action)
    expected = declared - {"/sign-in"} if who != "reader" else READERS_WRITE
    assert reached == expected


def fits(path: str, address: str) -> bool:
    pattern = re.sub(r"\\\{[^}]*\\\}", ".+", re.escape(path).replace(r"\:", ":"))
    return re.fullmatch(pattern, address) is not None


@pytest.mark.parametrize("who", ["nobody", "reader", "editor"])
def test_every_link_on_every_page_is_one_that_its_reader_may_follow(everybody, addresses, who):
    someone = everybody[who]
    seen: dict[str, str] = {}  # one of each sort: every one is followed in test_web_pages
    for (_, method), address in addresses.items():
        if method != "GET":
            continue
        for link in re.findall(r'<a [^>]*href="(/[^"#?]*)', someone.asking.get(address).text):
            seen[re.sub(r"[^/]+$", "", link) if link.count("/") > 1 else link] = html.unescape(link)
    assert len(seen) > (10 if someone.role else 0)
    for link in seen.values():
        assert not refused(someone.asking.get(link)) or (link == "/" and not someone.role), link
