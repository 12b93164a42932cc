"""A quotation of a draft, held against what was published: what was found, where, and how far it agrees.

Values alone, so that every face can show them; ``onrecord.checking`` makes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .article import Article
from .span import Span
from .statement import Statement

Wording = Literal["verbatim", "shortened", "altered", "not-found"]
Agreement = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One place at which a quotation and its source part.

    Attributes:
        draft: the words of the draft; empty where it leaves words out.
        source: the words of the source; empty where the draft adds words.
        marked: whether the draft says so, by dots or brackets.
    """

    draft: str
    source: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class FoundIn:
    """A place in a text where a quotation, or something like it, stands.

    Attributes:
        article: the text; id: how the record, or the command line, names it.
        span: from the first to the last of the words, in ``article.text``.
        wording: how the quotation relates to this place; never "not-found".
        differences: in the order of the quotation, marked ones too.
        remarks: what else a reader of the quotation should know of this place, each a short clause.
        statement: the statement that holds the words, with speaker and day; None where none was taken out.
        statement_id: how the record names it.
        speaker_agrees, day_agrees: of the draft with this statement.
        known_as: the draft's name for its speaker, where that is another one under which the record knows him or her;
            None where they agree by the name that the statement gives, or do not.
    """

    article: Article
    id: str
    span: Span
    wording: Wording
    differences: tuple[Difference, ...] = ()
    remarks: tuple[str, ...] = ()
    statement: Statement | None = None
    statement_id: str | None = None
    speaker_agrees: Agreement = "unknown"
    day_agrees: Agreement = "unknown"
    known_as: str | None = None

    @property
    def is_transcript(self) -> bool:
        """Whether the words stand in a transcript, the original of what it holds, and not in an outlet's print."""
        return self.article.kind == "transcript"


@dataclass(frozen=True, slots=True)
class Searched:
    """How much was searched.

    Attributes:
        articles: number of texts.
        first, last: the days of publication that they lie between, ISO; None where no text has one.
        place: "this record", or the files that were named.
    """

    articles: int
    first: str | None
    last: str | None
    place: str


@dataclass(frozen=True, slots=True)
class CheckedQuote:
    """One quotation of a draft with the answers.

    Attributes:
        quote: the words as the draft has them, without the quotation marks.
        span: with its marks, in the draft's text.
        line, column: of the opening mark, from 1; in the file, or for a format without lines in its text as read.
        statement: what the draft's own reading makes of it: speaker, day; None where it is attributed to nobody.
        wording: of the best place; "not-found" where there is none.
        speaker_agrees, day_agrees: of the draft with the best place that tells.
        found_in: the places, best first, at most a few; total: how many texts have it in the best wording.
        original: the transcript that has the words or comes nearest to them, not by another speaker; None where none.
        with_speaker: how many of the searched texts have statements of the draft's speaker; None where not known.
    """

    quote: str
    span: Span
    line: int
    column: int
    statement: Statement | None
    wording: Wording
    speaker_agrees: Agreement
    day_agrees: Agreement
    found_in: tuple[FoundIn, ...]
    total: int
    original: FoundIn | None = None
    with_speaker: int | None = None

    @property
    def needs_a_look(self) -> bool:
        """Whether some words differ from every source, or were not found."""
        return self.wording in ("altered", "not-found")

    @property
    def original_differs(self) -> bool:
        """Whether the words stand so in print, and a transcript, the original of what it holds, has others."""
        return not self.needs_a_look and self.original is not None and self.original.wording == "altered"


@dataclass(frozen=True, slots=True)
class Nearest:
    """A statement like one that a draft tells in its own words.

    Attributes:
        article, id, statement, statement_id: as in ``FoundIn``.
        span: the sentence of its content that has most of it.
        shared: the words, or numbers, that both have, as the draft writes them.
    """

    article: Article
    id: str
    statement: Statement
    statement_id: str | None
    span: Span
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A paraphrase or a figure that a draft attributes, with the statements nearest to it. No verdict: look.

    Attributes:
        words: as the draft has them; line, column: where they begin.
        statement: of the draft; figures: the numbers in it, as printed.
        nearest: best first; empty where nothing is near.
    """

    words: str
    line: int
    column: int
    statement: Statement
    figures: tuple[str, ...]
    nearest: tuple[Nearest, ...]


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """A whole draft, checked.

    Attributes:
        article: the draft as read.
        quotes, told: in the order of the draft.
        passed_over: short words in quotation marks that nobody is quoted with (titles, so-called "scare quotes").
        searched: how much was searched.
        lines_of_file: whether the lines are those of the file.
    """

    article: Article
    quotes: tuple[CheckedQuote, ...]
    told: tuple[Told, ...]
    passed_over: int
    searched: Searched
    lines_of_file: bool
