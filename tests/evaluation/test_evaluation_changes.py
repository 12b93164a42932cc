"""What another model makes of the same text, statement by statement."""

from __future__ import annotations

import pytest

from onrecord.evaluation.changes import changes

TEXT = "Ana Ruiz said the harbour will not be sold this year. Tom Okafor denied that the price was ever fixed."


def said(words, **given):
    start = TEXT.index(words)
    shape = {"content": [[start, start + len(words)]], "source": [[0, 8]], "form": "indirect", "act": "said"}
    speaker = {"name": "Ana Ruiz", "type": "person"}
    return shape | {"speaker": speaker, "said_on": {"edtf": None}} | given


HARBOUR, PRICE = said("the harbour will not be sold this year"), said("that the price was ever fixed")


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ([HARBOUR], [HARBOUR], [("same",)]),
        ([HARBOUR], [HARBOUR, PRICE], [("same",), ("gained",)]),
        ([HARBOUR, PRICE], [PRICE], [("lost",), ("same",)]),
        ([HARBOUR], [said("the harbour will not be sold")], [("reworded",)]),
        ([HARBOUR], [HARBOUR | {"form": "direct", "act": "refused"}], [("form", "act")]),
        ([HARBOUR], [HARBOUR | {"speaker": {"name": None, "type": None}}], [("speaker",)]),
        ([HARBOUR], [HARBOUR | {"said_on": {"edtf": "2031"}}], [("day",)]),
        ([], [], []),
    ],
)
def test_each_statement_is_told_with_what_changed(before, after, kinds):
    assert [change.kinds for change in changes(TEXT, before, after)] == kinds
