"""What export files of news databases share: several articles in one text, each parted off with bytes of its own.

Nexis, Factiva and ProQuest publish no grammar of these files; each reader says which form it knows. The body keeps its
lines as the file has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from onrecord.errors import ReadError

from .days import iso_day
from .draft import Draft
from .repairs import mend
from .transcript import find_turns

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
        raise ReadError(
            "it has no full text, only what the database says of it",
            next_step="Export it again with the full text, or leave it out.",
            code="no-text",
        )
    mending = mend(body)
    title = facts.get("title")
    return Draft(
        text=mending.text,
        reader=reader,
        version=version,
        id=facts.get("id"),
        title=title,
        title_apart=title is not None,
        byline=facts.get("byline"),
        outlet=facts.get("outlet"),
        url=facts.get("url"),
        published=iso_day(facts.get("published")),
        language=_LANGUAGES.get((facts.get("language") or "").strip().lower()),
        turns=find_turns(mending.text, title=title),
        repairs=mending.repairs,
        meta={key: value for key, value in meta.items() if value},
    )


def line(value: str | None) -> str | None:
    """A value that ran over several lines, in one; None where it is empty."""
    return " ".join((value or "").replace("\x00", "").split()) or None
