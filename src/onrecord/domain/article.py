"""One published text as it was read, never changed afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from .span import Span

WarningCode = Literal[
    "cut-short",  # the text ends in the middle of something, or says "read more"
    "body-twice",  # the same body stands in the text two times
    "no-date",  # no day of publication was found or given
    "future-date",  # the day of publication lies after the day of reading
    "not-english",  # stored and searchable, not extracted
    "image-only",  # a PDF page without a text layer
    "words-differ",  # a quotation is not found in the visible text of the original bytes
    "encoding-guessed",  # the bytes did not say their encoding and more than one fitted
    "no-text",  # hardly any text was found
    "doubtful-word",  # a quotation holds a word of which the machine that read the page was not sure
    "incomplete",  # parts that the METS file of a scan names are not there
]
"""What reading can doubt of a text that it nevertheless read."""


@dataclass(frozen=True, slots=True)
class ReadingWarning:
    """A doubt that reading has of an article.

    Attributes:
        code: the kind of doubt, by which articles are counted and filtered.
        message: one sentence for a person, saying what was seen.
        span: the place in ``Article.text``; None where the doubt is of the whole.
    """

    code: WarningCode
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Repair:
    """One change that reading made before the text was fixed.

    Attributes:
        kind: ``hyphen``, ``page-break``, ``encoding``, ``newline`` or ``control``.
        at: offset in the finished ``Article.text``, in code points, at which ``after`` stands.
        before: what the bytes had, as text.
        after: what stands in its place; empty where something was taken out.
    """

    kind: str
    at: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a transcript: the label that names the speaker, and what that speaker says.

    Both spans lie in ``Article.text``. ``speech`` is without the label, the colon and outer white space.
    """

    label: Span
    speech: Span


@dataclass(frozen=True, slots=True)
class Article:
    """One published text as it was read: news article, press release or transcript.

    Attributes:
        id: the identifier given with it, else made from the bytes' hash. Two readings of the same bytes have the same
            id.
        text: the body, fixed once. Every offset in the project is an offset into it (or into ``title``, where
            a statement says ``field="title"``).
        raw: the bytes it was read from, as delivered. For one line of a JSON Lines file, that line.
        sha256: hex digest of ``raw``.
        reader, reader_version: who read it; a new version over the same bytes makes a re-reading, not a revision.
        title: headline; None where none was found.
        title_apart: True where the headline is not also a part of ``text``, so that statements are sought in it too.
        byline: author as printed, without "By"; outlet: the publication; url: its address. None where unknown.
        published, modified: ISO dates, ``YYYY-MM-DD``; None where unknown.
        language: ISO 639-1 code as found or given; None where the text is too short to tell.
        path: where the bytes came from (file, ``FILE:LINE`` for JSON Lines, ``-`` for standard input).
        kind: what sort of text it is; a transcript has ``turns``.
        turns: in the order of the text; empty for everything but transcripts.
        warnings: what reading doubts.
        repairs: what reading changed, in the order of the text.
        meta: other keys that came with it (JSON Lines), given back unchanged.
    """

    id: str
    text: str
    raw: bytes = field(repr=False)
    sha256: str
    reader: str
    reader_version: str
    title: str | None = None
    title_apart: bool = False
    byline: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    path: str | None = None
    kind: Literal["article", "transcript"] = "article"
    turns: tuple[Turn, ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()
    repairs: tuple[Repair, ...] = ()
    meta: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def __reduce__(self) -> tuple[object, ...]:
        # A mappingproxy cannot be pickled, and articles travel between worker processes.
        values = [getattr(self, name) for name in self.__dataclass_fields__]
        values[-1] = dict(self.meta)
        return (Article, tuple(values))

    def field_text(self, name: Literal["text", "title"]) -> str:
        """The string that offsets of ``field`` point into."""
        return self.text if name == "text" else self.title or ""

    def warned(self, code: WarningCode) -> bool:
        """Whether reading had this doubt."""
        return any(w.code == code for w in self.warnings)
