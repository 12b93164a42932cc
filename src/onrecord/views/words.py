"""The words that every face shows for the values of the domain: one table, so that terminal and page never differ.

The domain says ``direct``, ``refused``, ``2021-01``; a reader sees "quoted", "would not say", "January 2021".
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from typing import Protocol

from onrecord.domain import Act, Form, Manner, Statement

from .safe import one_line

FORMS: dict[Form, str] = {"direct": "quoted", "mixed": "partly quoted", "indirect": "paraphrased"}
"""What each form is called on screen."""

ACTS: dict[Act, str] = {"said": "said", "refused": "would not say"}
"""What each act is called on screen."""

WARNINGS: dict[str, str] = {
    "cut-short": "the text looks cut short",
    "body-twice": "the body stands in the text twice",
    "no-date": "no day of publication",
    "future-date": "published after the day it was read",
    "not-english": "not in English: stored and searchable, not extracted",
    "image-only": "pages that are only images",
    "words-differ": "quotations that are not in the page as delivered",
    "encoding-guessed": "encoding had to be guessed",
    "no-text": "hardly any text",
    "doubtful-word": "quotations with a word that was hard to read on the scanned page",
    "incomplete": "scanned articles of which parts are not there",
}
"""What each doubt of the reader means, in a few words, for counts."""

REPAIRS: dict[str, str] = {
    "hyphen": "words joined that a line end had cut",
    "page-break": "sentences joined that a page break had cut",
    "encoding": "letters repaired that had been decoded wrongly",
    "newline": "line ends made alike",
    "control": "control characters taken out",
}
"""What each kind of repair did."""

_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?([~?%]?)")
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}


def passed_over(others: Mapping[str, int]) -> str:
    """What web archives and scanned newspapers held beside articles: ``1,204 pictures, 1 redirect``.

    Args:
        others: how many of each kind, which is named in the plural.
    """
    listed = ", ".join(counted(number, what.removesuffix("s")) for what, number in others.items())
    return f"passed over, being no articles: {listed}"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """``1 article``, ``1,204 articles``: a number with its noun, thousands set apart.

    Args:
        number: how many.
        noun: the word for one.
        plural: the word for more, where it is not ``noun`` and an s.
    """
    word = noun if number == 1 else plural or f"{noun}s"
    return f"{number:,} {word}"


def day_words(edtf: str | None) -> str | None:
    """A day, month, year or interval as a person writes it; never more precise than it was.

    Args:
        edtf: Extended Date/Time Format level 0 or 1 (ISO 8601-2); None stays None.

    Returns:
        ``13 January 2021``, ``January 2021``, ``2021``, ``11 to 17 January 2021``, ``summer 2015``, ``the 1990s``; what
        cannot be read is given back as it is.
    """
    if edtf is None:
        return None
    if "/" in edtf:
        start, _, end = edtf.partition("/")
        first, last = day_words(start) or "?", day_words(end) or "?"
        for shared in (start[:7], start[:4]):  # "11 to 17 January 2021", "28 January to 3 February 2021"
            if end.startswith(shared) and len(start) == len(end) == 10 and "X" not in edtf:
                first = first.rsplit(" ", 2 if len(shared) == 7 else 1)[0]
                break
        return f"{first} to {last}"
    match = _DAY.fullmatch(edtf)
    if match is None:
        return _longer(edtf)
    year, month, day, mark = match.groups()
    if month and not 1 <= int(month) <= 12:
        return _longer(edtf)
    words = " ".join(
        filter(None, [str(int(day)) if day else "", calendar.month_name[int(month)] if month else "", year])
    )
    return f"about {words}" if mark else words


def _longer(edtf: str) -> str:
    """What is no day, month or year: "the 1990s", "the 20th century", "summer 2015", "a day in May 2021"; anything else
    as it is."""
    if re.fullmatch(r"\d{3}X", edtf):
        return f"the {edtf[:3]}0s"
    if re.fullmatch(r"\d\dXX", edtf):
        century = int(edtf[:2]) + 1
        ending = {1: "st", 2: "nd", 3: "rd"}.get(century % 10, "th") if century not in (11, 12, 13) else "th"
        return f"the {century}{ending} century"
    season = re.fullmatch(r"(\d{4})-(2[1-4])", edtf)
    if season:
        return f"{_SEASONS[season[2]]} {season[1]}"
    unknown = re.fullmatch(r"(\d{4}(?:-\d\d)?)((?:-XX)+)", edtf)
    if unknown is None:
        return edtf
    what = "a day" if len(edtf) == len("2021-05-XX") else "a month"
    return f"{what} in {day_words(unknown[1])}"


def moment_words(written: str) -> str:
    """A moment as the record writes it down, to the minute: ``2021-01-17 09:30 UTC``."""
    return f"{written[:10]} {written[11:16]} UTC"


def held_words(office: str | None, party: str | None) -> str:
    """What a speaker held, "the senator, Green"; empty where neither is known."""
    return ", ".join(one_line(held) for held in (office, party) if held)


def speaker_words(statement: Statement, source_text: str) -> str:
    """Whom to show beside a statement: the name, else the article's own words, else that nobody is named.

    Args:
        statement: whose speaker is shown.
        source_text: the words of its source spans; empty where there are none.
    """
    speaker = statement.speaker
    if speaker.name:
        return speaker.name
    # Without the comma that ends an apposition: "a spokeswoman for the company that owns her,"
    return (speaker.description or source_text).strip(" ,;:") or "nobody named"


def why_unnamed(statement: Statement) -> str | None:
    """Why a statement has no name beside it, as one of a few kinds that can be counted; None where it has one."""
    speaker = statement.speaker
    if speaker.name:
        return None
    if speaker.type == "unnamed":
        return "the article keeps the source unnamed"
    if not statement.source:
        return "the article names nobody"
    if len(speaker.candidates) > 1:
        return "it could be more than one"
    if speaker.type == "group":
        return "a group whose members are not named"
    return "the name was not found with certainty"


class Telling(Protocol):
    """How something is told that somebody said or would not say: of a statement, and of a report of a saying."""

    @property
    def act(self) -> Act:
        """Said or refused."""

    @property
    def form(self) -> Form:
        """Direct, mixed, indirect."""

    @property
    def manner(self) -> Manner | None:
        """How it was refused."""

    @property
    def asserted_by(self) -> str | None:
        """Whose word it is."""


def in_own_words(told: Telling) -> bool:
    """Whether what is quoted can be the speaker's: what somebody would not say never is."""
    return told.act == "said" or told.manner == "own-words"


def form_words(told: Telling) -> str:
    """What the form is called on screen. Marks around what was refused ("refused to say “sorry”") quote nobody."""
    return FORMS[told.form if in_own_words(told) else "indirect"]


def how_words(told: Telling) -> str:
    """The form, and of a refusal that it is one."""
    return ", ".join((form_words(told), *([ACTS["refused"]] if told.act == "refused" else [])))


def told_by(told: Telling) -> str | None:
    """Whose telling it is, for what is not in the speaker's own words: a paraphrase, or a silence somebody alleges."""
    if told.form != "indirect" and in_own_words(told):
        return None
    return f"{told.asserted_by or 'the article'} writes"


def lead_words(told: Telling, cue: str) -> tuple[str, str]:
    """What is to stand before words that are not the speaker's own: "X writes: ", and the cue with dots.

    The cue is half of what was said: "declined to" say whether he had been told; "derided" it as a bailout.
    """
    teller = told_by(told)
    if teller is None:
        return "", ""
    return f"{one_line(teller)}: ", f"{one_line(cue)} … " if cue else ""
