"""Values of the domain come back from a table equal to what went in."""

from __future__ import annotations

import dataclasses
from types import MappingProxyType

import pyarrow as pa
import pytest

from onrecord.domain import (
    Article,
    Extracted,
    Figure,
    Named,
    NameLink,
    NameSeen,
    ReadingWarning,
    Repair,
    Review,
    Span,
    Speaker,
    Statement,
    Turn,
    When,
)
from onrecord.spark.frozen import codec

STATEMENT = Statement(
    "s1",
    (Span(0, 3),),
    (),
    (Span(4, 9), Span(11, 12)),
    confidence=0.1234567890123,
    manner="declined",
    speaker=Speaker("A", "group", 0.5, ("A", "B"), ("C",), "why", (Span(0, 1),), None),
    said_on=When("2021-01-XX", "so", (Span(2, 3),)),
    event=Named("a vote", Span(3, 9)),
    review=Review("edited", "ada", "2026-01-01T00:00:00Z", "", (("speaker", "B"),)),
)
ARTICLE = Article(
    "a",
    "Text with \x00, \U0001f600 and e\u0301.",
    b"\xff\x00raw",
    "0" * 64,
    "jsonl",
    "1",
    title="",
    kind="transcript",
    turns=(Turn(Span(0, 1), Span(2, 3)),),
    warnings=(ReadingWarning("no-date", "none", None), ReadingWarning("encoding-guessed", "one", Span(1, 2))),
    repairs=(Repair("hyphen", 3, "a-\nb", "ab"),),
    meta=MappingProxyType({"desk": ["a", {"b": None}], "\ud800": 1}),
)
SEEN = NameSeen(
    "ann lee", "lee", "Ann Lee", "person", ("s1",), "she", (("Sen.", Span(1, 4)),), (NameLink("a", "b", "alias"),)
)
VALUES = {
    "whole": Extracted(ARTICLE, (STATEMENT,), (Figure("2", Span(1, 2), 2.0, "kg"),), "2026-12"),
    "bare": Extracted(dataclasses.replace(ARTICLE, turns=(), meta=MappingProxyType({}))),
    "names": SEEN,
}


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES.keys())
def test_a_value_comes_back_equal(value):
    own = codec(type(value))
    (row,) = pa.array([own.freeze(value)], type=own.type).to_pylist()
    assert own.thaw(row) == value


def test_what_has_no_column_is_said_at_once():
    with pytest.raises(TypeError, match="no column holds"):
        codec(set[str])
