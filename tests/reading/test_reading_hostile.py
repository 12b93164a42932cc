"""What was made to be too much for a reader: an article or an error that says what to do, in bounded time and memory.

Where a size stands here, reading it took minutes to hours, or all memory, before it was bounded.
"""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from zips import packed

from onrecord.domain import Article
from onrecord.errors import ReadError
from onrecord.reading import markup, read_bytes, reader

SAID = "The council met on Monday to speak of the harbour, and the mayor said that the new quay would wait. "
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10)) + "]>"
)
ELSEWHERE = '<!DOCTYPE x [<!ENTITY a9 SYSTEM "file:///etc/hostname">]>'


def nitf(words: str, doctype: str = "") -> bytes:
    body = f"<body><body.content><p>{words}</p></body.content></body>"
    return f'<?xml version="1.0"?>{doctype}<nitf>{body}</nitf>'.encode()


def newsml(words: str, doctype: str = "") -> bytes:
    inline = f'<inlineXML contenttype="application/xhtml+xml"><html><body><p>{words}</p></body></html></inlineXML>'
    space = 'xmlns="http://iptc.org/std/nar/2006-10-01/" guid="a"'
    item = f"<newsItem {space}><contentSet>{inline}</contentSet></newsItem>"
    return f'<?xml version="1.0"?>{doctype}{item}'.encode()


def alto(words: str, doctype: str = "") -> bytes:
    page = f"<Layout><Page><TextBlock><TextLine>{words}</TextLine></TextBlock></Page></Layout>"
    return f'<?xml version="1.0"?>{doctype}<alto>{page}</alto>'.encode()


def ods(words: str, doctype: str = "") -> bytes:
    rows = "".join(f"<table-row><table-cell><p>{cell}</p></table-cell></table-row>" for cell in ("text", words))
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": "<m/>",
            "content.xml": f"{doctype}<document><table>{rows}</table></document>",
        }
    )


@pytest.mark.parametrize("doctype", [LAUGHS, ELSEWHERE], ids=["laughs", "elsewhere"])
@pytest.mark.parametrize("made", [nitf, newsml, alto, ods])
def test_no_xml_grows_by_its_entities_nor_asks_for_a_file(made: Callable[..., bytes], doctype: str) -> None:
    (found,) = read_bytes(made("&a9;", doctype), path="a.ods" if made is ods else "a.xml")
    assert isinstance(found, ReadError)
    assert found.code == "xml"
    assert found.next_step


@pytest.mark.parametrize("made", [nitf, newsml, alto])
def test_xml_nested_too_deeply_is_refused(made: Callable[..., bytes]) -> None:
    (found,) = read_bytes(made("<p>" * 100_000 + "a" + "</p>" * 100_000), path="a.xml")
    assert isinstance(found, ReadError)
    assert found.code == "xml"


@pytest.mark.parametrize("tag", ["div", "span", "table", "ul", "blockquote"])
def test_a_page_nested_too_deeply_says_what_to_do(tag: str) -> None:
    page = f"<html><body>{f'<{tag}>' * 20_000}{SAID}{f'</{tag}>' * 20_000}</body></html>"
    for found in read_bytes(page.encode(), path="a.html"):
        assert isinstance(found, Article) or found.next_step


@pytest.mark.parametrize(
    "data",
    [
        b'{"text": "We wait, she said.", "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"text": "We wait, she said.", "x": ' + b'{"a":' * 100_000 + b"1" + b"}" * 100_001,
        b'{"text": "We wait, she said.", "x": ' + b"9" * 100_000 + b"}",
    ],
    ids=["lists", "objects", "a number of 100,000 figures"],
)
def test_json_that_is_too_much_costs_its_line_alone(data: bytes) -> None:
    first, second = read_bytes(data + b'\n{"text": "We wait, she said."}\n', path="a.jsonl")
    assert isinstance(first, ReadError)
    assert first.code == "json"
    assert isinstance(second, Article)


LONG = 400_000  # signs, where reading was quadratic
MANY = 40_000  # signs each of which is a repair, a label or a word


@pytest.mark.parametrize(
    ("sign", "count"),
    [
        *((sign, LONG) for sign in ("a", "A", "1", "1,", "é", "\u202e", "😀", " ", "\n", ".", "-")),
        *((sign, MANY) for sign in ("a\u0301", "\r", '"', "“", "(", "*", "Q:\n", "\n" + " " * 400)),
    ],
)
def test_one_sign_again_and_again_is_read_as_it_stands(sign: str, count: int) -> None:
    text = SAID * 3 + sign * (count // len(sign)) + "\n" + SAID
    (found,) = read_bytes(json.dumps({"text": text}).encode(), path="a.jsonl")
    assert isinstance(found, Article)
    assert found.text == text
    (plain,) = read_bytes(text.encode(), path="a.txt", reader="plain")
    assert isinstance(plain, Article)


def epub(spine: str, *, items: int = 1) -> bytes:
    named = "".join(f'<item id="i{n}" href="a.xhtml" media-type="application/xhtml+xml"/>' for n in range(items))
    package = f"<package><metadata/><manifest>{named}</manifest><spine>{spine}</spine></package>"
    return packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": "<container><rootfile full-path='a.opf'/></container>",
            "a.opf": package,
            "a.xhtml": f"<p>{SAID}</p>",
        }
    )


@pytest.mark.parametrize(
    "book",
    [epub('<itemref idref="i0"/>' * 50), epub("".join(f'<itemref idref="i{n}"/>' for n in range(50)), items=50)],
    ids=["one item said often", "many items of one file"],
)
def test_a_book_that_says_one_page_often_has_it_once(book: bytes) -> None:
    (found,) = read_bytes(book, path="a.epub")
    assert isinstance(found, Article)
    assert found.text.count("harbour") == 1


def docx(body: str) -> bytes:
    kinds = "http://schemas.openxmlformats.org/"
    space = f'xmlns:w="{kinds}wordprocessingml/2006/main"'
    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{kinds}package/2006/content-types"/>',
            "_rels/.rels": f'<Relationships xmlns="{kinds}package/2006/relationships"/>',
            "word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>",
        }
    )


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("a.html", f"<html><body><p>{SAID * 9}</p>{'<i>' * 200}</body></html>".encode()),
        ("a.docx", docx(f"<w:p><w:r><w:t>{SAID}</w:t></w:r></w:p>" * 40)),
        ("a.epub", epub('<itemref idref="i0"/>')),
    ],
    ids=["html", "docx", "epub"],
)
def test_more_tags_than_an_article_has_are_refused_before_a_tree_is_made(
    path: str, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert all(isinstance(found, Article) for found in read_bytes(data, path=path))
    monkeypatch.setattr(markup, "MOST_TAGS", 1 if path == "a.epub" else 100)
    (found,) = read_bytes(data, path=path)
    assert isinstance(found, ReadError)
    assert (found.code, found.where) == ("huge", path)


@pytest.mark.parametrize("problem", [RecursionError("too deep"), MemoryError()], ids=["depth", "memory"])
@pytest.mark.parametrize(
    ("path", "data"),
    [("a.txt", SAID.encode()), ("a.jsonl", b'{"text": "a"}'), ("a.csv", b"text\na\n")],
    ids=["one", "lines", "rows"],
)
def test_a_library_that_gives_up_costs_its_article_alone(
    path: str, data: bytes, problem: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gives_up(*_: object, **__: object) -> object:
        raise problem

    monkeypatch.setattr(reader, "_assembled", gives_up)
    (found,) = read_bytes(data, path=path)
    assert isinstance(found, ReadError)
    assert found.code == "huge"
    assert (found.where or "").startswith(path)
    assert found.next_step
