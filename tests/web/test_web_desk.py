"""Articles added and drafts checked in the browser, and what must hold of every route that takes something."""

from __future__ import annotations

import html
import re
import threading
import time
from collections.abc import Iterator

import pytest
import web_record
from shared_room import words
from starlette.testclient import TestClient

import quoting_model
from onrecord import extraction
from onrecord.domain import Fetched
from onrecord.errors import FetchError
from onrecord.record import Record
from onrecord.web.pages import adding, check, routers

ARTICLE = "The ferry\n\nBy Jo Pell\n\nAna Reyes said, “The ferry will sail again before the first day of May.”\n"


@pytest.fixture
def own(own, tmp_path, monkeypatch) -> Record:
    """A record that a test may write, and a model that needs no weights."""
    monkeypatch.setattr(extraction, "load_model", quoting_model.load)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return own


def settled(desk: TestClient, answer):
    """The page that a form leads to, once the work behind it is done."""
    assert answer.status_code == 303, words(answer)
    for _ in range(600):
        page = desk.get(answer.headers["location"])
        if "data-working" not in page.text:
            return page
        time.sleep(0.05)
    raise AssertionError("it never came to its end")


def add(desk: TestClient, do: str, *, file: tuple[str, bytes] | None = None, **given: str):
    files = {"file": file} if file else {"none": ("", b"")}
    return desk.post("/add", data={"do": do} | given, files=files)


# --- adding -----------------------------------------------------------------------------------------------------------


def test_a_pasted_article_is_read_and_leads_to_its_reading_view(desk, own):
    given = {"text": ARTICLE.replace("\n", "\r\n"), "title": "The ferry", "outlet": "Quay", "published": "2026-04-02"}
    page = settled(desk, add(desk, "paste", **given, url="https://quay.example/ferry"))
    assert "Added" in words(page)
    assert "Quay · 2 April 2026 · 1 statement" in words(page)
    reading = desk.get(re.search(r'href="(/articles/[^"#]+)"', page.text.split("<main")[1])[1])
    assert "“The ferry will sail again before the first day of May.”" in reading.text
    assert "Ana Reyes" in words(reading)
    assert 'href="https://quay.example/ferry"' in reading.text
    assert "37 articles" in words(desk.get("/"))
    assert "In the record already" in words(settled(desk, add(desk, "paste", text=ARTICLE)))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("ferry.txt", ARTICLE.encode()),
        ("C:\\press\\ferry.md", ARTICLE.encode()),
        (
            "ferry.html",
            f"<html><body><article><p>{'</p><p>'.join(ARTICLE.split(chr(10)))}</p></article></body></html>".encode(),
        ),
    ],
)
def test_an_uploaded_file_is_read_by_what_it_is(desk, own, name, data):
    page = settled(desk, add(desk, "upload", file=(name, data), outlet="Quay", published="2026-04-02"))
    assert "1 statement" in words(page)
    (row,) = own.articles(outlet="quay").items
    assert row.path == name.rpartition("\\")[2]


def test_the_doubts_of_reading_are_told(desk, own):
    assert "No day of publication." in words(settled(desk, add(desk, "paste", text=ARTICLE)))


def test_many_articles_come_in_one_file(desk, own):
    lines = "\n".join(f'{{"id": "l{n}", "text": "Ana Reyes said, “Line {n} of the ferry.”"}}' for n in range(3))
    page = settled(desk, add(desk, "upload", file=("some.jsonl", f"{lines}\nnonsense".encode())))
    assert "3 articles" in words(page)
    assert "some.jsonl:4" in words(page)
    assert 'href="/articles/l2"' in page.text


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [("x.png", b"\x89PNG\r\n", "x.png: it is a picture, not a text"), ("x.txt", b"", "x.txt: the file is empty")],
)
def test_what_cannot_be_read_is_told_and_kept_as_a_failure(desk, own, name, data, told):
    page = settled(desk, add(desk, "upload", file=(name, data)))
    assert "Nothing was added" in words(page)
    assert told in words(page)
    assert name in words(desk.get("/doubts"))


def test_an_address_is_fetched(desk, own, monkeypatch):
    asked = []

    def fetch(self, address):
        asked.append(address)
        return Fetched(address, address, "2026-04-02T10:00:00Z", ARTICLE.encode(), "text/plain", "utf-8")

    monkeypatch.setattr("onrecord.fetching.Client.fetch", fetch)
    page = settled(desk, add(desk, "address", address="https://quay.example/ferry"))
    assert asked == ["https://quay.example/ferry"]
    assert "1 statement" in words(page)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:8765/", "http://169.254.1.1/", "http://localhost/", "http://[::1]/x"]
)
def test_what_only_this_machine_reaches_is_not_fetched(desk, own, address):
    page = settled(desk, add(desk, "address", address=address))
    assert "Nothing was added" in words(page)
    assert own.articles().total == 36


def test_what_may_not_be_fetched_is_told(desk, own, monkeypatch):
    def fetch(self, address):
        raise FetchError(
            "quay.example asks not to be read by programs", where=address, next_step="Save it in a browser"
        )

    monkeypatch.setattr("onrecord.fetching.Client.fetch", fetch)
    page = words(settled(desk, add(desk, "address", address="https://quay.example/")))
    assert "asks not to be read by programs. Save it in a browser." in page


@pytest.mark.parametrize(
    ("do", "given", "told", "field"),
    [
        ("paste", {"text": " "}, "Nothing was pasted. Paste the article", "text"),
        ("paste", {"text": ARTICLE, "published": "soon"}, "of the calendar. Write it as 2021", "published-paste"),
        ("upload", {}, "No file was chosen", "file"),
        ("address", {"address": "file:///etc/passwd"}, "'file:///etc/passwd' is no address of the web", "address"),
        ("address", {"address": "/etc/passwd"}, "is no address of the web", "address"),
        ("sing", {}, "Nothing that can be done was chosen", None),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_beside_the_form_and_what_was_typed_stays(desk, own, do, given, told, field):
    answer = add(desk, do, **given)
    assert answer.status_code == 400
    assert told in words(answer)
    if field:
        tag = re.search(rf'<\w+ id="{field}"[^>]*>', answer.text)[0]
        assert 'aria-invalid="true"' in tag
    for value in given.values():
        assert html.escape(value.strip(), quote=False) in answer.text


def test_other_pages_are_read_while_something_is_added(desk, own, monkeypatch):
    going, may_end = threading.Event(), threading.Event()

    def slow():
        going.set()
        assert may_end.wait(30)
        return quoting_model.load()

    monkeypatch.setattr(extraction, "load_model", slow)
    monkeypatch.setattr(adding, "PATIENCE", 0.05)
    answer = add(desk, "paste", text=ARTICLE)
    assert going.wait(30)
    waiting = desk.get(answer.headers["location"])
    assert "Reading …" in words(waiting)
    assert '<noscript><meta http-equiv="refresh"' in waiting.text
    assert desk.get("/articles/ledger").status_code == 200
    may_end.set()
    assert "Added" in words(settled(desk, answer))


# --- checking ---------------------------------------------------------------------------------------------------------

DRAFT = f"""# A draft

Ilse Marrow said, “{web_record.WHOLE}”

Ilse Marrow said, “The harbour was never for rent, and as long as I sit here nobody will sell one stone of it.”

Ilse Marrow said, “No such thing was ever said by anybody in this record.” {web_record.HARM}
"""


def checked(desk: TestClient, **given):
    return settled(desk, desk.post("/check", data=given, files=given.pop("files", {"none": ("", b"")})))


def test_each_quotation_has_its_verdict_in_words_and_its_source(desk, own):
    page = checked(desk, text=DRAFT)
    text = words(page)
    assert "3 quotations: 1 verbatim, 1 in other words, 1 not found" in text
    assert "Searched this record: 36 articles" in text
    draft = page.text.split('<div class="draft body"')[1].split("</div>")[0]
    assert re.findall(r'<mark class="([^"]+)">', draft) == ["verbatim", "altered", "not-found"]
    assert ">2 differs</a>" in draft
    assert ">3 not found</a>" in draft
    assert "<del>rent</del>" in page.text
    assert "<ins>sale</ins>" in page.text
    ledger = next(iter(own.article("ledger").statement_ids.values()))
    assert f'href="/statements/{ledger}"' in page.text
    assert "<script>" not in page.text


def test_the_draft_stands_there_letter_for_letter(desk, own):
    page = checked(desk, text=DRAFT)
    draft = page.text.split('<div class="draft body"')[1].split("</div>")[0].split(">", 1)[1]
    plain = html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"<a class=\"ref.*?</a>", "", draft)))
    assert plain.strip() == DRAFT.strip()


def test_a_draft_is_uploaded_and_its_report_handed_on(desk, own):
    answer = desk.post("/check", data={"published": "2026-04-01"}, files={"file": ("draft.md", DRAFT.encode())})
    assert "3 quotations" in words(settled(desk, answer))
    report = desk.get(answer.headers["location"] + "/report.html")
    assert report.headers["content-disposition"].startswith("attachment")
    assert "Quotations checked" in report.text
    assert "<script>" not in report.text


def test_a_draft_is_checked_against_what_was_added_a_moment_ago(desk, own):
    line = "The ferry will sail again before the first day of May."
    assert "1 not found" in words(checked(desk, text=f"Ana Reyes said, “{line}”"))
    settled(desk, add(desk, "paste", text=ARTICLE))
    assert "1 verbatim" in words(checked(desk, text=f"Ana Reyes said, “{line}”"))


def test_a_draft_is_no_part_of_the_record(desk, own):
    before = own.stats().articles
    checked(desk, text=DRAFT)
    assert own.stats().articles == before


@pytest.mark.parametrize(
    ("given", "told"),
    [({"text": ""}, "There is no draft"), ({"text": "x", "published": "Monday"}, "not a day of the calendar")],
)
def test_what_is_wrong_about_a_draft_is_told(desk, own, given, told):
    answer = desk.post("/check", data=given, files={"none": ("", b"")})
    assert answer.status_code == 400
    assert told in words(answer)


def test_a_draft_that_cannot_be_read_is_told(desk, own):
    answer = settled(desk, desk.post("/check", files={"file": ("draft.doc", b"\xd0\xcf\x11\xe0 old")}))
    assert "Nothing was checked" in words(answer)
    assert "an old office document (.doc, .xls)" in words(answer)


def test_what_is_kept_no_more_says_so(desk):
    for path in ("/check/x", "/add/x", "/check/x/report.html"):
        assert desk.get(path).status_code == 404


# --- every route that takes something ---------------------------------------------------------------------------------


def taking() -> list[str]:
    """The paths of all routes that are written to, as they are declared."""
    every = [route for router in routers() for route in router.routes]
    return sorted({route.path for route in every if set(route.methods) - {"GET", "HEAD"}})


def test_every_route_that_takes_something_refuses_another_site(own, desk):
    paths = taking()
    assert len(paths) >= 7
    before = (own.stats().articles, len(own.edits.every()))
    for path in paths:
        address = re.sub(r"\{[^}]*\}", "ledger", path)
        for headers in ({"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}):
            answer = desk.post(address, headers=headers, data={"who": "eve", "why": "evil", "do": "paste", "text": "x"})
            assert answer.status_code == 403, path
        assert desk.post(address, headers={"host": "evil.example"}).status_code == 421, path
    assert (own.stats().articles, len(own.edits.every())) == before


@pytest.mark.parametrize("path", ["/add", "/check"])
def test_an_upload_that_says_it_is_too_large_is_refused_before_it_is_read(desk, path):
    answer = desk.post(
        path, content=b"x", headers={"content-length": str(2**40), "content-type": "multipart/form-data; boundary=x"}
    )
    assert answer.status_code == 413


def test_an_upload_that_turns_out_too_large_is_read_no_further(desk, own):
    sent = 0

    def body() -> Iterator[bytes]:
        nonlocal sent
        yield b'--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
        for _ in range(64):
            sent += 1
            yield b"a" * 1024 * 1024

    answer = desk.post("/check", content=body(), headers={"content-type": "multipart/form-data; boundary=x"})
    assert answer.status_code == 413
    assert "10 MB" in words(answer)
    assert check.MOST == 10 * 1024 * 1024


def test_a_form_that_is_no_form_is_refused(desk):
    answer = desk.post("/add", content=b"--y", headers={"content-type": "multipart/form-data; boundary=x"})
    assert answer.status_code == 400
