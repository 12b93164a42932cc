"""E-mails: a folder of press releases."""

from __future__ import annotations

import pytest

from onrecord.domain import Article
from onrecord.errors import ReadError
from onrecord.reading import find, read_bytes, read_source

HEAD = (
    "From: =?utf-8?q?Harbour_Press_Office?= <press@harbour.example>\nSubject: =?utf-8?b?RsOkaHJl?= waits\n"
    "Date: Sun, 17 Jan 2021 23:30:00 -0500\nMessage-ID: <1@harbour.example>\nMIME-Version: 1.0\n"
)
PLAIN = HEAD + "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n"
BOTH = (
    HEAD + "Content-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain; charset=utf-8\n\n"
    "The plain part.\n--x\nContent-Type: text/html; charset=utf-8\n\n<p>The HTML part.</p>\n--x--\n"
)
ATTACHED = (
    HEAD + "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: application/pdf\n"
    "Content-Disposition: attachment; filename=a.pdf\n\n%PDF-1.4\n--x--\n"
)


def one(text: str) -> Article | ReadError:
    (item,) = read_bytes(text.encode(), path="a.eml")
    return item


def test_a_release_has_its_subject_sender_and_the_day_of_the_sender() -> None:
    found = one(PLAIN + "=93We will wait,=94 said the caf=E9 owner, in a line that is=\n long.\n")
    assert isinstance(found, Article)
    assert found.text == "“We will wait,” said the café owner, in a line that is long.\n"
    assert (found.title, found.outlet, found.published) == ("Fähre waits", "Harbour Press Office", "2021-01-17")
    assert found.meta == {"identifier": "<1@harbour.example>", "sender": "press@harbour.example"}
    assert next(read_bytes(found.raw, reader="mail")).text == found.text


def test_the_plain_part_goes_before_the_html_and_html_alone_is_read() -> None:
    assert one(BOTH).text.strip() == "The plain part."
    html = HEAD + "Content-Type: text/html\n\n<html><style>p {}</style><p>One\nline.</p><div>Two<br>three.</div></html>"
    assert one(html).text == "One line.\n\nTwo\n\nthree."


def test_only_an_attachment_says_what_to_do() -> None:
    error = one(ATTACHED)
    assert isinstance(error, ReadError)
    assert (error.code, error.where) == ("no-text", "a.eml")
    assert "attachment" in error.next_step


@pytest.mark.parametrize("head", ["From: \nDate: never\n", "From: <\nSubject: \udcff\nDate:\n", ""])
def test_headers_that_break_the_rules_cost_themselves_alone(head: str) -> None:
    (found,) = read_bytes(head.encode("utf-8", "surrogateescape") + b"\nThe ferry waits.\n", path="a.eml")
    assert isinstance(found, Article)
    assert (found.text.strip(), found.published) == ("The ferry waits.", None)
    (found.title or "").encode("utf-8")


def test_a_header_without_end_is_cut_and_one_that_rules_the_parts_is_refused() -> None:
    found = one("From: Harbour <a@harbour.example>," + " <b@harbour.example>," * 50_000 + "\n\nThe ferry waits.\n")
    assert isinstance(found, Article)
    assert found.outlet == "Harbour"
    error = one("Content-Type: text/plain;" + " a=b;" * 50_000 + "\n\nThe ferry waits.\n")
    assert isinstance(error, ReadError)
    assert error.code == "mail"


def test_a_folder_of_mails_is_read(tmp_path) -> None:
    for name in ("a.eml", "b.eml"):
        (tmp_path / name).write_text(BOTH, encoding="utf-8")
    assert [item.reader for source in find([str(tmp_path)]) for item in read_source(source)] == ["mail", "mail"]
