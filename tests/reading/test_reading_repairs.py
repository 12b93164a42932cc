"""Repairs: what is put together and what is left apart, and that every change can be taken back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.reading.joins import continues
from onrecord.reading.mending import Edit, Mending, undo
from onrecord.reading.repairs import changes, mend

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list:
    return [pytest.param(case, id=case["what"]) for case in json.loads((CASES / name).read_text(encoding="utf-8"))]


@pytest.mark.parametrize("case", cases("joins.json"))
def test_sentences_are_joined_across_a_page_break_and_nothing_else_is(case: dict) -> None:
    assert continues(case["before"], case["after"]) is case["joined"]
    text = mend(f"{case['before']}\n\n{case['after']}").text
    assert text == f"{case['before']}{' ' if case['joined'] else chr(10) * 2}{case['after']}"


@pytest.mark.parametrize("case", cases("hyphens.json"))
def test_words_cut_at_a_line_end_are_put_together(case: dict) -> None:
    assert mend(case["text"]).text == case["mended"]


@pytest.mark.parametrize("case", cases("mojibake.json"))
def test_a_broken_encoding_is_repaired_and_sound_letters_are_left(case: dict) -> None:
    mending = mend(case["broken"])
    assert mending.text == case["mended"]
    assert undo(mending.text, mending.repairs) == case["broken"]


def test_in_a_line_of_any_length_each_broken_letter_is_told_by_itself() -> None:
    # Found by scores.fuzz: to compare each line letter by letter took a minute for 200 KB.
    broken = "The mayor of BogotÃ¡ told the assembly about the cafÃ©. " * 2_000
    mending = mend(broken)
    assert mending.text == "The mayor of Bogotá told the assembly about the café. " * 2_000
    assert {(repair.before, repair.after) for repair in mending.repairs} == {("Ã¡", "á"), ("Ã©", "é")}
    assert undo(mending.text, mending.repairs) == broken


@given(st.text("ab á", min_size=1), st.text("ab á"))
@example("ab", "acb")
@example("a  b", "a c b")
@example("ab", "")
def test_any_change_is_told_so_that_it_can_be_undone(before: str, after: str) -> None:
    mending = Mending(before)
    mending.apply("encoding", changes(before, after, 0))
    assert (mending.text, undo(mending.text, mending.repairs)) == (after, before)


def test_a_page_number_between_the_halves_goes_with_the_break_and_is_told() -> None:
    before = "The minister told the assembly on Monday that the government had always kept to the treaty and that it"
    mending = mend(f"{before}\n\n- 12 -\n\nwould go on to do so.")
    assert mending.text == f"{before} would go on to do so."
    assert [(r.kind, r.before, r.after) for r in mending.repairs] == [("page-break", "\n\n- 12 -\n\n", " ")]


def test_a_form_feed_in_a_sentence_is_a_page_break() -> None:
    before = "The minister told the assembly on Monday that the government had always kept to the treaty and that it"
    mending = mend(f"{before}\n\fwould go on to do so.")
    assert mending.text == f"{before} would go on to do so."
    assert mending.repairs[0].before == "\n\f"


def test_line_ends_and_control_characters_are_repaired_at_their_places() -> None:
    mending = mend("One\r\ntwo\rthr\x00ee\r\n")
    assert mending.text == "One\ntwo\nthree\n"
    assert [(r.kind, r.at, r.before) for r in mending.repairs] == [
        ("newline", 3, "\r\n"),
        ("newline", 7, "\r"),
        ("control", 11, "\x00"),
        ("newline", 13, "\r\n"),
    ]


def test_wrapped_lines_stay_as_they_were() -> None:
    text = "The council of Ostrava Bay voted on Tuesday to close\nthe harbour for the winter, after three storms.\n"
    assert mend(text).text == text
    assert mend(text).repairs == ()


def test_undo_refuses_repairs_of_another_text() -> None:
    mending = mend("a\r\nb")
    with pytest.raises(ValueError, match="no '\\\\n' at 1"):
        undo("abcd", mending.repairs)


PROSE = st.text(alphabet=st.sampled_from("ab Áé”“\"'.,-\n\r\x00\x0c\xad\u2019Ã©â€œ1:"), max_size=200)


@settings(max_examples=300)
@given(PROSE | st.text(max_size=200))
@example("ab-\n\nab " * 20)
@example("the council voted to close the harbour for the winter and it-\r\n\r\nself")
def test_repairs_replayed_backwards_give_the_text_as_decoded(text: str) -> None:
    mending = mend(text)
    assert undo(mending.text, mending.repairs) == text
    assert [r.at for r in mending.repairs] == sorted(r.at for r in mending.repairs)


@given(st.text(max_size=60), st.data())
def test_any_edits_in_any_number_of_passes_can_be_taken_back(text: str, data: st.DataObject) -> None:
    mending = Mending(text)
    for _ in range(3):
        cuts = sorted(data.draw(st.sets(st.integers(0, len(mending.text)), max_size=6)))
        pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
        mending.apply("control", [Edit(a, b, data.draw(st.text(max_size=3))) for a, b in pairs])
    assert undo(mending.text, mending.repairs) == text
