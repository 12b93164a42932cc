from __future__ import annotations

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
