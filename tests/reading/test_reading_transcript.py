"""Turns: who speaks is found in transcripts, and in nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading import read
from onrecord.reading.transcript import find_turns

CASES = json.loads((Path(__file__).parent / "cases" / "transcripts.json").read_text(encoding="utf-8"))
DIALOGUE = (
    "LENA HARTWELL: Good morning.\n\nIs it late?\n\nTOM ARKWRIGHT: Yes.\n\nLENA HARTWELL: Well.\n\nTOM ARKWRIGHT: Go."
)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["what"]) for case in CASES])
def test_speakers_are_told_from_datelines_boxes_and_links(case: dict) -> None:
    turns = find_turns(case["text"], title=case.get("title"))
    assert [turn.label.of(case["text"]) for turn in turns] == case["labels"]


def test_a_turn_holds_all_paragraphs_up_to_the_next_speaker() -> None:
    assert [turn.speech.of(DIALOGUE) for turn in find_turns(DIALOGUE)] == [
        "Good morning.\n\nIs it late?",
        "Yes.",
        "Well.",
        "Go.",
    ]


def test_what_is_shown_or_cut_at_the_end_of_a_turn_is_no_word_of_it() -> None:
    shown = "\n\n(BEGIN VIDEO CLIP)\n\n(END VIDEO CLIP)\n\n"
    text = f"ANN LEE: It rained.{shown}BEN GALE: Yes (I think).\n\nANN LEE: (CROSSTALK)"
    turns = find_turns(text, certain=True)
    assert [turn.speech.of(text) for turn in turns] == ["It rained.", "Yes (I think).", "(CROSSTALK)"]


def test_a_file_name_gives_day_and_title_and_says_that_it_is_a_speech(tmp_path: Path) -> None:
    path = tmp_path / "2016-01-19 16.00.00 (Complete, As spoken) Speech, Rally, Port Amsel.txt"
    path.write_text("LENA HARTWELL: Wow, what a crowd.\n\nWe will rebuild it.", encoding="utf-8")
    (article,) = read(path)
    assert (article.kind, article.reader) == ("transcript", "transcript")
    assert (article.published, article.title) == ("2016-01-19", "Speech, Rally, Port Amsel")
    assert len(article.turns) == 1


def test_the_user_can_say_that_it_is_a_transcript() -> None:
    data = b"Hartwell: Good morning to all of you.\n\nArkwright: Good morning."
    assert next(read(data)).kind == "article"
    assert len(next(read(data, reader="transcript")).turns) == 2


def test_a_label_with_nothing_after_it_is_no_turn() -> None:
    text = "LENA HARTWELL: Good.\nTOM ARKWRIGHT: \nLENA HARTWELL: Well.\nTOM ARKWRIGHT: Go."
    assert [turn.label.of(text) for turn in find_turns(text)] == ["LENA HARTWELL", "LENA HARTWELL", "TOM ARKWRIGHT"]


@given(
    st.lists(st.tuples(st.sampled_from(["A", "LENA HARTWELL", "Q", "**B:**", ""]), st.text(max_size=30)), max_size=12)
)
def test_turns_lie_in_the_text_in_order_and_do_not_overlap(lines: list[tuple[str, str]]) -> None:
    text = "\n\n".join(f"{label}: {speech}" for label, speech in lines)
    end = 0
    for turn in find_turns(text, certain=True):
        assert end <= turn.label.start < turn.label.end < turn.speech.start < turn.speech.end <= len(text)
        assert turn.label.of(text).strip() == turn.label.of(text)
        assert turn.speech.of(text).strip() == turn.speech.of(text)
        end = turn.speech.end
