"""EPUB: chapters in reading order, and no surprise from what is packed."""

from __future__ import annotations

import io
import zipfile

import pytest

from onrecord.domain import Article
from onrecord.errors import ReadError
from onrecord.reading import read_bytes

CONTAINER = "<container><rootfiles><rootfile full-path='OPS/a.opf'/></rootfiles></container>"
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>The Harbour Year</dc:title><dc:creator>Casper Dlamini</dc:creator><dc:publisher>Lindhaven Press</dc:publisher>
<dc:date>2021-01-17</dc:date><dc:language>en-GB</dc:language><dc:identifier>urn:isbn:0</dc:identifier></metadata>
<manifest><item id="b" href="b%20two.xhtml" media-type="application/xhtml+xml"/>
<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/></spine></package>"""
PAGE = "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>x</title></head><body>{}</body></html>"
PARTS = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": CONTAINER,
    "OPS/a.opf": PACKAGE,
    "OPS/nav.xhtml": PAGE.format("<p>Contents</p>"),
    "OPS/a.xhtml": PAGE.format("<h1>One</h1><p>“We wait,” she <i>said</i>.</p>"),
    "OPS/b two.xhtml": PAGE.format("<p>The end.</p>"),
}


def packed(**more: str | None) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as book:
        for name, part in (PARTS | {key.replace("__", "/"): value for key, value in more.items()}).items():
            if part is not None:
                book.writestr(name, part)
    return made.getvalue()


def one(data: bytes, path: str = "a.epub") -> Article | ReadError:
    (item,) = read_bytes(data, path=path)
    return item


def test_chapters_stand_in_reading_order_with_what_the_package_says() -> None:
    found = one(packed(), "book")
    assert isinstance(found, Article)
    assert found.text == "One\n\n“We wait,” she said.\n\nThe end."
    assert (found.title, found.byline, found.outlet) == ("The Harbour Year", "Casper Dlamini", "Lindhaven Press")
    assert (found.published, found.meta) == ("2021-01-17", {"identifier": "urn:isbn:0"})


ENCRYPTED = "<encryption><EncryptedData><CipherReference URI='OPS/a.xhtml'/></EncryptedData></encryption>"
FONTS = ENCRYPTED.replace("a.xhtml", "font.otf")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (packed(**{"OPS__a.xhtml": None}), "broken"),
        (packed(**{"META-INF__container.xml": "<container/>"}), "broken"),
        (packed(**{"META-INF__container.xml": "<container>"}), "xml"),
        (packed(**{"META-INF__encryption.xml": ENCRYPTED}), "encrypted"),
        (packed(**{"OPS__a.xhtml": PAGE.format(""), "OPS__b two.xhtml": PAGE.format("")}), "no-text"),
        (packed()[:-30], "broken"),
        (b"no archive", "broken"),
    ],
)
def test_what_cannot_be_read_says_so(data: bytes, code: str) -> None:
    error = one(data)
    assert isinstance(error, ReadError)
    assert (error.code, error.where) == (code, "a.epub")


def test_fonts_under_a_lock_do_not_matter() -> None:
    assert isinstance(one(packed(**{"META-INF__encryption.xml": FONTS})), Article)


def test_what_would_unpack_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.reading.sources.MAX_BYTES", 1000)
    error = one(packed())
    assert isinstance(error, ReadError)
    assert error.code == "huge"
