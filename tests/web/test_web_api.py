"""The API: that it answers as it describes itself, goes on by cursor, tells what is wrong, and survives any input."""

from __future__ import annotations

import json
import re
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
import shared_room
import web_record
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.views.interchange import stored_object
from onrecord.web import create_app

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def described(client) -> dict:
    return client.get("/api/openapi.json").json()


def addresses(marrow: str, statement: str) -> dict[str, list[str]]:
    """By path as it is described, addresses that it answers to."""
    return {
        "/api/stats": ["/api/stats"],
        "/api/statements": ["/api/statements", "/api/statements?q=harbour&limit=1", "/api/statements?q=nothing+fits"],
        "/api/facets": ["/api/facets?q=harbour"],
        "/api/statements/{public_id}": [f"/api/statements/{statement}"],
        "/api/articles": ["/api/articles?limit=2", "/api/articles?q=quay+outlet%3Apost"],
        "/api/articles/{public_id}": ["/api/articles/ledger", "/api/articles/a%2Fb%3Fc%23d%22%3C"],
        "/api/articles/{public_id}/annotations": ["/api/articles/ledger/annotations"],
        "/api/people": ["/api/people?limit=2", "/api/people?name=marrow", "/api/people?party=harbour&office=clerk"],
        "/api/people/{public_id}": [f"/api/people/{marrow}"],
        "/api/sayings": ["/api/sayings", "/api/sayings?q=harbour"],
        "/api/sayings/{public_id}": [f"/api/sayings/{statement}"],
        "/api/feeds": ["/api/feeds"],
        "/api/feed.atom": ["/api/feed.atom", f"/api/feed.atom?q=person%3A{marrow}"],
    }


def fits(value: object, schema: dict, described: dict, where: str = "") -> list[str]:
    """Where a value is not as a schema says: keys that are lacking or not told of, and wrong sorts of values."""
    if "$ref" in schema:
        schema = described["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        found = [fits(value, one, described, where) for one in schema["anyOf"]]
        return min(found, key=len)
    if "enum" in schema or "const" in schema:
        return [] if value in schema.get("enum", [schema.get("const")]) else [f"{where}: {value!r}"]
    sorts = {"object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool,
             "null": type(None)}  # fmt: skip
    sort = schema.get("type")
    if sort and not isinstance(value, sorts[sort]):
        return [f"{where}: {value!r} is no {sort}"]
    if sort == "array":
        return [line for n, one in enumerate(value) for line in fits(one, schema["items"], described, f"{where}[{n}]")]
    if sort != "object":
        return []
    own = schema.get("properties", {})
    wrong = [f"{where}.{name} is lacking" for name in schema.get("required", ()) if name not in value]
    more = schema.get("additionalProperties", not own)
    wrong += [f"{where}.{name} is not told of" for name in value if name not in own and not more]
    return wrong + [
        line for k, one in own.items() if k in value for line in fits(value[k], one, described, f"{where}.{k}")
    ]


def test_every_answer_has_the_shape_that_is_described(client, described, marrow, statement_of):
    asked = addresses(marrow, statement_of("ledger"))
    assert set(asked) == set(described["paths"])
    for path, those in asked.items():
        good = described["paths"][path]["get"]["responses"]["200"]["content"]
        for address in those:
            answer = client.get(address)
            assert answer.status_code == 200, address
            ((kind, told),) = good.items()
            assert answer.headers["content-type"] in (kind, f"{kind}; charset=utf-8")
            if told:
                assert fits(answer.json(), told["schema"], described) == [], address
            assert client.head(address).status_code == 200


def test_the_comparison_of_shapes_does_look(described):
    shape = {"$ref": "#/components/schemas/Problem"}
    assert fits({"type": "x", "title": 1, "more": 2}, shape, described) == [
        ".status is lacking",
        ".title: 1 is no string",
    ]
    assert fits({"id": "x"}, {"$ref": "#/components/schemas/Who"}, described) == [".name is lacking", ".qid is lacking"]
    assert ".more is not told of" in fits({"more": 1}, {"$ref": "#/components/schemas/Who"}, described)


def test_the_description_is_openapi_3_1_and_names_no_route_twice(described):
    assert described["openapi"] == "3.1.0"
    names = [operation["operationId"] for path in described["paths"].values() for operation in path.values()]
    assert len(names) == len(set(names)) >= 12
    assert "security" not in described  # one's own desk asks for none


def test_what_it_answers_is_what_the_record_holds(client, record, statement_of):
    assert client.get("/api/articles/ledger").json() == json.loads(json.dumps(stored_object(record.article("ledger"))))
    (hit,) = client.get("/api/statements", params={"q": "stone outlet:ledger"}).json()["items"]
    assert (hit["id"], hit["content"]) == (statement_of("ledger"), f"“{web_record.WHOLE}”")


@pytest.mark.parametrize(
    ("path", "least"),
    [("/api/statements?limit=7", 36), ("/api/statements?q=lottery&limit=7", 30), ("/api/articles?limit=7", 36),
     ("/api/people?limit=1", 3), ("/api/sayings?limit=1", 1)],
)  # fmt: skip
def test_by_cursor_everything_comes_once(client, path, least):
    found, address = [], path
    while address:
        answer = client.get(address)
        page = answer.json()
        found += [json.dumps(one) for one in page["items"]]
        link = re.search(r'<http://127\.0\.0\.1:8765(/[^>]+)>; rel="next"', answer.headers.get("link", ""))
        assert bool(link) is (page["next"] is not None)
        address = link[1] if link else None
    assert len(found) == len(set(found)) == least


@pytest.mark.parametrize(
    "path", ["/api/stats", "/api/articles/ledger", "/api/feed.atom?q=harbour", "/api/openapi.json"]
)
def test_who_has_an_answer_already_is_told_so(client, path):
    first = client.get(path)
    tag = first.headers["etag"]
    for header in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = client.get(path, headers={"if-none-match": header})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
    assert client.get(path, headers={"if-none-match": '"other"'}).content == first.content


@pytest.mark.parametrize(
    ("path", "status", "title"),
    [
        ("/api/statements?q=speakr:x", 400, "speakr: is not known"),
        ("/api/statements?cursor=x", 400, "this cursor is not one"),
        ("/api/people?cursor=x", 400, "this cursor is not one"),
        ("/api/people?cursor=o0", 400, "this cursor is not one"),
        ("/api/statements?limit=0", 400, "part of this address is not understood: limit"),
        ("/api/articles?q=speaker:marrow", 400, "speaker is asked of statements"),
        ("/api/articles/nothing", 404, "no article of this record"),
        ("/api/people/p-0000000000", 404, ""),
        ("/api/nothing", 404, "there is no such page"),
    ],
)
def test_what_is_wrong_is_a_problem_with_what_to_do(client, described, path, status, title):
    answer = client.get(path)
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert fits(problem, {"$ref": "#/components/schemas/Problem"}, described) == []
    assert (answer.status_code, problem["status"]) == (status, status)
    assert title in problem["title"]
    assert problem["instance"] == path.partition("?")[0]
    assert problem["detail"]


def test_the_place_of_what_was_not_understood_is_told(client):
    assert client.get("/api/statements", params={"q": "harbour speakr:x"}).json()["place"] == [8, 16]


def test_a_method_that_is_not_there_is_told_with_those_that_are(client):
    answer = client.post("/api/stats")
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]


def test_the_page_for_people_names_every_route(client, described):
    page = client.get("/api").text
    for path in described["paths"]:
        assert f"<code>{path}</code>" in page


def test_a_program_without_a_token_is_told_how_to_come_in(record):
    with web_record.build(web_record.Path(record.path).parent / "shared-api.db") as own:
        users = shared_room.accounts(own)
        asking = shared_room.browser(create_app(own, accounts=users))
        answer = asking.get("/api/stats")
        assert answer.status_code == 401
        assert "Basic" in answer.headers["www-authenticate"]
        assert answer.json()["type"] == "urn:onrecord:problem:sign-in"
        key = users.make_token("Rea", "feeds").key
        assert asking.get("/api/stats", headers={"authorization": f"Bearer {key}"}).json()["articles"] == 36
        assert asking.get("/api/feed.atom", auth=("whoever", key)).status_code == 200
        described = asking.get("/api/openapi.json", headers={"authorization": f"Bearer {key}"}).json()
        assert described["security"] == [{"token": []}]


# --- feeds ------------------------------------------------------------------------------------------------------------


def test_a_feed_has_what_came_last_first_and_each_entry_leads_to_its_words(client, marrow, statement_of):
    feed = ElementTree.fromstring(client.get("/api/feed.atom", params={"q": f"person:{marrow}"}).content)
    entries = feed.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    in_order = ["post", "mail", "courier", "ledger"]
    assert ids == [f"urn:onrecord:statement:{statement_of(article)}" for article in in_order]
    mail = entries[1]
    assert mail.findtext(f"{ATOM}title") == "Ilse Marrow: Mail writes: would not say … when the ferry sails"
    assert mail.findtext(f"{ATOM}author/{ATOM}name") == "Mail"
    place = mail.find(f"{ATOM}link").get("href")
    assert place == f"http://127.0.0.1:8765/articles/mail#{statement_of('mail')}"
    assert client.get(place.partition("#")[0]).status_code == 200
    assert feed.findtext(f"{ATOM}updated") == max(entry.findtext(f"{ATOM}updated") for entry in entries)


def test_a_feed_of_what_has_no_day_is_no_shorter(client):
    feed = ElementTree.fromstring(client.get("/api/feed.atom", params={"q": "outlet:courier"}).content)
    assert len(feed.findall(f"{ATOM}entry")) == 1


def test_a_hostile_article_is_text_in_a_feed(client):
    answer = client.get("/api/feed.atom", params={"q": "alert"})
    entry = ElementTree.fromstring(answer.content).find(f"{ATOM}entry")
    assert web_record.HARM in entry.findtext(f"{ATOM}content")
    assert web_record.BIDI[0] not in answer.text


def test_pages_name_their_feed_and_it_is_there(client, marrow):
    for path in (f"/people/{marrow}", "/search?q=harbour"):
        address = re.search(
            r'<link rel="alternate" type="application/atom\+xml"[^>]* href="([^"]+)"', client.get(path).text
        )
        assert client.get(address[1].replace("&amp;", "&")).headers["content-type"].startswith("application/atom+xml")


# --- data in the pages ------------------------------------------------------------------------------------------------


def data(page: str) -> object:
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[1])


def test_pages_tell_machines_what_they_are_of(client, marrow, statement_of):
    article = data(client.get("/articles/ledger").text)
    assert (article["@type"], article["headline"], article["url"]) == (
        "NewsArticle", "Title of ledger", "https://ledger.example/1"
    )  # fmt: skip
    assert data(client.get(f"/people/{marrow}").text)["name"] == "Ilse Marrow"
    quotations = data(client.get(f"/sayings/{statement_of('ledger')}").text)
    assert [one["@type"] for one in quotations] == ["Quotation", "Quotation"]
    assert quotations[0]["text"] == f"“{web_record.WHOLE}”"


def test_a_paraphrase_and_a_refusal_are_no_quotation(client, statement_of):
    for article in ("mail", "post"):
        assert "ld+json" not in client.get(f"/sayings/{statement_of(article)}").text


def test_a_hostile_article_does_not_lead_out_of_its_data(client):
    page = client.get("/articles/a%2Fb%3Fc%23d%22%3C").text
    written = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[1]
    assert "<" not in written
    assert data(page)["headline"].startswith(web_record.HARM)
    assert "url" not in data(page)  # javascript: is no address


# --- any input --------------------------------------------------------------------------------------------------------

ANYTHING = st.text(max_size=60) | st.sampled_from(
    [
        "speaker:",
        'q"',
        "after:9999-99",
        "meta.a:b",
        "*",
        "-x",
        "o99",
        "W10",
        "\x00",
        "\ud800",
        "review:edited",
        "%",
        "//",
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(data=st.data())
def test_no_input_makes_it_fail(client, described, data):
    path = data.draw(st.sampled_from(sorted(described["paths"])))
    operation = described["paths"][path]["get"]
    asked = {}
    for one in operation.get("parameters", ()):
        value = data.draw(ANYTHING | st.integers(-(2**70), 2**70).map(str), label=one["name"])
        if one["in"] == "query":
            asked[one["name"]] = value.encode("utf-8", "replace")
        else:
            path = path.replace("{" + one["name"] + "}", quote(value, safe="", errors="replace") or "x")
    answer = client.get(path, params=asked)
    assert answer.status_code < 500, (path, asked, answer.text)
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
