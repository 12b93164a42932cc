"""JSON Lines: text exactly as it is, metadata by name and alias, one bad line costing itself alone."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.domain import Article
from onrecord.errors import ReadError
from onrecord.reading import Given, Source, jsonl, read, read_bytes, read_source

TEXT = "“One\r\n\r\ntwo\tcafÃ© re-\nsist”  \x0b"


def the(value: object, **given: str) -> Article:
    (article,) = read(json.dumps(value).encode(), given=Given(**given), reader="jsonl")
    return article


def test_a_text_is_taken_exactly_as_it_is() -> None:
    article = the({"id": "a1", "text": TEXT})
    assert article.text == TEXT
    assert article.repairs == ()
    assert not article.title_apart


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1))
def test_any_text_that_can_be_stored_comes_out_letter_for_letter(text: str) -> None:
    (item,) = read_bytes(json.dumps({"text": text}).encode(), reader="jsonl")
    assert item.text == text if text.strip() else item.code == "empty"


def test_date_and_publisher_are_published_and_outlet_and_other_keys_are_kept() -> None:
    article = the({"id": 7, "text": "Words.", "date": "2021-01-17T10:00:00Z", "publisher": "Courier", "page": {"n": 3}})
    assert (article.id, article.published, article.outlet) == ("7", "2021-01-17", "Courier")
    assert dict(article.meta) == {"page": {"n": 3}}


def test_an_alias_beside_its_name_is_a_key_of_its_own() -> None:
    article = the({"text": "Words.", "published": "2021-01-17", "date": "sent 2021-01-18"})
    assert article.published == "2021-01-17"
    assert dict(article.meta) == {"date": "sent 2021-01-18"}


def test_a_day_that_is_not_understood_is_kept_as_it_came() -> None:
    article = the({"text": "Words.", "published": "01/02/2021"})
    assert article.published is None
    assert dict(article.meta) == {"published": "01/02/2021"}
    assert article.warned("no-date")


def test_without_an_id_the_hash_of_the_line_is_the_id() -> None:
    article = the({"text": "Words."})
    assert article.id == article.sha256[:16]
    assert article.raw == b'{"text": "Words."}'


def test_given_metadata_beats_the_line_but_one_id_does_not_fit_many() -> None:
    article = the({"id": "a1", "text": "Words.", "outlet": "Courier"}, outlet="Herald", id="x")
    assert (article.outlet, article.id) == ("Herald", "a1")


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        (b'{"text": "cut', "json", "not JSON"),
        (b"[1, 2]", "json", "a list"),
        (b'{"id": "a"}', "json", 'no "text"'),
        (b'{"text": 5}', "json", "a number"),
        (b'{"text": null}', "json", "null"),
        (b'{"text": "  "}', "empty", "empty"),
        (b'{"text": "a", "title": ["x"]}', "json", '"title" is a list'),
        (b'{"text": "a", "id": {}}', "json", '"id" is an object'),
        (b'{"text": "a\\u0000b"}', "json", "NUL character at character 2"),
        (b'{"text": "a\\ud800b"}', "json", "surrogate"),
        (b'{"text": "a", "n": NaN}', "json", "NaN"),
        (b'{"text": "\xff\xfe"}', "encoding", "not UTF-8 (byte 11)"),
        (b'{"text": "a", "n": ' + b"[" * 100_000 + b"}", "json", "JSON"),
    ],
)
def test_a_bad_line_costs_itself_alone_and_is_named(line: bytes, code: str, says: str) -> None:
    data = b'{"text": "One."}\n\n' + line + b'\n{"text": "Two."}\n'
    first, error, last = read_bytes(data, path="in.jsonl")
    assert isinstance(error, ReadError)
    assert (error.where, error.code) == ("in.jsonl:3", code)
    assert says in error.what
    assert error.next_step
    assert [first.text, last.text, last.path] == ["One.", "Two.", "in.jsonl:4"]


def test_lines_are_read_as_they_are_asked_for(tmp_path: Path) -> None:
    class Endless:
        asked = 0

        def readline(self, limit: int) -> bytes:
            self.asked += 1
            return b'{"text": "One."}\n'

    stream = Endless()
    found = jsonl.lines(stream, 100)
    assert [next(found), next(found)] == [(1, b'{"text": "One."}'), (2, b'{"text": "One."}')]
    assert stream.asked == 2


def test_a_line_over_the_limit_is_an_error_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.reading.reader.MAX_BYTES", 50)
    path = tmp_path / "in.jsonl"
    path.write_bytes(b'{"text": "One."}\n{"text": "' + b"x" * 200 + b'"}\n{"text": "Three."}')
    first, error, last = read_source(Source(str(path)))
    assert (error.where, error.code) == (f"{path}:2", "huge")
    assert [first.text, last.text] == ["One.", "Three."]


def test_compressed_lines_are_read(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "One."}\n{"text": "Two."}\n'))
    assert [article.text for article in read(path)] == ["One.", "Two."]


def test_a_json_file_of_one_object_or_a_list_is_read() -> None:
    one = b'{\n  "id": "a1",\n  "text": "One."\n}\n'
    many = b'[{"text": "One."},\n {"text": "Tw\xc3\xb6."}, {"no": 1}]'
    assert [article.id for article in read_bytes(one, path="in.json")] == ["a1"]
    first, second, error = read_bytes(many, path="in.json")
    assert (first.raw, second.text, second.path) == (b'{"text": "One."}', "Twö.", "in.json:2")
    assert error.where == "in.json:3"
