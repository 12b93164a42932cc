"""Encodings, languages and doubts: what reading says of a text it was able to read."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from onrecord.reading import Given, read
from onrecord.reading.decoding import decode
from onrecord.reading.doubts import find_doubts
from onrecord.reading.draft import Draft

TODAY = date(2023, 11, 20)
PARAGRAPH = (
    "The council of Ostrava Bay voted on Tuesday to close the harbour for the winter, after three storms in as many "
    "weeks damaged the eastern pier beyond repair."
)
OTHER = (
    "Fishermen's leader Tom Arkwright refused to comment on the decision, which will ruin more than forty families in "
    "the town."
)
SOUND = Draft(text=f"{PARAGRAPH}\n\n{OTHER}", reader="plain", version="1", published="2023-11-14")


def codes(draft: Draft, language: str | None = "en") -> list[str]:
    return [warning.code for warning in find_doubts(draft, language, TODAY)]


def test_a_sound_text_is_not_doubted() -> None:
    assert codes(SOUND) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"published": None}, "no-date"),
        ({"published": "2023-11-22"}, "future-date"),
        ({"encoding_guessed": "cp1250"}, "encoding-guessed"),
        ({"text": "Too little."}, "no-text"),
        ({"text": f"{PARAGRAPH}\n\n{OTHER}\n\n{PARAGRAPH}\n\n{OTHER}"}, "body-twice"),
        ({"text": f"{PARAGRAPH}\n\n{PARAGRAPH}"}, "body-twice"),
        ({"text": f"{PARAGRAPH}\n\n{OTHER}\n\nRead more"}, "cut-short"),
        ({"text": f"{PARAGRAPH}\n\n{OTHER[:-1]} and the"}, "cut-short"),
        ({"text": f"{PARAGRAPH}\n\n{OTHER[:-1]} and the […]"}, "cut-short"),
        ({"text": f"{PARAGRAPH} “We never said anything of the kind.”", "visible": PARAGRAPH}, "words-differ"),
    ],
)
def test_each_doubt_is_raised_by_what_it_is_about_and_by_nothing_else(change: dict, code: str) -> None:
    assert codes(dataclasses.replace(SOUND, **change)) == [code]


@pytest.mark.parametrize(
    "text",
    [
        f"{PARAGRAPH}\n\n{OTHER}\n\n{PARAGRAPH[:40]}",
        f"{PARAGRAPH}\n\n“{OTHER}”",
        f"{PARAGRAPH}\n\n{OTHER}\n\nPhoto: The east pier as it was on the day after the last of the storms, J. Hale",
        f"{PARAGRAPH}\n\n{OTHER}\n\nMira Solis",
    ],
)
def test_what_only_looks_like_an_end_too_soon_is_not_doubted(text: str) -> None:
    assert codes(dataclasses.replace(SOUND, text=text)) == []


def test_tomorrow_is_no_future_for_an_outlet_east_of_here() -> None:
    assert codes(dataclasses.replace(SOUND, published="2023-11-21")) == []


def test_a_warning_shows_its_place() -> None:
    draft = dataclasses.replace(SOUND, text=f"{PARAGRAPH}\n\n{OTHER}\n\nContinue reading »")
    (warning,) = find_doubts(draft, "en", TODAY)
    assert warning.span is not None
    assert warning.span.of(draft.text) == "Continue reading »"


def test_a_language_other_than_english_is_told_by_the_text_unless_the_user_says() -> None:
    german = (
        "Der Rat der Stadt hat am Dienstag beschlossen, den Hafen im Winter zu schließen, nachdem drei Stürme in drei "
        "Wochen die östliche Mole zerstört haben. Die Bürgermeisterin sagte, es gebe keine andere Möglichkeit, und "
        "die Fischer der Stadt wollten sich dazu nicht äußern."
    ).encode()
    (article,) = read(german)
    assert article.language == "de"
    assert article.warned("not-english")
    (told,) = read(german, given=Given(language="en"))
    assert not told.warned("not-english")


def test_a_text_too_short_to_tell_has_no_language() -> None:
    (article,) = read(b"Words, and few of them.")
    assert article.language is None
    assert not article.warned("not-english")


CURLY = "The mayor said: “We won’t go,” and left the café."


@pytest.mark.parametrize(
    ("data", "declared", "encoding", "guessed"),
    [
        (CURLY.encode("utf-8"), None, "utf-8", False),
        (CURLY.encode("utf-8"), "iso-8859-1", "utf-8", False),
        (CURLY.encode("utf-8-sig"), None, "utf-8", False),
        (b"\xff\xfe" + CURLY.encode("utf-16-le"), None, "utf-16-le", False),
        (b"\xfe\xff" + CURLY.encode("utf-16-be"), None, "utf-16-be", False),
        (CURLY.encode("cp1252"), "iso-8859-1", "cp1252", False),
        (CURLY.encode("cp1252"), "no-such-name", "cp1252", True),
        (CURLY.encode("cp1252"), None, "cp1252", True),
    ],
)
def test_an_encoding_is_told_by_the_surest_sign(
    data: bytes, declared: str | None, encoding: str, guessed: bool
) -> None:
    decoded = decode(data, declared)
    assert decoded.text == CURLY
    assert (decoded.encoding, decoded.guessed) == (encoding, guessed)


def test_a_declared_codec_that_is_no_text_encoding_is_not_run() -> None:
    assert decode(b"abc", "zlib").text == "abc"
