"""brat standoff, checked by its grammar: every text-bound line is what stands at its offsets."""

from __future__ import annotations

import dataclasses
import re

from onrecord.domain import Span
from onrecord.views.brat import ann_lines, file_name

BOUND = re.compile(r"T\d+\t(?:Content|Source|Cue) \d+ \d+(?:;\d+ \d+)*\t[^\n]+")
OTHER = re.compile(
    r"R\d+\t(?:Source|Cue)Of Arg1:T\d+ Arg2:T\d+|A\d+\t(?:Act|Form) T\d+ \w+|#\d+\tAnnotatorNotes T\d+\t[^\n]+"
)


def bound(lines):
    for line in lines:
        if line.startswith("T"):
            _, places, words = line.split("\t")
            yield [tuple(map(int, pair.split())) for pair in places.split(" ", 1)[1].split(";")], words


def test_every_line_is_one_of_the_grammar(stored):
    lines = list(ann_lines(stored))
    assert lines
    assert all(BOUND.fullmatch(line) or OTHER.fullmatch(line) for line in lines)


def test_the_words_are_those_at_the_offsets(stored):
    text = stored.extracted.article.text
    for places, words in bound(ann_lines(stored)):
        assert " ".join(text[start:end] for start, end in places) == words


def test_a_span_across_a_line_end_is_given_in_pieces(stored):
    text = stored.extracted.article.text
    start = text.index("Not this year")
    long = dataclasses.replace(stored.extracted.statements[0], content=(Span(start, text.index("a fire sale")),))
    lines = ann_lines(dataclasses.replace(stored, extracted=dataclasses.replace(stored.extracted, statements=(long,))))
    places, words = next(bound(lines))
    assert len(places) == 2
    assert "\n" not in words


def test_a_statement_of_the_headline_has_no_line(stored):
    assert not any("public-s8" in line for line in ann_lines(stored))


def test_names_of_files_are_safe_and_single():
    used: set[str] = set()
    names = [file_name(one, used) for one in ("a/b", "a b", "A_B", "../etc", "", "x" * 400)]
    assert len({name.lower() for name in names}) == len(names)
    assert all(re.fullmatch(r"[\w-][\w.-]{0,150}", name) for name in names)
