"""What a sample coded by people says: precision and recall with their intervals, and how far two coders agree.

A coded file is the CSV of ``onrecord sample`` with its empty columns filled in. A question that was left empty or
answered ``?`` counts for nothing; how many of each there are is told, for they can hide what is hard.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.errors import ReadError

from .agreement import Share, alpha, share

QUESTIONS = {
    "statement_ok": "is it a statement, and are these its words",
    "speaker_ok": "is it the right speaker, or rightly none",
    "day_ok": "is it the right day, or rightly none",
    "form_ok": "is it rightly called quoted, partly quoted or paraphrased",
    "act_ok": "is it rightly called said, or would not say",
}
"""The questions asked of a statement, answered y, n or ?. All but the first are asked of what is a statement."""

COUNTS = ("right", "missed")
"""What is counted in a passage: marked statements that are right, and statements that are not marked."""

_YES, _NO, _CANNOT_TELL = "y", "n", "?"
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Coded:
    """What one coder's file says.

    Attributes:
        statements, passages: rows with an answer, and ``waiting``: rows without.
        precision: statements that are right.
        questions: of those, by question, how many are right in it.
        recall: statements that were found and right, of all that there are in the passages. The statements of one
            passage are not drawn one by one, so the interval is somewhat too narrow.
        strata: precision by stratum.
        cannot_tell: answers ``?``, by question.
    """

    statements: int
    passages: int
    waiting: int
    precision: Share
    questions: Mapping[str, Share]
    recall: Share
    strata: Mapping[str, Share]
    cannot_tell: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One or two coded files.

    Attributes:
        coders: what each says.
        agreement: Krippendorff's alpha by question and count; None where it cannot be told. Empty with one coder.
        both: rows that both have answered.
    """

    coders: tuple[Coded, ...]
    agreement: Mapping[str, float | None]
    both: int


def judge(files: Sequence[Sequence[Row]], names: Sequence[str]) -> Verdict:
    """What one or two coded files say.

    Args:
        files: rows of each, by the names of their columns.
        names: of the files, for errors.

    Raises:
        ReadError: where an answer is none, or the files are not of one sample.
    """
    checked = [
        [_checked(row, name, number) for number, row in enumerate(rows, 2)]
        for rows, name in zip(files, names, strict=True)
    ]
    by_row = [{row["row"]: row for row in rows} for rows in checked]
    if len(by_row) > 1 and by_row[0].keys() != by_row[1].keys():
        raise ReadError(
            "it is not of the same sample: its rows are others",
            where=names[1],
            next_step=f"Compare with the file that was made together with {names[0]}",
            code="other-sample",
        )
    agreement: dict[str, float | None] = {}
    both = 0
    if len(by_row) > 1:
        pairs = [(by_row[0][row], by_row[1][row]) for row in by_row[0]]
        both = sum(_answered(a) and _answered(b) for a, b in pairs)
        agreement = {q: alpha([[_judgement(r, q) for r in pair] for pair in pairs]) for q in QUESTIONS}
        agreement |= {c: alpha([[_count(r, c) for r in pair] for pair in pairs], "interval") for c in COUNTS}
    return Verdict(tuple(map(_coded, checked)), agreement, both)


def _coded(rows: Sequence[Row]) -> Coded:
    stated = [row for row in rows if row["part"] == "statement"]
    real = [row for row in stated if row["statement_ok"] == _YES]
    read = [row for row in rows if row["part"] == "passage" and _answered(row)]
    right, missed = (sum(_count(row, name) or 0 for row in read) for name in COUNTS)
    strata = dict.fromkeys(row["stratum"] for row in stated)
    return Coded(
        statements=sum(map(_answered, stated)),
        passages=len(read),
        waiting=sum(not _answered(row) for row in rows),
        precision=_share(stated, "statement_ok"),
        questions={q: _share(real, q) for q in QUESTIONS if q != "statement_ok"},
        recall=share(right, right + missed),
        strata={s: _share([row for row in stated if row["stratum"] == s], "statement_ok") for s in strata if s},
        cannot_tell={q: n for q in QUESTIONS if (n := sum(row[q] == _CANNOT_TELL for row in stated))},
    )


def _share(rows: Sequence[Row], question: str) -> Share:
    yes, no = (sum(row[question] == answer for row in rows) for answer in (_YES, _NO))
    return share(yes, yes + no)


def _answered(row: Row) -> bool:
    return bool(row["statement_ok"]) if row["part"] == "statement" else all(row[name] for name in COUNTS)


def _judgement(row: Row, question: str) -> str | None:
    return row[question] if row["part"] == "statement" and row[question] in {_YES, _NO} else None


def _count(row: Row, name: str) -> int | None:
    return int(row[name]) if row["part"] == "passage" and row[name] else None


def _checked(row: Row, name: str, number: int) -> dict[str, str]:
    """A row with its answers in one spelling."""
    found = {key: (value or "").strip() for key, value in row.items() if key is not None}
    missing = [key for key in ("row", "part", "stratum", *QUESTIONS, *COUNTS) if key not in found]
    if missing or found["part"] not in {"statement", "passage"}:
        raise _wrong(name, number, f"it is no row of a sample to be coded{_list(missing)}", "Keep all columns")
    for question in QUESTIONS:
        answer = found[question].casefold()
        found[question] = {"yes": _YES, "no": _NO}.get(answer, answer)
        if found[question] not in {"", _YES, _NO, _CANNOT_TELL}:
            raise _wrong(name, number, f"{question} is {answer!r}", "Write y, n or ?, or leave it empty")
    for counted in COUNTS:
        if found[counted] and not (found[counted].isascii() and found[counted].isdigit()):
            raise _wrong(name, number, f"{counted} is {found[counted]!r}", "Write a number: 0, 1, 2 ...")
    return found


def _list(missing: Sequence[str]) -> str:
    return f" (without {', '.join(missing)})" if missing else ""


def _wrong(name: str, number: int, what: str, next_step: str) -> ReadError:
    return ReadError(what, where=f"{name}, row {number}", next_step=next_step, code="bad-code")
