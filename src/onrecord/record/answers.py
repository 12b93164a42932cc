"""What the record answers with: frozen values that views can lay out, and that know nothing of the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from onrecord.domain import Act, Edit, Extracted, Form, Original, Span, SpeakerType, Statement, WarningCode

T = TypeVar("T")

AddedStatus = Literal["added", "already", "re-read", "revised"]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of an article handed to the record.

    Attributes:
        status: ``added``; ``already`` there, nothing was written; ``re-read``, its reading and statements took the
            place of the earlier ones; ``revised``, it stands beside the earlier article of the same id or address.
        article_id: public id of the article.
        statements: how many it has now.
        revises: public id of the article it revises; None where it revises none.
        orphans: edits made before that could not be found again in it.
    """

    status: AddedStatus
    article_id: str
    statements: int
    revises: str | None = None
    orphans: int = 0


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A part of a longer list.

    Attributes:
        items: what stands on this page.
        total: how many there are in all, or where ``exact`` is False, how many there are at least.
        limit, offset: as asked for.
        exact: whether ``total`` is.
        next: what ``Query.cursor`` takes to go on after this page; None where nothing comes, or where a list has no
            cursor.
        ranked: whether the best came first; else the newest did.
    """

    items: tuple[T, ...]
    total: int
    limit: int
    offset: int
    exact: bool = True
    next: str | None = None
    ranked: bool = False

    @property
    def more(self) -> bool:
        """Whether anything comes after this page."""
        return self.next is not None or self.offset + len(self.items) < self.total


@dataclass(frozen=True, slots=True)
class Identity:
    """Who of the record's persons speaks: public id, the name he or she is shown by, and the Wikidata item if given.

    ``party`` and ``office`` are those of the list of known people on the day of the statement, if it says so.
    """

    id: str
    name: str
    qid: str | None = None
    party: str | None = None
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A statement in short, as where many of one person are gone through.

    Attributes:
        id: public id; content: its words.
        day: the day it was said, ISO; None where no one day is known.
        act, form: as in ``Statement``.
        article: public id of its article; outlet: of that.
    """

    id: str
    content: str
    day: str | None
    act: Act
    form: Form
    article: str
    outlet: str | None


@dataclass(frozen=True, slots=True)
class Heard:
    """One who speaks in some articles: public id and name of the person, and in how many of them, how often."""

    id: str
    name: str
    type: SpeakerType
    articles: int
    statements: int


@dataclass(frozen=True, slots=True)
class Printed:
    """A saying in short, beside a statement that is a report of it.

    Attributes:
        id: public id of the saying; reports: how many it has.
        outlets: those that printed it, as far as they are known; articles: public ids of those in which the reports
            stand.
    """

    id: str
    reports: int
    outlets: frozenset[str]
    articles: frozenset[str]


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article with its statements, as the record has it.

    Attributes:
        id: public id: the article's own where no other article had it first, else that with a piece of its hash.
        extracted: equal to what was added.
        added_at, read_at: when it was first added, and when this reading was; UTC, ISO 8601.
        revises: public id of the earlier article that this one revises; None where there is none.
        revised_by: public ids of the later ones, in the order they were added.
        statement_ids: public id of each statement by its id within the article (``s1``).
        persons: who speaks, by the same id: of two people together both, by name; nobody where nobody is known.
        originals: where in a transcript of the record a statement's words stand, by the same id; of those that do.
    """

    id: str
    extracted: Extracted
    added_at: str
    read_at: str
    revises: str | None
    revised_by: tuple[str, ...]
    statement_ids: Mapping[str, str]
    persons: Mapping[str, tuple[Identity, ...]] = field(default_factory=dict)
    originals: Mapping[str, Original] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article in a list, without its text. ``id`` is the public one; ``warnings`` are codes."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    language: str | None
    url: str | None
    path: str | None
    statements: int
    warnings: tuple[WarningCode, ...]
    revises: str | None
    added_at: str


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not become an article.

    Attributes:
        path: where it came from.
        code, message, next_step: as the error said.
        sha256: hash of its bytes; None where there were none to be had.
        failed_at: the last time, UTC, ISO 8601.
        tries: how often it failed.
    """

    path: str
    code: str
    message: str
    next_step: str | None
    sha256: str | None
    failed_at: str
    tries: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement that was found.

    Attributes:
        id: public id of the statement; statement: it.
        content, source, cue: the words of its spans, with `` ... `` where the text between two of them is left out.
        article: where it stands; revised: whether a later article revises that one.
        snippet: the part of ``content`` to show where there is little room, in code points of ``content``.
        matches: the words searched for, in code points of ``content``; empty where no words were.
        person: public id of the record's person who speaks; None where it is not one.
        party, office: of that person on the day of the statement, by the list of known people; None where it says none.
    """

    id: str
    statement: Statement
    content: str
    source: str
    cue: str
    article: ArticleRow
    revised: bool
    snippet: Span
    matches: tuple[Span, ...]
    person: str | None = None
    party: str | None = None
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Orphan:
    """An edit that holds, and whose statement could not be found again.

    Attributes:
        edit: it.
        article: public id of the article it was lost in; title: what that is called.
        why: what could not be found.
    """

    edit: Edit
    article: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class ArticleHit:
    """An article that was found by its words.

    Attributes:
        article: it; revised: whether a later article revises it.
        text: the piece of its text to show: where most of the words asked for stand close together.
        start: where the piece begins, in code points of the article's text.
        matches: the words searched for, in code points of ``text``.
    """

    article: ArticleRow
    revised: bool
    text: str
    start: int
    matches: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many hits have one value."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """What the hits of a search are made of, each with the commonest first.

    Attributes:
        hits: how many were counted.
        exact: whether these were all; else every count is what there is at least.
        people: names of speakers; outlets: as printed; years: in which they were said; forms: quoted and the like, by
            the domain's words. A hit without the one or the other is in no row of it.
    """

    hits: int
    exact: bool
    people: tuple[FacetCount, ...]
    outlets: tuple[FacetCount, ...]
    years: tuple[FacetCount, ...]
    forms: tuple[FacetCount, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """How many statements of one form and act were said in one month.

    Attributes:
        month: ``YYYY-MM``; ``YYYY`` where no more than the year is known; empty where not even that.
        form, act: as in ``Statement``.
        count: how many.
    """

    month: str
    form: Form
    act: Act
    count: int


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One who speaks, over the whole record: a person under all names; where none are joined yet, a name.

    Attributes:
        name, type: as shown.
        statements, refused: how many statements, and how many of them are refusals.
        articles, outlets: in how many they stand.
        first, last: the earliest and latest day they can have been said on; None where no day is known.
        id: public id of the person; None for a name that is not joined yet.
        names: how many names are joined in it.
        short: whether all that is known is a surname or a single name, behind which several may stand.
        party, office: the last that the list of known people has; None where it has none.
    """

    name: str
    type: SpeakerType | None
    statements: int
    refused: int
    articles: int
    outlets: int
    first: str | None
    last: str | None
    id: str | None = None
    names: int = 1
    short: bool = False
    party: str | None = None
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Stats:
    """What a record holds, counted.

    Attributes:
        articles, transcripts, revisions: transcripts and revisions are among the articles.
        not_extracted: articles stored without being extracted, such as those not in English.
        statements, direct, mixed, indirect, refused: the last four are among the statements.
        named, unnamed, unknown: statements with a speaker's name; with a speaker who is not named in the text
            ("a senior official"); and with none. The three make up all statements.
        dated: statements with a day (or month, or year).
        people: names of speakers; outlets: outlets named.
        first, last: first and last day of publication.
        figures, failures: how many.
        warnings, languages, models, unknown_reasons: how many articles (statements, for the last) by code, language,
            model, reason; the commonest first.
        bytes: size of the record's file.
    """

    articles: int
    transcripts: int
    revisions: int
    not_extracted: int
    statements: int
    direct: int
    mixed: int
    indirect: int
    refused: int
    named: int
    unnamed: int
    unknown: int
    dated: int
    people: int
    outlets: int
    first: str | None
    last: str | None
    figures: int
    failures: int
    warnings: Mapping[str, int]
    languages: Mapping[str, int]
    models: Mapping[str, int]
    unknown_reasons: Mapping[str, int]
    bytes: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that an audit found to be wrong.

    Attributes:
        code: a short fixed word: ``text``, ``bytes``, ``title``, ``span``, ``content``, ``day``, ``search``, ``id``,
            ``reference``, ``person``, ``saying``, ``index``, ``file``, ``edit``, ``removed``.
        what: one sentence.
        where: the article, statement or table.
    """

    code: str
    what: str
    where: str


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What an audit looked at and found.

    Attributes:
        articles, statements, spans: how many were looked at.
        matching: statements whose every span stands in the stored text, letter for letter, where it says.
        findings: what is wrong, at most ``audit.MOST_FINDINGS`` of them; found: how many there are in all.
        index_read: whether the search index was compared word by word. A record that may not be written only has
            the rows of its index counted.
    """

    articles: int
    statements: int
    spans: int
    matching: int
    findings: tuple[Finding, ...]
    found: int
    index_read: bool

    @property
    def ok(self) -> bool:
        """Whether nothing was found to be wrong."""
        return self.found == 0

    @property
    def claim(self) -> str:
        """What was proved and what was not, in one sentence."""
        return (
            f"{self.matching:,} of {self.statements:,} statements match the stored text; "
            "this says nothing of speaker or truth"
        )
