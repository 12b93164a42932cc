"""The page: whole, harmless, and readable by a browser that is given nothing else."""

from __future__ import annotations

import dataclasses
import html
import http.server
import re
import subprocess
import threading
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import chromium
from onrecord.domain import Article, Extracted, Span, Statement
from onrecord.views.page import page
from onrecord.views.safe import shown


class Parsed(HTMLParser):
    """Tags with their attributes, and the words of the article's paragraphs without numbers and margin notes."""

    def __init__(self, document: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.paragraphs: list[str] = []
        self._inside: list[str] = []
        self.feed(document)
        self.close()

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.tags.append((tag, values))
        if tag in ("meta", "br"):
            return
        kind = "skip" if (values.get("class") or "").split()[:1] in (["ref"], ["aside"]) else tag
        if tag == "article":
            kind = "article"
        self._inside.append(kind)
        if tag == "p" and "article" in self._inside:
            self.paragraphs.append("")

    def handle_endtag(self, tag):
        if tag not in ("meta", "br"):
            self._inside.pop()

    def handle_data(self, data):
        if "article" in self._inside and "p" in self._inside and "skip" not in self._inside:
            self.paragraphs[-1] += data


def with_text(text: str, *spans: tuple[int, int], **fields) -> Extracted:
    article = dataclasses.replace(Article("a", text, b"", "0" * 64, "plain", "1"), **fields)
    return Extracted(article, tuple(Statement(f"s{i}", (), (), (Span(*s),)) for i, s in enumerate(spans, 1)), (), "m")


def test_the_words_of_the_article_stand_in_it_letter_for_letter(harbour):
    assert Parsed(page(harbour)).paragraphs == harbour.article.text.split("\n\n")


@settings(max_examples=60)
@given(st.text(min_size=2), st.data())
def test_any_words_stand_in_it_and_add_no_tag(text, data):
    text = text.replace("\r", " ")
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    parsed = Parsed(page(with_text(text, (start, end), title=text, outlet=text, byline=text, url=text, path=text)))
    known = {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "div",
        "header",
        "h1",
        "p",
        "main",
        "article",
        "span",
        "a",
    }
    known |= {"section", "h2", "ol", "li", "h3", "blockquote", "dl", "dt", "dd", "footer", "br", "b"}
    assert {tag for tag, _ in parsed.tags} <= known
    joined = "".join("".join(parsed.paragraphs).split())
    assert joined == "".join(re.sub(r"\n\s*\n", "", shown(text)).split())


def test_nothing_is_fetched_and_nothing_runs(harbour):
    parsed = Parsed(page(harbour))
    assert not any(tag in ("script", "img", "link", "iframe", "object", "video") for tag, _ in parsed.tags)
    assert not any("src" in attrs or any(name.startswith("on") for name in attrs) for _, attrs in parsed.tags)
    assert "url(" not in page(harbour)
    assert "@import" not in page(harbour)
    policy = next(a["content"] for tag, a in parsed.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert "default-src 'none'" in policy


def test_an_address_that_runs_code_is_no_link():
    assert "javascript:" not in page(with_text("text", url="javascript:alert(1)"))


def test_each_number_leads_to_its_statement_and_back(harbour):
    parsed = Parsed(page(harbour))
    ids = [attrs["id"] for _, attrs in parsed.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    links = {attrs["href"][1:] for tag, attrs in parsed.tags if tag == "a" and attrs["href"].startswith("#")}
    assert links == set(ids)
    assert {f"s{n}" for n in range(1, 8)} <= set(ids)


def test_evidence_reasons_and_doubts_are_there(harbour):
    document = html.unescape(page(harbour))
    for words in (
        "'she' <- 'Ilse Marrow (known as “the Abacus”)'",
        "'on Wednesday' before publication on 2026-01-16",
        "nothing tells the day",
        "would not say",
        "Harbour Post writes",
        "the text looks cut short",
        "2 repairs",
        "Speaker known: 3 of 7",
    ):
        assert words in document


def test_a_statement_in_the_headline_is_marked_there(harbour):
    headline = Statement("s1", (), (), (Span(10, 33),), field="title")
    document = page(dataclasses.replace(harbour, statements=(headline,)))
    assert re.search(
        r"<h1>Minister: .*<span class=\"content indirect k0\">harbour is not for sale</span></h1>", document
    )


@pytest.fixture
def listener():
    """A web server on this machine that counts who comes."""
    came: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            came.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", came
    server.shutdown()
    thread.join()
    server.server_close()


def dom(address: str, *flags: str) -> str:
    """The document as Chromium has it after loading."""
    command = [
        chromium.PATH,
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        *flags,
        "--dump-dom",
        address,
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=90, check=False)
    return done.stdout


@chromium.needed
def test_a_browser_shows_it_and_asks_nobody_for_anything(harbour, listener, tmp_path):
    address, came = listener
    attack = f"<img src='{address}/a'><script src='{address}/b'></script><link rel=stylesheet href='{address}/c'>"
    article = dataclasses.replace(
        harbour.article, text=f"{harbour.article.text}\n\n{attack}", title=attack, url=f"{address}/d"
    )
    (tmp_path / "page.html").write_text(page(dataclasses.replace(harbour, article=article)), encoding="utf-8")
    (tmp_path / "bait.html").write_text(f"<img src='{address}/bait'>")
    # The bait shows that the listener would have noticed.
    dom((tmp_path / "bait.html").as_uri())
    assert came == ["/bait"]
    came.clear()
    loaded = dom((tmp_path / "page.html").as_uri(), f"--user-data-dir={tmp_path / 'profile'}")
    assert "“Not this year, and not the next.”" in loaded
    assert "<script" not in loaded
    assert came == []
