"""One line of text -> Query: the language of searches, the same in the command line, on the web and for programs.

    censor* "free press" speaker:"López Obrador" after:2021-01-01 outlet:courier act:would-not-say

Words without a name before them, and those after ``about:``, are words of the content. Every other name is that of one
thing a statement has. What is not understood is explained, with the place of it, and never guessed at; a word that only
looks like a name can be put in quotation marks.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from onrecord.errors import QueryError

from .query import MARKS, Query, parse

FIELDS = {
    "about": "words of the content, as without a name",
    "speaker": "words of the speaker's name, or of whom the text names",
    "person": "the id of a person, as a list of people gives it, under whatever name",
    "party": "words of the speaker's party on that day, by the list of known people",
    "office": "words of the speaker's office on that day, by that list",
    "after": "said on this day, month or year, or later",
    "before": "said on this day, month or year, or earlier",
    "outlet": "words of the outlet's name",
    "form": "quoted, partly-quoted, paraphrased",
    "act": "said, would-not-say",
    "manner": "how it was refused: declined, no-reply, refused-position, silent, own-words",
    "cue": "what sort of saying: neutral, claim, deny, promise, ask, warn",
    "review": "unreviewed, reviewed, edited: what people did with it",
}
"""What each name asks for. Beside them stands ``meta.KEY``, for what an article came with."""

_META = "meta."
_WORDS = {"about": "words", "speaker": "speaker"}  # these may come several times, and all of them must hold
_NAME = re.compile(r"(meta\.[^\s:\"]+|[^\W\d_]+):", re.UNICODE)


class _Piece(NamedTuple):
    """A part of the line: what stands before its colon, what after, and where, in code points of the line."""

    name: str | None
    value: str
    start: int
    end: int


def parse_query(
    text: str, *, limit: int = 20, offset: int = 0, cursor: str | None = None, newest: bool = False
) -> Query:
    """The query that a line of text asks for.

    Args:
        text: the line; blank text asks for every statement.
        limit, offset, cursor, newest: as ``Query`` has them.

    Raises:
        QueryError: saying what was not understood and what to write instead; its ``place`` is where, in code points of
            ``text``.
    """
    given: dict[str, Any] = {}
    meta: list[tuple[str, str]] = []
    for piece in _pieces(text):
        name = _known(piece) if piece.name else "about"
        _check_value(piece)
        if name.startswith(_META):
            meta.append((name.removeprefix(_META), _bare(piece.value)))
            continue
        field = _WORDS.get(name, name)
        if field in given and name not in _WORDS:
            raise _mistake(piece, f"{name}: is given twice", f"Leave one {name}: out")
        value = piece.value if name in _WORDS else _bare(piece.value)
        _understood(piece, field, value)
        given[field] = f"{given[field]} {value}" if field in given else value
    query = Query(**given, meta=tuple(meta), limit=limit, offset=offset, cursor=cursor, newest=newest)
    parse(query)  # what only the whole can tell: a range that ends before it begins
    return query


class Filter(NamedTuple):
    """A filter of a line: its name in small letters, its value without marks, and where in the line it stands."""

    name: str
    value: str
    start: int
    end: int


def filters_in(text: str) -> list[Filter]:
    """The filters of a line that is understood, in its order; ``about:`` is none.

    Raises:
        QueryError: as for ``parse_query``, where the line cannot be taken to pieces.
    """
    return [
        Filter(piece.name.casefold(), _bare(piece.value), piece.start, piece.end)
        for piece in _pieces(text)
        if piece.name and piece.name.casefold() != "about"
    ]


def names_in(text: str) -> list[str]:
    """The names, as they are written, that stand before a colon in ``text`` and are understood."""
    found = [match[1] for match in _NAME.finditer(text) if match.start() == 0 or text[match.start() - 1].isspace()]
    return [name for name in found if name.casefold() in FIELDS or name.casefold().startswith(_META)]


def _pieces(text: str) -> Iterator[_Piece]:
    plain = text.translate(MARKS)
    at = 0
    while at < len(plain):
        if plain[at].isspace():
            at += 1
            continue
        named = _NAME.match(plain, at)
        value = named.end() if named else at
        end = _end(plain, value, stop_at_mark=named is None)
        yield _Piece(named[1] if named else None, text[value:end], at, end)
        at = end


def _end(plain: str, start: int, *, stop_at_mark: bool) -> int:
    """Where a value ends that begins at ``start``: at its closing quotation mark, or at a space."""
    if plain[start : start + 1] == '"':
        close = plain.find('"', start + 1)
        if close < 0:
            raise _mistake(
                _Piece(None, plain[start:], start, len(plain)),
                "this quotation mark is not closed",
                "Close it, or leave it out",
            )
        return close + 1
    return next(
        (at for at in range(start, len(plain)) if plain[at].isspace() or (stop_at_mark and plain[at] == '"')),
        len(plain),
    )


def _known(piece: _Piece) -> str:
    """The name before the colon as it is understood."""
    name = (piece.name or "").casefold()
    if name in FIELDS:
        return name
    if name.startswith(_META):
        return piece.name or ""  # the keys of an article's own data keep their capitals
    close = difflib.get_close_matches(name, FIELDS, 1)
    hint = f"Write {close[0]}:" if close else f"Take one of: {', '.join(f'{known}:' for known in FIELDS)}"
    raise _mistake(
        piece, f"{piece.name}: is not known", f"{hint}; or put it in quotation marks to search for the words"
    )


def _check_value(piece: _Piece) -> None:
    if piece.name and not _bare(piece.value).strip():
        raise _mistake(
            piece, f"nothing stands after {piece.name}:", f"Write it without a space after the colon: {piece.name}:word"
        )


def _understood(piece: _Piece, field: str, value: str) -> None:
    """Raise what is wrong with one piece by itself, with its place."""
    if piece.name is None and (value == "AND" or not any(map(str.isalnum, value))) and "*" not in value:
        return  # a dash between words, and an AND, say nothing; whether any word is left, the whole will tell
    try:
        asked: dict[str, Any] = {field: value}
        parse(Query(**asked))
    except QueryError as error:
        raise _mistake(piece, error.what, error.next_step) from error


def _mistake(piece: _Piece, what: str, next_step: str | None) -> QueryError:
    error = QueryError(what, where=f"character {piece.start + 1} of the search", next_step=next_step)
    error.place = (piece.start, piece.end)
    return error


def _bare(value: str) -> str:
    """``value`` without the quotation marks around it."""
    return value[1:-1] if len(value) > 1 and value.translate(MARKS)[0] == '"' else value
