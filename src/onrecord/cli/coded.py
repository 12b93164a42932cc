"""``onrecord evaluate code.csv``: what a sample coded by people says."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import ReadError, UsageError

from . import screen

if TYPE_CHECKING:
    from onrecord.evaluation.agreement import Share
    from onrecord.evaluation.coded import Verdict


def is_coded(path: str) -> bool:
    """Whether a file is the CSV of ``onrecord sample``, by its name."""
    return path.lower().endswith(".csv")


def evaluate_coded(paths: list[str], *, as_json: bool) -> None:
    """Write what one or two coded files say.

    Raises:
        ReadError: where a file is none, or an answer in it is none.
        UsageError: where a file is named twice.
    """
    from onrecord.evaluation.coded import judge
    from onrecord.views.answers import answer

    if len({Path(path).resolve() for path in paths}) < len(paths):
        raise UsageError("one file is named twice", where=paths[0], next_step="Name the files of two coders")
    verdict = judge([_rows(path) for path in paths], paths)
    if as_json:
        screen.show_json({"files": paths, **answer(verdict)})
    else:
        _show(verdict)


def _rows(path: str) -> list[dict[str, str]]:
    """The rows of a CSV as a spreadsheet saves it: with commas or semicolons, with a byte order mark or without."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as problem:
        raise ReadError(
            f"it could not be read ({problem.strerror})", where=path, next_step="Check the name", code="missing"
        ) from problem
    except UnicodeDecodeError as problem:
        raise ReadError(
            "it is not in UTF-8", where=path, next_step='Save it as "CSV UTF-8" in the spreadsheet', code="encoding"
        ) from problem
    head = text.partition("\n")[0]
    rows = list(
        csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if head.count(";") > head.count(",") else ",")
    )
    if not rows:
        raise ReadError(
            "there is no row in it",
            where=path,
            next_step="Make one with: onrecord sample 200 -o code.csv",
            code="empty",
        )
    return rows


def _show(verdict: Verdict) -> None:
    from onrecord.evaluation.coded import QUESTIONS
    from onrecord.views.safe import one_line

    from .evaluate_tables import table

    coders = verdict.coders
    rows = table("", *(f"coder {n}, %" for n in range(1, len(coders) + 1)))
    rows.add_row("precision: is a statement", *(_words(c.precision) for c in coders))
    for stratum in sorted(coders[0].strata):
        rows.add_row(f"  {one_line(stratum)}", *(_words(c.strata[stratum]) for c in coders))
    for question in QUESTIONS:
        if question != "statement_ok":
            rows.add_row(
                f"  of these, {question.replace('_ok', '')} right", *(_words(c.questions[question]) for c in coders)
            )
    rows.add_row("recall: of all in the passages", *(_words(c.recall) for c in coders))
    rows.add_row("rows answered", *(f"{c.statements + c.passages:,}" for c in coders))
    rows.add_row("rows without an answer", *(f"{c.waiting:,}" for c in coders))
    rows.add_row("answered ?", *(f"{sum(c.cannot_tell.values()):,}" for c in coders))
    screen.show(rows)
    if verdict.agreement:
        agreed = table(f"agreement on {verdict.both:,} rows", "alpha")
        for name, value in verdict.agreement.items():
            agreed.add_row(name, "–" if value is None else f"{value:.3f}")
        screen.show(agreed)
    screen.write_lines(["In brackets: 95 % intervals (Wilson). Alpha is Krippendorff's; he asks for 0.8."])


def _words(share: Share) -> str:
    if share.value is None:
        return "–"
    value, low, high = (f"{100 * one:.1f}" for one in (share.value, share.low, share.high))
    return f"{value} [{low}, {high}] of {share.whole:,}"
