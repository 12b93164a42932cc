from __future__ import annotations

import pytest
from tellings import telling

from onrecord.matching import original

TURN = (
    "Good morning. We have read the lease. The harbour was never for sale, and I mean never, and as long as I sit here "
    "nobody will sell one stone of it. Let us talk about the ferry now."
)


def test_the_original_is_the_stretch_that_the_quotation_covers_with_what_was_cut():
    report = telling("“The harbour was never for sale ... and as long as I sit here nobody will sell one stone of it.”")
    found = original(report, telling(TURN, article="t"), TURN)
    assert TURN[found.start : found.stop].startswith("The harbour was never for sale, and I mean never")
    assert TURN[found.start : found.stop].endswith("one stone of it")
    assert (found.words, found.of) == (20, 20)


def test_words_that_the_transcript_lacks_are_counted():
    report = telling("“As long as I sit here nobody will ever sell one stone of it.”")
    found = original(report, telling(TURN, article="t"), TURN)
    assert (found.words, found.of) == (13, 14)


def test_a_few_common_words_are_no_original():
    assert original(telling("“Let us talk about the weather this morning”"), telling(TURN, article="t"), TURN) is None


def stretch(report, text=TURN, **turn):
    """The stretch of a text that is the original of a report; None where there is none."""
    found = original(report, telling(text, article="t", **turn), text)
    return found and text[found.start : found.stop]


INTERRUPTED = (
    "The wall goes up in spring, and we will pay for every stone of it.\n\nOTTO REYES: You will not.\n\n"
    "ILSE MARROW: And when it stands, no storm will come in here again. Next question."
)


def test_an_original_goes_on_where_its_speaker_does_after_an_interruption():
    report = telling("“We will pay for every stone of it. And when it stands, no storm will come in here again.”")
    found = original(report, telling(INTERRUPTED.partition("\n\n")[0], article="t"), INTERRUPTED)
    text = INTERRUPTED[found.start : found.stop]
    assert (text[:11], text[-10:], found.words, found.of) == ("we will pay", "here again", 19, 19)


@pytest.mark.parametrize(
    ("quoted", "begins", "ends"),
    [
        ("As long as I sit here nobody will sell one stone of it", "as long", "stone of it"),
        ("But as long as I sit here nobody will sell one stone of it", "and as long", "stone of it"),
        ("As long as I sit here nobody will sell one stone of these", "as long", "stone of it"),
        ("As long as I sit here nobody will sell one stone of it ever", "as long", "stone of it"),
        ("Meanwhile the harbour was never for sale, and I mean never", "The harbour", "mean never"),
        ("Yes, our harbour was never for sale, and I mean never", "The harbour", "mean never"),
    ],
)
def test_an_original_ends_with_the_words_beside_those_of_the_quotation_and_within_its_sentence(quoted, begins, ends):
    found = stretch(telling(f"“{quoted}”"))
    assert found.startswith(begins)
    assert found.endswith(ends)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("“Whoever asks me hears one thing ... as long as I sit here nobody will sell one stone of it”", 13),
        ("“As long as I sit here nobody will sell one stone of it ... whoever asks me hears one thing”", 13),
    ],
)
def test_a_piece_said_elsewhere_is_no_part_of_the_original(content, words):
    report = telling(content)
    found = original(report, telling(TURN, article="t"), TURN)
    assert TURN[found.start : found.stop] == "as long as I sit here nobody will sell one stone of it"
    assert (found.words, found.of) == (words, words + 6)


def test_one_sentence_of_several_is_no_original_and_less_so_where_nobody_is_named():
    half = "“As long as I sit here nobody will sell one stone of it. Whoever asks me hears one thing.”"
    third = f"{half[:-1]} The lenders know that, and the town has known it for a year.”"
    assert stretch(telling(half)) is not None
    assert stretch(telling(half, speaker=None)) is None
    assert stretch(telling(half), published="2026-03-01") is None
    assert stretch(telling(third)) is None


def test_the_words_of_another_speaker_are_an_original_only_where_they_are_many():
    few, many = "As long as I sit here nobody will", "As long as I sit here nobody will sell one stone of it"
    assert stretch(telling(f"“{few} sell”")) is not None
    assert stretch(telling(f"“{few} sell”", speaker="Otto Reyes")) is None
    assert stretch(telling(f"“{many}”", speaker="Otto Reyes")) is not None


LINE, RARE = "we are going to do the work of the people", "we are going to do the work of the harbour"


@pytest.mark.parametrize(
    ("line", "report", "turn", "found"),
    [
        (LINE, {"said": "2026-01-09"}, {"said": "2026-01-11"}, True),  # a day may be misprinted
        (LINE, {"said": "2026-01-09"}, {"said": "2026-01-12", "published": "2026-01-12"}, False),
        (LINE, {}, {"said": "2026-01-15", "published": "2026-01-15"}, True),
        (LINE, {}, {"said": "2026-01-16", "published": "2026-01-16"}, False),
        (LINE, {"published": None}, {}, False),
        (RARE, {"said": "2026-01-09"}, {"said": "2026-02-11"}, True),
    ],
)
def test_a_line_that_may_be_said_on_many_days_has_its_original_on_a_near_one(line, report, turn, found):
    text = f"Thank you. Believe me, {line}. Good night."
    assert (stretch(telling(f"“{line}”", **report), text, **turn) == line) == found


def test_a_stenographers_remark_is_in_the_original_and_no_word_of_it():
    text = TURN.replace("and as long", "(APPLAUSE) and as long")
    report = telling("“The harbour was never for sale, and I mean never, and as long as I sit here nobody will sell.”")
    found = original(report, telling(text, article="t"), text)
    assert "(APPLAUSE)" in text[found.start : found.stop]
    assert found.words == found.of == 20
