"""The words that every face shows for the values of the domain: one table, so that terminal and page never differ.

The domain says ``direct``, ``refused``, ``2021-01``; a reader sees "quoted", "would not say", "January 2021".
"""

from __future__ import annotations

import calendar
import re

from onrecord.domain import Act, Form, Statement

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
        ``13 January 2021``, ``January 2021``, ``2021``, ``11 to 17 January 2021``; what cannot be read is given back
        as it is.
    """
    if edtf is None:
        return None
    if "/" in edtf:
        start, _, end = edtf.partition("/")
        first, last = day_words(start) or "?", day_words(end) or "?"
        for shared in (start[:7], start[:4]):  # "11 to 17 January 2021", "28 January to 3 February 2021"
            if end.startswith(shared) and len(start) == len(end) == 10:
                first = first.rsplit(" ", 2 if len(shared) == 7 else 1)[0]
                break
        return f"{first} to {last}"
    match = _DAY.fullmatch(edtf)
    if match is None:
        return edtf
    year, month, day, mark = match.groups()
    if month and not 1 <= int(month) <= 12:
        return edtf
    words = " ".join(
        filter(None, [str(int(day)) if day else "", calendar.month_name[int(month)] if month else "", year])
    )
    return f"about {words}" if mark else words


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


def in_own_words(statement: Statement) -> bool:
    """Whether what is quoted of a statement can be the speaker's: what somebody would not say never is."""
    return statement.act == "said" or statement.manner == "own-words"


def form_words(statement: Statement) -> str:
    """What the form is called on screen. Marks around what was refused ("refused to say “sorry”") quote nobody."""
    return FORMS[statement.form if in_own_words(statement) else "indirect"]


def told_by(statement: Statement) -> str | None:
    """Whose telling it is, for what is not in the speaker's own words: a paraphrase, or a silence somebody alleges."""
    if statement.form != "indirect" and in_own_words(statement):
        return None
    return f"{statement.asserted_by or 'the article'} writes"
