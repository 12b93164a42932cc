"""The JSON line: its shape is a contract, and nothing is lost on the way there and back."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.domain import Article, Extracted, Span, Statement
from onrecord.errors import ReadError
from onrecord.record import Identity
from onrecord.views.interchange import from_line, stored_line, to_line, to_object

DESIGN = Path(__file__).parents[2] / "docs" / "design.md"


def keys(value):
    """All keys of nested objects, as paths."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from (f"{key}.{deeper}" for deeper in keys(inner))
    if isinstance(value, list):
        for inner in value:
            yield from keys(inner)


def test_every_key_of_the_design_is_written(harbour):
    block = re.search(r"```json\n(\{.*?)```", DESIGN.read_text(), re.DOTALL).group(1)
    promised = set(keys(json.loads(block)))
    assert promised <= set(keys(to_object(harbour))) | {"statements.event.text", "statements.event.span"}


def test_no_key_is_written_that_the_design_does_not_tell_of(harbour):
    block = re.search(r"```json\n(\{.*?)```", DESIGN.read_text(), re.DOTALL).group(1)
    told = set(keys(json.loads(block))) | {"meta", "meta.desk"}
    named = {f"statements.{role}{key}" for role in ("place", "medium", "addressee") for key in ("", ".text", ".span")}
    warning = {f"warnings.{key}" for key in ("code", "message", "span")}
    assert set(keys(to_object(harbour))) <= told | named | warning


def test_a_line_is_one_line_and_reads_back_the_same(harbour):
    line = to_line(harbour)
    assert "\n" not in line
    back = from_line(line)
    assert back.statements == harbour.statements
    assert back.figures == harbour.figures
    lost = {"raw", "sha256", "reader", "reader_version", "repairs"}  # of the bytes; not in the line
    for field in dataclasses.fields(Article):
        if field.name not in lost:
            assert getattr(back.article, field.name) == getattr(harbour.article, field.name), field.name


def test_spans_are_lists_of_start_and_end_in_code_points(harbour):
    found = json.loads(to_line(harbour))
    start, end = found["statements"][1]["content"][0]
    assert found["text"][start:end] == "“We will not sell the harbour,”"


def test_letters_stand_as_themselves(harbour):
    assert "“a fire sale”" in to_line(harbour)


def test_a_whole_value_is_written_whole(harbour):
    assert json.loads(to_line(harbour))["figures"][0]["value"] == 27000
    assert '"value": 27000,' in to_line(harbour)


@pytest.mark.parametrize(
    "line", ["", "[]", "{}", '{"id": 1}', '{"id": "a", "text": "b", "statements": [{}]}', "nonsense"]
)
def test_another_line_is_refused_with_its_place(line):
    with pytest.raises(ReadError, match="line 3"):
        from_line(line, where="line 3")


@settings(max_examples=150)
@given(st.text(st.characters(), min_size=1), st.data())
def test_any_text_comes_back_as_it_was(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    article = Article("a", text, b"", "0" * 64, "plain", "1")
    extracted = Extracted(article, (Statement("s1", (), (), (Span(start, end),)),), (), "m")
    line = to_line(extracted)
    line.encode()  # it can be written in UTF-8
    back = from_line(line)
    assert back.article.text == text
    assert back.statements == extracted.statements


def test_a_line_out_of_a_record_says_who_speaks_and_reads_back_as_any_other(stored):
    who = Identity("p-0123456789", "Ada Reyes", "Q1")
    line = stored_line(dataclasses.replace(stored, persons={"s1": (who,), "s2": (who, who)}))
    found = [one["speaker"]["person"] for one in json.loads(line)["statements"]]
    who = {"id": "p-0123456789", "name": "Ada Reyes", "qid": "Q1", "party": None, "office": None}
    assert found[:3] == [who, None, None]
    assert json.loads(line)["article_id"] == stored.id
    assert [one["statement_id"] for one in json.loads(line)["statements"]] == list(stored.statement_ids.values())
    assert from_line(line).statements == stored.extracted.statements
