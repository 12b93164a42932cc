"""What a coded sample says of precision and recall, and of two coders."""

from __future__ import annotations

import pytest

from onrecord.errors import ReadError
from onrecord.evaluation.coded import COUNTS, QUESTIONS, judge


def row(number, **given):
    empty = dict.fromkeys((*QUESTIONS, *COUNTS), "")
    return empty | {"row": str(number), "part": "statement", "stratum": "quoted"} | given


def passage(number, right="", missed=""):
    return row(number, part="passage", stratum="", right=right, missed=missed)


ROWS = [
    row(1, statement_ok="y", speaker_ok="y", day_ok="?"),
    row(2, statement_ok="Yes", speaker_ok="n", day_ok="y", stratum="paraphrased"),
    row(3, statement_ok="n", stratum="paraphrased"),
    row(4, statement_ok="?"),
    row(5),
    passage(6, "3", "1"),
    passage(7, "0", "0"),
    passage(8, "1", "0"),
    passage(9, "2", ""),
]


def test_precision_is_of_what_was_judged_and_recall_of_what_is_there():
    (coded,) = judge([ROWS], ["code.csv"]).coders
    assert coded.precision[:2] == (2, 3)
    assert coded.recall[:2] == (4, 5)
    assert coded.questions["speaker_ok"][:2] == (1, 2)
    assert coded.questions["day_ok"][:2] == (1, 1)
    assert {name: found[:2] for name, found in coded.strata.items()} == {"quoted": (1, 1), "paraphrased": (1, 2)}
    assert (coded.statements, coded.passages, coded.waiting) == (4, 3, 2)
    assert coded.cannot_tell == {"statement_ok": 1, "day_ok": 1}


def test_two_coders_are_compared_row_by_row_in_whatever_order():
    other = [{**r, "statement_ok": "n"} if r["row"] == "1" else r for r in reversed(ROWS)]
    verdict = judge([ROWS, other], ["code.csv", "code2.csv"])
    assert [coder.precision[:2] for coder in verdict.coders] == [(2, 3), (1, 3)]
    assert verdict.agreement["statement_ok"] == pytest.approx(1 - 5 * 2 / 18)
    assert verdict.agreement["missed"] == 1
    assert verdict.both == 7


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (row(2, statement_ok="maybe"), "code.csv, row 2: statement_ok is 'maybe'"),
        (passage(2, "two", "0"), "code.csv, row 2: right is 'two'"),
        ({"row": "1", "part": "statement"}, "without stratum, statement_ok"),
        (row(1, part="chapter"), "it is no row of a sample"),
    ],
)
def test_an_answer_that_is_none_is_told_with_its_row(bad, said):
    with pytest.raises(ReadError, match=said):
        judge([[bad]], ["code.csv"])


def test_files_of_two_samples_are_not_compared():
    with pytest.raises(ReadError, match="not of the same sample"):
        judge([ROWS, ROWS[1:]], ["code.csv", "code2.csv"])
