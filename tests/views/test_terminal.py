"""The terminal: every statement is marked and told, with and without styles, at any width."""

from __future__ import annotations

import dataclasses
import io
import re

import pytest
from rich.console import Console

from onrecord.domain import Extracted
from onrecord.views.terminal import article_view


def screen(extracted: Extracted, *, width: int = 80, styled: bool = False, evidence: bool = False) -> str:
    file = io.StringIO()
    color = "standard" if styled else None
    console = Console(file=file, width=width, force_terminal=styled, color_system=color, highlight=False, markup=False)
    console.print(article_view(extracted, console, evidence=evidence))
    return file.getvalue()


def words(screen: str) -> str:
    return " ".join(re.sub(r"\x1b\[[0-9;]*m", "", screen).split())


def test_without_styles_brackets_tell_the_forms_apart(harbour):
    found = words(screen(harbour))
    assert "⟦2 “We will not sell the harbour,”⟧ she said. ⟦2 “Not this year, and not the next.”⟧" in found
    assert "[3 the plan “a fire sale”]" in found
    assert "‹4 that 27,000 jobs were at risk›" in found


def test_a_statement_inside_another_is_bracketed_inside_it(harbour):
    assert "[6 that Marrow had told them ⟦7 “the price is wrong”⟧]" in words(screen(harbour))


def test_without_styles_no_escape_is_written(harbour):
    assert "\x1b" not in screen(harbour)


def test_with_styles_lines_tell_the_forms_apart(harbour):
    found = screen(harbour, styled=True, width=120)
    assert re.search(r"\x1b\[1;4;\d+m“We will not sell", found)
    assert re.search(r"\x1b\[4;\d+mthe plan “a fire sale”", found)
    assert re.search(r"\x1b\[3;\d+mthat 27,000 jobs", found)


@pytest.mark.parametrize("width", [20, 40, 80, 110, 200])
def test_each_statement_is_told_at_any_width(harbour, width):
    found = words(screen(harbour, width=width))
    for number, who in ((1, "Ilse"), (3, "The union"), (5, "a spokesman"), (6, "Officials")):
        assert f"{number} {who}" in found


@pytest.mark.parametrize("width", [40, 80, 110, 200])
def test_no_line_is_wider_than_the_terminal(harbour, width):
    assert max(map(len, screen(harbour, width=width).splitlines())) <= width


def test_warnings_and_repairs_are_shown(harbour):
    found = words(screen(harbour))
    assert "! the text looks cut short: the text ends with “Read more below.”" in found
    assert "⏎⏎ → ␣" in found
    assert "-⏎ → nothing" in found


def test_the_reasons_are_shown_where_asked_for(harbour):
    reason = "day: 'on Wednesday' before publication on 2026-01-16"
    assert reason in words(screen(harbour, evidence=True))
    assert reason not in words(screen(harbour))


def test_a_refusal_says_so_and_whose_word_it_is(harbour):
    found = words(screen(harbour, evidence=True))
    assert "5 a spokesman · paraphrased, would not say, Harbour Post writes" in found


def test_an_escape_in_the_article_does_not_reach_the_terminal(harbour):
    hostile = dataclasses.replace(harbour.article, text="\x1b]0;owned\x07 \x1b[31mred \u202eevil", title="\x1b[5mT")
    found = screen(Extracted(hostile, (), (), "m"))
    assert not {"\x1b", "\x07", "\u202e"} & set(found)


def test_an_article_that_was_not_extracted_says_so(harbour):
    assert "Stored, not extracted." in screen(Extracted(harbour.article))
