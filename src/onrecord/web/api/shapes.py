"""The shapes of what the API answers, for its description alone: ``views`` makes the answers, and a test compares.

What stands here is what is no frozen value of the record or the domain; those describe themselves.
"""

from __future__ import annotations

from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from onrecord import domain
from onrecord.record import ArticleRow

T = TypeVar("T")

Place = Annotated[list[int], Field(min_length=2, max_length=2, description="`[start, end)` in code points.")]
Places = list[Place]


class Problem(BaseModel):
    """A problem (RFC 9457)."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(description="A URN for this sort of problem.")
    title: str = Field(description="What was wrong.")
    status: int
    detail: str | None = Field(default=None, description="What to do next.")
    instance: str | None = Field(default=None, description="The path that was asked.")
    place: Place | None = Field(default=None, description="Of a query: the part that it is about.")


class Found(BaseModel, Generic[T]):
    """A part of a longer list."""

    total: int = Field(description="How many there are in all, or at least, where `exact` is false.")
    exact: bool
    offset: int
    next: str | None = Field(description="The cursor of what comes after; null where nothing does.")
    items: list[T]


class Named(BaseModel):
    """A thing that the text names, and where."""

    text: str
    span: Place


class Who(BaseModel):
    """One of the record's persons."""

    id: str
    name: str
    qid: str | None
    party: str | None = None
    office: str | None = None


class Speaker(BaseModel):
    """Who spoke; `name` is null where nothing tells, and `reason` then says why."""

    name: str | None
    type: domain.SpeakerType | None
    confidence: float
    members: list[str]
    candidates: list[str]
    description: str | None
    reason: str
    evidence: Places
    person: Who | None = None


class Day(BaseModel):
    """The day it was said, as EDTF; null where nothing tells."""

    edtf: str | None
    reason: str
    evidence: Places


class Transcript(BaseModel):
    """Where in a transcript the words stand."""

    article: str
    span: Place
    day: str | None
    language: str | None
    words: int
    of: int
    speaker: str | None


class Review(BaseModel):
    """What a person decided about it, and what stood there before."""

    state: str
    who: str
    at: str
    why: str
    was: list[list[str | None]]


class Statement(BaseModel):
    """A statement in its article; its spans are of the article's text, or of its title where `field` says so."""

    id: str
    within: str | None
    field: Literal["text", "title"]
    source: Places
    cue: Places
    content: Places
    act: domain.Act
    form: domain.Form
    confidence: float
    manner: domain.Manner | None
    cue_lemma: str | None
    cue_class: domain.CueClass | None
    asserted_by: str | None
    speaker: Speaker
    said_on: Day
    event: Named | None
    place: Named | None
    medium: Named | None
    addressee: Named | None
    original: Transcript | None
    review: Review | None = None


class Hit(BaseModel):
    """A statement that was found; `id` is its public id, by which it is cited."""

    id: str
    content: str
    source: str
    matches: Places
    statement: Statement
    article: ArticleRow
    revised: bool
    person: str | None = Field(description="Public id of the record's person who speaks.")
    party: str | None = Field(description="Of that person on that day, by the list of known people.")
    office: str | None = Field(description="Likewise.")


class Doubt(BaseModel):
    """What reading doubts."""

    code: str
    message: str
    span: Place | None


class Figure(BaseModel):
    """A number with what it counts."""

    text: str
    value: float
    unit: str | None
    of: str | None
    span: Place
    statement: str | None


class Article(BaseModel):
    """An article with its statements, as `onrecord extract` and `onrecord export` write it."""

    schema_: int = Field(alias="schema")
    id: str
    path: str | None
    title: str | None
    published: str | None
    modified: str | None
    outlet: str | None
    byline: str | None
    url: str | None
    language: str | None
    warnings: list[Doubt]
    model: str | None
    text: str
    figures: list[Figure]
    statements: list[Statement]
    meta: dict[str, Any] | None = None


class Annotations(BaseModel):
    """A W3C AnnotationCollection with its one page."""

    model_config = ConfigDict(extra="allow")

    context: list[Any] = Field(alias="@context")
    id: str
    type: Literal["AnnotationCollection"]
    total: int
    first: dict[str, Any]
