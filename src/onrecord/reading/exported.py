"""What export files of news databases share: several articles in one text, each parted off with bytes of its own.

Nexis, Factiva and ProQuest publish no grammar of these files; each reader says which form it knows. The body keeps its
lines as the file has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from onrecord.errors import ReadError

from .days import iso_day
from .draft import Draft
from .facts import draft_of_facts
from .repairs import mend

_LANGUAGES = {
    "english": "en", "spanish": "es", "español": "es", "french": "fr", "français": "fr", "german": "de",
    "deutsch": "de", "italian": "it", "italiano": "it", "portuguese": "pt", "português": "pt", "dutch": "nl",
    "nederlands": "nl",
}  # fmt: skip


def unified(text: str) -> str:
    """The text with one kind of line end, in which patterns see where lines begin."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def encoded(pieces: Iterable[str]) -> Iterator[bytes]:
    """The bytes of each piece in which anything stands, in UTF-8."""
    return (piece.strip("\n").encode("utf-8") for piece in pieces if piece.strip())


def exported_draft(
    reader: str, version: str, body: str, facts: Mapping[str, str | None], meta: Mapping[str, str | None]
) -> Draft:
    """The draft of one article.

    Args:
        reader, version: who read it.
        body: its text, with the lines of the file.
        facts: ``id``, ``title``, ``byline``, ``outlet``, ``url``, ``published`` as the file has it, ``language`` by
            name.
        meta: what has no field; what is None is left out.

    Raises:
        ReadError: where there is no body (code ``no-text``).
    """
    body = body.strip("\n").rstrip()
    if not body.strip():
        raise no_full_text()
    return draft_of_facts(
        reader,
        version,
        mend(body),
        facts,
        published=iso_day(facts.get("published")),
        language=_LANGUAGES.get((facts.get("language") or "").strip().lower()),
        meta={key: value for key, value in meta.items() if value},
    )


def no_full_text() -> ReadError:
    """What is wrong with a record that the database gave without its text."""
    return ReadError(
        "it has no full text, only what the database says of it",
        next_step="Export it again with the full text, or leave it out.",
        code="no-text",
    )


def line(value: str | None) -> str | None:
    """A value that ran over several lines, in one; None where it is empty."""
    return " ".join((value or "").replace("\x00", "").split()) or None
