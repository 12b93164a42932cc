"""What a search asks for, and how the words of it are understood.

All words must occur. ``"several words"`` in quotation marks stand side by side; ``censor*`` stands for every word that
begins so. That is all: a minus, an OR or a ``field:`` is explained and not guessed at. Nothing that a person types
reaches the store but words of letters and digits.

``Query`` has a place for each thing that can be asked; ``language`` reads all of them from one line of text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast, get_args

from onrecord.domain import Act, CueClass, Form, Manner
from onrecord.errors import QueryError

from . import days, folding

MOST_WORDS = 64
"""Words of one search. SQLite refuses expressions that nest more than 256 deep; nobody types 64 words."""

MOST_HITS = 10_000
"""Hits on one page."""

_FORMS: dict[str, Form] = {
    **{form: form for form in get_args(Form)},
    "quoted": "direct",
    "partly-quoted": "mixed",
    "paraphrased": "indirect",
}
_ACTS: dict[str, Act] = {**{act: act for act in get_args(Act)}, "would-not-say": "refused"}
_MANNERS: dict[str, Manner] = {manner: manner for manner in get_args(Manner)}
_CUES: dict[str, CueClass] = {cue: cue for cue in get_args(CueClass)}
_REVIEWS = {review: review for review in ("unreviewed", "reviewed", "edited")}
MARKS = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
"""Every quotation mark -> the plain one."""

_FILTERS = {
    "speaker", "person", "party", "office", "after", "before", "outlet", "form", "act", "about", "manner", "cue",
    "review",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Query:
    """A search. Every filter left None lets everything through.

    Attributes:
        words: words of the content, all of which must occur; ``"a phrase"`` and ``begin*`` are understood.
        speaker: words of the speaker's name, or of whom the text names as the source; the same signs are understood.
        person: public id of one of the record's persons, whatever names the articles give him or her.
        party, office: words that stand side by side in what the speaker was on the day of the statement, by the list
            of known people; where no day is told, on that of publication.
        after, before: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; both ends are included. A statement is found where
            all days it can have been said on lie inside; one whose day is not known never is.
        outlet: the outlet's name, or some words of it that stand side by side.
        form: direct, mixed, indirect (or quoted, partly quoted, paraphrased).
        act: said, or refused (or would-not-say).
        manner: how it was refused: declined, no-reply, refused-position, silent, own-words.
        cue: what sort of saying: neutral, claim, deny, promise, ask, warn.
        review: unreviewed, reviewed, edited: whether a person looked at it, or changed it.
        meta: pairs of key and value that must stand in the article's ``meta``.
        newest: whether the newest come first even where there are words, instead of the best.
        limit, offset: how many hits, and how many to pass over.
        cursor: ``Page.next`` of the page before, to go on where it ended; ``offset`` must then be 0.
    """

    words: str | None = None
    speaker: str | None = None
    person: str | None = None
    party: str | None = None
    office: str | None = None
    after: str | None = None
    before: str | None = None
    outlet: str | None = None
    form: str | None = None
    act: str | None = None
    manner: str | None = None
    cue: str | None = None
    review: str | None = None
    meta: tuple[tuple[str, str], ...] = ()
    newest: bool = False
    limit: int = 20
    offset: int = 0
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that must occur: a word, or several side by side.

    Attributes:
        words: as they stand in the search column.
        prefix: whether the last word is only the beginning of one.
        alternatives: of a prefix, whole words that may stand in the last one's place. They are those whose stem is
            shorter than what was typed: ``citi*`` must find "cities", which the search column has as "city".
    """

    words: tuple[str, ...]
    prefix: bool = False
    alternatives: frozenset[str] = frozenset()

    def stands_at(self, text: list[str], at: int) -> bool:
        """Whether this term stands in the words ``text`` from position ``at`` on."""
        found = text[at : at + len(self.words)]
        if len(found) < len(self.words) or tuple(found[:-1]) != self.words[:-1]:
            return False
        if self.prefix:
            return found[-1].startswith(self.words[-1]) or found[-1] in self.alternatives
        return found[-1] == self.words[-1]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query that was understood: what the store is asked for."""

    words: tuple[Term, ...]
    speaker: tuple[Term, ...]
    earliest: str | None
    latest: str | None
    outlet: tuple[Term, ...]
    form: Form | None
    act: Act | None
    manner: Manner | None
    cue_class: CueClass | None
    meta: tuple[tuple[str, str], ...]
    review: str | None = None
    person: str | None = None
    party: tuple[Term, ...] = ()
    office: tuple[Term, ...] = ()


def parse(query: Query) -> Parsed:
    """Understand a query.

    Raises:
        QueryError: saying which part was not understood, and what to write instead.
    """
    check_page(query.limit, query.offset)
    if query.cursor and query.offset:
        raise QueryError(
            f"a cursor says already where the page begins, and {query.offset} hits cannot be passed over too",
            where="offset",
            next_step="Take the one or the other",
        )
    first = _day(query.after, "after")
    last = _day(query.before, "before")
    earliest, latest = first and first.earliest, last and last.latest
    if earliest and latest and earliest > latest:
        raise QueryError(
            f"no day is both after {query.after} and before {query.before}", next_step="Turn the two days round"
        )
    return Parsed(
        words=parse_words(query.words, "words"),
        speaker=parse_words(query.speaker, "speaker", stemmed=False),
        earliest=earliest,
        latest=latest,
        outlet=side_by_side(query.outlet),
        form=cast("Form | None", _choice(query.form, "form", _FORMS)),
        act=cast("Act | None", _choice(query.act, "act", _ACTS)),
        manner=cast("Manner | None", _choice(query.manner, "manner", _MANNERS)),
        cue_class=cast("CueClass | None", _choice(query.cue, "cue", _CUES)),
        meta=tuple((_encodable(key, "meta"), _encodable(value, "meta")) for key, value in query.meta),
        review=_choice(query.review, "review", _REVIEWS),
        person=_encodable(query.person, "person") if query.person else None,
        party=side_by_side(query.party, "party"),
        office=side_by_side(query.office, "office"),
    )


def parse_form(text: str) -> Form:
    """A form by any of its names.

    Raises:
        QueryError: where it is none.
    """
    return cast("Form", _choice(text, "form", _FORMS))


def parse_act(text: str) -> Act:
    """An act by any of its names.

    Raises:
        QueryError: where it is none.
    """
    return cast("Act", _choice(text, "act", _ACTS))


def side_by_side(text: str | None, where: str | None = None) -> tuple[Term, ...]:
    """The words of a name as one term; none where there are none.

    Raises:
        QueryError: where ``where`` names the part of the query that it is, and what was given has no word.
    """
    words = tuple(word.folded for word in folding.words(text or ""))
    if where and text and not words:
        raise QueryError(f"there is no word in {text.strip()!r}", where=where, next_step="Write a word to search for")
    return (Term(words),) if words else ()


def check_page(limit: int, offset: int) -> None:
    """Raise QueryError where a page cannot be had."""
    if not 1 <= limit <= MOST_HITS:
        raise QueryError(f"{limit} is no number of hits", where="limit", next_step=f"Take 1 to {MOST_HITS}")
    if not 0 <= offset < 2**63:
        raise QueryError(f"{offset} hits cannot be passed over", where="offset", next_step="Take 0 or more")


def parse_words(
    text: str | None, where: Literal["words", "speaker", "name"], *, stemmed: bool = True
) -> tuple[Term, ...]:
    """The terms of what a person typed.

    Args:
        text: what was typed; None and blank text have no terms.
        where: which part of the query it is, for the error.
        stemmed: whether the search column is stemmed, so that the terms must be too.

    Raises:
        QueryError: where a quotation mark is not closed, a sign is not understood, or no word is left.
    """
    if text is None or not text.strip():
        return ()
    terms = tuple(term for piece, quoted in _pieces(text, where) if (term := _term(piece, quoted, where, stemmed)))
    if not terms:
        raise QueryError(f"there is no word in {text.strip()!r}", where=where, next_step="Write a word to search for")
    if sum(len(term.words) for term in terms) > MOST_WORDS:
        raise QueryError(
            f"more than {MOST_WORDS} words were given", where=where, next_step="Take the few that are rarest"
        )
    return terms


def all_stand(terms: Sequence[Term], column: str) -> bool:
    """Whether every term stands in a search column."""
    words = column.split()
    return all(any(term.stands_at(words, at) for at in range(len(words))) for term in terms)


def _pieces(text: str, where: str) -> Iterator[tuple[str, bool]]:
    """The pieces between spaces, and those in quotation marks; True beside the latter."""
    plain = text.translate(MARKS)
    at = 0
    while at < len(plain):
        if plain[at].isspace():
            at += 1
        elif plain[at] == '"':
            close = plain.find('"', at + 1)
            if close < 0:
                raise QueryError(
                    f"the quotation mark at character {at + 1} is not closed",
                    where=where,
                    next_step="Close it, or leave it out",
                )
            yield text[at + 1 : close], True
            at = close + 1
        else:
            end = next((i for i in range(at, len(plain)) if plain[i].isspace() or plain[i] == '"'), len(plain))
            yield text[at:end], False
            at = end


def _term(piece: str, quoted: bool, where: str, stemmed: bool) -> Term | None:
    if not quoted:
        _refuse_signs(piece, where)
        if piece == "AND":  # all words must occur anyway
            return None
    found = [word.folded for word in folding.words(piece)]
    if not found:
        return None
    prefix = not quoted and piece.endswith("*")
    *before, last = found
    shape = folding.stem if stemmed else str
    if not prefix:
        return Term(tuple(map(shape, found)))
    whole = {shape(last + ending) for ending in ("", "s", "es")} if stemmed else set()
    longer = frozenset(word for word in whole if not word.startswith(last))
    return Term((*map(shape, before), last), prefix=True, alternatives=longer)


def _refuse_signs(piece: str, where: str) -> None:
    """Raise where a piece has a sign that other searches give a meaning to, and this one does not."""
    name, _, rest = piece.partition(":")
    if piece in {"OR", "NOT"}:
        raise QueryError(
            f"{piece} is not understood: all words must occur",
            where=where,
            next_step=f'Leave it out, search twice, or write "{piece.lower()}" for the word itself',
        )
    if piece.startswith("-") and any(map(str.isalnum, piece)):
        raise QueryError(
            f"{piece!r}: words cannot be left out with a minus",
            where=where,
            next_step="Leave it out, or put it in quotation marks to search for the word itself",
        )
    if "*" in piece.rstrip("*") or piece.endswith("**") or piece == "*":
        raise QueryError(
            f"{piece!r}: a * stands only at the end of a word", where=where, next_step="Write begin* for begin, begins"
        )
    if rest and name.lower() in _FILTERS:
        raise QueryError(
            f"{piece!r}: {name.lower()} is not one of the words",
            where=where,
            next_step=f"Give {name.lower()} as a filter of its own, or put it in quotation marks",
        )


def _day(text: str | None, where: str) -> days.Bounds | None:
    if text is None:
        return None
    found = days.plain_bounds(text.strip())
    if found is None:
        raise QueryError(f"{text!r} is no day", where=where, next_step="Write it as 2021-01-17, 2021-01 or 2021")
    return found


def _choice(text: str | None, where: str, choices: Mapping[str, str]) -> str | None:
    if text is None:
        return None
    found = choices.get("-".join(text.casefold().split()))
    if found is None:
        raise QueryError(f"{text!r} is not known", where=where, next_step=f"Take one of: {', '.join(choices)}")
    return found


def _encodable(text: str, where: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise QueryError(f"{text!r} holds half of a character", where=where, next_step="Write it out in full") from None
    return text
